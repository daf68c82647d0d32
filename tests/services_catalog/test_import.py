"""HSDS comes in whole or not at all, and goes out as it came."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

import services_catalog
from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Organisation
from services_catalog import access, actions, hsds
from services_catalog.models import Service, ServiceStatus
from tests.factories import MunicipalityFactory, OrganisationFactory, TermFactory

pytestmark = pytest.mark.django_db

DEMO = Path(services_catalog.__file__).parent / "demo" / "services.json"


def read_in(*records):
    return actions.import_services(list(records), source="tjenester.json", by=None)


def written(service_id):
    return hsds.write_service(access.open_service_by_id(service_id))


def test_a_record_becomes_a_service_that_can_be_found(record):
    municipality = MunicipalityFactory(number="9901", name="Solvåg")

    result = read_in(record())

    service = Service.objects.get()
    assert (result.added, result.changed, result.unchanged) == (1, 0, 0)
    assert service.slug == "dagrehabilitering-1"
    assert service.provider.name == "Solvåg kommune"
    hours = service.hours.get()
    assert (hours.kind, hours.days, str(hours.opens_at)) == ("phone", [0, 1, 2, 3, 4], "08:30:00")
    assert service.opening_hours == ""
    assert service.areas.get().municipality == municipality
    assert service.target_groups == ["Voksne"]
    event = Event.objects.get(verb=Verb.SERVICES_IMPORTED)
    assert event.detail == {"added": 1, "changed": 0, "unchanged": 0}


def test_reading_the_same_file_again_changes_nothing(record):
    read_in(record(1), record(2))
    before = list(Service.objects.order_by("pk").values())

    result = read_in(record(1), record(2))

    assert (result.added, result.changed, result.unchanged) == (0, 0, 2)
    assert list(Service.objects.order_by("pk").values()) == before


def test_a_changed_record_changes_its_service_and_keeps_its_address(record):
    read_in(record())

    result = read_in(record(name="Dagtilbud med trening", attributes=[], service_areas=[]))

    service = Service.objects.get()
    assert (result.changed, service.name, service.slug) == (
        1,
        "Dagtilbud med trening",
        "dagrehabilitering-1",
    )
    assert not service.terms.exists()
    assert not service.areas.exists()


def test_two_services_of_one_name_get_addresses_of_their_own(record):
    read_in(record(1, name="Logoped"), record(2, name="Logoped"), record(3, name="Logoped"))

    assert set(Service.objects.values_list("slug", flat=True)) == {
        "logoped",
        "logoped-solvag-kommune",
        "logoped-solvag-kommune-2",
    }


def test_the_provider_we_know_is_used_by_name_then_by_id(record):
    known = OrganisationFactory(name="Solvåg kommune")
    read_in(record())
    assert Service.objects.get().provider == known

    organization = record()["organization"] | {"name": "Nye Solvåg kommune"}
    read_in(record(organization=organization))

    known.refresh_from_db()
    assert known.name == "Nye Solvåg kommune"
    assert Organisation.objects.count() == 1


def test_a_provider_cannot_take_the_name_of_another(record):
    read_in(record())
    OrganisationFactory(name="Granfjord kommune", kind=Service.objects.get().provider.kind)
    organization = record()["organization"] | {"name": "Granfjord kommune"}

    with pytest.raises(hsds.BadRecords, match=r"organization\.name"):
        read_in(record(organization=organization))


def test_export_gives_back_exactly_what_was_read(record):
    whole = record(
        metadata=[{"id": "x"}], cost_options=[{"id": "y", "option": "Gratis", "amount": 0}]
    )
    read_in(whole)

    assert written(whole["id"]) == whole


def test_the_demo_catalogue_makes_the_round_trip(tmp_path):
    call_command("import_services", DEMO)
    call_command("export_services", tmp_path / "ut.json")

    came = {each["id"]: each for each in json.loads(DEMO.read_text())["contents"]}
    went = {each["id"]: each for each in json.loads((tmp_path / "ut.json").read_text())["contents"]}
    assert went == came
    result = actions.import_services(list(went.values()), source="ut.json", by=None)
    assert result.unchanged == len(came)


def test_what_an_editor_changes_is_what_is_exported(record, persona):
    read_in(record())
    service = Service.objects.get()
    term = TermFactory(code="eldre", name="Eldre")
    municipality = MunicipalityFactory(number="9902", name="Granfjord")

    actions.change_service(
        service,
        by=persona("a catalogue editor"),
        phone="99 00 99 99",
        status=ServiceStatus.PAUSED,
        opening_hours="Åpent hele døgnet",
        required_documents="Henvisning\nLegeliste",
        address="Helsehuset, Storgata 1, 9995 Solvåg",
        languages=["nb", "se"],
        minimum_age=None,
        assured_on=timezone.localdate(),
        terms=[term],
    )
    area = service.areas.get()
    area.municipality, area.name = municipality, "Granfjord"
    area.save()

    out = written(service.public_id)
    assert out["status"] == "temporarily closed"
    assert out["phones"] == [
        {
            "id": record()["phones"][0]["id"],
            "number": "99 00 99 99",
            "type": "voice",
            "extension": 3,
        }
    ]
    assert [each["description"] for each in out["schedules"]] == [
        "Telefontid",
        "Åpent hele døgnet",
    ]
    assert [each["document"] for each in out["required_documents"]] == ["Henvisning", "Legeliste"]
    assert out["service_at_locations"][0]["location"]["location_type"] == "physical"
    assert [each["code"] for each in out["languages"]] == ["nb", "se"]
    assert "minimum_age" not in out
    assert out["assured_date"] == timezone.localdate().isoformat()
    assert [each["taxonomy_term"]["code"] for each in out["attributes"]] == ["eldre"]
    assert [(each["extent"], each["name"]) for each in out["service_areas"]] == [
        ("9902", "Granfjord")
    ]
    assert out["licenses"] == "Noe vi ikke har kolonne til"
    # What was written can be read, and says the same.
    before = Service.objects.values().get()
    assert read_in(out).unchanged == 1
    assert Service.objects.values().get() == before


def test_a_service_made_here_gets_a_whole_record(persona):
    service = Service(
        name="Språkkafé på Øya", status=ServiceStatus.ACTIVE, provider=OrganisationFactory()
    )
    editor = persona("a catalogue editor")
    actions.change_service(
        service, by=editor, description="Kom og øv på å snakke.", phone="99 00 11 11"
    )

    assert service.slug == "sprakkafe-pa-oya"
    assert Event.objects.get(verb=Verb.SERVICE_ADDED).actor == str(editor.pk)
    out = written(service.public_id)
    assert {"id", "name", "status", "description", "organization", "phones"} <= out.keys()
    assert {"id", "name", "description"} <= out["organization"].keys()
    assert hsds.read_services([out])


BAD = [
    ({"id": "ikke-en-uuid"}, "id"),
    ({"id": None}, "id"),
    ({"name": ""}, "name"),
    ({"name": "x" * 300}, "name"),
    ({"name": None}, "name"),
    ({"status": "open"}, "status"),
    ({"status": ["active"]}, "status"),
    ({"description": 12}, "description"),
    ({"description": "null\x00tegn"}, "description"),
    ({"description": "halv \ud800 bokstav"}, "description"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"url": "www.solvag.example"}, "url"),
    ({"email": "ikke en adresse"}, "email"),
    ({"minimum_age": "atten"}, "minimum_age"),
    ({"minimum_age": -1}, "minimum_age"),
    ({"minimum_age": True}, "minimum_age"),
    ({"minimum_age": 67, "maximum_age": 18}, "maximum_age"),
    ({"assured_date": "2026-02-30"}, "assured_date"),
    ({"last_modified": "i går"}, "last_modified"),
    ({"phones": "99 00 12 34"}, "phones"),
    ({"phones": [{"number": 99001234}]}, "phones"),
    ({"organization": {"id": "x", "name": "Solvåg"}}, "organization"),
    ({"organization": []}, "organization"),
    ({"attributes": [{"taxonomy_term": {"id": "x", "name": "Barn"}}]}, "attributes"),
    ({"service_areas": [{"id": "x"}]}, "service_areas"),
    ({"service_areas": ["Solvåg"]}, "service_areas"),
    ({"licenses": float("nan")}, "licenses"),
]


@pytest.mark.parametrize(("different", "field"), BAD)
def test_one_bad_record_stops_the_whole_file_and_is_named(record, different, field):
    bad = record(2, **different)

    with pytest.raises(hsds.BadRecords) as raised:
        read_in(record(1), bad, record(3))

    assert [(problem.index, problem.field.split(".")[0]) for problem in raised.value.problems] == [
        (1, field)
    ]
    assert not Service.objects.exists()
    assert not Event.objects.exists()


def test_every_fault_is_told_at_once(record):
    with pytest.raises(hsds.BadRecords) as raised:
        read_in(record(1, status="?", name=""), "ikke et objekt", record(3), record(3))

    found = [(problem.index, problem.field) for problem in raised.value.problems]
    assert found == [(0, "name"), (0, "status"), (1, ""), (3, "id")]


@pytest.mark.parametrize("contents", [{}, "x", None, 3])
def test_contents_must_be_a_list(contents):
    with pytest.raises(hsds.BadRecords):
        actions.import_services(contents, source="x", by=None)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"x"', "[" * 100_000])
def test_a_file_that_is_not_hsds_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "feil.json"
    path.write_text(text)

    with pytest.raises(CommandError):
        call_command("import_services", path)


def test_the_command_names_each_bad_record(tmp_path, record, capsys):
    path = tmp_path / "feil.json"
    path.write_text(
        json.dumps({"contents": [record(1, status="open"), record(2, minimum_age="x")]})
    )

    with pytest.raises(CommandError, match="2"):
        call_command("import_services", path)

    told = capsys.readouterr().err
    assert f"contents[0] (id {record(1)['id']}), status:" in told
    assert f"contents[1] (id {record(2)['id']}), minimum_age:" in told


def test_the_least_that_hsds_asks_for_is_enough():
    least = {"id": "ac148810-d857-441c-9679-408f346de14b", "name": "Samtale", "status": "active"}

    assert read_in(least).added == 1
    assert read_in(least).unchanged == 1
    assert written(least["id"]) | least == written(least["id"])
