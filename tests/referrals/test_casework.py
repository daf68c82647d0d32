from datetime import timedelta

import pytest
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.outbox.models import Message, Occasion
from referrals import access, actions, tasks
from referrals.models import (
    Case,
    CaseStatus,
    DecisionLine,
    NotifierRole,
    Outcome,
    QuestionTo,
    ReferralStatus,
    Right,
)
from tests.factories import (
    CaseFactory,
    CoordinatingUnitFactory,
    ReferralFactory,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db

YES = {"long_lasting": "yes", "coordinated": "yes"}


def events(verb):
    return Event.objects.filter(verb=verb).count()


@pytest.fixture
def staff(persona):
    return persona("an intake worker")


@pytest.fixture
def unit():
    return CoordinatingUnitFactory(is_ours=True)


@pytest.fixture
def referral(persona):
    """A registered one about the story's person, who has an account."""
    persona("the person")
    return ReferralFactory(
        registered=True,
        case=CaseFactory(person=story_person()),
        notifier_email="nabo@demo.example",
        notifier_is_party=True,
    )


def in_two_weeks():
    return timezone.localdate() + timedelta(days=14)


def granted(right=Right.COORDINATOR, **facts):
    return actions.JudgedLine(right, Outcome.GRANTED, answers=YES, **facts)


def ask(referral, by):
    return actions.ask_for_more(
        referral, to=QuestionTo.NOTIFIER, text="Hvem hjelper i dag?", due_on=in_two_weeks(), by=by
    )


def test_asking_for_more_waits_and_reminds(as_web, staff, referral):
    with as_web(staff):
        question = ask(referral, staff)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.CLARIFYING
    assert referral.case.status == CaseStatus.WAITING_INFO
    assert Occasion.objects.get(key=f"question:{question.public_id}").due_on == in_two_weeks()
    assert Message.objects.get().to == "nabo@demo.example"
    assert events("referral.clarifying") == 1


def test_an_answer_lets_the_work_go_on(as_web, staff, referral):
    question = ask(referral, staff)
    with as_web(staff):
        actions.answer_question(question, answer="Bare fastlegen.", by=staff)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.REGISTERED
    assert referral.case.status == CaseStatus.OPEN
    assert Occasion.objects.get().settled_at is not None
    assert events("referral.answered") == 1
    with pytest.raises(actions.StepNotPossible):
        actions.answer_question(question, answer="En gang til.", by=staff)


def test_an_answer_to_someone_unknown_leads_back_to_the_queue(staff):
    referral = ReferralFactory()
    actions.answer_question(ask(referral, staff), answer="Hun er født i 1960.", by=staff)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.RECEIVED


@pytest.mark.parametrize(
    ("act", "status", "verb"),
    [
        (
            lambda r, by: actions.forward_referral(r, to="KE i Granfjord", by=by),
            "forwarded",
            "referral.forwarded",
        ),
        (
            lambda r, by: actions.withdraw_referral(r, reason="Vil ikke.", by=by),
            "withdrawn",
            "referral.withdrawn",
        ),
    ],
)
def test_a_referral_can_end_otherwise_once(as_web, staff, referral, act, status, verb):
    with as_web(staff):
        act(referral, staff)
        referral.refresh_from_db()
        assert referral.status == status
        assert referral.closed_at is not None
        with pytest.raises(actions.StepNotPossible):
            act(referral, staff)
    assert events(verb) == 1


def test_what_was_put_aside_can_be_taken_back(as_web, staff):
    referral = ReferralFactory()
    with as_web(staff):
        actions.reject_spam(referral, by=staff)
        with pytest.raises(actions.StepNotPossible):
            actions.reject_spam(referral, by=staff)
        actions.restore_referral(referral, by=staff)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.RECEIVED
    assert (events("referral.rejected"), events("referral.received")) == (1, 1)


def test_taking_a_case_makes_it_mine(as_web, staff, referral):
    with as_web(staff):
        actions.take_case(referral.case, by=staff)
        assert list(access.my_cases(staff)) == [referral.case]
    assert events("case.taken") == 1


def test_assessing_tells_the_clock_and_happens_once(as_web, staff, referral):
    with as_web(staff):
        actions.start_assessment(referral.case, by=staff)
        referral.refresh_from_db()
        assert referral.assessing_since is not None
        with pytest.raises(actions.StepNotPossible):
            actions.start_assessment(referral.case, by=staff)
    assert events("case.moved") == 1


def test_a_note_is_kept_and_logged(as_web, staff, referral):
    with as_web(staff):
        actions.note(referral.case, text="Ringte datteren.", by=staff)
    assert referral.case.notes.get().text == "Ringte datteren."
    assert events("note.written") == 1


def test_a_preliminary_answer_promises_a_date_to_everyone_who_waits(as_web, staff, referral):
    with as_web(staff):
        actions.send_preliminary_answer(
            referral.case, letter="Vi må snakke med flere.", decide_by=in_two_weeks(), by=staff
        )
    referral.refresh_from_db()
    assert referral.decide_by == referral.case.decide_by == in_two_weeks()
    assert referral.case.preliminary_sent_at is not None
    assert Message.objects.get().template == "referrals/letter"
    assert events("preliminary_answer.sent") == 1


def test_deciding_answers_the_requests_and_tells_the_person(as_web, staff, referral, unit):
    with as_web(staff):
        decision = actions.decide_case(
            referral.case,
            lines=[granted(), actions.JudgedLine(Right.PLAN, Outcome.DECLINED)],
            letter="Du får koordinator.",
            by=staff,
        )
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.ASSESSED
    assert referral.case.status == CaseStatus.DECIDED
    assert decision.form == unit.decision_form
    assert DecisionLine.objects.granting_coordinator(referral.person).exists()
    assert {message.template for message in Message.objects.all()} == {
        "referrals/letter",
        "referrals/handled",
    }
    assert events("case.decided") == 1


def test_the_second_to_decide_is_told_and_overwrites_nothing(staff, referral):
    actions.decide_case(referral.case, lines=[granted()], letter="Ja.", by=staff)
    with pytest.raises(actions.AlreadyDecided):
        actions.decide_case(referral.case, lines=[granted(Right.PLAN)], letter="Nei.", by=staff)
    assert referral.case.decisions.get().letter == "Ja."


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (actions.JudgedLine(Right.PLAN, Outcome.GRANTED), actions.ConditionsUnmet),
        (
            actions.JudgedLine(Right.PLAN, Outcome.REFUSED, reason="Nei.", answers=YES),
            actions.ConditionsMet,
        ),
        (None, actions.NothingDecided),
    ],
)
def test_a_decision_must_follow_from_its_conditions(staff, referral, line, problem):
    with pytest.raises(problem):
        actions.decide_case(referral.case, lines=[line] if line else [], letter="Svar.", by=staff)
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.REGISTERED


