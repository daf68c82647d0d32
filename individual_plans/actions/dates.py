"""Days on which something happens: reviews and meetings, and who is reminded of them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from individual_plans import access, emails, rules
from individual_plans.actions import changes
from individual_plans.models import Meeting, MeetingStatus, Plan, PlanStatus, Review, ReviewKind
from ke_portal.accounts.models import User
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.actions import note_occasion, settle_occasion
from ke_portal.people.access import grants_to
from ke_portal.people.models import Section

REVIEW_NOTICE = timedelta(days=14)
MEETING_NOTICE = timedelta(days=1)


class AlreadyHeld(Exception):
    """What has been held or cancelled is not held again."""


@transaction.atomic
def plan_review(
    plan: Plan, *, by: User, due_on: date, kind: ReviewKind = ReviewKind.EVALUATION
) -> Review:
    """Set the day on which the plan is looked at again."""
    changes.require_editable(plan)
    review = Review(plan=plan, due_on=due_on, kind=kind, changed_by=by)
    review.save()
    changes.write_history(review, before={}, after=changes.values_of(review), by=by)
    changes.note_change(review, by=by, did="planned", verb=Verb.REVIEW_PLANNED)
    note_review_due(review)
    return review


@transaction.atomic
def hold_review(
    review: Review,
    *,
    by: User,
    held_on: date,
    summary: str,
    next_due_on: date | None = None,
    needs_revision: bool = False,
) -> Review:
    """Write down what came out of the review, and what follows: a next one, a new version. Raises AlreadyHeld."""
    locked = changes.lock(review)
    changes.require_editable(locked.plan)
    if locked.held_on is not None:
        raise AlreadyHeld
    before = changes.values_of(locked)
    locked.held_on, locked.summary = held_on, summary
    changes.save_changed(locked, by=by)
    changes.write_history(locked, before=before, after=changes.values_of(locked), by=by)
    changes.note_change(locked, by=by, did="held", verb=Verb.REVIEW_HELD)
    for appointment in access.coordinators_of(locked.plan.person):
        settle_review(locked, appointment.coordinator.user)
    if next_due_on is not None:
        plan_review(locked.plan, by=by, due_on=next_due_on)
    if needs_revision and rules.may_move(locked.plan.status, PlanStatus.IN_REVIEW):
        changes.move(locked.plan, PlanStatus.IN_REVIEW, by=by)
    return locked


@transaction.atomic
def plan_meeting(
    plan: Plan, *, by: User, starts_at: datetime, purpose: str, **facts: Any
) -> Meeting:
    """Call the people around the plan together; each who may see meetings is told that there is one."""
    changes.require_editable(plan)
    meeting = Meeting(plan=plan, starts_at=starts_at, purpose=purpose, changed_by=by, **facts)
    meeting.save()
    changes.write_history(meeting, before={}, after=changes.values_of(meeting), by=by)
    changes.note_change(meeting, by=by, did="planned", verb=Verb.MEETING_PLANNED)
    note_meeting_due(meeting)
    for user in _who_comes(meeting):
        if user != by:
            emails.tell_meeting_planned(meeting, to=user)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: User, version: int | None = None, **values: Any
) -> Meeting:
    """Set `values`; a new time is told to those who come. Raises Stale."""
    changed = changes.change_item(meeting, by=by, version=version, **values)
    if changed.starts_at != meeting.starts_at:
        note_meeting_due(changed)
        for user in _who_comes(changed):
            if user != by:
                emails.tell_meeting_moved(changed, to=user)
    return changed


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, reason: str) -> Meeting:
    """The meeting does not take place; those who were told, are told. Raises AlreadyHeld."""
    locked = changes.lock(meeting)
    if locked.status not in {MeetingStatus.PLANNED, MeetingStatus.INVITED}:
        raise AlreadyHeld
    before = changes.values_of(locked)
    locked.status, locked.cancel_reason = MeetingStatus.CANCELLED, reason
    changes.save_changed(locked, by=by)
    changes.write_history(locked, before=before, after=changes.values_of(locked), by=by)
    changes.note_change(locked, by=by, did="cancelled", verb=Verb.MEETING_CANCELLED)
    for user in _who_comes(locked):
        settle_occasion(_meeting_key(locked, user))
        if user != by:
            emails.tell_meeting_cancelled(locked, to=user)
    return locked


def note_review_due(review: Review) -> None:
    """Remind the coordinator two weeks before. Noting it again changes nothing."""
    for appointment in access.coordinators_of(review.plan.person)[:1]:
        user = appointment.coordinator.user
        note_occasion(
            key=_review_key(review, user),
            kind="plan_review",
            due_on=review.due_on,
            remind_on=review.due_on - REVIEW_NOTICE,
            to=user.email,
            language=user.language,
        )


def note_meeting_due(meeting: Meeting) -> None:
    """Remind everyone who may see the meeting on the day before. Noting it again moves it."""
    day = timezone.localdate(meeting.starts_at)
    for user in _who_comes(meeting):
        note_occasion(
            key=_meeting_key(meeting, user),
            kind="plan_meeting",
            due_on=day,
            remind_on=day - MEETING_NOTICE,
            to=user.email,
            language=user.language,
        )


def settle_review(review: Review, user: User) -> None:
    """This user is not reminded of the review any more."""
    settle_occasion(_review_key(review, user))


def settle_dates(plan: Plan) -> None:
    """Nobody is reminded of what belongs to a plan that is over."""
    for review in plan.reviews.coming():
        for appointment in access.coordinators_of(plan.person):
            settle_review(review, appointment.coordinator.user)
    for meeting in plan.meetings.coming():
        for user in _who_comes(meeting):
            settle_occasion(_meeting_key(meeting, user))


def _who_comes(meeting: Meeting) -> list[User]:
    grants = grants_to(meeting.plan.person).to_section(Section.MEETINGS)
    return list({grant.user_id: grant.user for grant in grants}.values())


def _review_key(review: Review, user: User) -> str:
    return f"plan-review:{review.public_id}:{user.pk}"


def _meeting_key(meeting: Meeting, user: User) -> str:
    return f"plan-meeting:{meeting.public_id}:{user.pk}"
