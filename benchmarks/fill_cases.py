"""Referrals, cases and decisions, in every state that the pages meet."""

from datetime import timedelta

from django.utils import timezone

from benchmarks import texts
from benchmarks.fill_people import WITH_OPEN_CASE, Household, appoint
from benchmarks.known import DOMAIN, Sizes, code_of, identity
from benchmarks.progress import add
from ke_portal.accounts.models import User
from referrals.access import receipt_hash
from referrals.models import (
    Case,
    CaseNote,
    CaseStatus,
    Decision,
    DecisionLine,
    PreliminaryAnswer,
    Question,
    Referral,
    ReferralStatus,
)
from referrals.rules import months_later

OPEN_STATES = (CaseStatus.OPEN, CaseStatus.WAITING_INFO, CaseStatus.IN_ASSESSMENT)


def has_open_case(number: int) -> bool:
    return number % WITH_OPEN_CASE == 0


def fill_cases(was: Sizes, now: Sizes, new: list[Household]) -> None:
    """A decided case for everyone, an open one for every seventh, and referrals that nobody has looked at."""
    staff = list(User.objects.filter(email__regex=rf"^ke\d+@{DOMAIN}$").order_by("pk"))
    decided = add(Case, [decided_case(each, staff) for each in new])
    decisions = decide(new, decided, staff)
    appoint(new, decisions, staff[0])
    open_ones = [each for each in new if has_open_case(each.number)]
    opened = add(Case, [open_case(each, staff) for each in open_ones])
    referrals = [
        referral("decided", each, case, staff[0], ReferralStatus.ASSESSED)
        for each, case in zip(new, decided, strict=True)
    ] + [
        referral(f"open {which}", each, case, staff[0], ReferralStatus.REGISTERED)
        for each, case in zip(open_ones, opened, strict=True)
        for which in range(2)
    ]
    add(Referral, referrals)
    add(Referral, [new_referral(each) for each in range(was.new_referrals, now.new_referrals)])
    fill_casework(was, now, staff)


def decided_case(each: Household, staff: list[User]) -> Case:
    """Decided long ago; closed where a new case is open, or the database would refuse it."""
    decided_at = timezone.now() - timedelta(days=310)
    is_closed = has_open_case(each.number)
    return Case(
        public_id=identity("case", each.number),
        person=each.person,
        status=CaseStatus.CLOSED if is_closed else CaseStatus.FOLLOW_UP,
        owner=staff[each.number % len(staff)],
        opened_at=decided_at - timedelta(days=20),
        preliminary_due_on=(decided_at + timedelta(days=10)).date(),
        decided_at=decided_at,
        decided_by=staff[0],
        closed_at=decided_at + timedelta(days=30) if is_closed else None,
        closing_reason="Planen er i gang." if is_closed else "",
    )


def open_case(each: Household, staff: list[User]) -> Case:
    """Not decided; some are late, and every fifth has no owner."""
    opened_at = timezone.now() - timedelta(days=each.number % 45)
    turn = each.number // WITH_OPEN_CASE
    return Case(
        public_id=identity("open case", each.number),
        person=each.person,
        status=OPEN_STATES[turn % 3],
        owner=None if turn % 5 == 1 else staff[turn % len(staff)],
        opened_at=opened_at,
        preliminary_due_on=months_later(opened_at.date()),
    )


def decide(households: list[Household], cases: list[Case], staff: list[User]) -> list[Decision]:
    """Plan and coordinator, both granted."""
    decisions = add(
        Decision,
        [
            Decision(
                public_id=identity("decision", each.number),
                case=case,
                person=each.person,
                letter=texts.LETTER,
                decided_at=case.decided_at or timezone.now(),
                decided_by=staff[0],
                signed_as="Rådgiver i koordinerende enhet",
            )
            for each, case in zip(households, cases, strict=True)
        ],
    )
    add(
        DecisionLine,
        [
            DecisionLine(
                decision=decision,
                person=decision.person,
                right=right,
                outcome="granted",
                reason="Behovet varer over tid, og flere tjenester må ses i sammenheng.",
                conditions=[
                    {
                        "condition": "long_lasting",
                        "answer": "yes",
                        "why": "Behovet varer i flere år.",
                    },
                    {"condition": "coordinated", "answer": "yes", "why": "Fem tjenester er inne."},
                ],
                decided_at=decision.decided_at,
            )
            for decision in decisions
            for right in ("plan", "coordinator")
        ],
    )
    return decisions


