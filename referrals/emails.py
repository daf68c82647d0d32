"""What goes out by e-mail: that something happened, and when. Never about whom or what."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.organisations.access import our_unit
from ke_portal.outbox.actions import queue_email
from referrals.models import Decision, PreliminaryAnswer, Question, Referral


def tell_notifier_received(referral: Referral) -> None:
    """The referral has come in, and when to expect an answer."""
    if referral.notifier_email:
        queue_email(
            key=f"referral:{referral.public_id}:received",
            to=referral.notifier_email,
            template="referrals/received",
            context={
                "answer_by": referral.preliminary_due_on,
                "url": _address("referrals:status"),
            },
        )


def tell_unit_received(referral: Referral) -> None:
    """Something waits in the queue of the unit."""
    unit = our_unit()
    if unit is not None and unit.email:
        queue_email(
            key=f"referral:{referral.public_id}:new",
            to=unit.email,
            template="referrals/new",
            context={
                "received_on": timezone.localdate(referral.received_at),
                "url": _address("referrals:list"),
            },
        )


def tell_notifier_asked(question: Question) -> None:
    """The unit needs to hear more, by a date."""
    if question.referral.notifier_email:
        queue_email(
            key=f"question:{question.public_id}",
            to=question.referral.notifier_email,
            template="referrals/asked",
            context={"due_on": question.due_on},
        )


def tell_notifier_forwarded(referral: Referral) -> None:
    """The referral belongs somewhere else and has been sent there."""
    if referral.notifier_email:
        queue_email(
            key=f"referral:{referral.public_id}:forwarded",
            to=referral.notifier_email,
            template="referrals/forwarded",
        )


def tell_notifier_handled(referral: Referral) -> None:
    """Someone has dealt with it. Only to a party, or to one whom the person lets know."""
    if referral.notifier_email and (referral.notifier_is_party or referral.notifier_may_hear):
        queue_email(
            key=f"referral:{referral.public_id}:handled",
            to=referral.notifier_email,
            template="referrals/handled",
        )


def tell_about_letter(letter: Decision | PreliminaryAnswer, *, to: list[User]) -> None:
    """A letter lies on the person's page."""
    for user in to:
        queue_email(
            key=f"letter:{letter.public_id}:{user.pk}",
            to=user.email,
            template="referrals/letter",
            context={"url": _address("referrals:my_case", letter.case.public_id)},
            language=user.language,
        )


def _address(name: str, *args: Any) -> str:
    return f"{settings.KE_BASE_URL}{reverse(name, args=args)}"
