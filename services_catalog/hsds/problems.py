from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

SHOWN = 60


class Refused(ValueError):
    """A field cannot be read; the message says what it must be."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field of one record. `index` counts from 0, as in the file."""

    index: int
    record_id: str
    field: str
    message: str

    def __str__(self) -> str:
        where = f"contents[{self.index}]"
        if self.record_id:
            where += f" (id {self.record_id})"
        return (
            f"{where}, {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


class BadRecords(ValueError):
    """Nothing was read, since some records are wrong; `problems` has a line for each fault."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def told(value: Any) -> str:
    """`value` as it can be repeated in an error message."""
    brief = value[: 2 * SHOWN] if isinstance(value, str) else value
    return shown(repr(brief))


def shown(text: str) -> str:
    """`text` short enough for a line, without letters that cannot be written."""
    plain = text[: SHOWN + 1].encode("utf-8", "replace").decode().replace("\x00", "?")
    return plain if len(plain) <= SHOWN else plain[:SHOWN] + " …"


def text_in(record: dict[str, Any], key: str, *, longest: int | None = None) -> str:
    """The text under `key`; empty when missing or null."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(_("må være tekst, ikke %(value)s") % {"value": told(value)})
    if longest is not None and len(value) > longest:
        raise Refused(
            _("er for lang: %(length)d tegn, høyst %(longest)d")
            % {"length": len(value), "longest": longest}
        )
    return value


def parts_in(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The list of objects under `key`; empty when missing or null."""
    value = record.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise Refused(_("må være en liste av objekter, ikke %(value)s") % {"value": told(value)})
    return value


def part_in(record: dict[str, Any], key: str) -> dict[str, Any]:
    """The object under `key`; empty when missing or null."""
    value = record.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refused(_("må være et objekt, ikke %(value)s") % {"value": told(value)})
    return value
