"""The report: what was measured, on what, and whether each limit holds."""

import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from benchmarks import search_quality, search_speed
from benchmarks.known import FULL, SMALL
from benchmarks.pages import MEDIAN_LIMIT

REPORT = Path(__file__).parent / "REPORT.md"
PDF_LIMIT = 2500.0
BROKER_LIMIT = 100.0
HEADING = (
    "| Page | Queries, little | Queries, much | At most"
    " | Median ms | 95 % ms | Fastest ms | CPU ms | × a bare page | Holds |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n"
)
HOW = (
    "With more load than cores, times in ms are longer than on a machine of one's own; the fastest request, the CPU"
    " time of the web process and the ratio to the bare page less so.\n\n"
    "Each page is asked for 30 times after 5 warm-ups, in one process that acts as the web role under row security,"
    " through the whole middleware, as the persona it is for; every second request is for a bare page by the same"
    " visitor. A page over its limit is measured again, at most twice, and the best counts. Queries are counted"
    " apart from the times, on a warm page; the statements that open and close its transaction are not among them."
    " PostgreSQL runs on the same machine, on a local socket, without fsync.\n\n"
)


@dataclass(frozen=True)
class Figures:
    """All that was measured, page by page and by name."""

    little: dict[str, dict[str, Any]]
    much: dict[str, dict[str, Any]]
    times: dict[str, dict[str, Any]]
    pdf: dict[str, Any]
    broker_up: dict[str, Any]
    broker_down: dict[str, Any]
    filled_in: float
    load: tuple[str, str]
    search_quality: dict[str, Any]
    search_speed: dict[str, Any]


def broken_limits(figures: Figures) -> list[str]:
    """Every limit that does not hold, in words."""
    found = [
        f"{name}: {problem}" for name in figures.much for problem in problems_of(figures, name)
    ]
    if figures.pdf.get("status") != 200:
        found.append(f"the PDF answered {figures.pdf.get('status')}")
    elif figures.pdf["median"] > PDF_LIMIT:
        found.append(f"the PDF took {figures.pdf['median']:.0f} ms")
    found += search_quality.broken(figures.search_quality["dev"]["whole"])
    found += search_speed.broken(figures.search_speed)
    if extra(figures) > BROKER_LIMIT:
        found.append(f"saving took {extra(figures):.0f} ms more without the broker")
    return found


def problems_of(figures: Figures, name: str) -> list[str]:
    """What is wrong with one page; empty when its limits hold."""
    much, little, time = figures.much[name], figures.little[name], figures.times[name]
    statuses = {each["status"] for each in (much, little, time)}
    if statuses != {200}:
        return [f"missing (answered {', '.join(map(str, sorted(statuses)))})"]
    judged = (
        (much["queries"] > much["most"], f"{much['queries']} queries"),
        (much["queries"] != little["queries"], "queries grow with the data"),
        (time["median"] > MEDIAN_LIMIT, f"{time['median']:.0f} ms"),
    )
    return [words for is_so, words in judged if is_so]


def extra(figures: Figures) -> float:
    """How many ms longer a change takes without the broker."""
    return float(figures.broker_down["median"] - figures.broker_up["median"])


def row(figures: Figures, name: str) -> str:
    problems = problems_of(figures, name)
    much, little, time = figures.much[name], figures.little[name], figures.times[name]
    cells = [name, little.get("queries", "–"), much.get("queries", "–"), much["most"]]
    if time["status"] == 200:
        cells += [f"{time[key]:.1f}" for key in ("median", "p95", "fastest", "cpu")]
        cells.append(f"{time['median'] / time['bare']:.1f}")
    else:
        cells += ["–"] * 5
    cells.append(f"no: {', '.join(problems)}" if problems else "yes")
    return f"| {' | '.join(map(str, cells))} |\n"


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = next(iter(models), platform.machine())
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}"


def pdf_line(pdf: dict[str, Any]) -> str:
    if pdf.get("status") != 200:
        return "Missing.\n"
    median, slow, cpu = (pdf[key] / 1000 for key in ("median", "p95", "cpu"))
    return f"Median {median:.2f} s, 95th percentile {slow:.2f} s, {cpu:.2f} s of CPU.\n"


def broker_line(figures: Figures) -> str:
    return (
        "A meeting is planned and those in the group are told: median"
        f" {figures.broker_up['median']:.0f} ms with the broker, {figures.broker_down['median']:.0f} ms without,"
        f" {extra(figures):+.0f} ms.\n"
    )


def bare_line(figures: Figures) -> str:
    bare = [each["bare"] for each in figures.times.values() if each["status"] == 200]
    return f"The bare page took {min(bare):.1f} to {max(bare):.1f} ms.\n" if bare else ""


def search_lines(figures: Figures) -> str:
    """Quality on each set and with half the lexicon, and speed."""
    quality, speed = figures.search_quality, figures.search_speed
    halves = ", ".join(f"{each['all']['ndcg']:.3f}" for each in quality["dev"]["halves"])
    return (
        f"Development set:\n\n```text\n{search_quality.table(quality['dev']['whole'])}\n```\n\n"
        f"Second set:\n\n```text\n{search_quality.table(quality['second']['whole'])}\n```\n\n"
        f"Own queries over the demo's services:\n\n```text\n{search_quality.table(quality['own']['whole'])}\n```\n\n"
        f"nDCG@10 of the development set with random halves of the lexicon: {halves}.\n\n"
        f"At {speed['services']:,} services a search takes {speed['search']['median']:.0f} ms at the median and"
        f" {speed['search']['p95']:.0f} ms at the 95th percentile, suggestions {speed['suggestions']['median']:.0f} ms"
        f" and {speed['suggestions']['p95']:.0f} ms, in the server and without templates.\n"
    )


def size_lines() -> str:
    little, much = asdict(SMALL), asdict(FULL)
    rows = (f"| {name.replace('_', ' ')} | {little[name]:,} | {much[name]:,} |\n" for name in much)
    return "| | Little | Much |\n| --- | ---: | ---: |\n" + "".join(rows)


def write(figures: Figures) -> list[str]:
    """Write REPORT.md; returns what is broken."""
    broken = broken_limits(figures)
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    before, after = figures.load
    parts = (
        "# Benchmarks\n\nWritten by `make bench`. ",
        f"Broken: {'; '.join(broken)}.\n\n" if broken else "All limits hold.\n\n",
        f"{now}, {machine()}. Load average over 1, 5 and 15 minutes: {before} before the pages, {after} after them. ",
        HOW,
        f"## Pages (median at most {MEDIAN_LIMIT:.0f} ms)\n\n",
        HEADING,
        *(row(figures, name) for name in figures.much),
        "\n",
        bare_line(figures),
        "\n## The search\n\n",
        search_lines(figures),
        f"\n## The PDF of a full plan (at most {PDF_LIMIT / 1000:.1f} s)\n\n",
        pdf_line(figures.pdf),
        f"\n## Saving while the broker is down (at most {BROKER_LIMIT:.0f} ms more)\n\n",
        broker_line(figures),
        f"\n## Sizes (filled in {figures.filled_in:.0f} s)\n\n",
        size_lines(),
    )
    REPORT.write_text("".join(parts), encoding="utf-8")
    return broken
