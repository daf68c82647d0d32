"""Parts of a record that have tables of their own: places, hours and prices.

Each kind says which parts of a list it can hold. Those become rows; what it cannot hold stays as lines of text
in the service. Writing starts from the part that was read and sets only what differs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from services_catalog.hsds.problems import parts_in


@dataclass(frozen=True)
class PartRecord:
    """One part, read. `values` are columns of its model by name."""

    id: UUID
    values: dict[str, Any]


class Kind(Protocol):
    """How one kind of part stands in a record; `read(part)` after `put(part, values)` holds `values`."""

    @property
    def key(self) -> str: ...

    def fits(self, part: Mapping[str, Any]) -> bool: ...

    def read(self, part: dict[str, Any]) -> dict[str, Any]: ...

    def put(
        self, part: dict[str, Any], values: dict[str, Any], before: dict[str, Any], language: str
    ) -> None: ...


def id_of(record: dict[str, Any], kind: Kind, part: dict[str, Any], number: int) -> UUID:
    """The id of a part. One without a proper id gets one from its place in the list."""
    try:
        return UUID(part["id"])
    except (KeyError, ValueError, TypeError, AttributeError):
        return uuid5(NAMESPACE_URL, f"{record.get('id')}/{kind.key}/{number}")


def read_parts(record: dict[str, Any], kind: Kind) -> list[PartRecord]:
    """The parts of `record` that become rows, each id once."""
    found: dict[UUID, PartRecord] = {}
    for number, part in enumerate(parts_in(record, kind.key)):
        if kind.fits(part):
            own_id = id_of(record, kind, part, number)
            found.setdefault(own_id, PartRecord(id=own_id, values=kind.read(part)))
    return list(found.values())


def rest_of(record: dict[str, Any], kind: Kind) -> list[dict[str, Any]]:
    """The parts of `record` that stay text."""
    return [part for part in parts_in(record, kind.key) if not kind.fits(part)]


def put_rest(record: dict[str, Any], kind: Kind, rest: list[dict[str, Any]]) -> None:
    """Put `rest` in place of the parts that are text."""
    rows = [part for part in parts_in(record, kind.key) if kind.fits(part)]
    put_list(record, kind.key, [*rows, *rest])


def put_list(record: dict[str, Any], key: str, parts: list[dict[str, Any]]) -> None:
    if parts:
        record[key] = parts
    else:
        record.pop(key, None)


def put_parts(
    record: dict[str, Any], kind: Kind, rows: Iterable[PartRecord], language: str
) -> None:
    """Make the parts of `record` say what `rows` say."""
    there = {
        id_of(record, kind, part, number): part
        for number, part in reversed(list(enumerate(parts_in(record, kind.key))))
        if kind.fits(part)
    }
    before = [part.id for part in read_parts(record, kind)]
    wanted = list(rows)
    parts = [_written(record, kind, row, there.get(row.id), language) for row in wanted]
    if before != [row.id for row in wanted]:
        put_list(record, kind.key, [*parts, *rest_of(record, kind)])


def _written(
    record: dict[str, Any],
    kind: Kind,
    row: PartRecord,
    part: dict[str, Any] | None,
    language: str,
) -> dict[str, Any]:
    if part is None:
        part = {"id": str(row.id), "service_id": record.get("id")}
        kind.put(part, row.values, {}, language)
    else:
        before = kind.read(part)
        if before != row.values:
            kind.put(part, row.values, before, language)
    return part


def changed(values: dict[str, Any], before: dict[str, Any], *names: str) -> bool:
    """Whether any of `names` is new or other than it was."""
    return any(name not in before or before[name] != values[name] for name in names)


def short(value: Any, longest: int) -> bool:
    """Whether `value` is nothing, or text of at most `longest` characters."""
    return value is None or (isinstance(value, str) and len(value) <= longest)