def test_a_trust_grants_on_a_complex_need_and_no_child_coordinator(staff, referral):
    CoordinatingUnitFactory(is_ours=True, level="trust")
    child = actions.JudgedLine(Right.CHILD_COORDINATOR, Outcome.GRANTED)
    with pytest.raises(actions.RightNotDecidedHere):
        actions.decide_case(referral.case, lines=[child], letter="Ja.", by=staff)
    complex_need = actions.JudgedLine(
        Right.COORDINATOR, Outcome.GRANTED, answers={"complex": "yes"}
    )
    actions.decide_case(referral.case, lines=[complex_need], letter="Ja.", by=staff)


def test_a_notifier_who_is_no_party_hears_only_when_the_person_lets_them(staff, referral):
    referral.notifier_is_party = False
    referral.save()
    actions.decide_case(referral.case, lines=[granted()], letter="Ja.", by=staff)
    assert not Message.objects.filter(template="referrals/handled").exists()


def test_a_case_with_an_unanswered_request_cannot_be_closed(as_web, staff, referral):
    with as_web(staff):
        with pytest.raises(actions.ReferralsRemain):
            actions.close_case(referral.case, reason="Ferdig.", by=staff)
        actions.withdraw_referral(referral, reason="Vil ikke.", by=staff)
        actions.close_case(referral.case, reason="Personen takket nei.", by=staff)
    assert Case.objects.get().status == CaseStatus.CLOSED
    assert events("case.closed") == 1
    with pytest.raises(actions.StepNotPossible):
        actions.take_case(referral.case, by=staff)


def test_due_dates_are_noted_once_and_settled_by_the_answer(staff, referral, unit):
    actions.take_case(referral.case, by=staff)
    tasks.note_due_dates()
    tasks.note_due_dates()

    noted = Occasion.objects.filter(settled_at=None)
    assert {(occasion.kind, occasion.to) for occasion in noted} == {
        ("answer", staff.email),
        ("overdue", unit.email),
    }
    actions.decide_case(referral.case, lines=[granted()], letter="Ja.", by=staff)
    assert not noted.all().exists()


def test_the_counts_of_the_dashboard(as_web, staff):
    today = timezone.localdate()
    ReferralFactory()
    CaseFactory(preliminary_due_on=today - timedelta(days=1), owner=staff)
    CaseFactory(preliminary_due_on=today + timedelta(days=3), owner=staff)
    CaseFactory(preliminary_due_on=today + timedelta(days=20))
    with as_web(staff):
        assert access.counts(staff) == access.Counts(new=1, due_this_week=1, overdue=1, unowned=1)


def test_the_self_notifier_is_a_party():
    assert ReferralFactory(notifier_role=NotifierRole.SELF).is_from_a_private_person
