"""Places, hours and prices come in as rows, go out as they came, and go out changed where they were changed."""

import json
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services_catalog import access, actions, hsds
from services_catalog.hsds.costs import CostOptions
from services_catalog.hsds.parts import read_parts, rest_of
from services_catalog.hsds.places import Places
from services_catalog.hsds.schedules import Schedules
from services_catalog.models import CostOption, HoursKind, OpeningHours, Service, ServicePlace
from tests.factories import MunicipalityFactory

PLACE_ID = "5f0d6a5e-0b1c-5a55-9d3e-1f6d0b0f0b01"
LOCATION_ID = "5f0d6a5e-0b1c-5a55-9d3e-1f6d0b0f0b02"
PLACE = {
    "id": PLACE_ID,
    "location_id": LOCATION_ID,
    "location": {
        "id": LOCATION_ID,
        "location_type": "physical",
        "name": "Solvåg helsehus",
        "alternate_name": "Huset på hjørnet",
        "latitude": 69.5,
        "longitude": 18,
        "transportation": "Buss 3.",
        "addresses": [
            {
                "id": PLACE_ID,
                "address_1": "Helsehusveien 2",
                "city": "Solvåg",
                "state_province": "Vågland",
                "postal_code": "9995",
                "country": "NO",
                "address_type": "physical",
            }
        ],
        "accessibility": [
            {"id": "a", "description": "Trinnfri inngang og heis"},
            {"id": "b", "description": "Teleslynge i resepsjonen"},
            {"id": "c", "description": "Førerhund er velkommen"},
            {"id": "d", "description": "Parkering ved døra", "details": "To plasser"},
            {"id": "e", "description": "Tilpassede rom for pårørende"},
        ],
    },
}


def read_in(record):
    actions.import_services([record], source="x.json", by=None)
    return Service.objects.get()


def written(service):
    return hsds.write_service(access.open_service_by_id(service.public_id))


@pytest.fixture
def service(db, record):
    MunicipalityFactory(number="9901", name="Solvåg")
    return read_in(
        record(
            service_at_locations=[PLACE, {"id": "x", "location": {"name": "Ute i skogen"}}],
            cost_options=[
                {
                    "id": LOCATION_ID,
                    "option": "Per gang",
                    "amount": 50,
                    "amount_description": "Kaffe er med\nFritatt: barn under 16 år",
                },
                {"id": "t", "option": "Spør oss om prisen"},
            ],
        )
    )


def test_a_place_becomes_a_row_with_what_each_need_finds_there(service):
    place = service.places.get()

    assert str(place) == "Solvåg helsehus, Helsehusveien 2, 9995 Solvåg"
    assert (str(place.public_id), str(place.location_id)) == (PLACE_ID, LOCATION_ID)
    assert (place.latitude, place.longitude, place.municipality.name) == (69.5, 18.0, "Solvåg")
    assert (place.wheelchair, place.hearing, place.sight, place.quiet) == (
        "Trinnfri inngang og heis",
        "Teleslynge i resepsjonen",
        "Førerhund er velkommen",
        "",
    )
    assert (place.parking, place.other_access) == (
        "Parkering ved døra",
        "Tilpassede rom for pårørende",
    )
    assert service.address == "Ute i skogen"
    assert list(ServicePlace.objects.that_suit("hearing")) == [place]
    assert not ServicePlace.objects.that_suit("quiet")


def test_a_price_becomes_a_row_and_words_about_prices_stay_text(service):
    cost = service.costs.get()

    assert (cost.unit, cost.amount, cost.exempt, cost.note) == (
        "Per gang",
        Decimal("50.00"),
        "barn under 16 år",
        "Kaffe er med",
    )
    assert service.prices == "Spør oss om prisen"


def test_what_is_changed_in_a_row_is_changed_in_the_record_and_nothing_else(service):
    place = service.places.get()
    place.address, place.quiet = "Nyveien 4\nOppgang B", "Trinnfri vei til et stille rom"
    place.hearing, place.latitude, place.longitude = "", None, None
    place.save()
    service.costs.update(amount=Decimal("75.50"), exempt="")
    service.hours.update(kind=HoursKind.OPEN, note="Drop-in", days=[5], closes_at=time(16))

    out = written(service)

    location = out["service_at_locations"][0]["location"]
    assert location["alternate_name"] == "Huset på hjørnet"
    assert location["addresses"][0] == PLACE["location"]["addresses"][0] | {
        "address_1": "Nyveien 4",
        "address_2": "Oppgang B",
    }
    assert "latitude" not in location
    assert [each["id"] for each in location["accessibility"]][:-1] == ["a", "c", "d", "e"]
    assert (
        out["cost_options"][0] | {"amount": 75.5, "amount_description": "Kaffe er med"}
        == (out["cost_options"][0])
    )
    [schedule] = out["schedules"]
    assert (schedule["byday"], schedule["closes_at"], schedule["description"]) == (
        "SA",
        "16:00",
        "Drop-in",
    )
    before = list(ServicePlace.objects.values())
    assert actions.import_services([out], source="y", by=None).unchanged == 1
    assert list(ServicePlace.objects.values()) == before
    # The quiet room is known as that again, though its words are about a wheelchair too.
    values = read_parts(out, Places())[0].values
    assert values["quiet"] == "Trinnfri vei til et stille rom"


