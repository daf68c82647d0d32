"""The citizen without JavaScript, and the same job where the unit is a hospital trust's."""

import os
import subprocess
import sys

import pytest

from tests.browser.conftest import FOREIGN, ROOT
from tests.browser.walks import decide_and_appoint, send_a_referral, take_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal")]


def test_a_citizen_needs_no_javascript(visitor):
    citizen = visitor(scripts=False)
    citizen.go("/").fill("Hva trenger du hjelp til?", "slag").press("Søk")
    citizen.page.locator(".hit a").first.click()
    citizen.page.wait_for_load_state()
    citizen.sees("Slik får du dette")
    code = send_a_referral(
        citizen, name="Sindig Rype", need="Jeg blir fort trøtt og mister oversikten."
    )
    citizen.go("/meld-behov/status/").page.fill("main input[type=text]", code)
    citizen.page.locator("main form button[type=submit]").first.click()
    citizen.page.wait_for_load_state()
    citizen.sees("Vi har fått meldingen")
    citizen.press("English")
    assert citizen.page.locator("html").get_attribute("lang") == "en"
    assert citizen.page.url.endswith("/meld-behov/status/")


def test_nothing_typed_is_lost_on_the_way(visitor):
    citizen = visitor(scripts=False)
    citizen.go("/meld-behov/meg/").press("Gå videre").sees("Skriv")
    citizen.fill("Hva heter du?", "Sindig Rype").fill("E-post", "ikke en adresse").press(
        "Gå videre"
    )
    assert citizen.page.get_by_label("Hva heter du?").input_value() == "Sindig Rype"
    assert citizen.page.get_by_label("E-post").input_value() == "ikke en adresse"
    citizen.fill("E-post", "sindig.rype@demo.example").press("Gå videre")
    citizen.page.context.clear_cookies()
    citizen.page.locator("main textarea").first.fill("Alt er uoversiktlig.")
    citizen.press("Gå videre")
    assert "Alt er uoversiktlig." in citizen.page.content()


def set_level(portal, level):
    """What an administrator does in the register of units, once, when a trust takes the portal into use."""
    code = (
        "from ke_portal.organisations.models import CoordinatingUnit as U;"
        f"U.objects.filter(is_ours=True).update(level={level!r})"
    )
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "ke_portal.local",
            "with",
            "--",
            sys.executable,
            "manage.py",
            "shell",
            "-c",
            code,
        ],
        cwd=ROOT,
        env=environment | portal.environment,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def trust(portal):
    set_level(portal, "trust")
    yield
    set_level(portal, "municipality")


def test_a_trust_judges_by_its_own_conditions(trust, visitor):
    citizen, staff, coordinator = visitor(), visitor(), visitor()
    send_a_referral(
        citizen, name="Rank Gran", need="Det er mange avdelinger, og ingen ser helheten."
    )
    staff.log_in("ke@demo.example")
    take_in(staff, "Rank Gran", birth_date="1985-12-30", number="70928510164")
    staff.page.goto(staff.page.url.split("?")[0] + "avgjor/")
    assert staff.page.locator("select[name=child_coordinator-outcome]").count() == 0
    assert staff.page.locator("input[name=coordinator-complex]").count() > 0
    staff.page.go_back()
    decide_and_appoint(
        staff,
        "Rank Gran",
        coordinator="Vennlig Furu",
        rights=("coordinator",),
        conditions=("complex",),
    )
    coordinator.log_in("koordinator@demo.example").go("/koordinator/").sees("Rank Gran").check()
