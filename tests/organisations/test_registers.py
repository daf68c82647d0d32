"""The registers as rows: loaded once, renewed after, and never over what somebody here has set."""

import pytest
from django.core.management import call_command
from django.db.models import Max, Min

from ke_portal.organisations.models import (
    Catchment,
    CoordinatingUnit,
    Municipality,
    Organisation,
    OrganisationKind,
    UnitLevel,
)
from ke_portal.organisations.registers import FOLDER, load_registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def registers(db):
    return load_registers()


def test_the_command_loads_every_register(capsys):
    call_command("load_registers")

    assert Municipality.objects.filter(part_of=None).count() == 357
    assert Municipality.objects.get(number="0301").districts.count() == 15
    assert Organisation.objects.filter(kind=OrganisationKind.REGION).count() == 4
    assert Organisation.objects.filter(kind=OrganisationKind.TRUST).count() == 20
    assert "new" in capsys.readouterr().out


def test_loading_again_adds_nothing(registers):
    again = load_registers()

    assert again.added.total() == 0
    assert again.changed["Municipality"] == 0


def test_a_municipality_that_changed_its_name_keeps_its_row(registers):
    municipality = Municipality.objects.get(number="1101")
    Municipality.objects.filter(pk=municipality.pk).update(name="Egersund", language_form="nn")

    again = load_registers()

    municipality.refresh_from_db()
    assert (municipality.name, municipality.language_form) == ("Eigersund", "nb")
    assert again.changed["Municipality"] == 1


def test_a_former_municipality_with_the_same_number_is_left_alone(registers):
    Municipality.objects.filter(number="1101").update(valid_to="2019-12-31", name="Gamle Eigersund")

    load_registers()

    assert Municipality.objects.get(number="1101", valid_to=None).name == "Eigersund"
    assert Municipality.objects.get(number="1101", valid_to__isnull=False).name == "Gamle Eigersund"


def test_every_municipality_and_district_is_served_by_one_hospital(registers):
    served = Municipality.objects.exclude(number="0301")

    assert Catchment.objects.count() == served.count() == 371
    assert set(Catchment.objects.values_list("municipality", flat=True)) == set(
        served.values_list("pk", flat=True)
    )


def test_an_area_that_was_corrected_stays_corrected(registers):
    area = Catchment.objects.get(municipality__number="030101")
    other = Organisation.objects.get(name="Diakonhjemmet sykehus")
    Catchment.objects.filter(pk=area.pk).update(trust=other)

    load_registers()

    assert Catchment.objects.get(municipality__number="030101").trust == other


def test_a_trust_is_part_of_its_region_and_a_private_hospital_is_not(registers):
    trust = Organisation.objects.get(name="Finnmarkssykehuset")
    private = Organisation.objects.get(name="Diakonhjemmet sykehus")

    assert trust.parent.name == "Helse Nord"
    assert (private.parent, private.has_agreement) == (None, True)


def test_units_come_in_the_form_that_is_known_and_empty_where_it_is_not(registers):
    tolga = CoordinatingUnit.objects.get(organisation__municipality__number="3426")
    nord = CoordinatingUnit.objects.get(organisation__name="Helse Nord")
    hammerfest = CoordinatingUnit.objects.get(organisation__municipality__number="5603")

    assert (tolga.form, tolga.members.count()) == ("leader_group", 6)
    assert (nord.form, nord.level) == ("", UnitLevel.REGION)
    assert hammerfest.visiting_address.endswith("9600 Hammerfest")
    assert hammerfest.teams.count() == 2
    assert not CoordinatingUnit.objects.filter(is_ours=True).exists()


def test_our_own_unit_is_never_overwritten(registers):
    unit = CoordinatingUnit.objects.get(organisation__municipality__number="5603")
    CoordinatingUnit.objects.filter(pk=unit.pk).update(
        is_ours=True, phone="99 00 11 22", form="team"
    )

    load_registers()

    unit.refresh_from_db()
    assert (unit.phone, unit.form) == ("99 00 11 22", "team")


def test_every_municipality_and_district_lies_where_its_county_lies(registers):
    placed = Municipality.objects.filter(valid_to=None, is_invented=False)

    assert not placed.filter(latitude=None).exists()
    for county in placed.values_list("county_name", flat=True).distinct():
        there = placed.filter(county_name=county).aggregate(
            tall=Max("latitude") - Min("latitude"), wide=Max("longitude") - Min("longitude")
        )
        assert there["tall"] < 5, county
        assert there["wide"] < 11, county
    oslo = placed.get(number="0301")
    assert (oslo.latitude, oslo.longitude) == (59.91, 10.75)


def test_a_file_with_an_unknown_hospital_changes_nothing(tmp_path, registers):
    Municipality.objects.filter(number="1101").update(name="Egersund")
    for file in (
        "municipalities.csv",
        "districts.csv",
        "centres.csv",
        "organisations.json",
        "units.json",
    ):
        (tmp_path / file).write_text((FOLDER / file).read_text(encoding="utf-8"), encoding="utf-8")
    units = tmp_path / "units.json"
    units.write_text(
        units.read_text(encoding="utf-8").replace('"helse-bergen"', '"helse-ingensteds"'),
        encoding="utf-8",
    )

    with pytest.raises(KeyError, match="helse-ingensteds"):
        load_registers(tmp_path)

    assert Municipality.objects.get(number="1101").name == "Egersund"
