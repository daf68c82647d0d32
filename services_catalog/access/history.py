"""What an entry has been: each revision with what it changed, word by word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from services_catalog.access.snapshots import NOT_COMPARED, TERMS, Snapshot, compared, parts
from services_catalog.models import Revision, Service, Term
from services_catalog.rules.differences import Piece, changed, word_by_word

PAGE = 20


@dataclass(frozen=True)
class Difference:
    """One thing that changed: what it is called, and the words of before and after."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Change:
    """One revision and what it changed in the one before."""

    revision: Revision
    differences: list[Difference]
    is_current: bool


def revisions_of(service: Service) -> QuerySet[Revision]:
    """The newest first, without what they hold."""
    return Revision.objects.filter(service=service).order_by("-number")


def open_revision(service: Service, number: int) -> Revision:
    return get_object_or_404(Revision, service=service, number=number)


def changes(service: Service, revisions: Iterable[Revision], *, latest: int) -> list[Change]:
    """`revisions`, a stretch of the newest first, each with what it changed. Two queries."""
    shown = list(revisions)
    if not shown:
        return []
    lowest = shown[-1].number
    earlier = Revision.objects.filter(service=service, number=lowest - 1).first()
    befores = [each.snapshot for each in shown[1:]] + [earlier.snapshot if earlier else None]
    return [
        Change(each, between(before, each.snapshot), each.number == latest)
        for each, before in zip(shown, befores, strict=True)
    ]


def between(before: Snapshot | None, after: Snapshot) -> list[Difference]:
    """What changed from one snapshot to the next; nothing when there is none before."""
    if before is None:
        return []
    old, new = texts(before), texts(after)
    names = changed(compared(before), compared(after))
    return [
        Difference(label_of(name), word_by_word(old.get(name, ""), new.get(name, "")))
        for name in names
    ]


def proposed(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Difference]:
    """What a proposal changes: columns by name, terms as keys."""
    return [
        Difference(label_of(name), word_by_word(_said(name, now.get(name)), _said(name, value)))
        for name, value in wanted.items()
        if now.get(name) != value
    ]


def label_of(name: str) -> str:
    """What a reader calls a column, the terms or a part."""
    if name in parts():
        return str(parts()[name][0]._meta.verbose_name_plural)
    return column_label(name)


def column_label(name: str) -> str:
    """The words of a column of an entry."""
    return str(getattr(Service._meta.get_field(name), "verbose_name", name))


def texts(snapshot: Snapshot) -> dict[str, str]:
    """A snapshot as text by name."""
    columns = {
        name: snapshot["words"].get(name) or shown(Service, name, value)
        for name, value in snapshot["columns"].items()
        if name not in NOT_COMPARED
    }
    terms = "\n".join(sorted(f"{each['taxonomy']}: {each['name']}" for each in snapshot["terms"]))
    tables = parts()
    rows = {
        name: "\n".join(_row(tables[name][0], row) for row in rows)
        for name, rows in snapshot["parts"].items()
        if name in tables
    }
    return columns | {TERMS: terms} | rows


def _row(model: type[Model], row: dict[str, Any]) -> str:
    said = {
        name: row["words"].get(name) or shown(model, name, value)
        for name, value in row["columns"].items()
        if name not in {"public_id", "location_id", "position"}
    }
    return ", ".join(text for text in said.values() if text)


def shown(model: type[Model], name: str, value: Any) -> str:
    """A value as a reader calls it: the words of a choice, a list with commas, the text itself."""
    if value is None:
        return ""
    field = model._meta.get_field(name)
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if not isinstance(value, list | dict) and value in choices:
        return str(choices[value])
    if isinstance(value, list):
        base = getattr(field, "base_field", None)
        words = dict(getattr(base, "flatchoices", ()) or ())
        return ", ".join(str(words.get(each, each)) for each in value)
    return str(value)


def _said(name: str, value: Any) -> str:
    if name == TERMS:
        names = Term.objects.filter(pk__in=value or []).values_list("name", flat=True)
        return "\n".join(sorted(names))
    return shown(Service, name, value)
