"""Every text is there in nynorsk and English, and nynorsk is nynorsk."""

import re
from collections import Counter

import polib
import pytest

from tests.house.messages import (
    Text,
    po_file,
    texts_in_python,
    texts_in_template,
    texts_in_the_house,
)
from tests.house.nynorsk import bokmal_words_in

LANGUAGES = ("nn", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
BOKMAL_ONLY_FOR_ENGLISH = {
    "og",
    "ikke",
    "eller",
    "som",
    "deg",
    "hvem",
    "hva",
    "hvor",
    "du",
    "er",
    "på",
}
RECEIPT_CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")
# Abbreviations that a reader meets elsewhere too.
KNOWN_CAPITALS = {
    "NAV",
    "HTML",
    "PDF",
    "CSV",
    "JSON",
    "DOCX",
    "HSDS",
    "CPSV",
    "WCAG",
    "EUPL",
    "OIDC",
    "UUID",
    "RGB",
}


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request):
    return request.param, read(request.param)


def read(language):
    path = po_file(language)
    assert path.is_file(), f"{language} has no django.po"
    return polib.pofile(str(path))


def entries_of(po):
    return {
        Text(entry.msgid, entry.msgid_plural, entry.msgctxt or ""): entry
        for entry in po
        if not entry.obsolete
    }


def words_of(entry):
    """The translations of one entry, singular and plural."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_text_is_translated(catalogue):
    language, po = catalogue
    there = entries_of(po)
    missing = {
        text.msgid: places[0]
        for text, places in texts_in_the_house().items()
        if text not in there or not all(words_of(there[text]))
    }

    assert missing == {}, f"{len(missing)} texts lack {language}"


def test_no_translation_is_fuzzy_or_left_over(catalogue):
    _, po = catalogue
    in_use = texts_in_the_house()

    assert [entry.msgid for entry in po if entry.fuzzy] == []
    assert [text.msgid for text in entries_of(po) if text not in in_use] == []


def test_translations_keep_the_placeholders(catalogue):
    _, po = catalogue
    for text, entry in entries_of(po).items():
        # A plural form may leave a number out ("one day"), never add one.
        source = [text.msgid, text.plural] if text.plural else [text.msgid]
        wanted = [Counter(PLACEHOLDER.findall(words)) for words in source]
        for words in words_of(entry):
            assert Counter(PLACEHOLDER.findall(words)) in wanted, text.msgid


def test_nynorsk_is_nynorsk():
    bokmal = {
        entry.msgid: found
        for entry in read("nn")
        for words in words_of(entry)
        if (found := bokmal_words_in(words))
    }

    assert bokmal == {}


def test_english_is_english():
    bokmal = {
        entry.msgid: words
        for entry in read("en")
        for words in words_of(entry)
        if BOKMAL_ONLY_FOR_ENGLISH & set(re.findall(r"[a-zæøå]+", words.lower()))
    }

    assert bokmal == {}


def test_no_text_shows_a_code_word():
    """A state is called "innvilget", not GRANTED; a field "startdato", not starts_on."""
    code_words = {
        text.msgid: found
        for text in texts_in_the_house()
        if (found := code_words_in(text.msgid) + code_words_in(text.plural))
    }

    assert code_words == {}


def code_words_in(text):
    prose = PLACEHOLDER.sub(" ", RECEIPT_CODE.sub(" ", re.sub(r"<[^>]*>", " ", text)))
    capitals = re.findall(r"\b[A-ZÆØÅ]{4,}(?:_[A-Z]+)*\b", prose)
    return [word for word in capitals if word not in KNOWN_CAPITALS] + re.findall(
        r"\b\w+_\w+\b", prose
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi veit ikkje kva du treng.", []),
        ("Vi vet ikke hva du trenger.", ["ikke", "hva", "trenger"]),
        ("Tenestene i kommunen", []),
        ("Tjenestene fra %(enhet)s", ["tjenestene", "fra"]),
        ("Koordinerande eining er ansvarleg", []),
        ("Meldinger, vurderingene og sikkerhet", ["meldinger", "vurderingene", "sikkerhet"]),
        ("Det er frivillig og billig å sende", []),
        ("Gjeldende adresse", ["gjeldende"]),
    ],
)
def test_bokmal_is_told_from_nynorsk(text, found):
    assert bokmal_words_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Søknaden er innvilget", []),
        ("Status: GRANTED", ["GRANTED"]),
        ("Kontakt NAV på %(phone_number)s", []),
        ("Feltet starts_on", ["starts_on"]),
    ],
)
def test_a_code_word_is_noticed(text, found):
    assert code_words_in(text) == found


def test_marked_texts_are_found_in_python():
    source = """
a = _("Én")
b = ngettext("%(n)d dag", "%(n)d dager", 2)
c = pgettext("måned", "mai")
d = f("nei")
"""

    assert set(texts_in_python(source)) == {
        Text("Én"),
        Text("%(n)d dag", "%(n)d dager"),
        Text("mai", context="måned"),
    }


def test_marked_texts_are_found_in_templates():
    source = """
    {% load i18n %}
      <p title="{% translate "Lukk" %}">100 % fritekst's {{ "Hei"|lower }}</p>
        {% blocktranslate trimmed with name=user.name %}
          Hei,
          {{ name }}!
        {% endblocktranslate %}
    {% blocktranslate count n=x %}{{ n }} dag{% plural %}{{ n }} dager{% endblocktranslate %}
    {{ _("Ut") }} {% include "x.html" with label=_("Søk") %}
    """

    assert set(texts_in_template(source)) == {
        Text("Lukk"),
        Text("Hei, %(name)s!"),
        Text("%(n)s dag", "%(n)s dager"),
        Text("Ut"),
        Text("Søk"),
    }
