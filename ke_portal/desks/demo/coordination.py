"""Who coordinates for whom, who is away, who was asked, and who has called for help."""

from dataclasses import dataclass

from coordinators import actions
from coordinators.models import Appointment, AppointmentKind, Coordinator, HelpKind
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.cases import ke
from ke_portal.desks.demo.people import person
from ke_portal.desks.demo.staff import user
from ke_portal.organisations.models import Membership

WISHED = "Ønsket av personen selv, og har plass."
AGREED = "Kjenner tjenestene som er inne, og har plass."


@dataclass(frozen=True)
class Registered:
    """A line of the register: since when, how many there is room for, and when to reach them."""

    name: str
    since: int
    capacity: int
    answers_when: str
    takes_children: bool = False
    is_active: bool = True


REGISTER = (
    Registered("Vennlig Furu", -720, 6, "Mandag og torsdag kl. 12–14"),
    Registered("Blid Havn", -720, 8, "Hver dag kl. 8.30–9.30", takes_children=True),
    Registered("Lun Gran", -700, 8, "Tirsdag til fredag kl. 9–11"),
    Registered("Myk Mose", -300, 3, "Kveldsvakter, kl. 15–21"),
    Registered("Grei Osp", -90, 2, "Etter klokka 14", takes_children=True),
    Registered("Flink Sol", -600, 4, "", is_active=False),
    Registered("Omsorgsfull Ener", -500, 6, "Onsdag kl. 12–15", is_active=False),
    Registered("Sikker Hammer", -600, 10, "Slagenheten, hverdager kl. 8–15", is_active=False),
)


def make_coordination() -> None:
    for line in REGISTER:
        register(line)
    leads()
    hospital_coordinator()
    stolt_rev()
    with clock.on(-25):
        actions.set_absence(
            coordinator("Myk Mose"),
            away_from=clock.day(-20),
            away_until=clock.day(70),
            substitute=coordinator("Lun Gran"),
            by=ke(),
        )
    calls_for_help()


def register(line: Registered) -> None:
    who = user(line.name)
    with clock.on(line.since):
        actions.register_coordinator(
            who,
            organisation=Membership.objects.select_related("organisation")
            .get(user=who)
            .organisation,
            title=who.title,
            phone=who.phone,
            by=ke(),
            capacity=line.capacity,
            answers_when=line.answers_when,
            takes_children=line.takes_children,
            is_active=line.is_active,
        )


def coordinator(name: str) -> Coordinator:
    return Coordinator.objects.get(user__name=name)


def lead(
    name: str, of: str, since: int, *, wish: str = "", reason: str = "", asks_first: bool = False
) -> Appointment:
    with clock.on(since, "11.30"):
        return actions.appoint_coordinator(
            person(of),
            coordinator=coordinator(name),
            wish=wish,
            reason=reason or (WISHED if wish else AGREED),
            asks_first=asks_first,
            by=ke(),
        )


def leads() -> None:
    lead(
        "Vennlig Furu",
        "Vakker Blomst",
        -140,
        wish=(
            "Jeg vil gjerne ha Vennlig Furu. Hun var hos oss hjemme og så på badet, og hun snakket til meg og ikke "
            "bare til mannen min."
        ),
    )
    lead(
        "Blid Havn",
        "Glad Spurv",
        -280,
        wish=(
            "Mor: Gjerne en som kan sykdommer som ikke står i boka. Far: En som skriver til oss begge samtidig."
        ),
        reason="Barnekoordinator med erfaring fra sjeldne tilstander. Skriver til begge hjem samme dag.",
    )
    lead(
        "Vennlig Furu",
        "Rask Falk",
        -480,
        wish="Ikke mamma. Men hun kan få vite ting hvis jeg sier det.",
    )
    lead("Lun Gran", "Stille Vår", -79, wish="En som ikke spør hvorfor jeg er her.")
    lead("Myk Mose", "Munter Hest", -238, wish="Myk. Han har tid om kvelden.")
    lead(
        "Vennlig Furu",
        "Klar Elv",
        -4,
        wish="Gjerne en som kan samisk. Hvis ikke, en som har tid.",
        reason="Ingen koordinator kan nordsamisk. Vennlig Furu har tid, og bestiller tolk til hver samtale.",
    )
    lead("Vennlig Furu", "Vill Vind", -186, wish="Én som svarer på melding.")
    lead("Lun Gran", "Lur Måke", -45)
    lead("Lun Gran", "Varsom Lerke", -97)
    lead("Lun Gran", "Sindig Alm", -112)


def hospital_coordinator() -> None:
    """For the stay; the municipality leads."""
    with clock.on(-142, "15.00"):
        actions.appoint_coordinator(
            person("Vakker Blomst"),
            coordinator=coordinator("Sikker Hammer"),
            kind=AppointmentKind.HOSPITAL,
            until=clock.at(-138, "12.00"),
            reason="Følger utskrivingen fra slagenheten.",
            by=ke(),
        )


def stolt_rev() -> None:
    """The first coordinator found another job; one has said no, and one has not answered yet."""
    first = lead("Flink Sol", "Stolt Rev", -414)
    with clock.on(-62, "15.30"):
        actions.end_appointment(first, reason="Har begynt i ny jobb", by=ke())
    who = user("Flink Sol")
    who.is_active = False
    who.save(update_fields=["is_active"])
    wish = "En dame eller kar, det er det samme. Men ikke noen ny hver måned."
    asked = lead("Omsorgsfull Ener", "Stolt Rev", -34, wish=wish, asks_first=True)
    with clock.on(-30, "10.00"):
        actions.decline_appointment(
            asked,
            reason="Jeg har seks fra før og går ned i stilling",
            by=user("Omsorgsfull Ener"),
        )
    lead("Vennlig Furu", "Stolt Rev", -2, wish=wish, asks_first=True)


def calls_for_help() -> None:
    with clock.on(-60, "9.40"):
        answered = actions.ask_for_help(
            person("Rask Falk"),
            kind=HelpKind.NEXT_STEP,
            text="Hvem gjør hva når en i planen fyller 18 og mor har hatt foreldreansvaret alene?",
            by=user("Vennlig Furu"),
        )
    with clock.on(-58, "13.10"):
        actions.answer_help(
            answered,
            answer=(
                "Mors rolle som foresatt faller bort på bursdagen. Spør Rask hva hun skal få se, og skriv det som "
                "samtykke. Ta det på et møte i god tid før, så kan jeg være med om han vil."
            ),
            by=ke(),
        )
    with clock.on(-3, "20.50"):
        actions.ask_for_help(
            person("Glad Spurv"),
            kind=HelpKind.NOTHING_HAPPENS,
            text=(
                "Vi hørte at søknaden om stol skulle være avgjort for to uker siden. Ingen har sagt noe til meg."
            ),
            by=user("Varm Ask"),
        )
    with clock.on(-2, "23.15"):
        actions.ask_for_help(
            person("Vill Vind"),
            kind=HelpKind.ANOTHER_COORDINATOR,
            text="Vennlig er grei, men jeg vil ha en på psykisk helse som jeg allerede kjenner.",
            by=user("Vill Vind"),
        )


def fredelig_as() -> Appointment:
    return lead("Vennlig Furu", "Fredelig Ås", -690)


def end_fredelig_as(appointment: Appointment) -> None:
    with clock.on(-108):
        actions.end_appointment(appointment, reason="Planen er avsluttet", by=ke())
