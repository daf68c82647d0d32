"""Runs all of it on an empty database and writes REPORT.md; exits 1 when a limit is broken."""

import json
import os
import socket
import subprocess
import sys
from time import monotonic
from typing import Any

from benchmarks import report
from benchmarks.progress import say


def run(module: str, *words: str, role: str = "owner", **environment: str) -> str:
    """One part, in a process of its own. Its output; ends us with its code when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *words],
        env={**os.environ, "KE_DATABASE_ROLE": role, "KE_LOG_LEVEL": "ERROR", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def measured(module: str, *words: str, **environment: str) -> Any:
    return json.loads(run(module, *words, role="web", **environment))


def by_name(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows}


def nowhere() -> str:
    """The address of a broker that has stopped: a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"


def load() -> str:
    return ", ".join(f"{each:.1f}" for each in os.getloadavg())


def main() -> int:
    """Little, then much; the pages on both, the rest on much."""
    started = monotonic()
    run("fill", "small")
    say("how well the search answers")
    quality = json.loads(run("search_quality", "--json"))
    say("counting queries on little")
    little = by_name(measured("pages", "count"))
    filling = monotonic()
    run("fill", "full")
    filled_in = monotonic() - filling
    say("counting queries on much")
    much = by_name(measured("pages", "count"))
    before = load()
    times = by_name(measured("pages", "time"))
    after = load()
    say("the search")
    speed = measured("search_speed")
    say("the PDF, and saving with and without the broker")
    broken = report.write(
        report.Figures(
            little=little,
            much=much,
            times=times,
            pdf=measured("plan_pdf"),
            broker_up=measured("saving"),
            broker_down=measured("saving", REDIS_URL=nowhere()),
            filled_in=filled_in,
            search_quality=quality,
            search_speed=speed,
            load=(before, after),
        )
    )
    say(f"{report.REPORT} is written, {monotonic() - started:.0f} s in all")
    for each in broken:
        say(f"BROKEN: {each}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
