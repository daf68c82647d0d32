"""One entry of the directory changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import rules, search
from services_catalog.models import TEXT_LANGUAGE, Service, Term, TextLanguage


@transaction.atomic
def change_service(service: Service, *, by: User | None, **facts: Any) -> Service:
    """Set the given columns of `service`; `terms`, a list, too."""
    terms: Sequence[Term] | None = facts.pop("terms", None)
    for name, value in facts.items():
        setattr(service, name, value)
    name_address(service)
    service.full_clean()
    service.save()
    if terms is not None:
        service.terms.set(terms)
    settle_change(service, by=by, fields=sorted(facts))
    return service


def name_address(service: Service) -> None:
    """Give a new `service` its place in the directory's addresses. One that has a place keeps it."""
    if not service.slug:
        taken = set(Service.objects.values_list("slug", flat=True))
        service.slug = rules.free_slug(
            service.name, service.provider.name if service.provider else "", taken
        )


@transaction.atomic
def settle_change(service: Service, *, by: User | None, fields: Iterable[str] = ()) -> None:
    """After `service` and its terms and areas were saved: its language, its search words and the log."""
    language = (
        service.terms.filter(taxonomy__name=TEXT_LANGUAGE).values_list("code", flat=True).first()
    )
    service.text_language = language if language in TextLanguage.values else TextLanguage.BOKMAL
    service.changed_at = timezone.now()
    service.save(update_fields=["text_language", "changed_at"])
    refresh_search(Service.objects.filter(pk=service.pk))
    log.record(Verb.SERVICE_CHANGED, on=service, by=by, detail={"fields": list(fields)})


def refresh_search(services: QuerySet[Service]) -> int:
    """Make what `services` are found by anew. Returns how many."""
    return sum(search.refresh(services))
