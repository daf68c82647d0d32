"""Which services the public may see. There are no secrets here, only drafts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import (
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from ke_portal.organisations.models import Municipality, Organisation
from services_catalog.models import (
    FOR_EVERYONE,
    Category,
    Service,
    ServiceArea,
    ServiceImport,
    ServicePlace,
    ServiceQuerySet,
    Taxonomy,
    Term,
)

MOST_SAVED = 100


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


def services_called(slugs: Sequence[str]) -> list[Service]:
    """The published services at these addresses, in this order; unknown ones are passed by."""
    wanted = [slug for slug in dict.fromkeys(slugs) if slug.isprintable()][:MOST_SAVED]
    services = published_services().filter(slug__in=wanted).for_list()
    found = {service.slug: service for service in services}
    return [found[slug] for slug in wanted if slug in found]


def life_situations() -> QuerySet[Category]:
    """The first branches of the tree, for the front page."""
    return Category.objects.filter(parent=None).order_by("position", "name", "pk")[:4]


def open_service(slug: str) -> Service:
    """One service for its page; 404 when it does not exist or is not published."""
    services = whole_services(published_services())
    return get_object_or_404(
        services.prefetch_related("texts", "notices", "course_dates"), slug=slug
    )


def published_service(slug: str) -> Service | None:
    """The service with its name only, for those who name it; None when the public may not see it."""
    if not slug.isascii() or not slug.isprintable():
        return None
    return published_services().filter(slug=slug).only("name", "slug").first()


def open_service_by_id(public_id: UUID | str) -> Service:
    """One service by its HSDS id; 404 when it does not exist or is not published."""
    return get_object_or_404(whole_services(published_services()), public_id=as_uuid(public_id))


def as_uuid(public_id: UUID | str) -> UUID:
    """An id from an address; 404 when it is none."""
    try:
        return public_id if isinstance(public_id, UUID) else UUID(public_id)
    except ValueError:
        raise Http404 from None


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


def services_as_asked(
    *,
    organisation: UUID | str | None = None,
    taxonomy: UUID | str | None = None,
    term: UUID | str | None = None,
    changed_since: datetime | None = None,
) -> ServiceQuerySet:
    """Published services, narrowed by the ids other systems know; an id of nothing narrows to nothing."""
    services = published_services()
    if organisation is not None:
        provider = provider_by_id(organisation)
        services = services.filter(provider=provider) if provider else services.none()
    for field, wanted in (("public_id", term), ("taxonomy__public_id", taxonomy)):
        if isinstance(wanted, str):
            return services.none()
        if wanted is not None:
            services = services.filter(
                Exists(Term.objects.filter(**{field: wanted}, services=OuterRef("pk")))
            )
    if changed_since is not None:
        services = services.filter(changed_at__gte=changed_since)
    return services


def where_given(services: ServiceQuerySet) -> dict[int, bool]:
    """The keys of those `services` that are given somewhere, in order: whether all their places have rows."""
    rows = ServicePlace.objects.filter(service=OuterRef("pk")).order_by().values("service")
    said = Func(
        F("hsds"),
        function="jsonb_array_length",
        template="%(function)s(jsonb_path_query_array(%(expressions)s, '$.service_at_locations[*]'))",
        output_field=IntegerField(),
    )
    counted = services.annotate(
        rows=Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0), said=said
    )
    return {
        key: not address and said in (0, number)
        for key, address, number, said in counted.values_list("pk", "address", "rows", "said")
        if address or number or said
    }


def places_in_rows(keys: list[int]) -> QuerySet[ServicePlace]:
    """The places of the services with these keys, in the order of each service."""
    return (
        ServicePlace.objects.filter(service__in=keys)
        .only("service_id", "public_id", "postal_code", "latitude", "longitude")
        .order_by("service", "position", "pk")
    )


def places_in_text(keys: list[int]) -> ServiceQuerySet:
    """The services with these keys, with only what tells where they are given."""
    return (
        Service.objects.filter(pk__in=keys)
        .prefetch_related("places")
        .only("public_id", "address", "transport", "accessibility", "hsds")
    )


def services_by_key(keys: list[int]) -> dict[int, Service]:
    return {
        service.pk: service for service in whole_services(published_services().filter(pk__in=keys))
    }


def services_for_postcode(services: ServiceQuerySet, postcode: str) -> ServiceQuerySet:
    """Those of `services` that people who live there can get; none when we know no place with that postcode."""
    here = ServicePlace.objects.filter(postal_code=postcode).exclude(municipality=None)
    place = here.select_related("municipality").order_by("municipality", "pk").first()
    return services.open_to(place.municipality) if place and place.municipality else services.none()


def providers(words: str = "") -> QuerySet[Organisation]:
    """Those who give a published service, by name; with all of `words` in name or description."""
    given = published_services().filter(provider=OuterRef("pk"))
    return (
        Organisation.objects.filter(Exists(given), _with_words(words, "name", "description"))
        .select_related("directory_entry")
        .order_by("name", "pk")
    )


def identity_of(organisation: Organisation) -> UUID:
    """The id by which the directory names `organisation` to other systems."""
    entry = getattr(organisation, "directory_entry", None)
    return entry.public_id if entry else uuid5(NAMESPACE_URL, f"organisation/{organisation.pk}")


def provider_by_id(public_id: UUID | str) -> Organisation | None:
    """The provider that other systems know as `public_id`."""
    if isinstance(public_id, str):
        return None
    known = providers().filter(directory_entry__public_id=public_id).first()
    if known:
        return known
    unnamed = providers().filter(directory_entry=None)
    return next((each for each in unnamed if identity_of(each) == public_id), None)


def open_provider(public_id: str) -> Organisation:
    """One provider; 404 when it gives nothing that is published."""
    provider = provider_by_id(as_uuid(public_id))
    if provider is None:
        raise Http404
    return provider


def services_by_provider(providers: list[Organisation]) -> dict[int, list[Service]]:
    """The published services of each of `providers`, by name, with what their records need."""
    found: dict[int, list[Service]] = {provider.pk: [] for provider in providers}
    services = whole_services(published_services().filter(provider__in=found))
    for service in services.order_by("name", "pk"):
        found[service.provider_id or 0].append(service)
    return found


def records_of_providers(providers: list[Organisation]) -> dict[int, dict[str, Any]]:
    """What the newest record that names each of `providers` says of it."""
    newest = (
        published_services()
        .filter(provider__in=providers)
        .order_by("provider_id", "-changed_at", "pk")
        .distinct("provider_id")
        .values_list("pk", flat=True)
    )
    said = Service.objects.filter(pk__in=list(newest)).values_list("provider", "hsds__organization")
    return {provider: record or {} for provider, record in said if provider is not None}


def taxonomies(words: str = "") -> QuerySet[Taxonomy]:
    """All ways of sorting, by name; with all of `words` in name or description."""
    return Taxonomy.objects.filter(_with_words(words, "name", "description")).order_by("name", "pk")


def open_taxonomy(public_id: str) -> Taxonomy:
    return get_object_or_404(Taxonomy, public_id=as_uuid(public_id))


def open_term(public_id: str) -> Term:
    return get_object_or_404(Term.objects.select_related("taxonomy"), public_id=as_uuid(public_id))


def terms(words: str = "", *, taxonomy: UUID | str | None = None) -> QuerySet[Term]:
    """All terms, by taxonomy and name; with all of `words` in name or description."""
    found = Term.objects.filter(_with_words(words, "name", "description"))
    if isinstance(taxonomy, str):
        found = found.none()
    elif taxonomy is not None:
        found = found.filter(taxonomy__public_id=taxonomy)
    return found.select_related("taxonomy").order_by("taxonomy__name", "name", "pk")


def directory_changed_at() -> datetime | None:
    """When anything in the directory was last changed or read in; None while it is empty."""
    moments = [
        Service.objects.aggregate(at=Max("changed_at"))["at"],
        ServiceImport.objects.aggregate(at=Max("imported_at"))["at"],
    ]
    return max((moment for moment in moments if moment), default=None)


def in_stretches(rows: QuerySet[Any], size: int) -> Iterator[list[Model]]:
    """`rows` in their order, `size` at a time, without holding a cursor open."""
    every = list(rows.values_list("pk", flat=True))
    for start in range(0, len(every), size):
        keys = every[start : start + size]
        found = {row.pk: row for row in rows.filter(pk__in=keys)}
        yield [found[key] for key in keys if key in found]


def _with_words(words: str, *fields: str) -> Q:
    """Each of `words` stands in one of `fields`."""
    return reduce(
        and_,
        (
            reduce(
                lambda one, other: one | other,
                (Q(**{f"{field}__icontains": word}) for field in fields),
            )
            for word in words.split()[:12]
        ),
        Q(),
    )


def similar_services(service: Service) -> ServiceQuerySet:
    """A few published services that help with much of the same."""
    return published_services().alike(service).select_related("provider").defer("hsds")[:3]
