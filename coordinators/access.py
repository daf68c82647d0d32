from uuid import UUID

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from coordinators.models import (
    Appointment,
    AppointmentKind,
    AppointmentQuerySet,
    AppointmentStatus,
    Coordinator,
    CoordinatorQuerySet,
    HelpRequest,
    HelpRequestQuerySet,
    without_coordinator,
)
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.people import access as people_access
from ke_portal.people.models import Person, PersonQuerySet


def readable_coordinators(user: User) -> CoordinatorQuerySet:
    """The whole register for those who may view it."""
    if not user.has_perm("coordinators.view_coordinator"):
        return Coordinator.objects.none()
    return Coordinator.objects.select_related("user", "organisation", "substitute__user").order_by(
        "user__name"
    )


def open_coordinator(user: User, public_id: UUID) -> Coordinator:
    return get_object_or_404(readable_coordinators(user), public_id=public_id)


def available_coordinators() -> CoordinatorQuerySet:
    """Those who can be named today, with their load, least loaded first."""
    away = Coordinator.objects.away(timezone.localdate()).values("pk")
    return (
        Coordinator.objects.filter(is_active=True)
        .exclude(pk__in=away)
        .select_related("user", "organisation")
        .with_load()
        .order_by(F("people_now"), "user__name")
    )


def coordinators_of(person: Person) -> AppointmentQuerySet:
    """Who coordinates for `person` now: the lead first, then one in hospital."""
    return (
        Appointment.objects.current()
        .filter(person=person)
        .select_related(
            "coordinator__user", "coordinator__organisation", "coordinator__substitute__user"
        )
        .order_by("-kind")
    )


def named_for(person: Person) -> AppointmentQuerySet:
    """Those at work for `person`, and those who have been asked and have not answered."""
    return (
        Appointment.objects.open()
        .filter(person=person)
        .select_related("coordinator__user", "coordinator__organisation")
        .order_by("-kind", "appointed_at")
    )


def lead_appointment(person: Person) -> Appointment | None:
    return coordinators_of(person).filter(kind=AppointmentKind.LEAD).first()


def my_appointments(user: User) -> AppointmentQuerySet:
    """The people whom `user` coordinates for now."""
    return (
        Appointment.objects.current()
        .filter(coordinator__user=user)
        .select_related("person__municipality", "coordinator")
        .order_by("person__name")
    )


def requests_to_me(user: User) -> AppointmentQuerySet:
    """Appointments that `user` has been asked to take, and has not answered."""
    return (
        Appointment.objects.open()
        .filter(coordinator__user=user, status=AppointmentStatus.REQUESTED)
        .select_related("person")
        .order_by("appointed_at")
    )


def open_request(user: User, public_id: UUID) -> Appointment:
    """The unanswered request to `user`; 404 for everyone else's."""
    return get_object_or_404(requests_to_me(user), public_id=public_id)


def open_my_appointment(user: User, public_id: UUID) -> Appointment:
    """An appointment of `user`, answered or not; 404 for everyone else's."""
    return get_object_or_404(
        Appointment.objects.filter(coordinator__user=user), public_id=public_id
    )


def open_appointment(user: User, public_id: UUID) -> Appointment:
    """One appointment, for those who handle cases, with a look-up in the log."""
    people = people_access.readable_people(user)
    appointment = get_object_or_404(
        Appointment.objects.filter(person__in=people).select_related("person", "coordinator__user"),
        public_id=public_id,
    )
    log.record_lookup(of=appointment.person, what="appointment", by=user)
    return appointment


def waiting_help_requests(user: User) -> HelpRequestQuerySet:
    """What people have asked the unit to step in on, oldest first."""
    if not user.has_perm("coordinators.answer_help"):
        return HelpRequest.objects.none()
    return HelpRequest.objects.waiting().select_related("person", "asked_by").order_by("asked_at")


def open_help_request(user: User, public_id: UUID) -> HelpRequest:
    """One waiting request, with a look-up in the log."""
    help_request = get_object_or_404(waiting_help_requests(user), public_id=public_id)
    log.record_lookup(of=help_request.person, what="help_request", by=user)
    return help_request


def my_help_requests(user: User, person: Person) -> HelpRequestQuerySet:
    """What `user` has asked the unit about `person`, newest first."""
    return HelpRequest.objects.filter(person=person, asked_by=user).order_by("-asked_at")


def people_without_coordinator(user: User) -> PersonQuerySet:
    """Granted a coordinator, and without one now, for those who appoint."""
    if not user.has_perm("coordinators.appoint_coordinator"):
        return Person.objects.none()
    return without_coordinator(people_access.readable_people(user)).order_by("name")


def wishes_about(person: Person) -> QuerySet[HelpRequest]:
    """Unanswered wishes for another coordinator."""
    return HelpRequest.objects.waiting().filter(person=person, kind="another_coordinator")
