"""Which plans a user may open and change. Gate 2; the row policies are gate 3 and say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from individual_plans.models import (
    WAITING,
    Consent,
    Measure,
    Meeting,
    Plan,
    PlanItem,
    PlanQuerySet,
    Review,
)
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.people import access as people_access
from ke_portal.people.models import PLAN_SECTIONS, Grant, GrantQuerySet, GrantRole, Person, Section

Item = TypeVar("Item", bound=PlanItem)
OWN_ROLES = (GrantRole.SELF, GrantRole.REPRESENTATIVE)
LEADING_ROLES = (*OWN_ROLES, GrantRole.COORDINATOR)


def readable_plans(user: User) -> PlanQuerySet:
    """Everyone with a grant to some part of it now: the person, a representative, the coordinator, a participant."""
    grants = _grants_to(user).filter(sections__overlap=list(PLAN_SECTIONS))
    return Plan.objects.filter(Exists(grants))


def editable_plans(user: User, section: Section | None = None) -> PlanQuerySet:
    """Plans in which the user may write in `section`, or anywhere. What the status allows, the action says."""
    wanted = [section] if section else list(PLAN_SECTIONS)
    grants = _grants_to(user).filter(may_write=True, sections__overlap=wanted)
    return Plan.objects.filter(Exists(grants))


def led_plans(user: User) -> PlanQuerySet:
    """Plans whose course and sharing the user decides on: the person, a representative, the coordinator."""
    return Plan.objects.filter(
        Exists(_grants_to(user).filter(may_write=True, role__in=LEADING_ROLES))
    )


def own_plans(user: User) -> PlanQuerySet:
    """Plans that are about the user, or about someone whom the user represents."""
    return Plan.objects.filter(Exists(_grants_to(user).filter(role__in=OWN_ROLES)))


def open_plan(user: User, public_id: UUID, *, what: str = "plan") -> Plan:
    """Fetch a plan to show it, and log the look-up; 404 if this user may not know it exists."""
    return _open(readable_plans(user), user, public_id, what=what)


def open_plan_to_edit(user: User, public_id: UUID, section: Section | None = None) -> Plan:
    """Fetch a plan to change `section` of it, and log the look-up."""
    return _open(editable_plans(user, section), user, public_id)


def open_led_plan(user: User, public_id: UUID) -> Plan:
    return _open(led_plans(user), user, public_id)


def open_own_plan(user: User, public_id: UUID, *, what: str) -> Plan:
    return _open(own_plans(user), user, public_id, what=what)


def open_plan_with(user: User, public_id: UUID, section: Section) -> Plan:
    """Fetch a plan to show one section of it, and log the look-up."""
    readers = _grants_to(user).filter(sections__contains=[section])
    return _open(Plan.objects.filter(Exists(readers)), user, public_id)


def open_person_to_plan_for(user: User, public_id: UUID) -> Person:
    """Fetch a person to begin a plan for, and log the look-up; 404 unless the user may write about what matters."""
    people = people_access.people_with_section(user, Section.ABOUT, to_write=True)
    person = get_object_or_404(people, public_id=public_id)
    log.record_lookup(of=person, what="person", by=user)
    return person


def _open(plans: PlanQuerySet, user: User, public_id: UUID, *, what: str = "plan") -> Plan:
    plan = get_object_or_404(
        plans.select_related("person", "responsible_body"), public_id=public_id
    )
    log.record_lookup(of=plan.person, what=what, by=user)
    return plan


def open_item(plan: Plan, model: type[Item], public_id: UUID) -> Item:
    """One item of an opened plan, also one in the bin; 404 when it is another plan's."""
    item: Item = get_object_or_404(model._default_manager.all(), plan=plan, public_id=public_id)
    return item


def open_consent(plan: Plan, public_id: UUID) -> Consent:
    """One consent of an opened plan that still holds; 404 otherwise."""
    consents = Consent.objects.filter(withdrawn_at=None, superseded_at=None)
    return get_object_or_404(consents.select_related("participant"), plan=plan, public_id=public_id)


