"""Those who give the services."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ke_portal.organisations.models import Organisation
from services_catalog import access, hsds
from services_catalog.api.answers import Asked, give_json, give_list, open_data
from services_catalog.api.parameters import FULL, FULL_SERVICE, LISTING, SEARCH


@open_data(SEARCH, FULL_SERVICE, FULL, *LISTING)
def organization_list(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    def write(providers: list[Organisation]) -> list[dict[str, Any]]:
        return write_providers(providers, full=asked["full"], whole_services=asked["full_service"])

    return give_list(request, access.providers(asked["search"]), asked, write)


@open_data(FULL_SERVICE)
def organization_detail(request: HttpRequest, asked: Asked, public_id: str) -> HttpResponseBase:
    provider = access.open_provider(public_id)
    (record,) = write_providers([provider], full=True, whole_services=asked["full_service"])
    return give_json(request, record, changed_at=access.directory_changed_at())


def write_providers(
    providers: list[Organisation], *, full: bool, whole_services: bool
) -> list[dict[str, Any]]:
    if not (full or whole_services):
        records = access.records_of_providers(providers)
        return [hsds.publish_provider_in_list(each, records.get(each.pk)) for each in providers]
    services = access.services_by_provider(providers)
    return [
        hsds.publish_provider(each, services[each.pk], whole_services=whole_services)
        for each in providers
    ]
