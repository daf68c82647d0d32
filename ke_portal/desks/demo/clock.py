"""The day of loading, and how to live through the months before it.

The demo calls the same actions as the pages do, each on its day, so that grants, letters and the
append-only log carry the dates they would have had. Nothing but the demo may set the clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.conf import settings
from django.utils import timezone

SATURDAY = 5


def day(offset: int) -> date:
    """The date `offset` days from the day of loading."""
    return actual_today() + timedelta(days=offset)


def workday(offset: int) -> date:
    """The date `offset` days from the day of loading; the next Monday when it falls on a weekend."""
    found = day(offset)
    late = found.weekday() - SATURDAY
    return found + timedelta(days=2 - late) if late >= 0 else found


def at(offset: int, clock: str = "10.00") -> datetime:
    """That day at a time of day in Oslo."""
    return moment(day(offset), clock)


def meeting_at(offset: int, clock: str) -> datetime:
    """That day, or the next Monday, at a time of day in Oslo."""
    return moment(workday(offset), clock)


def moment(on: date, clock: str) -> datetime:
    hour, minute = (int(part) for part in clock.split("."))
    return datetime.combine(on, time(hour, minute), tzinfo=timezone.get_default_timezone())


def actual_today() -> date:
    return datetime.now(tz=timezone.get_default_timezone()).date()


@contextmanager
def on(offset: int, clock: str = "10.00") -> Iterator[None]:
    """Run the block as if it were that day; a moment that has not come is now. Outside the demo: RuntimeError.

    `django.utils.timezone.now` asks the `datetime` of its own module, so every default and action follows.
    """
    if not settings.KE_DEMO or settings.IN_PRODUCTION:
        raise RuntimeError("Only the demo sets the clock.")
    pretended = min(at(offset, clock), datetime.now(tz=timezone.get_default_timezone()))

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return pretended.astimezone(tz)

    names = vars(timezone)
    names["datetime"] = Clock
    try:
        yield
    finally:
        names["datetime"] = datetime
