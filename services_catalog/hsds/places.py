"""The places of a service, which HSDS keeps as service_at_locations."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from services_catalog.hsds.parts import changed, rest_of, short
from services_catalog.hsds.problems import part_in, parts_in, text_in
from services_catalog.models import Need
from services_catalog.rules import lines_of

# What a line about a place is about, when nothing else says so. The first that fits.
ABOUT = (
    ("parking", re.compile(r"parker|parking|handikapplass", re.IGNORECASE)),
    (
        Need.HEARING.value,
        re.compile(r"slynge|loop|hørsel|høyrsel|hearing|tegnspråk", re.IGNORECASE),
    ),
    (
        Need.SIGHT.value,
        re.compile(
            r"førerhund|førarhund|ledelinje|punktskrift|braille|guide dog|syn\b", re.IGNORECASE
        ),
    ),
    (
        Need.QUIET.value,
        re.compile(r"\bstille|skjerm|\brolig|\broleg|quiet|dempet|dempa", re.IGNORECASE),
    ),
    (
        Need.WHEELCHAIR.value,
        re.compile(
            r"rullestol|trinnfri|\bheis\b|rampe|handikap|bakkenivå|døråpner|døropnar|personløft|én flate"
            r"|wheelchair|step-free|\blift\b|elevator",
            re.IGNORECASE,
        ),
    ),
)
OTHER = "other_access"
FIELDS = (*Need.values, "parking", OTHER)
TAXONOMY = "behov"
LONGEST = {"name": 250, "postal_code": 10, "city": 100}


def place_line(part: dict[str, Any], _language: str) -> str:
    """One place on one line: «Solvåg helsehus, Helsehusveien 2, 9995 Solvåg»."""
    location = part_in(part, "location")
    address = first_address(location)
    town = " ".join(filter(None, (text_in(address, "postal_code"), text_in(address, "city"))))
    parts = (text_in(location, "name"), text_in(address, "address_1"), town)
    return ", ".join(" ".join(each.split()) for each in parts if each.strip())


def new_place(line: str) -> dict[str, Any]:
    location_id = str(uuid5(NAMESPACE_URL, f"location/{line}"))
    return {
        "location_id": location_id,
        "location": {"id": location_id, "location_type": "physical", "name": line},
    }


def first_address(location: dict[str, Any]) -> dict[str, Any]:
    return next(iter(parts_in(location, "addresses")), {})


def need_of(part: Mapping[str, Any], line: str) -> str:
    """Which column a line of accessibility belongs to: what its attribute says, or what its words are about."""
    for attribute in part.get("attributes") or []:
        term = attribute.get("taxonomy_term") if isinstance(attribute, dict) else None
        if (
            isinstance(term, dict)
            and term.get("taxonomy") == TAXONOMY
            and term.get("code") in FIELDS
        ):
            return str(term["code"])
    return next((field for field, words in ABOUT if words.search(line)), OTHER)


class Places:
    """Rows of places: name, address, coordinates, the way there and what each need finds there."""

    key = "service_at_locations"

    def fits(self, part: Mapping[str, Any]) -> bool:
        location = part.get("location")
        if not isinstance(location, dict) or location.get("location_type") == "virtual":
            return False
        addresses = location.get("addresses")
        address = addresses[0] if isinstance(addresses, list) and addresses else {}
        if not isinstance(address, dict) or not all(
            short(source.get(key), LONGEST[key])
            for source, key in ((location, "name"), (address, "postal_code"), (address, "city"))
        ):
            return False
        return bool(address.get("address_1") or address.get("city")) or bool(
            location.get("name") and coordinates(location)[0] is not None
        )

    def read(self, part: dict[str, Any]) -> dict[str, Any]:
        location = part_in(part, "location")
        address = first_address(location)
        latitude, longitude = coordinates(location)
        streets = (text_in(address, "address_1"), text_in(address, "address_2"))
        access = access_in(location)
        return {
            "location_id": location_id_of(location, place_line(part, "")),
            "name": text_in(location, "name").strip(),
            "address": "\n".join(filter(None, (street.strip() for street in streets))),
            "postal_code": text_in(address, "postal_code").strip(),
            "city": text_in(address, "city").strip(),
            "latitude": latitude,
            "longitude": longitude,
            "transport": text_in(location, "transportation").strip(),
            **{field: "\n".join(access[field]) for field in FIELDS},
        }

    def put(
        self, part: dict[str, Any], values: dict[str, Any], before: dict[str, Any], language: str
    ) -> None:
        identity = str(values["location_id"])
        location = part.get("location")
        if not isinstance(location, dict):
            location = part["location"] = {"id": identity, "location_type": "physical"}
            part["location_id"] = identity
        for name, key in (
            ("name", "name"),
            ("transport", "transportation"),
            ("latitude", "latitude"),
            ("longitude", "longitude"),
        ):
            if changed(values, before, name):
                if values[name] in ("", None):
                    location.pop(key, None)
                else:
                    location[key] = values[name]
        if changed(values, before, "address", "postal_code", "city"):
            _put_address(location, values)
        if changed(values, before, *FIELDS):
            _put_access(location, values)


def coordinates(location: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Latitude and longitude, or None twice when one of them is missing or beyond the earth."""
    found = []
    for key, farthest in (("latitude", 90), ("longitude", 180)):
        value = location.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > farthest:
            return None, None
        found.append(float(value))
    return found[0], found[1]


