"""The places of a service, which HSDS keeps as service_at_locations."""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services_catalog.hsds.problems import part_in, parts_in, text_in
from services_catalog.rules import lines_of


def place_line(part: dict[str, Any], _language: str) -> str:
    """One place on one line: «Solvåg helsehus, Helsehusveien 2, 9995 Solvåg»."""
    location = part_in(part, "location")
    address = next(iter(parts_in(location, "addresses")), {})
    town = " ".join(filter(None, (text_in(address, "postal_code"), text_in(address, "city"))))
    parts = (text_in(location, "name"), text_in(address, "address_1"), town)
    return ", ".join(" ".join(each.split()) for each in parts if each.strip())


def new_place(line: str) -> dict[str, Any]:
    location_id = str(uuid5(NAMESPACE_URL, f"location/{line}"))
    return {
        "location_id": location_id,
        "location": {"id": location_id, "location_type": "physical", "name": line},
    }


def locations_of(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        part["location"]
        for part in parts_in(record, "service_at_locations")
        if part_in(part, "location")
    ]


def once(lines: list[str]) -> str:
    return "\n".join(dict.fromkeys(lines))


class Transport:
    """How to get there, from all the places."""

    name = "transport"
    field = "service_at_locations"

    def read(self, record: dict[str, Any]) -> str:
        return once(
            [
                line
                for location in locations_of(record)
                for line in lines_of(text_in(location, "transportation"))
            ]
        )

    def put(self, record: dict[str, Any], value: str) -> None:
        """Put the text at the first place; without a place there is nowhere to go."""
        for number, location in enumerate(locations_of(record)):
            if value and number == 0:
                location["transportation"] = value
            else:
                location.pop("transportation", None)


class Accessibility:
    """What the places are like for those who use a wheelchair, hear or see badly."""

    name = "accessibility"
    field = "service_at_locations"

    def read(self, record: dict[str, Any]) -> str:
        return once(
            [
                line
                for location in locations_of(record)
                for part in parts_in(location, "accessibility")
                for line in lines_of(text_in(part, "description"))
            ]
        )

    def put(self, record: dict[str, Any], value: str) -> None:
        """Keep what still holds where it stands, and put what is new at the first place."""
        wanted = dict.fromkeys(lines_of(value))
        locations = locations_of(record)
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
