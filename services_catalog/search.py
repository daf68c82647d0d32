"""Finds services by words: PostgreSQL full text, weighted, with word stems, prefixes and a softer second try."""

import re
import unicodedata
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import (
    SearchQuery,
    SearchQueryCombinable,
    SearchRank,
    SearchVector,
)
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat

from ke_portal.organisations.models import Organisation
from services_catalog.models import TEXT_LANGUAGE, ServiceArea, ServiceQuerySet, Term

# Stems for bokmål, whole words for names, nynorsk, English and Sámi.
CONFIGURATIONS = ("norwegian", "simple")
LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_PREFIX = 3
SMALL_WORDS = frozenset(
    re.findall(
        r"\S+",
        """a at av alle da de den det dei du eg ein eit ei en er et for fra frå går gå ha har hva kva hvem kven hvor kor
        i ikke ikkje jeg kan meg med min mi mitt mine når og etter om oss på som så skal til trenger treng vi være å
        the to of and my need how do get""",
    )
)


@dataclass(frozen=True)
class Found:
    """What a search gave. `is_loosened` when nothing has all the words, so those with some of them came."""

    services: ServiceQuerySet
    is_loosened: bool = False


def words_in(query: str) -> list[str]:
    """The words to look for in `query`, without those that say nothing unless that is all there is."""
    plain = unicodedata.normalize("NFC", query[:LONGEST_QUERY]).casefold()
    words = list(dict.fromkeys(re.findall(r"[^\W_]+", plain)))
    return [word for word in words if word not in SMALL_WORDS][:MOST_WORDS] or words[:MOST_WORDS]


def find(services: ServiceQuerySet, query: str) -> Found:
    """Those of `services` that have all the words of `query`, the best first; else two of them; else one.

    An empty query gives all of them, by name. Takes at most two queries before the result is read.
    """
    words = words_in(query)
    if not words:
        return Found(services.order_by("name", "pk") if not query.strip() else services.none())
    parts = [_word(word) for word in words]
    every, some = reduce(and_, parts), reduce(or_, parts)
    tries = [every, some]
    if len(parts) > 2:
        tries.insert(1, reduce(or_, (one & other for one, other in combinations(parts, 2))))
    for number, wanted in enumerate(tries):
        found = services.filter(search=wanted)
        if number == len(tries) - 1 or len(parts) == 1 or found.exists():
            return Found(_ranked(found, some), is_loosened=number > 0)
    return Found(services.none())


def _ranked(services: ServiceQuerySet, query: SearchQueryCombinable) -> ServiceQuerySet:
    rank = SearchRank(F("search"), query, weights=[0.05, 0.15, 0.4, 1.0])
    return services.alias(rank=rank).order_by("-rank", "name", "pk")


def _word(word: str) -> SearchQueryCombinable:
    raw = f"{word}:*" if len(word) >= SHORTEST_PREFIX else word
    stem, whole = (SearchQuery(raw, config=config, search_type="raw") for config in CONFIGURATIONS)
    return stem | whole


def vector() -> Combinable:
    """What a service is found by, for an update of its `search` column."""
    terms = Term.objects.filter(services=OuterRef("pk")).exclude(taxonomy__name=TEXT_LANGUAGE)
    areas = ServiceArea.objects.filter(service=OuterRef("pk")).order_by()
    provider = Organisation.objects.filter(pk=OuterRef("provider"))
    weighted = {
        "A": _joined("name", "alternate_name"),
        "B": _joined("summary", _all(terms, "name")),
        "C": _joined("description", "eligibility"),
        "D": _joined("how_to_get_in", _all(provider, "name"), _all(areas, "name")),
    }
    parts = [
        SearchVector(text, weight=weight, config=config)
        for weight, text in weighted.items()
        for config in CONFIGURATIONS
    ]
    combined: Combinable = parts[0]
    for part in parts[1:]:
        combined = combined + part
    return combined


def _joined(*texts: Any) -> Concat:
    spaced = [part for text in texts for part in (text, Value(" "))]
    return Concat(*spaced, output_field=TextField())


def _all(rows: QuerySet[Any], field: str) -> Coalesce:
    gathered = (
        rows.order_by().annotate(group=Value(1)).values("group").annotate(all=StringAgg(field, " "))
    )
    return Coalesce(Subquery(gathered.values("all")), Value(""), output_field=TextField())
