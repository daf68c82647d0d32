from celery import shared_task

from ke_portal.outbox import actions


@shared_task(name="outbox.deliver_waiting")
def deliver_waiting() -> None:
    """Send what waits, one row and one transaction at a time. Safe to run twice and side by side. Every minute."""
    while actions.send_next():
        pass


@shared_task(name="outbox.remind_due")
def remind_due() -> None:
    """Queue one reminder per due occasion. Safe to run twice. Every quarter of an hour."""
    while actions.remind_next():
        pass
