from celery import shared_task

from referrals import actions


@shared_task(name="referrals.note_due_dates")
def note_due_dates() -> None:
    """Note when answers are owed, so that someone is reminded once. Safe to run twice. Every hour."""
    actions.note_due_dates()
