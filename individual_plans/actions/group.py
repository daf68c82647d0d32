"""Who takes part, and what the person lets them see."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from individual_plans import emails
from individual_plans.actions import changes
from individual_plans.models import Consent, ConsentKind, HowGiven, Participant, Plan, PlanStatus
from ke_portal.accounts.actions import give_role
from ke_portal.accounts.models import User
from ke_portal.accounts.roles import Role
from ke_portal.audit.verbs import Verb
from ke_portal.people.actions import end_access, grant_access
from ke_portal.people.models import PLAN_SECTIONS, GrantRole


class AlreadyWithdrawn(Exception):
    """This consent does not hold any more."""


@transaction.atomic
def add_participant(
    plan: Plan, *, by: User, name: str, email: str = "", user: User | None = None, **facts: Any
) -> Participant:
    """Take somebody along. Sees nothing of the plan before the person consents.

    An e-mail address that belongs to someone who can log in ties the participant to that log-in.
    """
    changes.require_editable(plan)
    if user is None and email:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
    participant = Participant(plan=plan, name=name, email=email, user=user, changed_by=by, **facts)
    participant.save()
    changes.write_history(participant, before={}, after=changes.values_of(participant), by=by)
    changes.note_change(participant, by=by, did="added", verb=Verb.PARTICIPANT_ADDED)
    return participant


@transaction.atomic
def change_participant(
    participant: Participant, *, by: User, version: int | None = None, **values: Any
) -> Participant:
    """Set `values`; measures follow a new name. Raises Stale."""
    changed = changes.change_item(participant, by=by, version=version, **values)
    for measure in changed.measures.present().exclude(responsible_name=str(changed)):
        changes.change_item(measure, by=by, responsible_name=str(changed))
    return changed


@transaction.atomic
def end_participant(participant: Participant, *, by: User) -> Participant:
    """Somebody leaves the work: the consents end, and with them the access, now."""
    locked = changes.lock(participant)
    changes.require_editable(locked.plan)
    for consent in locked.consents.active():
        withdraw_consent(consent, by=by)
    before = changes.values_of(locked)
    locked.until = max(timezone.localdate(), locked.since)
    changes.save_changed(locked, by=by)
    changes.write_history(locked, before=before, after=changes.values_of(locked), by=by)
    changes.note_change(locked, by=by, did="ended", verb=Verb.PARTICIPANT_ENDED)
    return locked


@transaction.atomic
def give_plan_consent(
    plan: Plan, *, by: User, given_by: str, how_given: HowGiven = HowGiven.ONLINE
) -> Consent:
    """The person agrees to have a plan. A plan that rested for want of it goes on."""
    _supersede(plan.consents.to_plan().filter(withdrawn_at=None, superseded_at=None))
    consent = _record_consent(
        plan, kind=ConsentKind.PLAN, by=by, given_by=given_by, how_given=how_given
    )
    if plan.status == PlanStatus.SUSPENDED:
        changes.move(plan, PlanStatus.ACTIVE if plan.version else PlanStatus.DRAFT, by=by)
    return consent


@transaction.atomic
def give_share_consent(
    plan: Plan,
    *,
    by: User,
    given_by: str,
    name: str,
    sections: Iterable[str],
    participant: Participant | None = None,
    user: User | None = None,
    may_write: bool = False,
    until: datetime | None = None,
    how_given: HowGiven = HowGiven.ONLINE,
) -> Consent:
    """The person lets a participant or next of kin see `sections` until `until`. Replaces an earlier yes.

    Someone who can log in gets access at once; for others the consent covers paper and talk.
    """
    user = user or (participant.user if participant else None)
    chosen = sorted(set(sections) & set(PLAN_SECTIONS))
    earlier = plan.consents.to_share().active()
    earlier = (
        earlier.filter(participant=participant)
        if participant
        else earlier.filter(name=name, user=user)
    )
    for consent in earlier:
        end_access(plan.person, by=by, basis=consent)
    _supersede(earlier)
    consent = _record_consent(
        plan,
        kind=ConsentKind.SHARE,
        by=by,
        given_by=given_by,
        how_given=how_given,
        until=until,
        participant=participant,
        user=user,
        name=name,
        sections=chosen,
        may_write=may_write,
    )
    if user is not None:
        grant_access(
            plan.person,
            user=user,
            role=GrantRole.PARTICIPANT if participant else GrantRole.NEXT_OF_KIN,
            sections=chosen,
            may_write=may_write,
            basis=consent,
            by=by,
            until=until,
        )
        if participant:
            give_role(user, role=Role.PARTICIPANT, by=by)
        emails.tell_access_given(consent)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User) -> None:
    """The person takes a yes back: what it opened closes at once.

    Taking back the consent to the plan pauses the plan and closes it to everyone it was shared with.
    Raises AlreadyWithdrawn.
    """
    held = (
        Consent.objects.select_for_update(of=("self",))
        .select_related("plan__person")
        .get(pk=consent.pk)
    )
    if held.withdrawn_at or held.superseded_at:
        raise AlreadyWithdrawn
    plan = held.plan
    if held.kind == ConsentKind.PLAN:
        for shared in plan.consents.to_share().active():
            withdraw_consent(shared, by=by)
        if plan.is_editable:
            changes.move(plan, PlanStatus.SUSPENDED, by=by)
    now = timezone.now()
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    end_access(plan.person, by=by, basis=held)
    changes.write_history(held, before={"withdrawn_at": None}, after={"withdrawn_at": now}, by=by)
    changes.note_change(held, by=by, did="withdrawn", verb=Verb.CONSENT_WITHDRAWN)


def _record_consent(
    plan: Plan, *, kind: ConsentKind, by: User, until: datetime | None = None, **facts: Any
) -> Consent:
    now = timezone.now()
    consent = Consent.objects.create(
        plan=plan,
        kind=kind,
        given_at=now,
        recorded_by=by,
        validity=DateTimeTZRange(now, until, "[)"),
        **facts,
    )
    changes.write_history(
        consent,
        before={},
        after={"kind": kind, "name": consent.name, "sections": consent.sections},
        by=by,
    )
    changes.note_change(consent, by=by, did="given", verb=Verb.CONSENT_GIVEN)
    return consent


def _supersede(consents: Any) -> None:
    consents.update(superseded_at=timezone.now())
