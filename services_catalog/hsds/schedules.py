"""Opening hours as HSDS schedules: weekly hours, and days when all is closed."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from services_catalog.hsds.parts import changed, short
from services_catalog.hsds.texts import DAYS
from services_catalog.models import HoursKind

TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:00)?")
PHONE = re.compile(r"telefon|phone", re.IGNORECASE)
CLOSED = re.compile(r"(stengt|stengd|closed)\b:?\s*", re.IGNORECASE)
# What a description says that the kind of hours says already.
PLAIN = frozenset({"telefontid", "telefontider", "phone hours", "åpningstid", "opningstid"})
KIND_WORDS = {
    HoursKind.PHONE: {"en": "Phone hours", "": "Telefontid"},
    HoursKind.OPEN: {"nn": "Opningstid", "en": "Opening hours", "": "Åpningstid"},
}
CLOSED_WORDS = {"en": "Closed", "": "Stengt"}
# Fields of a schedule that say more than a week can.
BEYOND_A_WEEK = ("count", "until", "dtstart", "byweekno", "bymonthday", "byyearday")
LONGEST_NOTE = 200


def day_in(part: Mapping[str, Any], key: str) -> date | None:
    value = part.get(key)
    try:
        return date.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None


def time_in(part: Mapping[str, Any], key: str) -> time | None:
    value = part.get(key)
    found = TIME.fullmatch(value) if isinstance(value, str) else None
    return time(int(found[1]), int(found[2])) if found else None


def days_in(part: Mapping[str, Any]) -> list[int] | None:
    """The weekdays, or None when they cannot be read: «the first Monday» is none of ours."""
    names = [name.strip() for name in (part.get("byday") or "").split(",") if name.strip()]
    if not all(name in DAYS for name in names):
        return None
    return sorted({DAYS.index(name) for name in names})


class Schedules:
    """Rows of hours: kind, days, times, dates and a note."""

    key = "schedules"

    def fits(self, part: Mapping[str, Any]) -> bool:
        if not all(short(part.get(key), 10) for key in ("freq", "valid_from", "valid_to")) or not (
            short(part.get("description"), LONGEST_NOTE) and short(part.get("byday"), 100)
        ):
            return False
        if part.get("freq") not in (None, "", "WEEKLY") or part.get("interval") not in (None, 1):
            return False
        if any(part.get(key) not in (None, "") for key in BEYOND_A_WEEK):
            return False
        first, last = day_in(part, "valid_from"), day_in(part, "valid_to")
        if (part.get("valid_from") and not first) or (part.get("valid_to") and not last):
            return False
        if first and last and last < first:
            return False
        days = days_in(part)
        if days is None or (not days and not (first and last)):
            return False
        if part.get("opens_at") or part.get("closes_at"):
            return bool(time_in(part, "opens_at") is not None and time_in(part, "closes_at"))
        return bool(first and last and CLOSED.match((part.get("description") or "").strip()))

    def read(self, part: dict[str, Any]) -> dict[str, Any]:
        said = (part.get("description") or "").strip()
        opens = time_in(part, "opens_at")
        note = CLOSED.sub("", said, count=1) if opens is None else said
        return {
            "kind": self._kind(part, said),
            "days": days_in(part) or [],
            "opens_at": opens,
            "closes_at": time_in(part, "closes_at"),
            "is_closed": opens is None,
            "valid_from": day_in(part, "valid_from"),
            "valid_to": day_in(part, "valid_to"),
            "note": "" if note.casefold() in PLAIN else note,
        }

    @staticmethod
    def _kind(part: Mapping[str, Any], said: str) -> HoursKind:
        way = part.get("attending_type")
        told = way if isinstance(way, str) and way else said
        return HoursKind.PHONE if PHONE.search(told) else HoursKind.OPEN

    def put(
        self, part: dict[str, Any], values: dict[str, Any], before: dict[str, Any], language: str
    ) -> None:
        if changed(values, before, "days"):
            part["byday"] = ",".join(DAYS[day] for day in sorted(values["days"]))
        if not before:
            part["freq"] = "WEEKLY"
        for name in ("opens_at", "closes_at"):
            if changed(values, before, name):
                _put(part, name, values[name] and values[name].isoformat("minutes"))
        for name in ("valid_from", "valid_to"):
            if changed(values, before, name):
                _put(part, name, values[name] and values[name].isoformat())
        if changed(values, before, "kind", "note", "is_closed"):
            kind = HoursKind(values["kind"])
            words = CLOSED_WORDS if values["is_closed"] else KIND_WORDS[kind]
            word = words.get(language, words[""])
            note = values["note"]
            part["description"] = (
                f"{word}: {note}" if values["is_closed"] and note else note or word
            )
            part.pop("attending_type", None)
            if self._kind(part, part["description"]) != kind:
                part["attending_type"] = "phone" if kind == HoursKind.PHONE else "physical"


def _put(part: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        part.pop(key, None)
    else:
        part[key] = value