def plan_heads(user: User) -> PlanQuerySet:
    """Every plan without its content, for those in the KE who keep the overview; nothing for others."""
    if not user.has_perm("individual_plans.view_plan_heads"):
        return Plan.objects.none()
    return Plan.objects.select_related("person", "responsible_body")


def current_heads(user: User) -> PlanQuerySet:
    """The plans that are not over, by the person's name."""
    return plan_heads(user).current().order_by("person__name", "pk")


def log_heads_shown(plans: Iterable[Plan], user: User) -> None:
    """That somebody has a plan is itself confidential: seeing the list leaves a trace on each."""
    log.record_lookups(of=[plan.person for plan in plans], what="plan_head", by=user)


def silent_plans(user: User) -> PlanQuerySet:
    """Current plans in which nothing has been written for long, the longest first."""
    return plan_heads(user).silent()


def current_plan_of(person: Person) -> Plan | None:
    """The person's one plan that is not over, with what it opens with, if the acting user may know of it."""
    return Plan.objects.current().filter(person=person).select_related("about").first()


def existing_plan_of(person: Person) -> Plan:
    """The plan that hinders a second one."""
    return Plan.objects.current().get(person=person)


def with_next(plans: PlanQuerySet) -> PlanQuerySet:
    """Each with `next_meeting_at`, `next_review_on` and `waiting`, the measures that wait for somebody."""
    meetings = Meeting.objects.coming().filter(plan=OuterRef("pk")).values("starts_at")[:1]
    reviews = Review.objects.coming().filter(plan=OuterRef("pk")).values("due_on")[:1]
    waiting = Q(measures__status__in=WAITING, measures__removed_at=None)
    return plans.annotate(
        next_meeting_at=Subquery(meetings),
        next_review_on=Subquery(reviews),
        waiting=Count("measures", filter=waiting),
    )


def next_meeting(person: Person) -> Meeting | None:
    """The soonest planned meeting about the person that the acting user may see."""
    return Meeting.objects.coming().filter(plan__person=person).select_related("plan").first()


def waiting_for(person: Person) -> QuerySet[Measure]:
    """Measures that are proposed or agreed and not begun: `responsible_name`, `status_since`; oldest first."""
    return (
        Measure.objects.present()
        .filter(plan__in=Plan.objects.current().filter(person=person), status__in=WAITING)
        .select_related("plan")
        .order_by("status_since", "pk")
    )


@dataclass(frozen=True)
class Standing:
    """How one user stands to one plan now."""

    roles: frozenset[str]
    sections: frozenset[str]
    writable: frozenset[str]

    @property
    def is_own(self) -> bool:
        return bool(self.roles.intersection(OWN_ROLES))

    @property
    def is_self(self) -> bool:
        return GrantRole.SELF in self.roles

    @property
    def leads(self) -> bool:
        return bool(self.writable and self.roles.intersection(LEADING_ROLES))


def standing(user: User, plan: Plan) -> Standing:
    """What the user's grants to this plan add up to."""
    return standing_by(people_access.grants_of(user, plan.person))


def standing_by(grants: Iterable[Grant]) -> Standing:
    """What grants of one user to one person add up to."""
    grants = list(grants)
    return Standing(
        roles=frozenset(grant.role for grant in grants),
        sections=frozenset(section for grant in grants for section in grant.sections),
        writable=frozenset(
            section for grant in grants if grant.may_write for section in grant.sections
        ),
    )


def sections_open_to(user: User, plan: Plan) -> frozenset[str]:
    """The sections of the plan that the user may read now."""
    return standing(user, plan).sections


def acting_for(plan: Plan, standing: Standing) -> str:
    """The name of the person whom the reader represents; empty for everyone else."""
    represents = GrantRole.REPRESENTATIVE in standing.roles and GrantRole.SELF not in standing.roles
    return plan.person.name if represents else ""


def closed_sections(standing: Standing) -> list[Section]:
    """The parts of the plan that the reader may not open."""
    return [section for section in PLAN_SECTIONS if section not in standing.sections]


def _grants_to(user: User) -> GrantQuerySet:
    return Grant.objects.valid_now().filter(person=OuterRef("person"), user=user)
