"""Whom the cases concern, and who stands by them. All invented; the numbers are synthetic."""

from datetime import date
from typing import Any

from ke_portal.accounts.models import User
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.place import solvag
from ke_portal.desks.demo.staff import user
from ke_portal.people import actions
from ke_portal.people.models import (
    AddressProtection,
    ParentalResponsibility,
    Person,
    Representation,
    RepresentationKind,
)
from ke_portal.people.rules import MAJORITY
from referrals.actions import NewPerson

TURNS_18_IN = 45
NEAREST = RepresentationKind.NEAREST_NEXT_OF_KIN

# name: national identity number, or none; then fields of Person
PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "Vakker Blomst": (
        "14836830068",
        {
            "birth_date": date(1968, 3, 14),
            "address": "Hageveien 12, 9995 Solvåg",
            "phone": "99 00 18 01",
            "email": "pasient@demo.example",
        },
    ),
    "Glad Spurv": ("27852170129", {"birth_date": date(2021, 5, 27), "phone": "99 00 18 03"}),
    "Barnet til Lys Bris": ("", {"is_expected_child": True, "phone": "99 00 18 05"}),
    "Rask Falk": ("", {"address": "Parkveien 3, 9995 Solvåg", "phone": "99 00 18 07"}),
    "Stolt Rev": (
        "03844735129",
        {
            "birth_date": date(1947, 4, 3),
            "address": "Gårdsveien 3, 9995 Solvåg",
            "phone": "99 00 18 09",
        },
    ),
    "Stille Vår": (
        "21829236033",
        {
            "birth_date": date(1992, 2, 21),
            "address_protection": AddressProtection.CONFIDENTIAL,
        },
    ),
    "Munter Hest": (
        "16889937150",
        {
            "birth_date": date(1999, 8, 16),
            "address": "Bofellesskapet Skogly, Strandveien 60, 9995 Solvåg",
            "phone": "99 00 18 11",
            "language": "nn",
        },
    ),
    "Klar Elv": (
        "01925538090",
        {
            "birth_date": date(1955, 12, 1),
            "address": "Fjellveien 4, 9995 Solvåg",
            "phone": "99 00 18 12",
            "wants_sami": True,
            "needs_interpreter": True,
            "interpreter_language": "nordsamisk",
        },
    ),
    "Vill Vind": (
        "30879539125",
        {
            "birth_date": date(1995, 7, 30),
            "address": "Bryggegata 30, 9995 Solvåg",
            "phone": "99 00 18 13",
        },
    ),
    "Sterk Lind": (
        "11908240032",
        {
            "birth_date": date(1982, 10, 11),
            "address": "Torget 8, 9995 Solvåg",
            "phone": "99 00 18 14",
        },
    ),
    "Mett Humle": (
        "29895845157",
        {
            "birth_date": date(1958, 9, 29),
            "address": "Havneveien 2, 9995 Solvåg",
            "phone": "99 00 18 15",
        },
    ),
    "Tapper Due": (
        "25838741102",
        {
            "birth_date": date(1987, 3, 25),
            "address": "Havneveien 30, 9995 Solvåg",
            "phone": "99 00 18 16",
            "needs_interpreter": True,
            "interpreter_language": "ukrainsk",
        },
    ),
    "Lur Måke": ("09841372260", {"birth_date": date(2013, 4, 9), "phone": "99 00 18 17"}),
    "Fredelig Ås": ("18856442175", {"birth_date": date(1964, 5, 18)}),
    "Lang Sommer": (
        "04877143088",
        {"birth_date": date(1971, 7, 4), "address": "Parkveien 40, 9995 Solvåg"},
    ),
    "Seig Einer": (
        "",
        {
            "birth_date": date(1974, 2, 12),
            "address": "Kaiveien 3, 9995 Solvåg",
            "phone": "99 00 18 22",
        },
    ),
    "Varsom Lerke": ("", {"birth_date": date(1965, 6, 8), "phone": "99 00 18 23"}),
    "Sindig Alm": ("", {"birth_date": date(1960, 1, 19), "phone": "99 00 18 24"}),
    "Blank Skjær": ("", {"birth_date": date(1977, 11, 2), "phone": "99 00 18 25"}),
}


