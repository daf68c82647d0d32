"""The register files are whole and agree with each other, before any model reads them."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from ke_portal import organisations

FOLDER = Path(organisations.__file__).parent / "data"
REGIONS = {"Helse Nord", "Helse Midt-Norge", "Helse Vest", "Helse Sør-Øst"}


def table(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def municipalities():
    return table("municipalities.csv")


@pytest.fixture(scope="module")
def organisation_by_key():
    listed = document("organisations.json")["organisations"]
    by_key = {each["key"]: each for each in listed}
    assert len(by_key) == len(listed)
    return by_key


@pytest.fixture(scope="module")
def organisation_by_name(organisation_by_key):
    return {each["name"]: each for each in organisation_by_key.values()}


@pytest.fixture(scope="module")
def units():
    return document("units.json")["units"]


def test_there_are_357_municipalities_with_numbers_of_four_digits(municipalities):
    numbers = [row["number"] for row in municipalities]

    assert len(numbers) == len(set(numbers)) == 357
    assert all(re.fullmatch(r"\d{4}", number) for number in numbers)
    assert numbers == sorted(numbers)


def test_a_municipality_number_starts_with_the_number_of_its_county(municipalities):
    for row in municipalities:
        assert row["number"].startswith(row["county_number"]), row

    assert len({row["county_number"] for row in municipalities}) == 15
    assert len({(row["county_number"], row["county"]) for row in municipalities}) == 15


def test_language_form_is_bokmal_nynorsk_or_neutral(municipalities):
    assert {row["language_form"] for row in municipalities} == {"nb", "nn", ""}


def test_the_sami_names_are_with_their_municipalities(municipalities):
    names = {row["number"]: row["official_names"] for row in municipalities}

    assert names["5612"] == "Guovdageaidnu"
    assert names["5540"] == "Gáivuotna"


def test_every_municipality_has_a_known_trust_in_its_region(
    municipalities, organisation_by_name, organisation_by_key
):
    for row in municipalities:
        trust = organisation_by_name[row["trust"]]

        assert trust["kind"] == "trust", row
        assert trust["has_catchment"], row
        assert organisation_by_key[trust["region"]]["name"] == row["region"], row


def test_every_trust_with_an_area_serves_someone(municipalities, organisation_by_name):
    serving = {row["trust"] for row in municipalities}
    with_area = {
        name
        for name, each in organisation_by_name.items()
        if each["kind"] == "trust" and each["has_catchment"]
    }

    assert serving == with_area
    assert len(serving) == 19


def test_oslo_has_15_districts_split_between_four_hospitals(organisation_by_name):
    districts = table("districts.csv")

    assert [row["number"] for row in districts] == [f"0301{n:02}" for n in range(1, 16)]
    assert {row["municipality_number"] for row in districts} == {"0301"}
    assert len({row["name"] for row in districts}) == 15
    assert Counter(row["hospital"] for row in districts) == {
        "Oslo universitetssykehus": 5,
        "Lovisenberg diakonale sykehus": 4,
        "Diakonhjemmet sykehus": 3,
        "Akershus universitetssykehus": 3,
    }
    assert {row["hospital"] for row in districts} <= set(organisation_by_name)


def test_a_private_hospitals_area_is_the_same_in_both_files(organisation_by_key):
    districts = table("districts.csv")
    for each in organisation_by_key.values():
        if each["kind"] == "private_hospital":
            served = [row["number"] for row in districts if row["hospital"] == each["name"]]

            assert each["catchment_districts"] == served


def test_the_four_regions_each_have_a_regional_coordinating_unit(organisation_by_key, units):
    by_key = {unit["key"]: unit for unit in units}
    regions = [each for each in organisation_by_key.values() if each["kind"] == "region"]

    assert {region["name"] for region in regions} == REGIONS
    for region in regions:
        unit = by_key[region["coordinating_unit"]]
        assert unit["level"] == "region"
        assert unit["organisation"] == region["key"]


def test_organisations_point_at_regions_and_hosts_that_exist(organisation_by_key):
    for each in organisation_by_key.values():
        if "region" in each:
            assert organisation_by_key[each["region"]]["kind"] == "region"
        if each.get("host"):
            assert organisation_by_key[each["host"]]["kind"] == "trust"


def test_every_county_has_one_state_governor(municipalities, organisation_by_key):
    counties = [
        county
        for each in organisation_by_key.values()
        if each["kind"] == "state_governor"
        for county in each["counties"]
    ]

    assert sorted(counties) == sorted({row["county_number"] for row in municipalities})


def test_a_unit_belongs_to_one_known_owner(municipalities, organisation_by_key, units):
    numbers = {row["number"] for row in municipalities}
    assert len({unit["key"] for unit in units}) == len(units)
    for unit in units:
        if unit["level"] == "municipality":
            assert unit["municipality"] in numbers
            assert unit["organisation"] is None
        else:
            assert unit["organisation"] in organisation_by_key
            assert unit["municipality"] is None
        assert unit["form"] in {"person", "team", "office", "leader_group", ""}
        assert unit["host"] is None or unit["host"] in organisation_by_key


def test_the_described_units_keep_their_form(units):
    by_key = {unit["key"]: unit for unit in units}

    tolga = by_key["ke-tolga"]
    assert tolga["form"] == "leader_group"
    assert tolga["placed_under"] == "Kommunaldirektøren"
    assert len(tolga["members"]) == 6
    assert sum(member["is_system_coordinator"] for member in tolga["members"]) == 1

    hammerfest = by_key["ke-hammerfest"]
    assert hammerfest["form"] == "person"
    assert [team["about"] for team in hammerfest["teams"]] == [
        "Habilitering",
        "Rehabilitering",
    ]
    assert hammerfest["phone"] == "78 40 27 05"

    assert by_key["ke-oslo-universitetssykehus"]["source_updated_on"] == "2023-12-14"


def test_the_four_regional_units_answer_the_national_line(units):
    line = document("units.json")["national_phone"]

    assert line["phone"] == "800 300 61"
    assert line["answered_by"] == [unit["key"] for unit in units if unit["level"] == "region"]


def test_networks_divide_the_municipalities_of_their_trust(municipalities, organisation_by_key):
    networks = document("networks.json")["networks"]
    members = [member for network in networks for member in network["members"]]
    trust = organisation_by_key["helse-more-og-romsdal"]["name"]

    assert {network["trust"] for network in networks} == {"helse-more-og-romsdal"}
    assert sorted((member["number"], member["name"]) for member in members) == [
        (row["number"], row["name"]) for row in municipalities if row["trust"] == trust
    ]
