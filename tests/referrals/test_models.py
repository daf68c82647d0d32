import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from referrals import rules
from referrals.models import (
    CaseStatus,
    Decision,
    DecisionLine,
    Outcome,
    Referral,
    ReferralStatus,
    Right,
)
from tests.factories import (
    CaseFactory,
    DecisionFactory,
    DecisionLineFactory,
    PersonFactory,
    ReferralFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_one_open_case_per_person():
    case = CaseFactory()
    with refused("one_open_case_per_person"):
        CaseFactory(person=case.person)


def test_a_closed_case_makes_room_for_another():
    case = CaseFactory(status=CaseStatus.CLOSED, closed_at=timezone.now())
    CaseFactory(person=case.person)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (
            "decided_case_has_time_and_author",
            {"status": "closed", "decided_at": "now", "closed_at": "now"},
        ),
        ("case_past_decision_was_decided", {"status": "follow_up"}),
        ("undecided_case_has_no_decision_time", {"decided_at": "now", "decided_by": "user"}),
        ("closed_case_has_a_time", {"status": "closed"}),
    ],
)
def test_impossible_cases_are_refused(name, facts):
    facts = {
        key: {"now": timezone.now(), "user": None}.get(value, value) for key, value in facts.items()
    }
    if "decided_by" in facts:
        facts["decided_by"] = UserFactory()
    with refused(name):
        CaseFactory(**facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("referral_says_what", {"need": ""}),
        ("referral_says_whom", {"person_name": ""}),
        ("referral_says_how_to_reach", {"notifier_phone": ""}),
        (
            "a_call_needs_a_number",
            {"notifier_phone": "", "notifier_email": "nabo@demo.example", "wants_a_call": True},
        ),
        ("registered_referral_has_person_and_case", {"status": "registered"}),
        ("referral_of_a_case_was_registered_by_someone", {"registered_at": timezone.now()}),
        ("assessed_referral_has_a_time", {"registered": True, "status": "assessed"}),
        ("forwarded_referral_says_where", {"status": "forwarded"}),
        (
            "expected_child_in_referral_has_no_number",
            {"is_expected_child": True, "national_id_print": "x" * 64},
        ),
    ],
)
def test_impossible_referrals_are_refused(name, facts):
    with refused(name):
        ReferralFactory(**facts)


def test_a_referral_is_about_the_person_of_its_case():
    with refused("referral_is_about_the_person_of_its_case"), transaction.atomic():
        ReferralFactory(registered=True, person=PersonFactory())
        connection.check_constraints()


def test_a_decision_is_about_the_person_of_its_case():
    with refused("decision_is_about_the_person_of_its_case"), transaction.atomic():
        DecisionFactory(person=PersonFactory())
        connection.check_constraints()


def test_a_refusal_has_a_reason():
    with refused("refusal_has_a_reason"):
        DecisionLineFactory(outcome=Outcome.REFUSED)


@pytest.mark.parametrize("model", [Decision, DecisionLine])
def test_what_was_decided_is_never_rewritten(model):
    DecisionLineFactory()
    with refused("is_never_rewritten"):
        model.objects.update(decided_at=timezone.now())


REFERRAL_FACTS = {
    "assessed": {"registered": True, "assessed_at": timezone.now()},
    "registered": {"registered": True},
    "forwarded": {"registered": True, "forwarded_to": "KE i Granfjord"},
}


@pytest.mark.parametrize("then", ReferralStatus.values)
@pytest.mark.parametrize("now", ReferralStatus.values)
def test_the_database_knows_the_same_steps_of_a_referral(now, then):
    facts = REFERRAL_FACTS.get(now, {"registered": True})
    referral = ReferralFactory(**{**facts, "status": now})
    changed = Referral.objects.filter(pk=referral.pk)

    if now == then or rules.may_step(rules.REFERRAL_STEPS, now, then):
        changed.update(status=then, forwarded_to="KE i Granfjord", assessed_at=timezone.now())
    else:
        with refused("referral_takes_a_possible_step"):
            changed.update(status=then)


@pytest.mark.parametrize("then", CaseStatus.values)
@pytest.mark.parametrize("now", CaseStatus.values)
def test_the_database_knows_the_same_steps_of_a_case(now, then):
    undecided = {"open", "waiting_info", "in_assessment"}
    author = UserFactory()
    case = CaseFactory(
        status=now,
        decided_at=None if now in undecided else timezone.now(),
        decided_by=None if now in undecided else author,
        closed_at=timezone.now() if now == "closed" else None,
    )
    changed = type(case).objects.filter(pk=case.pk)
    facts = {
        "status": then,
        "decided_at": None if then in undecided else timezone.now(),
        "decided_by": None if then in undecided else author,
        "closed_at": timezone.now() if then == "closed" else None,
    }
    if now == then or rules.may_step(rules.CASE_STEPS, now, then):
        changed.update(**facts)
    else:
        with refused("case_takes_a_possible_step"):
            changed.update(**facts)


def test_a_later_refusal_ends_what_was_granted():
    granted = DecisionLineFactory(right=Right.CHILD_COORDINATOR)
    person = granted.person
    assert list(DecisionLine.objects.granting_coordinator(person)) == [granted]
    assert not DecisionLine.objects.granting_plan(person).exists()

    later = DecisionFactory(case=granted.decision.case, decided_at=timezone.now())
    DecisionLineFactory(
        decision=later,
        right=Right.CHILD_COORDINATOR,
        outcome=Outcome.REFUSED,
        reason="Barnet er 18 år.",
    )
    assert not DecisionLine.objects.granting_coordinator(person).exists()


def test_a_granted_line_can_be_locked_by_staff(as_web, persona):
    line = DecisionLineFactory()
    with as_web(persona("an intake worker")):
        locked = DecisionLine.objects.select_for_update().granting_coordinator(line.person)
        assert locked.first() == line
