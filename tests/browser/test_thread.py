"""The municipality's main job from end to end, as five people with a browser each."""

from datetime import date, timedelta

import pytest

from tests.browser.walks import (
    ask_for_a_password_and_choose_it,
    decide_and_appoint,
    give_a_log_in,
    run_the_sweeps,
    send_a_referral,
    take_in,
    wait_for_letter,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal")]
PERSON, NUMBER = "Kvikk Orre", "14837110034"
OWN, KIN = "kvikk.orre@demo.example", "myk.orre@demo.example"
GOAL = "Jeg vil lese for barnebarna mine"


def coordinator_makes_a_plan(coordinator):
    coordinator.log_in("koordinator@demo.example").go("/koordinator/").sees(PERSON).check()
    coordinator.press(PERSON, exact=False).check()
    coordinator.fill("Hva er viktig for deg nå?", "Å finne ordene igjen.")
    coordinator.press("Begynn planen").sees("Hva planen skal inneholde").check()
    editing = coordinator.page.url
    coordinator.press("Legg til mål").fill("Hva er målet?", GOAL).check().press("Lagre").sees(GOAL)
    coordinator.press("Legg til tiltak", exact=False)
    coordinator.page.fill("[name=title]", "Trening med logoped")
    coordinator.page.fill("[name=extent]", "To ganger i uken")
    coordinator.check().press("Lagre").sees("Trening med logoped")
    coordinator.page.goto(editing.replace("rediger/", "evaluering/ny/"))
    coordinator.page.fill("[name=due_on]", date.today().isoformat())  # noqa: DTZ011
    coordinator.check().press("Lagre")
    coordinator.page.goto(editing.replace("rediger/", "moter/nytt/"))
    coordinator.page.fill("[name=on]", (date.today() + timedelta(days=6)).isoformat())  # noqa: DTZ011
    coordinator.page.fill("[name=at]", "13:00")
    coordinator.page.fill("[name=purpose]", "Vi blir kjent")
    coordinator.check().press("Lagre").sees("Vi blir kjent").check()
    return editing.replace("rediger/", "")


def person_consents_and_shares(person, plan):
    person.log_in(OWN).sees("Din koordinator").sees("Vennlig Furu").sees("Vi blir kjent").check()
    person.page.goto(f"{plan}samtykke/")
    person.check().page.goto(f"{plan}samtykke/plan/")
    person.check().press("Ja, jeg samtykker").check()
    person.page.goto(f"{plan}samtykke/del/")
    kin = person.page.locator("select[name=whom] option", has_text="Myk Orre")
    person.page.select_option("select[name=whom]", kin.get_attribute("value"))
    for section in ("about", "goals"):
        person.page.locator(f"input[name=sections][value={section}]").check()
    person.check().press("Se hva det betyr").check()
    person.page.locator("main form button[type=submit]").first.click()
    person.page.wait_for_load_state()
    person.sees("Myk Orre").check()


def person_reads_and_prints(person, plan):
    person.page.goto(plan)
    person.sees(GOAL).check()
    answer = person.page.request.get(f"{plan}pdf/")
    assert answer.ok
    assert answer.body().startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"


def test_from_a_search_to_a_printed_plan(visitor, portal, letters_to):
    citizen, staff = visitor(), visitor()
    citizen.go("/").check().fill("Hva trenger du hjelp til?", "slag").press("Søk").check()
    citizen.page.locator("main article a, main .hit a").first.click()
    citizen.page.wait_for_load_state()
    citizen.check()
    code = send_a_referral(citizen, name=PERSON, need="Jeg finner ikke ordene etter slaget.")
    citizen.go("/meld-behov/status/").check().page.fill("main input[type=text]", code.lower())
    citizen.page.locator("main form button[type=submit]").first.click()
    citizen.sees("Vi har fått meldingen").check()

    staff.log_in("ke@demo.example").check()
    take_in(staff, PERSON, birth_date="1971-03-14", number=NUMBER)
    decide_and_appoint(staff, PERSON, coordinator="Vennlig Furu", rights=("plan", "coordinator"))
    give_a_log_in(staff, who=PERSON, email=OWN)
    give_a_log_in(staff, who="Nærmeste pårørende", email=KIN, name="Myk Orre")
    plan = coordinator_makes_a_plan(visitor())

    person, kin = visitor(), visitor()
    for one, email in ((person, OWN), (kin, KIN)):
        assert "plan" not in letters_to(email)[0].get_content().lower()
        ask_for_a_password_and_choose_it(one, email, letters_to)
    assert kin.log_in(KIN).page.goto(plan).status == 404
    person_consents_and_shares(person, plan)
    person_reads_and_prints(person, plan)

    kin.complaints.clear()
    kin.page.goto(plan)
    kin.sees(GOAL).check()
    person.page.goto(f"{plan}samtykke/")
    person.press("Trekk samtykket for Myk Orre").check().press("Trekk samtykket")
    assert kin.page.goto(plan).status == 404

    person.go("/min-side/").sees("Hvem har sett").sees("Vennlig Furu").check()
    run_the_sweeps(portal)
    wait_for_letter(letters_to, "koordinator@demo.example", "Du har noe å svare på i portalen")
