"""Whatever was read from a file, open data is HSDS 3.0 by its strict reading, and asks by the standard's names."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ke_portal.desks.demo.catalogue import FILE as DEMO_FILE
from services_catalog.access import identity_of
from services_catalog.actions import import_services
from services_catalog.hsds import standard
from services_catalog.models import Service, Taxonomy, Term
from tests.factories import MunicipalityFactory, OrganisationFactory, ServiceFactory, TermFactory
from tests.services_catalog import strict

pytestmark = pytest.mark.django_db

BASE = "/api/hsds/"
LISTS = {
    "services": ("service_in_list", "service"),
    "organizations": ("organization_in_list", "organization_with_services"),
    "service_at_locations": (
        "service_at_location_in_list",
        "service_at_location_with_service",
    ),
    "taxonomies": ("taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}


def get(client, path, code=200, **query):
    response = client.get(BASE + path, query)
    assert response.status_code == code, response.content
    return response.json()


def read_in(*records):
    return import_services(list(records), source="prøve", by=None)


@pytest.fixture
def example():
    return json.loads((strict.FOLDER / "example_service_full.json").read_text())


@pytest.fixture
def demo():
    return json.loads(DEMO_FILE.read_text())["contents"]


@pytest.fixture
def directory(example, demo):
    """The standard's own example, the demo services, and some made in the portal."""
    read_in(example, *demo[:15])
    provider = OrganisationFactory(
        name="Solvåg friskliv", phone="99 00 12 34", organisation_number="999999999"
    )
    ServiceFactory(
        name="Laget her",
        provider=provider,
        terms=[TermFactory(code="barn")],
        url="https://www.solvåg.example/tjenester/gåtur",
        address="Helsehuset, Storgata 1",
        prices="Per gang: 50 kr",
        opening_hours="Mandag kl. 9–15",
        contact="Lydhør Måke",
        phone="99 00 12 34",
        languages=["nb", "se"],
        required_documents="Henvisning",
        accessibility="Trinnfri inngang",
    ).areas.create(extent_type="municipality", extent="9901")
    ServiceFactory(name="Uten noe", provider=None, description="")


def test_our_table_of_objects_is_the_standards():
    kinds = {"uuid": "uuid", "uri": "uri", "email": "email", "date-time": "moment"}
    pairs = {
        "whole_organization": "organization_with_services",
        "whole_service_at_location": "service_at_location_with_service",
        "placed_service": "service_of_location",
    }
    for name in standard.names():
        theirs = strict.STANDARD["$defs"][pairs.get(name, name)]
        ours = standard.fields_of(name)
        assert {field.name for field in ours} == set(theirs["properties"]), name
        assert {f.name for f in ours if f.is_required} == set(theirs["required"]), name
        for field in ours:
            their = theirs["properties"][field.name]
            assert field.is_list == (their.get("type") == "array"), (name, field)
            assert bool(field.part) == (field.is_list or "$ref" in their), (name, field)
            if "format" in their:
                assert field.kind == kinds[their["format"]], (name, field)
            if "enum" in their:
                assert standard.WORDS[field.kind] == tuple(their["enum"]), (name, field)


@pytest.mark.parametrize("path", LISTS)
def test_lists_and_single_records_hold_by_the_strict_reading(client, directory, path):
    in_list, whole = LISTS[path]
    page = get(client, path, per_page=500)

    assert page["total_items"] == len(page["contents"]) > 2
    assert strict.page_faults(page, in_list) == []
    for record in page["contents"]:
        assert strict.faults(get(client, f"{path}/{record['id']}"), whole) == []


def test_everything_of_the_standards_example_is_given(client, example):
    read_in(example)

    data = get(client, f"services/{example['id']}")

    added = {"organization_id": example["organization"]["id"]}
    terms = {"attributes": data["attributes"]}
    assert data == example | added | terms
    assert data["attributes"][0]["taxonomy_term"]["term_uri"] == "http://example.com"


@pytest.mark.parametrize("ask", [{"full": "true"}, {"full_service": "true"}])
def test_whole_organisations_hold_their_services(client, directory, ask):
    page = get(client, "organizations", per_page=500, **ask)

    assert strict.page_faults(page, "organization_with_services") == []
    friskliv = next(each for each in page["contents"] if each["name"] == "Solvåg friskliv")
    assert [service["name"] for service in friskliv["services"]] == ["Laget her"]
    assert ("description" in friskliv["services"][0]) is ("full_service" in ask)
    assert friskliv["phones"][0]["number"] == "99 00 12 34"
    assert friskliv["organization_identifiers"][0]["identifier"] == "999999999"


