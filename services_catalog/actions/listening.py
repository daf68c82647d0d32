"""What the public tells us about entries and searches, kept without anything about who."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ke_portal import sealing
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import tally
from services_catalog.models import Feedback, FeedbackKind, Service, UnfoundWord
from services_catalog.rules.words import DAYS_BEFORE_SHOWN, FORGET_AFTER, countable_words


class AlreadyHandled(Exception):
    """Somebody else has dealt with it."""


@transaction.atomic
def receive_feedback(*, service: Service | None, kind: FeedbackKind, text: str = "") -> Feedback:
    """Keep what somebody says about an entry, or about a search when `service` is None."""
    said = Feedback.objects.create(service=service, kind=kind, text=text.strip())
    log.record(Verb.FEEDBACK_RECEIVED, on=said, by=None, detail={"kind": kind})
    return said


@transaction.atomic
def handle_feedback(said: Feedback, *, by: User) -> Feedback:
    """An editor has dealt with it. Raises AlreadyHandled."""
    held = Feedback.objects.select_for_update().get(pk=said.pk)
    if held.handled_at is not None:
        raise AlreadyHandled
    held.handled_at, held.handled_by = timezone.now(), by
    held.save(update_fields=["handled_at", "handled_by"])
    log.record(Verb.FEEDBACK_HANDLED, on=held, by=by)
    return held


def count_unfound(query: str) -> bool:
    """Count the words of a search that found nothing, outside the database. Whether anything was counted."""
    words = countable_words(query)
    return bool(words) and tally.add(words, on=timezone.localdate())


def gather_unfound() -> int:
    """Move the counts of the days that are over into the database. Returns how many words. Raises RedisError.

    Safe to run twice: a word knows the last day it was counted for, and days are taken in order.
    """
    today = timezone.localdate()
    moved = 0
    for day in tally.days_before(today):
        moved += keep_words(tally.of(day), day=day)
        tally.forget(day)
    UnfoundWord.objects.filter(word="", last_on__lt=today - timedelta(days=FORGET_AFTER)).delete()
    return moved


@transaction.atomic
def keep_words(counts: Mapping[str, int], *, day: date) -> int:
    """Keep how often each word was looked for in vain on a day that is over. Returns how many were new that day."""
    return sum(_keep_word(word, times, day) for word, times in sorted(counts.items()))


def _keep_word(word: str, times: int, day: date) -> bool:
    row, is_new = UnfoundWord.objects.select_for_update().get_or_create(
        fingerprint=sealing.fingerprint(word, purpose="unfound"),
        defaults={"days": 1, "times": times, "first_on": day, "last_on": day},
    )
    if is_new:
        return True
    if row.last_on >= day:
        return False
    row.days += 1
    row.times += times
    row.last_on = day
    if row.days >= DAYS_BEFORE_SHOWN:
        row.word = word
    row.save()
    return True


@transaction.atomic
def settle_wish(word: str, *, by: User) -> None:
    """The editors have done what they will about a word."""
    for row in UnfoundWord.objects.select_for_update().filter(word=word, settled_at=None):
        row.settled_at = timezone.now()
        row.save(update_fields=["settled_at"])
        log.record(Verb.WISH_SETTLED, on=row, by=by)
