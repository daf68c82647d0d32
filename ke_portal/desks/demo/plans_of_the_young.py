"""A child whose parents live apart, and one who turns eighteen soon."""

from individual_plans.models import HowGiven, LifeArea, MeasureStatus, MeetingStatus
from ke_portal.desks.demo.plans import Member, Step, Story
from ke_portal.people.models import Section

BOTH_PARENTS = "Modig Sjø og Varm Ask"
WITH_THE_CHILD = (Section.ABOUT, Section.NEEDS, Section.GOALS, Section.GROUP, Section.MEETINGS)


def make_plans() -> None:
    glad_spurv()
    rask_falk()


def glad_spurv() -> None:
    story = Story("Glad Spurv", writer="Blid Havn", begun=-270)
    story.begin(
        matters=(
            "Glad vil være med, ikke se på. Han elsker vann, måker og alt som har motor. Han blir fort sliten i "
            "beina og fort sint når han blir sliten. Vi vil at han skal få begynne på skolen som Glad, ikke som en "
            "diagnose.\n\n"
            "Glad sier: «Jeg vil ha den raske stolen. Og jeg vil bade. Og sitte ved siden av Kvikk.»"
        ),
        helps_today="Barnehagen, fysioterapeuten, barnelegen og to sett besteforeldre.",
        urgent="Stol og skole før august.",
    )
    story.map(
        strengths=(
            "To hjem som vil det samme.",
            "Storesøster som er tolk når han er lei.",
            "Besteforeldre med båt.",
        ),
        needs=(
            (LifeArea.HEALTH, "Trening som ligner lek. Hvile som er lov."),
            (LifeArea.DAYTIME, "Skole med heis."),
            (LifeArea.FAMILY, "Samme beskjed til to hjem."),
        ),
    )
    story.consent_to_plan(-268, given_by=BOTH_PARENTS, how=HowGiven.PAPER)
    for member in (
        Member(
            "Sprek Bekk",
            "Fysio- og ergoterapitjenesten",
            "Fysioterapeut",
            "99 00 12 65",
            does="Bader og trener med Glad, og søker om stol sammen med foreldrene.",
            sees=WITH_THE_CHILD,
            may_write=True,
            log_in=True,
        ),
        Member(
            "Lys Krage",
            "Lyngheia barnehage",
            "Pedagogisk leder",
            "99 00 16 23",
            does="Planlegger dagen etter formen hans, og skriver her når noe endrer seg.",
            sees=(Section.ABOUT, Section.GOALS, Section.MEETINGS),
        ),
        Member(
            "Varsom Sommerfugl",
            "Barne- og ungdomshabilitering",
            "Barnelege",
            "99 00 15 63",
            does="Kontroll hvert halvår, og svar på spørsmål fra skolen.",
            sees=(Section.ABOUT, Section.NEEDS, Section.GOALS),
        ),
        Member(
            "Stødig Bøk",
            "Strandheim skole",
            "Rektor",
            "99 00 16 24",
            does="Gjør skolen klar til august.",
            sees=(Section.ABOUT, Section.GOALS, Section.MEETINGS),
        ),
    ):
        story.take_along(member, -265, given_by=BOTH_PARENTS, how=HowGiven.PAPER)
    story.promise(
        -264, "Modig sier: «Jeg melder fra når uka har vært tung, så neste uke kan bli lettere.»"
    )
    story.promise(-264, "Varm sier: «Jeg tar kontakten med hjelpemiddelsentralen.»")
    story.cooperate(
        -60, "Pedagogisk-psykologisk tjeneste", "Sakkyndig vurdering før skolestart.", "wished"
    )
    goals_of_glad(story)
    story.frame(-264, ends=95)
    story.activate(-262)
    story.meet(
        -45,
        "12.30",
        place="Lyngheia barnehage",
        purpose="Hvordan går det, og hva gjør vi fram mot skolestart?",
        set_on=-60,
        ended_as=MeetingStatus.MINUTES_SENT,
    )
    story.review(
        -45,
        set_on=-200,
        held=-45,
        summary=(
            "Begge foreldrene var til stede. Lys Krage fortalte at Glad leker best før lunsj, og at han nå selv sier "
            "når han vil hvile. Foreldrene er uenige om hvor mange dager han skal være i barnehagen fram mot "
            "skolestart. Vi skrev ned begge syn og tar det opp igjen når legen har vært med. Enige om: søke om stol "
            "nå, ikke vente på kontrollen. Blid skriver referat samme dag, til begge."
        ),
    )
    story.review(40, set_on=-45)
    story.meet(
        16,
        "12.30",
        place="Strandheim skole",
        purpose="Fra barnehage til skole",
        agenda="Hvilerom og heis\nStol: hva venter vi på?\nFørste skoleuke, time for time",
        set_on=-14,
    )
    story.last_written(-14)


