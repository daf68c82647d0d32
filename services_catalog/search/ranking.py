"""The question to PostgreSQL: which services tell of what is wanted, the best first."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from services_catalog.models import ServiceQuerySet
from services_catalog.search.fields import EVERYONE
from services_catalog.search.wanting import Idea, Unit, Wanted

MOST_FOUND = 1000
# How rare an idea can count against a common one: natural logarithms of shares, held within bounds.
LEAST_RARE, MOST_RARE = 1.0, 3.0
# What part of an idea must be there for it to count as wholly answered.
ENOUGH = 0.3
LEAST_SCORE = 0.09
LEAST_OF_BEST = 0.1
NOT_FOR_GROUP = 0.45
OWN_LANGUAGE = 1.5
# How much of the score hangs on all that was asked for being there.
WHOLENESS = 0.7
EXACT_NAME = 1.3
SIZE = "(SELECT count(*) FROM allowed)"


@dataclass(frozen=True)
class Hit:
    """One service found."""

    pk: int
    score: float
    coverage: float


@dataclass
class Question:
    """SQL being put together: units by number, and expressions over them."""

    words: list[tuple[int, str, float]]
    prefixes: list[tuple[int, str, str, float]]
    units: int = 0

    def unit(self, unit: Unit) -> str:
        number = self.units
        self.units += 1
        self.words += [(number, word, weight) for word, weight in unit.words.items()]
        self.prefixes += [
            (number, prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1), weight)
            for prefix, weight in unit.prefixes.items()
        ]
        return f"u{number}"

    def idea(self, idea: Idea) -> str:
        """How well a service tells of `idea`, 0 to 1 or a little more."""
        choices = [self.unit(idea.whole)]
        for worth, parts in idea.groups:
            names = [self.unit(unit) for unit, _alone in parts]
            product = " * ".join(names)
            choices.append(f"{worth} * power({product}, {1 / len(names):.4f})")
            choices += [
                f"{alone} * {name}"
                for name, (_unit, alone) in zip(names, parts, strict=True)
                if alone
            ]
        return choices[0] if len(choices) == 1 else f"greatest({', '.join(choices)})"


def rank(services: ServiceQuerySet, wanted: Wanted) -> list[Hit]:
    """Those of `services` that answer `wanted`, in one query, weak hits left out."""
    question = Question([], [])
    ideas = [question.idea(idea) for idea in wanted.ideas]
    name = question.unit(Unit({wanted.name: 1.0})) if wanted.name else "0"
    place = question.unit(Unit(dict(wanted.place.markers))) if wanted.place else ""
    groups = (
        question.unit(Unit({**dict.fromkeys(wanted.groups, 1.0), EVERYONE: 0.8}))
        if wanted.groups
        else ""
    )
    english = question.unit(Unit({"~en": 1.0})) if wanted.is_foreign else ""
    if not ideas and not place:
        return []
    sql, params = _sql(services, question, wanted, ideas, name, place, groups, english)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Hit(*row) for row in cursor.fetchall()]


def _sql(
    services: ServiceQuerySet,
    question: Question,
    wanted: Wanted,
    ideas: list[str],
    name: str,
    place: str,
    groups: str,
    english: str,
) -> tuple[str, list[Any]]:
    allowed, allowed_params = services.order_by().values("pk").query.sql_with_params()
    columns = ",\n".join(
        f"coalesce(max(p.weight * w.weight) FILTER (WHERE w.unit = {number}), 0) / 100 AS u{number}"
        for number in range(question.units)
    )
    scored = (
        ",\n".join(f"({expression})::real AS c{number}" for number, expression in enumerate(ideas))
        or "1::real AS c0"
    )
    importance = [idea.importance for idea in wanted.ideas] or [1.0]
    least = [idea.least for idea in wanted.ideas] or [0.0]
    numbers = range(len(importance))
    rare = ", ".join(
        f"least({MOST_RARE}, greatest({LEAST_RARE}, ln(1.0 + {SIZE} /"
        f" greatest(1, count(*) FILTER (WHERE c{n} > 0.05))))) * {importance[n]} AS i{n},"
        f" (max(c{n}) >= {least[n]})::int AS told{n}"
        for n in numbers
    )
    needed = [n for n in numbers if not (wanted.ideas and wanted.ideas[n].is_extra)]
    total = " + ".join(f"i{n}" for n in needed)
    score = " + ".join(f"i{n} * c{n} * told{n}" for n in numbers)
    coverage = " + ".join(f"i{n} * told{n} * least(1.0, c{n} / {ENOUGH})" for n in needed)
    factors = []
    if place:
        factors.append(place)
    if groups:
        factors.append(f"(CASE WHEN {groups} > 0 THEN {groups} ELSE {NOT_FOR_GROUP} END)")
    if english:
        factors.append(f"(CASE WHEN {english} > 0 THEN {OWN_LANGUAGE} ELSE 1 END)")
    factor = " * ".join(factors) or "1.0"
    # Names of columns and numbers of our own only: what was typed goes by parameters.
    sql = f"""
        WITH wanted AS (
            SELECT each.unit, word.id AS word_id, each.weight
            FROM unnest(%s::int[], %s::text[], %s::real[]) AS each (unit, text, weight)
            JOIN services_catalog_searchword AS word USING (text)
            UNION ALL
            SELECT each.unit, word.id, each.weight
            FROM unnest(%s::int[], %s::text[], %s::text[], %s::real[]) AS each (unit, first, last, weight)
            JOIN services_catalog_searchword AS word ON word.text >= each.first AND word.text < each.last
        ), allowed AS MATERIALIZED (
            {allowed}
        ), hits AS (
            SELECT p.service_id, {columns}
            FROM wanted AS w JOIN services_catalog_posting AS p USING (word_id)
            GROUP BY p.service_id
        ), scored AS (
            SELECT hits.*, {scored}
            FROM hits WHERE service_id IN (SELECT * FROM allowed) {f"AND {place} > 0" if place else ""}
        ), rarity AS (
            SELECT {rare} FROM scored
        ), ranked AS (
            SELECT
                service_id,
                ({coverage}) / ({total}) AS coverage,
                ({score}) / ({total}) * ({1 - WHOLENESS} + {WHOLENESS} * ({coverage}) / ({total})) AS bare,
                ({factor}) * (1 + {EXACT_NAME - 1} * {name}) AS factor
            FROM scored CROSS JOIN rarity
        )
        SELECT service_id, bare * factor AS score, coverage
        FROM ranked
        WHERE bare >= {LEAST_SCORE} AND bare * factor >= {LEAST_OF_BEST} * (SELECT max(bare * factor) FROM ranked)
        ORDER BY score DESC, service_id
        LIMIT {MOST_FOUND}
    """  # noqa: S608
    words = [list(column) for column in zip(*question.words, strict=True)] or [[], [], []]
    prefixes = [list(column) for column in zip(*question.prefixes, strict=True)] or [[], [], [], []]
    return sql, [*words, *prefixes, *allowed_params]
