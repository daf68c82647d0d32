"""Who can log in: the eleven of the demonstration, and the others who work or live in Solvåg."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ke_portal.accounts.access import DEMO_DOMAIN
from ke_portal.accounts.actions import give_role
from ke_portal.accounts.models import User
from ke_portal.accounts.roles import Role
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.place import TRUST, body
from ke_portal.organisations.models import CoordinatingUnit, Membership

HIRED = -800
SOLVAG = "Solvåg kommune"


@dataclass(frozen=True)
class Someone:
    """A user to be. Without a domain, the log-in belongs to the demonstration. `workplace` is a part and its whole."""

    email: str
    name: str
    title: str
    roles: tuple[Role, ...]
    workplace: tuple[str, str] | None = None
    phone: str = ""
    language: str = "nb"


DEMO_LOGINS = (
    Someone(
        "admin",
        "Ryddig Skuff",
        "Systemadministrator",
        (Role.SYSTEM_ADMINISTRATOR,),
        ("Digitalisering", SOLVAG),
        "99 00 12 60",
    ),
    Someone(
        "ke",
        "Trygg Bølge",
        "Rådgiver i koordinerende enhet",
        (Role.KE_STAFF,),
        ("Koordinerende enhet", SOLVAG),
        "99 00 12 61",
    ),
    Someone(
        "leder",
        "Raus Eik",
        "Leder for koordinerende enhet",
        (Role.KE_LEADER, Role.SYSTEM_COORDINATOR),
        ("Koordinerende enhet", SOLVAG),
        "99 00 12 62",
    ),
    Someone(
        "koordinator",
        "Vennlig Furu",
        "Ergoterapeut",
        (Role.COORDINATOR, Role.PARTICIPANT, Role.MUNICIPAL_EMPLOYEE),
        ("Fysio- og ergoterapitjenesten", SOLVAG),
        "99 00 12 63",
    ),
    Someone(
        "koordinator2",
        "Blid Havn",
        "Barnekoordinator",
        (Role.COORDINATOR, Role.MUNICIPAL_EMPLOYEE),
        ("Barnekoordinatorene", SOLVAG),
        "99 00 12 64",
    ),
    Someone(
        "tjeneste",
        "Sprek Bekk",
        "Fysioterapeut",
        (Role.PARTICIPANT, Role.MUNICIPAL_EMPLOYEE),
        ("Fysio- og ergoterapitjenesten", SOLVAG),
        "99 00 12 65",
    ),
    Someone("pasient", "Vakker Blomst", "", (Role.RESIDENT,), None, "99 00 18 01"),
    Someone("parorende", "Rolig Stein", "", (Role.RESIDENT,), None, "99 00 18 02"),
    Someone(
        "redaktor",
        "Presis Penn",
        "Rådgiver",
        (Role.CATALOGUE_EDITOR,),
        ("Koordinerende enhet", SOLVAG),
        "99 00 12 66",
    ),
    Someone(
        "tilbyder",
        "Stødig Vott",
        "Fagleder",
        (Role.PROVIDER,),
        ("", "Stillevik rehabiliteringssenter"),
        "99 00 16 01",
    ),
    Someone(
        "partner",
        "Våken Måne",
        "Rådgiver, koordinerende enhet",
        (Role.PARTNER,),
        ("", TRUST),
        "99 00 15 61",
    ),
)
OTHERS = (
    Someone(
        "myk.mose@solvag.example",
        "Myk Mose",
        "Vernepleier",
        (Role.COORDINATOR, Role.MUNICIPAL_EMPLOYEE),
        ("Bofellesskapet Skogly", SOLVAG),
        "99 00 12 67",
        "nn",
    ),
    Someone(
        "lun.gran@solvag.example",
        "Lun Gran",
        "Sosionom",
        (Role.COORDINATOR, Role.MUNICIPAL_EMPLOYEE),
        ("Tildelingskontoret", SOLVAG),
        "99 00 12 72",
    ),
    Someone(
        "grei.osp@solvag.example",
        "Grei Osp",
        "Helsesykepleier",
        (Role.COORDINATOR, Role.MUNICIPAL_EMPLOYEE),
        ("Helsestasjonen", SOLVAG),
        "99 00 12 78",
    ),
    Someone(
        "snar.vind@solvag.example",
        "Snar Vind",
        "Avdelingsleder",
        (Role.SERVICE_AREA_LEADER,),
        ("Hjemmetjenesten", SOLVAG),
        "99 00 12 68",
    ),
    Someone(
        "aerlig.lampe@solvag.example",
        "Ærlig Lampe",
        "Personvernombud",
        (Role.LOG_CONTROLLER,),
        ("Digitalisering", SOLVAG),
        "99 00 12 69",
    ),
    Someone(
        "talmodig.trost@solvag.example",
        "Tålmodig Trost",
        "Logoped",
        (Role.PARTICIPANT,),
        ("Logopedtjenesten", SOLVAG),
        "99 00 12 70",
    ),
    Someone(
        "omsorgsfull.ener@solvag.example",
        "Omsorgsfull Ener",
        "Hjemmesykepleier",
        (Role.PARTICIPANT, Role.MUNICIPAL_EMPLOYEE),
        ("Hjemmetjenesten", SOLVAG),
        "99 00 12 71",
    ),
    Someone(
        "flink.sol@solvag.example",
        "Flink Sol",
        "Hjelpepleier",
        (Role.MUNICIPAL_EMPLOYEE,),
        ("Hjemmetjenesten", SOLVAG),
        "99 00 12 75",
    ),
    Someone(
        "sikker.hammer@sjobris.example",
        "Sikker Hammer",
        "Fysioterapeut",
        (Role.PARTICIPANT,),
        ("Slagenheten", TRUST),
        "99 00 15 62",
    ),
    Someone("modig.sjo@post.example", "Modig Sjø", "", (Role.RESIDENT,), None, "99 00 18 03"),
    Someone("varm.ask@post.example", "Varm Ask", "", (Role.RESIDENT,), None, "99 00 18 04"),
    Someone("rask.falk@post.example", "Rask Falk", "", (Role.RESIDENT,), None, "99 00 18 07"),
    Someone("vill.vind@post.example", "Vill Vind", "", (Role.RESIDENT,), None, "99 00 18 13"),
    Someone("trofast.due@post.example", "Trofast Due", "", (Role.RESIDENT,), None, "99 00 18 08"),
)


def make_staff() -> None:
    """All users with their roles and workplaces, in the order in which the persona page shows them."""
    password = make_password(settings.KE_DEMO_PASSWORD)
    with clock.on(HIRED):
        for someone in (*DEMO_LOGINS, *OTHERS):
            make_user(someone, password)
    seat("Leder for koordinerende enhet", user("Raus Eik"))
    seat("Systemkoordinator for individuell plan", user("Raus Eik"))
    seat("Rådgiver", user("Trygg Bølge"))


def make_user(someone: Someone, password: str) -> User:
    email = someone.email if "@" in someone.email else someone.email + DEMO_DOMAIN
    part, whole = someone.workplace or ("", "")
    made = User.objects.create(
        email=email,
        password=password,
        name=someone.name,
        title=someone.title,
        phone=someone.phone,
        language=someone.language,
        workplace=", ".join(filter(None, (part, whole))),
    )
    for role in someone.roles:
        give_role(made, role=role, by=None)
    if whole:
        employer = body(part, whole) if part else body(whole)
        Membership.objects.create(user=made, organisation=employer, title=someone.title)
    return made


def seat(role: str, holder: User) -> None:
    CoordinatingUnit.objects.get(is_ours=True).members.filter(role=role).update(user=holder)


def user(name: str) -> User:
    """The one user of that name."""
    return User.objects.get(name=name)
