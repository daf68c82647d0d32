"""Writes a service as the HSDS record it was read from, changed only where the service has changed."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from ke_portal.organisations.models import Organisation
from services_catalog.access import identity_of
from services_catalog.hsds import texts
from services_catalog.hsds.columns import COLUMNS, Column
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


def write_service(service: Service) -> dict[str, Any]:
    """The full record of `service`. Reads all that `access.whole_services` fetches."""
    record = copied(service.hsds)
    if not is_id(record.get("id"), service.public_id):
        record["id"] = str(service.public_id)
    _put_columns(record, service, COLUMNS)
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


def is_id(value: Any, own_id: UUID) -> bool:
    """Whether `value` is `own_id`, in whatever way it is written."""
    try:
        return UUID(value) == own_id
    except (ValueError, TypeError, AttributeError):
        return False


def copied(record: dict[str, Any]) -> dict[str, Any]:
    """A copy that can be changed throughout; by way of JSON, which is what it came as, and is quick."""
    copy: dict[str, Any] = json.loads(json.dumps(record))
    return copy


def write_places(service: Service) -> list[dict[str, Any]]:
    """The places of `service` as they stand in its record. Reads no more than its places."""
    said = {key: service.hsds[key] for key in ("attributes", Places.key) if key in service.hsds}
    record: dict[str, Any] = {**copied(said), "id": str(service.public_id)}
    _put_columns(record, service, [each for each in COLUMNS if each.field == Places.key])
    rows = _rows(service.places.all(), PLACE)
    _put_kind(record, Places(), rows, texts.language_of(record))
    return parts_in(record, Places.key)


def _put_columns(record: dict[str, Any], service: Service, columns: Iterable[Column]) -> None:
    for column in columns:
        value = getattr(service, column.name)
        try:
            unchanged = column.read(record) == value
        except Refused:
            unchanged = False
        if not unchanged:
            column.put(record, value)


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


def _put_provider(record: dict[str, Any], provider: Organisation | None) -> None:
    if provider is None:
        if part_in(record, "organization"):
            del record["organization"]
        return
    identity = str(identity_of(provider))
    part = part_in(record, "organization")
    is_named = str(part.get("name", "")).strip() == provider.name
    # Files may know one provider by several ids; each keeps its own while the name is right.
    if not is_named and not is_id(part.get("id"), UUID(identity)):
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
    if kept != parts_in(record, "attributes"):
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
        part = by_id.get(area.public_id)
        if part is None:
            part = {"id": str(area.public_id), "service_id": record["id"]}
        old = before.get(area.public_id)
        if old is None or (old.extent_type, old.extent, old.name) != (
            area.extent_type,
            area.code,
            area.name,
        ):
            part |= {"name": str(area), "extent": area.code, "extent_type": area.extent_type}
        parts.append(part)
    if parts != parts_in(record, "service_areas"):
        record["service_areas"] = parts
