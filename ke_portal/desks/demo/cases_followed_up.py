"""Cases that were answered, and are followed up by a coordinator today."""

from ke_portal.desks.demo import clock
from ke_portal.desks.demo.cases import (
    ADULTS,
    CHILDREN,
    PLAN_AND_COORDINATOR,
    decide,
    declined,
    follow_up,
    granted,
    leader,
    note,
    register,
    take,
    tell,
)
from referrals.models import Channel, ConsentAnswer, NotifierRole, ReferralKind, Right

HOSPITAL = "Sjøbris sykehus HF"


def vakker_blomst() -> None:
    referral = tell(
        -150,
        "11.20",
        "Vakker Blomst",
        role=NotifierRole.HOSPITAL,
        channel=Channel.HOSPITAL,
        kind=ReferralKind.DISCHARGE,
        notifier_name="Sikker Hammer",
        notifier_organisation=f"Slagenheten, {HOSPITAL}",
        notifier_phone="99 00 15 62",
        notifier_email="sikker.hammer@sjobris.example",
        ward="Slagenheten",
        discharge_on=clock.day(-138),
        consent_how="Muntlig, i samtale på avdelingen",
        consent_on=clock.day(-151),
        national_id="14836830068",
        preferred_coordinator="Vennlig Furu",
        need=(
            "Vakker Blomst har hatt hjerneslag. Hun går nå med rullator og har mistet mange ord, men forstår det "
            "meste. Hun skal hjem til mannen sin og trenger fysioterapeut, logoped, ergoterapeut og "
            "hjemmesykepleie i starten. Hun er opptatt av å komme tilbake på jobb på biblioteket. Ektemannen vil "
            "gjerne være med, men sier selv at han ikke klarer å holde i alle trådene."
        ),
    )
    case = register(referral, -149, team=ADULTS)
    take(case, -149)
    note(
        case,
        -145,
        "Snakket med Vakker på avdelingen. Hun sa med få ord hvem hun vil ha: «Jeg vil gjerne ha Vennlig Furu. "
        "Hun var hos oss hjemme og så på badet, og hun snakket til meg og ikke bare til mannen min.»",
    )
    decide(case, -142, granted(Right.PLAN), granted(Right.COORDINATOR))
    follow_up(case, -140)


def glad_spurv() -> None:
    referral = tell(
        -300,
        "10.05",
        "Glad Spurv",
        role=NotifierRole.HEALTH_NURSE,
        channel=Channel.INTERNAL,
        notifier_name="Stillferdig Kløver",
        notifier_organisation="Helsestasjonen, Solvåg kommune",
        notifier_phone="99 00 12 73",
        consent=ConsentAnswer.REPRESENTATIVE,
        consent_how="Begge foreldrene har sagt ja",
        asked=(*PLAN_AND_COORDINATOR, Right.CHILD_COORDINATOR),
        need=(
            "Glad har en sjelden muskelsykdom som få har hørt om. Foreldrene møter stadig nye fagfolk og må "
            "forklare alt på nytt hver gang. De bor hver for seg og får ofte ulik beskjed. De ber om en "
            "barnekoordinator som kan gi dem begge det samme, og som kan hjelpe før skolestart."
        ),
    )
    case = register(referral, -299, team=CHILDREN)
    take(case, -299)
    decide(
        case,
        -281,
        granted(Right.PLAN),
        granted(Right.COORDINATOR),
        granted(
            Right.CHILD_COORDINATOR,
            "Glad er under 18 år og har en alvorlig sykdom. Familien trenger både helsehjelp over tid og andre "
            "tjenester, som barnehage, skole og hjelpemidler.",
        ),
        answer="Glad får individuell plan, og familien får barnekoordinator.",
        why=(
            "Familien trenger hjelp fra flere tjenester over lang tid, og hjelpen må henge sammen. Begge "
            "foreldrene får det samme brevet og de samme beskjedene."
        ),
    )
    follow_up(case, -280)


