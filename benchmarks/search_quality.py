"""How well the search answers: `python -m benchmarks.search_quality [--set dev] [--queries]`, as the owner.

Nothing that is stored stays.

nDCG@10 gains 2**grade - 1 with a discount of log2(rank + 1). MRR@10 and recall@10 count every grade from 1 up;
recall is taken over ten when more are relevant. Zero is the share of answerable queries without a hit, none-ok
the share of unanswerable ones without. Means over queries.
"""

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import mean
from typing import Any

from django.db import transaction

from benchmarks.progress import say
from services_catalog import access, lexicon, search
from services_catalog.actions import import_services
from services_catalog.models import LexiconEntry, ServiceQuerySet

SET = Path(__file__).parent / "search_set"
DEMO = Path(__file__).parent.parent / "services_catalog" / "demo" / "services.json"
SETS = {
    "dev": (SET / "services.json", "queries.json"),
    "second": (SET / "second_services.json", "second_queries.json"),
    "own": (DEMO, "own_queries.json"),
}
RANKS = 10
SEEDS = (1, 2, 3)
AIM, AIM_OF_CLASS, MOST_ZERO, LEAST_NONE = 0.80, 0.65, 0.02, 0.90
HEAD = f"{'':14} {'n':>3} {'nDCG@10':>8} {'MRR@10':>8} {'R@10':>8} {'zero':>8} {'none-ok':>8}"


@dataclass(frozen=True)
class Answer:
    """One query and what came of it."""

    query: str
    kind: str
    grades: dict[str, int]
    found: list[str]

    @property
    def is_answerable(self) -> bool:
        return bool(self.grades)

    @property
    def ndcg(self) -> float:
        best = gain(sorted(self.grades.values(), reverse=True))
        return gain([self.grades.get(each, 0) for each in self.found]) / best

    @property
    def mrr(self) -> float:
        return next(
            (1 / rank for rank, each in enumerate(self.found[:RANKS], 1) if each in self.grades), 0
        )

    @property
    def recall(self) -> float:
        right = len(set(self.found[:RANKS]) & set(self.grades))
        return right / min(RANKS, len(self.grades))


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades[:RANKS], 1))


def figures(answers: list[Answer]) -> dict[str, float]:
    """The means over `answers`; what cannot be measured on them is left out."""
    there = [each for each in answers if each.is_answerable]
    nothing = [each for each in answers if not each.is_answerable]
    found: dict[str, float] = {"n": len(answers)}
    if there:
        found |= {
            "ndcg": mean(each.ndcg for each in there),
            "mrr": mean(each.mrr for each in there),
            "recall": mean(each.recall for each in there),
            "zero": mean(not each.found for each in there),
        }
    if nothing:
        found["none_ok"] = mean(not each.found for each in nothing)
    return found


def answers_to(queries: list[dict[str, Any]], services: ServiceQuerySet) -> list[Answer]:
    """What a search in `services` answers."""
    return [
        Answer(
            query["q"],
            query["class"],
            {key: grade for key, grade in query["relevant"].items() if grade},
            [
                str(key)
                for key in search.find(services, query["q"]).services.values_list(
                    "public_id", flat=True
                )
            ],
        )
        for query in queries
    ]


def by_class(answers: list[Answer]) -> dict[str, dict[str, float]]:
    """The figures of each class, and of all."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        groups[answer.kind].append(answer)
    return {kind: figures(each) for kind, each in groups.items()} | {"all": figures(answers)}


def table(rows: dict[str, dict[str, float]]) -> str:
    lines = [HEAD]
    for name, row in rows.items():
        values = (row.get(key) for key in ("ndcg", "mrr", "recall", "zero", "none_ok"))
        cells = " ".join(f"{'-' if each is None else f'{each:.3f}':>8}" for each in values)
        lines.append(f"{name:14} {row['n']:3.0f} {cells}")
    return "\n".join(lines)


def broken(rows: dict[str, dict[str, float]]) -> list[str]:
    """Aims that are missed."""
    everything = rows["all"]
    missed = [
        f"{name} {row['ndcg']:.3f}"
        for name, row in rows.items()
        if "ndcg" in row and row["ndcg"] < (AIM if name == "all" else AIM_OF_CLASS)
    ]
    if everything["zero"] > MOST_ZERO:
        missed.append(f"zero {everything['zero']:.3f}")
    if everything.get("none_ok", 1) < LEAST_NONE:
        missed.append(f"none-ok {everything['none_ok']:.3f}")
    return missed


def read_in(path: Path) -> ServiceQuerySet:
    """The services of the file at `path`, in the directory."""
    records = json.loads(path.read_text(encoding="utf-8"))["contents"]
    import_services(records, source="benchmarks", by=None)
    search.tell_sizes()
    return access.published_services().filter(public_id__in=[each["id"] for each in records])


def leave_out_half(seed: int) -> None:
    """Take a random half of the lexicon's entries out of use, as an editor would."""
    terms = sorted({entry.term for entry in lexicon.entries()})
    out = random.Random(seed).sample(terms, len(terms) // 2)  # noqa: S311
    LexiconEntry.objects.all().delete()
    LexiconEntry.objects.bulk_create([LexiconEntry(term=term, is_used=False) for term in out])


def queries_in(name: str) -> list[dict[str, Any]]:
    return json.loads((SET / name).read_text(encoding="utf-8"))


def measure(names: list[str], *, shows_queries: bool = False) -> dict[str, Any]:
    """The sets of these names, each with the whole lexicon and with random halves of it."""
    found: dict[str, Any] = {}
    with transaction.atomic():
        for name in names:
            path, file = SETS[name]
            queries, services = queries_in(file), read_in(path)
            answers = answers_to(queries, services)
            halves = []
            for seed in SEEDS:
                leave_out_half(seed)
                halves.append(by_class(answers_to(queries, services)))
            LexiconEntry.objects.all().delete()
            found[name] = {"whole": by_class(answers), "halves": halves}
            if shows_queries:
                show_queries(answers)
        transaction.set_rollback(True)
    return found


def show_queries(answers: list[Answer]) -> None:
    for answer in sorted(answers, key=lambda each: each.ndcg if each.grades else 2):
        score = f"{answer.ndcg:.3f}" if answer.grades else f"{len(answer.found)} found"
        say(f"{score:10} {answer.kind:14} {answer.query}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", action="store_true", help="show each query with its score")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--set", choices=[*SETS, "all"], default="all", help="which set of queries")
    options = parser.parse_args()
    names = list(SETS) if options.set == "all" else [options.set]
    measured = measure(names, shows_queries=options.queries)
    if options.json:
        print(json.dumps(measured))
        return
    for name, each in measured.items():
        print(f"Set {name}\n" + table(each["whole"]))
        for seed, rows in zip(SEEDS, each["halves"], strict=True):
            print(f"Half of the lexicon, seed {seed}\n" + table({"all": rows["all"]}))
        print("Missed:", ", ".join(broken(each["whole"])) or "nothing", end="\n\n")


if __name__ == "__main__":
    main()
