"""The story person's plan: complete, in use, and shared part by part."""

from individual_plans import actions
from individual_plans.models import Attainment, HowGiven, LifeArea, MeasureStatus, MeetingStatus
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.plans import Member, Step, Story
from ke_portal.people.models import Section

HERSELF = "Vakker Blomst"
SPREK_BEKK = Member(
    "Sprek Bekk",
    "Fysio- og ergoterapitjenesten",
    "Fysioterapeut",
    "99 00 12 65",
    does="Trener med Vakker to ganger i uka og skriver kort her hver måned.",
    sees=(Section.ABOUT, Section.NEEDS, Section.GOALS, Section.GROUP, Section.MEETINGS),
    may_write=True,
    log_in=True,
)
TALMODIG_TROST = Member(
    "Tålmodig Trost",
    "Logopedtjenesten",
    "Logoped",
    "99 00 12 70",
    does="Lager øvelser ut fra det hun selv vil snakke om.",
    sees=(Section.ABOUT, Section.GOALS, Section.MEETINGS),
    log_in=True,
)
IVRIG_STI = Member(
    "Ivrig Sti",
    "NAV Solvåg",
    "Veileder",
    "99 00 16 21",
    does="Holder kontakten med arbeidsgiver og passer på datoene for sykepenger.",
    sees=(Section.GOALS, Section.MEETINGS),
)
GRUNDIG_HEGG = Member(
    "Grundig Hegg",
    "Torget legesenter",
    "Fastlege",
    "99 00 16 20",
    does="Følger blodtrykket og svarer når gruppen spør.",
    sees=(Section.ABOUT, Section.GOALS),
)
OMSORGSFULL_ENER = Member(
    "Omsorgsfull Ener",
    "Hjemmetjenesten",
    "Hjemmesykepleier",
    "99 00 12 71",
    does="Øver på dusj sammen med Vakker til hun klarer det selv.",
    sees=(Section.NEEDS, Section.GOALS),
    log_in=True,
)

MINUTES = """Til stede: Vakker, Rolig, Sprek Bekk, Tålmodig Trost, Vennlig Furu. Vakker fortalte selv, med kort og \
penn. Hun går nå til hjørnet og hjem uten rullator på gode dager. Ordene kommer lettere når hun ikke er sliten, så \
logopedtimene flyttes til formiddagen.

Vi ble enige om:
1) Sprek Bekk øker turen til postkassa ved kirken.
2) Vennlig Furu spør NAV om et møte.
3) Rolig får telefonnummeret til pårørendekontakten.

Neste møte om to måneder. Alle unntatt Ivrig Sti har svart at referatet stemmer."""


def make_plan() -> None:
    story = Story(HERSELF, writer="Vennlig Furu", begun=-125)
    story.begin(
        matters=(
            "Jeg vil være meg selv igjen, med de ordene jeg har. Jeg vil snakke med barnebarna uten at noen må "
            "oversette. Jeg vil på jobb, i hvert fall noen timer. Og jeg vil at Rolig skal få være mannen min, ikke "
            "pleieren min."
        ),
        helps_today="Rolig, hjemmesykepleien hver morgen, Sprek og Tålmodig. Naboen tar posten.",
        urgent="Å komme trygt inn og ut av dusjen.",
    )
    story.map(
        strengths=(
            "Jeg er sta. Jeg leser hver dag, også når det går sakte.",
            "Vi har gode naboer og to voksne barn i nærheten.",
            "Sjefen på biblioteket har sagt at plassen min står klar.",
        ),
        needs=(
            (LifeArea.HEALTH, "Trening av gange og balanse. Øve på ord. Oppfølging av blodtrykk."),
            (LifeArea.DAYTIME, "Vite hva jeg kan klare, og når."),
            (LifeArea.HOUSING, "Komme meg inn og ut av dusjen alene."),
            (LifeArea.LEISURE, "Tilbake i koret, om så bare for å høre på."),
            (LifeArea.FAMILY, "Rolig trenger fri en kveld i uka."),
        ),
        culture="Gi meg tid. Skriv stikkord mens vi snakker, så finner jeg ordene.",
    )
    share(story)
    goals(story)
    meetings(story)
    story.last_written(-5)


def share(story: Story) -> None:
    story.consent_to_plan(-121, given_by=HERSELF, how=HowGiven.PAPER)
    for member in (SPREK_BEKK, TALMODIG_TROST):
        story.take_along(member, -120, given_by=HERSELF, how=HowGiven.ONLINE, recorded_by=HERSELF)
    for member in (IVRIG_STI, GRUNDIG_HEGG):
        story.take_along(member, -119, given_by=HERSELF, how=HowGiven.PAPER)
    left = story.take_along(OMSORGSFULL_ENER, -120, given_by=HERSELF)
    with clock.on(-40, "10.10"):
        for contribution in left.contributions.present():
            actions.remove_item(contribution, by=story.by)
        actions.end_participant(left, by=story.by)
    story.share_with_kin(
        "Rolig Stein",
        -120,
        sections=(Section.ABOUT, Section.GOALS, Section.GROUP, Section.MEETINGS),
        given_by=HERSELF,
        recorded_by=HERSELF,
    )
    story.promise(-118, "Jeg trener hver dag og sier fra når det blir for mye.")
    story.promise(
        -118,
        "Rolig sier: «Jeg kjører til time på tirsdager. Jeg minner ikke på øvelsene, det har vi blitt enige om.»",
    )
    story.cooperate(-100, "Slagpoliklinikken", "Kontroll, time er satt opp.", "agreed")
    story.cooperate(-90, "Solvåg bibliotek", "Arbeidsgiver. De har sagt ja til å prøve.", "agreed")


