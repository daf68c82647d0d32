"""How every change of a plan leaves its trace: revision rows, one audit record, completeness worked out again."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from individual_plans import rules
from individual_plans.models import Plan, PlanItem, PlanRow, PlanStatus, Revision
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb

Item = TypeVar("Item", bound=PlanItem)


class PlanIsLocked(Exception):
    """Paused, ended and archived plans are not written in."""


class Stale(Exception):
    """Somebody else has changed the item since the form was shown; `current` is what stands now."""

    def __init__(self, current: PlanItem) -> None:
        super().__init__(current.pk)
        self.current = current


def add_item(item: Item, *, by: User) -> Item:
    """Save a new item of an editable plan, with its history."""
    require_editable(item.plan)
    item.changed_by = by
    item.save()
    write_history(item, before={}, after=values_of(item), by=by)
    note_change(item, by=by, did="added")
    return item


def change_item(item: Item, *, by: User, version: int | None = None, **values: Any) -> Item:
    """Set `values` on an item. Raises Stale when it is no longer the `version` that the writer saw."""
    locked = lock(item)
    require_editable(locked.plan)
    if version is not None and locked.version != version:
        raise Stale(locked)
    before = values_of(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    fields = rules.changed_fields(before, values_of(locked))
    if not fields:
        return locked
    save_changed(locked, by=by)
    write_history(locked, before=before, after=values_of(locked), by=by)
    note_change(locked, by=by, did="changed", fields=fields)
    return locked


def lock(item: Item) -> Item:
    """The item as it stands now, held until the transaction ends."""
    locked: Item = (
        type(item)
        ._default_manager.select_for_update(of=("self",))
        .select_related("plan__person")
        .get(pk=item.pk)
    )
    return locked


def require_editable(plan: Plan) -> None:
    if not plan.is_editable:
        raise PlanIsLocked


def save_changed(item: PlanItem, *, by: User) -> None:
    item.version += 1
    item.changed_at = timezone.now()
    item.changed_by = by
    item.save()


def values_of(item: models.Model) -> dict[str, Any]:
    """What somebody wrote or chose in the item, by field name."""
    own = {field.name for field in PlanItem._meta.fields} | {"id", "plan", "public_id"}
    return {
        field.name: getattr(item, field.attname)
        for field in item._meta.concrete_fields
        if field.name not in own
    }


def write_history(
    item: PlanRow, *, before: Mapping[str, Any], after: Mapping[str, Any], by: User | None
) -> None:
    """One revision row per field that differs."""
    Revision.objects.bulk_create(
        Revision(
            plan=item.plan,
            section=item.section,
            item_kind=item._meta.model_name or "",
            item_id=item.public_id,
            field=name,
            before=_text(before.get(name)),
            after=_text(after[name]),
            by=by,
        )
        for name in rules.changed_fields(before, after)
        if _text(before.get(name)) != _text(after[name])
    )


def note_change(
    item: PlanRow,
    *,
    by: User | None,
    did: str,
    verb: Verb = Verb.PLAN_CHANGED,
    fields: list[str] | None = None,
) -> None:
    """The one audit record of a change, and the plan's completeness after it."""
    detail: dict[str, Any] = {"what": item._meta.model_name, "did": did}
    if fields:
        detail["fields"] = fields
    log.record(verb, on=item, by=by, person=item.plan.person, detail=detail)
    item.plan.keep_completeness()


def move(plan: Plan, status: PlanStatus, *, by: User) -> None:
    """Give the plan another status, and say so in the log. The rules have been asked."""
    before, plan.status = plan.status, status
    plan.save(update_fields=["status", "end_reason"])
    log.record(
        Verb.PLAN_MOVED, on=plan, by=by, person=plan.person, detail={"from": before, "to": status}
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)
