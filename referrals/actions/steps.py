"""Taking a step only where one is possible, on a row that nobody else holds."""

from ke_portal.outbox.actions import settle_occasion
from referrals import rules
from referrals.models import Case, CaseStatus, Referral, ReferralStatus


class StepNotPossible(Exception):
    """Someone else has already moved it, or it never could."""

    def __init__(self, now: str, then: str) -> None:
        super().__init__(f"{then} cannot follow {now}")
        self.now = now
        self.then = then


class ReferralsRemain(Exception):
    """A request in the case has not been answered, withdrawn or sent on, so the case cannot be closed."""


def locked_referral(referral: Referral) -> Referral:
    """The row as it is now, held until the transaction ends."""
    return Referral.objects.select_for_update().get(pk=referral.pk)


def locked_case(case: Case) -> Case:
    """The row as it is now, held until the transaction ends."""
    return Case.objects.select_for_update().get(pk=case.pk)


def move_referral(referral: Referral, to: ReferralStatus) -> None:
    """Change the status in memory. Raises StepNotPossible."""
    if not rules.may_step(rules.REFERRAL_STEPS, referral.status, to):
        raise StepNotPossible(referral.status, to)
    referral.status = to


def move_case(case: Case, to: CaseStatus) -> None:
    """Change the status in memory. Raises StepNotPossible."""
    if not rules.may_step(rules.CASE_STEPS, case.status, to):
        raise StepNotPossible(case.status, to)
    case.status = to


def preliminary_key(case: Case) -> str:
    return f"case:{case.public_id}:preliminary:{case.preliminary_due_on}"


def decision_key(case: Case) -> str:
    return f"case:{case.public_id}:decision:{case.decide_by}"


def overdue_key(case: Case) -> str:
    return f"case:{case.public_id}:overdue:{case.answer_due_on}"


def settle_due_dates(case: Case) -> None:
    """The answer has been given: nobody is reminded any more."""
    for key in (preliminary_key(case), decision_key(case), overdue_key(case)):
        settle_occasion(key)
