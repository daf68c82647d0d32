"""Reads a query: from what was typed to what is wanted."""

from collections import Counter
from collections.abc import Container, Iterable

from services_catalog.search.analysis import Word, key_of, understand
from services_catalog.search.compounds import GENERIC_HEADS
from services_catalog.search.fields import FULL_NAME, GROUPS
from services_catalog.search.guessing import Guesser
from services_catalog.search.memory import Memory
from services_catalog.search.morphology import english_form, is_known, stem_of
from services_catalog.search.thesaurus import TYPED_AS, Key, Sense, joined
from services_catalog.search.wanting import Correction, Idea, Unit, Wanted
from services_catalog.search.words import STOP_WORDS, WEAK_WORDS, words_in

MOST_IDEAS = 8
MOST_WORDS = 40
SHORTEST_PREFIX = 3
TELLING_PART = 0.6
STEM, ENGLISH, UNFOLDED = 0.55, 0.95, 0.95
PREFIX, PREFIX_OF_KNOWN, PREFIX_OF_TERM = 0.8, 0.6, 0.85
PARTS, PARTS_OF_TERM, LITERAL_PARTS = 0.85, 0.6, 0.7
LONE_TYPED = 0.2
SMALLER = 0.5
UNKNOWN_COMPOUND = 0.4
LONE_PART, LONE_HEAD, LONE_WORD = 0.3, 0.12, 0.15
WEAK = 0.25
GROUP_WEIGHT = 0.5


MENTION = 0.36
# How much more a word weighs that neither lexicon nor catalogue has: it tells of another subject.
UNKNOWN = 1.8
# Other languages: terms that a lone word may come from before it says too little, and what each counts.
FOREIGN_KINDS, MOST_FOREIGN, FOREIGN_HINT = ("english", "foreign"), 8, 0.3
LEAST_FOREIGN = 0.2
HINT, HINT_MORE, MOST_OF_HINT, MOST_HINTS = 0.2, 0.1, 0.5, 4
# Last parts that say that something is hard, and words that say so before or after it.
TROUBLES = ("problem", "vanske", "plage", "besvær", "utfordring", "tap", "svikt")
SIGNS = ("problem", "vanskelig", "vanske", "dårlig", "vond", "plage", "streve", "slite", "tung")
# What people call those whom a service is for.
NAMES_OF_GROUPS = {
    **dict.fromkeys(
        (
            "sønn",
            "datter",
            "baby",
            "gutt",
            "jente",
            "småbarn",
            "spedbarn",
            "child",
            "children",
            "kid",
            "elev",
        ),
        "barn",
    ),
    **dict.fromkeys(
        ("ung", "tenåring", "ungdomsskoleelev", "teenager", "youth", "adolescent"), "ungdom"
    ),
    **dict.fromkeys(("senior", "pensjonist", "bestemor", "bestefar", "elderly", "eldre"), "eldre"),
    **dict.fromkeys(("adult", "adults"), "voksen"),
    **dict.fromkeys(("pårørende", "carer", "caregiver"), "pårørende"),
}


