"""How far it has come, on the terminal."""

import sys
from collections.abc import Iterable
from time import monotonic
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)
BATCH = 2000
STARTED = monotonic()


def say(words: str) -> None:
    """A line with the seconds since the start. Standard output is for figures."""
    sys.stderr.write(f"{monotonic() - STARTED:6.1f} s  {words}\n")
    sys.stderr.flush()


def add(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Insert all rows in batches and say how many."""
    made = model._default_manager.bulk_create(list(rows), batch_size=BATCH)
    say(f"{len(made):7,} {model._meta.label}")
    return made
