"""What a plan must hold, which way it may move, and what a change means. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ITEMS = "abcdefghi"
SILENT_AFTER = timedelta(days=60)
FEWEST_TAKING_PART = 2

PLAN_MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"active", "suspended", "ended"}),
    "active": frozenset({"in_review", "suspended", "ended"}),
    "in_review": frozenset({"active", "suspended", "ended"}),
    "suspended": frozenset({"draft", "active", "ended"}),
    "ended": frozenset({"archived"}),
    "archived": frozenset(),
}
EDITABLE = frozenset({"draft", "active", "in_review"})
OVER = frozenset({"ended", "archived"})


class Lack(StrEnum):
    """One thing that a plan must hold and does not."""

    NO_GOAL = "no_goal"
    NO_STRENGTH = "no_strength"
    NO_NEED = "no_need"
    TOO_FEW_TAKE_PART = "too_few_take_part"
    NO_COORDINATOR = "no_coordinator"
    NO_CONTRIBUTION = "no_contribution"
    CONTRIBUTION_MISSING = "contribution_missing"
    NO_MEASURE = "no_measure"
    MEASURE_WITHOUT_RESPONSIBLE = "measure_without_responsible"
    MEASURE_WITHOUT_EXTENT = "measure_without_extent"
    MEASURE_WITHOUT_HOW = "measure_without_how"
    NO_PERIOD = "no_period"
    NO_COMING_REVIEW = "no_coming_review"
    NO_PLAN_CONSENT = "no_plan_consent"
    PARTICIPANT_WITHOUT_CONSENT = "participant_without_consent"
    COOPERATION_NOT_ANSWERED = "cooperation_not_answered"


@dataclass(frozen=True)
class Facts:
    """How much there is of each thing in one plan: counts, never content."""

    goals: int = 0
    strengths: int = 0
    needs: int = 0
    participants: int = 0
    has_coordinator: bool = False
    contributions: int = 0
    participants_without_contribution: int = 0
    measures: int = 0
    measures_without_responsible: int = 0
    measures_without_extent: int = 0
    measures_without_how: int = 0
    has_period: bool = False
    coming_reviews: int = 0
    has_plan_consent: bool = False
    participants_without_consent: int = 0
    cooperations: int = 0
    no_cooperation_needed: bool = False


def lacks(facts: Facts) -> dict[str, list[Lack]]:
    """What is missing under each of the nine items a to i; an empty list means that the item is there.

    Source: the joint regulation on individual plans, content of the plan (items a to i).
    """
    return {
        "a": _these(
            (facts.goals == 0, Lack.NO_GOAL),
            (facts.strengths == 0, Lack.NO_STRENGTH),
            (facts.needs == 0, Lack.NO_NEED),
        ),
        "b": _these((_taking_part(facts) < FEWEST_TAKING_PART, Lack.TOO_FEW_TAKE_PART)),
        "c": _these((not facts.has_coordinator, Lack.NO_COORDINATOR)),
        "d": _these(
            (facts.contributions == 0, Lack.NO_CONTRIBUTION),
            (
                facts.contributions > 0 and facts.participants_without_contribution > 0,
                Lack.CONTRIBUTION_MISSING,
            ),
        ),
        "e": _these(
            (facts.measures == 0, Lack.NO_MEASURE),
            (facts.measures_without_responsible > 0, Lack.MEASURE_WITHOUT_RESPONSIBLE),
            (facts.measures_without_extent > 0, Lack.MEASURE_WITHOUT_EXTENT),
        ),
        "f": _these(
            (facts.measures == 0, Lack.NO_MEASURE),
            (facts.measures_without_how > 0, Lack.MEASURE_WITHOUT_HOW),
        ),
        "g": _these(
            (not facts.has_period, Lack.NO_PERIOD),
            (facts.coming_reviews == 0, Lack.NO_COMING_REVIEW),
        ),
        "h": _these(
            (not facts.has_plan_consent, Lack.NO_PLAN_CONSENT),
            (facts.participants_without_consent > 0, Lack.PARTICIPANT_WITHOUT_CONSENT),
        ),
        "i": _these(
            (
                facts.cooperations == 0 and not facts.no_cooperation_needed,
                Lack.COOPERATION_NOT_ANSWERED,
            )
        ),
    }


def completeness(facts: Facts) -> dict[str, bool]:
    """Which of the items a to i the plan holds."""
    return {item: not missing for item, missing in lacks(facts).items()}


def _taking_part(facts: Facts) -> int:
    """The coordinator is one of the services around the person, and counts."""
    return facts.participants + facts.has_coordinator


def _these(*questions: tuple[bool, Lack]) -> list[Lack]:
    return [lack for is_missing, lack in questions if is_missing]


def may_move(status: str, to: str) -> bool:
    """Whether a plan may go from one status to another."""
    return to in PLAN_MOVES[status]


def is_silent(last_change: date, today: date) -> bool:
    """Whether nothing has been written for so long that the KE should ask."""
    return today - last_change >= SILENT_AFTER


def days_silent(last_change: date, today: date) -> int:
    return (today - last_change).days


def changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The names whose values differ, in the order of `after`."""
    return [name for name, value in after.items() if before.get(name) != value]
