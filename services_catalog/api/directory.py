"""Services, in the order of the search page."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from services_catalog import access, hsds, search
from services_catalog.api.answers import Asked, give_json, give_list, open_data
from services_catalog.api.parameters import (
    FULL,
    LISTING,
    MINIMAL,
    MODIFIED_AFTER,
    ORGANIZATION_ID,
    SEARCH,
    TAXONOMY_ID,
    TAXONOMY_TERM_ID,
)
from services_catalog.models import Service, ServiceQuerySet

WHICH = (SEARCH, TAXONOMY_TERM_ID, TAXONOMY_ID, ORGANIZATION_ID, MODIFIED_AFTER)


def services_in(asked: Asked) -> ServiceQuerySet:
    """The published services that were asked for, the best first."""
    narrowed = access.services_as_asked(
        organisation=asked["organization_id"],
        taxonomy=asked["taxonomy_id"],
        term=asked["taxonomy_term_id"],
        changed_since=asked["modified_after"],
    )
    return search.find(narrowed, asked["search"]).services


@open_data(*WHICH, *LISTING, MINIMAL, FULL)
def service_list(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    services = services_in(asked)
    if asked["minimal"]:
        rows = list(services.values_list("public_id", "changed_at"))
        # All on one page unless a size is asked for, as the standard wants.
        size = asked["per_page"] or max(len(rows), 1)
        return give_list(request, rows, asked, _minimal, size=size)
    write = hsds.publish_service if asked["full"] else hsds.publish_in_list
    return give_list(request, access.whole_services(services), asked, _each(write))


@open_data()
def service_detail(request: HttpRequest, _asked: Asked, public_id: str) -> HttpResponseBase:
    service = access.open_service_by_id(public_id)
    return give_json(request, hsds.publish_service(service), changed_at=service.changed_at)


def _minimal(rows: list[Any]) -> list[dict[str, Any]]:
    return [
        {"id": str(public_id), "modified_date": changed_at.isoformat()}
        for public_id, changed_at in rows
    ]


def _each(write: Any) -> Any:
    def write_all(services: list[Service]) -> list[dict[str, Any]]:
        return [write(service) for service in services]

    return write_all
