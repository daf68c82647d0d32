"""Asks for a page as somebody, in this process and through the whole middleware, and takes the time."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from ke_portal.accounts.models import User
from ke_portal.rowsecurity.checks import faults_of_role

WARM_UPS = 5
REQUESTS = 30
OUR_ADDRESSES = override_settings(ROOT_URLCONF="benchmarks.urls")
# Opening and closing a transaction is not a question to the database.
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class Page:
    """A page of the thread, and who asks for it: an e-mail address, or nobody."""

    name: str
    address: str
    visitor: str = ""
    most_queries: int = 15
    # What is posted, for the request of that number; None asks for the page.
    posted: Callable[[int], dict[str, str]] | None = None


@dataclass
class Visit:
    """One visitor's browser, on a connection that goes back to the pool after each request, as in the server."""

    page: Page
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))
    number: int = 0

    def __post_init__(self) -> None:
        if self.page.visitor:
            user = User.objects.get(email=self.page.visitor)
            self.client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])

    def ask(self, address: str = "") -> Any:
        """The answer; from another network address each time, since some pages count how often one asks."""
        self.number += 1
        place = {"REMOTE_ADDR": f"10.0.{self.number // 250}.{self.number % 250 + 1}"}
        if self.page.posted is not None and not address:
            return self.client.post(self.page.address, self.page.posted(self.number), **place)
        return self.client.get(address or self.page.address, **place)

    def milliseconds(self, address: str = "") -> float:
        start = perf_counter()
        response = self.ask(address)
        connection.close()
        taken = (perf_counter() - start) * 1000
        if response.status_code != 200:
            raise LookupError(f"{address or self.page.address} answered {response.status_code}")
        return taken


def count_queries(page: Page) -> dict[str, Any]:
    """How many statements a warm page sends, and how many frame its transaction."""
    visit = Visit(page)
    response = visit.ask()
    if response.status_code != 200:
        return {"name": page.name, "status": response.status_code, "most": page.most_queries}
    with CaptureQueriesContext(connection) as sent:
        visit.ask()
    words = [query["sql"].split(maxsplit=1)[0].rstrip(";") for query in sent.captured_queries]
    framing = sum(word in FRAME for word in words)
    return {
        "name": page.name,
        "status": 200,
        "queries": len(words) - framing,
        "framing": framing,
        "most": page.most_queries,
    }


def take_time(page: Page, *, requests: int = REQUESTS, warm_ups: int = WARM_UPS) -> dict[str, Any]:
    """Median and 95th percentile in ms; every second request is for the bare page, by the same visitor."""
    visit = Visit(page)
    for _number in range(warm_ups):
        if visit.ask().status_code != 200:
            return {"name": page.name, "status": visit.ask().status_code}
        visit.milliseconds("/bare/")
    own, bare, cpu = [], [], 0.0
    for _number in range(requests):
        start = process_time()
        own.append(visit.milliseconds())
        cpu += process_time() - start
        bare.append(visit.milliseconds("/bare/"))
    return {
        "name": page.name,
        "status": 200,
        "median": median(own),
        "fastest": min(own),
        "p95": quantiles(own, n=20)[-1],
        "bare": median(bare),
        "cpu": cpu / requests * 1000,
    }


def refuse_other_roles() -> None:
    """Figures without row security would be of another portal."""
    if faults := faults_of_role():
        raise SystemExit(f"Measure as the web role: this one {', '.join(faults)}.")


def hand_over(figures: Any) -> None:
    """To the process that called us."""
    json.dump(figures, sys.stdout)
