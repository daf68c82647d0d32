import pytest
from django.db.utils import Error

from ke_portal.rowsecurity.acting import holding_receipt
from referrals import access
from referrals.access import receipt_hash
from referrals.models import Case, CaseNote, Decision, DecisionLine, Question, Referral
from tests.factories import (
    CaseFactory,
    DecisionLineFactory,
    QuestionFactory,
    ReferralFactory,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db

CODE = "KXFM-9TCD-3WPR"
STAFF = {"an intake worker", "a KE leader"}


@pytest.fixture
def case():
    return CaseFactory(person=story_person())


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("anonymous", False),
        ("a stranger", False),
        ("an intake worker", True),
        ("a KE leader", True),
        ("the person", True),
        ("the coordinator", False),
        ("a participant", False),
        ("a next of kin", False),
        ("a system coordinator", False),
        ("a system administrator", False),
        ("a partner", False),
    ],
)
def test_who_reads_a_case_and_its_decision(persona, as_web, case, name, reads):
    DecisionLineFactory(decision__case=case)
    user = persona(name)
    with as_web(user):
        for model in (Case, Decision, DecisionLine):
            assert model.objects.exists() is reads, model
    if name != "anonymous":
        assert access.readable_cases(user).contains(case) is reads


@pytest.mark.parametrize(
    "name", ["a stranger", "the person", "the coordinator", "a municipal employee"]
)
def test_what_was_said_in_confidence_is_for_staff_only(persona, as_web, case, name):
    referral = ReferralFactory(registered=True, case=case)
    QuestionFactory(referral=referral)
    CaseNote.objects.create(case=case, text="Notat", written_by=persona("an intake worker"))
    user = persona(name)
    assert not access.readable_referrals(user).exists()
    with as_web(user):
        for model in (Referral, Question, CaseNote):
            assert not model.objects.exists(), model


def test_a_receipt_opens_exactly_its_own_referral(as_web):
    mine = ReferralFactory(receipt_hash=receipt_hash(CODE))
    ReferralFactory()
    with as_web(), holding_receipt(receipt_hash(CODE)):
        assert list(Referral.objects.all()) == [mine]
    with as_web():
        assert access.referral_by_receipt(CODE) == mine
        assert access.referral_by_receipt("KXFM-9TCD-3WPC") is None
        assert access.referral_by_receipt("tull") is None


@pytest.mark.parametrize(
    "facts", [{"registered": True}, {"identity_confirmed": True}, {"notifier_may_hear": True}]
)
def test_a_visitor_cannot_say_what_became_of_it(as_web, case, persona, facts):
    made = ReferralFactory.build(
        **{name: value for name, value in facts.items() if name != "registered"}
    )
    if "registered" in facts:
        made.status = "registered"
        made.case, made.person = case, case.person
        made.registered_at, made.registered_by = made.received_at, persona("an intake worker")
    with as_web(), pytest.raises(Error, match="row-level security"):
        made.save(force_insert=True)


def test_a_visitor_cannot_change_or_remove_what_a_receipt_opens(as_web):
    ReferralFactory(receipt_hash=receipt_hash(CODE))
    with as_web(), holding_receipt(receipt_hash(CODE)):
        assert Referral.objects.update(need="Noe annet") == 0
        assert Referral.objects.all().delete()[0] == 0


def test_staff_cannot_rewrite_a_note(as_web, persona, case):
    staff = persona("an intake worker")
    CaseNote.objects.create(case=case, text="Notat", written_by=staff)
    with as_web(staff):
        assert CaseNote.objects.update(text="Omskrevet") == 0
