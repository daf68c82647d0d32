import pytest
from django.urls import reverse

from tests.coordinators.factories import AppointmentFactory, CoordinatorFactory
from tests.factories import PersonFactory, ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(persona, client):
    user = persona("an intake worker")
    client.force_login(user)
    return user


def page_about(client, person, name="person"):
    address = reverse(f"coordinators:{name}", args=[person.public_id])
    return client.get(address).content.decode()


def test_the_register_tells_who_cannot_be_named(client, staff):
    CoordinatorFactory(is_active=False)
    page = client.get(reverse("coordinators:list")).content.decode()
    assert "Kan ikke oppnevnes" in page
    assert page.count("Til stede") == 2, "in the heads of the column and of the cell"


def test_one_who_has_been_asked_is_shown_with_the_person(client, staff):
    appointment = AppointmentFactory(status="requested")
    page = page_about(client, appointment.person)
    assert appointment.coordinator.user.name in page
    assert "Har ikke svart ennå" in page


def test_a_protected_person_is_not_placed_by_the_coordinators_unit(client, staff):
    appointment = AppointmentFactory(person__address_protection="confidential")
    page = page_about(client, appointment.person)
    assert appointment.coordinator.user.name in page
    assert appointment.coordinator.organisation.name not in page


def test_naming_starts_from_the_persons_wish(client, staff):
    appointment = AppointmentFactory()
    ReferralFactory(person=appointment.person, preferred_coordinator="Lun Gran")
    page = page_about(client, appointment.person, "appoint")
    assert "Ønsket koordinator: Lun Gran" in page
    assert appointment.coordinator.user.name in page


def test_nobody_is_named_before_a_coordinator_is_granted(client, staff):
    person = PersonFactory()
    assert "Oppnevn koordinator" not in page_about(client, person)
    assert "Det er ikke vedtatt koordinator" in page_about(client, person, "appoint")
