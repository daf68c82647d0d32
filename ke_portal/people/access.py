"""Which people a user may know about. Gate 2; the row policies are gate 3 and say the same."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.people.models import Grant, GrantQuerySet, GrantRole, Person, PersonQuerySet, Section


def readable_people(user: User) -> PersonQuerySet:
    """All for those who handle cases; otherwise the people whom `user` has a valid grant to."""
    if user.has_perm("people.view_person"):
        return Person.objects.all()
    return Person.objects.filter(Exists(_grants_to(user)))


def people_with_section(user: User, section: Section, *, to_write: bool = False) -> PersonQuerySet:
    """The people whose `section` the user may open now, or change when `to_write`."""
    grants = _grants_to(user).filter(sections__contains=[section])
    if to_write:
        grants = grants.filter(may_write=True)
    return Person.objects.filter(Exists(grants))


def open_person(user: User, public_id: UUID, *, what: str = "person") -> Person:
    """Fetch a person to show, and log the look-up; 404 if this user may not know of this person."""
    person = get_object_or_404(
        readable_people(user).select_related("municipality"), public_id=public_id
    )
    log.record_lookup(of=person, what=what, by=user)
    return person


def open_person_i_act_for(
    user: User, public_id: UUID, *, what: str, also_next_of_kin: bool = True
) -> Person:
    """Oneself, or someone one represents or is next of kin of; logged, and 404 for everyone else.

    Next of kin see less than the person and the representatives: leave them out where they must be.
    """
    roles = [GrantRole.SELF, GrantRole.REPRESENTATIVE]
    if also_next_of_kin:
        roles.append(GrantRole.NEXT_OF_KIN)
    people = Person.objects.filter(Exists(_grants_to(user).filter(role__in=roles)))
    person = get_object_or_404(people.select_related("municipality"), public_id=public_id)
    log.record_lookup(of=person, what=what, by=user)
    return person


def people_i_act_for(user: User) -> PersonQuerySet:
    """The user's own person, and those the user represents or is next of kin of, by name.

    Each says whether it `is_self`.
    """
    grants = _grants_to(user).filter(
        role__in=[GrantRole.SELF, GrantRole.REPRESENTATIVE, GrantRole.NEXT_OF_KIN]
    )
    return (
        Person.objects.filter(Exists(grants))
        .annotate(is_self=Exists(_grants_to(user).filter(role=GrantRole.SELF)))
        .order_by("name")
    )


def grants_of(user: User, person: Person) -> GrantQuerySet:
    """What gives `user` access to `person` now."""
    return Grant.objects.valid_now().filter(user=user, person=person)


def grants_to(person: Person) -> GrantQuerySet:
    """Everyone who may open something about `person` now, with their users."""
    return (
        Grant.objects.valid_now().filter(person=person).select_related("user").order_by("given_at")
    )


def _grants_to(user: User) -> GrantQuerySet:
    return Grant.objects.valid_now().filter(person=OuterRef("pk"), user=user)
