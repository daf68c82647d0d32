"""Finds services by words, as people write them: see docs/adr on how."""

from services_catalog.search.finding import LONGEST_QUERY, Found, find, suggest
from services_catalog.search.index import holders, is_filled, refresh, tell_sizes
from services_catalog.search.memory import warm_up
from services_catalog.search.wanting import Correction

__all__ = [
    "LONGEST_QUERY",
    "Correction",
    "Found",
    "find",
    "holders",
    "is_filled",
    "refresh",
    "suggest",
    "tell_sizes",
    "warm_up",
]
