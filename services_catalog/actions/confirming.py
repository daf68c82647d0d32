"""Owners are asked whether their entries are still right, and what follows when they answer or do not."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import emails
from services_catalog.access import editing
from services_catalog.actions.changing import hold, settle_change
from services_catalog.actions.moderating import set_status
from services_catalog.models import (
    PUBLISHED,
    Confirmation,
    ConfirmationAnswer,
    Deed,
    Feedback,
    FeedbackKind,
    Service,
    ServiceQuerySet,
    ServiceStatus,
    WithdrawnBecause,
)
from services_catalog.rules import upkeep
from services_catalog.rules.upkeep import Rhythm, Step


class AlreadyAnswered(Exception):
    """The owner, or an editor for them, has answered."""


@transaction.atomic
def confirm_service(service: Service, *, by: User | None, by_name: str = "") -> Service:
    """`service` is right as it stands, today. What was hidden for want of this comes back as it was."""
    before = hold(service)
    waiting = Confirmation.objects.open().select_for_update().filter(service=service).first()
    service.assured_on = timezone.localdate()
    service.unconfirmed_since = None
    service.save(update_fields=["assured_on", "unconfirmed_since"])
    if (
        service.status == ServiceStatus.WITHDRAWN
        and service.withdrawn_because == WithdrawnBecause.UNCONFIRMED
    ):
        hidden_from = waiting.hidden_from if waiting else ""
        set_status(service, hidden_from or ServiceStatus.ACTIVE)
    if waiting is not None:
        _answer(waiting, ConfirmationAnswer.RIGHT)
    settle_change(
        service,
        by=by,
        before=before,
        fields=["assured_on"],
        deed=Deed.CONFIRMED,
        verb=Verb.SERVICE_CONFIRMED,
        by_name=by_name,
    )
    return service


def confirm_by_letter(letter: str, *, public_id: UUID) -> Service:
    """The owner presses "still right" in the page of a letter. Raises AlreadyAnswered."""
    with transaction.atomic():
        asked = _asked(letter, public_id)
        return confirm_service(asked.service, by=None, by_name=_("Eieren av teksten"))


@transaction.atomic
def doubt_by_letter(letter: str, *, public_id: UUID, text: str) -> Feedback:
    """The owner says what is wrong; an editor mends it. Raises AlreadyAnswered."""
    asked = _asked(letter, public_id)
    _answer(asked, ConfirmationAnswer.WRONG)
    said = Feedback.objects.create(service=asked.service, kind=FeedbackKind.OWNER, text=text)
    log.record(Verb.SERVICE_DOUBTED, on=asked.service, by=None)
    return said


def _asked(letter: str, public_id: UUID) -> Confirmation:
    asked = (
        Confirmation.objects.open()
        .select_for_update(of=("self",))
        .select_related("service__provider")
        .filter(letter=letter, public_id=public_id)
        .first()
    )
    if asked is None:
        raise AlreadyAnswered
    return asked


def _answer(asked: Confirmation, reply: ConfirmationAnswer) -> None:
    asked.reply, asked.answered_on = reply, timezone.localdate()
    asked.save(update_fields=["reply", "answered_on"])


def ask_owners() -> int:
    """Ask about every published entry whose time has come, one e-mail to each owner. Returns how many entries.

    Safe to run twice: an entry that is asked about is not asked about again until it is answered.
    """
    today, rhythm = timezone.localdate(), editing.rhythm()
    by_address: dict[str, list[tuple[int, date]]] = defaultdict(list)
    answered: dict[int, date | None] = dict(
        Confirmation.objects.order_by().values_list("service").annotate(Max("answered_on"))
    )
    for service in _not_asked():
        due = upkeep.due_on(
            service.assured_on, months=service.review_months, rhythm=rhythm, first_seen=today
        )
        last = answered.get(service.pk)
        if upkeep.is_time_to_ask(due, today=today, rhythm=rhythm, last_answered_on=last):
            by_address[editing.owner_address(service)].append(
                (service.pk, upkeep.answer_by(due, today=today, rhythm=rhythm))
            )
    return sum(_ask(address, dict(asked), today) for address, asked in by_address.items())


def _not_asked() -> ServiceQuerySet:
    asked = Confirmation.objects.open().filter(service=OuterRef("pk"))
    return (
        Service.objects.published()
        .filter(~Exists(asked))
        .select_related("provider", "owner")
        .defer("hsds")
        .order_by("pk")
    )


@transaction.atomic
def _ask(address: str, due_by_key: dict[int, date], today: date) -> int:
    held = list(
        _not_asked().filter(pk__in=due_by_key).select_for_update(of=("self",)).order_by("pk")
    )
    if not held:
        return 0
    letter = uuid4() if address else None
    for service in held:
        asked = Confirmation.objects.create(
            service=service, letter=letter, due_on=due_by_key[service.pk], asked_on=today
        )
        log.record(Verb.OWNER_ASKED, on=service, by=None, detail={"due": str(asked.due_on)})
    if letter is not None:
        emails.ask_owner(
            letter=str(letter), to=address, due_on=min(due_by_key[each.pk] for each in held)
        )
    return len(held)


def follow_up() -> dict[str, int]:
    """Take the next step with every entry whose owner has not answered. Returns how many of each step.

    Safe to run twice: each step is written with the row, and is taken once.
    """
    today, rhythm = timezone.localdate(), editing.rhythm()
    taken: dict[str, int] = defaultdict(int)
    for key in list(Confirmation.objects.open().values_list("pk", flat=True)):
        step = _follow_up(key, today, rhythm)
        if step is not None:
            taken[step.value] += 1
    return dict(taken)


@transaction.atomic
def _follow_up(key: int, today: date, rhythm: Rhythm) -> Step | None:
    asked = (
        Confirmation.objects.open()
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("service__provider", "service__owner")
        .filter(pk=key)
        .first()
    )
    if asked is None:
        return None
    if asked.service.status not in PUBLISHED:
        if not asked.hidden_on:
            _answer(asked, ConfirmationAnswer.DROPPED)
        return None
    step = upkeep.next_step(
        due=asked.due_on,
        asked_on=asked.asked_on,
        was_written_to=asked.letter is not None,
        done=_done(asked),
        today=today,
        rhythm=rhythm,
    )
    if step is not None:
        STEPS[step](asked, today)
    return step


def _done(asked: Confirmation) -> frozenset[Step]:
    marks = {
        Step.REMIND: asked.reminded_on,
        Step.MARK: asked.marked_on,
        Step.HIDE: asked.hidden_on,
    }
    return frozenset(step for step, on in marks.items() if on)


def _remind(asked: Confirmation, today: date) -> None:
    """One reminder a letter, however many entries it asks about."""
    asked.reminded_on = today
    asked.save(update_fields=["reminded_on"])
    log.record(Verb.OWNER_REMINDED, on=asked.service, by=None)
    address = editing.owner_address(asked.service)
    if address:
        emails.ask_owner(
            letter=str(asked.letter), to=address, due_on=asked.due_on, is_reminder=True
        )


def _mark(asked: Confirmation, today: date) -> None:
    asked.marked_on = today
    asked.save(update_fields=["marked_on"])
    service = asked.service
    service.unconfirmed_since = service.assured_on or asked.asked_on
    service.save(update_fields=["unconfirmed_since"])
    log.record(Verb.SERVICE_MARKED, on=service, by=None)


def _hide(asked: Confirmation, today: date) -> None:
    service = asked.service
    before = hold(service)
    was = service.status
    asked.hidden_on, asked.hidden_from = today, was
    asked.save(update_fields=["hidden_on", "hidden_from"])
    set_status(service, ServiceStatus.WITHDRAWN, because=WithdrawnBecause.UNCONFIRMED)
    settle_change(
        service,
        by=None,
        before=before,
        fields=["status"],
        deed=Deed.MOVED,
        verb=Verb.SERVICE_MOVED,
        detail={"from": was, "to": service.status, "because": service.withdrawn_because},
    )


STEPS: dict[Step, Callable[[Confirmation, date], None]] = {
    Step.REMIND: _remind,
    Step.MARK: _mark,
    Step.HIDE: _hide,
}
