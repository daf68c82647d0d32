"""Referrals that have not become a case, or never will."""

from ke_portal.desks.demo import clock
from ke_portal.desks.demo.cases import ke, tell
from ke_portal.organisations.models import Municipality
from referrals import actions
from referrals.models import Channel, ConsentAnswer, NotifierRole, Right


def make_referrals_alone() -> None:
    withdrawn()
    just_received()
    taken_down_by_phone()
    forwarded()
    abuse()


def withdrawn() -> None:
    referral = tell(
        -12,
        "22.05",
        "Lett Fjær",
        role=NotifierRole.SELF,
        notifier_name="Lett Fjær",
        notifier_phone="99 00 18 31",
        national_id="12929046070",
        asked=(Right.COORDINATOR,),
        need=(
            "Jeg sorterer brev fra sykehuset og NAV på kjøkkengulvet og får det ikke til å henge sammen. Kan jeg få "
            "en koordinator?"
        ),
    )
    with clock.on(-7, "10.20"):
        actions.withdraw_referral(
            referral,
            reason="Jeg har fått hjelp av venninnen min til å sortere. Jeg vil ikke ha sak nå.",
            by=ke(),
        )


def just_received() -> None:
    tell(
        0,
        "8.40",
        "Mild Regn",
        role=NotifierRole.HELPER,
        notifier_name="Blid Rogn",
        notifier_phone="99 00 18 20",
        asked=(),
        need=(
            "Hun over gangen for meg går nesten ikke ut lenger. Hun har sagt at det er greit at jeg skriver, men "
            "hun vil snakke med dere selv. Ring henne på formiddagen. Hun heter Mild Regn og bor i Hageveien 9."
        ),
    )


def taken_down_by_phone() -> None:
    tell(
        -1,
        "14.35",
        "Datter av Stødig Fjell",
        role=NotifierRole.PARENT,
        channel=Channel.PHONE,
        taken_down_by=ke(),
        notifier_name="Stødig Fjell",
        notifier_phone="99 00 18 21",
        wants_a_call=True,
        asked=(),
        consent=ConsentAnswer.NOT_ASKED,
        need=(
            "Far, Stødig Fjell. Datter på 19 har fått diabetes og sluttet på studiet. Vil helst ringes etter 16."
        ),
    )


def forwarded() -> None:
    referral = tell(
        -9,
        "15.45",
        "Nordlig Stjerne",
        role=NotifierRole.GP,
        channel=Channel.LETTER,
        notifier_name="Grundig Hegg",
        notifier_organisation="Torget legesenter",
        notifier_phone="99 00 16 20",
        notifier_email="post@torget-legesenter.example",
        national_id="31817947193",
        home_municipality=Municipality.objects.get(number="9902", valid_to=None),
        need=(
            "Nordlig har vært hos meg i flere år, men bor nå i Granfjord. Hun trenger noen som ser smertepoliklinikken,"
            " treningen og arbeidet i sammenheng, og hun er enig i at jeg melder det."
        ),
    )
    with clock.on(-8, "9.05"):
        actions.forward_referral(
            referral,
            to="Koordinerande eining i Granfjord",
            reason="Bor i Granfjord. Nordlig har sagt ja til at vi sender den dit.",
            by=ke(),
        )


def abuse() -> None:
    referral = tell(
        -5,
        "3.12",
        "Glimrende Tilbud",
        role=NotifierRole.OTHER_SERVICE,
        notifier_email="tilbud@reklame.example",
        asked=(),
        consent=ConsentAnswer.NOT_ASKED,
        need="Billige brilleglass hele uka! Svar på denne meldingen, så ringer vi kundene deres.",
    )
    with clock.on(-5, "8.50"):
        actions.reject_spam(referral, by=ke())
