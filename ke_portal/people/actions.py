"""What happens to people and to who may open what about them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from ke_portal import sealing
from ke_portal.accounts.actions import give_role
from ke_portal.accounts.models import User
from ke_portal.accounts.roles import Role
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.people import emails, rules
from ke_portal.people.models import (
    PLAN_SECTIONS,
    Account,
    CapacityNote,
    Grant,
    GrantRole,
    Person,
    Representation,
    RepresentationKind,
    Section,
)

LONGEST_OPENING = timedelta(hours=8)


class NationalIdRefused(ValueError):
    """This number cannot be stored; `fault` says why."""

    def __init__(self, fault: rules.NationalIdFault) -> None:
        super().__init__(fault)
        self.fault = fault


class LogInTaken(ValueError):
    """The log-in with this address is another person's."""


class AlreadyRegistered(ValueError):
    """There is a person with this national identity number."""


@transaction.atomic
def register_person(*, name: str, national_id: str = "", by: User | None, **facts: Any) -> Person:
    """Make a person. `facts` are fields of Person. Raises NationalIdRefused or AlreadyRegistered."""
    person = Person(name=name, **facts)
    if national_id:
        _set_national_id(person, national_id)
    person.save()
    log.record(Verb.PERSON_REGISTERED, on=person, by=by, person=person)
    return person


@transaction.atomic
def change_person(person: Person, *, by: User, **facts: Any) -> Person:
    """Set the given fields of `person`; `national_id` too. Raises NationalIdRefused or AlreadyRegistered."""
    national_id = facts.pop("national_id", "")
    if national_id:
        _set_national_id(person, national_id)
    for name, value in facts.items():
        setattr(person, name, value)
    person.save()
    log.record(
        Verb.PERSON_CHANGED, on=person, by=by, person=person, detail={"fields": sorted(facts)}
    )
    return person


def _set_national_id(person: Person, national_id: str) -> None:
    number = rules.clean_national_id(national_id)
    fault = rules.national_id_fault(number, synthetic_wanted=not settings.IN_PRODUCTION)
    if fault is not None:
        raise NationalIdRefused(fault)
    if Person.objects.with_national_id(number).exclude(pk=person.pk).exists():
        raise AlreadyRegistered
    person.national_id_sealed = sealing.seal(number, place=person.national_id_place())
    person.national_id_print = sealing.fingerprint(number, purpose="national_id")
    person.national_id_masked = rules.mask_national_id(number)


@transaction.atomic
def link_account(person: Person, *, user: User, by: User | None) -> Account:
    """Let `user` log in as `person`, who then reads and shapes everything kept about them."""
    account = Account.objects.create(person=person, user=user)
    grant_access(
        person,
        user=user,
        role=GrantRole.SELF,
        sections=Section.values,
        may_write=True,
        basis=account,
        by=by,
    )
    log.record(Verb.ACCOUNT_LINKED, on=account, by=by, person=person)
    return account


@transaction.atomic
def invite_person(person: Person, *, email: str, by: User) -> Account:
    """Give `person` a log-in by e-mail; they choose a password by the link on the log-in page.

    Raises LogInTaken when the address logs in as someone else.
    """
    user = _user_with(email, name=person.name)
    linked = Account.objects.filter(user=user).first()
    if linked is not None:
        if linked.person_id != person.pk:
            raise LogInTaken
        return linked
    account = link_account(person, user=user, by=by)
    emails.tell_invited(user, occasion=f"account:{account.pk}")
    return account


@transaction.atomic
def invite_representative(
    person: Person, *, email: str, name: str, kind: RepresentationKind, by: User, **facts: Any
) -> Representation:
    """Record a representative or next of kin who can log in. Next of kin see nothing until the person consents."""
    user = _user_with(email, name=name)
    representation = add_representation(
        person, name=name, kind=kind, user=user, email=email, by=by, **facts
    )
    emails.tell_invited(user, occasion=f"representation:{representation.pk}")
    return representation


