"""An e-mail says that something waits and by when; never about whom or what, nor from which office."""

import re

import pytest

from tests.house.layout import HOUSE, shown
from tests.house.messages import texts_in_template

EMAILS = sorted((HOUSE / "templates" / "emails").rglob("*.txt"))
# What a text may be filled with: an address of ours, days and hours. A phone number would tell which office it is.
MAY_BE_SHOWN = re.compile(r"base_url|url|date|time|\w+_(on|at|by)")
TELLS_TOO_MUCH = re.compile(
    r"\b(individuell\w*|plan(en|er|ene)?|koordin\w*|ke|enhet\w*|eining\w*|tjeneste\w*|ansvarsgruppe\w*"
    r"|(re)?habiliter\w*|pasient\w*|pårørende|barn\w*|sykehus\w*|diagnose\w*|samtykke\w*|vedtak\w*)\b",
    re.IGNORECASE,
)


def values_in(source):
    return [value.split("|")[0].strip() for value in re.findall(r"{{(.*?)}}", source)]


def told_too_much(source):
    """The values and words of a template that say about whom or what it is."""
    values = [value for value in values_in(source) if not MAY_BE_SHOWN.fullmatch(value)]
    words = [
        found.group()
        for text in texts_in_template(source)
        for found in TELLS_TOO_MUCH.finditer(text.msgid)
    ]
    return values + words


@pytest.mark.parametrize("path", EMAILS, ids=shown)
def test_an_email_tells_neither_whom_nor_what(path):
    assert told_too_much(path.read_text()) == []


@pytest.mark.parametrize("path", EMAILS, ids=shown)
def test_an_email_has_a_subject_of_one_line(path):
    subject, blank, *_ = path.read_text().splitlines()

    assert subject.strip()
    assert not blank.strip()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{{ base_url }}/ {% translate "Noe venter på deg." %}', []),
        ("{% blocktranslate %}Svar innen {{ due_on }}.{% endblocktranslate %}", []),
        ("{{ person.name }}", ["person.name"]),
        ("{{ phone }}", ["phone"]),
        ('{% translate "Planen din er klar." %}', ["Planen"]),
        ('{% translate "Hilsen koordinerende enhet" %}', ["koordinerende", "enhet"]),
        ('{% translate "Det er planlagt et møte." %}', []),
    ],
)
def test_a_word_too_much_is_noticed(source, found):
    assert told_too_much(source) == found
