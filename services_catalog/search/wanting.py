"""What a query asks for: its ideas, each with the words that tell of it and how well."""

from dataclasses import dataclass, field

from services_catalog.search.places import Place


@dataclass
class Unit:
    """Words of the index of which the best one counts."""

    words: dict[str, float] = field(default_factory=dict)
    # Beginnings of words, with what a whole word found by them counts.
    prefixes: dict[str, float] = field(default_factory=dict)

    def add(self, word: str, weight: float) -> None:
        self.words[word] = max(self.words.get(word, 0.0), weight)

    def add_all(self, words: dict[str, float], share: float = 1.0) -> None:
        for word, weight in words.items():
            self.add(word, weight * share)


@dataclass
class Idea:
    """One thing asked for: said outright, or by all of some parts."""

    typed: str
    whole: Unit
    # What the parts are worth together, and what each one is worth alone.
    groups: list[tuple[float, list[tuple[Unit, float]]]] = field(default_factory=list)
    importance: float = 1.0
    # Good to have, but no condition: whom it is for, words that say little.
    is_extra: bool = False
    # How well the best service must tell of it: passing mentions alone are nothing where no term is meant.
    least: float = 0.0


@dataclass(frozen=True)
class Correction:
    """A word that was read as another one."""

    typed: str
    meant: str


@dataclass
class Wanted:
    """A query, understood."""

    ideas: list[Idea] = field(default_factory=list)
    place: Place | None = None
    # Markers of those whom it concerns.
    groups: list[str] = field(default_factory=list)
    name: str = ""
    is_foreign: bool = False
    corrections: list[Correction] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
