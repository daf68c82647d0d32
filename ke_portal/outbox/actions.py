"""Messages are stored with the change that caused them; a worker sends them after it commits."""

from datetime import date
from email.utils import make_msgid
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ke_portal.outbox.models import Message, Occasion
from ke_portal.outbox.rules import wait_after


def queue_email(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any] | None = None,
    language: str = "nb",
    unsubscribe_url: str = "",
) -> None:
    """Store an e-mail with the caller's transaction; the worker is nudged once that commits.

    `key` names the occasion. Queueing the same occasion again does nothing. The text says that something
    happened, never about whom or what. `unsubscribe_url` takes a POST that ends messages of this sort.
    """
    with translation.override(language):
        text = render_to_string(
            f"emails/{template}.txt", {"base_url": settings.KE_BASE_URL, **(context or {})}
        )
    subject, _, body = text.strip().partition("\n")
    Message.objects.bulk_create(
        [
            Message(
                key=key,
                to=to,
                template=template,
                subject=subject.strip(),
                body=body.strip() + "\n",
                unsubscribe_url=unsubscribe_url,
                message_id=make_msgid(
                    domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">")
                ),
            )
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(nudge, robust=True)


def nudge() -> None:
    """Ask a worker to look in the outbox. Losing this is harmless: the sweep finds what waits."""
    current_app.send_task("outbox.deliver_waiting", retry=False)


def send_next() -> bool:
    """Send one waiting message in a transaction of its own; False when none waits.

    Delivery is at least once: a kill between sending and commit repeats the message with the same Message-ID.
    """
    with transaction.atomic():
        message = (
            Message.objects.waiting()
            .select_for_update(skip_locked=True)
            .order_by("queued_at")
            .first()
        )
        if message is None:
            return False
        message.tries += 1
        try:
            EmailMessage(
                subject=message.subject,
                body=message.body,
                to=[message.to],
                headers=headers_of(message),
            ).send()
        except OSError as problem:
            message.next_try_at = timezone.now() + wait_after(message.tries)
            message.last_error = type(problem).__name__
        else:
            message.sent_at = timezone.now()
            message.last_error = ""
        message.save(update_fields=["tries", "next_try_at", "last_error", "sent_at"])
    return True


def headers_of(message: Message) -> dict[str, str]:
    """What a mail reader is told besides the text. Source of the last two: RFC 8058."""
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def note_occasion(
    *,
    key: str,
    kind: str,
    due_on: date,
    to: str,
    remind_on: date | None = None,
    language: str = "nb",
) -> None:
    """Remember that something is due on `due_on`, and to remind `to` once, on `remind_on` or that day.

    Noting the same key again moves its dates while nobody has been reminded.
    """
    Occasion.objects.bulk_create(
        [
            Occasion(
                key=key,
                kind=kind,
                due_on=due_on,
                remind_on=remind_on or due_on,
                to=to,
                language=language,
            )
        ],
        ignore_conflicts=True,
    )
    Occasion.objects.filter(key=key, reminded_at=None).exclude(due_on=due_on).update(
        due_on=due_on, remind_on=remind_on or due_on
    )


def settle_occasion(key: str) -> None:
    """What was due is done: no reminder goes out any more."""
    Occasion.objects.filter(key=key, settled_at=None).update(settled_at=timezone.now())


def remind_next() -> bool:
    """Queue the reminder of one due occasion; False when none is due."""
    with transaction.atomic():
        occasion = (
            Occasion.objects.due(by=timezone.localdate())
            .select_for_update(skip_locked=True)
            .first()
        )
        if occasion is None:
            return False
        queue_email(
            key=f"occasion:{occasion.key}",
            to=occasion.to,
            template="outbox/due",
            context={"due_on": occasion.due_on},
            language=occasion.language,
        )
        occasion.reminded_at = timezone.now()
        occasion.save(update_fields=["reminded_at"])
    return True