def facts_of(name: str) -> dict[str, Any]:
    """Fields of Person, those that depend on the day of loading too."""
    facts = {"municipality": solvag(), **PEOPLE[name][1]}
    if name == "Rask Falk":
        facts["birth_date"] = years_before(clock.day(TURNS_18_IN), MAJORITY)
    if name == "Barnet til Lys Bris":
        facts["due_on"] = clock.day(77)
    return facts


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def new_person(name: str) -> NewPerson:
    return NewPerson(name=name, national_id=PEOPLE[name][0], facts=facts_of(name))


def person(name: str) -> Person:
    """The one person of that name."""
    return Person.objects.get(name=name)


def stand_by(
    name: str, of: str, kind: RepresentationKind, *, since: int, log_in: bool = False, **facts: Any
) -> Representation:
    with clock.on(since):
        return actions.add_representation(
            person(of),
            name=name,
            kind=kind,
            user=user(name) if log_in else None,
            by=user("Trygg Bølge"),
            starts_at=clock.at(since),
            **facts,
        )


def parent(name: str, of: str, *, since: int, log_in: bool = False, phone: str) -> None:
    stand_by(
        name,
        of,
        RepresentationKind.PARENT,
        since=since,
        log_in=log_in,
        parental_responsibility=ParentalResponsibility.SHARED,
        phone=phone,
    )


def make_relations() -> None:
    """Log-ins of the people themselves, and parents, guardians and next of kin."""
    link("Vakker Blomst", user("Vakker Blomst"), since=-141)
    stand_by("Rolig Stein", "Vakker Blomst", NEAREST, since=-141, log_in=True, phone="99 00 18 02")

    parent("Modig Sjø", "Glad Spurv", since=-299, log_in=True, phone="99 00 18 03")
    parent("Varm Ask", "Glad Spurv", since=-299, log_in=True, phone="99 00 18 04")

    parent("Lys Bris", "Barnet til Lys Bris", since=-17, phone="99 00 18 05")
    parent("Stødig Kveld", "Barnet til Lys Bris", since=-17, phone="99 00 18 06")

    link("Rask Falk", user("Rask Falk"), since=-484)
    stand_by(
        "Trofast Due",
        "Rask Falk",
        RepresentationKind.PARENT,
        since=-498,
        log_in=True,
        parental_responsibility=ParentalResponsibility.ALONE,
        phone="99 00 18 08",
        ends_at=clock.at(TURNS_18_IN, "0.00"),
    )

    stand_by("Omtenksom Rype", "Stolt Rev", NEAREST, since=-69, phone="99 00 13 20")
    stand_by("Stadig Berg", "Klar Elv", NEAREST, since=-32, phone="99 00 18 26")
    stand_by("Våken Rose", "Mett Humle", NEAREST, since=-1, phone="99 00 18 27")

    stand_by(
        "Stø Kai",
        "Munter Hest",
        RepresentationKind.GUARDIAN,
        since=-258,
        mandate="Økonomi, og å søkje om og klage på tenester. Ikkje helsehjelp.",
        documented_by="Vergefullmakt frå Statsforvaltaren, vist til eininga",
        phone="99 00 18 28",
    )
    stand_by("Glitrande Snø", "Munter Hest", NEAREST, since=-258, phone="99 00 13 21")
    link("Vill Vind", user("Vill Vind"), since=-189)
    with clock.on(-200):
        actions.note_capacity(
            person("Munter Hest"),
            by=user("Myk Mose"),
            concerns="Deling av planen med arbeidsplassen",
            conclusion="Munter forstod spørsmålet då det vart vist med bilete, og sa ja.",
            judged_by="Myk Mose, vernepleiar",
            basis="Samtale heime på Skogly med bilete og god tid",
            judged_on=clock.day(-200),
            review_on=clock.day(165),
        )

    parent("Kjapp Bær", "Lur Måke", since=-87, phone="99 00 18 17")
    parent("Ivrig Laks", "Lur Måke", since=-87, phone="99 00 18 29")


def link(name: str, account: User, *, since: int) -> None:
    with clock.on(since):
        actions.link_account(person(name), user=account, by=user("Trygg Bølge"))
