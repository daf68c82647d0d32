"""The page of a service, and the guide without JavaScript."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal")]

GUIDE = "/tjenester/kan-dette-gjelde-meg/"
ANSWERS = (
    ("Hvem tenker du på?", ["Barnet mitt, eller et barn vi venter"]),
    ("Hvor gammel er personen?", ["Barnet er ikke født ennå, eller skal adopteres"]),
    (
        "Hvem trenger personen hjelp fra?",
        ["Sykehus eller spesialist", "Helsestasjon eller skolehelsetjeneste", "Bolig fra kommunen"],
    ),
    ("Vil personen trenge hjelp en god stund?", ["Ja"]),
    ("Må de som hjelper, snakke sammen for at hjelpen skal virke?", ["Ja"]),
    ("Gjelder det alvorlig sykdom, skade eller nedsatt funksjon?", ["Ja"]),
)


def walk_the_guide(visitor):
    visitor.go("/").press("Kan dette gjelde meg?")
    for title, answers in ANSWERS:
        visitor.sees(title).check()
        for answer in answers:
            visitor.choose(answer)
        visitor.press("Gå videre")
    return visitor.sees("Ja, dette kan gjelde").check()


def test_the_guide_needs_no_javascript_and_leaves_nothing_behind(visitor):
    parent = walk_the_guide(visitor(scripts=False))
    assert parent.page.url.endswith(GUIDE)
    assert [cookie["name"] for cookie in parent.page.context.cookies()] in ([], ["csrftoken"])
    parent.press("Tilbake").sees(ANSWERS[-1][0])
    assert parent.page.get_by_label("Ja", exact=True).is_checked()
    parent.press("Gå videre")
    parent.page.locator("main").get_by_role("link", name="Meld fra om behov").click()
    parent.sees("Hva heter barnet?")


def test_the_guide_is_fine_to_read_and_to_hear(visitor):
    parent = walk_the_guide(visitor()).press("Se tjenester som kan passe")
    parent.page.wait_for_url("**/tjenester/?malgruppe=barn")
    parent.check()


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("individuell-plan-og-koordinator", "Åpningstid"),
        ("hjarteskulen-ved-sjobris-sjukehus", "Neste kurs"),
        ("kommunal-fysioterapi-for-voksne", "Bassenget på helsehuset er stengt"),
    ],
)
def test_the_page_of_a_service_is_fine_and_its_data_break_no_policy(visitor, slug, text):
    reader = visitor().go(f"/tjenester/{slug}/").sees(text).check()
    assert reader.page.locator('script[type="application/ld+json"]').count() == 1
    assert not reader.page.locator(".qr").is_visible()
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".qr").is_visible()


def test_the_text_in_another_language_is_marked(visitor):
    reader = visitor().go("/tjenester/barnekoordinator-solvag-kommune/").press("English")
    heading = reader.sees("Child coordinator").check().page.locator("main h1")
    assert heading.get_attribute("lang") == "en"
