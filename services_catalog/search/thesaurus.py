"""What one word leads to: the lexicon turned round, so that any of an entry's words finds the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from services_catalog import lexicon
from services_catalog.lexicon import Entry
from services_catalog.search.analysis import key_of
from services_catalog.search.words import WEAK_WORDS, words_in

Key = tuple[str, ...]

NORWEGIAN = ("term", "nynorsk", "same", "everyday")
FOREIGN = ("polish", "ukrainian", "arabic", "somali")
# How far the words of an entry stand from the one that was typed, by its kind: 1 is the same thing.
STRENGTHS: dict[str, dict[str, float]] = {
    "term": {"term": 1.0, "nynorsk": 1.0, "same": 0.85, "english": 0.6, "everyday": 0.3},
    "everyday": {"term": 0.85, "nynorsk": 0.85, "same": 0.72, "english": 0.5, "everyday": 0.25},
    "english": {"term": 0.8, "nynorsk": 0.8, "same": 0.7, "english": 1.0, "everyday": 0.2},
    "foreign": {"term": 0.8, "nynorsk": 0.8, "same": 0.7, "english": 1.0, "everyday": 0.2},
}
RELATED = 0.3
RELATED_BY = ("term", "nynorsk", "same")
TYPED_AS = {
    "term": "term",
    "nynorsk": "term",
    "same": "term",
    "sami": "term",
    "everyday": "everyday",
    "english": "english",
    **dict.fromkeys(FOREIGN, "foreign"),
}


def joined(key: Key) -> str:
    """A key as one word of the index."""
    return "_".join(key)


@dataclass(frozen=True)
class Sense:
    """One entry, with the keys of its words by kind."""

    entry: Entry
    keys: dict[str, tuple[Key, ...]]


@dataclass
class Thesaurus:
    """Entries by the keys of their words. Later entries take the place of earlier ones with the same term."""

    senses: dict[str, Sense] = field(default_factory=dict)
    by_key: dict[Key, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    # Keys of several words, by each of them.
    by_word: dict[str, set[Key]] = field(default_factory=lambda: defaultdict(set))

    def words(self, sense: Sense, kind: str) -> dict[str, float]:
        """Index words that an entry leads to when one of its words of `kind` was typed."""
        found: dict[str, float] = {}
        for other, strength in STRENGTHS[TYPED_AS[kind]].items():
            for key in sense.keys.get(other, ()):
                word = joined(key)
                found[word] = max(found.get(word, 0.0), strength)
        for term in sense.entry.related:
            related = self.senses.get(term)
            if related is None:
                continue
            for other in RELATED_BY:
                for key in related.keys[other]:
                    found.setdefault(joined(key), RELATED * STRENGTHS["term"][other])
        return found

    def add(self, entry: Entry) -> None:
        keys: dict[str, tuple[Key, ...]] = {}
        for kind in lexicon.COLUMNS:
            values = (entry.term,) if kind == "term" else getattr(entry, kind)
            read = [key_in(each, kind) for each in values]
            if kind == "everyday":
                read += [_without_weak(key) for key in read]
            keys[kind] = tuple(dict.fromkeys(filter(None, read)))
        self.remove(entry.term)
        self.senses[entry.term] = Sense(entry, keys)
        for kind in keys:
            if kind == "related":
                continue
            for key in keys[kind]:
                self.by_key[key].append((entry.term, kind))
                if len(key) > 1:
                    for word in key:
                        self.by_word[word].add(key)

    def remove(self, term: str) -> None:
        sense = self.senses.pop(term, None)
        if sense is None:
            return
        for keys in sense.keys.values():
            for key in keys:
                left = [each for each in self.by_key.get(key, ()) if each[0] != term]
                if left:
                    self.by_key[key] = left
                elif key in self.by_key:
                    del self.by_key[key]
                    for word in key:
                        self.by_word[word].discard(key)

    def leads(self, key: Key) -> list[tuple[Sense, str]]:
        """The entries that have `key` among their words, and as what."""
        return [(self.senses[term], kind) for term, kind in self.by_key.get(key, ())]

    def phrases_in(self, words: Iterable[str]) -> list[Key]:
        """Keys of several words that are all among `words`, the longest first."""
        there = set(words)
        found = {
            key for word in there for key in self.by_word.get(word, ()) if there.issuperset(key)
        }
        return sorted(found, key=lambda key: (-len(key), key))

    def is_phrase(self, key: Key) -> bool:
        return key in self.by_key


def key_in(term: str, kind: str) -> Key:
    """The key of a term of that kind: words of other languages as they stand, English in the singular."""
    if kind in FOREIGN or kind == "sami":
        return tuple(words_in(term))
    return key_of(term, "en" if kind == "english" else "nb")


def _without_weak(key: Key) -> Key:
    """A phrase as one says it shorter: "klarer ikke slutte å drikke", "slutte å drikke"."""
    left = tuple(word for word in key if word not in WEAK_WORDS)
    return left if 1 < len(left) < len(key) else ()


def thesaurus_of(entries: Iterable[Entry]) -> Thesaurus:
    made = Thesaurus()
    for entry in entries:
        made.add(entry)
    return made


@cache
def of_files() -> Thesaurus:
    """What the files hold: a second of work the first time."""
    return thesaurus_of(lexicon.entries())
