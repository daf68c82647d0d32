"""Where the demo must not be loaded, and the clock that only it may set."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.desks.demo import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_a_demo(settings):
    settings.KE_DEMO = True


def test_a_database_with_other_users_is_refused():
    User.objects.create_user("noen@solvag.example", name="Ekte Ansatt")

    with pytest.raises(CommandError, match="database of its own"):
        call_command("load_demo")


def test_without_ke_demo_nothing_is_loaded(settings):
    settings.KE_DEMO = False

    with pytest.raises(CommandError, match="KE_DEMO=1"):
        call_command("load_demo")


def test_the_clock_is_set_for_a_block_and_comes_back():
    today = timezone.localdate()

    with clock.on(-150, "9.30"):
        assert timezone.localdate() == clock.day(-150)
        assert timezone.localtime().strftime("%H.%M") == "09.30"
        assert RoleAssignment(role="resident").starts_on == clock.day(-150)

    assert timezone.localdate() == today


def test_only_the_demo_sets_the_clock(settings):
    settings.KE_DEMO = False

    with pytest.raises(RuntimeError), clock.on(-1):
        pass
