"""When an entry must be confirmed, and what happens when nobody does."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Rhythm:
    """How often entries are confirmed, and how long each step waits. Days count from the day of asking."""

    months: int = 12
    ask_days_before: int = 30
    remind_after: int = 14
    mark_after: int = 45
    hide_after: int = 90
    # An owner who has said that something is wrong is left in peace while it is mended.
    rest_after_answer: int = 30


class Step(StrEnum):
    """What is done about an entry whose owner was asked and has not answered."""

    REMIND = "remind"
    MARK = "mark"
    HIDE = "hide"


def due_on(
    assured_on: date | None, *, months: int | None, rhythm: Rhythm, first_seen: date
) -> date:
    """The day an entry must be confirmed again. One never confirmed is due from the day it came."""
    if assured_on is None:
        return first_seen
    return months_after(assured_on, months or rhythm.months)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_time_to_ask(
    due: date, *, today: date, rhythm: Rhythm, last_answered_on: date | None
) -> bool:
    """Whether the owner is asked now: some weeks before the day, and not right after an answer."""
    if last_answered_on and today < last_answered_on + timedelta(days=rhythm.rest_after_answer):
        return False
    return today >= due - timedelta(days=rhythm.ask_days_before)


def answer_by(due: date, *, today: date, rhythm: Rhythm) -> date:
    """The day by which an owner asked today is to answer. What is overdue gets as long as a reminder waits."""
    return max(due, today + timedelta(days=rhythm.remind_after))


def next_step(
    *,
    due: date,
    asked_on: date,
    was_written_to: bool,
    done: frozenset[Step],
    today: date,
    rhythm: Rhythm,
) -> Step | None:
    """The next thing to do about an entry whose owner was asked and has not answered; None while it waits.

    One step at a time and never before the entry is due, so that a sweep that was away for months does not
    hide in one night what nobody had the chance to confirm. What has no owner to write to is marked, not hidden.
    """
    waited = (today - asked_on).days
    if Step.REMIND not in done and was_written_to and waited >= rhythm.remind_after:
        return Step.REMIND
    if today < due:
        return None
    if Step.MARK not in done and waited >= rhythm.mark_after:
        return Step.MARK
    if (
        Step.MARK in done
        and Step.HIDE not in done
        and was_written_to
        and waited >= rhythm.hide_after
    ):
        return Step.HIDE
    return None
