"""What each process keeps for the search, and how it notices that something has changed."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection

from services_catalog import lexicon
from services_catalog.models import LexiconEntry, SearchWord, Service
from services_catalog.search import morphology
from services_catalog.search.analysis import understand
from services_catalog.search.places import Gazetteer, read_gazetteer
from services_catalog.search.spelling import Speller
from services_catalog.search.suggesting import Phrases, phrases_of
from services_catalog.search.thesaurus import FOREIGN, Key, Thesaurus, of_files, thesaurus_of
from services_catalog.search.words import folded, words_in

# Words that were given a number before another transaction's, and became visible after it.
OVERLAP = 2000
# The stamp of a lexicon that no editor has changed.
NO_ENTRIES = "(0,)"
MOST_BEGINNING, MANY = 400, 500
END = "\U0010ffff"
SHORTEST_FOREIGN, LONGEST_ENDING = 4, 4

STAMP = """
    SELECT
        (SELECT coalesce(max(id), 0) FROM services_catalog_searchword),
        (SELECT (count(*), max(changed_at))::text FROM services_catalog_lexiconentry),
        (SELECT (count(*), max(id))::text FROM organisations_municipality)
"""


@dataclass
class Memory:
    """Words, lexicon and places as they were when last asked for."""

    thesaurus: Thesaurus = field(default_factory=Thesaurus)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    # Words of the index, and those that stand so in a text.
    words: set[str] = field(default_factory=set)
    speller: Speller = field(default_factory=Speller)
    last_word: int = 0
    # About how many services there are.
    size: int = 0
    lexicon_stamp: str | None = None
    place_stamp: str | None = None
    # Words of the index and terms of one word, in the order of how they are written without æ, ø and å.
    in_order: list[tuple[str, str]] = field(default_factory=list)
    foreign: dict[str, list[Key]] = field(default_factory=dict)
    # Suggestions while typing.
    terms: Phrases = field(default_factory=Phrases)
    everyday: Phrases = field(default_factory=Phrases)

    def completions(self, beginning: str, most: int = 12) -> list[str]:
        """Terms of the lexicon and words of the catalogue that begin so, the terms first, then the shortest."""
        found = self.words_beginning(beginning)
        found.sort(key=lambda each: ((each,) not in self.thesaurus.by_key, len(each)))
        return found[:most]

    def words_beginning(self, beginning: str) -> list[str]:
        """Words of the catalogue and terms that begin so, whether or not æ, ø and å were typed."""
        start = bisect_left(self.in_order, (folded(beginning),))
        stop = bisect_left(self.in_order, (folded(beginning) + END,))
        return [word for _bare, word in self.in_order[start : min(stop, start + MOST_BEGINNING)]]

    def put_in_order(self, words: Iterable[str]) -> None:
        new = sorted((folded(word), word) for word in words)
        if len(new) > MANY:
            self.in_order = sorted({*self.in_order, *new})
            return
        for each in new:
            place = bisect_left(self.in_order, each)
            if self.in_order[place : place + 1] != [each]:
                self.in_order.insert(place, each)

    def foreign_like(self, text: str) -> list[Key]:
        """Words of other languages in the lexicon that are `text` but for their endings, the nearest ones."""
        if len(text) < SHORTEST_FOREIGN:
            return []
        found: list[tuple[int, Key]] = []
        for key in self.foreign.get(text[:SHORTEST_FOREIGN], ()):
            word = key[0]
            alike = _length_in_common(word, text)
            left = max(len(word), len(text)) - alike
            if left <= min(LONGEST_ENDING, alike - 1):
                found.append((left, key))
        nearest = min((left for left, _key in found), default=0)
        return [key for left, key in found if left == nearest]


_memory = Memory()
_lock = Lock()


def recall() -> Memory:
    """What is known now. One small query when nothing has changed."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        last_word, lexicon_stamp, place_stamp = cursor.fetchone()
    memory = _memory
    if (memory.last_word, memory.lexicon_stamp, memory.place_stamp) == (
        last_word,
        lexicon_stamp,
        place_stamp,
    ):
        return memory
    with _lock:
        if memory.lexicon_stamp != lexicon_stamp:
            _take_up(memory, _thesaurus())
            memory.lexicon_stamp = lexicon_stamp
        if memory.place_stamp != place_stamp:
            memory.gazetteer = read_gazetteer()
            memory.speller.learn(word for name in memory.gazetteer.places for word in name)
            memory.place_stamp = place_stamp
        if memory.last_word != last_word:
            _read_words(memory)
            memory.size = Service.objects.count()
            memory.last_word = last_word
    return memory


def warm_up() -> None:
    """Read dictionaries and lexicon, so that no visitor waits for them. Takes seconds, asks no database."""
    for language in ("nb", "nn"):
        morphology.dictionary(language)
    understand("koordinatoren")
    with _lock:
        if _memory.lexicon_stamp is None:
            _take_up(_memory, of_files())
            _memory.lexicon_stamp = NO_ENTRIES


def _take_up(memory: Memory, thesaurus: Thesaurus) -> None:
    memory.thesaurus = thesaurus
    memory.speller.learn(_norwegian_words(thesaurus))
    memory.foreign = _foreign_words(thesaurus)
    memory.terms = phrases_of(thesaurus, ("term", "nynorsk", "same"))
    memory.everyday = phrases_of(thesaurus, ("everyday",))
    memory.put_in_order(_terms(thesaurus))


def _thesaurus() -> Thesaurus:
    own = list(LexiconEntry.objects.order_by("pk"))
    if not own:
        return of_files()
    replaced = {entry.term for entry in own}
    kept = (entry for entry in lexicon.entries() if entry.term not in replaced)
    return thesaurus_of((*kept, *(entry.as_entry() for entry in own if entry.is_used)))


def _norwegian_words(thesaurus: Thesaurus) -> Iterable[str]:
    """Words to correct the spelling to, as they are written in the lexicon."""
    for sense in thesaurus.senses.values():
        entry = sense.entry
        for term in (entry.term, *entry.nynorsk, *entry.same, *entry.everyday):
            yield from words_in(term)


def _length_in_common(one: str, other: str) -> int:
    """How many letters two words begin with together."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _terms(thesaurus: Thesaurus) -> Iterable[str]:
    for sense in thesaurus.senses.values():
        for kind in ("term", "nynorsk", "same"):
            yield from (key[0] for key in sense.keys[kind] if len(key) == 1)


def _foreign_words(thesaurus: Thesaurus) -> dict[str, list[Key]]:
    found: dict[str, dict[Key, None]] = {}
    for sense in thesaurus.senses.values():
        for kind in FOREIGN:
            for key in sense.keys[kind]:
                if len(key) == 1 and len(key[0]) >= SHORTEST_FOREIGN:
                    found.setdefault(key[0][:SHORTEST_FOREIGN], {})[key] = None
    return {beginning: list(keys) for beginning, keys in found.items()}


def _read_words(memory: Memory) -> None:
    new: list[tuple[Any, ...]] = list(
        SearchWord.objects.filter(pk__gt=memory.last_word - OVERLAP).values_list(
            "text", "is_written"
        )
    )
    unknown = {text for text, _is_written in new} - memory.words
    memory.words |= unknown
    memory.put_in_order(unknown)
    memory.speller.learn(text for text, is_written in new if is_written)
