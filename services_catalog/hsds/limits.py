"""What a record may hold at most, so that it can be kept, searched and given back as it was."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

DEEPEST = 20
LONGEST_TEXT = 50_000
MOST_VALUES = 50_000
# Beyond this a number with decimals does not come back from the database as it went in.
LARGEST = 1e15
LARGEST_WHOLE = 10**300

Fault = tuple[str, str]


def first_fault(record: dict[str, Any]) -> Fault | None:
    """Where `record` goes beyond what can be kept, and how; None when it does not."""
    for number, fault in enumerate(_faults(record, "", 0)):
        if fault is not None:
            return fault
        if number > MOST_VALUES:
            return "", _("har for mange verdier: høyst %(most)d") % {"most": MOST_VALUES}
    return None


def _faults(value: Any, where: str, depth: int) -> Iterator[Fault | None]:
    """One item for each value: None when all is well with it."""
    yield (where, wrong) if (wrong := _wrong_with(value, depth)) else None
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for key, child in value.items():
            name = key if isinstance(key, str) else str(key)
            inner = f"{where}.{name}" if where else name
            if wrong := _wrong_with(name, depth):
                yield inner, wrong
            yield from _faults(child, inner, depth + 1)
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _faults(child, f"{where}[{number}]", depth + 1)


def _wrong_with(value: Any, depth: int) -> str:
    if depth > DEEPEST:
        return _("ligger for dypt")
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return _("er for lang: %(length)d tegn, høyst %(longest)d") % {
                "length": len(value),
                "longest": LONGEST_TEXT,
            }
        if "\x00" in value or value != value.encode("utf-8", "ignore").decode():
            return _("har tegn som ikke kan lagres")
    elif isinstance(value, int | float):
        most = LARGEST_WHOLE if isinstance(value, int) else LARGEST
        return "" if abs(value) <= most else _("er et tall som ikke kan lagres")
    return ""