def goals(story: Story) -> None:
    story.want(
        -122,
        "Jeg vil gå til biblioteket uten rullator",
        Step(
            "Gangtrening ute",
            "Vi går den veien jeg skal gå til jobb, litt lenger hver gang.",
            "2 ganger i uka, 45 min",
            "Sprek Bekk",
            MeasureStatus.ONGOING,
            -120,
            starts=-120,
            ends=60,
        ),
        Step(
            "Egen trening hjemme",
            "Trapp og balanse, film på telefonen.",
            "Hver dag, 15 min",
            HERSELF,
            MeasureStatus.ONGOING,
            -120,
            starts=-120,
        ),
        area=LifeArea.HEALTH,
        attained=Attainment.LESS,
    )
    story.want(
        -122,
        "Jeg vil finne ordene når jeg snakker med barnebarna",
        Step(
            "Time hos logoped",
            "Ord om det vi gjør sammen: baking, lego, båt.",
            "2 ganger i uka",
            "Tålmodig Trost",
            MeasureStatus.ONGOING,
            -118,
            starts=-118,
            ends=40,
        ),
        Step(
            "Språkkafé på biblioteket",
            "Settes i gang når kafeen åpner igjen.",
            "Annenhver torsdag",
            HERSELF,
            MeasureStatus.PROPOSED,
            -60,
        ),
        area=LifeArea.COMMUNICATION,
    )
    story.want(
        -122,
        "Jeg vil jobbe fire timer i uka før sommeren",
        Step(
            "Samtale med sjefen og NAV",
            "Tre korte møter. Vi skriver ned hva som er avtalt.",
            "Tre møter, det første om noen dager",
            "Ivrig Sti",
            MeasureStatus.AGREED,
            -20,
            starts=9,
        ),
        Step(
            "Svar fra NAV om arbeidsutprøving",
            "Vennlig har spurt skriftlig. NAV svarer Vakker, med kopi hit.",
            "Ett svar",
            "Ivrig Sti",
            MeasureStatus.PROPOSED,
            -12,
        ),
        Step(
            "Prøve å sette bøker på plass",
            "Én time, uten publikum, så to.",
            "1 gang i uka",
            HERSELF,
            MeasureStatus.ONGOING,
            -30,
            starts=-30,
        ),
        area=LifeArea.DAYTIME,
    )
    story.want(
        -122,
        "Jeg vil dusje alene",
        Step(
            "Dusjstol og håndtak",
            "Montert av hjelpemiddellageret, prøvd sammen.",
            "Én gang",
            "Vennlig Furu",
            MeasureStatus.DONE,
            -95,
            starts=-110,
            ends=-95,
        ),
        Step(
            "Øve med hjemmesykepleien til det sitter",
            "Samme person hver gang, på morgenen.",
            "3 ganger i uka",
            "Omsorgsfull Ener",
            MeasureStatus.DONE,
            -40,
            starts=-120,
            ends=-40,
        ),
        area=LifeArea.HOUSING,
        attained=Attainment.AS_HOPED,
    )
    story.want(
        -52,
        "Rolig og jeg vil ha en kveld hver for oss i uka",
        Step(
            "Søsteren min kommer på onsdager",
            "Vi spiser og ser film.",
            "Hver onsdag",
            HERSELF,
            MeasureStatus.ONGOING,
            -50,
            starts=-50,
        ),
        area=LifeArea.FAMILY,
    )


def meetings(story: Story) -> None:
    story.frame(-119, ends=240)
    story.meet(
        -118,
        "13.00",
        place="Solvåg rådhus",
        purpose="Første møte i ansvarsgruppen",
        set_on=-124,
        ended_as=MeetingStatus.MINUTES_FINAL,
    )
    story.activate(-117)
    story.review(-60, set_on=-117, held=-60, summary=MINUTES)
    story.meet(
        -60,
        "13.00",
        place="Solvåg rådhus",
        purpose="Evaluering av planen",
        set_on=-80,
        ended_as=MeetingStatus.MINUTES_SENT,
    )
    story.review(21, set_on=-60)
    story.meet(
        9,
        "13.00",
        place="Solvåg helsehus, møterom 2",
        purpose="Ansvarsgruppemøte",
        agenda=(
            "Hvordan går det med gangen?\nJobb: hva avtaler vi med biblioteket?\nRolig: hva trenger du?"
        ),
        set_on=-13,
    )
