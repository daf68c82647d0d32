"""What goes out by e-mail: that something happened and when, never about whom or what."""

from individual_plans.models import Consent, Meeting
from ke_portal.accounts.models import User
from ke_portal.outbox.actions import queue_email


def tell_access_given(consent: Consent) -> None:
    """Someone may open something new."""
    if consent.user is not None:
        queue_email(
            key=f"access-given:{consent.public_id}",
            to=consent.user.email,
            template="individual_plans/access_given",
            language=consent.user.language,
        )


def tell_meeting_planned(meeting: Meeting, *, to: User) -> None:
    _tell(meeting, "planned", to)


def tell_meeting_moved(meeting: Meeting, *, to: User) -> None:
    _tell(meeting, "moved", to)


def tell_meeting_cancelled(meeting: Meeting, *, to: User) -> None:
    _tell(meeting, "cancelled", to)


def _tell(meeting: Meeting, what: str, to: User) -> None:
    queue_email(
        key=f"meeting-{what}:{meeting.public_id}:{meeting.version}:{to.pk}",
        to=to.email,
        template=f"individual_plans/meeting_{what}",
        context={"starts_at": meeting.starts_at},
        language=to.language,
    )
