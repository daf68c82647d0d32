"""The course of a plan: begun, taken into use, revised, ended."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from individual_plans import rules
from individual_plans.actions import changes
from individual_plans.actions.dates import settle_dates
from individual_plans.models import About, Plan, PlanKind, PlanStatus
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Organisation
from ke_portal.people.actions import end_access
from ke_portal.people.models import Person


class NothingGranted(Exception):
    """No decision gives this person a plan."""


class AlreadyHasPlan(Exception):
    """One plan a person, whichever services are involved."""


class NoPlanConsent(Exception):
    """A plan is taken into use with the person's consent."""


class CannotMove(Exception):
    """A plan with this status does not go there."""


@transaction.atomic
def start_plan(
    person: Person,
    *,
    by: User,
    what_matters: str = "",
    helps_today: str = "",
    urgent: str = "",
    kind: PlanKind = PlanKind.INDIVIDUAL,
    responsible_body: Organisation | None = None,
) -> Plan:
    """Begin a plan with three answers, following a granted right. Raises NothingGranted or AlreadyHasPlan."""
    if not Plan.is_granted_to(person):
        raise NothingGranted
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                person=person, kind=kind, responsible_body=responsible_body, started_by=by
            )
    except IntegrityError as refused:
        if "one_active_plan_per_person" in str(refused):
            raise AlreadyHasPlan from refused
        raise
    about = About(
        plan=plan, what_matters=what_matters, helps_today=helps_today, urgent=urgent, changed_by=by
    )
    about.save()
    changes.write_history(about, before={}, after=changes.values_of(about), by=by)
    log.record(Verb.PLAN_STARTED, on=plan, by=by, person=person, detail={"kind": kind})
    plan.keep_completeness()
    return plan


@transaction.atomic
def change_frame(
    plan: Plan,
    *,
    by: User,
    period_from: date | None,
    period_to: date | None,
    responsible_body: Organisation | None = None,
) -> Plan:
    """Set how long the plan lasts, and which body answers for it."""
    locked = _lock(plan)
    changes.require_editable(locked)
    locked.period_from, locked.period_to = period_from, period_to
    locked.responsible_body = responsible_body
    locked.save(update_fields=["period_from", "period_to", "responsible_body"])
    log.record(Verb.PLAN_CHANGED, on=locked, by=by, person=locked.person, detail={"what": "plan"})
    locked.keep_completeness()
    return locked


@transaction.atomic
def answer_no_cooperation(plan: Plan, *, by: User) -> Plan:
    """Item i is answered: nobody more is needed."""
    locked = _lock(plan)
    changes.require_editable(locked)
    locked.no_cooperation_needed = True
    locked.save(update_fields=["no_cooperation_needed"])
    log.record(
        Verb.PLAN_CHANGED,
        on=locked,
        by=by,
        person=locked.person,
        detail={"what": "plan", "fields": ["no_cooperation_needed"]},
    )
    locked.keep_completeness()
    return locked


@transaction.atomic
def activate_plan(plan: Plan, *, by: User) -> Plan:
    """Take the plan into use as a new version. Raises NoPlanConsent or CannotMove."""
    locked = _lock(plan)
    if not locked.consents.to_plan().active().exists():
        raise NoPlanConsent
    _require_move(locked, PlanStatus.ACTIVE)
    locked.status = PlanStatus.ACTIVE
    locked.version += 1
    locked.activated_at = timezone.now()
    locked.save(update_fields=["status", "version", "activated_at"])
    log.record(
        Verb.PLAN_ACTIVATED,
        on=locked,
        by=by,
        person=locked.person,
        detail={"version": locked.version},
    )
    locked.keep_completeness()
    return locked


@transaction.atomic
def begin_revision(plan: Plan, *, by: User) -> Plan:
    """The plan is to be written anew; it stays in use meanwhile."""
    locked = _lock(plan)
    _require_move(locked, PlanStatus.IN_REVIEW)
    changes.move(locked, PlanStatus.IN_REVIEW, by=by)
    return locked


@transaction.atomic
def end_plan(plan: Plan, *, reason: str, by: User) -> Plan:
    """The plan is over and locked; everyone it was shared with loses access at once."""
    locked = _lock(plan)
    _require_move(locked, PlanStatus.ENDED)
    for consent in locked.consents.to_share().active():
        end_access(locked.person, by=by, basis=consent)
    settle_dates(locked)
    locked.end_reason = reason
    changes.move(locked, PlanStatus.ENDED, by=by)
    return locked


def _require_move(plan: Plan, status: PlanStatus) -> None:
    if not rules.may_move(plan.status, status):
        raise CannotMove


def _lock(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)
