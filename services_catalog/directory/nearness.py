"""How far it is to a service, as the crow flies, from a place that the visitor names."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, Func, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ACos, Coalesce, Cos, Greatest, Least, Radians, Sin
from django.urls import reverse

from ke_portal.organisations.access import current_municipalities
from services_catalog import access
from services_catalog.models import ServicePlace, ServiceQuerySet

EARTH_KM = 6371.0
MOST_MARKS = 1000


@dataclass(frozen=True)
class Point:
    """A place to measure from, and its name."""

    name: str
    latitude: float
    longitude: float


def point_of(text: str) -> Point | None:
    """The municipality or service place that `text` names: a number, a name, or a name with its county.

    None when nothing is so called. Where several municipalities share a name, the first by county.
    """
    for name, latitude, longitude in _points_called(text):
        return Point(name, latitude, longitude)
    return None


def _points_called(text: str) -> list[tuple[str, float, float]]:
    """Name, latitude and longitude of what is so called: municipalities first, then places of services."""
    name, _bracket, county = text.partition(" (")
    municipalities = current_municipalities().exclude(latitude=None)
    so_called = Q(number=text) if text.isdigit() else Q(name__iexact=name)
    municipalities = municipalities.filter(so_called)
    if county:
        municipalities = municipalities.filter(county_name__iexact=county.rstrip(")"))
    found = [
        (each.name, each.latitude, each.longitude)
        for each in municipalities.order_by("county_name", "number")[:1]
        if each.latitude is not None and each.longitude is not None
    ]
    places = ServicePlace.objects.on_the_map().filter(
        Q(name__iexact=text) | Q(city__iexact=text), service__in=access.published_services()
    )
    return found or [
        (text, place.latitude, place.longitude)
        for place in places.order_by("pk")[:1]
        if place.latitude is not None and place.longitude is not None
    ]


def with_distance(services: ServiceQuerySet, point: Point) -> ServiceQuerySet:
    """`services` with `distance` in km to the nearest of their places, else to the municipality of the provider.

    None where neither is known.
    """
    nearest = (
        ServicePlace.objects.on_the_map()
        .filter(service=OuterRef("pk"))
        .order_by()
        .values("service")
        .annotate(nearest=Min(_distance(point, "")))
        .values("nearest")
    )
    return services.annotate(
        distance=Coalesce(
            Subquery(nearest),
            _distance(point, "provider__municipality__"),
            output_field=FloatField(),
        )
    )


def _distance(point: Point, path: str) -> Combinable:
    """The great circle from `point` to the latitude and longitude at `path`, in km."""
    here, there = Radians(Value(point.latitude)), Radians(F(f"{path}latitude"))
    apart = Radians(F(f"{path}longitude") - Value(point.longitude))
    cosine = Sin(here) * Sin(there) + Cos(here) * Cos(there) * Cos(apart)
    # Rounding may carry the cosine of no distance at all past one; least and greatest pass by what is unknown.
    length = Func(
        ACos(Least(Greatest(cosine, Value(-1.0)), Value(1.0))),
        Value(EARTH_KM),
        template="(%(expressions)s)",
        arg_joiner=" * ",
        output_field=FloatField(),
    )
    return Case(When(**{f"{path}latitude__isnull": False}, then=length), default=None)


def marks(services: ServiceQuerySet) -> list[dict[str, Any]]:
    """The places of `services` for the map, in one query: each with its name, position and services.

    Services at the same spot share a mark.
    """
    places = (
        ServicePlace.objects.on_the_map()
        .filter(service__in=services.order_by().values("pk"))
        .order_by("service__name", "pk")
        .values_list("latitude", "longitude", "name", "city", "service__name", "service__slug")
    )
    found: dict[tuple[float, float], dict[str, Any]] = {}
    for latitude, longitude, name, city, service, slug in places[:MOST_MARKS]:
        if latitude is None or longitude is None:
            continue
        mark = found.setdefault(
            (latitude, longitude),
            {"at": [latitude, longitude], "name": name or city, "services": []},
        )
        link = {"name": service, "url": reverse("services_catalog:detail", args=[slug])}
        if link not in mark["services"]:
            mark["services"].append(link)
    return list(found.values())
