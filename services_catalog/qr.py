"""The address of a page as a square that a telephone reads, for paper."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

# How wide the empty edge is that readers need, in small squares.
QUIET_ZONE = 4


@lru_cache(maxsize=1000)
def square(address: str) -> SafeString:
    """`address` as an SVG with nothing but shapes: no style, no size of its own."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn)  # noqa: S308
