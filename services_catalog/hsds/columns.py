"""How each column of a service stands in its HSDS record: how to read it, and how to put a new value there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from services_catalog.hsds import places, texts
from services_catalog.hsds.costs import CostOptions
from services_catalog.hsds.parts import Kind, put_rest, rest_of
from services_catalog.hsds.problems import Refused, parts_in, text_in, told
from services_catalog.hsds.schedules import Schedules
from services_catalog.models import Service, ServiceStatus

OLDEST = 150
YEARS = range(1900, 2200)
web_address = URLValidator(schemes=["http", "https"])

STATUS_WORDS = {
    "active": ServiceStatus.ACTIVE,
    "temporarily closed": ServiceStatus.PAUSED,
    "inactive": ServiceStatus.DRAFT,
    "defunct": ServiceStatus.CLOSED,
}
# What is not published yet, or not any more, is inactive to other systems; a file does not tell which.
WORD_FOR_STATUS = {status: word for word, status in STATUS_WORDS.items()} | {
    ServiceStatus.REVIEW: "inactive",
    ServiceStatus.WITHDRAWN: "inactive",
}


class Column(Protocol):
    """One column; `read(record)` after `put(record, value)` is `value`."""

    @property
    def name(self) -> str: ...

    @property
    def field(self) -> str: ...

    def read(self, record: dict[str, Any]) -> Any: ...

    def put(self, record: dict[str, Any], value: Any) -> None: ...


def put_plain(record: dict[str, Any], key: str, value: Any) -> None:
    """Set `key`, or take it away when there is nothing to say."""
    if value in ("", None):
        record.pop(key, None)
    else:
        record[key] = value


def new_id(record: dict[str, Any], kind: str, what: str) -> str:
    """An id that is the same each time the same part of the same service is written."""
    return str(uuid5(NAMESPACE_URL, f"{record.get('id')}/{kind}/{what}"))


def longest(name: str) -> int | None:
    """How many characters the column takes; None when there is no limit."""
    return getattr(Service._meta.get_field(name), "max_length", None)


def checked(value: str, check: Callable[[str], None] | None) -> str:
    """`value`, when it is empty or passes `check`."""
    if value and check is not None:
        try:
            check(value)
        except ValidationError as wrong:
            raise Refused(f"{wrong.messages[0]} ({told(value)})") from None
    return value


@dataclass(frozen=True)
class Text:
    """A column of text under a key of its own."""

    name: str
    field: str
    check: Callable[[str], None] | None = None

    def read(self, record: dict[str, Any]) -> str:
        return checked(text_in(record, self.field, longest=longest(self.name)), self.check)

    def put(self, record: dict[str, Any], value: str) -> None:
        put_plain(record, self.field, value)


@dataclass(frozen=True)
class Name(Text):
    """Text that must be there."""

    def read(self, record: dict[str, Any]) -> str:
        value = super().read(record)
        if not value.strip():
            raise Refused(_("mangler"))
        return value


@dataclass(frozen=True)
class Age:
    """A number of years. HSDS allows parts of a year; we count whole ones."""

    name: str
    field: str

    def read(self, record: dict[str, Any]) -> int | None:
        value = record.get(self.field)
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not 0 <= value <= OLDEST
        ):
            raise Refused(
                _("må være et tall fra 0 til 150, ikke %(value)s") % {"value": told(value)}
            )
        return int(value)

    def put(self, record: dict[str, Any], value: int | None) -> None:
        put_plain(record, self.field, value)


class Status:
    name = "status"
    field = "status"

    def read(self, record: dict[str, Any]) -> ServiceStatus:
        value = record.get(self.field)
        if not isinstance(value, str) or value not in STATUS_WORDS:
            raise Refused(
                _("må være en av %(words)s, ikke %(value)s")
                % {"words": ", ".join(STATUS_WORDS), "value": told(value)}
            )
        return STATUS_WORDS[value]

    def put(self, record: dict[str, Any], value: str) -> None:
        record[self.field] = WORD_FOR_STATUS[ServiceStatus(value)]


class AssuredOn:
    name = "assured_on"
    field = "assured_date"

    def read(self, record: dict[str, Any]) -> date | None:
        value = text_in(record, self.field)
        try:
            found = parse_date(value) if value else None
        except ValueError:
            found = None
        if value and found is None:
            raise Refused(
                _("må være en dato som 2026-05-31, ikke %(value)s") % {"value": told(value)}
            )
        return found

    def put(self, record: dict[str, Any], value: date | None) -> None:
        put_plain(record, self.field, value and value.isoformat())


class ChangedAt:
    name = "changed_at"
    field = "last_modified"

    def read(self, record: dict[str, Any]) -> datetime | None:
        value = text_in(record, self.field)
        try:
            found = parse_datetime(value) if value else None
        except ValueError:
            found = None
        if value and (found is None or found.year not in YEARS):
            raise Refused(
                _("må være et tidspunkt som 2026-05-31T12:00:00Z, ikke %(value)s")
                % {"value": told(value)}
            )
        if found is not None and timezone.is_naive(found):
            found = timezone.make_aware(found)
        return found

    def put(self, record: dict[str, Any], value: datetime) -> None:
        record[self.field] = value.astimezone(UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class Lines:
    """A column with one line for each part of a list. Parts whose line stays keep all they hold.

    With a `kind`, only the parts that this kind cannot hold are lines; the others are rows.
    """

    name: str
    field: str
    line: Callable[[dict[str, Any], str], str]
    part: Callable[[str], dict[str, Any]]
    kind: Kind | None = None

    def parts(self, record: dict[str, Any]) -> list[dict[str, Any]]:
        return rest_of(record, self.kind) if self.kind else parts_in(record, self.field)

    def read(self, record: dict[str, Any]) -> str:
        language = texts.language_of(record)
        lines = [self.line(part, language) for part in self.parts(record)]
        return "\n".join(line for line in lines if line)

    def put(self, record: dict[str, Any], value: str) -> None:
        language = texts.language_of(record)
        known = {self.line(part, language): part for part in self.parts(record)}
        parts = [
            known.get(line)
            or {
                "id": new_id(record, self.field, line),
                "service_id": record.get("id"),
                **self.part(line),
            }
            for line in texts.lines_of(value)
        ]
        if self.kind:
            put_rest(record, self.kind, parts)
        else:
            put_plain(record, self.field, parts or None)


class Languages:
    name = "languages"
    field = "languages"

    def read(self, record: dict[str, Any]) -> list[str]:
        codes = [text_in(part, "code", longest=10) for part in parts_in(record, self.field)]
        return [code for code in codes if code]

    def put(self, record: dict[str, Any], value: list[str]) -> None:
        known = {part.get("code"): part for part in parts_in(record, self.field)}
        parts = [
            known.get(code)
            or {
                "id": new_id(record, "languages", code),
                "service_id": record.get("id"),
                "code": code,
            }
            for code in value
        ]
        put_plain(record, self.field, parts or None)


@dataclass(frozen=True)
class First:
    """A column that is one field of the first part of a list, such as the phone to call."""

    name: str
    field: str
    key: str

    def read(self, record: dict[str, Any]) -> str:
        parts = parts_in(record, self.field)
        return text_in(parts[0], self.key, longest=longest(self.name)) if parts else ""

    def put(self, record: dict[str, Any], value: str) -> None:
        parts = parts_in(record, self.field)
        if value and parts:
            parts[0][self.key] = value
        elif value:
            record[self.field] = [
                {
                    "id": new_id(record, self.field, value),
                    "service_id": record.get("id"),
                    self.key: value,
                }
            ]
        else:
            put_plain(record, self.field, parts[1:] or None)


COLUMNS: tuple[Column, ...] = (
    Name("name", "name"),
    Status(),
    Text("alternate_name", "alternate_name"),
    Text("description", "description"),
    Text("notice", "alert"),
    Text("eligibility", "eligibility_description"),
    Text("how_to_get_in", "application_process"),
    Text("fees", "fees_description"),
    Text("waiting_time", "wait_time"),
    Text("interpreter", "interpretation_services"),
    Text("url", "url", check=web_address),
    Text("email", "email", check=validate_email),
    Text("assurer_email", "assurer_email", check=validate_email),
    Age("minimum_age", "minimum_age"),
    Age("maximum_age", "maximum_age"),
    AssuredOn(),
    ChangedAt(),
    Lines(
        "prices",
        "cost_options",
        texts.price_line,
        lambda line: {"option": line},
        CostOptions(),
    ),
    Lines(
        "required_documents",
        "required_documents",
        lambda part, _language: text_in(part, "document").strip(),
        lambda line: {"document": line},
    ),
    Lines(
        "opening_hours",
        "schedules",
        texts.hours_line,
        lambda line: {"description": line},
        Schedules(),
    ),
    Languages(),
    First("phone", "phones", "number"),
    Lines("contact", "contacts", texts.contact_line, lambda line: {"name": line}),
    Lines("address", "service_at_locations", places.place_line, places.new_place, places.Places()),
    places.Transport(),
    places.Accessibility(),
)
