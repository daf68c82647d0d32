"""A file of services is read into the directory."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Municipality, Organisation, OrganisationKind
from services_catalog import access, hsds, rules
from services_catalog.access.snapshots import snapshots_of
from services_catalog.actions.changing import RESERVED, refresh_search, settle_import
from services_catalog.hsds import BadRecords, Problem, ServiceRecord
from services_catalog.hsds.parts import PartRecord
from services_catalog.hsds.reading import ProviderRecord, TermRecord
from services_catalog.models import (
    LEVEL,
    CostOption,
    ExtentType,
    OpeningHours,
    ProviderEntry,
    Service,
    ServiceArea,
    ServiceImport,
    ServicePlace,
    ServiceStatus,
    Taxonomy,
    Term,
    TextLanguage,
)

BATCH = 500
KIND_OF_LEVEL = {
    "kommune": OrganisationKind.MUNICIPALITY,
    "spesialist": OrganisationKind.TRUST,
    "privat": OrganisationKind.PRIVATE_INSTITUTION,
    "frivillig": OrganisationKind.VOLUNTARY,
    "fylkeskommune": OrganisationKind.COUNTY,
}


@transaction.atomic
def import_services(records: Any, *, source: str, by: User | None) -> ServiceImport:
    """Read HSDS `records` into the directory: all of them or, raising BadRecords, none.

    A service is known again by its id; reading the same records twice changes nothing. Services that the
    file does not hold stay as they are.
    """
    read = hsds.read_services(records)
    providers = _providers(read)
    terms = _terms(read)
    municipalities = {each.number: each for each in Municipality.objects.filter(valid_to=None)}
    known = _known_services(read)
    taken = set(Service.objects.values_list("slug", flat=True)) | RESERVED
    added: list[ServiceRecord] = []
    changed: list[ServiceRecord] = []
    for record in read:
        service = known.get(record.id)
        if service is not None and _is_as_written(service, record):
            continue
        (added if service is None else changed).append(record)
        service = known[record.id] = service or Service(public_id=record.id)
        _fill(
            service, record, provider=providers.get(record.provider.id) if record.provider else None
        )
        if not service.slug:
            service.slug = rules.free_slug(
                service.name, service.provider.name if service.provider else "", taken
            )
            taken.add(service.slug)
    before = snapshots_of(known[record.id].pk for record in changed)
    _store(known, added=added, changed=changed, terms=terms, municipalities=municipalities)
    settle_import(before, [known[record.id].pk for record in (*added, *changed)])
    result = ServiceImport.objects.create(
        source=source[:250],
        added=len(added),
        changed=len(changed),
        unchanged=len(read) - len(added) - len(changed),
    )
    log.record(
        Verb.SERVICES_IMPORTED,
        on=result,
        by=by,
        detail={"added": result.added, "changed": result.changed, "unchanged": result.unchanged},
    )
    return result


def _known_services(read: list[ServiceRecord]) -> dict[UUID, Service]:
    wanted = Service.objects.filter(public_id__in=[record.id for record in read])
    return {service.public_id: service for service in access.whole_services(wanted)}


def _is_as_written(service: Service, record: ServiceRecord) -> bool:
    written = hsds.write_service(service)
    if not record.raw.get("last_modified"):
        return {**written, "last_modified": None} == {**record.raw, "last_modified": None}
    return written == record.raw


def _fill(service: Service, record: ServiceRecord, *, provider: Organisation | None) -> None:
    status = service.status if service.pk else None
    for name, value in record.values.items():
        setattr(service, name, value)
    if status and hsds.WORD_FOR_STATUS[ServiceStatus(status)] == record.raw["status"]:
        # The file says no more than that it is not shown; we know why.
        service.status = status
    if service.status != ServiceStatus.WITHDRAWN:
        service.withdrawn_because = ""
    service.changed_at = record.values["changed_at"] or timezone.now()
    language = record.text_language
    service.text_language = language if language in TextLanguage.values else TextLanguage.BOKMAL
    service.provider = provider
    service.hsds = record.raw


def _store(
    services: dict[UUID, Service],
    *,
    added: list[ServiceRecord],
    changed: list[ServiceRecord],
    terms: dict[tuple[str, str], Term],
    municipalities: dict[str, Municipality],
) -> None:
    """Write new and changed services with their terms, areas and search words, in batches."""
    columns = [
        field.name
        for field in Service._meta.concrete_fields
        if field.name not in {"id", "public_id", "slug"}
    ]
    Service.objects.bulk_create([services[record.id] for record in added], batch_size=BATCH)
    Service.objects.bulk_update(
        [services[record.id] for record in changed], columns, batch_size=BATCH
    )
    touched = [(services[record.id], record) for record in (*added, *changed)]
    keys = [service.pk for service, _record in touched]
    link = Service.terms.through
    link.objects.filter(service__in=keys).delete()
    link.objects.bulk_create(
        [
            link(service_id=service.pk, term_id=terms[term.key].pk)
            for service, record in touched
            for term in record.terms
        ],
        batch_size=BATCH * 4,
    )
    ServiceArea.objects.filter(service__in=keys).delete()
    ServiceArea.objects.bulk_create(
        [
            ServiceArea(
                public_id=area.id,
                service=service,
                extent_type=area.extent_type,
                extent=area.extent,
                name=area.name,
                municipality=municipalities.get(area.extent)
                if area.extent_type == ExtentType.MUNICIPALITY
                else None,
            )
            for service, record in touched
            for area in record.areas
        ],
        batch_size=BATCH * 4,
    )
    _store_parts(touched, municipalities)
    refresh_search(Service.objects.filter(pk__in=keys))


def _store_parts(
    touched: list[tuple[Service, ServiceRecord]], municipalities: dict[str, Municipality]
) -> None:
    """Write the places, hours and prices of the services anew. A place lies in the municipality of its name."""
    named = Counter(municipality.name for municipality in municipalities.values())
    by_name = {each.name: each for each in municipalities.values() if named[each.name] == 1}
    _replace(ServicePlace, [(service, record.places) for service, record in touched])
    for name in {part.values["city"] for _s, record in touched for part in record.places}:
        if name in by_name:
            ServicePlace.objects.filter(
                service__in=[service.pk for service, _record in touched], city=name
            ).update(municipality=by_name[name])
    _replace(OpeningHours, [(service, record.hours) for service, record in touched])
    _replace(CostOption, [(service, record.costs) for service, record in touched])


def _replace(model: type[Model], wanted: list[tuple[Service, list[PartRecord]]]) -> None:
    model._default_manager.filter(service__in=[service.pk for service, _parts in wanted]).delete()
    model._default_manager.bulk_create(
        [
            model(service=service, public_id=part.id, position=number, **part.values)
            for service, parts in wanted
            for number, part in enumerate(parts)
        ],
        batch_size=BATCH * 4,
    )


def _terms(read: list[ServiceRecord]) -> dict[tuple[str, str], Term]:
    """The terms of the records by taxonomy and code, made when they are new. Known ones keep their words."""
    wanted: dict[tuple[str, str], TermRecord] = {}
    for record in read:
        for term in record.terms:
            wanted.setdefault(term.key, term)
    taxonomies = {taxonomy.name: taxonomy for taxonomy in Taxonomy.objects.all()}
    known = {
        (term.taxonomy.name, term.code): term for term in Term.objects.select_related("taxonomy")
    }
    ids = {term.public_id for term in known.values()}
    for key, term in wanted.items():
        if key in known:
            continue
        if term.taxonomy not in taxonomies:
            taxonomies[term.taxonomy] = _new_taxonomy(term, list(taxonomies.values()))
        new = Term(
            taxonomy=taxonomies[term.taxonomy],
            code=term.code,
            name=term.name,
            description=term.description[:500],
        )
        if term.id not in ids:
            new.public_id = term.id
        new.save()
        ids.add(new.public_id)
        known[key] = new
    return known


def _new_taxonomy(term: TermRecord, others: list[Taxonomy]) -> Taxonomy:
    taxonomy = Taxonomy(name=term.taxonomy, description=term.taxonomy_description[:500])
    if term.taxonomy_id and term.taxonomy_id not in {other.public_id for other in others}:
        taxonomy.public_id = term.taxonomy_id
    taxonomy.save()
    return taxonomy


def _providers(read: list[ServiceRecord]) -> dict[UUID, Organisation]:
    """The organisations of the records by their id in the file: known by that id, else by name, else new."""
    entries = ProviderEntry.objects.select_related("organisation")
    known = {entry.public_id: entry.organisation for entry in entries}
    problems: list[Problem] = []
    for record in read:
        provider = record.provider
        if provider is None:
            continue
        organisation = known.get(provider.id)
        if organisation is None:
            organisation = known[provider.id] = _new_provider(provider, record)
        if organisation.name != provider.name and not _rename(organisation, provider.name):
            problems.append(
                Problem(
                    record.index,
                    str(record.id),
                    "organization.name",
                    _("«%(name)s» er allerede navnet på en annen organisasjon")
                    % {"name": provider.name},
                )
            )
    if problems:
        raise BadRecords(problems)
    return known


def _new_provider(provider: ProviderRecord, record: ServiceRecord) -> Organisation:
    namesakes = Organisation.objects.filter(name=provider.name).select_related("directory_entry")
    organisation = namesakes.order_by(
        "directory_entry__pk", "pk"
    ).first() or Organisation.objects.create(
        name=provider.name,
        kind=_kind_of(provider, record),
        description=provider.description,
        email=provider.email,
        website=provider.website,
    )
    if not hasattr(organisation, "directory_entry"):
        ProviderEntry.objects.create(organisation=organisation, public_id=provider.id)
    return organisation


def _kind_of(provider: ProviderRecord, record: ServiceRecord) -> OrganisationKind:
    if provider.name.startswith("NAV "):
        return OrganisationKind.NAV_OFFICE
    level = next((term.code for term in record.terms if term.taxonomy == LEVEL), "")
    return KIND_OF_LEVEL.get(level, OrganisationKind.OTHER)


def _rename(organisation: Organisation, name: str) -> bool:
    """Give `organisation` the name that it has in the file, unless another like it has that name."""
    others = Organisation.objects.filter(
        kind=organisation.kind, name=name, municipality=organisation.municipality
    )
    if others.exclude(pk=organisation.pk).exists():
        return False
    organisation.name = name
    organisation.save(update_fields=["name"])
    return True
