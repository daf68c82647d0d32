"""Which services the public may see. There are no secrets here, only drafts."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404

from ke_portal.organisations.access import current_municipalities
from ke_portal.organisations.models import Municipality
from services_catalog.models import (
    FOR_EVERYONE,
    FUNCTION,
    TARGET_GROUP,
    Category,
    Service,
    ServiceArea,
    ServiceQuerySet,
    Term,
)


def published_services() -> ServiceQuerySet:
    """Everything the public may find."""
    return Service.objects.published()


def services_for(
    *,
    group: Term | None = None,
    topic: Term | None = None,
    municipality: Municipality | None = None,
    category: Category | None = None,
) -> ServiceQuerySet:
    """What the public may find, narrowed by each thing that is given."""
    services = published_services()
    if group is not None:
        services = services.with_term(group, or_code=FOR_EVERYONE)
    if topic is not None:
        services = services.with_term(topic)
    if municipality is not None:
        services = services.open_to(municipality)
    if category is not None:
        services = services.in_category(category)
    return services


def open_service(slug: str) -> Service:
    """One service for its page; 404 when it does not exist or is not published."""
    return get_object_or_404(whole_services(published_services()), slug=slug)


def open_service_by_id(public_id: UUID) -> Service:
    """One service by its HSDS id; 404 when it does not exist or is not published."""
    return get_object_or_404(whole_services(published_services()), public_id=public_id)


def all_services() -> ServiceQuerySet:
    """Every service, drafts and closed ones too, with what its record needs."""
    return whole_services(Service.objects.order_by("name", "pk"))


def every_service() -> ServiceQuerySet:
    """Every service, drafts and closed ones too, without anything around it."""
    return Service.objects.order_by("pk")


def whole_services(services: ServiceQuerySet) -> ServiceQuerySet:
    """`services` with all that their full records hold, in a constant number of queries."""
    return services.select_related("provider__directory_entry").prefetch_related(
        Prefetch("terms", Term.objects.select_related("taxonomy").order_by("name")),
        Prefetch("areas", ServiceArea.objects.select_related("municipality", "organisation")),
        "places",
        "hours",
        "costs",
    )


def similar_services(service: Service) -> ServiceQuerySet:
    """A few published services that help with much of the same."""
    return published_services().alike(service).select_related("provider").defer("hsds")[:3]


@dataclass(frozen=True)
class Facets:
    """What the directory can be narrowed by: whom, about what, where and in which situation."""

    groups: list[Term]
    topics: list[Term]
    municipalities: list[Municipality]
    categories: list[Category]


def facets() -> Facets:
    """The facets of the directory as it is now, in three queries."""
    terms = Term.objects.filter(taxonomy__name__in=[TARGET_GROUP, FUNCTION]).select_related(
        "taxonomy"
    )
    by_taxonomy: dict[str, list[Term]] = {TARGET_GROUP: [], FUNCTION: []}
    for term in terms.exclude(code=FOR_EVERYONE).order_by("name"):
        by_taxonomy[term.taxonomy.name].append(term)
    named = ServiceArea.objects.filter(municipality=OuterRef("pk"))
    return Facets(
        groups=by_taxonomy[TARGET_GROUP],
        topics=by_taxonomy[FUNCTION],
        municipalities=list(current_municipalities().filter(Exists(named))),
        categories=list(Category.objects.filter(parent=None)),
    )
