"""Entries go from draft to published, and what their owners propose is approved or sent back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Organisation
from services_catalog import emails
from services_catalog.access.editing import plain_values
from services_catalog.actions import history
from services_catalog.actions.changing import change_service, hold, settle_change
from services_catalog.models import (
    Confirmation,
    ConfirmationAnswer,
    Deed,
    EntryTemplate,
    Proposal,
    ProposalStatus,
    Revision,
    Service,
    ServiceStatus,
    WithdrawnBecause,
    facts_of,
)
from services_catalog.rules.moderation import PUBLIC, Refusal, refusals

EDIT = "services_catalog.change_service"
FROM_TEMPLATE = (
    "summary",
    "description",
    "eligibility",
    "how_to_get_in",
    "how_next_of_kin",
    "how_professional",
    "fees",
    "required_documents",
)


class CannotMove(Exception):
    """The entry may not have that status now; `reasons` has every reason."""

    def __init__(self, reasons: list[Refusal]) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons


class AlreadyDecided(Exception):
    """Somebody else has answered the proposal."""


class NothingNew(Exception):
    """The proposal says what the entry says already."""


@transaction.atomic
def add_service(
    *, name: str, provider: Organisation | None, template: EntryTemplate | None, by: User
) -> Service:
    """Make a draft, with what `template` starts it with."""
    start: dict[str, Any] = {}
    if template is not None:
        start = {each: getattr(template, each) for each in FROM_TEMPLATE}
        start["terms"] = list(template.terms.all())
    owner = None if by.has_perm(EDIT) else by
    return change_service(
        Service(status=ServiceStatus.DRAFT),
        by=by,
        name=name,
        provider=provider,
        owner=owner,
        **start,
    )


@transaction.atomic
def move_service(
    service: Service,
    *,
    to: str,
    by: User | None,
    word: str = "",
    because: WithdrawnBecause = WithdrawnBecause.EDITOR,
) -> Service:
    """Give `service` the status `to`. Raises CannotMove with the reasons. `word` goes to those who own the text."""
    before = hold(service)
    was = service.status
    facts = facts_of(service)
    reasons = refusals(
        now=was,
        to=to,
        is_editor=by is None or by.has_perm(EDIT),
        says_what=facts.what,
        says_how=facts.how or facts.contact,
        word=word,
    )
    if reasons:
        raise CannotMove(reasons)
    set_status(service, to, because=because)
    settle_change(
        service,
        by=by,
        before=before,
        fields=["status"],
        deed=Deed.MOVED,
        verb=Verb.SERVICE_MOVED,
        detail={"from": was, "to": to},
    )
    if to not in PUBLIC:
        drop_question(service)
    if was == ServiceStatus.REVIEW and service.owner and service.owner != by:
        emails.tell_provider_answered(
            service.owner, key=f"moved:{service.public_id}:{service.version}"
        )
    return service


def set_status(
    service: Service, status: str, *, because: WithdrawnBecause = WithdrawnBecause.EDITOR
) -> None:
    """Save a status and, for one that is withdrawn, why."""
    service.status = status
    service.withdrawn_because = because if status == ServiceStatus.WITHDRAWN else ""
    service.save(update_fields=["status", "withdrawn_because"])


def drop_question(service: Service) -> None:
    """Nobody is asked any more about an entry that an editor took out of the directory."""
    Confirmation.objects.open().filter(service=service).update(
        answered_on=timezone.localdate(), reply=ConfirmationAnswer.DROPPED
    )


@transaction.atomic
def propose_change(
    service: Service,
    *,
    by: User,
    values: dict[str, Any],
    word: str = "",
    version: int | None = None,
) -> Proposal:
    """Store what `service` shall say, for an editor to approve. The public reads the old text until then.

    `version` is that of the waiting proposal, or of the entry when none waits; raises Stale when it is no longer so.
    Raises NothingNew.
    """
    waiting = Proposal.objects.waiting().select_for_update().filter(service=service).first()
    hold(service, version=version if waiting is None else None)
    if waiting is not None and version is not None and waiting.version != version:
        raise StaleProposal(waiting)
    now = plain_values(service, list(values))
    wanted = plain_values(service, list(values), instead=values)
    differing = {name: value for name, value in wanted.items() if value != now[name]}
    if not differing:
        raise NothingNew
    if waiting is None:
        waiting = Proposal(service=service, by=by)
    else:
        waiting.version += 1
    waiting.by, waiting.at, waiting.word = by, timezone.now(), word
    waiting.values = differing
    waiting.seen = {name: now[name] for name in differing}
    waiting.save()
    log.record(Verb.PROPOSAL_SENT, on=waiting, by=by, detail={"fields": sorted(waiting.values)})
    return waiting


class StaleProposal(Exception):
    """A colleague has changed the proposal since the form was shown; `current` is what it says now."""

    def __init__(self, current: Proposal) -> None:
        super().__init__(current.pk)
        self.current = current


def open_proposal(proposal: Proposal, *, version: int | None = None) -> Proposal:
    """The proposal as it is now, held. Raises AlreadyDecided, or StaleProposal when it says something else."""
    held = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("service", "by")
        .get(pk=proposal.pk)
    )
    if held.status != ProposalStatus.WAITING:
        raise AlreadyDecided
    if version is not None and held.version != version:
        raise StaleProposal(held)
    return held


@transaction.atomic
def approve_proposal(
    proposal: Proposal, *, by: User, version: int | None = None, answer: str = ""
) -> Proposal:
    """Let the entry say what was proposed, and nothing else. Raises AlreadyDecided or StaleProposal."""
    held = open_proposal(proposal, version=version)
    change_service(held.service, by=by, deed=Deed.APPROVED, **held.values)
    return _decide(held, ProposalStatus.APPROVED, by=by, answer=answer, verb=Verb.PROPOSAL_APPROVED)


@transaction.atomic
def return_proposal(
    proposal: Proposal, *, by: User, answer: str, version: int | None = None
) -> Proposal:
    """Send the proposal back with a word. Raises AlreadyDecided or StaleProposal."""
    held = open_proposal(proposal, version=version)
    return _decide(held, ProposalStatus.RETURNED, by=by, answer=answer, verb=Verb.PROPOSAL_RETURNED)


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """The provider takes it back. Raises AlreadyDecided."""
    held = open_proposal(proposal)
    return _decide(held, ProposalStatus.WITHDRAWN, by=by, answer="", verb=Verb.PROPOSAL_WITHDRAWN)


def _decide(
    proposal: Proposal, status: ProposalStatus, *, by: User, answer: str, verb: Verb
) -> Proposal:
    proposal.status, proposal.answer, proposal.decided_at = status, answer, timezone.now()
    proposal.save(update_fields=["status", "answer", "decided_at"])
    log.record(verb, on=proposal, by=by)
    if proposal.by and proposal.by != by:
        emails.tell_provider_answered(proposal.by, key=f"proposal:{proposal.public_id}")
    return proposal


@transaction.atomic
def restore_revision(service: Service, *, number: int, by: User) -> Service:
    """Let `service` say again what it said in revision `number`; itself a change. Raises history.CannotRestore."""
    before = hold(service)
    revision = Revision.objects.get(service=service, number=number)
    history.put_back(service, revision.snapshot)
    settle_change(
        service,
        by=by,
        before=before,
        deed=Deed.RESTORED,
        verb=Verb.SERVICE_RESTORED,
        detail={"number": number},
    )
    return service
