"""Everything an entry says, as one value: what a revision keeps, what two revisions are compared by.

The parts of an entry are found by themselves: every table whose rows go when the entry goes, unless its model
says that it is only beside the entry.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CASCADE, Field, Model, Prefetch

from services_catalog.models import BesideEntry, Service, Term

Snapshot = dict[str, Any]

# What is worked out, or names the entry and never changes.
NOT_KEPT = frozenset(
    {
        "id",
        "public_id",
        "slug",
        "changed_at",
        "version",
        "completeness",
        "has_dead_link",
        "unconfirmed_since",
    }
)
# Kept to be given back, and no news to a reader.
NOT_COMPARED = frozenset({"hsds", "withdrawn_because"})
TERMS = "terms"
CHUNK = 500


def kept_fields() -> list[Field]:
    """The columns of an entry that a revision keeps."""
    return [field for field in Service._meta.concrete_fields if field.name not in NOT_KEPT]


def parts() -> dict[str, tuple[type[Model], str]]:
    """The tables of an entry's parts, by how the entry calls them: the model and its key to the entry."""
    found = {}
    for relation in Service._meta.related_objects:
        model = relation.related_model
        name = relation.get_accessor_name()
        if (
            name
            and isinstance(model, type)
            and (relation.one_to_many or relation.one_to_one)
            and relation.on_delete is CASCADE
            and not issubclass(model, BesideEntry)
        ):
            found[name] = (model, relation.field.name)
    return found


def part_fields(model: type[Model], key: str) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != key
    ]


def snapshots_of(keys: Iterable[int]) -> dict[int, Snapshot]:
    """What each of the entries says now, by key, in a constant number of queries a chunk."""
    wanted = list(keys)
    found: dict[int, Snapshot] = {}
    for start in range(0, len(wanted), CHUNK):
        services = (
            Service.objects.filter(pk__in=wanted[start : start + CHUNK])
            .select_related("provider", "owner")
            .prefetch_related(
                Prefetch("terms", Term.objects.select_related("taxonomy").order_by("pk")),
                *(Prefetch(name, with_names(model, key)) for name, (model, key) in parts().items()),
            )
        )
        found |= {service.pk: _snapshot(service) for service in services}
    return found


def with_names(model: type[Model], key: str) -> Any:
    """The rows of a part, with what their keys name."""
    names = [field.name for field in part_fields(model, key) if field.is_relation]
    rows = model._default_manager.order_by("pk")
    return rows.select_related(*names) if names else rows


def _snapshot(service: Service) -> Snapshot:
    whole = {
        "columns": {field.name: getattr(service, field.attname) for field in kept_fields()},
        "words": {
            field.name: str(getattr(service, field.name) or "")
            for field in kept_fields()
            if field.is_relation
        },
        "terms": [
            {"id": term.pk, "taxonomy": term.taxonomy.name, "name": term.name}
            for term in service.terms.all()
        ],
        "parts": {
            name: [_row(row, model, key) for row in getattr(service, name).all()]
            for name, (model, key) in parts().items()
        },
    }
    plain: Snapshot = json.loads(json.dumps(whole, cls=DjangoJSONEncoder))
    return plain


def _row(row: Model, model: type[Model], key: str) -> dict[str, Any]:
    fields = part_fields(model, key)
    return {
        "columns": {field.name: getattr(row, field.attname) for field in fields},
        "words": {
            field.name: str(getattr(row, field.name) or "") for field in fields if field.is_relation
        },
    }


def compared(snapshot: Snapshot) -> dict[str, Any]:
    """What two snapshots are compared by: columns, terms and parts by name."""
    columns = {
        name: value for name, value in snapshot["columns"].items() if name not in NOT_COMPARED
    }
    terms = sorted(term["id"] for term in snapshot["terms"])
    parts_now = {name: [row["columns"] for row in rows] for name, rows in snapshot["parts"].items()}
    return columns | {TERMS: terms} | parts_now
