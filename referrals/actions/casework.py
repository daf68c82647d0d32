from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.access import our_unit
from ke_portal.outbox.actions import note_occasion, settle_occasion
from referrals import emails, rules
from referrals.access import undecided_of, users_to_tell
from referrals.actions.steps import (
    ReferralsRemain,
    StepNotPossible,
    decision_key,
    locked_case,
    move_case,
    overdue_key,
    preliminary_key,
    settle_due_dates,
)
from referrals.models import Case, CaseNote, CaseStatus, PreliminaryAnswer


@transaction.atomic
def take_case(case: Case, *, by: User, owner: User | None = None) -> Case:
    """Make `owner`, or whoever takes it, responsible for the case."""
    case = locked_case(case)
    if case.is_closed:
        raise StepNotPossible(case.status, "taken")
    case.owner = owner or by
    case.save(update_fields=["owner"])
    log.record(Verb.CASE_TAKEN, on=case, by=by, person=case.person)
    return case


@transaction.atomic
def start_assessment(case: Case, *, by: User) -> Case:
    """Begin to judge the conditions, with a meeting or a visit where needed. Whoever begins owns it if nobody does."""
    case = locked_case(case)
    move_case(case, CaseStatus.IN_ASSESSMENT)
    case.owner = case.owner or by
    case.save(update_fields=["status", "owner"])
    undecided_of(case).filter(assessing_since=None).update(assessing_since=timezone.now())
    log.record(Verb.CASE_MOVED, on=case, by=by, person=case.person, detail={"to": case.status})
    return case


@transaction.atomic
def follow_up(case: Case, *, by: User) -> Case:
    """What was decided is being carried out, and the unit keeps an eye on it. Raises StepNotPossible."""
    case = locked_case(case)
    move_case(case, CaseStatus.FOLLOW_UP)
    case.save(update_fields=["status"])
    log.record(Verb.CASE_MOVED, on=case, by=by, person=case.person, detail={"to": case.status})
    return case


@transaction.atomic
def note(case: Case, *, text: str, by: User) -> CaseNote:
    """Write something down in the case."""
    written = CaseNote.objects.create(case=case, text=text, written_by=by)
    log.record(Verb.NOTE_WRITTEN, on=written, by=by, person=case.person)
    return written


@transaction.atomic
def send_preliminary_answer(
    case: Case, *, letter: str, decide_by: date, by: User
) -> PreliminaryAnswer:
    """Tell why it takes more than a month and when the answer comes.

    Source: public administration act § 11 a. Raises StepNotPossible once the case is decided.
    """
    case = locked_case(case)
    if not case.is_undecided:
        raise StepNotPossible(case.status, "preliminary answer")
    answer = PreliminaryAnswer.objects.create(
        case=case, person=case.person, letter=letter, decide_by=decide_by, sent_by=by
    )
    settle_occasion(preliminary_key(case))
    settle_occasion(overdue_key(case))
    case.preliminary_sent_at = answer.sent_at
    case.decide_by = decide_by
    case.save(update_fields=["preliminary_sent_at", "decide_by"])
    undecided_of(case).update(decide_by=decide_by)
    log.record(
        Verb.PRELIMINARY_ANSWER_SENT,
        on=answer,
        by=by,
        person=case.person,
        detail={"decide_by": str(decide_by)},
    )
    emails.tell_about_letter(answer, to=users_to_tell(case.person))
    return answer


@transaction.atomic
def close_case(case: Case, *, reason: str, by: User) -> Case:
    """Nothing more is to be done. Raises ReferralsRemain while a request in it has no answer."""
    case = locked_case(case)
    if undecided_of(case).exists():
        raise ReferralsRemain
    settle_due_dates(case)
    move_case(case, CaseStatus.CLOSED)
    case.closed_at = timezone.now()
    case.closing_reason = reason
    case.save(update_fields=["status", "closed_at", "closing_reason"])
    case.referrals.filter(closed_at=None).update(closed_at=case.closed_at)
    log.record(Verb.CASE_CLOSED, on=case, by=by, person=case.person)
    return case


def note_due_dates() -> int:
    """Remember every answer that is owed, and whom to remind; safe to repeat. Returns how many cases owe one.

    The owner hears of it some days before, the unit when nobody owns it, and the unit again the day after.
    """
    unit = our_unit()
    unit_email = unit.email if unit else ""
    today = timezone.localdate()
    owing = 0
    for case in Case.objects.undecided().select_related("owner").iterator():
        to = case.owner.email if case.owner else unit_email
        if not to or case.answer_due_on is None:
            continue
        owing += 1
        _note(
            preliminary_key(case),
            None if case.preliminary_sent_at else case.preliminary_due_on,
            to,
            today,
        )
        _note(decision_key(case), case.decide_by, to, today)
        if unit_email:
            after = case.answer_due_on + timedelta(days=1)
            note_occasion(key=overdue_key(case), kind="overdue", due_on=after, to=unit_email)
    return owing


def _note(key: str, due_on: date | None, to: str, today: date) -> None:
    if due_on is not None:
        note_occasion(
            key=key, kind="answer", due_on=due_on, remind_on=rules.remind_on(due_on, today), to=to
        )
