"""Cases that wait for something: an owner, an answer, a decision, a coordinator."""

from typing import Any

from ke_portal.desks.demo import clock
from ke_portal.desks.demo.cases import (
    ADULTS,
    CHILDREN,
    PLAN_AND_COORDINATOR,
    assess,
    decide,
    follow_up,
    granted,
    ke,
    note,
    register,
    take,
    tell,
)
from referrals import actions
from referrals.models import (
    Channel,
    ConsentAnswer,
    NotifierRole,
    QuestionTo,
    ReferralKind,
    Right,
)

GP: dict[str, Any] = {
    "notifier_name": "Grundig Hegg",
    "notifier_organisation": "Torget legesenter",
    "notifier_phone": "99 00 16 20",
}


def expected_child() -> None:
    referral = tell(
        -18,
        "20.40",
        "Barnet til Lys Bris",
        role=NotifierRole.PARENT,
        notifier_name="Lys Bris",
        notifier_phone="99 00 18 05",
        wants_a_call=True,
        asked=(*PLAN_AND_COORDINATOR, Right.CHILD_COORDINATOR),
        consent=ConsentAnswer.REPRESENTATIVE,
        consent_how="Skrevet sammen med jordmor",
        need=(
            "Vi venter en gutt i vår. På ultralyd så de at hjertet hans ikke er som det skal, og at han må "
            "opereres de første dagene, langt herfra. Vi har en jente på to. Jeg vet ikke hvem jeg skal spørre om "
            "hva. Ring meg helst etter klokka tre."
        ),
        wishes="En som har opplevd at barn blir operert, eller i hvert fall tør å snakke om det.",
    )
    case = register(referral, -17, team=CHILDREN)
    take(case, -17)
    assess(case, -12)
    note(
        case,
        -8,
        "Snakket med Lys i 40 minutter. Hun er redd, men har god oversikt. Det viktigste nå: hvem passer søsteren "
        "når de må reise, og hvordan pappa får fri. Blid Havn kan ta imot dem allerede nå. Møte på Familiens hus "
        f"{clock.workday(3):%d.%m}.",
    )


def stolt_rev() -> None:
    """Granted once before; asked for again when his coordinator had found another job."""
    earlier = tell(
        -440,
        "13.15",
        "Stolt Rev",
        role=NotifierRole.HOSPITAL,
        channel=Channel.HOSPITAL,
        notifier_name="Ny Måke",
        notifier_organisation="Ortopedisk avdeling, Sjøbris sykehus HF",
        notifier_phone="99 00 15 65",
        need="Stolt skal hjem etter en hofteoperasjon. Han bor alene, hører dårlig og har mange avtaler framover.",
    )
    case = register(earlier, -438, team=ADULTS)
    take(case, -438)
    decide(case, -420, granted(Right.PLAN), granted(Right.COORDINATOR))
    follow_up(case, -415)
    referral = tell(
        -70,
        "8.55",
        "Stolt Rev",
        role=NotifierRole.HOME_SERVICES,
        channel=Channel.INTERNAL,
        notifier_name="Snar Vind",
        notifier_organisation="Solvåg kommune",
        notifier_phone="99 00 12 68",
        notifier_email="snar.vind@solvag.example",
        need=(
            "Stolt har blitt operert i hofta, ser dårlig og har falt tre ganger i høst. Hjemmesykepleien, "
            "fastlegen, sykehuset, fysioterapeuten og datteren ringer hverandre, men ingen har ansvaret. Han vil "
            "bo hjemme med hunden."
        ),
        wishes="En dame eller kar, det er det samme. Men ikke noen ny hver måned.",
    )
    case = register(referral, -69, team=ADULTS)
    take(case, -69)
    decide(case, -41, granted(Right.PLAN), granted(Right.COORDINATOR))


def klar_elv() -> None:
    referral = tell(
        -33,
        "15.10",
        "Klar Elv",
        role=NotifierRole.GP,
        channel=Channel.LETTER,
        **GP,
        consent_how="Muntlig, på legekontoret",
        need=(
            "Klar bor alene oppe i Fjellveien. Synet blir dårligere, og hun får hjelp av mange: hjemmesykepleie, "
            "øyeavdelingen, hjelpemiddelsentralen og sønnen. Hun snakker helst nordsamisk når hun er syk, og da "
            "har det hendt at hun ikke har fått med seg hva som ble avtalt."
        ),
        wishes="Gjerne en som kan samisk. Hvis ikke, en som har tid.",
    )
    case = register(referral, -32, team=ADULTS)
    take(case, -32)
    decide(case, -6, granted(Right.PLAN), granted(Right.COORDINATOR))


