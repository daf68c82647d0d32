from celery import shared_task

from services_catalog import actions


@shared_task(name="services_catalog.ask_owners")
def ask_owners() -> None:
    """Ask owners whether their entries are still right. Safe to run twice. Every morning."""
    actions.ask_owners()


@shared_task(name="services_catalog.follow_up_owners")
def follow_up_owners() -> None:
    """Remind, mark and hide where nobody answers. Safe to run twice. Every morning."""
    actions.follow_up()


@shared_task(name="services_catalog.check_links")
def check_links() -> None:
    """Try the links of the entries. Safe to run twice. Every night."""
    actions.check_links()


@shared_task(name="services_catalog.gather_unfound")
def gather_unfound() -> None:
    """Move yesterday's counts of searches that found nothing. Safe to run twice. Every night."""
    actions.gather_unfound()


@shared_task(name="services_catalog.forget_sheets")
def forget_sheets() -> None:
    """Forget spreadsheets that nobody said yes to. Safe to run twice. Every night."""
    actions.forget_sheets()


@shared_task(name="services_catalog.tell_watchers")
def tell_watchers() -> None:
    """Tell those who watch a search of what is new. Safe to run twice and side by side. Every hour."""
    actions.tell_watchers()


@shared_task(name="services_catalog.forget_unconfirmed_watches")
def forget_unconfirmed_watches() -> None:
    """Forget searches that nobody said yes to watching. Safe to run twice. Every night."""
    actions.forget_unconfirmed_watches()