def referral(kind: str, each: Household, case: Case, by: User, status: ReferralStatus) -> Referral:
    """A referral that belongs to a case."""
    received_at = case.opened_at
    return Referral(
        public_id=identity("referral", kind, each.number),
        receipt_hash=identity("receipt", kind, each.number).hex,
        asked=["plan", "coordinator"],
        status=status,
        notifier_role="next_of_kin",
        notifier_name=texts.name_of(each.number + 3),
        notifier_phone="99 00 18 02",
        person_name=each.person.name,
        person_birth_date=each.person.birth_date,
        need=texts.pick(texts.REFERRAL_NEEDS, each.number),
        services_now="Hjemmetjenesten og fastlegen.",
        consent="yes",
        person=each.person,
        case=case,
        received_at=received_at,
        preliminary_due_on=months_later(received_at.date()),
        registered_at=received_at,
        registered_by=by,
        assessed_at=case.decided_at if status == ReferralStatus.ASSESSED else None,
    )


def new_referral(number: int) -> Referral:
    """As it came in by the form; one of them has the receipt code that is looked up."""
    received_at = timezone.now() - timedelta(hours=number)
    return Referral(
        public_id=identity("new referral", number),
        receipt_hash=receipt_hash(code_of(number)),
        asked=["plan"],
        notifier_role="hospital" if number % 3 else "self",
        notifier_name=texts.name_of(number + 11),
        notifier_phone="99 00 18 03",
        person_name=texts.name_of(number * 13),
        need=texts.pick(texts.REFERRAL_NEEDS, number),
        received_at=received_at,
        preliminary_due_on=months_later(received_at.date()),
    )


def fill_casework(was: Sizes, now: Sizes, staff: list[User]) -> None:
    """Notes, questions and preliminary answers in the open cases, also in those there were."""
    cases = list(
        Case.objects.filter(status__in=OPEN_STATES).select_related("person").order_by("pk")
    )
    first_referral = {
        case_id: key
        for key, case_id in Referral.objects.filter(case__in=cases).values_list("pk", "case_id")
    }
    old = 2 if was.persons else 0
    notes, questions, answers = [], [], []
    for place, case in enumerate(cases):
        first = was.notes if place < old else 0
        for number in range(first, now.notes):
            at = timezone.now() - timedelta(days=number)
            notes.append(
                CaseNote(
                    public_id=identity("note", case.public_id, number),
                    case=case,
                    text="Ringte og snakket med datteren. Hun vil gjerne være med på det neste møtet.",
                    written_by=staff[number % len(staff)],
                    written_at=at,
                )
            )
            if number % 4 == 0:
                questions.append(question(case, first_referral[case.pk], number, staff))
            if number % 6 == 0:
                answers.append(preliminary_answer(case, number, staff))
    add(CaseNote, notes)
    add(Question, questions)
    add(PreliminaryAnswer, answers)


def question(case: Case, referral: object, number: int, staff: list[User]) -> Question:
    return Question(
        public_id=identity("question", case.public_id, number),
        referral_id=referral,
        to="notifier",
        to_name=texts.name_of(number),
        text="Hvem hjelper i dag, og hvor ofte?",
        due_on=timezone.localdate() + timedelta(days=7),
        asked_at=timezone.now() - timedelta(days=number),
        asked_by=staff[number % len(staff)],
    )


def preliminary_answer(case: Case, number: int, staff: list[User]) -> PreliminaryAnswer:
    return PreliminaryAnswer(
        public_id=identity("preliminary", case.public_id, number),
        case=case,
        person=case.person,
        letter=texts.LETTER,
        decide_by=timezone.localdate() + timedelta(days=20),
        sent_at=timezone.now() - timedelta(days=number),
        sent_by=staff[0],
    )
