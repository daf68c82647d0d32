"""The demo municipality, step by step: each step is a theme, and needs those before it."""

from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import transaction

from ke_portal.accounts.access import DEMO_DOMAIN
from ke_portal.accounts.models import User
from ke_portal.desks.demo import plan_vakker_blomst, plans_of_others, plans_of_the_young
from ke_portal.desks.demo.cases_in_order import make_cases
from ke_portal.desks.demo.catalogue import make_catalogue
from ke_portal.desks.demo.coordination import make_coordination
from ke_portal.desks.demo.endings import end_what_is_over, settle_the_past
from ke_portal.desks.demo.entries import make_entries
from ke_portal.desks.demo.looks import make_looks
from ke_portal.desks.demo.networks import make_networks
from ke_portal.desks.demo.people import make_relations
from ke_portal.desks.demo.place import make_place
from ke_portal.desks.demo.referrals_alone import make_referrals_alone
from ke_portal.desks.demo.staff import make_staff
from ke_portal.desks.demo.upkeep import make_upkeep
from ke_portal.organisations.registers import load_registers

STEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Registers of municipalities, hospitals and units", load_registers),
    ("Solvåg, its neighbours and its hospital", make_place),
    ("Log-ins and staff", make_staff),
    ("The directory of services", make_catalogue),
    ("More about some of the services", make_entries),
    ("What keeps the directory true", make_upkeep),
    ("Networks and gatherings", make_networks),
    ("Cases, from the oldest to the newest", make_cases),
    ("Referrals without a case", make_referrals_alone),
    ("Parents, guardians and next of kin", make_relations),
    ("Coordinators", make_coordination),
    ("The story person's plan", plan_vakker_blomst.make_plan),
    ("Plans of the young", plans_of_the_young.make_plans),
    ("Plans of others", plans_of_others.make_plans),
    ("What is over", end_what_is_over),
    ("Who has looked", make_looks),
    ("Nothing to send for the past", settle_the_past),
)


class NoDemoHere(Exception):
    """Demo data are wanted where demo data must not be; the text says why."""


class AlreadyLoaded(Exception):
    """The demo is there; it is never mixed with a second one."""


@transaction.atomic
def load(say: Callable[[str], object]) -> None:
    """Load all of it, or nothing. Raises NoDemoHere or AlreadyLoaded."""
    if not settings.KE_DEMO or settings.IN_PRODUCTION:
        raise NoDemoHere("Demo data are loaded only where KE_DEMO=1, and never in production.")
    if User.objects.filter(email__endswith=DEMO_DOMAIN).exists():
        raise AlreadyLoaded
    if User.objects.exists():
        raise NoDemoHere("There are users here already: the demo needs a database of its own.")
    started = monotonic()
    for title, step in STEPS:
        begun = monotonic()
        step()
        say(f"{title} ({monotonic() - begun:.1f} s)")
    say(f"The demo is loaded ({monotonic() - started:.1f} s).")
