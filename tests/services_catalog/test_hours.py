"""Whether a service is open now, in the time of Norway."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services_catalog.rules import (
    OSLO,
    Hours,
    Opening,
    exceptions_from,
    hours_on,
    opening_at,
    spans_on,
    week_from,
)

WEEKDAYS = frozenset(range(5))
OFFICE = Hours(days=WEEKDAYS, opens=time(8), closes=time(15, 30))
# Monday 16 November 2026.
MONDAY = date(2026, 11, 16)


def at(day, clock, *, fold=0):
    return datetime.combine(day, time.fromisoformat(clock), OSLO).replace(fold=fold)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (0, "07:59", Opening(False, opens_at=at(MONDAY, "08:00"))),
        (0, "08:00", Opening(True, closes_at=at(MONDAY, "15:30"))),
        (0, "15:29", Opening(True, closes_at=at(MONDAY, "15:30"))),
        (0, "15:30", Opening(False, opens_at=at(MONDAY + timedelta(1), "08:00"))),
        (4, "16:00", Opening(False, opens_at=at(MONDAY + timedelta(7), "08:00"))),
        (6, "12:00", Opening(False, opens_at=at(MONDAY + timedelta(7), "08:00"))),
    ],
)
def test_office_hours(day, clock, expected):
    assert opening_at([OFFICE], at(MONDAY + timedelta(day), clock)) == expected


def test_the_clock_of_norway_counts_whatever_zone_the_moment_is_told_in():
    # 07.30 in London and 06.30 UTC on a summer's day are 08.30 in Oslo.
    summer = datetime(2026, 7, 6, 6, 30, tzinfo=UTC)

    assert opening_at([OFFICE], summer).is_open
    assert opening_at([OFFICE], summer.astimezone(ZoneInfo("Europe/London"))).is_open
    assert not opening_at([OFFICE], datetime(2026, 11, 16, 6, 30, tzinfo=UTC)).is_open


def test_hours_past_midnight_belong_to_the_day_they_begin():
    night = Hours(days=frozenset({4}), opens=time(20), closes=time(2))
    saturday = MONDAY + timedelta(5)

    assert opening_at([night], at(saturday, "01:30")) == Opening(
        True, closes_at=at(saturday, "02:00")
    )
    assert not opening_at([night], at(saturday, "20:30")).is_open


def test_around_the_clock_never_closes():
    always = Hours(days=frozenset(range(7)), opens=time(0), closes=time(23, 59))

    assert opening_at([always], at(MONDAY, "23:59")) == Opening(is_open=True)
    assert opening_at(
        [Hours(days=frozenset({0}), opens=time(0), closes=time(0))], at(MONDAY, "12:00")
    ) == Opening(True, closes_at=at(MONDAY + timedelta(1), "00:00"))


def test_hours_that_meet_are_one():
    lunch = [
        Hours(days=WEEKDAYS, opens=time(8), closes=time(12)),
        Hours(days=WEEKDAYS, opens=time(12), closes=time(16)),
        Hours(days=WEEKDAYS, opens=time(9), closes=time(10)),
    ]

    assert opening_at(lunch, at(MONDAY, "11:00")).closes_at == at(MONDAY, "16:00")


def test_a_closed_day_closes_and_the_next_opening_is_after_it():
    christmas = Hours(valid_from=date(2026, 12, 24), valid_to=date(2027, 1, 1))

    assert opening_at([OFFICE, christmas], at(date(2026, 12, 28), "12:00")) == Opening(
        False, opens_at=at(date(2027, 1, 4), "08:00")
    )


def test_the_shortest_period_that_holds_the_day_counts_alone():
    summer = Hours(WEEKDAYS, time(9), time(14), date(2026, 6, 15), date(2026, 8, 15))
    week = Hours(frozenset({0}), time(10), time(12), date(2026, 7, 6), date(2026, 7, 12))
    rows = [OFFICE, summer, week]

    assert hours_on(rows, date(2026, 6, 1)) == [OFFICE]
    assert hours_on(rows, date(2026, 6, 16)) == [summer]
    assert hours_on(rows, date(2026, 7, 6)) == [week]
    assert hours_on(rows, date(2026, 7, 7)) == []


def test_hours_that_are_over_open_no_more():
    old = Hours(WEEKDAYS, time(9), time(14), valid_to=date(2026, 6, 1))

    assert opening_at([old], at(MONDAY, "10:00")) == Opening(is_open=False)
    assert opening_at([], at(MONDAY, "10:00")) == Opening(is_open=False)


def test_the_week_is_told_from_monday_with_like_days_together():
    rows = [OFFICE, Hours(frozenset({2}), time(17), time(19))]

    told = [(str(each.first), str(each.last), len(each.hours)) for each in week_from(rows, MONDAY)]

    assert told == [
        ("2026-11-16", "2026-11-17", 1),
        ("2026-11-18", "2026-11-18", 2),
        ("2026-11-19", "2026-11-20", 1),
        ("2026-11-21", "2026-11-22", 0),
    ]


def test_days_that_are_past_are_told_as_they_are_next_week():
    """On a Thursday, Monday to Wednesday are those of next week, which is closed."""
    closed = Hours(valid_from=MONDAY + timedelta(7), valid_to=MONDAY + timedelta(11))

    told = [len(each.hours) for each in week_from([OFFICE, closed], MONDAY + timedelta(3))]

    assert told == [0, 1, 0]


def test_exceptions_that_are_not_over_come_in_order():
    over = Hours(valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 2))
    late = Hours(valid_from=date(2027, 1, 1), valid_to=date(2027, 1, 2))
    soon = Hours(valid_from=date(2026, 11, 1), valid_to=MONDAY)

    assert exceptions_from([OFFICE, over, late, soon], MONDAY) == [soon, late]


# The clocks of 2026 go forward on 29 March at 02.00 and back on 25 October at 03.00.
NIGHT = Hours(days=frozenset({6}), opens=time(1), closes=time(4))


def test_the_night_the_clock_goes_forward_is_an_hour_shorter():
    [(starts, ends)] = spans_on([NIGHT], date(2026, 3, 29))

    assert ends.astimezone(UTC) - starts.astimezone(UTC) == timedelta(hours=2)


def test_the_night_the_clock_goes_back_both_hours_of_two_are_open():
    october = date(2026, 10, 25)
    [(starts, ends)] = spans_on([NIGHT], october)

    assert ends.astimezone(UTC) - starts.astimezone(UTC) == timedelta(hours=4)
    assert opening_at([NIGHT], at(october, "02:30", fold=0)).is_open
    assert opening_at([NIGHT], at(october, "02:30", fold=1)).is_open
    until_two = Hours(days=frozenset({6}), opens=time(1), closes=time(2, 15))
    assert not opening_at([until_two], at(october, "02:10", fold=1)).is_open


def test_hours_within_the_hour_that_is_skipped_are_no_hours():
    skipped = Hours(days=frozenset({6}), opens=time(2, 30), closes=time(3, 15))

    assert spans_on([skipped], date(2026, 3, 29)) == []


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
DATES = st.dates(date(2026, 3, 20), date(2026, 4, 10)) | st.dates(
    date(2026, 10, 18), date(2026, 11, 5)
)
MOMENTS = st.builds(
    lambda day, minutes: datetime.combine(day, time(), UTC) + timedelta(minutes=minutes),
    DATES,
    st.integers(0, 24 * 60 - 1),
)
ROWS = st.lists(
    st.builds(
        Hours,
        days=st.frozensets(st.integers(0, 6)),
        opens=CLOCKS | st.none(),
        closes=CLOCKS | st.none(),
        valid_from=st.none() | DATES,
        valid_to=st.none() | DATES,
    ),
    max_size=4,
)


def is_within(rows, moment):
    """The same question asked the simple way: is the moment in any span of yesterday or today?"""
    today = moment.astimezone(OSLO).date()
    return any(
        starts.timestamp() <= moment.timestamp() < ends.timestamp()
        for day in (today - timedelta(1), today)
        for starts, ends in spans_on(rows, day)
    )


@settings(max_examples=400, deadline=None)
@given(ROWS, MOMENTS)
@example([NIGHT], datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
def test_what_is_told_is_what_the_spans_say(rows, now):
    told = opening_at(rows, now)

    assert told.is_open == is_within(rows, now)
    instant = timedelta(seconds=1)
    if told.is_open:
        assert told.opens_at is None
        if told.closes_at is not None:
            closes = told.closes_at.astimezone(UTC)
            assert closes > now
            assert is_within(rows, closes - instant)
            assert not is_within(rows, closes)
    else:
        assert told.closes_at is None
        if told.opens_at is not None:
            opens = told.opens_at.astimezone(UTC)
            assert opens > now
            assert is_within(rows, opens)
            assert not is_within(rows, opens - instant)
