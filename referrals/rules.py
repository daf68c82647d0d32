"""Receipt codes, deadlines, which step may follow which, and what each right depends on. Plain Python."""

import calendar
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import puremagic

# Letters and digits that are not mistaken for one another, read aloud or on paper; no vowels, so no words.
RECEIPT_ALPHABET = "CDFHJKMNPRTVWXY34679"
RECEIPT_GROUPS = (4, 4, 4)
RECEIPT_LENGTH = sum(RECEIPT_GROUPS)

# Which status of a referral may follow which. The trigger `referral_takes_a_possible_step` says the same.
REFERRAL_STEPS: Mapping[str, frozenset[str]] = {
    "received": frozenset({"registered", "clarifying", "forwarded", "withdrawn", "rejected_spam"}),
    "registered": frozenset({"clarifying", "assessed", "forwarded", "withdrawn"}),
    "clarifying": frozenset({"received", "registered", "assessed", "forwarded", "withdrawn"}),
    "assessed": frozenset(),
    "forwarded": frozenset(),
    "withdrawn": frozenset(),
    # Marked as abuse by mistake: nothing is lost.
    "rejected_spam": frozenset({"received"}),
}

# Which status of a case may follow which. The trigger `case_takes_a_possible_step` says the same.
CASE_STEPS: Mapping[str, frozenset[str]] = {
    "open": frozenset({"waiting_info", "in_assessment", "decided", "closed"}),
    "waiting_info": frozenset({"open", "in_assessment", "closed"}),
    "in_assessment": frozenset({"open", "waiting_info", "decided", "closed"}),
    # A new request about somebody whose case is decided opens it again.
    "decided": frozenset({"open", "complaint", "follow_up", "closed"}),
    "complaint": frozenset({"upheld", "changed", "forwarded_to_governor"}),
    "upheld": frozenset({"forwarded_to_governor", "follow_up", "closed"}),
    "changed": frozenset({"follow_up", "closed"}),
    "forwarded_to_governor": frozenset({"governor_outcome"}),
    "governor_outcome": frozenset({"changed", "follow_up", "closed"}),
    "follow_up": frozenset({"open", "complaint", "closed"}),
    "closed": frozenset(),
}


# What may be sent with a referral, by what is in the file, and how much.
PAPER_KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LARGEST_PAPER = 10 * 1024 * 1024
MOST_PAPERS = 5

COMPLAINT_TIME = timedelta(weeks=4)
REMIND_BEFORE = timedelta(days=5)


def receipt_code(number: int) -> str:
    """`number` written with the letters of receipt codes, in groups: `KX7M-9FTC-3WPR`."""
    letters = []
    for _place in range(RECEIPT_LENGTH):
        number, rest = divmod(number, len(RECEIPT_ALPHABET))
        letters.append(RECEIPT_ALPHABET[rest])
    return grouped("".join(letters))


def grouped(code: str) -> str:
    """A code without hyphens, with them."""
    parts, start = [], 0
    for length in RECEIPT_GROUPS:
        parts.append(code[start : start + length])
        start += length
    return "-".join(parts)


def clean_receipt_code(text: str) -> str:
    """What somebody typed, as the code is written; empty when it cannot be one."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    if len(code) != RECEIPT_LENGTH or not set(code) <= set(RECEIPT_ALPHABET):
        return ""
    return grouped(code)


def months_later(day: date, months: int = 1) -> date:
    """The same day `months` later; the last of the month when there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def preliminary_answer_due(received_on: date) -> date:
    """One month from receipt, which nothing moves. Source: public administration act § 11 a."""
    return months_later(received_on)


def remind_on(due_on: date, today: date) -> date:
    """Some days before it is due, but not before today."""
    return max(today, due_on - REMIND_BEFORE)


def complaint_due(told_on: date) -> date:
    """Four weeks from when the person knew. Source: patient and user rights act § 7-5."""
    return told_on + COMPLAINT_TIME


