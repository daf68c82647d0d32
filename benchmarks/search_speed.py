"""How fast the search answers in the server, without templates: `python -m benchmarks.search_speed`. JSON.

Asked of the directory as it is filled, as the web role: every query of the search set several times, each time on
a connection of the pool, and the suggestions for beginnings of the words in them.
"""

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from benchmarks.measuring import hand_over, refuse_other_roles
from benchmarks.progress import say
from benchmarks.search_quality import queries_in
from services_catalog import access, search

TIMES = 3
PAGE = 20
MEDIAN_LIMIT, SLOW_LIMIT, SUGGESTION_LIMIT = 25.0, 60.0, 15.0


def in_milliseconds(work: Callable[[], Any]) -> float:
    start = perf_counter()
    with transaction.atomic():
        work()
    taken = (perf_counter() - start) * 1000
    connection.close()
    return taken


def first_page(query: str) -> list[int]:
    """The hits of the first page, by key."""
    found = search.find(access.published_services(), query)
    return list(found.services.values_list("pk", flat=True)[:PAGE])


def times_of(work: Callable[[str], Any], words: list[str]) -> dict[str, float]:
    """Median and 95th percentile over `words`, each the median of a few times."""
    for each in words:
        work(each)
    taken = [
        median(in_milliseconds(lambda each=each: work(each)) for _number in range(TIMES))
        for each in words
    ]
    return {"median": median(taken), "p95": quantiles(taken, n=20)[-1], "most": max(taken)}


def measure() -> dict[str, Any]:
    queries = [
        query["q"] for name in ("queries.json", "own_queries.json") for query in queries_in(name)
    ]
    beginnings = sorted({query[:length] for query in queries for length in (2, 4, 6)})
    search.warm_up()
    say("searching")
    return {
        "services": access.published_services().count(),
        "search": times_of(first_page, queries),
        "suggestions": times_of(search.suggest, beginnings),
    }


def broken(figures: dict[str, Any]) -> list[str]:
    """Limits that do not hold."""
    found = []
    if figures["search"]["median"] > MEDIAN_LIMIT:
        found.append(f"a search takes {figures['search']['median']:.0f} ms")
    if figures["search"]["p95"] > SLOW_LIMIT:
        found.append(f"slow searches take {figures['search']['p95']:.0f} ms")
    if figures["suggestions"]["median"] > SUGGESTION_LIMIT:
        found.append(f"suggestions take {figures['suggestions']['median']:.0f} ms")
    return found


if __name__ == "__main__":
    refuse_other_roles()
    hand_over(measure())
