"""The demo municipality, step by step: each step is a theme, and needs those before it."""

from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import transaction

from ke_portal.accounts.models import User
from ke_portal.desks.demo.place import make_place
from ke_portal.desks.demo.staff import DEMO_DOMAIN, make_staff
from ke_portal.organisations.registers import load_registers

STEPS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("Registers of municipalities, hospitals and units", load_registers),
    ("Solvåg, its neighbours and its hospital", make_place),
    ("Log-ins and staff", make_staff),
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
