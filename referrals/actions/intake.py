import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from ke_portal import sealing
from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import UnitTeam
from ke_portal.people import rules as people_rules
from ke_portal.people.actions import NationalIdRefused, register_person
from ke_portal.people.models import Person
from ke_portal.rowsecurity.acting import holding_receipt
from referrals import emails, rules
from referrals.access import receipt_hash
from referrals.actions.steps import locked_referral, move_case, move_referral
from referrals.models import (
    Attachment,
    Case,
    CaseStatus,
    Channel,
    NotifierRole,
    Referral,
    ReferralStatus,
)

REOPENED_BY_A_NEW_REQUEST = (CaseStatus.DECIDED, CaseStatus.FOLLOW_UP)


class PaperRefused(ValueError):
    """A file is too large, or of a kind that we do not take; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NotConnected(ValueError):
    """Neither a known person nor facts about a new one were given."""


@dataclass(frozen=True)
class Paper:
    """A file that somebody sends along."""

    name: str
    content: bytes


@dataclass(frozen=True)
class NewPerson:
    """Facts about a person whom the KE has not met before; `facts` are fields of Person."""

    name: str
    national_id: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def receive_referral(
    *,
    token: UUID,
    notifier_role: NotifierRole,
    need: str,
    by: User | None = None,
    channel: Channel = Channel.FORM,
    national_id: str = "",
    papers: Sequence[Paper] = (),
    received_at: datetime | None = None,
    is_marked_as_flood: bool = False,
    taken_down_by: User | None = None,
    **facts: Any,
) -> tuple[Referral, str]:
    """Take in what somebody tells of. Returns the referral and its receipt code, which is kept by nobody else.

    `token` belongs to one showing of the form. The same form sent twice with the same text is one referral
    with one code; sent again with another text it is another. `facts` are fields of Referral.
    Raises NationalIdRefused or PaperRefused.
    """
    said = {"role": notifier_role, "need": need, "national_id": national_id, **facts}
    code = _receipt_code(token, said, papers)
    opens_with = receipt_hash(code)
    received_at = received_at or timezone.now()
    referral = Referral(
        receipt_hash=opens_with,
        notifier_role=notifier_role,
        notifier_is_party=notifier_role == NotifierRole.SELF,
        channel=channel,
        need=need,
        received_at=received_at,
        preliminary_due_on=rules.preliminary_answer_due(timezone.localdate(received_at)),
        is_marked_as_flood=is_marked_as_flood,
        taken_down_by=taken_down_by,
        **facts,
    )
    if national_id:
        _set_national_id(referral, national_id)
    kinds = [_kind_of(paper) for paper in papers]
    with holding_receipt(opens_with):
        try:
            with transaction.atomic():
                referral.save(force_insert=True)
        except IntegrityError as problem:
            if "receipt_hash" not in str(problem):
                raise
            return Referral.objects.with_receipt(opens_with).get(), code
        for paper, kind in zip(papers, kinds, strict=True):
            _attach(referral, paper, kind)
    log.record(
        Verb.REFERRAL_RECEIVED,
        on=referral,
        by=by,
        detail={"channel": channel, "role": notifier_role, "papers": len(papers)},
    )
    emails.tell_notifier_received(referral)
    if not is_marked_as_flood:
        emails.tell_unit_received(referral)
    return referral, code


def register_by_phone(
    *, by: User, channel: Channel = Channel.PHONE, **said: Any
) -> tuple[Referral, str]:
    """Take down what somebody told by phone, letter or in a conversation; otherwise as `receive_referral`."""
    return receive_referral(by=by, channel=channel, taken_down_by=by, **said)


@transaction.atomic
def register_referral(
    referral: Referral,
    *,
    by: User,
    person: Person | None = None,
    new_person: NewPerson | None = None,
    identity_confirmed: bool = False,
    notifier_is_party: bool | None = None,
    notifier_may_hear: bool = False,
    team: UnitTeam | None = None,
) -> Case:
    """Say whom the referral is about, and let it join the person's open case or open one.

    Joining never moves or hides the date of an earlier request, nor its own. Raises StepNotPossible,
    NotConnected, NationalIdRefused or AlreadyRegistered.
    """
    referral = locked_referral(referral)
    move_referral(referral, ReferralStatus.REGISTERED)
    if person is None:
        if new_person is None:
            raise NotConnected
        speech = {
            "interpreter_language": referral.language,
            "needs_interpreter": referral.needs_interpreter,
        }
        person = register_person(
            name=new_person.name,
            national_id=new_person.national_id,
            by=by,
            **{**speech, **new_person.facts},
        )
    case = _join_or_open_case(referral, person, team=team, by=by)
    referral.person = person
    referral.case = case
    referral.registered_at = timezone.now()
    referral.registered_by = by
    referral.identity_confirmed = identity_confirmed
    if notifier_is_party is not None:
        referral.notifier_is_party = notifier_is_party
    referral.notifier_may_hear = notifier_may_hear
    if case.status == CaseStatus.IN_ASSESSMENT:
        referral.assessing_since = referral.registered_at
    referral.save()
    log.record(
        Verb.REFERRAL_REGISTERED,
        on=referral,
        by=by,
        person=person,
        detail={"identity_confirmed": identity_confirmed},
    )
    return case


def _join_or_open_case(
    referral: Referral, person: Person, *, team: UnitTeam | None, by: User
) -> Case:
    case = Case.objects.select_for_update().not_closed().filter(person=person).first()
    if case is None:
        # Open since somebody asked, not since somebody here got round to it.
        case = Case.objects.create(
            person=person,
            opened_at=referral.received_at,
            preliminary_due_on=referral.preliminary_due_on,
            team=team,
        )
        log.record(Verb.CASE_OPENED, on=case, by=by, person=person)
        return case
    if case.status in REOPENED_BY_A_NEW_REQUEST:
        move_case(case, CaseStatus.OPEN)
        case.decided_at = case.decided_by = case.decide_by = None
        log.record(Verb.CASE_MOVED, on=case, by=by, person=person, detail={"to": case.status})
        earlier_date = None
    else:
        earlier_date = None if case.preliminary_sent_at else case.preliminary_due_on
    case.preliminary_sent_at = None
    case.preliminary_due_on = min(filter(None, (earlier_date, referral.preliminary_due_on)))
    case.save()
    return case


def _receipt_code(token: UUID, said: dict[str, Any], papers: Sequence[Paper]) -> str:
    """The same for the same form with the same text, and unguessable without our key."""
    content = json.dumps(said, sort_keys=True, default=str)
    files = [hashlib.sha256(paper.content).hexdigest() for paper in papers]
    digest = sealing.fingerprint(f"{token}:{content}:{files}", purpose="receipt_code")
    return rules.receipt_code(int(digest, 16))


def _set_national_id(referral: Referral, national_id: str) -> None:
    number = people_rules.clean_national_id(national_id)
    fault = people_rules.national_id_fault(number, synthetic_wanted=not settings.IN_PRODUCTION)
    if fault is not None:
        raise NationalIdRefused(fault)
    referral.national_id_sealed = sealing.seal(number, place=referral.national_id_place())
    referral.national_id_print = sealing.fingerprint(number, purpose="national_id")
    referral.national_id_masked = people_rules.mask_national_id(number)


def _kind_of(paper: Paper) -> str:
    kind = rules.paper_kind(paper.content)
    if kind is None or len(paper.content) > rules.LARGEST_PAPER:
        raise PaperRefused(paper.name)
    return kind


def _attach(referral: Referral, paper: Paper, kind: str) -> None:
    attachment = Attachment(
        referral=referral,
        name=paper.name[-200:],
        content_type=kind,
        size=len(paper.content),
        sha256=hashlib.sha256(paper.content).hexdigest(),
    )
    attachment.file.save(str(attachment.public_id), ContentFile(paper.content), save=False)
    attachment.save(force_insert=True)
