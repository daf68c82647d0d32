"""A directory from before places, hours and prices were rows loses nothing when they become so."""

from importlib import import_module

import pytest
from django.apps import apps

from services_catalog import access, hsds
from services_catalog.models import Service
from tests.services_catalog.test_exchange_of_places import PLACE, read_in

pytestmark = pytest.mark.django_db
make_rows = import_module("services_catalog.migrations.0006_lines_become_rows").make_rows


@pytest.fixture
def old_service(record):
    """As it stood before: every part a line of text, no rows."""
    service = read_in(
        record(
            service_at_locations=[PLACE],
            cost_options=[{"id": "c", "option": "Per gang", "amount": 50}, {"option": "Spør oss"}],
        )
    )
    for rows in (service.places, service.hours, service.costs):
        rows.all().delete()
    Service.objects.update(
        opening_hours="Telefontid: mandag–fredag kl. 08.30–14.30\nOg når døra står åpen",
        prices="Per gang: 50 kr\nSpør oss",
        address="Solvåg helsehus, Helsehusveien 2, 9995 Solvåg",
        transport="Buss 3.",
        accessibility="\n".join(each["description"] for each in PLACE["location"]["accessibility"]),
    )
    return Service.objects.get()


def test_lines_that_came_from_the_file_become_rows(old_service):
    make_rows(apps, None)

    service = Service.objects.get()
    assert service.hours.get().note == ""
    assert service.opening_hours == "Og når døra står åpen"
    assert (service.costs.get().unit, service.prices) == ("Per gang", "Spør oss")
    assert (service.places.get().transport, service.address, service.transport) == (
        "Buss 3.",
        "",
        "",
    )
    out = hsds.write_service(access.open_service_by_id(service.public_id))
    assert out["service_at_locations"] == [PLACE]
    assert out["cost_options"] == old_service.hsds["cost_options"]
    assert out["schedules"][0] == old_service.hsds["schedules"][0]


def test_what_an_editor_had_written_since_stays_written(old_service):
    Service.objects.update(
        opening_hours="Ring når du vil",
        transport="Buss 9.",
        accessibility="Teleslynge i resepsjonen\nRampe ved bakdøra",
    )

    make_rows(apps, None)

    service = Service.objects.get()
    place = service.places.get()
    assert (service.hours.count(), service.opening_hours) == (0, "Ring når du vil")
    assert (place.transport, place.hearing, place.wheelchair, place.sight) == (
        "Buss 9.",
        "Teleslynge i resepsjonen",
        "Rampe ved bakdøra",
        "",
    )
    assert service.accessibility == ""
