"""The directory as it is kept: owners who have answered and some who have not, and what waits for the editors."""

from ke_portal.desks.demo import clock
from ke_portal.desks.demo.staff import user
from services_catalog import actions
from services_catalog.models import Confirmation, EntryTemplate, FeedbackKind, Link, Service

ASKED, ANSWERED, REMINDED, MARKED = -60, -58, -46, -15
# Of those that were asked about, so many got no answer.
SILENT = 6
PROVIDER, EDITOR = "Stødig Vott", "Presis Penn"
OWN_PLACE = "Stillevik rehabiliteringssenter"
WISHES = {"svømming": 4, "tegnspråktolk": 2, "ledsagerbevis": 3}


def make_upkeep() -> None:
    """Nothing here is newer than a week, as the directory itself."""
    ask_and_answer()
    what_the_provider_does()
    what_the_public_says()


def ask_and_answer() -> None:
    with clock.on(ASKED):
        actions.ask_owners()
    asked = list(Confirmation.objects.open().exclude(letter=None).order_by("service__name", "pk"))
    with clock.on(ANSWERED):
        for each in asked[SILENT:-1]:
            actions.confirm_by_letter(str(each.letter), public_id=each.public_id)
        last = asked[-1]
        actions.doubt_by_letter(
            str(last.letter),
            public_id=last.public_id,
            text="Vi har flyttet til andre etasje, og åpner en halv time senere.",
        )
    for offset in (REMINDED, MARKED):
        with clock.on(offset):
            actions.follow_up()


def what_the_provider_does() -> None:
    own = Service.objects.filter(provider__name=OWN_PLACE).order_by("name")
    with clock.on(-9):
        actions.propose_change(
            own[0],
            by=user(PROVIDER),
            values={"waiting_time": "Om lag 12 veker", "contact": "Inntakskontoret"},
            word="Ventetida har gått opp, og vi har fått eit inntakskontor.",
        )
    with clock.on(-8):
        provider = own[0].provider
        new = actions.add_service(
            name="Dagopphald for deg med langvarig smerte",
            provider=provider,
            template=EntryTemplate.objects.filter(title="Rehabilitering på institusjon").first(),
            by=user(PROVIDER),
        )
        actions.change_service(
            new,
            by=user(PROVIDER),
            description="Du er hos oss to dagar i veka i seks veker. Vi trenar, og vi snakkar om smerte.",
            phone="99 00 16 10",
        )
        actions.move_service(new, to="review", by=user(PROVIDER))


def what_the_public_says() -> None:
    shown = Service.objects.published().order_by("name")
    with clock.on(-12):
        actions.receive_feedback(
            service=shown[3], kind=FeedbackKind.HOURS, text="Det var stengt på onsdag."
        )
        for service in shown[3:8]:
            actions.receive_feedback(service=service, kind=FeedbackKind.RIGHT)
        actions.receive_feedback(
            service=None, kind=FeedbackKind.MISSING, text="Svømming for meg som bruker rullestol"
        )
    for offset in (-14, -13, -11):
        actions.keep_words(WISHES, day=clock.day(offset))
    link = Link.objects.filter(service=shown[5]).order_by("pk").first()
    if link is not None:
        for offset in (-20, -19):
            with clock.on(offset):
                actions.note_answer(link.pk, is_alive=False, what="Svarte 404")