def sterk_lind() -> None:
    first = tell(
        -26,
        "21.15",
        "Sterk Lind",
        role=NotifierRole.SELF,
        notifier_name="Sterk Lind",
        notifier_phone="99 00 18 14",
        need=(
            "Jeg har MS og to jenter på ni og tolv. Det er ikke én ting jeg trenger, det er at ingen vet om de "
            "andre. Fysio, hjemmehjelp, NAV, skolen og legen. Jeg har brukt opp sykefraværet på telefoner. Jeg "
            "vil gjerne ha noen som tar telefonene."
        ),
    )
    second = tell(
        -15,
        "12.30",
        "Sterk Lind",
        role=NotifierRole.GP,
        channel=Channel.LETTER,
        **GP,
        need=(
            "Pasienten har meldt seg selv, og ber meg bekrefte. Jeg støtter det. Kognitiv tretthet er det som "
            "begrenser mest."
        ),
    )
    case = register(first, -25, team=ADULTS)
    take(case, -25)
    register(second, -14, team=ADULTS)
    with clock.on(-10, "10.10"):
        actions.ask_for_more(
            first,
            to=QuestionTo.PERSON,
            to_name="Sterk Lind",
            text="Vil du at vi skal snakke med skolen? Vi spør ikke uten at du sier ja.",
            due_on=clock.day(4),
            by=ke(),
        )
    with clock.on(-10, "10.25"):
        actions.ask_for_more(
            second,
            to=QuestionTo.NOTIFIER,
            to_name="Grundig Hegg",
            text="Kan du sende siste epikrise fra nevrologen? Sterk har sagt at det er greit.",
            due_on=clock.day(4),
            by=ke(),
        )
    note(case, -3, "Minnet Sterk på spørsmålet om skolen. Hun vil snakke med jentene først.")


def mett_humle() -> None:
    referral = tell(
        -2,
        "13.25",
        "Mett Humle",
        role=NotifierRole.OTHER_SERVICE,
        channel=Channel.INTERNAL,
        kind=ReferralKind.POSSIBLE_NEED,
        notifier_name="Lett Skjerf",
        notifier_organisation="Kreftkoordinator, Hjemmetjenesten",
        notifier_phone="99 00 12 74",
        asked=(),
        need=(
            "Mett har vært gjennom operasjon og stråling for kreft i halsen. Han spiser på sonde, øver på å svelge "
            "og har mistet stemmen. Kona står i alt, og sier hun ikke har sovet en hel natt siden i sommer. De "
            "ønsker begge at noen ser på helheten."
        ),
    )
    register(referral, -1, team=ADULTS)


def tapper_due() -> None:
    referral = tell(
        -36,
        "10.45",
        "Tapper Due",
        role=NotifierRole.HOSPITAL,
        channel=Channel.HOSPITAL,
        kind=ReferralKind.DISCHARGE,
        notifier_name="Våken Måne",
        notifier_organisation="Koordinerende enhet, Sjøbris sykehus HF",
        notifier_phone="99 00 15 61",
        notifier_email="partner@demo.example",
        ward="Ortopedisk avdeling",
        discharge_on=clock.day(4),
        consent_how="Muntlig, med tolk",
        need=(
            "Tapper Due kom til Norge for to år siden. Etter et fall på jobb har han lammelser i beina og skal hjem "
            "til en leilighet i tredje etasje uten heis. Han har kone og en sønn på fire. Han snakker litt norsk, "
            "men trenger tolk. Han spør hver dag om når han kan jobbe igjen. Vi vil ha et møte med kommunen før "
            "han reiser."
        ),
    )
    case = register(referral, -35, team=ADULTS)
    take(case, -35)
    note(
        case,
        -3,
        f"Ringte avdelingen. Møte på video {clock.workday(1):%d.%m} kl. 9 med tolk. Tildelingskontoret ser på "
        "midlertidig bolig. Fristen er oversittet; skriv foreløpig svar i dag.",
    )


def seig_einer() -> None:
    referral = tell(
        -49,
        "11.05",
        "Seig Einer",
        role=NotifierRole.NAV,
        channel=Channel.LETTER,
        notifier_name="Ivrig Sti",
        notifier_organisation="NAV Solvåg",
        notifier_phone="99 00 16 21",
        consent_how="Skriftlig, på møte hos NAV",
        need=(
            "Seig har vært sykmeldt i to år etter en ulykke på sjøen. Han går til fysioterapeut, psykolog og oss, "
            "og har fått tre ulike datoer for når han bør være tilbake i jobb. Han ber om at noen samler oss i "
            "samme rom."
        ),
    )
    case = register(referral, -47, team=ADULTS)
    take(case, -47)
    assess(case, -40)
    with clock.on(-21, "11.00"):
        actions.send_preliminary_answer(
            case,
            letter=(
                "Vi har fått meldingen fra NAV og snakket med deg. Vi har bedt sykehuset om en uttalelse, og den "
                "er ikke kommet ennå. Derfor tar svaret mer enn en måned.\n\n"
                f"Du får svar innen {clock.day(-3):%d.%m.%Y}. Har du spørsmål, ring 99 00 11 22."
            ),
            decide_by=clock.day(-3),
            by=ke(),
        )
