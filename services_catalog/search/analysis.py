"""Words to what they are found by: one form for both written standards, with the parts of compounds."""

import re
from dataclasses import dataclass
from functools import cache

from services_catalog import lexicon
from services_catalog.search import compounds, morphology
from services_catalog.search.words import AND, STOP_WORDS, is_norwegian_script, words_in

# Nynorsk endings of dictionary forms, and the bokmål ones.
ENDINGS = (
    ("heit", "het"),
    ("leik", "lighet"),
    ("leg", "lig"),
    ("sam", "som"),
    ("ande", "ende"),
    ("laus", "løs"),
    ("agd", "agt"),
    ("ar", "er"),
    ("a", "et"),
)
# First parts as the words that they are.
FIRST_FORMS = {
    "barne": "barn",
    "heime": "hjem",
    "hjemme": "hjem",
    "heims": "hjem",
    "syke": "syk",
    "sjuke": "syk",
    "blinde": "blind",
    "døve": "døv",
    "unge": "ung",
    "foreldre": "forelder",
    "hørsels": "hørsel",
    "brukar": "bruker",
    "trenings": "trening",
}
SHORTEST_BEFORE_ENDING = 3
SHORTEST_VARIANT = 4


@dataclass(frozen=True)
class Word:
    """One word of a text, understood."""

    text: str
    # Dictionary forms in bokmål; more than one when the written standards read it differently.
    forms: tuple[str, ...]
    # The parts of a compound, each in the same way; empty for other words.
    parts: tuple[str, ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        """What the forms, or the parts of a compound, share with the words made from them."""
        stems = (morphology.stem_of(form) for form in self.parts or self.forms)
        return tuple(
            dict.fromkeys(
                stem for stem in stems if stem not in self.forms and stem not in self.parts
            )
        )

    @property
    def is_small(self) -> bool:
        return self.text in STOP_WORDS


@cache
def variants() -> dict[str, str]:
    """Word parts in nynorsk and bokmål, without those that are bokmål already, in another form."""
    bokmal = morphology.dictionary("nb")
    return {part: other for part, other in lexicon.variants().items() if bokmal.get(other) != part}


@cache
def in_bokmal(form: str) -> str:
    """A word of either standard, in bokmål as far as the word parts are known."""
    if whole := variants().get(form):
        return morphology.dictionary("nb").get(whole) or whole
    changed = _with_parts_in_bokmal(form)
    if form in morphology.dictionary("nb") and changed not in morphology.dictionary("nb"):
        changed = form
    for nynorsk, bokmal in ENDINGS:
        if changed.endswith(nynorsk) and len(changed) - len(nynorsk) >= SHORTEST_BEFORE_ENDING:
            other = changed[: -len(nynorsk)] + bokmal
            if other in morphology.dictionary("nb") or (
                len(nynorsk) > 2 and not morphology.is_known(changed)
            ):
                changed = other
                break
    if changed == form:
        return form
    return morphology.dictionary("nb").get(changed) or changed


def _with_parts_in_bokmal(form: str) -> str:
    for length in range(len(form) - 2, SHORTEST_VARIANT - 1, -1):
        if (start := variants().get(form[:length])) and _stands(form[length:]):
            rest = form[length:]
            return start + in_bokmal(rest)
    for place in range(2, len(form) - SHORTEST_VARIANT + 1):
        end = variants().get(form[place:])
        if end and _stands(form[:place].removesuffix("s")):
            return in_bokmal(form[:place]) + end if place > SHORTEST_VARIANT else form[:place] + end
    return form


def _stands(rest: str) -> bool:
    """Whether `rest` can be a word, or a joint and a word."""
    return any(
        compounds.is_part(each) or each in compounds.SHORT_PARTS or bool(compounds.parts_of(each))
        for each in (rest, rest[1:] if rest[:1] in ("s", "e") else "")
    )


@cache
def understand(text: str, language: str = "nb") -> Word:
    """One word, in small letters, as `words_in` gives it."""
    if not is_norwegian_script(text) or text.isdigit():
        return Word(text, (text,))
    if language == "en":
        return Word(text, (morphology.english_form(text),))
    forms = morphology.dictionary_forms(text)
    if not forms:
        changed = in_bokmal(text)
        forms = morphology.dictionary_forms(changed) or (_guess(changed),)
    whole = tuple(dict.fromkeys(in_bokmal(form) for form in forms))
    if "-" in text:
        whole = tuple(dict.fromkeys((*whole, *(form.replace("-", "") for form in whole))))
    parts = compounds.parts_of(whole[0])
    if not parts and not morphology.is_known(whole[0]):
        parts = compounds.parts_of(text)
    return Word(
        text,
        whole,
        tuple(_part(part, last=number == len(parts)) for number, part in enumerate(parts, 1)),
    )


def _guess(text: str) -> str:
    """The dictionary form of a word that no dictionary has: by its last part, or by its ending."""
    parts = compounds.parts_of(text)
    if parts:
        head = parts[-1]
        forms = morphology.dictionary_forms(head)
        if forms:
            return text[: -len(head)] + forms[0]
    return morphology.without_ending(text)


@cache
def _part(text: str, *, last: bool) -> str:
    """A part of a compound as the word that it is: only the last one is inflected."""
    if last:
        forms = morphology.dictionary_forms(text)
        return in_bokmal(forms[0] if forms else text)
    return FIRST_FORMS.get(text) or in_bokmal(text)


def read(text: str, language: str = "nb") -> list[Word]:
    """The words of `text`, small ones too, with hanging parts ("barne- og ungdomsteam") made whole."""
    found = words_in(text)
    words: list[Word] = []
    for number, each in enumerate(found):
        if each.endswith("-"):
            each = _whole(each, found[number + 1 : number + 4])
        if each:
            words.append(understand(each, language))
    return words


def _whole(hanging: str, after: list[str]) -> str:
    """ "barne-" before "og ungdomsteam" is "barneteam"."""
    bare = hanging.rstrip("-")
    for word in after:
        if word in AND:
            continue
        parts = compounds.parts_of(word)
        return bare + parts[-1] if parts else bare
    return bare


@cache
def key_of(term: str, language: str = "nb") -> tuple[str, ...]:
    """The words of a term that say something, each in its first form: what two spellings have in common."""
    words = read(term, language)
    telling = [word for word in words if not word.is_small] or words
    return tuple(word.forms[0] for word in telling)


CAPITALS = re.compile(r"\b[A-ZÆØÅ]{2,6}\b")
