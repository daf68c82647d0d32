"""Each kind of page that a person can reach from the front or their own desk: by keyboard, enlarged, light and dark."""

import re
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.browser.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal")]

STARTS = {
    "": "/",
    "ke@demo.example": "/ke/",
    "leder@demo.example": "/ke/",
    "koordinator@demo.example": "/koordinator/",
    "tjeneste@demo.example": "/",
    "pasient@demo.example": "/min-side/",
    "parorende@demo.example": "/min-side/",
    "redaktor@demo.example": "/tjenester/",
    "partner@demo.example": "/nettverk/",
    "admin@demo.example": "/admin/",
}
MOST_PAGES = 30
DEPTH = 2
# Kinds of pages that somebody has walked already.
WALKED: set[str] = set()
ENLARGED = {"width": 640, "height": 450}
# Django's own admin keeps its own look; what one can do there can also be done elsewhere.
NOT_WALKED = re.compile(
    r"^/(admin/.|konto/logout|konto/demo|static|api|media)|/pdf/$|\.(ics|pdf|csv|xlsx)$"
)
VARIES = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def kind_of(path):
    """Pages that differ only in whom or what they are about are one kind."""
    plain = VARIES.sub("*", path)
    return re.sub(r"^/tjenester/[^/]+/$", "/tjenester/*/", plain)


def pages_from(visitor, start):
    """One page of each kind that `start` leads to, in the order in which they are met."""
    waiting, seen, depth = [start], {kind_of(start)}, {start: 0}
    while waiting:
        path = waiting.pop(0)
        visitor.go(path)
        yield path
        if depth[path] == DEPTH:
            continue
        for link in visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
            there = urlsplit(urldefrag(link).url)
            path_there = there.path
            if f"{there.scheme}://{there.netloc}" != visitor.address:
                continue
            if NOT_WALKED.search(path_there) or kind_of(path_there) in seen:
                continue
            if len(seen) < MOST_PAGES:
                seen.add(kind_of(path_there))
                depth[path_there] = depth[path] + 1
                waiting.append(path_there)


FOCUSED = """() => {
    const here = document.activeElement;
    if (!here || here === document.body) return null;
    if (!here.dataset.met) here.dataset.met = String(++window.metSoFar || (window.metSoFar = 1));
    const style = getComputedStyle(here), box = here.getBoundingClientRect();
    const marked = [here, here.closest("label, summary, .ds-field, .card, li") || here].some((each) => {
        const s = getComputedStyle(each);
        return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
    });
    return {
        met: here.dataset.met,
        what: here.outerHTML.slice(0, 160),
        marked,
        seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
CAN_BE_REACHED = """() => [...document.querySelectorAll(
    "main a[href], main button, main input, main select, main textarea, main summary")].filter((each) => {
    if (each.disabled || each.type === "hidden" || each.tabIndex < 0) return false;
    if (each.type === "radio") {
        const group = `[name="${CSS.escape(each.name)}"]`;
        const stop = document.querySelector(`${group}:checked`) || document.querySelector(group);
        if (stop !== each) return false;
    }
    return each.checkVisibility({ visibilityProperty: true });
}).length"""
MOST_PRESSES = 400


def assert_reached_by_keyboard(visitor):
    """Tab goes through everything in the page, each stop can be seen, and comes out at the end."""
    page = visitor.page
    page.evaluate("() => { window.metSoFar = 0; document.activeElement.blur(); scrollTo(0, 0); }")
    met = []
    for _press in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None or here["met"] in met[:-1]:
            break
        # A date has stops of its own inside.
        if here["met"] not in met:
            met.append(here["met"])
        assert here["marked"], f"{page.url}: no mark at {here['what']}"
        assert here["seen"], f"{page.url}: out of sight: {here['what']}"
    there = page.evaluate(CAN_BE_REACHED)
    reached = page.locator("main [data-met]").count()
    assert reached >= min(there, MOST_PRESSES - 60), f"{page.url}: {reached} of {there} reached"


def assert_fits_enlarged(visitor):
    """At twice the size nothing has to be scrolled sideways."""
    visitor.page.set_viewport_size(ENLARGED)
    wider = visitor.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0, f"{visitor.page.url} scrolls sideways at 200 %"


@pytest.mark.parametrize("email", STARTS)
def test_each_page_can_be_used(visitor, email):
    someone = visitor()
    if email:
        someone.log_in(email)
    for path in pages_from(someone, STARTS[email]):
        if path.startswith("/admin/") or kind_of(path) in WALKED:
            continue
        WALKED.add(kind_of(path))
        someone.page.emulate_media(color_scheme="light")
        someone.check()
        assert_reached_by_keyboard(someone)
        assert_fits_enlarged(someone)
        someone.page.emulate_media(color_scheme="dark")
        someone.check(sizes=(DESKTOP,))