def test_full_gives_whole_services(client, directory):
    page = get(client, "services", full="true", per_page=500)

    assert strict.page_faults(page, "service") == []
    assert any("service_at_locations" in each for each in page["contents"])


def test_what_a_file_says_wrongly_is_kept_but_not_published(client, record):
    read_in(
        record(
            made_up={"a": 1},
            fees=None,
            program={"id": "ikke-uuid", "name": "Program"},
            contacts=[{"name": "Uten id", "email": "ikke e-post", "phones": [{"id": "x"}]}],
            service_at_locations=[
                {
                    "id": "s",
                    "location": {
                        "url": "ikke adresse",
                        "latitude": "59.9",
                        "addresses": [{"id": "a", "city": "Solvåg"}],
                        "schedules": [{"freq": "DAILY", "count": True}],
                    },
                }
            ],
            metadata=[{"id": "m"}],
            last_modified="2026-01-15 09:30",
        )
    )
    service = Service.objects.get()

    data = get(client, f"services/{service.public_id}")

    assert strict.faults(data, "service") == []
    assert not {"made_up", "fees", "metadata"} & set(data)
    assert data["contacts"][0].keys() == {"id", "name"}
    assert data["program"]["description"] == "Program"
    assert service.hsds["made_up"] == {"a": 1}


def test_the_same_term_has_one_id_everywhere(client, record):
    other = record(2)
    other["attributes"][0]["taxonomy_term"]["id"] = "0b7b0b1c-0000-5000-8000-000000000001"
    read_in(record(1), other)

    ids = {
        service["attributes"][0]["taxonomy_term"]["id"]
        for service in get(client, "services", full="true")["contents"]
    }

    assert ids == {str(Term.objects.get().public_id)}


def names(data):
    return [record["name"] for record in data["contents"]]


def test_services_are_narrowed_by_what_is_asked(client):
    child = TermFactory(code="barn")
    old = ServiceFactory(name="Leketek", terms=[child])
    new = ServiceFactory(name="Logoped")
    ServiceFactory(name="Kladd", status="draft", terms=[child])
    moment = timezone.now() - timezone.timedelta(days=100)
    Service.objects.filter(pk=old.pk).update(changed_at=moment)

    assert names(get(client, "services", taxonomy_term_id=child.public_id)) == ["Leketek"]
    assert names(get(client, "services", taxonomy_id=child.taxonomy.public_id)) == ["Leketek"]
    by_provider = get(client, "services", organization_id=identity_of(new.provider))
    assert names(by_provider) == ["Logoped"]
    for at, found in (
        (moment, ["Leketek", "Logoped"]),
        (moment + timezone.timedelta(days=1), ["Logoped"]),
    ):
        assert names(get(client, "services", modified_after=at.isoformat())) == found
    since = (moment + timezone.timedelta(days=1)).date()
    assert names(get(client, "services", modified_after=since)) == ["Logoped"]
    assert names(get(client, "services", search="logoped")) == ["Logoped"]
    assert get(client, "services", taxonomy_term_id="finnes-ikke")["empty"] is True


def test_minimal_gives_ids_of_all_on_one_page(client):
    services = [ServiceFactory() for _ in range(60)]

    page = get(client, "services", minimal="true")

    assert {each["id"] for each in page["contents"]} == {str(each.public_id) for each in services}
    assert {frozenset(each) for each in page["contents"]} == {frozenset({"id", "modified_date"})}
    assert (page["total_pages"], page["last_page"]) == (1, True)
    assert get(client, "services", minimal="true", per_page=7)["size"] == 7


