"""Five more plans: silent, protected, in nynorsk, just begun, and ended."""

from individual_plans import actions
from individual_plans.models import HowGiven, LifeArea, MeasureStatus, MeetingStatus
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.plans import Member, Step, Story
from ke_portal.people.models import Section

MOST = (Section.ABOUT, Section.NEEDS, Section.GOALS, Section.MEETINGS)


def make_plans() -> None:
    stolt_rev()
    stille_var()
    munter_hest()
    klar_elv()


def stolt_rev() -> None:
    """Nothing has been written since before his coordinator left."""
    himself = "Stolt Rev"
    story = Story(himself, writer="Flink Sol", begun=-405)
    story.begin(
        matters=(
            "Jeg vil bo her jeg bor. Bikkja må ha tur. Og så vil jeg at noen sier navnet sitt tydelig når de kommer."
        ),
        helps_today="Hjemmesykepleien tre ganger om dagen, og Omtenksom i helgene.",
    )
    story.map(
        strengths=("Jeg kan skogen utenat.", "Bikkja får meg opp om morgenen."),
        needs=(
            (LifeArea.HEALTH, "Trygg gange, inne og ute."),
            (LifeArea.COMMUNICATION, "Å høre hva folk sier."),
        ),
    )
    story.consent_to_plan(-402, given_by=himself, how=HowGiven.PAPER)
    story.take_along(
        Member(
            "Sprek Bekk",
            "Fysio- og ergoterapitjenesten",
            "Fysioterapeut",
            "99 00 12 65",
            does="Går tur med Stolt og hunden.",
            sees=MOST,
            log_in=True,
        ),
        -400,
        given_by=himself,
        how=HowGiven.PAPER,
    )
    for member in (
        Member("Omsorgsfull Ener", "Hjemmetjenesten", "Hjemmesykepleier", "99 00 12 71"),
        Member("Våt Dugg", "Hørselskontakten", "Hørselskontakt", "99 00 12 76"),
    ):
        story.take_along(member, -400, given_by=himself)
    story.want(
        -399,
        "Jeg vil gå tur med hunden selv",
        Step(
            "Gangtrening ute",
            "Rundt huset, så til postkassene.",
            "1 gang i uka",
            "Sprek Bekk",
            MeasureStatus.ONGOING,
            -390,
            starts=-390,
        ),
        area=LifeArea.HEALTH,
    )
    story.want(
        -399,
        "Jeg vil høre hva folk sier",
        Step(
            "Høreapparat justert",
            "Prøvd hjemme, med radioen på.",
            "Én gang",
            "Våt Dugg",
            MeasureStatus.DONE,
            -300,
        ),
        area=LifeArea.COMMUNICATION,
    )
    story.want(
        -140,
        "Jeg vil slippe å falle",
        Step(
            "Gå gjennom huset med ergoterapeut",
            "Tepper, terskler og lys.",
            "Én gang",
            "Sprek Bekk",
            MeasureStatus.PROPOSED,
            -140,
        ),
        area=LifeArea.HOUSING,
    )
    story.frame(-398, ends=90)
    story.activate(-397)
    story.last_written(-140)


def stille_var() -> None:
    """No place, school, workplace or meeting room in any text."""
    herself = "Stille Vår"
    story = Story(herself, writer="Lun Gran", begun=-76)
    story.begin(
        matters=(
            "At dagene blir vanlige. At jeg kan trene uten å måtte forklare hvorfor jeg er her. At ingen legger igjen "
            "beskjed til andre enn meg."
        ),
        helps_today="En psykolog og en fysioterapeut.",
    )
    story.map(
        strengths=("Jeg har klart mye på egen hånd.", "Jeg liker å svømme."),
        needs=((LifeArea.HEALTH, "Søvn. En arm som virker."),),
    )
    story.consent_to_plan(-74, given_by=herself, how=HowGiven.ORAL)
    for member in (
        Member(
            "En psykolog",
            "",
            "Psykolog",
            does="Samtale hver uke.",
            sees=(Section.GOALS,),
        ),
        Member(
            "En fysioterapeut",
            "",
            "Fysioterapeut",
            does="Trening to ganger i uka.",
            sees=(Section.GOALS,),
        ),
    ):
        story.take_along(member, -73, given_by=herself)
    story.want(
        -73,
        "Jeg vil sove om natta",
        Step(
            "Samtaler",
            "Alltid samme psykolog.",
            "Hver uke",
            "En psykolog",
            MeasureStatus.ONGOING,
            -70,
            starts=-70,
        ),
        Step(
            "Faste tider for samtale",
            "Lun ringer, skjult nummer.",
            "Annenhver uke",
            "Lun Gran",
            MeasureStatus.ONGOING,
            -70,
            starts=-70,
        ),
        area=LifeArea.HEALTH,
    )
    story.want(
        -73,
        "Jeg vil løfte armen over hodet igjen",
        Step(
            "Trening",
            "Øvelser som kan gjøres alene også.",
            "2 ganger i uka",
            "En fysioterapeut",
            MeasureStatus.ONGOING,
            -65,
            starts=-65,
        ),
        area=LifeArea.HEALTH,
    )
    with clock.on(-72):
        actions.answer_no_cooperation(story.plan, by=story.by)
    story.frame(-72, ends=290)
    story.activate(-70)
    story.review(70, set_on=-70)
    story.meet(7, "10.00", place="På telefon", purpose="Samtale om hva som er neste", set_on=-7)
    story.last_written(-7)


