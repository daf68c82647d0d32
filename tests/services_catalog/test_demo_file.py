"""The demo catalogue is well-formed HSDS 3.0 and names nothing real."""

import json
import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

import pytest

import services_catalog

FILE = Path(services_catalog.__file__).parent / "demo" / "services.json"

# What HSDS 3.0 requires of each kind of object, and what else it may hold here.
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "phones": {"id", "number"},
    "schedules": {"id"},
    "service_areas": {"id"},
    "service_at_locations": {"id"},
    "location": {"id", "location_type"},
    "addresses": {
        "id",
        "address_1",
        "city",
        "state_province",
        "postal_code",
        "country",
        "address_type",
    },
    "accessibility": {"id"},
    "languages": {"id"},
    "cost_options": {"id"},
    "required_documents": {"id"},
    "contacts": {"id"},
    "attributes": {"id"},
    "taxonomy_term": {"id", "name", "description"},
    "taxonomy_detail": {"id", "name", "description"},
}
ALLOWED = {
    "service": {
        "organization_id",
        "alternate_name",
        "description",
        "url",
        "email",
        "interpretation_services",
        "application_process",
        "fees_description",
        "wait_time",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "assurer_email",
        "alert",
        "last_modified",
    },
    "organization": {"email", "website"},
    "phones": {"service_id", "type", "description"},
    "schedules": {
        "service_id",
        "freq",
        "byday",
        "opens_at",
        "closes_at",
        "description",
    },
    "service_areas": {"service_id", "name", "extent", "extent_type"},
    "service_at_locations": {"service_id", "location_id"},
    "location": {"name", "transportation", "latitude", "longitude"},
    "addresses": {"location_id"},
    "accessibility": {"location_id", "description"},
    "languages": {"service_id", "name", "code"},
    "cost_options": {"service_id", "option", "currency", "amount"},
    "required_documents": {"service_id", "document"},
    "contacts": {"service_id", "name", "title", "department"},
    "attributes": {"link_id", "link_entity"},
    "taxonomy_term": {"code", "taxonomy"},
    "taxonomy_detail": set(),
}


@pytest.fixture(scope="module")
def services():
    return json.loads(FILE.read_text(encoding="utf-8"))["contents"]


def parts(kind, value):
    """Every object in the tree of one service, with the kind of object it is."""
    yield kind, value
    for key, child in value.items():
        for each in child if isinstance(child, list) else [child]:
            if isinstance(each, dict):
                yield from parts(key, each)


def test_every_object_holds_what_hsds_requires_and_nothing_it_does_not_know(services):
    for service in services:
        for kind, value in parts("service", service):
            keys = set(value)
            assert REQUIRED[kind] <= keys, (
                service["name"],
                kind,
                REQUIRED[kind] - keys,
            )
            assert keys <= REQUIRED[kind] | ALLOWED[kind] | set(REQUIRED), (kind, keys)


def test_every_id_is_a_uuid_and_every_service_has_its_own(services):
    for service in services:
        for _kind, value in parts("service", service):
            assert UUID(value["id"]).version == 5

    assert len({service["id"] for service in services}) == len(services) == 112


def test_one_id_always_means_the_same_organisation_place_and_term(services):
    seen = {}
    for service in services:
        for kind, value in parts("service", service):
            if kind in {"organization", "location", "taxonomy_term", "taxonomy_detail"}:
                assert seen.setdefault(value["id"], value) == value


def test_ids_that_point_upwards_point_at_their_owner(services):
    for service in services:
        assert service["organization_id"] == service["organization"]["id"]
        for _kind, value in parts("service", service):
            assert value.get("service_id", service["id"]) == service["id"]
            assert value.get("link_id", service["id"]) == service["id"]
        for place in service.get("service_at_locations", []):
            assert place["location_id"] == place["location"]["id"]


def test_dates_times_and_ages_can_be_read(services):
    for service in services:
        assert date.fromisoformat(service["assured_date"])
        assert datetime.fromisoformat(service["last_modified"])
        assert service.get("minimum_age", 0) <= service.get("maximum_age", 120)
        for schedule in service.get("schedules", []):
            assert time.fromisoformat(schedule["opens_at"]) < time.fromisoformat(
                schedule["closes_at"]
            )
            assert set(schedule["byday"].split(",")) <= {
                "MO",
                "TU",
                "WE",
                "TH",
                "FR",
                "SA",
                "SU",
            }


def test_services_are_for_the_invented_municipalities_or_the_whole_country(services):
    extents = Counter(
        (area["extent_type"], area["extent"])
        for service in services
        for area in service["service_areas"]
    )

    assert set(extents) == {
        ("municipality", "9901"),
        ("municipality", "9902"),
        ("municipality", "9903"),
        ("country", "NO"),
    }
    assert extents["municipality", "9901"] > extents["municipality", "9902"]


def test_nobody_real_can_be_called_written_to_or_visited(services):
    for service in services:
        for kind, value in parts("service", service):
            if kind == "phones":
                assert re.fullmatch(r"99 00 1\d \d\d|113", value["number"]), value
            if kind == "addresses":
                assert value["postal_code"] in {"9995", "9996", "9997", "9998"}
            for key in ("email", "assurer_email"):
                assert value.get(key, "x@y.example").endswith(".example")
            for key in ("url", "website"):
                assert ".example" in value.get(key, "https://x.example")


REAL_NAMES = re.compile(
    r"\b(Tromsø|Troms|Drammen|Hamar|Ålesund|Alta|Sunnfjord|Volda|Voss|Førde|Møre|Romsdal|Muritunet|Valnesfjord"
    r"|CatoSenteret|Sunnaas|Blindeforbund|LHL|Handikapforbund|Mental Helse|Helse Nord|Helse Sør|UNN|Bufetat"
    r"|Husbanken|Pasientreiser|helsenorge|Nordland|Finnmark)\b"
)


def test_no_real_institution_or_place_is_left_in_the_texts(services):
    for service in services:
        assert not REAL_NAMES.search(json.dumps(service, ensure_ascii=False)), service["name"]


def test_each_service_says_who_it_is_for_and_how_to_get_it(services):
    for service in services:
        taxonomies = {each["taxonomy_term"]["taxonomy"] for each in service["attributes"]}

        assert {
            "målgruppe",
            "funksjonsområde",
            "nivå",
            "inngang",
            "tekstspråk",
        } <= taxonomies
        assert service["application_process"]
        assert service["eligibility_description"]
        assert service["phones"]


def test_three_written_languages_and_northern_sami_names_are_there(services):
    written = Counter(
        each["taxonomy_term"]["code"]
        for service in services
        for each in service["attributes"]
        if each["taxonomy_term"]["taxonomy"] == "tekstspråk"
    )

    assert written == {"nb": 63, "nn": 43, "en": 6}
    assert sum("alternate_name" in service for service in services) == 6
