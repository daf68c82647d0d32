"""Loads the public registers of `data/`: municipalities, hospitals, regions and coordinating units.

Repeatable. A register says what is public about others, so it fills and renews facts and removes nothing:
our own unit, and areas that somebody here has corrected, stay as they are.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from ke_portal.organisations.models import (
    Catchment,
    CoordinatingUnit,
    Municipality,
    Organisation,
    OrganisationKind,
    UnitMember,
    UnitTeam,
)

FOLDER = Path(__file__).parent / "data"
SOURCE = "Offentlig register"


@dataclass
class Loaded:
    """How many rows were new and how many were renewed, by model name."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return f"{self.added.total()} new, {self.changed.total()} renewed"


@transaction.atomic
def load_registers(folder: Path = FOLDER) -> Loaded:
    """Read all register files of `folder`, all or nothing."""
    loaded = Loaded()
    municipalities = table(folder / "municipalities.csv")
    districts = table(folder / "districts.csv")
    organisations = json.loads((folder / "organisations.json").read_text(encoding="utf-8"))
    units = json.loads((folder / "units.json").read_text(encoding="utf-8"))
    centres = {row["number"]: row for row in table(folder / "centres.csv")}
    by_number = load_municipalities(municipalities, districts, centres, loaded)
    by_key = load_organisations(organisations["organisations"], loaded)
    load_catchments(municipalities, districts, by_number, loaded)
    for unit in units["units"]:
        load_unit(unit, by_key, by_number, loaded)
    return loaded


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by column name. A line that begins with # is a remark."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def degrees(centres: Mapping[str, Mapping[str, str]], number: str) -> dict[str, float | None]:
    """About where the centre of a municipality or district lies; nowhere when the file does not say."""
    row = centres.get(number, {})
    return {name: float(row[name]) if name in row else None for name in ("latitude", "longitude")}


def load_municipalities(
    municipalities: Iterable[Mapping[str, str]],
    districts: Iterable[Mapping[str, str]],
    centres: Mapping[str, Mapping[str, str]],
    loaded: Loaded,
) -> dict[str, Municipality]:
    """The municipalities of today, and the districts that act as one. Returns them by number."""
    upsert(
        Municipality,
        "number",
        [
            Municipality(
                number=row["number"],
                name=row["name"],
                official_names=row["official_names"],
                county_name=row["county"],
                language_form=row["language_form"],
                **degrees(centres, row["number"]),
            )
            for row in municipalities
        ],
        among=Municipality.objects.filter(valid_to=None),
        loaded=loaded,
        facts=["name", "official_names", "county_name", "language_form", "latitude", "longitude"],
    )
    by_number = current_by_number()
    upsert(
        Municipality,
        "number",
        [
            Municipality(
                number=row["number"],
                name=row["name"],
                county_name=by_number[row["municipality_number"]].county_name,
                language_form=by_number[row["municipality_number"]].language_form,
                part_of=by_number[row["municipality_number"]],
                **degrees(centres, row["number"]),
            )
            for row in districts
        ],
        among=Municipality.objects.filter(valid_to=None),
        loaded=loaded,
        facts=["name", "county_name", "language_form", "part_of_id", "latitude", "longitude"],
    )
    return current_by_number()


def current_by_number() -> dict[str, Municipality]:
    return {each.number: each for each in Municipality.objects.filter(valid_to=None)}


def load_organisations(
    listed: Iterable[Mapping[str, Any]], loaded: Loaded
) -> dict[str, Organisation]:
    """Health regions, trusts, private hospitals, assessment units, state governors. Returns them by key.

    Those that others are part of come before them in the file.
    """
    by_key: dict[str, Organisation] = {}
    for each in listed:
        kind = OrganisationKind(each["kind"])
        is_private = kind == OrganisationKind.PRIVATE_HOSPITAL
        # A private hospital has an agreement with the region and is no part of it.
        above = None if is_private else each.get("host") or each.get("region")
        organisation, is_new = Organisation.objects.update_or_create(
            kind=kind,
            name=each["name"],
            municipality=None,
            defaults={"parent": by_key[above] if above else None, "has_agreement": is_private},
        )
        count(loaded, Organisation, is_new=is_new)
        by_key[each["key"]] = organisation
    return by_key


