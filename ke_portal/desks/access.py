"""What the desks gather from several apps, through the plans that the user may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise

from individual_plans import access as plans_access
from individual_plans.models import About, Goal, Measure, MeasureStatus, Meeting, Plan, Review
from ke_portal.accounts.models import User
from ke_portal.people.models import Person
from referrals.models import Case, Referral
from services_catalog.models import Service

WEEK = timedelta(days=7)
CONFIRM_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Due:
    """Something in the coming week, or late."""

    plan: Plan
    on: date
    what: str | Promise


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
    about = About.objects.present().filter(plan=plan).first()
    return about.what_matters if about else ""


def goals_in_short(plan: Plan) -> QuerySet[Goal]:
    """The main goals, in their order."""
    return Goal.objects.present().filter(plan=plan, parent=None).order_by("position", "pk")


def services_to_confirm(user: User) -> QuerySet[Service]:
    """Published entries that nobody has checked for long, the oldest first, for those who edit them."""
    if not user.has_perm("services_catalog.change_service"):
        return Service.objects.none()
    before = timezone.localdate() - CONFIRM_AFTER
    unchecked = Q(assured_on=None) | Q(assured_on__lt=before)
    return Service.objects.filter(unchecked, status="active").order_by(
        F("assured_on").asc(nulls_first=True), "name"
    )


@dataclass(frozen=True)
class Counts:
    """The four numbers on top of the dashboard."""

    new: int
    due_this_week: int
    overdue: int
    unowned: int


def counts(user: User) -> Counts:
    """How much waits: new referrals, and cases due within a week, overdue, and without an owner."""
    if not user.has_perm("referrals.view_referral"):
        return Counts(0, 0, 0, 0)
    today = timezone.localdate()
    late = Case.objects.late(on=today)
    return Counts(
        new=Referral.objects.unregistered().count(),
        due_this_week=Case.objects.due_by(today + WEEK).exclude(pk__in=late).count(),
        overdue=late.count(),
        unowned=Case.objects.undecided().without_owner().count(),
    )


def my_cases(user: User) -> QuerySet[Case]:
    """What `user` is responsible for and has not closed, the most urgent first."""
    mine = Case.objects.owned_by(user).not_closed().select_related("person")
    owed_on = Coalesce("decide_by", "preliminary_due_on")
    return mine.order_by(F("decided_at").asc(nulls_first=True), owed_on)
