"""The demo municipality holds everything it is asked to show, and harms nothing."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from ke_portal.accounts.models import User
from ke_portal.audit.models import Event
from ke_portal.desks.demo.staff import DEMO_DOMAIN, DEMO_LOGINS
from ke_portal.organisations import access
from ke_portal.organisations.models import CoordinatingUnit, Municipality


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        was_demo, settings.KE_DEMO = settings.KE_DEMO, True
        call_command("load_demo", stdout=StringIO())
        settings.KE_DEMO = was_demo
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def in_a_demo(settings, db):
    settings.KE_DEMO = True


def test_our_unit_has_its_teams_and_seats(demo):
    unit = access.our_unit()

    assert unit.organisation.municipality.number == "9901"
    assert set(unit.teams.values_list("name", flat=True)) == {"Barn og unge", "Voksne"}
    assert unit.members.count() == 5
    assert CoordinatingUnit.objects.filter(organisation__is_invented=True).count() == 4


def test_real_municipalities_stand_beside_three_invented_ones(demo):
    assert Municipality.objects.filter(is_invented=True).count() == 3
    assert Municipality.objects.filter(is_invented=False, part_of=None).count() == 357


@pytest.mark.parametrize("someone", DEMO_LOGINS, ids=lambda someone: someone.email)
def test_each_log_in_opens_with_the_password_of_the_demo(demo, client, someone):
    user = User.objects.get(email=someone.email + DEMO_DOMAIN)

    assert user.check_password(settings.KE_DEMO_PASSWORD)
    assert user.roles == frozenset(someone.roles)


def test_loading_again_refuses_and_changes_nothing(demo):
    before = Event.objects.count(), User.objects.count()

    with pytest.raises(CommandError, match="already"):
        call_command("load_demo")

    assert (Event.objects.count(), User.objects.count()) == before


def test_loading_again_is_harmless_when_asked_so(demo):
    said = StringIO()

    call_command("load_demo", "--again", stdout=said)

    assert "nothing was changed" in said.getvalue()
