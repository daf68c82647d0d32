"""When a service is open: weekly hours, periods with other hours and closed days, in the time of Norway."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
WEEK = 7
# How far ahead the next opening is looked for: past the longest closing there is, a summer.
LOOK_AHEAD = 92
LAST_MINUTE = time(23, 59)
MIDNIGHT = time(0)


@dataclass(frozen=True)
class Hours:
    """Hours on some weekdays (0 is Monday), always or between two dates; without times: closed.

    Hours that end where they begin, or before, last into the next day. 00.00–23.59 is the whole day.
    Without weekdays they count for each day between the dates.
    """

    days: frozenset[int] = frozenset()
    opens: time | None = None
    closes: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def is_closed(self) -> bool:
        return self.opens is None or self.closes is None

    def counts_on(self, day: date) -> bool:
        """Whether `day` is between the dates, whatever weekday it is."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def is_on(self, day: date) -> bool:
        return self.counts_on(day) and (not self.days or day.weekday() in self.days)

    @property
    def length(self) -> timedelta:
        """How long the hours count; those without both dates count for ever."""
        if self.valid_from is None or self.valid_to is None:
            return timedelta.max
        return self.valid_to - self.valid_from


@dataclass(frozen=True)
class Stretch:
    """Days after each other that have the same hours; no hours: closed."""

    first: date
    last: date
    hours: tuple[Hours, ...] = ()


@dataclass(frozen=True)
class Opening:
    """Whether it is open at a moment, and when that changes. None: not as far ahead as anybody has said."""

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


def hours_on(rows: Iterable[Hours], day: date) -> list[Hours]:
    """The hours that count on `day`, the earliest first.

    A closed day closes. Otherwise the shortest period that holds the day counts alone: the hours of
    Christmas week stand instead of the winter's, and the winter's instead of those without dates.
    """
    current = [row for row in rows if row.counts_on(day)]
    if any(row.is_closed and row.is_on(day) for row in current):
        return []
    open_rows = [row for row in current if not row.is_closed]
    shortest = min((row.length for row in open_rows), default=None)
    chosen = [row for row in open_rows if row.length == shortest and row.is_on(day)]
    return sorted(chosen, key=lambda row: (row.opens or MIDNIGHT, row.closes or MIDNIGHT))


def spans_on(rows: Iterable[Hours], day: date) -> list[tuple[datetime, datetime]]:
    """From when to when it is open on `day`. A span may last into the next day."""
    spans = []
    for row in hours_on(rows, day):
        opens, closes = row.opens or MIDNIGHT, row.closes or MIDNIGHT
        lasts_over = closes <= opens or closes == LAST_MINUTE
        closes = MIDNIGHT if closes == LAST_MINUTE else closes
        starts = datetime.combine(day, opens, OSLO)
        ends = datetime.combine(day + timedelta(days=lasts_over), closes, OSLO)
        if instant(starts) < instant(ends):
            spans.append((starts, ends))
    return spans


def instant(moment: datetime) -> float:
    """`moment` as seconds. Times of one zone are otherwise compared by the clock on the wall, which is set
    forward and back."""
    return moment.timestamp()


def opening_at(rows: Iterable[Hours], now: datetime) -> Opening:
    """Whether it is open `now`, and when it closes or opens next."""
    rows = list(rows)
    today = now.astimezone(OSLO).date()
    at = instant(now)
    until: datetime | None = None
    for ahead in range(-1, LOOK_AHEAD):
        for starts, ends in spans_on(rows, today + timedelta(days=ahead)):
            if instant(ends) <= (instant(until) if until else at):
                continue
            if instant(starts) <= (instant(until) if until else at):
                until = ends
            elif until is None:
                return Opening(is_open=False, opens_at=starts)
        if until is not None and (until.date() - today).days > WEEK:
            return Opening(is_open=True)
        if until is not None and until.date() <= today + timedelta(days=ahead):
            return Opening(is_open=True, closes_at=until)
    return Opening(is_open=False)


def week_from(rows: Iterable[Hours], today: date) -> list[Stretch]:
    """What is next on each day of the week, Monday first, days with the same hours together.

    Days that are past this week are told as they are in the next.
    """
    rows = list(rows)
    coming = sorted((today + timedelta(days=ahead) for ahead in range(WEEK)), key=date.weekday)
    week: list[Stretch] = []
    for day in coming:
        hours = tuple(hours_on(rows, day))
        if week and _said(week[-1].hours) == _said(hours):
            week[-1] = Stretch(week[-1].first, day, week[-1].hours)
        else:
            week.append(Stretch(day, day, hours))
    return week


def _said(hours: Iterable[Hours]) -> list[tuple[time | None, time | None, str]]:
    return [(each.opens, each.closes, each.note) for each in hours]


def exceptions_from(rows: Iterable[Hours], today: date) -> list[Hours]:
    """The periods with other hours that are not over, the first to begin first."""
    dated = [row for row in rows if row.valid_from and row.valid_to and row.valid_to >= today]
    return sorted(dated, key=lambda row: (row.valid_from or today, row.valid_to or today))
