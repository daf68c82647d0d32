"""The two ways to write the audit log: `record` beside every change, `record_lookup` beside every look."""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Model

from ke_portal.audit.models import Event, Lookup
from ke_portal.audit.verbs import Verb


class Actor(Protocol):
    """Who did it: a user of the portal."""

    pk: Any

    def get_full_name(self) -> str: ...

    def organisation_name(self) -> str: ...


class Subject(Protocol):
    """Whom it concerns: a person with a public id."""

    public_id: UUID


def record(
    verb: Verb,
    *,
    on: Model,
    by: Actor | None,
    person: Subject | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write that `by` did `verb` on `on`, in the caller's transaction. `by` is None for visitors and sweeps."""
    Event.objects.create(
        verb=verb,
        actor=str(by.pk) if by else "",
        actor_name=by.get_full_name() if by else "",
        person=str(person.public_id) if person else "",
        subject_kind=on._meta.label_lower,
        subject=str(getattr(on, "public_id", None) or on.pk),
        detail=detail or {},
    )


def record_lookup(*, of: Subject, what: str, by: Actor, basis: str = "", reason: str = "") -> None:
    """Write that `by` was shown `what` about `of`."""
    record_lookups(of=[of], what=what, by=by, basis=basis, reason=reason)


def record_lookups(
    *, of: Iterable[Subject], what: str, by: Actor, basis: str = "", reason: str = ""
) -> None:
    """Write one look-up per person shown in a list, in one statement."""
    name, organisation = by.get_full_name(), by.organisation_name()
    Lookup.objects.bulk_create(
        Lookup(
            person=str(person.public_id),
            what=what,
            actor=str(by.pk),
            actor_name=name,
            actor_organisation=organisation,
            basis=basis,
            reason=reason,
        )
        for person in {person.public_id: person for person in of}.values()
    )
