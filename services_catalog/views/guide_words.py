"""What the guide says: each right by name, each reason in everyday words, and the law behind."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from services_catalog.rules import Advice, Judgement, Reason, Truth


@dataclass(frozen=True)
class LegalBasis:
    """Where in the law a right stands."""

    act: Any
    paragraph: str


@dataclass(frozen=True)
class Right:
    """One thing that may be a right, or of help."""

    code: str
    name: Any
    about: Any
    law: Any
    basis: tuple[LegalBasis, ...]


@dataclass(frozen=True)
class Told:
    """One right, and what the guide says about it to this visitor."""

    right: Right
    label: Any
    color: str
    reasons: list[Any]


PATIENT_ACT = _("pasient- og brukerrettighetsloven")
MUNICIPAL_ACT = _("helse- og omsorgstjenesteloven")
HOSPITAL_ACT = _("spesialisthelsetjenesteloven")

PLAN = Right(
    "plan",
    _("Individuell plan (IP)"),
    _("Én plan som er din, med mål du selv setter, og som alle hjelperne følger."),
    _(
        "Den som trenger langvarige og koordinerte helse- og omsorgstjenester, har rett til individuell plan. "
        "Langvarig betyr at det varer en tid, ikke for alltid. Alder og diagnose avgjør ikke. "
        "Også andre lover gir rett til plan, som de om NAV og barnevern. "
        "Planen er frivillig og gratis, og gir ikke i seg selv rett til flere tjenester."
    ),
    (
        LegalBasis(PATIENT_ACT, "§ 2-5"),
        LegalBasis(MUNICIPAL_ACT, "§ 7-1"),
        LegalBasis(HOSPITAL_ACT, "§ 2-5"),
    ),
)
COORDINATOR = Right(
    "coordinator",
    _("Koordinator"),
    _("Én person å ringe, som holder i trådene og passer på at ting skjer."),
    _(
        "Den som trenger langvarige og koordinerte helse- og omsorgstjenester, skal få tilbud om koordinator, også "
        "uten individuell plan. På sykehuset holder det at behovet er sammensatt. Ønsket ditt om hvem det skal "
        "være, veier tungt."
    ),
    (
        LegalBasis(PATIENT_ACT, "§ 2-5 b"),
        LegalBasis(MUNICIPAL_ACT, "§ 7-2"),
        LegalBasis(HOSPITAL_ACT, "§ 2-5 a"),
    ),
)
CHILD_COORDINATOR = Right(
    "child_coordinator",
    _("Barnekoordinator"),
    _("En koordinator for hele familien, som kjenner tilbudene og hjelper dere videre."),
    _(
        "Familier som har eller venter barn under 18 år med alvorlig sykdom, skade eller nedsatt funksjonsevne, har "
        "rett til barnekoordinator når barnet vil trenge langvarige og sammensatte eller koordinerte helse- og "
        "omsorgstjenester og andre velferdstjenester. Det trengs ingen diagnose. Retten er familiens."
    ),
    (LegalBasis(PATIENT_ACT, "§ 2-5 c"), LegalBasis(MUNICIPAL_ACT, "§ 7-2 a")),
)
GROUP = Right(
    "group",
    _("Ansvarsgruppe"),
    _("Et fast møte der du og de som hjelper, snakker sammen og fordeler oppgaver."),
    _(
        "Ansvarsgruppe er ingen rett i loven. Kommunen avgjør selv når den passer, og den kan brukes både med og "
        "uten individuell plan."
    ),
    (),
)

ANSWERS = {
    Truth.YES: (_("Kan være en rett"), "success"),
    Truth.UNSURE: (_("Kanskje, snakk med oss"), "info"),
    Truth.NO: (_("Ser ikke slik ut nå"), "neutral"),
}
GROUP_ANSWERS = ANSWERS | {Truth.YES: (_("Kan være til hjelp"), "success")}

REASONS = {
    Reason.SEVERAL: _("Det trengs hjelp fra flere tjenester i helse og omsorg."),
    Reason.HEALTH_AND_OTHERS: _(
        "Det trengs hjelp både fra helse og omsorg og fra andre. Det kan telle med når vi ser på behovet."
    ),
    Reason.ONLY_ONE: _("Det ser ut til å holde med én tjeneste i helse og omsorg."),
    Reason.HELPERS_UNKNOWN: _("Vi må finne ut sammen hvem det trengs hjelp fra."),
    Reason.OTHER_LAWS: _(
        "Hjelpen er fra andre enn helse og omsorg. Da kan NAV eller barnevernet ha plikt til å lage planen."
    ),
    Reason.NO_HEALTH: _("Det trengs ikke hjelp fra helse og omsorg slik det er nå."),
    Reason.LASTS: _("Behovet varer en god stund."),
    Reason.LASTS_UNKNOWN: _(
        "Det er ikke sikkert hvor lenge behovet varer. Det kan vi se på sammen."
    ),
    Reason.IS_SHORT: _("Behovet ser ut til å gå over snart."),
    Reason.TOGETHER: _("De som hjelper, må snakke sammen."),
    Reason.TOGETHER_UNKNOWN: _(
        "Det er ikke sikkert om hjelperne må samarbeide mer. Fortell oss gjerne hvordan det er."
    ),
    Reason.EACH_BY_ITSELF: _("Hjelpen ser ut til å virke bra hver for seg."),
    Reason.HOSPITAL_COMPLEX: _(
        "Sykehuset er med, og hjelperne må snakke sammen. Da kan sykehuset oppnevne en koordinator."
    ),
    Reason.SERIOUS: _("Det gjelder alvorlig sykdom, skade eller nedsatt funksjon."),
    Reason.SERIOUS_UNKNOWN: _("Det er ikke sikkert hvor alvorlig det er. Det kan vi snakke om."),
    Reason.NOT_SERIOUS: _("Barnekoordinator er for familier der det er alvorlig."),
    Reason.BOTH_KINDS: _(
        "Det trengs både helsehjelp og annen hjelp, som skole, barnehage eller NAV."
    ),
    Reason.NOT_BOTH_KINDS: _(
        "Barnekoordinator er for familier som trenger både flere helsetjenester og annen hjelp, som skole, "
        "barnehage eller NAV."
    ),
    Reason.MANY_AROUND: _("Det er mange som hjelper."),
    Reason.FEW_AROUND: _("Det er få som hjelper. Da er det ofte lettere å ringe hverandre."),
}


def told(judgement: Judgement) -> list[Told]:
    """What to say about each right, those that may come of it first."""
    advices: list[tuple[Right, Advice | None]] = [
        (CHILD_COORDINATOR, judgement.child_coordinator),
        (COORDINATOR, judgement.coordinator),
        (PLAN, judgement.plan),
        (GROUP, judgement.group),
    ]
    given = [_told(right, advice) for right, advice in advices if advice is not None]
    order = ["success", "info", "neutral"]
    return sorted(given, key=lambda each: order.index(each.color))


def _told(right: Right, advice: Advice) -> Told:
    label, color = (GROUP_ANSWERS if right is GROUP else ANSWERS)[advice.answer]
    return Told(right, label, color, [REASONS[reason] for reason in advice.reasons])
