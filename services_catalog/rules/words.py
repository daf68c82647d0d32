"""What the public writes to us without saying who: what may be kept of it, and what may not."""

import re
import unicodedata
from enum import StrEnum

LONGEST_WORD = 30
SHORTEST_WORD = 3
# Somebody who writes more than this tells about themselves, and none of it is counted.
MOST_WORDS = 8
# A word is shown to the editors once it was looked for on this many days.
DAYS_BEFORE_SHOWN = 2
# A word of one day is forgotten after this many days.
FORGET_AFTER = 60

# Words that say nothing of what somebody lacks.
SMALL_WORDS = frozenset(
    [
        "alle",
        "at",
        "av",
        "bare",
        "da",
        "de",
        "den",
        "det",
        "dei",
        "dere",
        "dykk",
        "deres",
        "dine",
        "din",
        "ditt",
        "eg",
        "ein",
        "eit",
        "eller",
        "en",
        "er",
        "et",
        "etter",
        "for",
        "fordi",
        "fra",
        "frå",
        "få",
        "får",
        "gå",
        "går",
        "ha",
        "har",
        "hei",
        "hjelp",
        "hun",
        "ho",
        "han",
        "hva",
        "hvem",
        "hver",
        "hvilken",
        "hvor",
        "hvordan",
        "hvorfor",
        "i",
        "ikke",
        "ikkje",
        "ingen",
        "ja",
        "jeg",
        "kan",
        "kva",
        "kven",
        "kor",
        "korleis",
        "kvifor",
        "man",
        "med",
        "meg",
        "mer",
        "min",
        "mine",
        "mitt",
        "mot",
        "må",
        "nei",
        "noe",
        "noen",
        "noko",
        "nokon",
        "nå",
        "når",
        "og",
        "også",
        "om",
        "opp",
        "oss",
        "over",
        "på",
        "seg",
        "selv",
        "sin",
        "sine",
        "sitt",
        "som",
        "så",
        "søker",
        "søk",
        "til",
        "tilbud",
        "tjeneste",
        "trenger",
        "treng",
        "under",
        "uten",
        "utan",
        "vår",
        "ved",
        "vi",
        "vil",
        "være",
        "vere",
        "å",
        "the",
        "and",
        "for",
        "how",
        "get",
        "need",
        "help",
        "with",
        "from",
    ]
)

EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)*")
NATIONAL_ID = re.compile(r"(?<!\d)\d{6}[\s-]?\d{5}(?!\d)|(?<!\d)\d(?:\s?\d){10}(?!\d)")
# Not times such as 09.00–15.30, nor dates.
PHONE = re.compile(r"(?<![\d.,:])(?:(?:\+|00)\d{2}\s?)?[2-9](?:\s?\d){7}(?!\d)")


class Personal(StrEnum):
    """Something that may tell who somebody is."""

    EMAIL = "email"
    NATIONAL_ID = "national_id"
    PHONE = "phone"


def personal_in(text: str) -> list[Personal]:
    """What in `text` looks like an e-mail address, a national id or a telephone number."""
    plain = unicodedata.normalize("NFKC", text)
    patterns = {
        Personal.EMAIL: EMAIL,
        Personal.NATIONAL_ID: NATIONAL_ID,
        Personal.PHONE: PHONE,
    }
    return [kind for kind, pattern in patterns.items() if pattern.search(plain)]


def countable_words(query: str) -> list[str]:
    """The words of a search that found nothing, as they may be counted: one by one, without their order.

    Left out are long queries, words with figures or an @, and words that look like names: a capital letter
    elsewhere than at the start, or two in a row.
    """
    plain = unicodedata.normalize("NFKC", query)
    parts = plain.split()
    if len(parts) > MOST_WORDS or personal_in(plain):
        return []
    words = [part.strip(".,;:!?«»\"'()[]/–-") for part in parts]
    kept = []
    for number, word in enumerate(words):
        is_capital = word[:1].isupper()
        follows_capital = number > 0 and words[number - 1][:1].isupper()
        leads_capital = number + 1 < len(words) and words[number + 1][:1].isupper()
        looks_like_a_name = is_capital and (number > 0 or follows_capital or leads_capital)
        if looks_like_a_name and not word.isupper():
            continue
        folded = word.casefold()
        if (
            SHORTEST_WORD <= len(folded) <= LONGEST_WORD
            and all(part.isalpha() for part in folded.split("-"))
            and folded not in SMALL_WORDS
        ):
            kept.append(folded)
    return sorted(set(kept))
