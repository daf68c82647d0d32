"""Writes a service as the HSDS record it was read from, changed only where the service has changed."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from ke_portal.organisations.models import Organisation
from services_catalog.hsds import texts
from services_catalog.hsds.columns import COLUMNS
from services_catalog.hsds.costs import CostOptions
from services_catalog.hsds.parts import Kind, PartRecord, put_parts
from services_catalog.hsds.places import FIELDS, Places
from services_catalog.hsds.problems import Refused, part_in, parts_in
from services_catalog.hsds.reading import area_id, read_areas, read_term
from services_catalog.hsds.schedules import Schedules
from services_catalog.models import (
    CostOption,
    OpeningHours,
    Service,
    ServiceArea,
    ServicePlace,
    Term,
)

PLACE = (
    *("location_id", "name", "address", "postal_code", "city", "latitude", "longitude"),
    *("transport", *FIELDS),
)
HOURS = ("kind", "days", "opens_at", "closes_at", "is_closed", "valid_from", "valid_to", "note")
COST = ("unit", "amount", "exempt", "note")

# What the paginated list of HSDS holds: everything that is one value, and the organisation.
LISTED = (
    "id",
    "organization_id",
    "program_id",
    "name",
    "alternate_name",
    "description",
    "url",
    "email",
    "status",
    "interpretation_services",
    "application_process",
    "fees_description",
    "wait_time",
    "fees",
    "accreditations",
    "eligibility_description",
    "minimum_age",
    "maximum_age",
    "assured_date",
    "assurer_email",
    "licenses",
    "alert",
    "last_modified",
    "organization",
    "program",
)


def identity_of(organisation: Organisation) -> UUID:
    """The id by which the directory names `organisation` to other systems."""
    entry = getattr(organisation, "directory_entry", None)
    return entry.public_id if entry else uuid5(NAMESPACE_URL, f"organisation/{organisation.pk}")


def write_service(service: Service) -> dict[str, Any]:
    """The full record of `service`. Reads all that `access.whole_services` fetches."""
    record: dict[str, Any] = deepcopy(service.hsds)
    record["id"] = str(service.public_id)
    for column in COLUMNS:
        value = getattr(service, column.name)
        try:
            unchanged = column.read(record) == value
        except Refused:
            unchanged = False
        if not unchanged:
            column.put(record, value)
    _put_provider(record, service.provider)
    _put_terms(record, list(service.terms.all()))
    _put_areas(record, list(service.areas.all()))
    language = texts.language_of(record)
    for kind, rows in (
        (Places(), _rows(service.places.all(), PLACE)),
        (Schedules(), _rows(service.hours.all(), HOURS)),
        (CostOptions(), _rows(service.costs.all(), COST)),
    ):
        _put_kind(record, kind, rows, language)
    return record


def _rows(
    rows: Iterable[ServicePlace | OpeningHours | CostOption], names: tuple[str, ...]
) -> list[PartRecord]:
    return [
        PartRecord(id=row.public_id, values={name: getattr(row, name) for name in names})
        for row in rows
    ]


def _put_kind(record: dict[str, Any], kind: Kind, rows: list[PartRecord], language: str) -> None:
    """Put `rows` into `record`. A list that cannot be read is written anew."""
    try:
        put_parts(record, kind, rows, language)
    except Refused:
        record.pop(kind.key, None)
        put_parts(record, kind, rows, language)


def in_short(record: dict[str, Any]) -> dict[str, Any]:
    """A record as it stands in the paginated list."""
    return {key: record[key] for key in LISTED if key in record}


def _put_provider(record: dict[str, Any], provider: Organisation | None) -> None:
    if provider is None:
        record.pop("organization", None)
        return
    identity = str(identity_of(provider))
    part = part_in(record, "organization")
    if part.get("id") != identity:
        part = {"id": identity, "description": provider.description or provider.name}
        if provider.email:
            part["email"] = provider.email
        if provider.website:
            part["website"] = provider.website
        record["organization_id"] = identity
    if str(part.get("name", "")).strip() != provider.name:
        part["name"] = provider.name
    record["organization"] = part


def _put_terms(record: dict[str, Any], terms: list[Term]) -> None:
    wanted: dict[Any, Term] = {(term.taxonomy.name, term.code): term for term in terms}
    missing = dict(wanted)
    kept = []
    for attribute in parts_in(record, "attributes"):
        part = part_in(attribute, "taxonomy_term")
        key = read_term(part).key if part else None
        if key is None or key in wanted:
            kept.append(attribute)
            missing.pop(key, None)
    kept += [_attribute(record, term) for term in missing.values()]
    if kept or "attributes" in record:
        record["attributes"] = kept


def _attribute(record: dict[str, Any], term: Term) -> dict[str, Any]:
    return {
        "id": str(uuid5(UUID(record["id"]), f"attribute/{term.public_id}")),
        "link_id": record["id"],
        "link_entity": "service",
        "taxonomy_term": {
            "id": str(term.public_id),
            "code": term.code,
            "name": term.name,
            "description": term.description or term.name,
            "taxonomy": term.taxonomy.name,
            "taxonomy_detail": {
                "id": str(term.taxonomy.public_id),
                "name": term.taxonomy.name,
                "description": term.taxonomy.description or term.taxonomy.name,
            },
        },
    }


def _put_areas(record: dict[str, Any], areas: list[ServiceArea]) -> None:
    before = {area.id: area for area in read_areas(record)}
    by_id = {
        area_id(record, part, number): part
        for number, part in enumerate(parts_in(record, "service_areas"))
    }
    parts = []
    for area in areas:
        part = by_id.get(area.public_id) or {
            "id": str(area.public_id),
            "service_id": record["id"],
        }
        old = before.get(area.public_id)
        if old is None or (old.extent_type, old.extent, old.name) != (
            area.extent_type,
            area.code,
            area.name,
        ):
            part |= {"name": str(area), "extent": area.code, "extent_type": area.extent_type}
        parts.append(part)
    if parts or "service_areas" in record:
        record["service_areas"] = parts
