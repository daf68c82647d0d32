from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from ke_portal.audit.log import Subject
from ke_portal.audit.models import Event, Lookup


@dataclass(frozen=True)
class Looks:
    """How often one user was shown the same thing in one day."""

    latest: Lookup
    times: int


def lookups_of(subject: Subject, *, by_others_than: object = None) -> QuerySet[Lookup]:
    """Who was shown what about `subject`, newest first; the row policies decide who may read it."""
    found = Lookup.objects.filter(person=str(subject.public_id)).order_by("-at")
    return found.exclude(actor=str(by_others_than)) if by_others_than is not None else found


def day_by_day(lookups: Iterable[Lookup]) -> list[Looks]:
    """One line for each who, what and day of `lookups`, newest first; a page opened ten times is one line."""
    latest: dict[tuple[object, ...], Lookup] = {}
    times: Counter[tuple[object, ...]] = Counter()
    for each in lookups:
        key = (each.actor, each.what, each.reason, timezone.localdate(each.at))
        latest.setdefault(key, each)
        times[key] += 1
    return [Looks(each, times[key]) for key, each in latest.items()]


def events_of(subject: Subject) -> QuerySet[Event]:
    """What was done about `subject`, newest first."""
    return Event.objects.filter(person=str(subject.public_id)).order_by("-at")
