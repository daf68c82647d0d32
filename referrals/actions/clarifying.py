from datetime import date

from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.actions import note_occasion, settle_occasion
from referrals import emails, rules
from referrals.actions.steps import (
    StepNotPossible,
    locked_case,
    locked_referral,
    move_case,
    move_referral,
)
from referrals.models import (
    CaseStatus,
    Question,
    QuestionTo,
    Referral,
    ReferralStatus,
)


@transaction.atomic
def ask_for_more(
    referral: Referral, *, to: QuestionTo, text: str, due_on: date, by: User, to_name: str = ""
) -> Question:
    """Ask the notifier, the person or a service, by a date. The clock of the referral runs on."""
    referral = locked_referral(referral)
    if referral.status != ReferralStatus.CLARIFYING:
        move_referral(referral, ReferralStatus.CLARIFYING)
        referral.save(update_fields=["status"])
    _let_case_wait(referral)
    question = Question.objects.create(
        referral=referral, to=to, to_name=to_name, text=text, due_on=due_on, asked_by=by
    )
    note_occasion(
        key=f"question:{question.public_id}",
        kind="question",
        due_on=due_on,
        remind_on=rules.remind_on(due_on, timezone.localdate()),
        to=by.email,
        language=by.language,
    )
    log.record(
        Verb.REFERRAL_CLARIFYING,
        on=referral,
        by=by,
        person=referral.person,
        detail={"to": to, "due_on": str(due_on)},
    )
    if to == QuestionTo.NOTIFIER:
        emails.tell_notifier_asked(question)
    return question


@transaction.atomic
def answer_question(question: Question, *, answer: str, by: User) -> Question:
    """Write down the answer. When nothing more is asked, the referral goes back to where it came from."""
    referral = locked_referral(question.referral)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.answered_at is not None:
        raise StepNotPossible("answered", "answered")
    question.answer = answer
    question.answered_at = timezone.now()
    question.save(update_fields=["answer", "answered_at"])
    settle_occasion(f"question:{question.public_id}")
    if referral.status == ReferralStatus.CLARIFYING and not _still_asks(referral):
        move_referral(
            referral, ReferralStatus.REGISTERED if referral.case_id else ReferralStatus.RECEIVED
        )
        referral.save(update_fields=["status"])
        _let_case_go_on(referral)
    log.record(Verb.REFERRAL_ANSWERED, on=referral, by=by, person=referral.person)
    return question


@transaction.atomic
def forward_referral(referral: Referral, *, to: str, by: User, reason: str = "") -> Referral:
    """It belongs with somebody else: say where it went, and tell the notifier that it did."""
    referral = _end(referral, ReferralStatus.FORWARDED, reason=reason, forwarded_to=to)
    log.record(Verb.REFERRAL_FORWARDED, on=referral, by=by, person=referral.person)
    emails.tell_notifier_forwarded(referral)
    return referral


@transaction.atomic
def withdraw_referral(referral: Referral, *, reason: str, by: User) -> Referral:
    """The person does not want this. Nothing more happens with it."""
    referral = _end(referral, ReferralStatus.WITHDRAWN, reason=reason)
    log.record(Verb.REFERRAL_WITHDRAWN, on=referral, by=by, person=referral.person)
    return referral


@transaction.atomic
def reject_spam(referral: Referral, *, by: User) -> Referral:
    """Nobody's need: put it aside. It is kept, and can be taken back."""
    referral = _end(referral, ReferralStatus.REJECTED_SPAM)
    log.record(Verb.REFERRAL_REJECTED, on=referral, by=by)
    return referral


@transaction.atomic
def restore_referral(referral: Referral, *, by: User) -> Referral:
    """It was put aside by mistake. Its clock has run all the time."""
    referral = locked_referral(referral)
    move_referral(referral, ReferralStatus.RECEIVED)
    referral.closed_at = None
    referral.save()
    log.record(Verb.REFERRAL_RECEIVED, on=referral, by=by, detail={"restored": True})
    return referral


def _end(
    referral: Referral, status: ReferralStatus, *, reason: str = "", forwarded_to: str = ""
) -> Referral:
    referral = locked_referral(referral)
    move_referral(referral, status)
    referral.closed_at = timezone.now()
    referral.closing_reason = reason
    referral.forwarded_to = forwarded_to
    referral.save()
    for question in referral.questions.filter(answered_at=None):
        settle_occasion(f"question:{question.public_id}")
    _let_case_go_on(referral)
    return referral


def _still_asks(referral: Referral) -> bool:
    return referral.questions.filter(answered_at=None).exists()


def _let_case_wait(referral: Referral) -> None:
    if referral.case is None:
        return
    case = locked_case(referral.case)
    if rules.may_step(rules.CASE_STEPS, case.status, CaseStatus.WAITING_INFO):
        move_case(case, CaseStatus.WAITING_INFO)
        case.save(update_fields=["status"])


def _let_case_go_on(referral: Referral) -> None:
    """Back to work, unless another request in the case still waits for an answer."""
    if referral.case is None:
        return
    case = locked_case(referral.case)
    still_waiting = case.referrals.filter(status=ReferralStatus.CLARIFYING).exists()
    if case.status == CaseStatus.WAITING_INFO and not still_waiting:
        move_case(case, CaseStatus.OPEN)
        case.save(update_fields=["status"])
