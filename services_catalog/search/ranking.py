"""The question to PostgreSQL: which services tell of what is wanted, the best first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from services_catalog.models import Service, ServiceQuerySet
from services_catalog.search.fields import ENGLISH, EVERYONE
from services_catalog.search.wanting import Idea, Unit, Wanted

MOST_FOUND = 500
# How rare an idea can count against a common one: natural logarithms of shares, held within bounds.
LEAST_RARE, MOST_RARE = 1.0, 3.0
# What part of an idea must be there for it to count as wholly answered.
ENOUGH = 0.3
LEAST_SCORE = 0.09
LEAST_OF_BEST = 0.1
FOR_EVERYONE, NOT_FOR_GROUP = 0.8, 0.45
OWN_LANGUAGE = 1.5
# How much of the score hangs on all that was asked for being there.
WHOLENESS = 0.7
# What a word in a service must tell to be looked at, in percent.
LEAST_TOLD = 11
EXACT_NAME = 1.3


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
    # The first unit of each idea, in order.
    firsts: list[int] = field(default_factory=list)
    place: int = 0
    # Units by what they hold: ideas often share parts.
    known: dict[Any, str] = field(default_factory=dict)

    def unit(self, unit: Unit) -> str:
        contents = (frozenset(unit.words.items()), frozenset(unit.prefixes.items()))
        if contents in self.known:
            return self.known[contents]
        number = self.units
        self.units += 1
        self.known[contents] = f"u{number}"
        self.words += [(number, word, weight) for word, weight in unit.words.items()]
        self.prefixes += [
            (number, prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1), weight)
            for prefix, weight in unit.prefixes.items()
        ]
        return f"u{number}"

    def first_of(self, idea: int) -> int:
        """The first unit of the idea of that number, or of what comes after the last one."""
        return self.firsts[idea] if idea < len(self.firsts) else self.units

    def idea(self, idea: Idea) -> str:
        """How well a service tells of `idea`, 0 to 1 or a little more."""
        self.firsts.append(self.units)
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


def rank(services: ServiceQuerySet, wanted: Wanted, *, size: int) -> list[Hit]:
    """Those of `services` that answer `wanted`, in one query, weak hits left out.

    `size` is about how many services there are, to tell rare ideas from common ones.
    """
    question = Question([], [])
    ideas = [question.idea(idea) for idea in sorted(wanted.ideas, key=_extras_last)]
    needed = sum(not idea.is_extra for idea in wanted.ideas)
    first_extra = question.first_of(needed)
    factors = [*_factors(question, wanted)]
    if not ideas and wanted.place is None:
        return []
    sql, params = _sql(services, wanted, question, ideas, first_extra, factors, size)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Hit(*row) for row in cursor.fetchall()]


def _extras_last(idea: Idea) -> bool:
    return idea.is_extra


def _factors(question: Question, wanted: Wanted) -> Iterator[str]:
    """What makes a service fit better or worse, whatever it is about."""
    if wanted.place:
        question.place = question.units
        yield question.unit(Unit(dict(wanted.place.markers)))
    if wanted.groups:
        groups = question.unit(Unit({**dict.fromkeys(wanted.groups, 1.0), EVERYONE: FOR_EVERYONE}))
        yield f"(CASE WHEN {groups} > 0 THEN {groups} ELSE {NOT_FOR_GROUP} END)"
    if wanted.is_foreign:
        english = question.unit(Unit({ENGLISH: 1.0}))
        yield f"(CASE WHEN {english} > 0 THEN {OWN_LANGUAGE} ELSE 1 END)"
    if wanted.name:
        name = question.unit(Unit({wanted.name: 1.0}))
        yield f"(1 + {EXACT_NAME - 1:.2f} * {name})"


def _condition(services: ServiceQuerySet) -> tuple[str, tuple[Any, ...]]:
    """Which services may come. Nothing for all that are published: the few others in the index go later."""
    chosen = services.order_by().values("pk").query.sql_with_params()
    published = Service.objects.published().order_by().values("pk").query.sql_with_params()
    return ("", ()) if chosen == published else (f"AND service_id IN ({chosen[0]})", chosen[1])


def _sql(
    services: ServiceQuerySet,
    wanted: Wanted,
    question: Question,
    ideas: list[str],
    first_extra: int,
    factors: list[str],
    size: int,
) -> tuple[str, list[Any]]:
    condition, condition_params = _condition(services)
    columns = ",\n".join(
        f"coalesce(max(p.weight * w.weight) FILTER (WHERE w.unit = {number}), 0) / 100 AS u{number}"
        for number in range(question.units)
    )
    importance = [idea.importance for idea in sorted(wanted.ideas, key=_extras_last)] or [1.0]
    least = [idea.least for idea in sorted(wanted.ideas, key=_extras_last)] or [0.0]
    numbers = range(len(importance))
    needed = range(sum(not idea.is_extra for idea in wanted.ideas) or 1)
    scored = ", ".join(f"({each})::float8 AS c{n}" for n, each in enumerate(ideas or ["1.0"]))
    # Rarity times importance, and nothing for an idea that no service tells enough of.
    rare = ", ".join(
        f"least({MOST_RARE}, greatest({LEAST_RARE}, ln(1.0 + {size}::float8"
        f" / greatest(1, count(*) FILTER (WHERE c{n} > 0.05))))) * {importance[n]} AS i{n},"
        f" (max(c{n}) >= {least[n]})::int AS told{n}"
        for n in numbers
    )
    total = " + ".join(f"i{n}" for n in needed)
    weights = ", ".join(f"i{n} * told{n} / ({total}) AS w{n}" for n in numbers)
    score = " + ".join(f"w{n} * c{n}" for n in numbers)
    coverage = " + ".join(f"w{n} * least(1.0, c{n} / {ENOUGH})" for n in needed)
    # Only services that tell of something needed, or that are in the place when that is all there is.
    there = f"HAVING bool_or(w.unit < {first_extra})" if ideas else ""
    # set_config makes the plan a serial one: starting workers takes longer than the work.
    sql = f"""
        WITH wanted AS MATERIALIZED (
            SELECT each.unit, word.id AS word_id, each.weight
            FROM unnest(%s::int[], %s::text[], %s::float8[]) AS each (unit, text, weight)
            JOIN services_catalog_searchword AS word USING (text)
            UNION ALL
            SELECT each.unit, word.id, each.weight
            FROM unnest(%s::int[], %s::text[], %s::text[], %s::float8[]) AS each (unit, first, last, weight)
            JOIN services_catalog_searchword AS word ON word.text >= each.first AND word.text < each.last
        ), hits AS (
            SELECT p.service_id, {columns}
            FROM wanted AS w JOIN services_catalog_posting AS p USING (word_id)
            WHERE p.weight * w.weight >= {LEAST_TOLD}
            GROUP BY p.service_id {there}
        ), scored AS MATERIALIZED (
            SELECT service_id, {scored}, ({" * ".join(factors) or "1.0"})::float8 AS factor
            FROM hits WHERE {"u" + str(question.place) + " > 0" if wanted.place else "true"} {condition}
        ), rarity AS (
            SELECT {rare} FROM scored
        ), weights AS MATERIALIZED (
            SELECT {weights} FROM rarity
        ), covered AS (
            SELECT service_id, factor, {score} AS score, {coverage} AS coverage
            FROM scored CROSS JOIN weights
        ), ranked AS MATERIALIZED (
            SELECT service_id, coverage, bare * factor AS score
            FROM (
                SELECT service_id, coverage, factor,
                    score * ({1 - WHOLENESS:.2f} + {WHOLENESS} * coverage) AS bare
                FROM covered
            ) AS each
            WHERE bare >= {LEAST_SCORE}
        )
        SELECT service_id, score, coverage FROM ranked
        WHERE score >= {LEAST_OF_BEST} * (SELECT max(score) FROM ranked)
            AND set_config('max_parallel_workers_per_gather', '0', true) = '0'
        ORDER BY score DESC, service_id
        LIMIT {MOST_FOUND}
    """  # noqa: S608
    words = [list(column) for column in zip(*question.words, strict=True)] or [[], [], []]
    prefixes = [list(column) for column in zip(*question.prefixes, strict=True)] or [[], [], [], []]
    return sql, [*words, *prefixes, *condition_params]