def load_catchments(
    municipalities: Iterable[Mapping[str, str]],
    districts: Iterable[Mapping[str, str]],
    by_number: Mapping[str, Municipality],
    loaded: Loaded,
) -> None:
    """Which hospital serves where. A place that has one already keeps it, since areas are corrected by hand.

    A municipality with districts is served through them.
    """
    districts = list(districts)
    split = {row["municipality_number"] for row in districts}
    served = [
        (row["number"], row["trust"]) for row in municipalities if row["number"] not in split
    ] + [(row["number"], row["hospital"]) for row in districts]
    hospitals = {
        each.name: each
        for each in Organisation.objects.filter(
            kind__in=[OrganisationKind.TRUST, OrganisationKind.PRIVATE_HOSPITAL]
        )
    }
    settled = set(Catchment.objects.filter(valid_to=None).values_list("municipality_id", flat=True))
    fresh = [
        Catchment(trust=hospitals[name], municipality=by_number[number])
        for number, name in served
        if by_number[number].pk not in settled
    ]
    Catchment.objects.bulk_create(fresh)
    loaded.added[Catchment.__name__] += len(fresh)


def load_unit(
    unit: Mapping[str, Any],
    by_key: Mapping[str, Organisation],
    by_number: Mapping[str, Municipality],
    loaded: Loaded,
) -> None:
    """One coordinating unit as publicly described. What the source does not say is left as it is."""
    organisation = (
        by_key[unit["organisation"]]
        if unit["organisation"]
        else municipal_organisation(by_number[unit["municipality"]])
    )
    ours = CoordinatingUnit.objects.filter(organisation=organisation, is_ours=True)
    if ours.exists():
        return
    host = by_key[unit["host"]].name if unit["host"] else ""
    facts = {
        "form": unit["form"],
        "placed_under": unit["placed_under"] or host,
        "phone": unit["phone"],
        "email": unit["email"],
        "visiting_address": one_line(unit["visiting_address"]),
        "postal_address": one_line(unit["postal_address"]),
        "confirmed_on": unit["source_updated_on"],
    }
    known = {name: value for name, value in facts.items() if value}
    saved, is_new = CoordinatingUnit.objects.update_or_create(
        organisation=organisation,
        defaults={
            "level": unit["level"],
            "display_name": unit["name"],
            "source": SOURCE,
            **known,
        },
    )
    count(loaded, CoordinatingUnit, is_new=is_new)
    for team in unit["teams"]:
        UnitTeam.objects.update_or_create(
            unit=saved, name=team["name"], defaults={"about": team["about"]}
        )
    for member in unit["members"]:
        UnitMember.objects.get_or_create(unit=saved, role=member["role"], sector=member["sector"])


def municipal_organisation(municipality: Municipality) -> Organisation:
    """The municipality as a body that gives services."""
    organisation, _is_new = Organisation.objects.get_or_create(
        kind=OrganisationKind.MUNICIPALITY,
        municipality=municipality,
        parent=None,
        defaults={"name": f"{municipality.name} kommune"},
    )
    return organisation


def one_line(address: Mapping[str, str] | None) -> str:
    if not address:
        return ""
    return f"{address['line']}, {address['postal_code']} {address['place']}"


def upsert(
    model: type[models.Model],
    key: str,
    rows: Iterable[models.Model],
    *,
    among: models.QuerySet[Any],
    loaded: Loaded,
    facts: list[str],
) -> None:
    """Add the rows whose `key` is new among `among`, and renew the others where a fact differs."""
    known = {getattr(each, key): each for each in among}
    fresh, stale = [], []
    for row in rows:
        found = known.get(getattr(row, key))
        if found is None:
            fresh.append(row)
        elif any(getattr(found, name) != getattr(row, name) for name in facts):
            for name in facts:
                setattr(found, name, getattr(row, name))
            stale.append(found)
    manager = model._default_manager
    manager.bulk_create(fresh)
    manager.bulk_update(stale, [name.removesuffix("_id") for name in facts])
    loaded.added[model.__name__] += len(fresh)
    loaded.changed[model.__name__] += len(stale)


def count(loaded: Loaded, model: type[models.Model], *, is_new: bool) -> None:
    (loaded.added if is_new else loaded.changed)[model.__name__] += 1
