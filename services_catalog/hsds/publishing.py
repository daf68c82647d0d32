"""The directory as open data: records that conform to the standard, whatever was read from a file."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from ke_portal.organisations.models import Organisation
from services_catalog.access import identity_of
from services_catalog.hsds.conforming import conforming, id_of, listed
from services_catalog.hsds.places import Places, coordinates
from services_catalog.hsds.problems import parts_in
from services_catalog.hsds.reading import read_term
from services_catalog.hsds.writing import write_places, write_service
from services_catalog.models import Service, ServicePlace, Taxonomy, Term

# Who gave a Norwegian body its number, as org-id.guide calls the register of Brønnøysund.
NORWEGIAN_REGISTER = "NO-BRC"
IN_SHORT = ("id", "organization_id", "name", "status", "url", "last_modified")


def publish_service(service: Service) -> dict[str, Any]:
    """All of `service`. Reads what `access.whole_services` fetches."""
    record = _with_our_ids(service)
    return conforming(record, "service") or {}


def publish_in_list(service: Service) -> dict[str, Any]:
    """`service` as it stands in a paginated list."""
    return conforming(listed(_with_our_ids(service), "service"), "service") or {}


def _with_our_ids(service: Service) -> dict[str, Any]:
    """The record of `service`, in which terms and provider are called what we call them."""
    record = write_service(service)
    if service.provider is not None:
        identity = str(identity_of(service.provider))
        record["organization_id"] = record["organization"]["id"] = identity
    known = {(term.taxonomy.name, term.code): term for term in service.terms.all()}
    for attribute in parts_in(record, "attributes"):
        part = attribute.get("taxonomy_term")
        term = known.get(read_term(part).key) if isinstance(part, dict) else None
        if isinstance(part, dict) and term is not None:
            attribute["taxonomy_term"] = part | publish_term(term)
            attribute["taxonomy_term_id"] = str(term.public_id)
    return record


@dataclass(frozen=True)
class Spot:
    """One place of a service: the key of the service, the id of the place there, and where it is."""

    service: int
    id: str
    postcode: str
    point: tuple[float, float] | None


def spots_of(service: Service) -> list[Spot]:
    """The places that the record of `service` names."""
    spots = []
    for number, part in enumerate(write_places(service)):
        location = part.get("location")
        location = location if isinstance(location, dict) else {}
        addresses = location.get("addresses")
        address = addresses[0] if isinstance(addresses, list) and addresses else None
        latitude, longitude = coordinates(location)
        spots.append(
            Spot(
                service=service.pk,
                id=id_of(part, f"{service.public_id}/{Places.key}/{number}"),
                postcode=str(address.get("postal_code", "")) if isinstance(address, dict) else "",
                point=None if latitude is None or longitude is None else (latitude, longitude),
            )
        )
    return spots


def spot_of(place: ServicePlace) -> Spot:
    """A place that has a row of its own."""
    return Spot(
        service=place.service_id,
        id=str(place.public_id),
        postcode=place.postal_code,
        point=None
        if place.latitude is None or place.longitude is None
        else (place.latitude, place.longitude),
    )


def publish_place(service: Service, own_id: str, *, full: bool) -> dict[str, Any]:
    """The place of `service` called `own_id`, with the service."""
    record = publish_service(service)
    parts = record.pop(Places.key, [])
    part = next((part for part in parts if part["id"] == own_id), {"id": own_id})
    whole: dict[str, Any] = {**part, "service_id": record["id"], "service": record}
    if "location" in whole:
        whole["location_id"] = whole["location"]["id"]
    return whole if full else listed(whole, "whole_service_at_location")


def publish_provider(
    organisation: Organisation, services: list[Service], *, whole_services: bool = False
) -> dict[str, Any]:
    """All of `organisation`: our register, what the records of its services say besides, and the services."""
    records = [publish_service(service) for service in services]
    said = [record["organization"] for record in records if "organization" in record]
    record = _provider(organisation, max(said, key=len, default={}))
    record["services"] = [
        {
            key: each[key]
            for key in (each if whole_services else IN_SHORT)
            if key in each and key != "organization"
        }
        for each in records
    ]
    return conforming(record, "whole_organization") or {}


def publish_provider_in_list(
    organisation: Organisation, said: dict[str, Any] | None = None
) -> dict[str, Any]:
    """`organisation` as it stands in a list; `said` is what a record says of it."""
    record = conforming(_provider(organisation, said or {}), "whole_organization") or {}
    return listed(record, "whole_organization")


def _provider(organisation: Organisation, said: dict[str, Any]) -> dict[str, Any]:
    identity = identity_of(organisation)
    record = {
        **said,
        "id": str(identity),
        "name": organisation.name,
        "description": organisation.description or said.get("description") or organisation.name,
    }
    record |= {
        key: value
        for key, value in {"email": organisation.email, "website": organisation.website}.items()
        if value
    }
    if organisation.phone and not record.get("phones"):
        record["phones"] = [
            {
                "id": str(uuid5(identity, "phone")),
                "organization_id": str(identity),
                "number": organisation.phone,
            }
        ]
    if organisation.organisation_number and not record.get("organization_identifiers"):
        record["organization_identifiers"] = [
            {
                "id": str(uuid5(identity, "number")),
                "organization_id": str(identity),
                "identifier_scheme": NORWEGIAN_REGISTER,
                "identifier_type": "Organisasjonsnummer",
                "identifier": organisation.organisation_number,
            }
        ]
    return record


def publish_term(term: Term) -> dict[str, Any]:
    """`term` with its taxonomy."""
    return {
        "id": str(term.public_id),
        "code": term.code,
        "name": term.name,
        "description": term.description or term.name,
        "taxonomy": term.taxonomy.name,
        "taxonomy_detail": publish_taxonomy(term.taxonomy),
        "taxonomy_id": str(term.taxonomy.public_id),
    }


def publish_taxonomy(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "id": str(taxonomy.public_id),
        "name": taxonomy.name,
        "description": taxonomy.description or taxonomy.name,
    }
