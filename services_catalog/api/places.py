"""Services at the places where they are given."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from statistics import fmean
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from services_catalog import access, hsds, search
from services_catalog.api.answers import Asked, give_json, give_list, open_data
from services_catalog.api.directory import WHICH, services_in
from services_catalog.api.parameters import FULL, LISTING, POSTCODE, PROXIMITY
from services_catalog.hsds import Spot
from services_catalog.models import ServiceQuerySet

EARTH = 6_371_000


@open_data(*WHICH, FULL, *LISTING, POSTCODE, PROXIMITY)
def place_list(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    services = services_in(asked)
    if asked["postcode"] and not asked["proximity"]:
        services = access.services_for_postcode(services, asked["postcode"])
    spots = spots_of(services)
    if asked["postcode"] and asked["proximity"]:
        spots = near(spots, asked["postcode"], metres=asked["proximity"])

    def write(page: list[Spot]) -> list[dict[str, Any]]:
        return write_spots(page, full=asked["full"])

    return give_list(request, spots, asked, write)


@open_data()
def place_detail(request: HttpRequest, _asked: Asked, public_id: str) -> HttpResponseBase:
    wanted = str(access.as_uuid(public_id))
    everything = search.find(access.published_services(), "").services
    spot = next((each for each in spots_of(everything) if each.id == wanted), None)
    found = write_spots([spot], full=True) if spot else []
    if not found:
        raise Http404
    return give_json(request, found[0], changed_at=access.directory_changed_at())


def spots_of(services: ServiceQuerySet) -> list[Spot]:
    """The places of `services`, in the order of the services, in a constant number of queries."""
    where = access.where_given(services)
    found: dict[int, list[Spot]] = {}
    for place in access.places_in_rows([key for key, in_rows in where.items() if in_rows]):
        found.setdefault(place.service_id, []).append(hsds.spot_of(place))
    for service in access.places_in_text([key for key, in_rows in where.items() if not in_rows]):
        found[service.pk] = hsds.spots_of(service)
    return [spot for key in where for spot in found.get(key, ())]


def write_spots(spots: Sequence[Spot], *, full: bool) -> list[dict[str, Any]]:
    services = access.services_by_key([spot.service for spot in spots])
    return [
        hsds.publish_place(services[spot.service], spot.id, full=full)
        for spot in spots
        if spot.service in services
    ]


def near(spots: list[Spot], postcode: str, *, metres: int) -> list[Spot]:
    """Those within `metres` of the middle of `postcode`: of the places we know there.

    Where no place of the postcode has coordinates, only those that lie in it are near.
    """
    here = [spot.point for spot in spots if spot.postcode == postcode and spot.point]
    if not here:
        return [spot for spot in spots if spot.postcode == postcode]
    middle = (fmean(point[0] for point in here), fmean(point[1] for point in here))
    return [spot for spot in spots if spot.point and metres_between(middle, spot.point) <= metres]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two points, each latitude and longitude, lie from one another on the globe."""
    (north, east), (other_north, other_east) = (
        (radians(point[0]), radians(point[1])) for point in (one, other)
    )
    half = (
        sin((other_north - north) / 2) ** 2
        + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    )
    return 2 * EARTH * asin(sqrt(half))
