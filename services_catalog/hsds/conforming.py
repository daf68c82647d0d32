"""A record as others may rely on it: every field known to the standard and of its kind, nothing besides.

Import and export keep all that a file says. Open data is stricter, so that any reader of HSDS can take it.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.encoding import iri_to_uri

from services_catalog.hsds.standard import WORDS, Field, fields_of

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
PROPER_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# What a required field says when the record does not.
ASSUMED: dict[tuple[str, str], str] = {
    ("address", "address_1"): "",
    ("address", "city"): "",
    ("address", "state_province"): "",
    ("address", "postal_code"): "",
    ("address", "country"): "NO",
    ("address", "address_type"): "physical",
    ("location", "location_type"): "physical",
}


def conforming(record: dict[str, Any], name: str, *, under: str = "") -> dict[str, Any] | None:
    """`record` as an object `name` of the standard; None when it lacks what such an object must have.

    `under` is where the object stands, from which a missing id is made, always the same.
    """
    own_id = id_of(record, under)
    fields = {field.name: field for field in fields_of(name)}
    kept: dict[str, Any] = {"id": own_id}
    for key, said in record.items():
        if key in fields and key != "id":
            value = _value(fields[key], said, f"{own_id}/{key}")
            if value is not None:
                kept[key] = value
    for field in fields.values():
        if field.is_required and field.name not in kept:
            assumed = ASSUMED.get((name, field.name))
            value = kept.get("name") if field.name == "description" else assumed
            if value is None:
                return None
            kept[field.name] = value
    return kept


def id_of(record: dict[str, Any], under: str) -> str:
    """The id of a `record` that stands at `under`; made from that when it has none."""
    return _uuid(record.get("id")) or str(uuid5(NAMESPACE_URL, under))


def listed(record: dict[str, Any], name: str) -> dict[str, Any]:
    """A `record` as it stands in a list: what is one value, and the objects it belongs to."""
    kept = {}
    for field in fields_of(name):
        if field.name in record and not field.is_list:
            value = record[field.name]
            is_object = field.part and isinstance(value, dict)
            kept[field.name] = listed(value, field.part) if is_object else value
    return kept


def _value(field: Field, value: Any, under: str) -> Any:
    """`value` as `field` may hold it, or None."""
    if field.is_list:
        parts = [
            conforming(part, field.part, under=f"{under}/{number}")
            for number, part in enumerate(value if isinstance(value, list) else [])
            if isinstance(part, dict)
        ]
        return [part for part in parts if part is not None] or None
    if field.part:
        return conforming(value, field.part, under=under) if isinstance(value, dict) else None
    if field.kind in WORDS:
        return value if isinstance(value, str) and value in WORDS[field.kind] else None
    return KINDS[field.kind](value)


def _text(value: Any) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _number(value: Any) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _uuid(value: Any) -> str | None:
    if isinstance(value, str) and PROPER_ID.fullmatch(value):
        return value
    try:
        return str(UUID(value))
    except (ValueError, TypeError, AttributeError):
        return None


def _email(value: Any) -> str | None:
    try:
        validate_email(value)
    except ValidationError:
        return None
    return str(value)


def uri_of(value: Any) -> str | None:
    """An address in plain letters, so with those of others written as IDNA and per cent."""
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value.strip())
        host = parts.hostname or ""
        plain = parts.netloc.replace(host, host.encode("idna").decode()) if host else parts.netloc
        address = iri_to_uri(urlunsplit(parts._replace(netloc=plain)))
    except ValueError:
        return None
    return address if ADDRESS.fullmatch(address) and not PERCENT.search(address) else None


def _moment(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        found = parse_datetime(value)
        if found is None or MOMENT.fullmatch(value):
            return value if found else None
        aware = timezone.make_aware(found) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        return None
    return aware.isoformat()


KINDS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "number": _number,
    "uuid": _uuid,
    "email": _email,
    "uri": uri_of,
    "moment": _moment,
}