def location_id_of(location: dict[str, Any], line: str) -> UUID:
    try:
        return UUID(location["id"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return uuid5(NAMESPACE_URL, f"location/{line}")


def access_in(location: dict[str, Any]) -> dict[str, list[str]]:
    """What the place has, by column."""
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    for part in parts_in(location, "accessibility"):
        for line in lines_of(text_in(part, "description")):
            there = found[need_of(part, line)]
            if line not in there:
                there.append(line)
    return found


def _put_address(location: dict[str, Any], values: dict[str, Any]) -> None:
    streets = lines_of(values["address"])
    if not streets and not values["city"] and not values["postal_code"]:
        location.pop("addresses", None)
        return
    addresses = parts_in(location, "addresses") or [
        {
            "id": str(uuid5(NAMESPACE_URL, f"{location.get('id')}/address")),
            "location_id": location.get("id"),
            "state_province": "",
            "country": "NO",
            "address_type": "physical",
        }
    ]
    first = addresses[0]
    first["address_1"] = streets[0] if streets else ""
    if streets[1:]:
        first["address_2"] = ", ".join(streets[1:])
    else:
        first.pop("address_2", None)
    first["city"], first["postal_code"] = values["city"], values["postal_code"]
    location["addresses"] = addresses


def _put_access(location: dict[str, Any], values: dict[str, Any]) -> None:
    """Keep each part that still holds, and add one for each line that is new."""
    wanted = {field: lines_of(values[field]) for field in FIELDS}
    kept = []
    said: set[tuple[str, str]] = set()
    for part in parts_in(location, "accessibility"):
        told = {(need_of(part, line), line) for line in lines_of(text_in(part, "description"))}
        if all(line in wanted[field] for field, line in told):
            kept.append(part)
            said |= told
    kept += [
        _new_access(location, field, line)
        for field, lines in wanted.items()
        for line in lines
        if (field, line) not in said
    ]
    if kept or "accessibility" in location:
        location["accessibility"] = kept


def _new_access(location: dict[str, Any], field: str, line: str) -> dict[str, Any]:
    identity = str(uuid5(NAMESPACE_URL, f"{location.get('id')}/accessibility/{field}/{line}"))
    part: dict[str, Any] = {
        "id": identity,
        "location_id": location.get("id"),
        "description": line,
    }
    if need_of(part, line) != field:
        term = str(uuid5(NAMESPACE_URL, f"{TAXONOMY}/{field}"))
        part["attributes"] = [
            {
                "id": str(uuid5(NAMESPACE_URL, f"{identity}/{term}")),
                "link_id": identity,
                "link_entity": "accessibility",
                "taxonomy_term": {
                    "id": term,
                    "code": field,
                    "name": field,
                    "description": field,
                    "taxonomy": TAXONOMY,
                },
            }
        ]
    return part


def text_locations_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The locations that are text: those without an address of their own."""
    return [part["location"] for part in rest_of(record, Places()) if part_in(part, "location")]


def once(lines: list[str]) -> str:
    return "\n".join(dict.fromkeys(lines))


class Transport:
    """How to get there, for places that are text."""

    name = "transport"
    field = "service_at_locations"

    def read(self, record: dict[str, Any]) -> str:
        return once(
            [
                line
                for location in text_locations_of(record)
                for line in lines_of(text_in(location, "transportation"))
            ]
        )

    def put(self, record: dict[str, Any], value: str) -> None:
        """Put the text at the first place; without a place there is nowhere to go."""
        for number, location in enumerate(text_locations_of(record)):
            if value and number == 0:
                location["transportation"] = value
            else:
                location.pop("transportation", None)


class Accessibility:
    """What the places that are text are like for those who use a wheelchair, hear or see badly."""

    name = "accessibility"
    field = "service_at_locations"

    def read(self, record: dict[str, Any]) -> str:
        return once(
            [
                line
                for location in text_locations_of(record)
                for part in parts_in(location, "accessibility")
                for line in lines_of(text_in(part, "description"))
            ]
        )

    def put(self, record: dict[str, Any], value: str) -> None:
        """Keep what still holds where it stands, and put what is new at the first place."""
        wanted = dict.fromkeys(lines_of(value))
        locations = text_locations_of(record)
        for location in locations:
            kept = [
                part
                for part in parts_in(location, "accessibility")
                if text_in(part, "description").strip() in wanted
            ]
            location["accessibility"] = kept
        here = {
            text_in(part, "description").strip()
            for location in locations
            for part in location["accessibility"]
        }
        for line in wanted:
            if line not in here and locations:
                locations[0]["accessibility"].append(
                    {
                        "id": str(
                            uuid5(NAMESPACE_URL, f"{locations[0].get('id')}/accessibility/{line}")
                        ),
                        "location_id": locations[0].get("id"),
                        "description": line,
                    }
                )
