"""Cases that somebody did not agree with, and one that is over."""

from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.desks.demo import clock
from ke_portal.desks.demo.cases import (
    ADULTS,
    CHILDREN,
    LASTING,
    PLAN_AND_COORDINATOR,
    case_of,
    decide,
    follow_up,
    granted,
    leader,
    letter,
    move,
    note,
    refused,
    register,
    take,
    tell,
)
from referrals import actions
from referrals.models import (
    Case,
    CaseStatus,
    Channel,
    ConsentAnswer,
    Decision,
    DecisionLine,
    NotifierRole,
    Outcome,
    Right,
)

ONE_SERVICE = "Behovet ditt er stort, men vi mener at det kan dekkes av én tjeneste."


def lur_make() -> None:
    referral = tell(
        -88,
        "9.20",
        "Lur Måke",
        role=NotifierRole.PARENT,
        notifier_name="Kjapp Bær",
        notifier_phone="99 00 18 17",
        asked=(*PLAN_AND_COORDINATOR, Right.CHILD_COORDINATOR),
        consent=ConsentAnswer.REPRESENTATIVE,
        need=(
            "Lur er tretten og har cerebral parese. Hun skal opereres til våren, og det er mange som vil ha henne "
            "med på møter. Jeg trenger hjelp til å holde styr på skole, sykehus, fysio og NAV, og hun trenger én "
            "voksen som kan sakene."
        ),
    )
    case = register(referral, -87, team=CHILDREN)
    take(case, -87)
    decide(
        case,
        -60,
        granted(Right.PLAN),
        granted(Right.COORDINATOR),
        refused(
            Right.CHILD_COORDINATOR,
            "Vi vurderte at behovet er for en vanlig koordinator.",
            unmet="both_kinds_of_services",
        ),
        answer="Lur får individuell plan og koordinator. Dere får ikke barnekoordinator.",
        why=(
            "Lur trenger hjelp fra flere tjenester over tid. Vi vurderte at behovet er for en vanlig koordinator, "
            "siden Lur har det godt på skolen."
        ),
    )
    follow_up(case, -58)
    complaint(
        case,
        -34,
        "Klage fra mor, kom i brev: «Dere skriver at Lur har det godt på skolen. Det stemmer. Men hun har cerebral "
        "parese, hun opereres til våren, og jeg er hjemme med lønn fra NAV som ingen vil svare på. Hun sier selv at "
        "hun vil ha én voksen som kan alt om sakene, så hun kan slippe å være med i møter. Les det hun har "
        "skrevet.»\n\nLur skriver: «Jeg vil ikke på møte. Jeg vil at noen skal si hva de har bestemt, på slutten "
        "av dagen.»",
    )
    note(case, -20, f"Ser på saken på nytt. Nytt svar til familien innen {clock.day(8):%d.%m}.")


def complaint(case: Case, days: int, text: str) -> None:
    note(case, days, text)
    move(case, days, CaseStatus.COMPLAINT)


def varsom_lerke() -> None:
    referral = tell(
        -125,
        "13.00",
        "Varsom Lerke",
        role=NotifierRole.SELF,
        notifier_name="Varsom Lerke",
        notifier_phone="99 00 18 23",
        need=(
            "Etter lungebetennelsen i fjor blir jeg ikke meg selv. Jeg går til trening på helsehuset og til "
            "lungelegen, og hjemmesykepleien kommer med oksygen. Jeg vil ha en plan, så jeg slipper å huske alt."
        ),
    )
    case = register(referral, -124, team=ADULTS)
    take(case, -124)
    decide(
        case,
        -100,
        refused(
            Right.PLAN,
            "Tjenestene dine samarbeider allerede godt om det samme.",
            unmet="coordinated",
        ),
        granted(Right.COORDINATOR),
        answer="Du får koordinator. Du får ikke individuell plan nå.",
        why="Du har behov som varer, og du skal ha én å ringe. Tjenestene samarbeider allerede om det samme.",
    )
    follow_up(case, -98)
    complaint(
        case,
        -52,
        "Klage på telefon, lest opp for Varsom: «Det er jeg som får dem til å samarbeide.»",
    )
    note(
        case,
        -9,
        "Vi holder fast på svaret, og skriver oversendelse til Statsforvalteren denne uka.",
    )
    move(case, -9, CaseStatus.UPHELD, by=leader())


def sindig_alm() -> None:
    referral = tell(
        -140,
        "10.00",
        "Sindig Alm",
        role=NotifierRole.NEXT_OF_KIN,
        notifier_name="Rolig Alm",
        notifier_phone="99 00 18 24",
        need=(
            "Mannen min har Parkinson og skal gjennom en ny runde med medisiner på sykehuset. Vi har syv timer i "
            "kalenderen neste uke hos fem forskjellige. Vi ber om koordinator og en plan som alle leser."
        ),
    )
    case = register(referral, -139, team=ADULTS)
    take(case, -139)
    decide(
        case,
        -115,
        refused(Right.PLAN, ONE_SERVICE, unmet="coordinated"),
        granted(Right.COORDINATOR),
        answer="Du får koordinator. Du får ikke individuell plan.",
        why=ONE_SERVICE,
    )
    follow_up(case, -113)
    complaint(case, -60, "Klage i brev fra Sindig: «Les kalenderen min. Den ligger ved.»")
    changed_decision(case, -5)


