"""Each change of an entry leaves a revision, and a revision can be taken back."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Field, ForeignKey, Max, Model

from services_catalog.access.snapshots import (
    NOT_KEPT,
    Snapshot,
    compared,
    kept_fields,
    part_fields,
    parts,
    snapshots_of,
)
from services_catalog.models import Deed, Revision, Service, Term
from services_catalog.rules.differences import changed

BATCH = 500
# A restored text does not tell who owns it, whether it is public or when it was checked.
NOT_RESTORED = frozenset(
    {"status", "withdrawn_because", "assured_on", "owner", "review_months", "assurer_email"}
)


class CannotRestore(Exception):
    """The revision names something that is no longer there, such as an organisation."""


def keep(before: Mapping[int, Snapshot | None], *, deed: Deed, by_name: str) -> int:
    """Write a revision for each entry that differs from `before`; None stands for a new one. Returns how many.

    An entry without a history first gets the revision of what it said before.
    """
    after = snapshots_of(before)
    last = dict(
        Revision.objects.filter(service__in=list(before))
        .order_by()
        .values_list("service")
        .annotate(Max("number"))
    )
    rows = []
    for key, old in before.items():
        new = after[key]
        fields = changed(compared(old), compared(new)) if old else []
        if old and not fields:
            continue
        number = last.get(key, 0)
        if old and not number:
            number = 1
            rows.append(Revision(service_id=key, number=1, deed=Deed.FIRST, snapshot=old))
        rows.append(
            Revision(
                service_id=key,
                number=number + 1,
                deed=deed,
                by_name=by_name[:200],
                fields=fields,
                snapshot=new,
            )
        )
    Revision.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def put_back(service: Service, snapshot: Snapshot) -> None:
    """Give `service` the columns, terms and parts of `snapshot`; the caller settles the change."""
    columns = snapshot["columns"]
    for field in kept_fields():
        if field.name in columns and field.name not in NOT_RESTORED | NOT_KEPT:
            setattr(service, field.attname, _value(field, columns[field.name]))
    service.save()
    wanted = [term["id"] for term in snapshot["terms"]]
    service.terms.set(Term.objects.filter(pk__in=wanted))
    for name, (model, key) in parts().items():
        rows = snapshot["parts"].get(name)
        if rows is None:
            continue
        getattr(service, name).all().delete()
        fields = part_fields(model, key)
        model._default_manager.bulk_create(
            [
                model(
                    **{key: service},
                    **{
                        field.attname: _value(field, row["columns"][field.name])
                        for field in fields
                        if field.name in row["columns"]
                    },
                )
                for row in rows
            ]
        )


def _value(field: Field, plain: Any) -> Any:
    """A value of a column, from what JSON made of it. Raises CannotRestore when its row is gone."""
    if plain is None:
        return None
    if isinstance(field, ForeignKey):
        target: type[Model] = field.related_model
        if not target._default_manager.filter(pk=plain).exists():
            raise CannotRestore(str(field.verbose_name))
        return plain
    return field.to_python(plain)