def paper_kind(content: bytes) -> str | None:
    """The content type of a paper, read from what is in it; None when we do not take such files."""
    try:
        guesses = {match.extension for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return None
    if ".docx" in guesses and not _is_word_document(content):
        return None
    return next((kind for extension, kind in PAPER_KINDS.items() if extension in guesses), None)


def _is_word_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def may_step(steps: Mapping[str, frozenset[str]], now: str, then: str) -> bool:
    return then in steps[now]


# The conditions by name; `models.Condition` asks them in words.
LONG_LASTING = "long_lasting"
COORDINATED = "coordinated"
COMPLEX = "complex"
CHILD_UNDER_18 = "child_under_18"
SERIOUS = "serious"
BOTH_KINDS = "both_kinds_of_services"


@dataclass(frozen=True)
class Requirement:
    """What a right depends on at one level of the health service, from a date on.

    Met when every condition of one of `ways` is met. `basis` names the provisions. Neither diagnosis nor
    age is ever a condition, save that a child coordinator is for families with a child under 18.
    """

    right: str
    level: str
    ways: tuple[tuple[str, ...], ...]
    basis: str
    valid_from: date
    valid_to: date | None = None

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition of every way, each once, in order."""
        return tuple(dict.fromkeys(condition for way in self.ways for condition in way))


JOINT_RULES_FROM = date(2022, 8, 1)
LONG_LASTING_AND_COORDINATED = (LONG_LASTING, COORDINATED)
REQUIREMENTS = (
    Requirement(
        right="plan",
        level="municipality",
        ways=(LONG_LASTING_AND_COORDINATED,),
        basis="pbrl § 2-5, hol § 7-1",
        valid_from=JOINT_RULES_FROM,
    ),
    Requirement(
        right="coordinator",
        level="municipality",
        ways=(LONG_LASTING_AND_COORDINATED,),
        basis="pbrl § 2-5 b, hol § 7-2",
        valid_from=JOINT_RULES_FROM,
    ),
    Requirement(
        right="child_coordinator",
        level="municipality",
        ways=((CHILD_UNDER_18, SERIOUS, BOTH_KINDS),),
        basis="pbrl § 2-5 c, hol § 7-2 a",
        valid_from=JOINT_RULES_FROM,
    ),
    Requirement(
        right="group", level="municipality", ways=(), basis="", valid_from=JOINT_RULES_FROM
    ),
    Requirement(
        right="plan",
        level="trust",
        ways=(LONG_LASTING_AND_COORDINATED,),
        basis="pbrl § 2-5, sphl § 2-5",
        valid_from=JOINT_RULES_FROM,
    ),
    Requirement(
        right="coordinator",
        level="trust",
        ways=((COMPLEX,), LONG_LASTING_AND_COORDINATED),
        basis="pbrl § 2-5 b, sphl § 2-5 a",
        valid_from=JOINT_RULES_FROM,
    ),
    Requirement(right="group", level="trust", ways=(), basis="", valid_from=JOINT_RULES_FROM),
)


def requirements(*, level: str, on: date) -> dict[str, Requirement]:
    """What each right depends on for a unit of `level`, on a day. A right not named is not decided there."""
    return {
        requirement.right: requirement
        for requirement in REQUIREMENTS
        if requirement.level == level
        and requirement.valid_from <= on
        and (requirement.valid_to is None or on < requirement.valid_to)
    }


def unmet(requirement: Requirement, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The conditions that stand in the way; none when one of the ways is met by yes to all of it.

    `answers` maps the name of a condition to `yes`, `no` or `unknown`. Of several ways, the one with the
    fewest conditions missing is told.
    """
    if not requirement.ways:
        return ()
    missing = [
        tuple(condition for condition in way if answers.get(condition) != "yes")
        for way in requirement.ways
    ]
    return min(missing, key=len)
