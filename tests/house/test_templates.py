"""Templates show words that can be translated, values that people understand, and nothing inline."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.db.models import CharField

from tests.house.layout import HEIGHT, shown
from tests.house.messages import template_files

SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "label", "aria-label", "aria-description"}
WORD = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
# Understood in every language, or a format rather than a word.
NOT_WORDS = {"nb", "nn", "en", "se", "ID", "PDF", "Bokmål", "Nynorsk", "English"}
MARKED = re.compile(r"{%\s*(comment|blocktrans(?:late)?)\b.*?%}.*?{%\s*end\1\s*%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}")
TAG = re.compile(r"{%.*?%}", re.DOTALL)
VALUE = re.compile(r"{{\s*(.*?)\s*}}", re.DOTALL)
ADDRESS = re.compile(r"\S+://\S+|\S+@\S+|&#?\w+;")
TEMPLATES = template_files()
# A PDF is given words, not rows; it is not served as a page, and carries its style along.
SERVED = [path for path in TEMPLATES if "pdf" not in path.parts]
PAGES = [path for path in SERVED if path.suffix == ".html"]


def fields_with_choices():
    """Names of fields whose stored value is a code word."""
    return {
        field.name
        for model in apps.get_models()
        if model._meta.app_label in HEIGHT
        for field in model._meta.fields
        if isinstance(field, CharField) and field.choices and field.name != "language"
    }


def words_in(text):
    return [word for word in WORD.findall(ADDRESS.sub(" ", text)) if word not in NOT_WORDS]


class Page(HTMLParser):
    """Collects what a template would say, and what it does inline."""

    def __init__(self, source):
        super().__init__()
        self.said = []
        self.faults = []
        self.inside = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"script", "style"}:
            self.inside.append(tag)
            is_data = "json" in (given.get("type") or "")
            if tag == "style" or ("src" not in given and not is_data):
                self.faults.append(f"inline <{tag}>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on", "hx-vars")):
                self.faults.append(f"{name}= on <{tag}>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"script in {name}= on <{tag}>")
            if name in SPOKEN_ATTRIBUTES and value:
                self.said.append(value)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.said.append(data)


def read(source, *, is_html=True):
    """The words that are not marked for translation, the stored values shown, and what is inline."""
    bare = MARKED.sub(" ", COMMENT.sub(" ", source))
    page = Page(VALUE.sub(r"[[\1]]", TAG.sub("", bare)) if is_html else "")
    said = page.said if is_html else [VALUE.sub(r"[[\1]]", TAG.sub(" ", bare))]
    # What is in brackets came from {{ … }}: no word of ours, but perhaps a stored value.
    shown_values = [
        value for text in said for value in re.findall(r"\[\[(.*?)\]\]", text, re.DOTALL)
    ]
    words = [
        word
        for text in said
        for word in words_in(re.sub(r"\[\[.*?\]\]", " ", text, flags=re.DOTALL))
    ]
    coded = fields_with_choices()
    codes = [value for value in shown_values if value.split("|")[0].rpartition(".")[2] in coded]
    return words, [value for value in codes if "." in value], page.faults


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_every_word_is_marked_for_translation(path):
    words, _, _ = read(path.read_text(), is_html=path.suffix == ".html")

    assert words == []


@pytest.mark.parametrize("path", SERVED, ids=shown)
def test_no_stored_value_is_shown_as_it_is(path):
    """`{{ case.status }}` says "granted"; `{{ case.get_status_display }}` says it in words."""
    _, codes, _ = read(path.read_text(), is_html=path.suffix == ".html")

    assert codes == []


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_nothing_is_inline(path):
    _, _, faults = read(path.read_text())

    assert faults == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>{% translate 'Hei' %} {{ name }}</p>", []),
        ("<p>Hei {{ name }}</p>", ["Hei"]),
        ('<img alt="Et bilde" src="/a.svg">', ["Et", "bilde"]),
        ('<img alt="{% translate \'Et bilde\' %}" class="ds-image">', []),
        ("{% blocktranslate trimmed %}Hei <b>du</b>{% endblocktranslate %}", []),
        ("{# Needs: plan #}{% comment %}Om noe{% endcomment %}", []),
        ("<script src='/a.js'></script>", []),
        ("{{ value|default:'Ingen' }}", []),
    ],
)
def test_an_unmarked_word_is_noticed(source, words):
    assert read(source)[0] == words


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("<td>{{ person.address_protection }}</td>", ["person.address_protection"]),
        ("<td>{{ person.address_protection|title }}</td>", ["person.address_protection|title"]),
        ("<td>{{ person.get_address_protection_display }}</td>", []),
        ('<td data-level="{{ person.address_protection }}">{{ person.name }}</td>', []),
    ],
)
def test_a_stored_value_is_noticed(source, codes):
    assert read(source)[1] == codes


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ('<p style="color: red">', ["style= on <p>"]),
        ('<button onclick="go()">', ["onclick= on <button>"]),
        ("<script>go()</script>", ["inline <script>"]),
        ('<script src="/a.js"></script><script type="application/json">{}</script>', []),
        ("<style>p { color: red }</style>", ["inline <style>"]),
        ('<a href="javascript:go()">', ["script in href= on <a>"]),
        ('<a href="/om/" class="on">', []),
    ],
)
def test_what_is_inline_is_noticed(source, faults):
    assert read(source)[2] == faults
