"""Reads HSDS records into values, and says precisely what is wrong with each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.core.validators import validate_email
from django.utils.translation import gettext as _

from services_catalog.hsds import texts
from services_catalog.hsds.columns import COLUMNS, checked, web_address
from services_catalog.hsds.costs import CostOptions
from services_catalog.hsds.limits import first_fault
from services_catalog.hsds.parts import PartRecord, read_parts
from services_catalog.hsds.places import Places
from services_catalog.hsds.problems import (
    BadRecords,
    Problem,
    Refused,
    part_in,
    parts_in,
    shown,
    text_in,
    told,
)
from services_catalog.hsds.schedules import Schedules
from services_catalog.models import ExtentType
from services_catalog.rules import slug_of

EXTENT_TYPES = {"nation": ExtentType.COUNTRY, **{kind.value: kind for kind in ExtentType}}


@dataclass(frozen=True)
class TermRecord:
    """One attribute of a service: a term of a taxonomy."""

    id: UUID
    taxonomy: str
    code: str
    name: str
    description: str
    taxonomy_id: UUID | None
    taxonomy_description: str

    @property
    def key(self) -> tuple[str, str]:
        return self.taxonomy, self.code


@dataclass(frozen=True)
class AreaRecord:
    """Where one must live to get a service."""

    id: UUID
    extent_type: ExtentType
    extent: str
    name: str


@dataclass(frozen=True)
class ProviderRecord:
    """Who gives a service."""

    id: UUID
    name: str
    description: str
    email: str
    website: str


@dataclass(frozen=True)
class ServiceRecord:
    """One record, read. `values` are columns of Service by name."""

    index: int
    id: UUID
    values: dict[str, Any]
    provider: ProviderRecord | None
    terms: list[TermRecord]
    areas: list[AreaRecord]
    places: list[PartRecord]
    hours: list[PartRecord]
    costs: list[PartRecord]
    raw: dict[str, Any] = field(repr=False)

    @property
    def text_language(self) -> str:
        return texts.language_of(self.raw)


def read_services(records: Any) -> list[ServiceRecord]:
    """Read all `records`, or raise BadRecords with every fault in every record."""
    if not isinstance(records, list):
        raise BadRecords([Problem(0, "", "", _("contents må være en liste av tjenester"))])
    problems: list[Problem] = []
    read: list[ServiceRecord] = []
    seen: dict[UUID, int] = {}
    for index, raw in enumerate(records):
        faults, record = _read_one(index, raw)
        if record is not None and record.id in seen:
            faults.append(
                ("id", _("er den samme som i contents[%(index)d]") % {"index": seen[record.id]})
            )
        if record is not None:
            seen.setdefault(record.id, index)
            read.append(record)
        own_id = raw.get("id") if isinstance(raw, dict) else ""
        problems += [
            Problem(index, shown(own_id) if isinstance(own_id, str) else "", shown(where), message)
            for where, message in faults
        ]
    if problems:
        raise BadRecords(problems)
    return read


def _read_one(index: int, raw: Any) -> tuple[list[tuple[str, str]], ServiceRecord | None]:
    if not isinstance(raw, dict):
        return [("", _("må være et objekt, ikke %(value)s") % {"value": told(raw)})], None
    if beyond := first_fault(raw):
        return [beyond], None
    faults: list[tuple[str, str]] = []
    values: dict[str, Any] = {}
    for column in COLUMNS:
        try:
            values[column.name] = column.read(raw)
        except Refused as refused:
            faults.append((column.field, str(refused)))
    youngest, oldest = values.get("minimum_age"), values.get("maximum_age")
    if youngest is not None and oldest is not None and youngest > oldest:
        faults.append(("maximum_age", _("er lavere enn laveste alder")))
    found: dict[str, Any] = {
        "id": None,
        "organization": None,
        "attributes": [],
        "service_areas": [],
        "service_at_locations": [],
        "schedules": [],
        "cost_options": [],
    }
    readers: dict[str, Callable[[dict[str, Any]], Any]] = {
        "id": read_id,
        "organization": read_provider,
        "attributes": read_terms,
        "service_areas": read_areas,
        "service_at_locations": partial(read_parts, kind=Places()),
        "schedules": partial(read_parts, kind=Schedules()),
        "cost_options": partial(read_parts, kind=CostOptions()),
    }
    told_of = {key for key, _message in faults}
    for key, reader in readers.items():
        if key in told_of:
            continue
        try:
            found[key] = reader(raw)
        except Refused as refused:
            faults.append((key, str(refused)))
    if found["id"] is None:
        return faults, None
    record = ServiceRecord(
        index=index,
        id=found["id"],
        values=values,
        provider=found["organization"],
        terms=found["attributes"],
        areas=found["service_areas"],
        places=found["service_at_locations"],
        hours=found["schedules"],
        costs=found["cost_options"],
        raw=raw,
    )
    return faults, record


def id_in(record: dict[str, Any], key: str = "id") -> UUID:
    value = record.get(key)
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise Refused(
            _("må ha en UUID som %(key)s, ikke %(value)s") % {"key": key, "value": told(value)}
        ) from None


def read_id(record: dict[str, Any]) -> UUID:
    value = record.get("id")
    if value in (None, ""):
        raise Refused(_("mangler"))
    return id_in(record)


def read_provider(record: dict[str, Any]) -> ProviderRecord | None:
    """The organisation of a record; None when it has only a reference or nothing."""
    part = part_in(record, "organization")
    if not part:
        return None
    name = text_in(part, "name", longest=200).strip()
    if not name:
        raise Refused(_("mangler name"))
    return ProviderRecord(
        id=id_in(part),
        name=name,
        description=text_in(part, "description"),
        email=checked(text_in(part, "email", longest=254), validate_email),
        website=checked(text_in(part, "website", longest=200), web_address),
    )


def read_terms(record: dict[str, Any]) -> list[TermRecord]:
    """The terms that a record carries with their names; a bare reference to a term is passed by."""
    terms: dict[tuple[str, str], TermRecord] = {}
    for attribute in parts_in(record, "attributes"):
        part = part_in(attribute, "taxonomy_term")
        if not part:
            continue
        term = read_term(part)
        terms.setdefault(term.key, term)
    return list(terms.values())


def read_term(part: dict[str, Any]) -> TermRecord:
    detail = part_in(part, "taxonomy_detail")
    name = text_in(part, "name", longest=200).strip()
    if not name:
        raise Refused(_("har et begrep uten name"))
    return TermRecord(
        id=id_in(part),
        taxonomy=text_in(part, "taxonomy", longest=100)
        or text_in(detail, "name", longest=100)
        or "annet",
        code=text_in(part, "code", longest=100) or slug_of(name),
        name=name,
        description=text_in(part, "description"),
        taxonomy_id=id_in(detail) if detail else None,
        taxonomy_description=text_in(detail, "description"),
    )


def area_id(record: dict[str, Any], part: dict[str, Any], number: int) -> UUID:
    return id_in(part) if part.get("id") else uuid5(read_id(record), f"area/{number}")


def read_areas(record: dict[str, Any]) -> list[AreaRecord]:
    """The areas of a record. One without an id gets one from its place in the list."""
    areas: dict[UUID, AreaRecord] = {}
    for number, part in enumerate(parts_in(record, "service_areas")):
        own_id = area_id(record, part, number)
        areas[own_id] = AreaRecord(
            id=own_id,
            extent_type=EXTENT_TYPES.get(text_in(part, "extent_type"), ExtentType.OTHER),
            extent=text_in(part, "extent"),
            name=text_in(part, "name", longest=300),
        )
    return list(areas.values())
