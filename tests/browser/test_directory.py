"""The directory as visitors use it: typing, narrowing on a phone, keeping a list, and looking at the map."""

from tests.browser.conftest import PHONE


def test_results_come_as_one_types_and_the_address_can_be_shared(visitor):
    someone = visitor().go("/tjenester/")

    someone.page.locator("#id_q").press_sequentially("logoped", delay=30)
    someone.page.wait_for_url("**/tjenester/?q=logoped")
    someone.sees("Logoped for voksne").check()

    # The proposals lie over the choices until they are put away.
    someone.page.keyboard.press("Escape")
    someone.page.locator("#facet-malgruppe-voksne").check()
    someone.page.wait_for_url("**/tjenester/?q=logoped&malgruppe=voksne")
    assert someone.page.locator("#facet-malgruppe-voksne").evaluate(
        "box => box === document.activeElement"
    )
    someone.sees("Fjern").check()

    someone.page.go_back()
    someone.page.wait_for_url("**/tjenester/?q=logoped")
    assert not someone.page.locator("#facet-malgruppe-voksne").is_checked()


def test_a_sheet_narrows_on_a_phone(visitor):
    someone = visitor()
    someone.page.set_viewport_size(PHONE)
    someone.go("/tjenester/")
    sheet = someone.page.locator("#facets")
    assert not sheet.is_visible()

    someone.press("Filtrer")
    sheet.locator("#facet-malgruppe-barn").check()
    someone.page.wait_for_url("**/tjenester/?malgruppe=barn")
    assert sheet.is_visible()
    someone.press("Vis treff")
    someone.sees("Filtrer (1)")
    assert not sheet.is_visible()
    someone.check()


def test_without_scripts_the_same_choices_are_a_form(visitor):
    someone = visitor(scripts=False).go("/tjenester/?q=logoped")

    someone.page.locator("#facet-malgruppe-voksne").check()
    someone.press("Vis treff")

    assert "malgruppe=voksne" in someone.page.url
    someone.sees("Logoped for voksne")
    assert someone.page.locator("[data-favourite]").first.is_hidden()


def test_a_list_is_kept_in_the_browser_and_can_be_emptied(visitor):
    someone = visitor().go("/tjenester/?q=logoped")
    heart = someone.page.locator('[data-favourite="logoped-for-voksne"]')

    heart.click()
    assert heart.get_attribute("aria-pressed") == "true"
    someone.page.locator("[data-favourites-link]").click()
    assert someone.page.url.endswith("/tjenester/lagret/?t=logoped-for-voksne")
    someone.sees("Logoped for voksne").check()

    someone.go("/tjenester/lagret/")
    someone.page.wait_for_url("**/?t=logoped-for-voksne")
    someone.press("Tøm listen")
    someone.sees("Du har ikke lagret noe ennå.").check()


def test_the_map_is_reached_by_keyboard_and_its_marks_open(visitor):
    someone = visitor().go("/tjenester/?vis=kart")
    marks = someone.page.locator(".map .mark")
    marks.first.wait_for()
    someone.check()

    marks.first.focus()
    someone.page.keyboard.press("Enter")
    link = someone.page.locator(".leaflet-popup-content a").first
    link.wait_for()
    name = link.inner_text()
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/tjenester/*/")

    someone.page.get_by_role("heading", level=1, name=name).wait_for()
