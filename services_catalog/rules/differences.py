"""What differs between two texts, word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Above this many words the whole text is shown as replaced: comparing takes too long.
MOST_WORDS = 3000


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some words in a row, and what became of them."""

    kind: Kind
    text: str

    @property
    def is_new(self) -> bool:
        return self.kind is Kind.NEW

    @property
    def is_gone(self) -> bool:
        return self.kind is Kind.GONE


def words_and_gaps(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s\w]|\w+", text)


def word_by_word(before: str, after: str) -> list[Piece]:
    """The pieces that make `after` out of `before`: what stays, what goes and what comes."""
    if before == after:
        return [Piece(Kind.SAME, after)] if after else []
    old, new = words_and_gaps(before), words_and_gaps(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _pieces([(Kind.GONE, before), (Kind.NEW, after)])
    found: list[tuple[Kind, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            found.append((Kind.SAME, "".join(new[new_from:new_to])))
        else:
            found.append((Kind.GONE, "".join(old[old_from:old_to])))
            found.append((Kind.NEW, "".join(new[new_from:new_to])))
    return _pieces(found)


def _pieces(found: list[tuple[Kind, str]]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in found if text]


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The keys whose value is not the same, in the order of `after`."""
    keys = dict.fromkeys([*after, *before])
    return [key for key in keys if before.get(key) != after.get(key)]
