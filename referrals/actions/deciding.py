from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.access import our_unit
from ke_portal.organisations.models import DecisionForm, UnitLevel
from referrals import emails, rules
from referrals.access import undecided_of, users_to_tell
from referrals.actions.steps import locked_case, move_case, settle_due_dates
from referrals.models import (
    Case,
    CaseStatus,
    Decision,
    DecisionLine,
    Outcome,
    ReferralStatus,
    Right,
)


class AlreadyDecided(Exception):
    """Someone else decided the case first. Nothing was overwritten."""


class NothingDecided(ValueError):
    """A decision has at least one line."""


class RightNotDecidedHere(ValueError):
    """This right is not for a unit of our level to decide; `right` says which."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


class ConditionsUnmet(ValueError):
    """A right is granted though `conditions` were not answered with yes."""

    def __init__(self, right: str, conditions: tuple[str, ...]) -> None:
        super().__init__(f"{right}: {', '.join(conditions)}")
        self.right = right
        self.conditions = conditions


class ConditionsMet(ValueError):
    """A right is refused though every condition was answered with yes."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


@dataclass(frozen=True)
class JudgedLine:
    """One right, judged: `answers` is yes, no or unknown by condition, `whys` what it rests on."""

    right: Right
    outcome: Outcome
    reason: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    whys: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def decide_case(
    case: Case, *, lines: Sequence[JudgedLine], letter: str, by: User, signed_as: str = ""
) -> Decision:
    """Decide every line, keep the letter and tell the person. The requests in the case are answered by it.

    Raises AlreadyDecided, StepNotPossible, NothingDecided, RightNotDecidedHere, ConditionsUnmet or
    ConditionsMet.
    """
    case = locked_case(case)
    if case.decided_at is not None:
        raise AlreadyDecided
    if not lines:
        raise NothingDecided
    unit = our_unit()
    level = unit.level if unit else UnitLevel.MUNICIPALITY
    now = timezone.now()
    for line in lines:
        _check(line, level=level)
    if case.status == CaseStatus.WAITING_INFO:
        move_case(case, CaseStatus.OPEN)
        case.save(update_fields=["status"])
    settle_due_dates(case)
    move_case(case, CaseStatus.DECIDED)
    decision = Decision.objects.create(
        case=case,
        person=case.person,
        form=unit.decision_form if unit else DecisionForm.DECISION,
        letter=letter,
        decided_at=now,
        decided_by=by,
        signed_as=signed_as or by.title,
    )
    for line in lines:
        DecisionLine.objects.create(
            decision=decision,
            person=case.person,
            right=line.right,
            outcome=line.outcome,
            reason=line.reason,
            conditions=_conditions(line),
            decided_at=now,
        )
    case.decided_at = now
    case.decided_by = by
    case.owner = case.owner or by
    case.save()
    _answer_requests(case)
    log.record(
        Verb.CASE_DECIDED,
        on=case,
        by=by,
        person=case.person,
        detail={str(line.right): str(line.outcome) for line in lines},
    )
    emails.tell_about_letter(decision, to=users_to_tell(case.person))
    return decision


def _check(line: JudgedLine, *, level: str) -> None:
    requirement = rules.requirements(level=level, on=timezone.localdate()).get(line.right)
    if requirement is None:
        raise RightNotDecidedHere(line.right)
    unmet = rules.unmet(requirement, line.answers)
    if line.outcome == Outcome.GRANTED and unmet:
        raise ConditionsUnmet(line.right, unmet)
    if line.outcome == Outcome.REFUSED and requirement.ways and not unmet:
        raise ConditionsMet(line.right)


def _conditions(line: JudgedLine) -> list[dict[str, str]]:
    return [
        {"condition": condition, "answer": answer, "why": line.whys.get(condition, "")}
        for condition, answer in line.answers.items()
    ]


def _answer_requests(case: Case) -> None:
    for referral in undecided_of(case).select_for_update():
        referral.status = ReferralStatus.ASSESSED
        referral.assessed_at = case.decided_at
        referral.assessing_since = referral.assessing_since or case.decided_at
        referral.save(update_fields=["status", "assessed_at", "assessing_since"])
        emails.tell_notifier_handled(referral)
