"""The words of the field and what people call them: files that ship with the portal.

`words/*.csv` holds one entry a line, several values in a column with a semicolon between. `variants.csv` holds
parts of words in nynorsk and bokmål. Editors add to the entries in the admin; see `models/lexicon.py`.
"""

import csv
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
SEPARATOR = ";"


class BadLexicon(ValueError):
    """A file of words that cannot be read as such."""


@dataclass(frozen=True)
class Entry:
    """One idea: the word that directories use for it, and the other words for it, by kind."""

    term: str
    nynorsk: tuple[str, ...] = ()
    # True synonyms, abbreviations and side forms.
    same: tuple[str, ...] = ()
    # What people type when they do not know the term. It leads to the term, not the other way.
    everyday: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    # Terms of other entries that may help too.
    related: tuple[str, ...] = ()
    polish: tuple[str, ...] = ()
    ukrainian: tuple[str, ...] = ()
    arabic: tuple[str, ...] = ()
    somali: tuple[str, ...] = ()
    sami: tuple[str, ...] = ()


COLUMNS = tuple(field.name for field in fields(Entry))
KINDS = COLUMNS[1:]


def values_in(text: str) -> tuple[str, ...]:
    """The values of one column, without repeats."""
    return tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in text.split(";")))))


@cache
def entries() -> tuple[Entry, ...]:
    """All entries of the files. One term may stand in several themes: what they say of it is put together."""
    found: dict[str, Entry] = {}
    for path in sorted(FOLDER.glob("words/*.csv")):
        for entry in read(path):
            there = found.get(entry.term)
            found[entry.term] = entry if there is None else _together(there, entry)
    return tuple(found.values())


def _together(one: Entry, other: Entry) -> Entry:
    kinds = {kind: (*getattr(one, kind), *getattr(other, kind)) for kind in KINDS}
    return Entry(one.term, **{kind: tuple(dict.fromkeys(each)) for kind, each in kinds.items()})


def read(path: Path) -> list[Entry]:
    """The entries of one file; raises BadLexicon when a column or a term is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise BadLexicon(f"{path.name} must have the columns {', '.join(COLUMNS)}")
        read_in = []
        for row in rows:
            term = " ".join((row["term"] or "").split())
            if not term or None in row or None in row.values():
                raise BadLexicon(f"{path.name} line {rows.line_num} is not an entry")
            read_in.append(Entry(term, **{kind: values_in(row[kind]) for kind in KINDS}))
    return read_in


@cache
def variants() -> dict[str, str]:
    """Parts of words by nynorsk form, and the bokmål form of each."""
    path = FOLDER / "variants.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != ("nynorsk", "bokmal"):
            raise BadLexicon(f"{path.name} must have the columns nynorsk, bokmal")
        pairs = ((row["nynorsk"].strip(), row["bokmal"].strip()) for row in rows)
        return {nynorsk: bokmal for nynorsk, bokmal in pairs if " " not in nynorsk + bokmal}
