from celery import shared_task
from django.core.management import call_command


@shared_task(name="accounts.clear_expired_sessions")
def clear_expired_sessions() -> None:
    """Remove sessions that have ended. Safe to run twice. Every night."""
    call_command("clearsessions")
