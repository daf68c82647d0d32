from datetime import timedelta

import pytest
from django.utils import timezone

from individual_plans import access, actions, tasks
from individual_plans.models import Meeting, Plan, Review
from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.models import Message, Occasion
from ke_portal.people.models import Grant
from tests.coordinators.factories import AppointmentFactory
from tests.factories import (
    ConsentFactory,
    MeasureFactory,
    MeetingFactory,
    PlanFactory,
    ReviewFactory,
    UserFactory,
    over,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(persona):
    user = persona("the coordinator")
    AppointmentFactory(person=story_person(), coordinator__user=user)
    return user


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_a_planned_review_is_an_occasion_of_the_coordinator(coordinator, plan, as_web):
    with as_web(coordinator):
        review = actions.plan_review(plan, by=coordinator, due_on=in_days(21))
    occasion = Occasion.objects.get()
    assert (occasion.to, occasion.due_on) == (coordinator.email, in_days(21))
    assert occasion.remind_on == in_days(7)
    assert Event.objects.get(verb=Verb.REVIEW_PLANNED).subject == str(review.public_id)


def test_a_held_review_is_settled_and_says_what_comes_next(coordinator, plan, as_web):
    ConsentFactory(plan=plan)
    with as_web(coordinator):
        actions.activate_plan(plan, by=coordinator)
        review = actions.plan_review(plan, by=coordinator, due_on=in_days(0))
        actions.hold_review(
            review,
            by=coordinator,
            held_on=in_days(0),
            summary="Det går framover",
            next_due_on=in_days(90),
            needs_revision=True,
        )
        with pytest.raises(actions.AlreadyHeld):
            actions.hold_review(review, by=coordinator, held_on=in_days(0), summary="Igjen")
    assert Occasion.objects.get(due_on=in_days(0)).settled_at
    assert Review.objects.coming().get().due_on == in_days(90)
    assert Plan.objects.get().status == "in_review"
    assert Event.objects.filter(verb=Verb.REVIEW_HELD).count() == 1


def test_those_who_see_meetings_are_told_without_names(coordinator, persona, plan, as_web):
    person, kin = persona("the person"), persona("a next of kin")
    starts_at = timezone.now() + timedelta(days=9)
    with as_web(coordinator):
        actions.plan_meeting(
            plan, by=coordinator, starts_at=starts_at, purpose="Jobb", place="Solvåg helsehus"
        )
    message = Message.objects.get(to=person.email)
    for word in ("Jobb", "helsehus", plan.person.name, coordinator.name):
        assert word not in message.subject + message.body
    assert not Message.objects.filter(to__in=[kin.email, coordinator.email]).exists()
    assert set(Occasion.objects.values_list("to", flat=True)) >= {person.email, coordinator.email}


def test_a_moved_meeting_moves_its_reminder(coordinator, persona, plan, as_web):
    person, meeting = persona("the person"), MeetingFactory(plan=plan)
    with as_web(coordinator):
        actions.note_meeting_due(meeting)
        later = meeting.starts_at + timedelta(days=7)
        actions.change_meeting(meeting, by=coordinator, version=1, starts_at=later)
        with pytest.raises(actions.Stale):
            actions.change_meeting(meeting, by=coordinator, version=1, place="Video")
    assert set(Occasion.objects.values_list("due_on", flat=True)) == {timezone.localdate(later)}
    assert Message.objects.filter(to=person.email).count() == 1


def test_a_cancelled_meeting_is_told_and_not_reminded_of(coordinator, persona, plan, as_web):
    person, meeting = persona("the person"), MeetingFactory(plan=plan)
    with as_web(coordinator):
        actions.note_meeting_due(meeting)
        actions.cancel_meeting(meeting, by=coordinator, reason="Sykdom")
        with pytest.raises(actions.AlreadyHeld):
            actions.cancel_meeting(meeting, by=coordinator, reason="Igjen")
    assert not Occasion.objects.filter(settled_at=None).exists()
    assert "Sykdom" not in Message.objects.get(to=person.email).body
    assert Event.objects.get(verb=Verb.MEETING_CANCELLED)


def test_the_sweep_notes_each_date_once(coordinator, plan):
    review, meeting = ReviewFactory(plan=plan), MeetingFactory(plan=plan)
    ReviewFactory(plan=plan, due_on=in_days(200))
    for _again in range(2):
        tasks.note_due_dates.apply()
    keys = set(Occasion.objects.values_list("key", flat=True))
    assert keys == {
        f"plan-review:{review.public_id}:{coordinator.pk}",
        f"plan-meeting:{meeting.public_id}:{coordinator.pk}",
    }


def test_the_sweep_leaves_plans_that_are_over_alone(coordinator, plan):
    ReviewFactory(plan=plan)
    Plan.objects.update(status="ended")
    tasks.note_due_dates.apply()
    assert not Occasion.objects.exists()


def test_a_former_coordinator_is_not_reminded(coordinator, plan):
    ReviewFactory(plan=plan)
    tasks.note_due_dates.apply()
    appointment = coordinator.coordinator.appointments.get()
    appointment.status, appointment.validity = "ended", over()
    appointment.save()
    tasks.note_due_dates.apply()
    assert not Occasion.objects.filter(settled_at=None).exists()


def test_the_sweep_sees_what_time_has_changed_without_waking_silent_plans(coordinator, plan):
    plan.keep_completeness()
    long_ago = timezone.now() - timedelta(days=90)
    Plan.objects.update(updated_at=long_ago)
    Grant.objects.filter(user=coordinator).update(validity=over())
    tasks.note_due_dates.apply()
    found = Plan.objects.get()
    assert found.completeness["c"] is False
    assert found.updated_at == long_ago
    assert Plan.objects.silent().get() == plan
    assert found.days_silent() == 90


def test_next_meeting_and_what_is_waited_for(persona, plan, as_web):
    MeetingFactory(plan=plan, starts_at=timezone.now() - timedelta(days=1))
    later = MeetingFactory(plan=plan, starts_at=timezone.now() + timedelta(days=20))
    soon = MeetingFactory(plan=plan)
    waiting = MeasureFactory(goal__plan=plan, status="agreed")
    MeasureFactory(goal__plan=plan, status="ongoing")
    MeasureFactory(goal__plan=PlanFactory(), status="agreed")
    user = persona("the person")
    with as_web(user):
        assert access.next_meeting(plan.person) == soon
        assert list(access.waiting_for(plan.person)) == [waiting]
        assert access.current_plan_of(plan.person) == plan
        row = access.with_next(access.readable_plans(user)).get()
        assert (row.next_meeting_at, row.waiting) == (soon.starts_at, 1)
    assert Meeting.objects.coming().last() == later


def test_an_ended_plan_settles_its_dates(coordinator, plan, as_web):
    with as_web(coordinator):
        actions.plan_review(plan, by=coordinator, due_on=in_days(21))
        actions.plan_meeting(
            plan, by=coordinator, starts_at=timezone.now() + timedelta(days=9), purpose="Jobb"
        )
        actions.end_plan(plan, by=coordinator, reason="Ferdig")
    assert not Occasion.objects.filter(settled_at=None).exists()


def test_dates_are_not_set_in_a_paused_plan(plan):
    Plan.objects.update(status="suspended")
    plan.refresh_from_db()
    with pytest.raises(actions.PlanIsLocked):
        actions.plan_review(plan, by=UserFactory(), due_on=in_days(3))
    with pytest.raises(actions.PlanIsLocked):
        actions.plan_meeting(plan, by=UserFactory(), starts_at=timezone.now(), purpose="Nei")


def test_the_frame_is_set(coordinator, plan, as_web):
    with as_web(coordinator):
        changed = actions.change_frame(
            plan, by=coordinator, period_from=in_days(0), period_to=in_days(365)
        )
        actions.plan_review(plan, by=coordinator, due_on=in_days(100))
    assert changed.period_to == in_days(365)
    assert Plan.objects.get().completeness["g"]
