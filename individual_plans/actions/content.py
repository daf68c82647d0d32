"""What people write in a plan: what matters, strengths, needs, goals, measures, contributions, cooperation."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from individual_plans.actions import changes
from individual_plans.models import (
    About,
    Contribution,
    Cooperation,
    Goal,
    Measure,
    MeasureStatus,
    Need,
    Participant,
    Plan,
    PlanItem,
    Strength,
)
from ke_portal.accounts.models import User


class ReasonNeeded(ValueError):
    """A measure that is refused or stopped says why."""


@transaction.atomic
def change_about(plan: Plan, *, by: User, version: int | None = None, **values: Any) -> About:
    """Set what matters, who helps, what is urgent, culture and language. Raises Stale."""
    about, _ = About.objects.get_or_create(plan=plan, defaults={"changed_by": by})
    return changes.change_item(about, by=by, version=version, **values)


@transaction.atomic
def add_strength(plan: Plan, *, by: User, text: str) -> Strength:
    return changes.add_item(Strength(plan=plan, text=text), by=by)


@transaction.atomic
def add_need(plan: Plan, *, by: User, text: str, life_area: str) -> Need:
    return changes.add_item(Need(plan=plan, text=text, life_area=life_area), by=by)


@transaction.atomic
def add_goal(
    plan: Plan,
    *,
    by: User,
    text: str,
    own_words: bool = True,
    life_area: str = "",
    parent: Goal | None = None,
    attained: int | None = None,
) -> Goal:
    """A goal, last in its row; with `parent`, a goal below another."""
    goal = Goal(
        plan=plan,
        text=text,
        own_words=own_words,
        life_area=life_area,
        parent=parent,
        attained=attained,
        position=_after_last(plan.goals.aggregate(last=Max("position"))),
    )
    return changes.add_item(goal, by=by)


@transaction.atomic
def add_measure(
    plan: Plan,
    *,
    by: User,
    goal: Goal,
    title: str,
    responsible: Participant | None = None,
    responsible_name: str = "",
    **facts: Any,
) -> Measure:
    """Something to be done for a goal. Without a participant, `responsible_name` may be the person or coordinator."""
    measure = Measure(
        plan=plan,
        goal=goal,
        title=title,
        responsible=responsible,
        responsible_name=str(responsible) if responsible else responsible_name,
        position=_after_last(plan.measures.aggregate(last=Max("position"))),
        **facts,
    )
    _require_reason(measure.status, measure.reason)
    return changes.add_item(measure, by=by)


@transaction.atomic
def change_measure(
    measure: Measure, *, by: User, version: int | None = None, **values: Any
) -> Measure:
    """Set `values`; a new status counts from today. Raises Stale, or ReasonNeeded."""
    if "responsible" in values and values["responsible"] is not None:
        values["responsible_name"] = str(values["responsible"])
    if values.get("status", measure.status) != measure.status:
        values["status_since"] = timezone.localdate()
    _require_reason(values.get("status", measure.status), values.get("reason", measure.reason))
    return changes.change_item(measure, by=by, version=version, **values)


@transaction.atomic
def add_contribution(
    plan: Plan, *, by: User, text: str, participant: Participant | None = None
) -> Contribution:
    """What a participant will do; without one, what the person or next of kin will do."""
    return changes.add_item(Contribution(plan=plan, participant=participant, text=text), by=by)


@transaction.atomic
def add_cooperation(
    plan: Plan, *, by: User, organisation: str, purpose: str, status: str = "wished"
) -> Cooperation:
    """Another body that should come along. Takes back an earlier "nobody more is needed"."""
    # Counts for nothing while there is cooperation, so a writer who may not touch the head may leave it.
    Plan.objects.filter(pk=plan.pk).update(no_cooperation_needed=False)
    return changes.add_item(
        Cooperation(plan=plan, organisation=organisation, purpose=purpose, status=status), by=by
    )


@transaction.atomic
def change_item(item: PlanItem, *, by: User, version: int | None = None, **values: Any) -> PlanItem:
    """Set `values` on a strength, need, goal, contribution or cooperation. Raises Stale or PlanIsLocked."""
    return changes.change_item(item, by=by, version=version, **values)


@transaction.atomic
def remove_item(item: PlanItem, *, by: User) -> PlanItem:
    """Put an item in the bin; a goal takes its measures and the goals below it along."""
    return _remove(item, by=by, at=timezone.now())


def _remove(item: PlanItem, *, by: User, at: Any) -> PlanItem:
    locked = changes.lock(item)
    changes.require_editable(locked.plan)
    if locked.removed_at is not None:
        return locked
    if isinstance(locked, Goal):
        for below in (*locked.measures.present(), *locked.subgoals.present()):
            _remove(below, by=by, at=at)
    locked.removed_at = at
    changes.save_changed(locked, by=by)
    changes.write_history(locked, before={"removed_at": None}, after={"removed_at": at}, by=by)
    changes.note_change(locked, by=by, did="removed")
    return locked


@transaction.atomic
def restore_item(item: PlanItem, *, by: User) -> PlanItem:
    """Take an item out of the bin, with what went there together with it."""
    locked = changes.lock(item)
    changes.require_editable(locked.plan)
    at = locked.removed_at
    if at is None:
        return locked
    locked.removed_at = None
    changes.save_changed(locked, by=by)
    changes.write_history(locked, before={"removed_at": at}, after={"removed_at": None}, by=by)
    changes.note_change(locked, by=by, did="restored")
    if isinstance(locked, Goal):
        for below in (
            *locked.measures.filter(removed_at=at),
            *locked.subgoals.filter(removed_at=at),
        ):
            restore_item(below, by=by)
    return locked


def _after_last(found: dict[str, int | None]) -> int:
    return 0 if found["last"] is None else found["last"] + 1


def _require_reason(status: str, reason: str) -> None:
    if status == MeasureStatus.REJECTED and not reason.strip():
        raise ReasonNeeded