def goals_of_glad(story: Story) -> None:
    story.want(
        -266,
        "Glad skal komme seg rundt på skolen selv",
        Step(
            "Elektrisk rullestol",
            "Utprøving hos hjelpemiddelsentralen, begge foreldre med. Søknad er sendt.",
            "Én stol, svar ventes om tre uker",
            "Sprek Bekk",
            MeasureStatus.AGREED,
            -40,
            ends=20,
        ),
        Step(
            "Gå gjennom skolen",
            "Måle dører, finne hvilerom. Rektor og Vennlig Furu (ergoterapeut).",
            "Én dag",
            "Stødig Bøk",
            MeasureStatus.DONE,
            -15,
            ends=-15,
        ),
        area=LifeArea.TRANSPORT,
    )
    story.want(
        -266,
        "Glad skal bade hver uke",
        Step(
            "Basseng med fysioterapeut",
            "Lek i varmt vann.",
            "Onsdager, 40 min",
            "Sprek Bekk",
            MeasureStatus.ONGOING,
            -250,
            starts=-250,
        ),
        area=LifeArea.HEALTH,
    )
    story.want(
        -266,
        "Begge hjem skal få samme beskjed",
        Step(
            "Alt som avtales, skrives her samme dag",
            "Ingen meldinger i sekken.",
            "Hver gang",
            "Blid Havn",
            MeasureStatus.ONGOING,
            -262,
            starts=-262,
        ),
        Step(
            "Samtale på video",
            "Begge foreldre samtidig.",
            "Hver måned, 20 min",
            "Blid Havn",
            MeasureStatus.ONGOING,
            -240,
            starts=-240,
        ),
        area=LifeArea.FAMILY,
    )
    story.want(
        -120,
        "Storesøster skal få være ti år",
        Step(
            "Søskengruppe på lærings- og mestringssenteret",
            "Blid og Modig melder på når datoene kommer.",
            "Fire lørdager",
            "Blid Havn",
            MeasureStatus.PROPOSED,
            -45,
        ),
        area=LifeArea.FAMILY,
    )


