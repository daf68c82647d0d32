"""One whole course from the first word to the last, and no e-mail about days gone by."""

from django.db.models import F, Q
from django.utils import timezone

from ke_portal.desks.demo import cases_disputed, coordination, plans_of_others
from ke_portal.outbox.models import Message, Occasion
from referrals.actions import note_due_dates


def end_what_is_over() -> None:
    """Fredelig Ås got what he needed: coordinator, plan and case, each ended in its turn."""
    appointment = coordination.fredelig_as()
    plan = plans_of_others.fredelig_as()
    plans_of_others.end_fredelig_as(plan)
    coordination.end_fredelig_as(appointment)
    cases_disputed.close_fredelig_as()


def settle_the_past() -> None:
    """What would have been sent on those days counts as sent, and reminders of past days as given."""
    note_due_dates()
    Message.objects.filter(sent_at=None).update(sent_at=F("queued_at"), tries=1)
    today = timezone.localdate()
    gone_by = Q(remind_on__lt=today) | Q(due_on__lt=today)
    Occasion.objects.filter(gone_by, reminded_at=None, settled_at=None).update(
        reminded_at=timezone.now()
    )
