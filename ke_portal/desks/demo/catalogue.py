"""The directory of services, as fresh as if it had been kept until last week."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from ke_portal.desks.demo import clock
from services_catalog import search
from services_catalog.actions import import_services
from services_catalog.models import Category, Term

FILE: Path = settings.BASE_DIR / "services_catalog" / "demo" / "services.json"
SITUATIONS = FILE.with_name("situations.json")
NEWEST = -7
DATED = ("assured_date", "last_modified")
DATE_LENGTH = len("2026-01-31")


def make_catalogue() -> None:
    records = json.loads(FILE.read_text(encoding="utf-8"))["contents"]
    import_services(moved(records, to=clock.day(NEWEST)), source=FILE.name, by=None)
    make_situations(json.loads(SITUATIONS.read_text(encoding="utf-8")))
    search.tell_sizes()


def make_situations(listed: list[dict[str, Any]]) -> None:
    """The tree of life situations: each gathers the terms that it names, and what its branches gather."""
    terms = {f"{term.taxonomy.name}/{term.code}": term for term in all_terms()}
    for position, record in enumerate(listed):
        above = make_branch(record, position, terms)
        for below, branch in enumerate(record["branches"]):
            make_branch(branch, below, terms, parent=above)


def make_branch(
    record: dict[str, Any],
    position: int,
    terms: dict[str, Term],
    *,
    parent: Category | None = None,
) -> Category:
    branch = Category.objects.create(
        slug=record["slug"],
        name=record["name"],
        about=record.get("about", ""),
        position=position,
        parent=parent,
    )
    branch.terms.set(terms[name] for name in record["terms"])
    return branch


def all_terms() -> QuerySet[Term]:
    return Term.objects.select_related("taxonomy")


def moved(records: list[dict[str, Any]], *, to: date) -> list[dict[str, Any]]:
    """The records with all their dates moved by the same number of days, the newest one to `to`."""
    newest = max(day_of(record[name]) for record in records for name in DATED if name in record)
    days = to - newest
    return [
        record | {name: later(record[name], days) for name in DATED if name in record}
        for record in records
    ]


def day_of(text: str) -> date:
    return date.fromisoformat(text[:DATE_LENGTH])


def later(text: str, days: timedelta) -> str:
    """`text` with its date moved, and what follows the date as it was."""
    return f"{day_of(text) + days}{text[DATE_LENGTH:]}"
