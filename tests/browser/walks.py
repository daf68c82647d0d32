"""Stretches of the way that several walks take."""

import os
import re
import subprocess
import sys
import time

from tests.browser.conftest import FOREIGN, PASSWORD, ROOT


def send_a_referral(citizen, *, name, need):
    """The public form for oneself, from the front page to the receipt code."""
    citizen.go("/").press("Meld fra").check().press("Meg selv", exact=False).check()
    citizen.fill("Hva heter du?", name).fill("Telefon", "90 00 11 22")
    citizen.choose("Ring meg, så tar vi det på telefon").press("Gå videre").check()
    citizen.page.locator("main textarea").first.fill(need)
    citizen.press("Gå videre").check().press("Gå videre").check().press("Send meldingen")
    citizen.sees("Takk, vi har fått meldingen").check()
    code = citizen.page.locator(".code").inner_text()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", code), code
    return code


def take_in(staff, name, *, birth_date, number):
    """Register a referral on a new person; ends on the case page."""
    staff.go("/ke/meldinger/").check().press(name).check().press("Registrer").check()
    staff.choose("En ny person")
    staff.page.fill("[name=birth_date]", birth_date)
    staff.page.fill("[name=national_id]", number)
    staff.choose("Jeg har sjekket hvem som sa fra").press("Registrer").sees(
        "Meldingen er registrert."
    )
    staff.check().press("Ta saken").check()


def decide_and_appoint(
    staff, name, *, coordinator, rights, conditions=("long_lasting", "coordinated")
):
    """Judge the conditions, send the letter and name a coordinator."""
    page = staff.page
    page.goto(page.url.split("?")[0] + "avgjor/")
    staff.check()
    for right in rights:
        for condition in conditions:
            box = page.locator(f"input[name={right}-{condition}][value=yes]")
            if box.count():
                box.check()
        page.select_option(f"select[name={right}-outcome]", "granted")
    staff.press("Lag brevtekst")
    page.wait_for_function("document.querySelector('textarea[name=letter]').value.length > 20")
    staff.press("Vedta og send").sees("Saken er avgjort").check()
    staff.press("Oppnevn koordinator").check()
    page.locator("main label", has_text=coordinator).first.click()
    staff.fill("Hva ønsker personen selv?", "En som kommer hjem til meg.")
    staff.fill("Hvorfor denne koordinatoren?", "Kjenner personen fra før.")
    staff.press("Oppnevn").sees("Koordinatoren har fått beskjed.").check()


def give_a_log_in(staff, *, who, email, name=""):
    """From the page about the person's coordinator."""
    staff.press("Gi innlogging").check().choose(who)
    staff.page.fill("[name=email]", email)
    if name:
        staff.page.fill("[name=name]", name)
    staff.press("Gi innlogging").sees("Innloggingen er klar").check()


def ask_for_a_password_and_choose_it(one, email, letters_to):
    """As the neutral e-mail says: ask for a link, follow it, choose."""
    one.go("/konto/password/reset/").check().page.fill("input[name=email]", email)
    one.press("Send meg en lenke").check()
    link = _link_in_letter(letters_to, email)
    one.page.goto(link)
    one.check()
    for field in one.page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    one.page.locator("main form button[type=submit]").first.click()
    one.page.wait_for_load_state()
    one.check()


def _link_in_letter(letters_to, email):
    ends = time.monotonic() + 90
    while time.monotonic() < ends:
        for letter in letters_to(email):
            found = re.search(r"http\S+/konto/password/reset/key/\S+", letter.get_content())
            if found:
                return found.group()
        time.sleep(0.5)
    raise AssertionError(f"no link came to {email}")


def run_the_sweeps(portal):
    """What beat asks the workers for on the hour, now: note what is due, remind, deliver."""
    names = ("individual_plans.note_due_dates", "outbox.remind_due", "outbox.deliver_waiting")
    code = f"from celery import current_app\nfor name in {names}: current_app.send_task(name)"
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


def wait_for_letter(letters_to, address, subject):
    """Until a letter with this subject has come to the address."""
    ends = time.monotonic() + 90
    while subject not in [letter["Subject"] for letter in letters_to(address)]:
        assert time.monotonic() < ends, f"no «{subject}» came to {address}"
        time.sleep(0.5)
