from django.db.models import QuerySet

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


def current_municipalities() -> QuerySet[Municipality]:
    """The municipalities that exist today, by name."""
    return Municipality.objects.filter(valid_to=None).order_by("name")


def workplaces() -> QuerySet[Organisation]:
    """Bodies that give services, by name: not regions and state governors."""
    return Organisation.objects.exclude(
        kind__in=[OrganisationKind.REGION, OrganisationKind.STATE_GOVERNOR]
    ).order_by("name")
