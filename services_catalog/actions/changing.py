"""One entry of the directory changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import rules, search
from services_catalog.access.snapshots import Snapshot, snapshots_of
from services_catalog.actions import history
from services_catalog.models import (
    TEXT_LANGUAGE,
    Deed,
    Link,
    Revision,
    Service,
    Term,
    TextLanguage,
    facts_of,
)
from services_catalog.rules.moderation import completeness

BATCH = 500
# Addresses of the portal's own pages under the directory, which no entry may have.
RESERVED = frozenset(
    {"mine", "redaksjon", "onsker", "regneark", "bekreft", "savnet", "lagret", "veiviser", "sok"}
)


class Stale(Exception):
    """Somebody else has changed the entry since the form was shown; `current` is what stands now."""

    def __init__(self, current: Service) -> None:
        super().__init__(current.pk)
        self.current = current


@transaction.atomic
def change_service(
    service: Service,
    *,
    by: User | None,
    version: int | None = None,
    deed: Deed = Deed.CHANGED,
    verb: Verb = Verb.SERVICE_CHANGED,
    **facts: Any,
) -> Service:
    """Set the given columns of `service`; `terms`, a list, too. Raises Stale when it is not the `version` seen."""
    before = hold(service, version=version)
    is_new = service._state.adding
    terms: Sequence[Term] | None = facts.pop("terms", None)
    for name, value in facts.items():
        setattr(service, name, value)
    name_address(service)
    service.full_clean()
    service.save()
    if terms is not None:
        service.terms.set(terms)
    fields = sorted([*facts, *(["terms"] if terms is not None else [])])
    settle_change(
        service,
        by=by,
        fields=fields,
        before=before,
        deed=Deed.CREATED if is_new else deed,
        verb=Verb.SERVICE_ADDED if is_new else verb,
    )
    return service


def hold(service: Service, *, version: int | None = None) -> Snapshot | None:
    """Lock `service` until the transaction ends, read it anew, and tell what it says; None when it is new.

    Raises Stale when it is no longer the `version` that the writer saw.
    """
    if service._state.adding:
        return None
    current = Service.objects.select_for_update().get(pk=service.pk)
    if version is not None and current.version != version:
        raise Stale(current)
    for field in Service._meta.concrete_fields:
        setattr(service, field.attname, getattr(current, field.attname))
    return snapshots_of([service.pk])[service.pk]


def hold_before_admin(service: Service) -> Snapshot | None:
    """What `service` says in the database while a form has filled it with something else; locks it. None when new."""
    if service._state.adding:
        return None
    Service.objects.select_for_update().only("pk").get(pk=service.pk)
    return snapshots_of([service.pk])[service.pk]


def name_address(service: Service) -> None:
    """Give a new `service` its place in the directory's addresses. One that has a place keeps it."""
    if not service.slug:
        taken = set(Service.objects.values_list("slug", flat=True)) | RESERVED
        service.slug = rules.free_slug(
            service.name, service.provider.name if service.provider else "", taken
        )


@transaction.atomic
def settle_change(
    service: Service,
    *,
    by: User | None,
    fields: Iterable[str] = (),
    before: Snapshot | None = None,
    deed: Deed = Deed.CHANGED,
    verb: Verb = Verb.SERVICE_CHANGED,
    detail: dict[str, Any] | None = None,
    by_name: str = "",
) -> None:
    """After `service` and all its parts were saved: language, search words, links, completeness, history and log.

    `before` is what it said before; None says that it is new, or that its history has it already.
    """
    language = (
        service.terms.filter(taxonomy__name=TEXT_LANGUAGE).values_list("code", flat=True).first()
    )
    service.text_language = language if language in TextLanguage.values else TextLanguage.BOKMAL
    service.changed_at = timezone.now()
    service.version += 1
    service.save(update_fields=["text_language", "changed_at", "version"])
    here = Service.objects.filter(pk=service.pk)
    refresh_search(here)
    weigh(here)
    note_links(here)
    service.refresh_from_db(fields=["completeness", "has_dead_link"])
    if before is not None or not Revision.objects.filter(service=service).exists():
        history.keep(
            {service.pk: before},
            deed=deed if before is not None else Deed.CREATED,
            by_name=by_name or (by.get_full_name() if by else ""),
        )
    log.record(verb, on=service, by=by, detail={"fields": list(fields), **(detail or {})})


def refresh_search(services: QuerySet[Service]) -> int:
    """Make what `services` are found by anew. Returns how many."""
    return sum(search.refresh(services))


def weigh(services: QuerySet[Service]) -> None:
    """Work out anew how complete `services` are."""
    changed = []
    rows = services.prefetch_related(
        "areas",
        "places",
        "hours",
        "costs",
        Prefetch("terms", Term.objects.select_related("taxonomy")),
    ).defer("hsds")
    for service in rows.iterator(chunk_size=BATCH):
        share = completeness(facts_of(service))
        if share != service.completeness:
            service.completeness = share
            changed.append(service)
    Service.objects.bulk_update(changed, ["completeness"], batch_size=BATCH)


def note_links(services: QuerySet[Service]) -> None:
    """Know the web addresses that `services` have now, and forget those they had."""
    wanted = {
        (key, url)
        for key, *texts in services.values_list(
            "pk", "url", "description", "how_to_get_in", "how_professional", "how_next_of_kin"
        )
        for url in rules.addresses_in(*texts)
    }
    known = {
        (key, url): pk
        for pk, key, url in Link.objects.filter(service__in=services).values_list(
            "pk", "service_id", "url"
        )
    }
    gone = [pk for address, pk in known.items() if address not in wanted]
    Link.objects.filter(pk__in=gone).delete()
    Link.objects.bulk_create(
        [Link(service_id=key, url=url) for key, url in sorted(wanted - set(known))],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    mark_dead_links(services)


def mark_dead_links(services: QuerySet[Service]) -> None:
    """Let each of `services` know whether one of its links is dead."""
    dead = set(
        Link.objects.dead().filter(service__in=services).values_list("service_id", flat=True)
    )
    services.filter(pk__in=dead, has_dead_link=False).order_by().update(has_dead_link=True)
    services.filter(has_dead_link=True).exclude(pk__in=dead).order_by().update(has_dead_link=False)


def settle_import(before: dict[int, Snapshot], keys: list[int]) -> None:
    """After a file was read: completeness, links and history of the entries with `keys`, in batches."""
    for start in range(0, len(keys), BATCH):
        services = Service.objects.filter(pk__in=keys[start : start + BATCH])
        weigh(services)
        note_links(services)
    Service.objects.filter(pk__in=before).order_by().update(version=F("version") + 1)
    history.keep(dict(before), deed=Deed.IMPORTED, by_name="")