def rask_falk() -> None:
    story = Story("Rask Falk", writer="Vennlig Furu", begun=-460)
    story.begin(
        matters=(
            "Jeg er ikke dum. Jeg blir sliten, det er forskjell. Jeg vil ta fagbrev som mekaniker og kjøre bil. Jeg "
            "vil at folk spør meg først."
        ),
        helps_today="Mamma, Klok på skolen og onkel.",
        urgent="At skolen slutter å ringe mamma når jeg hviler.",
    )
    story.map(
        strengths=("Hendene mine husker alt.", "Onkel har verksted.", "Jeg sover bedre nå."),
        needs=(
            (LifeArea.DAYTIME, "Pauser som ingen kommenterer. Hjelp til å holde orden på dager."),
            (LifeArea.SOCIAL, "Noen å snakke med som ikke er mamma."),
        ),
    )
    story.consent_to_plan(-458, given_by="Rask Falk", how=HowGiven.ORAL)
    for member in (
        Member(
            "Klok Rips",
            "Solvåg videregående skole",
            "Rådgiver",
            "99 00 16 25",
            does="Passer på den delte timeplanen og nøkkelkortet.",
            sees=(Section.ABOUT, Section.GOALS, Section.MEETINGS),
        ),
        Member(
            "Varsom Sommerfugl",
            "Barne- og ungdomshabilitering",
            "Barnelege",
            "99 00 15 63",
            does="Vurderer helsekrav til førerkort sammen med nevropsykolog.",
            sees=(Section.NEEDS, Section.GOALS),
        ),
    ):
        story.take_along(
            member, -455, given_by="Rask Falk", how=HowGiven.ONLINE, recorded_by="Rask Falk"
        )
    story.share_with_kin(
        "Trofast Due",
        -200,
        sections=(Section.ABOUT, Section.GROUP),
        given_by="Rask Falk",
        recorded_by="Rask Falk",
    )
    story.promise(-450, "Jeg møter, og jeg sier fra når jeg må hvile.")
    goals_of_rask(story)
    story.frame(-450, ends=60)
    story.activate(-448)
    with_review_and_meetings(story)


def with_review_and_meetings(story: Story) -> None:
    story.review(
        -75,
        set_on=-200,
        held=-75,
        summary=(
            "Rask ledet møtet med egen liste. Han har vært på skolen alle avtalte dager i seks uker. Han sier han "
            "fortsatt sover etter skolen, og at det er greit. Mor syntes det gikk fort. Vi avtalte at Rask selv "
            "sender referatet til den han vil."
        ),
    )
    story.meet(
        -75,
        "14.15",
        place="Solvåg videregående skole",
        purpose="Hvordan går det?",
        set_on=-90,
        ended_as=MeetingStatus.MINUTES_FINAL,
    )
    story.review(-2, set_on=-75)
    story.meet(
        5,
        "14.15",
        place="Solvåg videregående skole",
        purpose="Før jeg fyller 18",
        agenda="Hva vil jeg at mamma skal se?\nHvem er koordinator etterpå?\nNAV: hva kan jeg søke om?",
        set_on=-10,
    )
    story.last_written(-10)


def goals_of_rask(story: Story) -> None:
    story.want(
        -455,
        "Jeg vil fullføre vg2 på to år, ikke ett",
        Step(
            "Delt skoleår",
            "Samme klasse begge årene.",
            "Tre dager i uka",
            "Klok Rips",
            MeasureStatus.ONGOING,
            -300,
            starts=-300,
        ),
        Step(
            "Hvilerom uten å spørre",
            "Eget nøkkelkort.",
            "20 min når jeg trenger det",
            "Klok Rips",
            MeasureStatus.DONE,
            -290,
        ),
        area=LifeArea.DAYTIME,
    )
    story.want(
        -300,
        "Jeg vil jobbe på verkstedet hver fredag",
        Step(
            "Utplassering",
            "Hos onkel. Én oppgave om gangen, liste på veggen.",
            "4 timer",
            "Rask Falk",
            MeasureStatus.ONGOING,
            -280,
            starts=-280,
        ),
        area=LifeArea.DAYTIME,
    )
    story.want(
        -200,
        "Jeg vil ta førerkort",
        Step(
            "Vurdering av helsekrav",
            "Nevropsykolog og lege ser på det sammen.",
            "To timer, svar ventes om sju uker",
            "Varsom Sommerfugl",
            MeasureStatus.AGREED,
            -60,
            ends=50,
        ),
        area=LifeArea.TRANSPORT,
    )
    story.want(
        -75,
        "Jeg vil bestemme selv når jeg blir 18",
        Step(
            "Samtale om hva som endrer seg",
            "Hvem ser planen, hvem er koordinator, hva med NAV.",
            "Ett møte",
            "Vennlig Furu",
            MeasureStatus.AGREED,
            -10,
            starts=5,
        ),
        area=LifeArea.ECONOMY,
    )