def munter_hest() -> None:
    himself = "Munter Hest"
    story = Story(himself, writer="Myk Mose", begun=-230)
    story.begin(
        matters=(
            "Eg vil jobbe med dyr. Eg vil lage middag sjølv på torsdagar. Eg vil ikkje at folk snakkar over hovudet "
            "mitt. Eg likar dialekten min."
        ),
        helps_today="Folka på Skogly, Glitrande og Stø.",
    )
    story.map(
        strengths=(
            "Eg kjenner kvar ku på garden.",
            "Eg kan lese litt og hugsar alt folk lovar.",
        ),
        needs=(
            (LifeArea.COMMUNICATION, "Få ting med bilete. Éin beskjed om gongen."),
            (LifeArea.HEALTH, "Følgje til legen."),
        ),
        culture="Skriv nynorsk til meg, eller bruk bilete.",
    )
    story.consent_to_plan(-228, given_by=himself, how=HowGiven.ORAL)
    story.take_along(
        Member(
            "Driftig Krans",
            "Lyspunkt Bedrift AS",
            "Jobbkonsulent",
            "99 00 16 26",
            does="Finn oppgåver saman med Munter, og viser dei med bilete.",
            sees=(Section.ABOUT, Section.GOALS, Section.MEETINGS),
        ),
        -199,
        given_by=himself,
    )
    story.take_along(
        Member(
            "Lett Lyng",
            "Bofellesskapet Skogly",
            "Primærkontakt",
            "99 00 12 77",
            does="Handlar og lagar mat saman med Munter.",
            sees=MOST,
        ),
        -225,
        given_by=himself,
    )
    story.promise(-224, "Eg møter til jobb, og eg seier frå om bussen ikkje kjem.")
    story.cooperate(-150, "Kultur og fritid", "Ein å gå på kor og bowling saman med.", "asked")
    goals_of_munter(story)
    story.frame(-224, ends=141)
    story.activate(-222)
    story.review(
        -35,
        set_on=-120,
        held=-35,
        summary=(
            "Munter opna møtet og ønskte velkomen. Han har vore på jobb alle dagane så nær som to. Han vil ha lengre "
            "dagar, men ikkje fleire. Vi snakka om at Myk skal ha permisjon, og at Lun kjem i staden. Munter møtte "
            "Lun og sa at det var greitt."
        ),
    )
    story.meet(
        -35,
        "10.00",
        place="Skogly",
        purpose="Korleis går det på jobb?",
        set_on=-50,
        ended_as=MeetingStatus.MINUTES_FINAL,
    )
    story.review(33, set_on=-35)
    story.meet(
        12,
        "10.00",
        place="Skogly",
        purpose="Bli kjend med Lun, og jobb vidare",
        agenda="Bilete 1: fjøset\nBilete 2: middag\nBilete 3: kor",
        set_on=-22,
    )
    story.last_written(-22)


def goals_of_munter(story: Story) -> None:
    story.want(
        -224,
        "Eg vil ha jobb på gard",
        Step(
            "Arbeidsutprøving på Lyspunkt Bedrift",
            "Fjøs og hagearbeid.",
            "To dagar i veka",
            "Driftig Krans",
            MeasureStatus.ONGOING,
            -190,
            starts=-190,
        ),
        Step(
            "Lære å ta bussen dit",
            "Same sjåfør dei fyrste vekene.",
            "Fire veker",
            "Lett Lyng",
            MeasureStatus.DONE,
            -160,
        ),
        area=LifeArea.DAYTIME,
    )
    story.want(
        -224,
        "Eg vil lage middag sjølv",
        Step(
            "Torsdagsmiddag",
            "Oppskrift i bilete, handle dagen før.",
            "Kvar torsdag",
            "Lett Lyng",
            MeasureStatus.ONGOING,
            -210,
            starts=-210,
        ),
        area=LifeArea.HOUSING,
    )
    story.want(
        -150,
        "Eg vil kjenne fleire folk",
        Step(
            "Fritid med bistand",
            "Prøve kor og bowling saman med Kultur og fritid.",
            "Éin kveld i veka",
            "Myk Mose",
            MeasureStatus.AGREED,
            -40,
        ),
        area=LifeArea.SOCIAL,
    )


def klar_elv() -> None:
    """Just begun: three answers, and a first meeting."""
    story = Story("Klar Elv", writer="Vennlig Furu", begun=-1)
    story.begin(
        matters="Å bo hjemme, gå på fjellet når multene er klare, og snakke mitt eget språk når jeg er syk.",
        helps_today=(
            "Sønnen min, legen, og de som kommer om morgenen med medisin. De er snille, men de kommer til forskjellig "
            "tid."
        ),
        urgent="Jeg ser dårligere. Jeg er redd for å kjøre.",
    )
    story.meet(
        18,
        "11.00",
        place="Hjemme hos Klar",
        purpose="Første møte, med tolk. Tolken er bestilt.",
        set_on=-1,
    )


def fredelig_as() -> Story:
    himself = "Fredelig Ås"
    story = Story(himself, writer="Vennlig Furu", begun=-688)
    story.begin(matters="Halv jobb, hel helg. Og å gå i fjellet uten å telle puls.")
    story.map(
        strengths=("Jeg har gått i turgruppe i tretti år.",),
        needs=((LifeArea.DAYTIME, "Hjelp til å trappe opp på jobb."),),
    )
    story.consent_to_plan(-686, given_by=himself, how=HowGiven.PAPER)
    story.want(
        -685,
        "Jeg vil jobbe halv dag",
        Step(
            "Opptrapping",
            "To timer, så tre, så fire. Avtalt med bedriften.",
            "Tre dager i uka",
            himself,
            MeasureStatus.DONE,
            -200,
        ),
        area=LifeArea.DAYTIME,
    )
    story.frame(-684, ends=-100)
    story.activate(-683)
    return story


def end_fredelig_as(story: Story) -> None:
    with clock.on(-110):
        actions.end_plan(story.plan, reason="Fredelig vil ikke ha plan lenger.", by=story.by)
    story.last_written(-110)
