"""The look of the portal: readable colours, nothing inline, parts that exist, forms that name their errors."""

import json
import re
from pathlib import Path

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import render_to_string

TEMPLATES = Path(settings.BASE_DIR) / "templates"
THEME = (Path(settings.BASE_DIR) / "static" / "css" / "theme.css").read_text()
PAGES = sorted(
    path
    for path in TEMPLATES.rglob("*.html")
    if path.relative_to(TEMPLATES).parts[0] not in {"pdf", "emails"}
)
# The frame, what answers when neither request nor database can be trusted, and what stands in other sites' frames.
STAND_ALONE = {"bare_layout.html", "base.html", "framed_layout.html"}
PARTS = {"components", "designsystemet"}


def name_of(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def palette(css: str) -> dict[str, str]:
    return dict(re.findall(r"--((?:ds-color|ke)-[\w-]+): (#[0-9a-f]{6});", css))


LIGHT = palette(THEME.partition("prefers-color-scheme: dark")[0])
DARK = LIGHT | palette(THEME.partition("prefers-color-scheme: dark")[2])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#10504a", "#ffffff") == pytest.approx(9.3, abs=0.1)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "colour", ["neutral", "accent", "info", "success", "warning", "danger", "brand1"]
)
def test_text_and_lines_stand_out_from_what_is_behind(scheme, colour):
    token = {
        part: value for part, value in scheme.items() if part.startswith(f"ds-color-{colour}-")
    }
    behind = [token[f"ds-color-{colour}-surface-tinted"]] + [
        scheme[f"ds-color-neutral-{ground}"]
        for ground in ("background-default", "surface-default", "surface-tinted")
    ]
    for ground in behind:
        for text in ("text-subtle", "text-default"):
            assert contrast(token[f"ds-color-{colour}-{text}"], ground) >= 4.5, (text, ground)
        assert contrast(token[f"ds-color-{colour}-border-default"], ground) >= 3, ground


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "colour", ["neutral", "accent", "info", "success", "warning", "danger", "brand1"]
)
def test_words_on_filled_buttons_can_be_read(scheme, colour):
    words = scheme[f"ds-color-{colour}-base-contrast-default"]
    for state in ("default", "hover", "active"):
        assert contrast(words, scheme[f"ds-color-{colour}-base-{state}"]) >= 4.5, state


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_and_frame_can_be_seen(scheme):
    assert contrast(scheme["ds-color-focus-outer"], scheme["ke-paper"]) >= 3
    assert contrast(scheme["ke-line"], scheme["ke-wash"]) >= 3
    for words in ("ke-footer-text", "ke-footer-muted"):
        assert contrast(scheme[words], scheme["ke-footer"]) >= 4.5
    for ground in ("ke-hero", "ke-wash", "ke-header"):
        assert contrast(scheme["ds-color-neutral-text-subtle"], scheme[ground]) >= 4.5


INLINE = {
    "a style element": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle\s*=",
    # A block of data is no script: it is never run, and the policy of the page does not ask about it.
    "an inline script": r"<script\b(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)",
    "a handler": r"<[^>{}]*\son[a-z]+\s*=",
    "a javascript address": r"javascript:",
    "an hx-on handler": r"\shx-on",
}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nothing_is_inline(path):
    text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    for what, pattern in INLINE.items():
        assert not re.search(pattern, text), f"{name_of(path)} holds {what}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_is_a_page_a_fragment_or_a_part(path):
    text, name = path.read_text(), name_of(path)
    if path.parent == TEMPLATES and name in STAND_ALONE:
        assert "<!DOCTYPE html>" in text
    elif name.partition("/")[0] in PARTS or path.name.startswith("_"):
        assert text.startswith("{# "), f"{name} should say on its first line what it needs"
        assert "{% extends" not in text
    else:
        assert re.match(r'{% extends "(base|admin/\w+|[\w/]*_layout)\.html" %}', text), name


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_pictures_and_files_that_are_named_exist(path):
    text = path.read_text()
    for sprite, pattern in {
        "icons": r'components/icon\.html" with name="([^"]+)"',
        "drawings": r'components/(?:drawing\.html" with name|(?:empty|trouble)\.html" with drawing)="([^"]+)"',
    }.items():
        drawn = set(
            re.findall(r'id="([\w-]+)"', Path(finders.find(f"images/{sprite}.svg")).read_text())
        )
        assert set(re.findall(pattern, text)) <= drawn, (
            f"{name_of(path)} names a picture that is not drawn"
        )
    for file in re.findall(r'{% static "([^"]+)" %}', text):
        assert finders.find(file), f"{name_of(path)} names {file}"


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_the_pages_for_trouble_need_neither_request_nor_database(name):
    page = render_to_string(name)
    assert "800 300 61" in page
    assert 'lang="nb"' in page


def test_htmx_runs_no_code_from_pages_and_keeps_no_copies_of_them():
    config = re.search(
        r"name=\"htmx-config\"\s+content='([^']+)'", (TEMPLATES / "base.html").read_text()
    )[1]
    assert json.loads(config) == {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "attributesToSettle": ["class"],
        "refreshOnHistoryMiss": True,
    }


def test_packages_are_pinned_and_name_no_address():
    package = json.loads((Path(settings.BASE_DIR) / "package.json").read_text())
    versions = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    assert "://" not in (Path(settings.BASE_DIR) / "package-lock.json").read_text()


class Enquiry(forms.Form):
    """Each kind of field that the template pack draws in a way of its own."""

    name = forms.CharField(label="Navn", help_text="Fornavn og etternavn.")
    who = forms.ChoiceField(
        label="Hvem", choices=[("me", "Meg"), ("you", "Deg")], widget=forms.RadioSelect
    )
    agrees = forms.BooleanField(label="Ja")
    note = forms.CharField(label="Notat", required=False, widget=forms.Textarea)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.add_input(Submit("send", "Send"))
        return helper


def drawn(form: forms.Form) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(
        Context({"form": form, "csrf_token": "x"})
    )


def test_every_description_that_an_input_names_is_on_the_page():
    page = drawn(Enquiry({"note": "x"}))
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    named = {
        each for names in re.findall(r'aria-describedby="([^"]+)"', page) for each in names.split()
    }
    assert named == {"id_name_helptext", "id_name_error", "id_who_error", "id_agrees_error"}
    assert named <= ids
    assert set(re.findall(r'href="#([^"]+)"', page)) == {"id_name", "id_who", "id_agrees"} <= ids
    assert set(re.findall(r'\bfor="([^"]+)"', page)) <= ids


def test_a_form_with_errors_says_so_on_top_and_at_each_field():
    page = drawn(Enquiry({}))
    assert page.index("ds-error-summary") < page.index("ds-field")
    assert page.count('aria-invalid="true"') == 4
    assert "data-focus" in page


def test_a_form_without_errors_is_calm():
    page = drawn(Enquiry())
    assert "ds-error-summary" not in page
    assert "aria-invalid" not in page


def test_buttons_are_buttons_and_forms_let_the_server_explain():
    page = drawn(Enquiry())
    assert re.search(r"<button[^>]*type=\"submit\"[^>]*>Send</button>", page, re.DOTALL)
    assert 'type="submit"' not in "".join(re.findall(r"<input[^>]*>", page))
    assert "novalidate" in page
    assert "csrfmiddlewaretoken" in page


def test_only_what_may_be_left_out_is_marked():
    page = as_crispy_form(Enquiry())
    assert page.count('class="optional"') == 1
