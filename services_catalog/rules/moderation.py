"""From draft to published and off again: which way an entry may move, and what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"review", "active", "withdrawn"}),
    "review": frozenset({"draft", "active", "withdrawn"}),
    "active": frozenset({"paused", "withdrawn", "closed"}),
    "paused": frozenset({"active", "withdrawn", "closed"}),
    "withdrawn": frozenset({"draft", "active", "closed"}),
    "closed": frozenset({"draft", "active"}),
}
PUBLIC = frozenset({"active", "paused"})
# What those who own a text may do with it themselves; the rest is for the editors.
MOVES_OF_PROVIDERS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"review"}),
    "review": frozenset({"draft"}),
}


class Refusal(StrEnum):
    """Why an entry may not move."""

    NOT_FROM_HERE = "not_from_here"
    FOR_EDITORS = "for_editors"
    SAYS_NOT_WHAT = "says_not_what"
    SAYS_NOT_HOW = "says_not_how"
    NEEDS_A_WORD = "needs_a_word"


def refusals(
    *, now: str, to: str, is_editor: bool, says_what: bool, says_how: bool, word: str
) -> list[Refusal]:
    """Every reason why an entry may not move from one status to another; empty when it may.

    To be read by the public it says what it is and how to get in or whom to ask. An editor who takes a
    text away from those who wrote it says why.
    """
    if to not in MOVES.get(now, ()):
        return [Refusal.NOT_FROM_HERE]
    if not is_editor and to not in MOVES_OF_PROVIDERS.get(now, ()):
        return [Refusal.FOR_EDITORS]
    found = []
    if (to in PUBLIC or to == "review") and now not in PUBLIC:
        if not says_what:
            found.append(Refusal.SAYS_NOT_WHAT)
        if not says_how:
            found.append(Refusal.SAYS_NOT_HOW)
    if needs_a_word(now=now, to=to, is_editor=is_editor) and not word.strip():
        found.append(Refusal.NEEDS_A_WORD)
    return found


def needs_a_word(*, now: str, to: str, is_editor: bool) -> bool:
    """Whether the one who moves the entry must say why."""
    sends_back = is_editor and now == "review" and to == "draft"
    takes_away = now in PUBLIC and to in {"withdrawn", "closed"}
    return sends_back or takes_away


class Lack(StrEnum):
    """Something a visitor looks for and does not find in an entry."""

    WHAT = "what"
    WHO = "who"
    HOW = "how"
    CONTACT = "contact"
    WHERE = "where"
    COST = "cost"
    WAITING = "waiting"
    HOURS = "hours"
    PROFESSIONAL = "professional"
    NEXT_OF_KIN = "next_of_kin"


# What each thing is worth to the one who looks for help; a hundred together.
WORTH: Mapping[Lack, int] = {
    Lack.WHAT: 20,
    Lack.WHO: 15,
    Lack.HOW: 20,
    Lack.CONTACT: 15,
    Lack.WHERE: 8,
    Lack.COST: 6,
    Lack.WAITING: 4,
    Lack.HOURS: 4,
    Lack.PROFESSIONAL: 4,
    Lack.NEXT_OF_KIN: 4,
}
ENOUGH = 80


@dataclass(frozen=True)
class Facts:
    """Whether an entry says each thing; never what it says."""

    what: bool = False
    who: bool = False
    how: bool = False
    contact: bool = False
    where: bool = False
    cost: bool = False
    waiting: bool = False
    hours: bool = False
    professional: bool = False
    next_of_kin: bool = False


def lacks(facts: Facts) -> list[Lack]:
    """What is missing, that which is missed most first."""
    return [lack for lack in WORTH if not getattr(facts, lack.value)]


def completeness(facts: Facts) -> int:
    """How much of what a visitor looks for is there, from 0 to 100."""
    return sum(worth for lack, worth in WORTH.items() if getattr(facts, lack.value))
