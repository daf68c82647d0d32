from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.db.utils import IntegrityError
from django.utils import timezone

from ke_portal.audit.models import Event, Lookup
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.models import Message
from ke_portal.people import access, actions
from ke_portal.people.models import Grant, GrantRole, Person, RepresentationKind, Section
from ke_portal.people.rules import NationalIdFault
from tests.factories import GrantFactory, PersonFactory, UserFactory, from_now

pytestmark = pytest.mark.django_db
NUMBER = "14837110034"


def verbs():
    return list(Event.objects.values_list("verb", flat=True))


def test_a_number_is_stored_sealed_and_found_again():
    person = actions.register_person(name="Vakker Blomst", national_id="148371 10034", by=None)

    assert NUMBER.encode() not in bytes(person.national_id_sealed)
    assert person.national_id() == NUMBER
    assert person.national_id_masked == "148371*****"
    assert Person.objects.with_national_id(NUMBER).get() == person
    assert verbs() == [Verb.PERSON_REGISTERED]


def test_a_sealed_number_does_not_open_on_another_person():
    person = actions.register_person(name="Vakker Blomst", national_id=NUMBER, by=None)
    other = PersonFactory(national_id_sealed=person.national_id_sealed)

    with pytest.raises(InvalidTag):
        other.national_id()


def test_the_same_number_is_registered_once():
    actions.register_person(name="Vakker Blomst", national_id=NUMBER, by=None)
    with pytest.raises(actions.AlreadyRegistered):
        actions.register_person(name="Vakker Blomst", national_id=NUMBER, by=None)


def test_a_real_number_is_refused_here():
    with pytest.raises(actions.NationalIdRefused) as refusal:
        actions.register_person(name="Vakker Blomst", national_id="02013299997", by=None)
    assert refusal.value.fault is NationalIdFault.NOT_SYNTHETIC
    assert not Person.objects.exists()


def test_an_expected_child_has_no_number():
    with pytest.raises(IntegrityError, match="expected_child_has_no_number_or_birth_date"):
        PersonFactory(is_expected_child=True)


def test_the_person_gets_everything_by_linking_an_account(as_web):
    person, user = PersonFactory(), UserFactory()
    actions.link_account(person, user=user, by=None)

    with as_web(user):
        assert access.people_i_act_for(user).get() == person
        assert access.grants_of(user, person).get().may_write
    assert Verb.ACCOUNT_LINKED in verbs()


@pytest.mark.parametrize(
    ("responsibility", "acts"),
    [("alone", True), ("shared", True), ("none", False), ("child_welfare", False)],
)
def test_a_parent_acts_by_responsibility(responsibility, acts):
    child = PersonFactory(birth_date=timezone.localdate() - timedelta(days=365 * 5))
    parent = UserFactory()
    actions.add_representation(
        child,
        name="Trygg Parent",
        kind=RepresentationKind.PARENT,
        user=parent,
        parental_responsibility=responsibility,
        by=None,
    )
    assert access.people_i_act_for(parent).exists() is acts


def test_a_parents_access_ends_at_sixteen():
    today = timezone.localdate()
    child = PersonFactory(birth_date=today.replace(year=today.year - 15, day=1))
    parent = UserFactory()
    actions.add_representation(
        child,
        name="Trygg Parent",
        kind=RepresentationKind.PARENT,
        user=parent,
        parental_responsibility="alone",
        by=None,
    )
    grant = Grant.objects.get(user=parent)
    sixteenth = today.replace(year=today.year + 1, day=1)
    assert timezone.localtime(grant.validity.upper).date() == sixteenth
    assert timezone.localtime(grant.validity.upper).hour == 0


def test_a_parent_of_a_sixteen_year_old_gets_none():
    child = PersonFactory(birth_date=timezone.localdate() - timedelta(days=365 * 16 + 10))
    parent = UserFactory()
    actions.add_representation(
        child,
        name="Trygg Parent",
        kind=RepresentationKind.PARENT,
        user=parent,
        parental_responsibility="alone",
        by=None,
    )
    assert not Grant.objects.exists()