class Reader:
    """Reads one query with what the process knows."""

    def __init__(self, memory: Memory, *, may_correct: bool = True) -> None:
        self.memory = memory
        self.thesaurus = memory.thesaurus
        self.guesser = Guesser(memory)
        self.may_correct = may_correct

    def read(self, query: str, *, is_typing: bool = True) -> Wanted:
        """`is_typing` when the last word may be half a word."""
        wanted = Wanted()
        texts = [text.strip("-") for text in words_in(query)][:MOST_WORDS]
        texts = [text for text in texts if text]
        if not texts:
            return wanted
        wanted.name = FULL_NAME + joined(key_of(" ".join(texts)))
        if found := self.memory.gazetteer.find(texts):
            start, length, place = found
            wanted.place = place
            texts = texts[:start] + texts[start + length :]
        texts = self.guesser.put_together(texts)
        telling = [text for text in texts if text not in STOP_WORDS]
        if not telling and texts and wanted.place is None:
            telling = texts
        last = texts[-1] if texts else ""
        words = []
        for text in telling:
            meant = self.guesser.meant(
                text, may_be_half=is_typing and text == last, may_correct=self.may_correct
            )
            if meant != text:
                wanted.corrections.append(Correction(text, meant))
            words += [understand(meant)]
        wanted.words = [word.text for word in words]
        wanted.ideas = self._ideas(words, last if is_typing else "")
        wanted.groups = [group for word in words if (group := _group_of(word))]
        self._lift_groups(wanted)
        wanted.is_foreign = any(
            kind not in ("term", "nynorsk", "same", "everyday", "related")
            for word in words
            for _sense, kind in self.guesser.leads(word)
        ) and not any(self.guesser.is_of_here(word) for word in words)
        return wanted

    def _ideas(self, words: list[Word], last: str) -> list[Idea]:
        ideas: list[Idea] = []
        taken: set[int] = set()
        words = self._compounded(words)
        forms = [{*word.forms, word.text, english_form(word.text)} for word in words]
        keys = self.thesaurus.phrases_in(form for each in forms for form in each)
        for key in sorted(keys, key=lambda key: (-len(key), not _is_in_order(key, forms))):
            places = _places_of(key, forms, taken)
            if places is None:
                continue
            taken.update(places)
            ideas.append(self._phrase(key, [words[place] for place in places]))
        for place, word in enumerate(words):
            if place not in taken:
                ideas.append(self._word(word, may_be_half=word.text == last))
        self._add_all_hints(ideas, words)
        if len(ideas) == 1 and len(words) == 1 and self.guesser.knows(words[0].text):
            ideas[0].least = 0.0
        if any(not idea.is_extra for idea in ideas):
            ideas = [idea for idea in ideas if not idea.is_extra]
        ideas.sort(key=lambda idea: -idea.importance)
        return ideas[:MOST_IDEAS]

    def _compounded(self, words: list[Word]) -> list[Word]:
        """ "Veiledning til foreldre" is "foreldreveiledning", when that is a term of the lexicon."""
        made: list[Word] = []
        for word in words:
            if made and (compound := self._compound_of(made[-1], word)):
                made[-1] = compound
            else:
                made.append(word)
        return made

    def _compound_of(self, head: Word, first: Word) -> Word | None:
        if (head.forms[0], first.forms[0]) in self.thesaurus.by_key:
            return None
        for start in dict.fromkeys((first.text, *first.forms)):
            for joint in ("", "s", "e"):
                for end in head.forms:
                    if (start + joint + end,) in self.thesaurus.by_key:
                        return understand(start + joint + end)
        return None

    def _phrase(self, key: Key, words: list[Word]) -> Idea:
        whole = Unit()
        whole.add(joined(key), 1.0)
        leads = self.thesaurus.leads(key)
        for sense, kind in leads:
            whole.add_all(self.thesaurus.words(sense, kind))
        telling = [word for word in words if not _is_weak(word)] or words
        if len(key) > 2 or not any(TYPED_AS[kind] == "term" for _sense, kind in leads):
            self._add_smaller(whole, key, telling)
        parts = [(self._part(form), LONE_TYPED) for word in telling for form in word.forms[:1]]
        idea = Idea(" ".join(word.text for word in words), whole, [(LITERAL_PARTS, parts)])
        self._add_parts_of_terms(idea, leads)
        return idea

    def _add_smaller(self, whole: Unit, key: Key, words: list[Word]) -> None:
        """What the words of an everyday phrase lead to by themselves, or fewer of them together."""
        for smaller in self.thesaurus.phrases_in(key):
            if smaller != key:
                for sense, kind in self.thesaurus.leads(smaller):
                    whole.add_all(self.thesaurus.words(sense, kind), SMALLER)
        for word in words:
            for sense, kind in self.guesser.leads(word):
                whole.add_all(self.thesaurus.words(sense, kind), SMALLER)

    def _word(self, word: Word, *, may_be_half: bool) -> Idea:
        whole = Unit()
        for form in (*word.forms, word.text):
            whole.add(form, 1.0)
        for stem in () if word.parts else word.stems:
            whole.add(stem, STEM)
        whole.add(english_form(word.text), ENGLISH)
        idea = Idea(word.text, whole)
        leads = [] if _is_weak(word) else self.guesser.leads(word)
        leads = leads or self._trouble(word) or self._taken_apart(word)
        for sense, kind in leads:
            whole.add_all(self.thesaurus.words(sense, kind))
        if not leads:
            self._guess(idea, word, may_be_half=may_be_half)
        if word.text.isascii():
            self._add_unfolded(whole, word)
        if word.parts:
            known = bool(leads) or self.guesser.is_of_here(word)
            idea.groups.append((PARTS, self._parts(word.parts, is_known=known)))
        self._add_parts_of_terms(idea, leads)
        if _is_weak(word):
            idea.importance, idea.is_extra = WEAK, True
        return idea

    def _guess(self, idea: Idea, word: Word, *, may_be_half: bool) -> None:
        """A word that is no word of the lexicon: another language's, or half a word, or another subject."""
        idea.least = MENTION
        if not self.guesser.knows(word.text):
            idea.importance = UNKNOWN
        for key in () if is_known(word.text) else self.memory.foreign_like(word.text):
            for sense, kind in self.thesaurus.leads(key):
                idea.least = 0.0
                idea.whole.add_all(self.thesaurus.words(sense, kind))
        if may_be_half and len(word.text) >= SHORTEST_PREFIX:
            self._add_beginnings(idea.whole, word)

    def _trouble(self, word: Word) -> list[tuple[Sense, str]]:
        """ "Gangproblemer" is what "vanskelig å gå", "problemer med å gå" and "gangvansker" are."""
        if len(word.parts) < 2 or word.parts[-1] not in TROUBLES:
            return []
        about = word.parts[-2]
        bare = word.forms[0].removesuffix(word.parts[-1])
        keys: list[Key] = [(bare + trouble,) for trouble in TROUBLES]
        keys += [key for sign in SIGNS for key in ((sign, about), (about, sign))]
        return [lead for key in keys for lead in self.thesaurus.leads(key)]

    def _taken_apart(self, word: Word) -> list[tuple[Sense, str]]:
        """ "Tungpustet" is what "tung pust" is."""
        if len(word.parts) != 2:
            return []
        first, last = ({part, stem_of(part)} for part in word.parts)
        keys = [key for a in first for b in last for key in ((a, b), (b, a))]
        return [lead for key in keys for lead in self.thesaurus.leads(key)]

    def _add_all_hints(self, ideas: list[Idea], words: list[Word]) -> None:
        """Hints for words that lead to no term themselves."""
        telling = {word.text: word for word in words if not _is_weak(word)}
        for idea in ideas:
            if word := telling.get(idea.typed):
                self._add_foreign_hints(idea, word)
                if len(telling) == 1:
                    self._add_hints(idea, word)

    def _add_hints(self, idea: Idea, word: Word) -> None:
        """Entries with phrases that have the word among others: the more of them, the likelier."""
        if self.guesser.leads(word):
            return
        counts = self._phrases_with((*word.forms, word.text), ("everyday",))
        if counts:
            idea.least = 0.0
        for term, number in counts.most_common(MOST_HINTS):
            sense = self.thesaurus.senses[term]
            idea.whole.add_all(
                self.thesaurus.words(sense, "everyday"),
                min(MOST_OF_HINT, HINT + HINT_MORE * number),
            )

    def _add_foreign_hints(self, idea: Idea, word: Word) -> None:
        """The same for a word of another language, which stands mostly in terms of several words."""
        if is_known(word.text) or self.guesser.leads(word):
            return
        counts = self._phrases_with((word.text, english_form(word.text)), FOREIGN_KINDS)
        if not 0 < len(counts) <= MOST_FOREIGN:
            return
        idea.importance, idea.least = min(idea.importance, 1.0), LEAST_FOREIGN
        for term, number in counts.most_common(MOST_HINTS):
            sense = self.thesaurus.senses[term]
            idea.whole.add_all(
                self.thesaurus.words(sense, "english"), FOREIGN_HINT + HINT_MORE * min(number, 3)
            )

    def _phrases_with(self, forms: Iterable[str], kinds: Container[str]) -> Counter[str]:
        """Terms by the number of their phrases, typed as one of `kinds`, that have a word of these forms."""
        counts: Counter[str] = Counter()
        for form in dict.fromkeys(forms):
            for key in self.thesaurus.by_word.get(form, ()):
                for sense, kind in self.thesaurus.leads(key):
                    if TYPED_AS[kind] in kinds:
                        counts[sense.entry.term] += 1
        return counts

    def _add_beginnings(self, whole: Unit, word: Word) -> None:
        """What begins like half a word, and what the terms among it lead to."""
        whole.prefixes[word.text] = (
            PREFIX_OF_KNOWN if self.guesser.knows(word.text) or is_known(word.text) else PREFIX
        )
        for text in self.memory.completions(word.text):
            for sense, kind in self.guesser.leads(understand(text)):
                if TYPED_AS[kind] == "term":
                    whole.add_all(self.thesaurus.words(sense, kind), PREFIX_OF_TERM)

    def _add_unfolded(self, whole: Unit, word: Word) -> None:
        """The same word with æ, ø and å."""
        for other in self.memory.speller.unfolded(word.text):
            understood = understand(other)
            whole.add(understood.forms[0], UNFOLDED)
            for sense, kind in self.guesser.leads(understood):
                whole.add_all(self.thesaurus.words(sense, kind), UNFOLDED)

    def _parts(self, parts: tuple[str, ...], *, is_known: bool) -> list[tuple[Unit, float]]:
        """The parts of a compound; those that say nothing of their own are left out when others do."""
        telling = [part for part in parts if part not in GENERIC_HEADS] or list(parts)
        share = 1.0 if is_known else UNKNOWN_COMPOUND
        return [
            (
                self._part(part, stands_alone=len(telling) == 1),
                share * (LONE_HEAD if part == parts[-1] else LONE_PART),
            )
            for part in telling
        ]

    def _part(self, form: str, *, stands_alone: bool = False) -> Unit:
        unit = Unit()
        unit.add(form, 1.0)
        word = understand(form)
        for stem in word.stems:
            unit.add(stem, STEM)
        if word.parts and word.parts[-1] in GENERIC_HEADS:
            unit.add(word.parts[0], TELLING_PART)
        for sense, kind in self.thesaurus.leads((form,)):
            if stands_alone:
                unit.add_all(self.thesaurus.words(sense, kind), 0.95)
            elif TYPED_AS[kind] == "term":
                for other in ("term", "same"):
                    for key in sense.keys[other]:
                        unit.add(joined(key), 0.9)
        return unit

    def _add_parts_of_terms(self, idea: Idea, leads: list[tuple[Sense, str]]) -> None:
        """A term that is a compound is told of by its parts too: fallforebygging, "forebygge fall"."""
        for sense, kind in leads[:2]:
            key = sense.keys["term"][0]
            parts = understand(key[0]).parts if len(key) == 1 else key
            share = 1.0 if TYPED_AS[kind] == "term" else 0.8
            if parts and key[0] != idea.typed and len(idea.groups) < 3:
                lone = LONE_WORD if len(key) > 1 else 0.0
                idea.groups.append(
                    (PARTS_OF_TERM * share, [(self._part(part), lone) for part in parts])
                )

    def _lift_groups(self, wanted: Wanted) -> None:
        """Whom it concerns is no condition when something else is asked for."""
        lifted = [idea for idea in wanted.ideas if _group_of(understand(idea.typed))]
        if any(idea not in lifted and not idea.is_extra for idea in wanted.ideas):
            for idea in lifted:
                idea.importance, idea.is_extra = GROUP_WEIGHT, True
        if all(idea.is_extra for idea in wanted.ideas):
            for idea in wanted.ideas:
                idea.importance, idea.is_extra = 1.0, False


def _is_weak(word: Word) -> bool:
    return not WEAK_WORDS.isdisjoint((word.text, *word.forms))


def _group_of(word: Word) -> str:
    """The marker of those whom a word names: "sønn" is a child."""
    for form in (*word.forms, *word.parts[-1:]):
        if form in GROUPS:
            return GROUPS[form]
        if form in NAMES_OF_GROUPS:
            return GROUPS[NAMES_OF_GROUPS[form]]
    return ""


def _is_in_order(key: Key, forms: list[set[str]]) -> bool:
    """Whether the words of a phrase stand so in the query, one after the other."""
    return any(
        all(word in there for word, there in zip(key, forms[start:], strict=False))
        for start in range(len(forms) - len(key) + 1)
    )


def _places_of(key: Key, forms: list[set[str]], taken: set[int]) -> list[int] | None:
    """Where in the query the words of a phrase stand; None when one is taken or too far off."""
    places: list[int] = []
    for word in key:
        place = next(
            (
                place
                for place, each in enumerate(forms)
                if word in each and place not in taken and place not in places
            ),
            None,
        )
        if place is None:
            return None
        places.append(place)
    if max(places) - min(places) > len(key) + 1:
        return None
    return sorted(places)