def _user_with(email: str, *, name: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        give_role(user, role=Role.RESIDENT, by=None)
    return user


@transaction.atomic
def add_representation(
    person: Person,
    *,
    name: str,
    kind: RepresentationKind,
    by: User | None,
    user: User | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    **facts: Any,
) -> Representation:
    """Record who may speak for `person`, or is next of kin.

    A parent with responsibility, a guardian or a holder of a power of attorney who can log in gets access at
    once, a parent until the 16th birthday at most (patient and user rights act § 4-3). Next of kin get
    access by the person's consent only. A protected address closes every representation on-line.
    """
    representation = Representation.objects.create(
        person=person,
        name=name,
        kind=kind,
        user=user,
        validity=DateTimeTZRange(starts_at or timezone.now(), ends_at, "[)"),
        **facts,
    )
    log.record(
        Verb.REPRESENTATION_ADDED, on=representation, by=by, person=person, detail={"kind": kind}
    )
    if user is not None and _gives_access(representation) and not person.is_protected:
        until = ends_at
        if kind == RepresentationKind.PARENT and person.birth_date:
            turns_sixteen = midnight(rules.birthday(person.birth_date, rules.HEALTH_MAJORITY))
            until = min(filter(None, (ends_at, turns_sixteen)))
        if until is None or until > timezone.now():
            grant_access(
                person,
                user=user,
                role=GrantRole.REPRESENTATIVE,
                sections=Section.values,
                may_write=True,
                basis=representation,
                by=by,
                until=until,
            )
    return representation


def _gives_access(representation: Representation) -> bool:
    if representation.is_kept_out:
        return False
    if representation.kind == RepresentationKind.PARENT:
        return representation.parental_responsibility in {"alone", "shared"}
    return representation.kind in {
        RepresentationKind.GUARDIAN,
        RepresentationKind.POWER_OF_ATTORNEY,
    }


@transaction.atomic
def note_capacity(person: Person, *, by: User, **facts: Any) -> CapacityNote:
    """Record one judgement of whether `person` can consent to one thing."""
    note = CapacityNote.objects.create(person=person, **facts)
    log.record(Verb.CAPACITY_NOTED, on=note, by=by, person=person)
    return note


@transaction.atomic
def grant_access(
    person: Person,
    *,
    user: User,
    role: GrantRole,
    sections: Iterable[str],
    basis: Any,
    by: User | None,
    may_write: bool = False,
    until: datetime | None = None,
    reason: str = "",
) -> Grant:
    """Let `user` open `sections` about `person` from now until `until`, because of `basis`, a saved model."""
    grant = Grant.objects.create(
        person=person,
        user=user,
        role=role,
        sections=sorted(sections),
        may_write=may_write,
        basis_kind=basis._meta.label_lower,
        basis_id=str(getattr(basis, "public_id", basis.pk)),
        reason=reason,
        given_by=by,
        validity=DateTimeTZRange(timezone.now(), until, "[)"),
    )
    log.record(
        Verb.ACCESS_GIVEN,
        on=grant,
        by=by,
        person=person,
        detail={"role": role, "sections": grant.sections},
    )
    return grant


@transaction.atomic
def end_access(
    person: Person, *, by: User | None, user: User | None = None, basis: Any = None
) -> int:
    """End what `basis` gave, or everything that `user` may open about `person`, now. Returns how many ended."""
    grants = Grant.objects.valid_now().filter(person=person)
    if user is not None:
        grants = grants.filter(user=user)
    if basis is not None:
        grants = grants.filter(
            basis_kind=basis._meta.label_lower, basis_id=str(getattr(basis, "public_id", basis.pk))
        )
    now, ended = timezone.now(), 0
    for grant in grants.select_for_update():
        grant.validity = DateTimeTZRange(grant.validity.lower, max(now, grant.validity.lower), "[)")
        grant.save(update_fields=["validity"])
        log.record(Verb.ACCESS_ENDED, on=grant, by=by, person=person, detail={"role": grant.role})
        ended += 1
    return ended


@transaction.atomic
def open_with_reason(person: Person, *, user: User, reason: str, hours: int = 1) -> Grant:
    """Let staff open the plan of `person` for a short time, for a reason the person will read."""
    until = timezone.now() + min(timedelta(hours=hours), LONGEST_OPENING)
    grant = grant_access(
        person,
        user=user,
        role=GrantRole.EMERGENCY,
        sections=PLAN_SECTIONS,
        basis=person,
        by=user,
        until=until,
        reason=reason,
    )
    log.record(Verb.ACCESS_OPENED_WITH_REASON, on=grant, by=user, person=person)
    log.record_lookup(of=person, what="plan", by=user, basis="reason", reason=reason)
    return grant


def midnight(day: date) -> datetime:
    """The start of `day` in Oslo: the bound of every period."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001
