"""An owner confirms without an account; a provider proposes and an editor approves; a visitor tells what is wrong."""

import os
import re
import subprocess
import sys

import pytest

from tests.browser.conftest import FOREIGN, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal")]

OWNER = "eier@solvag.example"
ASK = f"""
from datetime import date
from services_catalog.actions import ask_owners
from services_catalog.models import Confirmation, Service
asked = Confirmation.objects.open().values("service")
service = Service.objects.published().exclude(pk__in=asked).order_by("name")[0]
Service.objects.filter(pk=service.pk).update(assured_on=date(2020, 1, 1), assurer_email="{OWNER}")
ask_owners()
print("SLUG", service.slug)
"""


def in_portal(portal, code):
    """Run a few lines with the running portal's data."""
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    shell = [sys.executable, "manage.py", "shell", "-c", code]
    done = subprocess.run(
        [sys.executable, "-m", "ke_portal.local", "with", "--", *shell],
        cwd=ROOT,
        env=environment | portal.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def test_an_owner_confirms_by_the_link_in_the_letter(portal, visitor, letters_to):
    slug = re.search(r"SLUG (\S+)", in_portal(portal, ASK)).group(1)
    letter = letters_to(OWNER)[-1]
    assert slug not in letter.get_content()
    link = re.search(r"https?://\S+/tjenester/bekreft/\S+", letter.get_content()).group()
    owner = visitor(scripts=False)
    owner.page.goto(link)
    owner.sees("Stemmer dette fortsatt?")
    owner = visitor()
    owner.page.goto(link)
    owner.check().press("Stemmer fortsatt", exact=False).sees("er bekreftet i dag").check()
    owner.go(f"/tjenester/{slug}/").check()
    assert "Ikke bekreftet" not in owner.page.content()


def test_a_provider_proposes_and_an_editor_approves(visitor):
    provider = visitor().log_in("tilbyder@demo.example")
    provider.go("/tjenester/mine/").check().press("Lungerehabilitering").check()
    provider.page.fill("[name=phone]", "99 00 16 77")
    provider.press("Send forslaget").sees("En redaktør ser på forslaget").check()
    public = provider.page.get_by_role("link", name="Lungerehabilitering", exact=True)
    slug = public.get_attribute("href").rstrip("/").rpartition("/")[2]
    reader = visitor().go(f"/tjenester/{slug}/").check()
    assert "99 00 16 77" not in reader.page.content()

    editor = visitor().log_in("redaktor@demo.example")
    editor.go("/tjenester/redaksjon/").check()
    editor.press("Lungerehabilitering").sees("Dette endres").check()
    editor.press("Godkjenn og publiser").sees("Forslaget er godkjent").check()
    editor.go(f"/tjenester/redaksjon/tjeneste/{slug}/").check()
    editor.press("Historie").sees("Forslag godkjent").check()
    for page in ("alle/", "ny/", "venter/bekreft/"):
        editor.go(f"/tjenester/redaksjon/{page}").check()
    editor.go("/tjenester/onsker/").check().go("/tjenester/regneark/").check()
    reader.go(f"/tjenester/{slug}/")
    assert "99 00 16 77" in reader.page.content()


def test_a_visitor_tells_what_is_wrong_and_what_is_missing(visitor):
    citizen = visitor()
    citizen.go("/tjenester/").page.locator(".hit a").first.click()
    citizen.page.wait_for_load_state()
    citizen.press("Si fra om feil").check()
    citizen.choose("Åpningstidene er feil").fill("Fortell kort", "Ring 99 00 12 34").press("Send")
    citizen.sees("Ta det bort, så kan vi ta imot.").check()
    citizen.fill("Fortell kort", "Stengt på fredager").press("Send").sees("Takk for at du sa fra")
    citizen.check().go("/tjenester/?q=parkeringsbot").check()
    citizen.press("Fant du ikke det du lette etter? Si fra", exact=False).check()
