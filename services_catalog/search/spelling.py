"""Misspelt words: the nearest words of the catalogue and the lexicon."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from services_catalog.search.words import folded

SHORTEST = 4
LONGEST = 40
CANDIDATES = 40
KEYS = ("qwertyuiopå", "asdfghjkløæ", "zxcvbnm")
# What a slip costs; any other is 1.
SAME_LETTER, DOUBLED, SOUND, NEIGHBOUR, SWAPPED = 0.2, 0.4, 0.6, 0.7, 0.7
FIRST_LETTER = 0.5
SOUNDS = (
    {"d", "t"}, {"b", "p"}, {"g", "k"}, {"c", "k"}, {"c", "s"}, {"z", "s"}, {"v", "f"}, {"w", "v"},
    {"i", "y"}, {"e", "æ"}, {"o", "å"}, {"ø", "y"}, {"o", "u"}, {"i", "j"}, {"i", "e"},
)  # fmt: skip
ACCENTS = ({"æ", "a"}, {"æ", "e"}, {"ø", "o"}, {"å", "a"}, {"å", "o"})
SILENT = frozenset("hgdt")


def _pairs(groups: Iterable[set[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for group in groups for a in group for b in group if a != b)


SOUND_PAIRS, ACCENT_PAIRS = _pairs(SOUNDS), _pairs(ACCENTS)
NEIGHBOURS = frozenset(
    pair for row in KEYS for left, right in pairwise(row) for pair in ((left, right), (right, left))
)


def skeleton(word: str) -> str:
    """What is left of a word without accents and doubled letters: many slips are the same in it."""
    return re.sub(r"(.)\1+", r"\1", folded(word))


def allowed(length: int) -> float:
    """How much may be wrong in a word of that length."""
    return 1.0 if length <= 5 else 1.7 if length <= 8 else 2.3


def _change(a: str, b: str) -> float:
    """What it costs to write one letter for another."""
    if a == b:
        return 0.0
    if (a, b) in ACCENT_PAIRS:
        return SAME_LETTER
    if (a, b) in SOUND_PAIRS:
        return SOUND
    return NEIGHBOUR if (a, b) in NEIGHBOURS else 1.0


def distance(typed: str, meant: str, most: float) -> float:
    """What it costs to turn `typed` into `meant`; stops with a number above `most`."""
    before_that: list[float] = []
    before = [float(number) for number in range(len(meant) + 1)]
    for i, a in enumerate(typed, 1):
        now = [before[0] + 1.0]
        for j, b in enumerate(meant, 1):
            left_out = DOUBLED if j > 1 and meant[j - 2] == b else SOUND if b in SILENT else 1.0
            too_many = DOUBLED if i > 1 and typed[i - 2] == a else 1.0
            cost = min(before[j - 1] + _change(a, b), now[j - 1] + left_out, before[j] + too_many)
            if i > 1 and j > 1 and a == meant[j - 2] and typed[i - 2] == b:
                cost = min(cost, before_that[j - 2] + SWAPPED)
            if i == 1 and j == 1 and a != b:
                cost += FIRST_LETTER
            now.append(cost)
        if min(now) > most:
            return most + 1
        before_that, before = before, now
    return before[-1]


@dataclass
class Speller:
    """Known words, arranged so that those like a misspelt one are found among a hundred thousand."""

    by_skeleton: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_piece: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_fold: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, words: Iterable[str]) -> None:
        for word in words:
            if not word.isalpha() or not SHORTEST <= len(word) <= LONGEST:
                continue
            bones = skeleton(word)
            there = self.by_skeleton[bones]
            if word in there:
                continue
            if not there:
                for piece in _pieces(bones):
                    self.by_piece[piece].append(bones)
            there.add(word)
            self.by_fold[folded(word)].add(word)

    def unfolded(self, word: str) -> set[str]:
        """Known words that `word` may be when somebody has no æ, ø and å on the keyboard."""
        return self.by_fold.get(folded(word), set()) - {word}

    def nearest(self, word: str, *, most: float | None = None) -> list[tuple[float, str]]:
        """Known words that `word` may be a slip of, the nearest first, with their distances."""
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        limit = allowed(len(word)) if most is None else most
        bones = skeleton(word)
        counts: Counter[str] = Counter()
        for piece in _pieces(bones):
            counts.update(self.by_piece.get(piece, ()))
        near = {bones} if bones in self.by_skeleton else set()
        likely = (
            (number / (len(each) + len(bones)), each)
            for each, number in counts.items()
            if abs(len(each) - len(bones)) <= 2
        )
        near.update(each for _share, each in sorted(likely, reverse=True)[:CANDIDATES])
        found = (
            (distance(word, meant, limit), meant)
            for each in near
            for meant in self.by_skeleton[each]
            if abs(len(meant) - len(word)) <= 3
        )
        return sorted(each for each in found if each[0] <= limit and each[1] != word)


def _pieces(bones: str) -> set[str]:
    padded = f"^{bones}$"
    return {padded[place : place + 3] for place in range(len(padded) - 2)}
