"""The directory as CPSV-AP-NO: all of it in one answer, or a page at a time."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _

from ke_portal.organisations.access import our_unit
from ke_portal.organisations.models import CoordinatingUnit
from services_catalog import access, cpsv
from services_catalog.api.answers import KEPT, Asked, error, give, open_data
from services_catalog.api.parameters import EACH_PAGE, LARGEST_PAGE, ORGANIZATION_ID, PER_PAGE
from services_catalog.models import Service

TURTLE, JSON_LD = "text/turtle", "application/ld+json"
STRETCH = 200


@open_data(EACH_PAGE, PER_PAGE, ORGANIZATION_ID)
def catalogue(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Turtle or JSON-LD, as the caller prefers."""
    wanted = request.get_preferred_type([TURTLE, JSON_LD])
    if wanted is None:
        return error(_("Her er bare text/turtle og application/ld+json."), status=406)
    response = _give(request, asked, wanted)
    patch_vary_headers(response, ["Accept"])
    return response


@open_data(EACH_PAGE, PER_PAGE, ORGANIZATION_ID)
def turtle(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    return _give(request, asked, TURTLE)


@open_data(EACH_PAGE, PER_PAGE, ORGANIZATION_ID)
def json_ld(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    return _give(request, asked, JSON_LD)


def _give(request: HttpRequest, asked: Asked, content_type: str) -> HttpResponseBase:
    services = access.services_as_asked(organisation=asked["organization_id"])
    rows = access.whole_services(services.order_by("name", "pk"))
    if asked["page"] is not None:
        size = min(asked["per_page"] or STRETCH, LARGEST_PAGE)
        start = (asked["page"] - 1) * size
        rows = rows[start : start + size]
        stretches: Iterator[list[Any]] = iter([list(rows)])
        is_short = True
    else:
        is_short = services.count() <= STRETCH
        stretches = access.in_stretches(rows, STRETCH)
    changed_at = access.directory_changed_at()
    write = _turtle if content_type == TURTLE else _json_ld
    kind = f"{content_type}; charset=utf-8"
    if is_short:
        body = "".join(write(stretches, changed_at)).encode()
        return give(request, body, changed_at=changed_at, content_type=kind)
    response = StreamingHttpResponse(write(stretches, changed_at), content_type=kind)
    response["Cache-Control"] = f"public, max-age={KEPT}"
    if changed_at:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return response


def _writers(
    stretches: Iterator[list[Service]], changed_at: datetime | None
) -> Iterator[cpsv.Writer]:
    """A graph for each stretch, each with the catalogue; one without services when there are none."""
    base = f"{settings.KE_BASE_URL}{reverse('open_data:cpsv')}"
    unit = our_unit()
    is_empty = True
    for services in stretches:
        yield _writer(base, unit, services, changed_at)
        is_empty = False
    if is_empty:
        yield _writer(base, unit, [], changed_at)


def _writer(
    base: str, unit: CoordinatingUnit | None, services: list[Service], changed_at: datetime | None
) -> cpsv.Writer:
    writer = cpsv.Writer(base)
    writer.catalogue(unit, services, changed_at=changed_at)
    for service in services:
        writer.service(service, page=f"{settings.KE_BASE_URL}{service.get_absolute_url()}")
    return writer


def _turtle(stretches: Iterator[list[Service]], changed_at: datetime | None) -> Iterator[str]:
    for writer in _writers(stretches, changed_at):
        yield writer.turtle()


def _json_ld(stretches: Iterator[list[Service]], changed_at: datetime | None) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(cpsv.context())}, "@graph": ['
    is_first = True
    for writer in _writers(stretches, changed_at):
        for thing in writer.things():
            yield thing if is_first else f",\n{thing}"
            is_first = False
    yield "]}"
