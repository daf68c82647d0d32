"""What happens around coordinators: named, asked, away, relieved; and the calls for help."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from coordinators import emails, rules
from coordinators.models import (
    Appointment,
    AppointmentKind,
    AppointmentStatus,
    Coordinator,
    HelpKind,
    HelpRequest,
)
from ke_portal.accounts.actions import give_role
from ke_portal.accounts.models import User
from ke_portal.accounts.roles import Role
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Organisation
from ke_portal.people.actions import end_access, grant_access
from ke_portal.people.models import PLAN_SECTIONS, GrantRole, Person
from referrals.models import DecisionLine


class NothingGranted(Exception):
    """No decision gives this person a coordinator."""


class AlreadyRegistered(Exception):
    """This user is in the register of coordinators."""


class NotAsked(Exception):
    """This appointment does not wait for an answer."""


class AlreadyCoordinated(Exception):
    """Somebody else was named for the same period at the same time."""


@transaction.atomic
def register_coordinator(
    user: User,
    *,
    organisation: Organisation,
    title: str,
    phone: str,
    by: User | None,
    **facts: object,
) -> Coordinator:
    """Put `user` into the register of coordinators, and give the role that goes with it."""
    coordinator = Coordinator.objects.create(
        user=user, organisation=organisation, title=title, phone=phone, **facts
    )
    give_role(user, role=Role.COORDINATOR, by=by)
    log.record(Verb.COORDINATOR_REGISTERED, on=coordinator, by=by)
    return coordinator


@transaction.atomic
def invite_coordinator(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    title: str,
    phone: str,
    by: User,
    **facts: object,
) -> Coordinator:
    """Put someone into the register by e-mail address, with a log-in if there is none. Raises AlreadyRegistered."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(
            email, name=name, title=title, workplace=organisation.name, phone=phone
        )
    if Coordinator.objects.filter(user=user).exists():
        raise AlreadyRegistered
    return register_coordinator(
        user, organisation=organisation, title=title, phone=phone, by=by, **facts
    )


@transaction.atomic
def set_absence(
    coordinator: Coordinator,
    *,
    away_from: date,
    away_until: date | None,
    substitute: Coordinator | None,
    by: User,
) -> None:
    """Record that `coordinator` is away, and who answers meanwhile."""
    coordinator.away_from, coordinator.away_until = away_from, away_until
    coordinator.substitute = substitute
    coordinator.save(update_fields=["away_from", "away_until", "substitute"])
    log.record(Verb.COORDINATOR_LEFT, on=coordinator, by=by)


@transaction.atomic
def appoint_coordinator(
    person: Person,
    *,
    coordinator: Coordinator,
    reason: str,
    by: User,
    wish: str = "",
    kind: AppointmentKind = AppointmentKind.LEAD,
    until: datetime | None = None,
    asks_first: bool = False,
) -> Appointment:
    """Name `coordinator` for `person`, following a granted right. A former one of the same kind is relieved.

    With `asks_first` the coordinator is asked, and gets access only on saying yes. A hospital coordinator
    needs `until`, the end of the stay. Raises NothingGranted or AlreadyCoordinated.
    """
    granted = DecisionLine.objects.granting_coordinator(person).select_for_update().first()
    if granted is None:
        raise NothingGranted
    for former in Appointment.objects.open().filter(person=person, kind=kind).select_for_update():
        end_appointment(former, reason="", by=by)
    now = timezone.now()
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                person=person,
                coordinator=coordinator,
                kind=kind,
                status=AppointmentStatus.REQUESTED if asks_first else AppointmentStatus.ACTIVE,
                decision_line=granted,
                wish=wish,
                reason=reason,
                validity=DateTimeTZRange(now, until, "[)"),
                first_contact_by=rules.first_contact_by(timezone.localdate()),
                appointed_by=by,
            )
    except IntegrityError as conflict:
        if "coordinator_per_person" not in str(conflict):
            raise
        raise AlreadyCoordinated from conflict
    if asks_first:
        log.record(Verb.COORDINATOR_REQUESTED, on=appointment, by=by, person=person)
    else:
        _give_access(appointment, by=by)
        log.record(Verb.COORDINATOR_APPOINTED, on=appointment, by=by, person=person)
        emails.tell_person_appointed(appointment)
    emails.tell_coordinator_appointed(appointment)
    return appointment


