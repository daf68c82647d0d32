"""A search is watched by e-mail: asked for, said yes to from the mailbox, told of, ended."""

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import directory, emails
from services_catalog.models import Watch


@transaction.atomic
def ask_to_watch(*, email: str, search: str, rhythm: str, language: str) -> Watch:
    """Keep `search`, the query of an address, and ask whoever reads `email` whether they want it watched."""
    watch = Watch.of(email=email, search=search, rhythm=rhythm, language=language)
    watch.save(force_insert=True)
    log.record(Verb.WATCH_ASKED, on=watch, by=None)
    emails.ask_watcher(watch)
    return watch


@transaction.atomic
def confirm_watch(watch: Watch) -> None:
    """Begin to watch. What is there already is no news. Saying yes twice changes nothing."""
    if watch.confirmed_at is not None:
        return
    watch.confirmed_at = timezone.now()
    watch.known = directory.found_now(watch)
    watch.save(update_fields=["confirmed_at", "known"])
    log.record(Verb.WATCH_CONFIRMED, on=watch, by=None)


@transaction.atomic
def end_watch(watch: Watch) -> None:
    """Stop watching, and forget the address and the search."""
    log.record(Verb.WATCH_ENDED, on=watch, by=None)
    watch.delete()


def tell_watchers() -> int:
    """Tell everyone whose search finds something new. Returns how many were told."""
    due = list(Watch.objects.due().order_by("asked_at").values_list("pk", flat=True))
    return sum(_tell(key) for key in due)


@transaction.atomic
def _tell(key: UUID) -> bool:
    """Tell one watcher; False when there is nothing new, or another worker has it."""
    watch = Watch.objects.due().select_for_update(skip_locked=True).filter(pk=key).first()
    if watch is None:
        return False
    news = sorted(set(directory.found_now(watch)) - set(watch.known))
    if not news:
        return False
    watch.news, watch.known, watch.told_at = news, [*watch.known, *news], timezone.now()
    watch.save(update_fields=["news", "known", "told_at"])
    emails.tell_watcher(watch, occasion=hashlib.sha256(str(news).encode()).hexdigest()[:16])
    return True


@transaction.atomic
def forget_unconfirmed_watches() -> int:
    """Delete what nobody has said yes to in time. Returns how many."""
    given_up = Watch.objects.given_up()
    for watch in given_up:
        log.record(Verb.WATCH_ENDED, on=watch, by=None)
    return given_up.delete()[0]
