"""What the desks gather from several apps, through the plans that the user may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from individual_plans import access as plans_access
from individual_plans.models import About, Goal, Measure, MeasureStatus, Meeting, Plan, Review
from ke_portal.accounts.models import User
from ke_portal.people.models import Person
from services_catalog.access.editing import confirmations
from services_catalog.models import Confirmation

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """Something in the coming week, or late."""

    plan: Plan
    on: date
    what: str | Promise

    @property
    def is_late(self) -> bool:
        return self.on < timezone.localdate()


def plans_by_person(user: User, people: Iterable[Person]) -> dict[int, Plan]:
    """The current plan of each of `people` that `user` may read, by the person's key."""
    plans = plans_access.readable_plans(user).current().filter(person__in=list(people))
    return {plan.person_id: plan for plan in plans.select_related("person")}


def due_this_week(user: User) -> list[Due]:
    """Meetings and reviews until a week from now in plans that `user` may read; late reviews too."""
    until = timezone.now() + WEEK
    plans = plans_access.readable_plans(user).current()
    meetings = Meeting.objects.coming().filter(plan__in=plans, starts_at__lte=until)
    reviews = Review.objects.coming().filter(plan__in=plans, due_on__lte=timezone.localdate(until))
    found = [
        Due(each.plan, timezone.localdate(each.starts_at), each.purpose)
        for each in meetings.select_related("plan__person")
    ]
    found += [
        Due(each.plan, each.due_on, each.get_kind_display())
        for each in reviews.select_related("plan__person")
    ]
    return sorted(found, key=lambda due: due.on)


def waiting_for_me(user: User) -> QuerySet[Measure]:
    """Measures that `user` answers for, as participant or by name, and that have not begun."""
    mine = Q(responsible__user=user) | Q(responsible=None, responsible_name=user.name)
    return (
        Measure.objects.present()
        .filter(
            mine,
            status__in=[MeasureStatus.PROPOSED, MeasureStatus.AGREED],
            plan__in=plans_access.readable_plans(user).current(),
        )
        .select_related("plan__person")
        .order_by("status_since")
    )


def what_matters(plan: Plan) -> str:
    """The first words of the plan; empty when the reader may not open them."""
    about: About | None = getattr(plan, "about", None)
    return about.what_matters if about and about.removed_at is None else ""


def goals_in_short(plan: Plan) -> QuerySet[Goal]:
    """The main goals, in their order."""
    return Goal.objects.present().filter(plan=plan, parent=None).order_by("position", "pk")


def services_to_confirm(user: User) -> QuerySet[Confirmation]:
    """Entries whose owner was asked and has not answered in time, for those who edit them."""
    if not user.has_perm("services_catalog.change_service"):
        return Confirmation.objects.none()
    return confirmations()