def test_lines_give_all_without_pages(client):
    for number in range(7):
        ServiceFactory(name=f"Tjeneste {number}")

    response = client.get(BASE + "services", {"format": "ndjson", "per_page": 2, "full": "true"})

    assert response["Content-Type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]
    assert [line["name"] for line in lines] == [f"Tjeneste {number}" for number in range(7)]
    assert [fault for line in lines for fault in strict.faults(line, "service")] == []


@pytest.mark.parametrize("path", [*LISTS])
def test_every_list_comes_as_lines_too(client, directory, path):
    response = client.get(BASE + path, {"format": "ndjson"})

    lines = b"".join(response.streaming_content).splitlines()
    assert len(lines) == get(client, path)["total_items"]


def test_places_are_found_by_postcode_and_distance(client):
    here = MunicipalityFactory(number="9901")
    there = MunicipalityFactory(number="9902")
    near = {"postal_code": "9995", "latitude": 69.65, "longitude": 18.95, "municipality": here}
    far = {"postal_code": "9980", "latitude": 69.75, "longitude": 18.95, "municipality": there}
    for name, municipality, place in (("Vår", here, near), ("Naboens", there, far)):
        service = ServiceFactory(name=name)
        service.areas.create(extent_type="municipality", municipality=municipality)
        service.places.create(name=f"Huset {name}", **place)
    ServiceFactory(name="Uten sted")
    ServiceFactory(name="Med linje", address="Helsehuset, Storgata 1")

    def found(**ask):
        contents = get(client, "service_at_locations", **ask)["contents"]
        return [each["service"]["name"] for each in contents]

    assert found() == ["Med linje", "Naboens", "Vår"]
    assert found(postcode="9995") == ["Med linje", "Vår"]
    assert found(postcode="9995", proximity=5_000) == ["Vår"]
    assert found(postcode="9995", proximity=12_000) == ["Naboens", "Vår"]
    assert found(postcode="0001", proximity=12_000) == found(postcode="0001") == []
    assert found(search="naboens") == ["Naboens"]


def test_the_places_are_those_of_the_services(client, directory, demo):
    def told():
        of_services = [
            (service["id"], place["id"])
            for service in get(client, "services", full="true", per_page=500)["contents"]
            for place in service.get("service_at_locations", [])
        ]
        by_place = get(client, "service_at_locations", per_page=500)["contents"]
        return of_services, [(place["service_id"], place["id"]) for place in by_place]

    of_services, by_place = told()
    assert of_services == by_place
    assert len(by_place) > 15

    some = Service.objects.filter(places__isnull=False).first()
    some.places.create(name="Et nytt sted")
    some.places.first().delete()
    text = Service.objects.exclude(address="").first()
    text.address = "Et annet sted\nOg ett til"
    text.save()
    of_services, by_place = told()
    assert of_services == by_place


def test_a_place_that_is_gone_is_not_given(client):
    service = ServiceFactory()
    place = service.places.create(name="Helsehuset")
    url = f"service_at_locations/{place.public_id}"
    assert get(client, url)["location"]["name"] == "Helsehuset"

    Service.objects.update(status="closed")
    get(client, url, code=404)
    Service.objects.update(status="active")
    place.delete()
    get(client, url, code=404)


def test_words_narrow_providers_taxonomies_and_terms(client):
    OrganisationFactory(name="Uten tjenester")
    ServiceFactory(
        provider=OrganisationFactory(name="Solvåg friskliv"), terms=[TermFactory(name="Barn")]
    )
    ServiceFactory(provider=OrganisationFactory(name="Havet"))
    taxonomy = Taxonomy.objects.create(name="diagnose")

    assert names(get(client, "organizations")) == ["Havet", "Solvåg friskliv"]
    assert names(get(client, "organizations", search="FRISK solvåg")) == ["Solvåg friskliv"]
    assert names(get(client, "taxonomies", search="diag")) == ["diagnose"]
    assert names(get(client, "taxonomy_terms", search="barn")) == ["Barn"]
    assert names(get(client, "taxonomy_terms", taxonomy_id=taxonomy.public_id)) == []
    assert names(get(client, "taxonomy_terms", top_only="true")) == ["Barn"]
    assert names(get(client, "taxonomy_terms", parent_id=taxonomy.public_id)) == []


def test_pages_say_where_they_are(client):
    for _ in range(5):
        ServiceFactory()
    said = {
        number: {
            key: value
            for key, value in get(client, "services", per_page=2, page=number).items()
            if key in {"size", "first_page", "last_page", "empty"}
        }
        for number in (1, 3, 4)
    }

    assert said == {
        1: {"size": 2, "first_page": True, "last_page": False, "empty": False},
        3: {"size": 1, "first_page": False, "last_page": True, "empty": False},
        4: {"size": 0, "first_page": False, "last_page": True, "empty": True},
    }


@pytest.mark.parametrize("full", ["false", "true"])
@pytest.mark.parametrize("path", LISTS)
def test_queries_do_not_grow_with_the_directory(client, path, full):
    def add():
        service = ServiceFactory(
            terms=[TermFactory(), TermFactory(taxonomy__name=f"inndeling {Term.objects.count()}")]
        )
        service.areas.create(extent_type="country", extent="NO")
        service.places.create(name="Helsehuset", postal_code="9995")

    def count():
        with CaptureQueriesContext(connection) as queries:
            get(client, path, full=full)
        return len(queries)

    add()
    with_one = count()
    for _ in range(4):
        add()

    assert count() == with_one <= 19
