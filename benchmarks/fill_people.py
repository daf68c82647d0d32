"""Users, people, who may open what, and the cases that led there."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from benchmarks import texts
from benchmarks.known import DOMAIN, PARTNER, Sizes, identity
from benchmarks.progress import add
from coordinators.models import Appointment, Coordinator, HelpRequest
from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.accounts.roles import Role
from ke_portal.organisations.models import (
    CoordinatingUnit,
    Membership,
    Municipality,
    Organisation,
    OrganisationKind,
    UnitTeam,
)
from ke_portal.people.models import PLAN_SECTIONS, Account, Grant, GrantRole, Person, Section
from referrals.models import Decision, DecisionLine

HELPERS = 300
WITH_ACCOUNT = 2
WITH_OPEN_CASE = 7
AGO = timedelta(days=400)


@dataclass(frozen=True)
class Household:
    """One person and those around, as the other tables need them."""

    number: int
    person: Person
    coordinator: Coordinator


def fill_place() -> None:
    """Our municipality, unit and team."""
    place = Municipality.objects.create(number="9901", name="Benkevåg", is_invented=True)
    body = Organisation.objects.create(
        name="Benkevåg kommune",
        kind=OrganisationKind.MUNICIPALITY,
        municipality=place,
        is_invented=True,
    )
    unit = CoordinatingUnit.objects.create(
        organisation=body,
        level="municipality",
        form="office",
        display_name="Koordinerende enhet i Benkevåg",
        phone="99 00 11 22",
        phone_hours="kl. 9–15",
        email=f"ke@{DOMAIN}",
        is_ours=True,
    )
    UnitTeam.objects.create(unit=unit, name="Voksne")
    trust = Organisation.objects.create(
        name="Benkestrand sykehus HF", kind=OrganisationKind.TRUST, is_invented=True
    )
    [partner] = add_users([(PARTNER, "Klok Bris")], (Role.PARTNER,))
    Membership.objects.create(user=partner, organisation=trust)


def add_users(who: list[tuple[str, str]], roles: tuple[Role, ...], title: str = "") -> list[User]:
    """Users with these addresses and names, each with all of `roles`."""
    password = make_password(None)
    users = add(
        User,
        [
            User(email=email, name=name, title=title, password=password, workplace=title)
            for email, name in who
        ],
    )
    started = timezone.localdate() - AGO
    add(
        RoleAssignment,
        [
            RoleAssignment(user=user, role=role, starts_on=started)
            for user in users
            for role in roles
        ],
    )
    return users


def numbered(kind: str, first: int, last: int) -> list[tuple[str, str]]:
    return [(f"{kind}{number}@{DOMAIN}", texts.name_of(number)) for number in range(first, last)]


def fill_staff(was: Sizes, now: Sizes) -> None:
    """Staff of the unit, coordinators and the services around people."""
    add_users(numbered("ke", was.ke_staff, now.ke_staff), (Role.KE_STAFF,), "Rådgiver")
    if not was.persons:
        add_users(numbered("tjeneste", 0, HELPERS), (Role.PARTICIPANT,), "Fysioterapeut")
    users = add_users(
        numbered("koordinator", was.coordinators, now.coordinators),
        (Role.COORDINATOR, Role.PARTICIPANT),
        "Ergoterapeut",
    )
    workplace = Organisation.objects.get(name="Benkevåg kommune")
    add(
        Coordinator,
        [
            Coordinator(
                user=user,
                organisation=workplace,
                title="Ergoterapeut",
                phone="99 00 12 63",
                capacity=24,
            )
            for user in users
        ],
    )


def fill_people(was: Sizes, now: Sizes) -> list[Household]:
    """New people with log-ins for every second, decisions, coordinators and grants. Returns all people."""
    numbers = range(was.persons, now.persons)
    place = Municipality.objects.get(number="9901")
    people = add(
        Person,
        [
            Person(
                public_id=identity("person", number),
                name=texts.name_of(number),
                birth_date=date(1930 + number % 90, 1 + number % 12, 1 + number % 28),
                municipality=place,
                phone="99 00 18 01",
                email=f"innbygger{number}@{DOMAIN}",
                address=f"{texts.pick(texts.PLACES, number)} {number % 80 + 1}",
            )
            for number in numbers
        ],
    )
    coordinators = list(Coordinator.objects.select_related("user").order_by("pk"))
    households = [
        Household(number, person, coordinators[number % len(coordinators)])
        for number, person in zip(numbers, people, strict=True)
    ]
    fill_own_access(households)
    return households


def fill_own_access(households: list[Household]) -> None:
    """Log-ins of the people themselves."""
    with_account = [each for each in households if each.number % WITH_ACCOUNT == 0]
    users = add_users(
        [(f"innbygger{each.number}@{DOMAIN}", each.person.name) for each in with_account],
        (Role.RESIDENT,),
    )
    pairs = list(zip(with_account, users, strict=True))
    add(Account, [Account(person=each.person, user=user) for each, user in pairs])
    add(
        Grant,
        [
            grant(each.person, user, GrantRole.SELF, list(Section), may_write=True)
            for each, user in pairs
        ],
    )


def grant(
    person: Person,
    user: User,
    role: GrantRole,
    sections: list[Section],
    *,
    may_write: bool = False,
    basis: tuple[str, str] = ("people.account", ""),
    is_over: bool = False,
) -> Grant:
    """That `user` may open `sections`, since more than a year, or until last month when `is_over`."""
    now = timezone.now()
    return Grant(
        person=person,
        user=user,
        role=role,
        sections=sorted(sections),
        may_write=may_write,
        basis_kind=basis[0],
        basis_id=basis[1],
        validity=DateTimeTZRange(now - AGO, now - timedelta(days=30) if is_over else None, "[)"),
        given_at=now - AGO,
    )


def appoint(households: list[Household], decisions: list[Decision], by: User) -> None:
    """A coordinator at work for each person, with the grant; some people call for help."""
    now = timezone.now()
    lines = {
        line.person_id: line
        for line in DecisionLine.objects.filter(decision__in=decisions, right="coordinator")
    }
    appointments = add(
        Appointment,
        [
            Appointment(
                public_id=identity("appointment", each.number),
                person=each.person,
                coordinator=each.coordinator,
                status="active",
                decision_line=lines[each.person.pk],
                wish="Vil gjerne ha en som bor i nærheten.",
                reason="Kjenner tjenestene som er inne, og har plass.",
                validity=DateTimeTZRange(now - timedelta(days=300), None, "[)"),
                first_contact_by=timezone.localdate() - timedelta(days=290),
                appointed_at=now - timedelta(days=300),
                appointed_by=by,
            )
            for each in households
        ],
    )
    add(
        Grant,
        [
            grant(
                each.person,
                each.coordinator.user,
                GrantRole.COORDINATOR,
                list(PLAN_SECTIONS),
                may_write=True,
                basis=("coordinators.appointment", str(appointment.public_id)),
            )
            for each, appointment in zip(households, appointments, strict=True)
        ],
    )
    add(
        HelpRequest,
        [
            HelpRequest(
                person=each.person,
                kind="nothing_happens" if each.number % 3 else "next_step",
                text="Det er seks uker siden noen ringte.",
                asked_by=each.coordinator.user,
                asked_at=now - timedelta(days=each.number % 9),
            )
            for each in households
            if each.number % 20 == 0
        ],
    )