def test_a_parent_who_is_kept_out_gets_none():
    child = PersonFactory(birth_date=timezone.localdate() - timedelta(days=365 * 5))
    actions.add_representation(
        child,
        name="Borte Parent",
        kind=RepresentationKind.PARENT,
        user=UserFactory(),
        parental_responsibility="shared",
        is_kept_out=True,
        by=None,
    )
    assert not Grant.objects.exists()


def test_a_protected_address_closes_representation():
    child = PersonFactory(
        address_protection="strictly_confidential", birth_date=timezone.localdate()
    )
    actions.add_representation(
        child,
        name="Trygg Parent",
        kind=RepresentationKind.PARENT,
        user=UserFactory(),
        parental_responsibility="alone",
        by=None,
    )
    assert not Grant.objects.exists()


def test_next_of_kin_get_nothing_without_consent():
    actions.add_representation(
        PersonFactory(),
        name="Glad Sol",
        kind=RepresentationKind.NEXT_OF_KIN,
        user=UserFactory(),
        by=None,
    )
    assert not Grant.objects.exists()


def test_a_guardian_needs_a_mandate():
    with pytest.raises(IntegrityError, match="guardian_has_a_mandate"):
        actions.add_representation(
            PersonFactory(), name="Klok Verge", kind=RepresentationKind.GUARDIAN, by=None
        )


def test_ended_access_is_over_at_once(as_web):
    grant = GrantFactory()
    with as_web(grant.user):
        assert access.readable_people(grant.user).exists()
    assert actions.end_access(grant.person, user=grant.user, by=None) == 1
    with as_web(grant.user):
        assert not access.readable_people(grant.user).exists()
    assert Verb.ACCESS_ENDED in verbs()


def test_opening_with_a_reason_is_short_and_told(persona):
    person, staff = PersonFactory(), persona("an intake worker")
    grant = actions.open_with_reason(
        person, user=staff, reason="Ringte og ba om hjelp i dag", hours=48
    )

    assert grant.validity.upper - timezone.now() <= actions.LONGEST_OPENING
    assert Section.CASE not in grant.sections
    assert Lookup.objects.get().reason == "Ringte og ba om hjelp i dag"
    assert Verb.ACCESS_OPENED_WITH_REASON in verbs()


def test_opening_without_a_reason_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="emergency_opening_has_a_reason_and_an_end"):
        GrantFactory(role=GrantRole.EMERGENCY, validity=from_now(hours=1))


def test_opening_a_person_leaves_a_trace(persona, client):
    person, staff = PersonFactory(), persona("an intake worker")
    access.open_person(staff, person.public_id)
    lookup = Lookup.objects.get()
    assert (lookup.person, lookup.actor_name) == (str(person.public_id), staff.name)


def test_an_invited_person_gets_a_neutral_letter_and_access(persona, as_web):
    staff, person = persona("an intake worker"), PersonFactory()
    with as_web(staff):
        account = actions.invite_person(person, email="Ny@demo.example", by=staff)
        assert actions.invite_person(person, email="ny@demo.example", by=staff) == account
    with as_web(account.user):
        assert access.people_i_act_for(account.user).get() == person
    assert Message.objects.get().to == "ny@demo.example"


def test_a_log_in_is_one_persons(persona):
    staff = persona("an intake worker")
    actions.invite_person(PersonFactory(), email="ny@demo.example", by=staff)
    with pytest.raises(actions.LogInTaken):
        actions.invite_person(PersonFactory(), email="ny@demo.example", by=staff)


def test_invited_next_of_kin_see_nothing_yet(persona, as_web):
    staff, person = persona("an intake worker"), PersonFactory()
    with as_web(staff):
        representation = actions.invite_representative(
            person,
            email="kin@demo.example",
            name="Glad Sol",
            kind=RepresentationKind.NEXT_OF_KIN,
            by=staff,
        )
    with as_web(representation.user):
        assert not access.readable_people(representation.user).exists()
