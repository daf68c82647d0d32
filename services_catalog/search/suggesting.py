"""What somebody may be about to type: terms, everyday words and names of services that begin so."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from services_catalog.models import PUBLISHED
from services_catalog.search.thesaurus import Thesaurus, joined
from services_catalog.search.words import folded, plain

MOST = 8
MOST_TERMS, MOST_EVERYDAY = 4, 2
SHORTEST, LONGEST = 2, 60
LOOKED_AT = 400
END = "\U0010ffff"

# Services with the word in their names; no more of them than it takes to choose from.
NAMES = """
    SELECT service.name FROM services_catalog_service AS service
    WHERE service.status = ANY (%s) AND service.id IN (
        SELECT posting.service_id
        FROM services_catalog_searchword AS word
        JOIN services_catalog_posting AS posting ON posting.word_id = word.id
        WHERE word.text = ANY (%s) AND posting.weight >= %s
        LIMIT %s
    )
    GROUP BY service.name
    ORDER BY lower(service.name) NOT LIKE %s, length(service.name), service.name
    LIMIT %s
"""
IN_NAME = 85
MOST_NAMES = 200


@dataclass
class Phrases:
    """Terms and everyday words in the order of the letters that people type."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)

    def beginning(self, text: str) -> list[tuple[str, str]]:
        """Term behind and text of each phrase that begins with `text`, the shortest first."""
        wanted = folded(plain(text))
        start = bisect_left(self.rows, (wanted,))
        stop = bisect_left(self.rows, (wanted + END,))
        found = self.rows[start : min(stop, start + LOOKED_AT)]
        return [(term, shown) for _typed, shown, term in sorted(found, key=lambda row: len(row[0]))]


def phrases_of(thesaurus: Thesaurus, kinds: Iterable[str]) -> Phrases:
    """What the entries say in the columns `kinds`."""
    rows = {
        (folded(plain(shown)), shown, term)
        for term, sense in thesaurus.senses.items()
        for kind in kinds
        for shown in ((term,) if kind == "term" else getattr(sense.entry, kind))
    }
    return Phrases(sorted(rows))


def names_with(words: list[str], beginning: str, most: int) -> list[str]:
    """Names of published services with one of `words`, those that begin with `beginning` first."""
    with connection.cursor() as cursor:
        cursor.execute(
            NAMES,
            [list(PUBLISHED), words, IN_NAME, MOST_NAMES, f"{plain(beginning)}%", most],
        )
        return [name for (name,) in cursor.fetchall()]


def is_of_use(thesaurus: Thesaurus, term: str, words: set[str]) -> bool:
    """Whether a search for `term` finds anything: the index has its word, or that of its synonyms."""
    keys = thesaurus.senses[term].keys
    return any(joined(key) in words for kind in ("term", "nynorsk", "same") for key in keys[kind])
