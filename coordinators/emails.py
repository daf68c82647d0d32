from coordinators.models import Appointment, HelpRequest
from ke_portal.outbox.actions import queue_email


def tell_coordinator_appointed(appointment: Appointment) -> None:
    """Something new waits in the workbench."""
    user = appointment.coordinator.user
    queue_email(
        key=f"coordinator-appointed:{appointment.public_id}",
        to=user.email,
        template="coordinators/appointed",
        language=user.language,
    )


def tell_person_appointed(appointment: Appointment) -> None:
    """A letter waits on the person's own page; only for those who gave an e-mail address and need no protection."""
    person = appointment.person
    if not person.email or person.is_protected:
        return
    queue_email(
        key=f"person-appointed:{appointment.public_id}",
        to=person.email,
        template="coordinators/letter",
        language=person.language,
    )


def tell_help_answered(help_request: HelpRequest) -> None:
    user = help_request.asked_by
    queue_email(
        key=f"help-answered:{help_request.public_id}",
        to=user.email,
        template="coordinators/answered",
        language=user.language,
    )
