from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from coordinators.models import Appointment
from individual_plans import actions, rules
from individual_plans.models import Meeting, Plan, Review

# Further away than any notice reaches.
HORIZON = timedelta(days=30)
LOOK_BACK = timedelta(days=7)


@shared_task(name="individual_plans.note_due_dates")
def note_due_dates() -> None:
    """Note reviews and meetings that come, and what time alone has changed. Safe to run twice. Every hour."""
    now, plans = timezone.now(), Plan.objects.current()
    soon = timezone.localdate(now + HORIZON)
    for review in (
        Review.objects.coming()
        .filter(plan__in=plans, due_on__lte=soon)
        .select_related("plan__person")
    ):
        actions.note_review_due(review)
    for meeting in (
        Meeting.objects.coming()
        .filter(plan__in=plans, starts_at__lte=now + HORIZON)
        .select_related("plan__person")
    ):
        actions.note_meeting_due(meeting)
    forget_former_coordinators()
    keep_up_completeness()


def forget_former_coordinators() -> None:
    """Someone whose appointment ended lately is not reminded of the person's reviews any more."""
    now = timezone.now()
    ended = Appointment.objects.filter(validity__endswith__range=(now - LOOK_BACK, now))
    for appointment in ended.select_related("coordinator__user"):
        for review in Review.objects.coming().filter(plan__person=appointment.person_id):
            actions.settle_review(review, appointment.coordinator.user)


def keep_up_completeness() -> None:
    """Consents, grants and dates run out without anybody writing; the heads must still be right."""
    for plan in Plan.objects.current().iterator(chunk_size=500):
        items = rules.completeness(plan.facts())
        if items != plan.completeness:
            Plan.objects.filter(pk=plan.pk).update(completeness=items)
