from uuid import uuid4

import pytest
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.outbox.models import Message
from ke_portal.people.actions import NationalIdRefused, register_person
from referrals import access, actions, rules
from referrals.models import (
    Attachment,
    Case,
    CaseStatus,
    Channel,
    NotifierRole,
    Referral,
    ReferralStatus,
)
from tests.factories import CaseFactory, CoordinatingUnitFactory, PersonFactory, ReferralFactory

pytestmark = pytest.mark.django_db

NUMBER = "01816810074"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
SAID = {
    "notifier_role": NotifierRole.NEXT_OF_KIN,
    "notifier_name": "Rolig Stein",
    "notifier_phone": "90 00 00 00",
    "notifier_email": "rolig@demo.example",
    "person_name": "Vakker Blomst",
    "need": "Hun har mange avtaler og ingen som ser helheten.",
}


def events(verb):
    return Event.objects.filter(verb=verb).count()


@pytest.fixture
def staff(persona):
    return persona("an intake worker")


def test_a_visitor_tells_of_a_need_and_gets_a_code(as_web):
    CoordinatingUnitFactory(is_ours=True)
    with as_web():
        referral, code = actions.receive_referral(token=uuid4(), **SAID)
        assert access.referral_by_receipt(code) == referral
        assert access.referral_by_receipt(code.lower().replace("-", " ")) == referral
        assert not Referral.objects.exists()

    stored = Referral.objects.get()
    assert code not in stored.receipt_hash
    assert stored.status == ReferralStatus.RECEIVED
    assert stored.preliminary_due_on == rules.months_later(timezone.localdate())
    assert events("referral.received") == 1
    assert {message.to for message in Message.objects.all()} == {
        "rolig@demo.example",
        "koordinerende.enhet@solvag.example",
    }


def test_what_goes_out_names_nobody():
    CoordinatingUnitFactory(is_ours=True)
    _referral, code = actions.receive_referral(token=uuid4(), **SAID)
    for message in Message.objects.all():
        text = message.subject + message.body
        assert not any(word in text for word in ("Blomst", "Stein", "avtaler", code)), text


def test_pressing_twice_sends_once():
    token = uuid4()
    first, code = actions.receive_referral(token=token, **SAID)
    second, same_code = actions.receive_referral(token=token, **SAID)

    assert (first, code) == (second, same_code)
    assert Referral.objects.count() == 1
    assert events("referral.received") == 1


def test_another_text_from_the_same_page_is_another_referral():
    token = uuid4()
    actions.receive_referral(token=token, **SAID)
    actions.receive_referral(token=token, **{**SAID, "need": "Og så trenger hun hjelp hjemme."})

    assert Referral.objects.count() == 2


def test_a_number_is_sealed_and_found_again(as_web):
    with as_web():
        referral, _code = actions.receive_referral(token=uuid4(), national_id=NUMBER, **SAID)
    stored = Referral.objects.get()
    assert NUMBER.encode() not in bytes(stored.national_id_sealed)
    assert stored.national_id() == NUMBER
    assert stored.national_id_masked == "018168*****"

    known = register_person(name="Et Annet Navn", national_id=NUMBER, by=None)
    assert list(access.possible_people(referral)) == [known]


def test_a_wrong_number_is_refused_and_nothing_is_kept():
    with pytest.raises(NationalIdRefused):
        actions.receive_referral(token=uuid4(), national_id="12345678901", **SAID)
    assert not Referral.objects.exists()


def test_papers_come_along_by_what_they_really_are(as_web, staff):
    with as_web():
        referral, _code = actions.receive_referral(
            token=uuid4(), papers=[actions.Paper("bilde.txt", PNG)], **SAID
        )
    paper = Attachment.objects.get()
    assert paper.referral == referral
    assert paper.content_type == "image/png"
    with as_web(staff), paper.file.open("rb") as content:
        assert content.read() == PNG


def test_a_programme_in_disguise_is_refused():
    with pytest.raises(actions.PaperRefused):
        actions.receive_referral(
            token=uuid4(), papers=[actions.Paper("brev.pdf", b"MZ\x90\x00")], **SAID
        )
    assert not Referral.objects.exists()


def test_a_flood_is_marked_and_kept():
    CoordinatingUnitFactory(is_ours=True)
    actions.receive_referral(token=uuid4(), is_marked_as_flood=True, **SAID)

    assert Referral.objects.get().is_marked_as_flood
    assert [message.to for message in Message.objects.all()] == ["rolig@demo.example"]


def test_staff_take_down_a_call(as_web, staff):
    with as_web(staff):
        referral, code = actions.register_by_phone(by=staff, token=uuid4(), **SAID)

    assert code
    assert referral.channel == Channel.PHONE
    assert referral.taken_down_by == staff
    assert events("referral.received") == 1


def test_registering_opens_a_case_with_the_clock_of_the_referral(as_web, staff):
    referral = ReferralFactory()
    with as_web(staff):
        case = actions.register_referral(
            referral,
            by=staff,
            new_person=actions.NewPerson("Vakker Blomst"),
            identity_confirmed=True,
        )

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.REGISTERED
    assert referral.case == case
    assert referral.person == case.person
    assert case.preliminary_due_on == referral.preliminary_due_on
    assert (events("referral.registered"), events("case.opened")) == (1, 1)


def test_a_new_person_is_spoken_with_in_the_language_that_was_asked_for(staff):
    referral = ReferralFactory(language="tigrinja", needs_interpreter=True)
    person = actions.register_referral(
        referral, by=staff, new_person=actions.NewPerson("Vakker Blomst")
    ).person

    person.refresh_from_db()
    assert (person.interpreter_language, person.needs_interpreter) == ("tigrinja", True)


def test_joining_a_case_keeps_the_earliest_date(staff):
    person = PersonFactory()
    early = rules.months_later(timezone.localdate(), 0)
    case = CaseFactory(person=person, preliminary_due_on=early)
    actions.register_referral(ReferralFactory(), by=staff, person=person)

    case.refresh_from_db()
    assert case.preliminary_due_on == early
    assert case.referrals.count() == 1
    assert Case.objects.count() == 1


def test_a_new_request_about_a_decided_case_opens_it_again(staff):
    case = CaseFactory(status=CaseStatus.DECIDED, decided_at=timezone.now(), decided_by=staff)
    referral = ReferralFactory()
    actions.register_referral(referral, by=staff, person=case.person)

    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN
    assert case.answer_due_on == referral.preliminary_due_on


def test_registering_twice_is_refused(staff):
    referral = ReferralFactory()
    actions.register_referral(referral, by=staff, new_person=actions.NewPerson("Vakker Blomst"))
    with pytest.raises(actions.StepNotPossible):
        actions.register_referral(referral, by=staff, new_person=actions.NewPerson("Vakker Blomst"))
    assert Case.objects.count() == 1


def test_nobody_in_particular_cannot_be_registered(staff):
    with pytest.raises(actions.NotConnected):
        actions.register_referral(ReferralFactory(), by=staff)


def test_what_may_be_the_same_is_found_for_a_person_to_judge():
    born = timezone.localdate().replace(year=1960, month=1, day=1)
    known = PersonFactory(name="Vakker Blomst", birth_date=born)
    PersonFactory(name="Vakker Blomst", birth_date=born.replace(year=1990))
    referral = ReferralFactory(person_name="vakker blomst", person_birth_date=born)
    other = ReferralFactory(person_name="Vakker Blomst")
    ReferralFactory(person_name="Glad Spurv")

    assert list(access.possible_people(referral)) == [known]
    assert list(access.possible_duplicates(referral)) == [other]
