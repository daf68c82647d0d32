"""From a query to the services that answer it."""

from dataclasses import dataclass
from itertools import islice

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, Value
from django.db.models.expressions import RawSQL

from services_catalog.models import ServiceQuerySet
from services_catalog.search.memory import recall
from services_catalog.search.ranking import rank
from services_catalog.search.reading import Reader
from services_catalog.search.suggesting import (
    LONGEST,
    MOST,
    MOST_EVERYDAY,
    MOST_TERMS,
    SHORTEST,
    is_of_use,
    names_with,
)
from services_catalog.search.wanting import Correction
from services_catalog.search.words import plain

LONGEST_QUERY = 200
WHOLE = 0.85


def suggest(beginning: str) -> list[str]:
    """At most eight searches that begin with, or have a word that begins with, what was typed so far."""
    typed = " ".join("".join(filter(_is_text, beginning[: 2 * LONGEST])).split())[:LONGEST]
    if len(typed) < SHORTEST or not plain(typed).split():
        return []
    memory = recall()
    found: list[str] = []
    for phrases, most in ((memory.terms, MOST_TERMS), (memory.everyday, MOST_EVERYDAY)):
        of_use = (
            shown
            for term, shown in phrases.beginning(typed)
            if is_of_use(memory.thesaurus, term, memory.words)
        )
        found += islice(dict.fromkeys(of_use), most)
    words = memory.words_beginning(plain(typed).split()[-1])
    shown = {each.casefold(): each for each in (*found, *names_with(words, typed, MOST))}
    return list(shown.values())[:MOST]


def _is_text(letter: str) -> bool:
    return letter.isprintable()


@dataclass(frozen=True)
class Found:
    """What a search gave, the best first. `is_loosened` when nothing has all that was asked for."""

    services: ServiceQuerySet
    is_loosened: bool = False
    # Words that were read as others; the reader may ask for them as they stand.
    corrected: tuple[Correction, ...] = ()
    place: str = ""


def find(services: ServiceQuerySet, query: str, *, as_written: bool = False) -> Found:
    """Those of `services` that answer `query`. An empty query gives all of them, by name.

    `as_written` takes each word as it stands, without correction. Two small queries, whatever is asked.
    """
    asked = "".join(
        letter if letter.isprintable() else " " for letter in query[: 2 * LONGEST_QUERY]
    )
    asked = asked[:LONGEST_QUERY]
    if not asked.strip():
        return Found(services.order_by("name", "pk") if not query.strip() else services.none())
    memory = recall()
    wanted = Reader(memory, may_correct=not as_written).read(asked)
    hits = rank(services, wanted, size=memory.size)
    keys = [hit.pk for hit in hits]
    place_in_list = Func(
        Value(keys, output_field=ArrayField(BigIntegerField())),
        F("pk"),
        function="array_position",
        output_field=IntegerField(),
    )
    return Found(
        services.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys])).order_by(
            place_in_list
        )
        if keys
        else services.none(),
        is_loosened=bool(hits) and max(hit.coverage for hit in hits) < WHOLE,
        corrected=tuple(wanted.corrections),
        place=wanted.place.name if wanted.place else "",
    )
