"""What somebody who types a word means by it: slips, words apart, words of other languages."""

from services_catalog.search.analysis import Word, understand
from services_catalog.search.compounds import parts_of
from services_catalog.search.memory import Memory
from services_catalog.search.morphology import english_form, is_known
from services_catalog.search.thesaurus import TYPED_AS, Key, Sense
from services_catalog.search.words import STOP_WORDS, is_norwegian_script


class Guesser:
    """Guesses with what the process knows: the lexicon, and the words that services are found by."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.thesaurus = memory.thesaurus

    def is_of_here(self, word: Word) -> bool:
        """Whether the catalogue or the Norwegian part of the lexicon has the word."""
        return word.text in self.memory.words or any(
            TYPED_AS[kind] in ("term", "everyday") for _sense, kind in self.leads(word)
        )

    def knows(self, text: str) -> bool:
        word = understand(text)
        return (
            text in self.memory.words
            or any(form in self.memory.words for form in word.forms)
            or bool(self.leads(word))
            or bool(self.thesaurus.by_word.get(text) or self.thesaurus.by_word.get(word.forms[0]))
        )

    def put_together(self, texts: list[str]) -> list[str]:
        """Two words that the catalogue writes as one, as one: "støtte kontakt"."""
        together: list[str] = []
        for text in texts:
            before = together[-1] if together else ""
            if (
                before
                and before not in STOP_WORDS
                and len(before) > 2
                and len(text) > 2
                and any(
                    self.has(before + joint + text) and not self.has_both(before, text)
                    for joint in ("", "s", "e")
                )
            ):
                joint = next(joint for joint in ("", "s", "e") if self.has(before + joint + text))
                together[-1] = before + joint + text
            else:
                together.append(text)
        return together

    def has(self, text: str) -> bool:
        forms = understand(text).forms
        return text in self.memory.words or any(
            form in self.memory.words or (form,) in self.thesaurus.by_key for form in forms
        )

    def has_both(self, one: str, other: str) -> bool:
        return (understand(one).forms[0], understand(other).forms[0]) in self.thesaurus.by_key

    def meant(self, text: str, *, may_be_half: bool, may_correct: bool) -> str:
        """`text`, or the known word that it must be a slip of."""
        if len(text) < 4 or not text.isalpha() or self.knows(text):
            return text
        speller = self.memory.speller
        if not is_norwegian_script(text):
            return text
        if self.memory.foreign_like(text):
            return text
        if text.isascii() and (plain := sorted(speller.unfolded(text), key=self.likeliness)):
            return plain[0]
        if may_be_half and self.memory.completions(text):
            return text
        if not may_correct:
            return text
        is_word = is_known(text) or bool(parts_of(text))
        if is_word and len(text) < 7:
            return text
        near = speller.nearest(text, most=0.8 if is_word else None)
        if not near:
            return text
        best = near[0][0]
        return min((meant for far, meant in near if far <= best + 0.15), key=self.likeliness)

    def likeliness(self, text: str) -> tuple[bool, bool, int, str]:
        """Smaller is likelier: a head of the lexicon, then a word of the catalogue, then the shortest."""
        leads = self.leads(understand(text))
        return (
            not any(kind in ("term", "same", "nynorsk") for _sense, kind in leads),
            text not in self.memory.words,
            len(text),
            text,
        )

    def leads(self, word: Word) -> list[tuple[Sense, str]]:
        keys: dict[Key, None] = {(form,): None for form in word.forms}
        keys[(word.text,)] = None
        keys[(english_form(word.text),)] = None
        seen: dict[tuple[str, str], tuple[Sense, str]] = {}
        for key in keys:
            for sense, kind in self.thesaurus.leads(key):
                seen.setdefault((sense.entry.term, kind), (sense, kind))
        return list(seen.values())
