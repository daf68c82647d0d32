"""The rules of the directory: plain functions, without Django."""

from services_catalog.rules.hours import OSLO, Hours, Opening, hours_on, opening_at, spans_on
from services_catalog.rules.texts import (
    FRESH,
    LONGEST_LINE,
    LONGEST_SLUG,
    addresses_in,
    dialled,
    first_sentence,
    free_slug,
    lines_of,
    sentences_of,
    slug_of,
    steps_of,
)

__all__ = [
    "FRESH",
    "LONGEST_LINE",
    "LONGEST_SLUG",
    "OSLO",
    "Hours",
    "Opening",
    "addresses_in",
    "dialled",
    "first_sentence",
    "free_slug",
    "hours_on",
    "lines_of",
    "opening_at",
    "sentences_of",
    "slug_of",
    "spans_on",
    "steps_of",
]
