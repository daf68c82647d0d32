from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value

from ke_portal.organisations.models import (
    CoordinatingUnit,
    Municipality,
    Organisation,
    OrganisationKind,
)


def our_unit() -> CoordinatingUnit | None:
    """The coordinating unit that this installation serves; None before it has been set up."""
    return (
        CoordinatingUnit.objects.filter(is_ours=True)
        .select_related("organisation__municipality")
        .first()
    )


def our_municipality() -> Municipality | None:
    """The municipality of our unit; None when it is not a municipality's, or before it has been set up."""
    unit = our_unit()
    return unit.organisation.municipality if unit else None


def current_municipalities() -> QuerySet[Municipality]:
    """The municipalities that exist today, by name."""
    return Municipality.objects.filter(valid_to=None).order_by("name")


def workplaces() -> QuerySet[Organisation]:
    """Bodies that give services, by name: not regions and state governors."""
    return Organisation.objects.exclude(
        kind__in=[OrganisationKind.REGION, OrganisationKind.STATE_GOVERNOR]
    ).order_by("name")


def municipalities_by_name() -> QuerySet[Municipality, tuple[int, str, str, str, list[int]]]:
    """Key, number, name, county and serving hospitals of the municipalities and districts of today."""
    serving = ArrayAgg(
        "catchments__trust_id", filter=Q(catchments__valid_to=None), default=Value([])
    )
    return (
        current_municipalities()
        .annotate(serving=serving)
        .values_list("pk", "number", "name", "county_name", "serving")
    )


def hospitals_with_units() -> dict[str, list[int]]:
    """Each hospital by name, with the keys of itself and of its units."""
    hospitals: dict[str, list[int]] = {}
    kinds = [OrganisationKind.TRUST, OrganisationKind.PRIVATE_HOSPITAL]
    units = Organisation.objects.filter(Q(kind__in=kinds) | Q(parent__kind__in=kinds))
    for key, name, kind, parent in units.order_by("name").values_list(
        "pk", "name", "kind", "parent__name"
    ):
        hospitals.setdefault(name if kind in kinds else parent, []).append(key)
    return hospitals
