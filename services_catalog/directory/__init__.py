"""What a visitor asks of the public directory, and what it answers: choices, counts, order and distance."""

from services_catalog.directory.answering import Answer, answer, page_size
from services_catalog.directory.facets import Facets, facets
from services_catalog.directory.nearness import marks
from services_catalog.directory.watched import (
    found_now,
    holding_watch,
    news_of,
    token_of,
    wish_of,
)
from services_catalog.directory.wish import Sort, Wish, read_wish

__all__ = [
    "Answer",
    "Facets",
    "Sort",
    "Wish",
    "answer",
    "facets",
    "found_now",
    "holding_watch",
    "marks",
    "news_of",
    "page_size",
    "read_wish",
    "token_of",
    "wish_of",
]