@transaction.atomic
def accept_appointment(appointment: Appointment, *, by: User) -> None:
    """The coordinator says yes: the work begins, with access. Raises NotAsked."""
    _refuse_a_second_answer(appointment)
    person = appointment.person
    _move(appointment, AppointmentStatus.ACTIVE)
    _give_access(appointment, by=by)
    log.record(Verb.COORDINATOR_ACCEPTED, on=appointment, by=by, person=person)
    emails.tell_person_appointed(appointment)


@transaction.atomic
def decline_appointment(appointment: Appointment, *, reason: str, by: User) -> None:
    """The coordinator says no; the person is again without one in the unit's queue. Raises NotAsked."""
    _refuse_a_second_answer(appointment)
    person = appointment.person
    appointment.end_reason = reason
    _move(appointment, AppointmentStatus.DECLINED)
    log.record(Verb.COORDINATOR_DECLINED, on=appointment, by=by, person=person)


def _refuse_a_second_answer(appointment: Appointment) -> None:
    """The lock makes the second of two clicks wait, and then see that the first has answered."""
    current = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if current.status != AppointmentStatus.REQUESTED:
        raise NotAsked


def _move(appointment: Appointment, status: AppointmentStatus) -> None:
    appointment.status = status
    appointment.save(update_fields=["status", "end_reason"])


def _give_access(appointment: Appointment, *, by: User) -> None:
    is_lead = appointment.kind == AppointmentKind.LEAD
    grant_access(
        appointment.person,
        user=appointment.coordinator.user,
        role=GrantRole.COORDINATOR if is_lead else GrantRole.HOSPITAL_COORDINATOR,
        sections=PLAN_SECTIONS,
        may_write=True,
        basis=appointment,
        by=by,
        until=appointment.validity.upper,
    )


@transaction.atomic
def end_appointment(appointment: Appointment, *, reason: str, by: User) -> None:
    """Relieve a coordinator now; access ends with it."""
    now = timezone.now()
    appointment.validity = DateTimeTZRange(
        appointment.validity.lower, max(now, appointment.validity.lower), "[)"
    )
    appointment.status = AppointmentStatus.ENDED
    appointment.end_reason = reason
    appointment.save(update_fields=["validity", "status", "end_reason"])
    end_access(appointment.person, basis=appointment, by=by)
    log.record(Verb.APPOINTMENT_ENDED, on=appointment, by=by, person=appointment.person)


@transaction.atomic
def ask_for_help(person: Person, *, kind: HelpKind, text: str, by: User) -> HelpRequest:
    """Put a call for help in the unit's queue. What is written before the answer is added to the same one."""
    help_request, is_new = HelpRequest.objects.get_or_create(
        person=person, kind=kind, asked_by=by, answered_at=None, defaults={"text": text}
    )
    if not is_new:
        if not text or text in help_request.text:
            return help_request
        help_request.text = f"{help_request.text}\n\n{text}".strip()
        help_request.save(update_fields=["text"])
    log.record(Verb.HELP_ASKED, on=help_request, by=by, person=person, detail={"kind": kind})
    return help_request


@transaction.atomic
def answer_help(help_request: HelpRequest, *, answer: str, by: User) -> None:
    """Answer a call for help; the one who asked is told that an answer is there."""
    help_request.answer = answer
    help_request.answered_at, help_request.answered_by = timezone.now(), by
    help_request.save(update_fields=["answer", "answered_at", "answered_by"])
    log.record(Verb.HELP_ANSWERED, on=help_request, by=by, person=help_request.person)
    emails.tell_help_answered(help_request)