def changed_decision(case: Case, days: int) -> None:
    """A new decision after a complaint. Made on the models, since complaints have no actions yet."""
    leader_ = leader()
    why = "Vi har lest kalenderen. Fem tjenester må henge sammen, og det gjør de ikke i dag."
    with clock.on(days, "12.00"):
        decision = Decision.objects.create(
            case=case,
            person=case.person,
            letter=letter("Vi har endret svaret vårt: Du får individuell plan.", why),
            decided_by=leader_,
            signed_as=f"{leader_.name}, {leader_.title.lower()}",
        )
        DecisionLine.objects.create(
            decision=decision,
            person=case.person,
            right=Right.PLAN,
            outcome=Outcome.GRANTED,
            reason=why,
            conditions=[
                {"condition": condition, "answer": answer, "why": ""}
                for condition, answer in LASTING.items()
            ],
        )
        log.record(Verb.CASE_DECIDED, on=decision, by=leader_, person=case.person)
    move(case, days, CaseStatus.CHANGED, by=leader_)


def lang_sommer() -> None:
    case = refused_altogether(
        "Lang Sommer",
        told=-190,
        decided=-150,
        need=(
            "Jeg har to armer som ikke virker og sju personer i telefonen. Jeg trenger at én av dem vet hva de "
            "seks andre gjør. Jeg bestemmer gjerne selv, men jeg kan ikke holde telefonen."
        ),
    )
    complaint(
        case,
        -128,
        "Klage fra Lang, diktert: «Jeg har to armer som ikke virker og sju personer i telefonen. Dere sier at "
        "hjemmetjenesten er nok. Kom og vær her en mandag.»",
    )
    move(case, -100, CaseStatus.UPHELD, by=leader())
    note(
        case,
        -98,
        "Sendt til Statsforvalteren med alle dokumenter. Lang har fått kopi.",
        by=leader(),
    )
    move(case, -98, CaseStatus.FORWARDED_TO_GOVERNOR, by=leader())


def blank_skjaer() -> None:
    case = refused_altogether(
        "Blank Skjær",
        told=-320,
        decided=-290,
        need=(
            "Jeg ser dårligere for hver måned og hører lite. Jeg har jobb og vil beholde den. Det er "
            "hjelpemiddelsentralen, NAV, øyelegen, hørselskontakten og tilrettelegging på jobben, og alle venter "
            "på hverandre."
        ),
    )
    complaint(
        case,
        -265,
        "Klage fra Blank: «Ingen av dem tar første skritt. Det er derfor jeg spør dere.»",
    )
    move(case, -240, CaseStatus.FORWARDED_TO_GOVERNOR, by=leader())
    note(
        case,
        -4,
        "Svar fra Statsforvalteren: Blank har rett til koordinator. Vi skal vurdere planen på nytt. Ring Blank "
        "i dag.",
        by=leader(),
    )
    move(case, -4, CaseStatus.GOVERNOR_OUTCOME, by=leader())


def refused_altogether(name: str, *, told: int, decided: int, need: str) -> Case:
    referral = tell(
        told,
        "16.45",
        name,
        role=NotifierRole.SELF,
        notifier_name=name,
        notifier_phone="99 00 18 30",
        need=need,
    )
    case = register(referral, told + 2, team=ADULTS, by=leader())
    take(case, told + 2, by=leader())
    decide(
        case,
        decided,
        refused(Right.PLAN, ONE_SERVICE, unmet="coordinated"),
        refused(Right.COORDINATOR, ONE_SERVICE, unmet="coordinated"),
        answer="Du får ikke individuell plan eller koordinator nå.",
        why=ONE_SERVICE,
        by=leader(),
    )
    return case


def fredelig_as() -> None:
    referral = tell(
        -700,
        "9.40",
        "Fredelig Ås",
        role=NotifierRole.PRIVATE_INSTITUTION,
        channel=Channel.LETTER,
        notifier_name="Trygg Topp",
        notifier_organisation="Stillevik rehabiliteringssenter",
        notifier_phone="99 00 16 22",
        need=(
            "Fredelig er hos oss etter en hjerteoperasjon og reiser hjem om to uker. Han vil tilbake i halv jobb, "
            "trenger trening nær hjemmet og noen som holder tråden mellom bedriften, NAV og fastlegen."
        ),
    )
    case = register(referral, -698, team=ADULTS)
    take(case, -698)
    decide(case, -694, granted(Right.PLAN), granted(Right.COORDINATOR))
    follow_up(case, -692)


def close_fredelig_as() -> None:
    case = case_of("Fredelig Ås")
    note(
        case,
        -101,
        "Fredelig sa da vi ringte: «Jeg har fått det jeg trengte. Jeg går i turgruppa, jeg jobber halv dag, og jeg "
        "vet hvem jeg ringer. Takk, men nå vil jeg heller ha ettermiddagen fri.»",
    )
    with clock.on(-100, "11.00"):
        actions.close_case(case, reason="Fredelig har selv avsluttet planen.", by=leader())