def rask_falk() -> None:
    referral = tell(
        -500,
        "9.50",
        "Rask Falk",
        role=NotifierRole.HOSPITAL,
        channel=Channel.LETTER,
        notifier_name="Varsom Sommerfugl",
        notifier_organisation=f"Barne- og ungdomshabilitering, {HOSPITAL}",
        notifier_phone="99 00 15 63",
        consent_how="Rask har selv sagt ja",
        need=(
            "Rask var i en mopedulykke for et halvt år siden. Han går og snakker som før, og mange ser ikke at "
            "noe er annerledes. Men han mister tråden, blir utslitt av en skoledag og har sluttet å møte vennene "
            "sine. Skole, habilitering, fastlege og mor drar i hver sin retning."
        ),
    )
    case = register(referral, -498, team=CHILDREN)
    take(case, -498)
    decide(case, -485, granted(Right.PLAN), granted(Right.COORDINATOR))
    follow_up(case, -480)


def stille_var() -> None:
    referral = tell(
        -95,
        "12.10",
        "Stille Vår",
        role=NotifierRole.SELF,
        channel=Channel.PHONE,
        taken_down_by=leader(),
        notifier_name="Stille Vår",
        notifier_reached_otherwise="Bare gjennom Raus Eik. Ikke ring, ikke send noe i posten.",
        home_municipality=None,
        need=(
            "Har selv ringt. Trenger hjelp fra flere tjenester over tid etter en skade. Ønsker at så få som mulig "
            "vet hvem hun er, og at ingenting sendes i posten."
        ),
    )
    case = register(referral, -94, team=ADULTS, by=leader())
    take(case, -94, by=leader())
    decide(case, -80, granted(Right.PLAN), granted(Right.COORDINATOR), by=leader())
    follow_up(case, -78, by=leader())


def munter_hest() -> None:
    referral = tell(
        -260,
        "19.35",
        "Munter Hest",
        role=NotifierRole.NEXT_OF_KIN,
        notifier_name="Glitrande Snø",
        notifier_phone="99 00 13 21",
        consent_how="Munter sat ved sida av då eg skreiv",
        need=(
            "Bror min flytta til Solvåg for å bu for seg sjølv. Han trivst, men no er det åtte ulike folk som "
            "avtaler ting med han, og han seier ja til alle. Han treng éin som har oversikt. Han vil helst "
            "snakke om det sjølv, berre han får tid."
        ),
    )
    case = register(referral, -258, team=ADULTS)
    take(case, -258)
    decide(
        case,
        -240,
        granted(Right.PLAN),
        granted(Right.COORDINATOR),
        answer="Du får individuell plan og koordinator.",
        why=(
            "Du treng hjelp frå fleire tenester samtidig, og behovet kjem til å vare. Difor har du rett til "
            "individuell plan og koordinator."
        ),
    )
    follow_up(case, -238)


def vill_vind() -> None:
    referral = tell(
        -210,
        "14.15",
        "Vill Vind",
        role=NotifierRole.HOSPITAL,
        channel=Channel.HOSPITAL,
        notifier_name="Åpen Vik",
        notifier_organisation=f"FACT-teamet, {HOSPITAL}",
        notifier_phone="99 00 15 64",
        consent_how="Muntlig, på tur",
        need=(
            "Vill har bodd på sofaen hos kjente siden i fjor og har avtaler med oss, NAV og fastlegen som ofte "
            "faller bort. Vi fikk det ikke til å samle folk. Vill vil ha én å forholde seg til, og vil at den ene "
            "skal kunne nås på melding."
        ),
    )
    case = register(referral, -208, team=ADULTS)
    take(case, -208)
    decide(
        case,
        -190,
        declined(
            Right.PLAN,
            "Du har sagt: «Jeg orker ikke et dokument til. Men jeg vil ha én å ringe.» Du kan ombestemme deg når "
            "som helst.",
        ),
        granted(Right.COORDINATOR),
        answer="Du får koordinator. Du har selv takket nei til individuell plan.",
        why="Du trenger hjelp fra flere tjenester samtidig, og behovet ditt kommer til å vare.",
    )
    follow_up(case, -186)
