"""The dictionary form of Norwegian words, in bokmål and nynorsk, and the stem that related words share."""

from collections.abc import Mapping
from functools import cache

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

# What the dictionaries lack or get wrong, or take for a form of another word than the one meant here.
EXCEPTIONS = {
    "unge": "ung",
    "ungdommer": "ungdom",
    "ungdomar": "ungdom",
    "eldre": "eldre",
    "gamle": "eldre",
    "voksne": "voksen",
    "vaksne": "voksen",
    "vaksen": "voksen",
    "pårørende": "pårørende",
    "pårørendes": "pårørende",
    "pårørande": "pårørende",
    "pårørte": "pårørende",
    "barna": "barn",
    "barnas": "barn",
    "barnet": "barn",
    "born": "barn",
    "borna": "barn",
    "foreldre": "forelder",
    "foreldrene": "forelder",
    "søsken": "søsken",
    "syn": "syn",
    "synet": "syn",
    "helse": "helse",
    "helsa": "helse",
    "rus": "rus",
    "plan": "plan",
    "tale": "tale",
    "talen": "tale",
    "tolk": "tolk",
    "tolken": "tolk",
    "tolker": "tolk",
    "hjem": "hjem",
    "lese": "lese",
    "kurs": "kurs",
    "kurset": "kurs",
    "ord": "ord",
    "lunge": "lunge",
    "lunger": "lunge",
    "pleie": "pleie",
    "omsorg": "omsorg",
    "ergo": "ergo",
    "fysio": "fysio",
    "lån": "lån",
    "utlån": "utlån",
    "smerte": "smerte",
    "smerter": "smerte",
    "enhet": "enhet",
    "eining": "eining",
    "tilrettelagt": "tilrettelagt",
    "ansatt": "ansatt",
}
# Endings of inflection for words that no dictionary has, the longest first.
ENDINGS = ("enes", "anes", "ene", "ane", "ens", "ets", "er", "ar", "en", "et", "a", "s")
NOUN_HEADS = ("het", "heit", "ing", "sjon", "else", "skap", "eri", "itet", "eut", "log", "or")
# Endings that make one word of another, the longest first: both share what is left.
DERIVATIONS = (
    "ninga",
    "heit",
    "else",
    "ning",
    "ende",
    "ande",
    "het",
    "ing",
    "lig",
    "leg",
    "er",
    "ar",
    "e",
)
SHORTEST_STEM = 4
SHORTEST_ENGLISH = 4


@cache
def dictionary(language: str) -> Mapping[str, str]:
    """Dictionary forms by inflected form. The first call for a language reads a file: a second of work."""
    return DefaultDictionaryFactory().get_dictionary(language)


def is_known(word: str) -> bool:
    """Whether a Norwegian dictionary has `word` in some form."""
    return word in EXCEPTIONS or word in dictionary("nb") or word in dictionary("nn")


def dictionary_forms(word: str) -> tuple[str, ...]:
    """What `word` may be a form of, bokmål first; none when it is in no dictionary."""
    if own := EXCEPTIONS.get(word):
        return (own,)
    found = (dictionary("nb").get(word), dictionary("nn").get(word))
    # A form much shorter than the word is a slip of the word list.
    return tuple(dict.fromkeys(form for form in found if form and len(form) * 2 > len(word)))


def without_ending(word: str) -> str:
    """A guess at the dictionary form of a word that no dictionary has."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            rest = word[: -len(ending)]
            if is_known(rest) or rest.endswith(NOUN_HEADS) or ending in ("enes", "ene", "ane"):
                return rest
    return word


@cache
def stem_of(form: str) -> str:
    """What a dictionary form shares with the words made from it: avlastning, avlasting and avlaste."""
    for ending in DERIVATIONS:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= SHORTEST_STEM:
            is_verb = any(f"{stem}{other}" in dictionary("nb") for other in ("ing", "ning"))
            return stem if len(ending) > 2 or is_verb else form
    return form


def english_form(word: str) -> str:
    """An English word in the singular."""
    if len(word) < SHORTEST_ENGLISH or not word.isascii():
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