def test_rows_made_here_can_be_read_by_others(service):
    service.hours.all().delete()
    OpeningHours.objects.create(
        service=service,
        is_closed=True,
        note="vi er på kurs",
        valid_from=date(2027, 1, 4),
        valid_to=date(2027, 1, 5),
    )
    OpeningHours.objects.create(
        service=service, kind="phone", days=[0, 2], opens_at=time(9), closes_at=time(11, 30)
    )
    ServicePlace.objects.create(service=service, name="Kafeen", city="Solvåg", quiet="Eget rom")
    CostOption.objects.create(service=service, amount=0)
    service.places.filter(public_id=PLACE_ID).delete()

    out = json.loads(json.dumps(written(service)))

    closed, phone = out["schedules"]
    assert closed["description"] == "Stengt: vi er på kurs"
    assert (phone["description"], phone["byday"], phone["closes_at"]) == (
        "Telefontid",
        "MO,WE",
        "11:30",
    )
    assert out["service_at_locations"][0]["location"]["addresses"][0]["country"] == "NO"
    assert out["cost_options"][1]["amount"] == 0
    again = {
        "hours": [part.values for part in read_parts(out, Schedules())],
        "places": [part.values for part in read_parts(out, Places())],
    }
    assert again["hours"][0]["is_closed"]
    assert again["hours"][0]["note"] == "vi er på kurs"
    assert again["places"][0]["quiet"] == "Eget rom"


NOT_A_WEEK = [
    {"freq": "MONTHLY", "byday": "MO"},
    {"byday": "1MO"},
    {"byday": "MO", "interval": 2},
    {"byday": "MO", "count": 3},
    {"byday": "MO", "valid_from": "i går"},
    {"byday": "MO", "valid_from": "2027-02-01", "valid_to": "2027-01-01"},
    {"byday": "MO", "opens_at": "8", "closes_at": "15:00"},
    {"byday": "MO", "opens_at": "08:00", "closes_at": None},
    {"byday": "", "opens_at": "08:00", "closes_at": "15:00"},
    {"description": "Åpent hele døgnet"},
    {"description": "Stengt", "byday": "MO"},
    {"byday": 3},
]


@pytest.mark.parametrize("part", NOT_A_WEEK)
def test_what_a_row_of_hours_cannot_say_stays_text(part):
    assert not Schedules().fits(part)


@pytest.mark.parametrize(
    "part",
    [
        {"amount": True},
        {"amount": "50"},
        {"amount": -1},
        {"amount": 0.005},
        {"amount": 5, "currency": "EUR"},
        {"amount": 5, "option": "x" * 300},
        {"amount": 5, "amount_description": ["x"]},
        {"option": "Gratis"},
    ],
)
def test_what_a_row_of_prices_cannot_say_stays_text(part):
    assert not CostOptions().fits(part)


@pytest.mark.parametrize(
    "location",
    [
        None,
        {"name": "Ute"},
        {"location_type": "virtual", "addresses": [{"city": "Solvåg"}]},
        {"name": "x" * 300, "addresses": [{"city": "Solvåg"}]},
        {"addresses": ["Solvåg"]},
        {"name": "Ute", "latitude": 91, "longitude": 18},
        {"name": "Ute", "latitude": 69},
    ],
)
def test_what_a_row_of_places_cannot_say_stays_text(location):
    assert not Places().fits({"location": location})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 200) | st.text("MOTUWE,:09 åS", max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
SCHEDULE = st.fixed_dictionaries(
    {},
    optional={
        "id": st.uuids().map(str) | ANYTHING,
        "byday": st.sampled_from(["MO", "MO,TU", "SA,SU", "XX"]) | ANYTHING,
        "opens_at": st.sampled_from(["08:00", "22:00", "24:00"]) | ANYTHING,
        "closes_at": st.sampled_from(["15:30", "00:00"]) | ANYTHING,
        "valid_from": st.sampled_from(["2027-01-01", "2027-02-30"]) | ANYTHING,
        "valid_to": st.sampled_from(["2027-01-01", "2026-01-01"]) | ANYTHING,
        "description": st.sampled_from(["Telefontid", "Stengt", "Stengt: jul", "Kafé"]) | ANYTHING,
        "attending_type": st.sampled_from(["phone", "in person"]) | ANYTHING,
        "freq": ANYTHING,
    },
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SCHEDULE, max_size=3))
def test_any_schedule_is_refused_kept_as_text_or_given_back_as_it_was(schedules):
    raw = {
        "id": "ac148810-d857-441c-9679-408f346de14b",
        "name": "Samtale",
        "status": "active",
        "schedules": schedules,
    }
    try:
        [read] = hsds.read_services([raw])
    except hsds.BadRecords:
        return
    kind = Schedules()

    assert len(read.hours) + len(rest_of(raw, kind)) <= len(schedules)
    for part in read.hours:
        # Written anew from nothing, a row says the same.
        fresh = {"id": str(part.id)}
        kind.put(fresh, part.values, {}, "nb")
        assert kind.fits(fresh)
        again = kind.read(fresh)
        assert again == part.values
        OpeningHours(service_id=1, **part.values).clean_fields(exclude=["service"])
