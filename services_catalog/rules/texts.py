"""How texts of the directory are shortened and named: plain functions."""

import re
import unicodedata
from datetime import timedelta

LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "ð": "d", "þ": "th"}
)
# How long a text counts as checked.
FRESH = timedelta(days=365)
LONGEST_SLUG = 80
# Addresses under the directory that are pages of its own, so no service may be called so.
TAKEN_BY_PAGES = frozenset(
    {
        *("lagret", "forslag", "varsel", "savnet", "bekreft", "mine", "redaksjon", "onsker"),
        *("regneark", "kan-dette-gjelde-meg"),
    }
)
LONGEST_LINE = 220
LONGEST_ADDRESS = 500


def slug_of(text: str) -> str:
    """`text` as part of an address: small letters without accents, hyphens between words."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST_SLUG].strip("-") or "tjeneste"


def free_slug(name: str, provider: str, taken: set[str]) -> str:
    """A slug of `name` that is neither in `taken` nor a page's own: with the provider's name when needed, then
    with a number."""
    taken = taken | TAKEN_BY_PAGES
    plain = slug_of(name)
    longer = f"{plain}-{slug_of(provider)}" if provider else plain
    for slug in (plain, longer):
        if slug not in taken:
            return slug
    number = 2
    while f"{longer}-{number}" in taken:
        number += 1
    return f"{longer}-{number}"


def sentences_of(text: str) -> list[str]:
    """The sentences of `text`, told by a mark before a capital letter."""
    return re.split(r"(?<=[.!?])\s+(?=[A-ZÆØÅÁČĐŊŠŦŽ])", " ".join(text.split()))


def steps_of(text: str) -> list[str]:
    """What to do, one thing at a time: the lines of `text`, or its sentences when it is one line."""
    lines = lines_of(text)
    return sentences_of(lines[0]) if len(lines) == 1 else lines


def first_sentence(text: str) -> str:
    """The first sentence of `text`, or as many of its words as fit on a line."""
    sentence = sentences_of(text)[0]
    if len(sentence) <= LONGEST_LINE:
        return sentence
    return sentence[:LONGEST_LINE].rsplit(" ", 1)[0] + " …"


def after_line(text: str, line: str) -> str:
    """`text` without `line`, when it begins with it and that already stands above."""
    return text[len(line) :].strip() if line and text.startswith(line) else text


def lines_of(text: str) -> list[str]:
    """The lines of `text` that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def dialled(phone: str) -> str:
    """A phone number as a telephone dials it: digits, and the plus before a country."""
    return re.sub(r"(?!^\+)\D", "", phone.strip())


def addresses_in(*texts: str) -> list[str]:
    """The web addresses in `texts`, each once."""
    found = [
        match.rstrip(".,;:!?»)")
        for text in texts
        for match in re.findall(r"https?://[^\s<>«\"]+", text)
    ]
    return [address for address in dict.fromkeys(found) if len(address) <= LONGEST_ADDRESS]
