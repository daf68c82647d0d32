"""A spreadsheet changes the directory: first it is shown what it would change, then all of it or nothing is done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Organisation
from services_catalog import sheets
from services_catalog.access import editing, whole_services
from services_catalog.access.history import Difference, proposed
from services_catalog.actions.changing import Stale, change_service
from services_catalog.models import Service, ServiceStatus, SheetReading, Taxonomy

MOST_CHANGES = 500
KEPT_FOR = timedelta(days=1)
NUMBERS = {"minimum_age", "maximum_age", "waiting_time_weeks"}
LISTS = {"languages"}
COLUMN_BY_NAME = {field.name: field for field in Service._meta.concrete_fields}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, or with a whole row when `column` is empty."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class RowChange:
    """What one row would change. `service` is None for a new entry."""

    row: int
    name: str
    service: Service | None
    differences: list[Difference]


@dataclass
class Trial:
    """What a sheet would do."""

    changes: list[RowChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)


class Clash(Exception):
    """An entry has been changed since the sheet was tried; nothing was done. `row` is its number in the sheet."""

    def __init__(self, row: int, name: str) -> None:
        super().__init__(name)
        self.row, self.name = row, name


class _Cells:
    """Reads the cells of one row as values of columns."""

    def __init__(
        self, row: sheets.Row, columns: dict[str, str], codes: dict[str, dict[str, int]]
    ) -> None:
        self.row, self.columns, self.codes = row, columns, codes
        self.faults: list[Fault] = []

    def fault(self, column: str, message: str) -> None:
        self.faults.append(Fault(self.row.number, column, message))

    def values(self) -> tuple[dict[str, Any], dict[str, list[int]]]:
        """The columns by name, and the terms by taxonomy, of the cells that are there."""
        values: dict[str, Any] = {}
        terms: dict[str, list[int]] = {}
        for heading, text in self.row.cells.items():
            name = self.columns.get(heading)
            if name is None:
                if heading not in (sheets.ID, sheets.VERSION, *sheets.READ_ONLY):
                    self.fault(heading, _("Ukjent kolonne"))
                continue
            if len(text) > sheets.LONGEST_CELL:
                self.fault(heading, _("Teksten er for lang"))
            elif name.startswith("terms_"):
                terms[name] = self._terms(heading, name, text)
            else:
                self._value(heading, name, text, values)
        return values, terms

    def _value(self, heading: str, name: str, text: str, values: dict[str, Any]) -> None:
        column = COLUMN_BY_NAME[name]
        value: Any = editing.plain(text)
        try:
            if name in NUMBERS:
                value = column.to_python(value) if value else None
            elif name in LISTS:
                value = [
                    part.strip() for part in value.replace(",", ";").split(";") if part.strip()
                ]
            values[name] = column.clean(value, None)
        except ValidationError as wrong:
            self.fault(heading, " ".join(wrong.messages))

    def _terms(self, heading: str, name: str, text: str) -> list[int]:
        known = self.codes[name]
        wanted = [part.strip() for part in text.split(";") if part.strip()]
        for code in wanted:
            if code not in known:
                self.fault(heading, _("Ukjent kode: %(code)s") % {"code": code[:60]})
        return [known[code] for code in wanted if code in known]


def try_sheet(rows: Sequence[sheets.Row]) -> Trial:
    """What `rows` would change, and every fault in them. Changes nothing."""
    taxonomies = list(editing.taxonomies())
    columns = sheets.headings(taxonomies)
    codes = {
        f"terms_{taxonomy.pk}": {term.code: term.pk for term in taxonomy.terms.all()}
        for taxonomy in taxonomies
    }
    known = _known(rows)
    bodies = {each.name: each for each in Organisation.objects.order_by("-pk")}
    trial, seen = Trial(), set()
    for row in rows:
        cells = _Cells(row, columns, codes)
        values, terms = cells.values()
        given = row.cells.get(sheets.ID, "").strip()
        service = known.get(given)
        if given and service is None:
            cells.fault(sheets.ID, _("Ingen tjeneste har denne id-en"))
        if given and given in seen:
            cells.fault(sheets.ID, _("Den samme tjenesten står på en annen rad"))
        seen.add(given)
        if not given:
            _check_new(row, values, bodies, cells)
        if service is not None and row.cells.get(sheets.VERSION, "").strip() not in (
            "",
            str(service.version),
        ):
            cells.fault(
                sheets.VERSION,
                _("Noen har endret tjenesten siden filen ble lastet ned. Last den ned på nytt."),
            )
        _check_ages(service, values, cells)
        if cells.faults:
            trial.faults += cells.faults
        else:
            _weigh(trial, row, service, values, terms, taxonomies)
    if len(trial.changes) > MOST_CHANGES:
        trial.faults.append(
            Fault(0, "", _("Høyst %(most)d endringer om gangen.") % {"most": MOST_CHANGES})
        )
    return trial


def _known(rows: Sequence[sheets.Row]) -> dict[str, Service]:
    ids = []
    for row in rows:
        try:
            ids.append(UUID(row.cells.get(sheets.ID, "").strip()))
        except ValueError:
            continue
    wanted = whole_services(Service.objects.filter(public_id__in=ids)).defer("hsds")
    return {str(service.public_id): service for service in wanted}


def _check_new(
    row: sheets.Row, values: dict[str, Any], bodies: dict[str, Organisation], cells: _Cells
) -> None:
    if not values.get("name"):
        cells.fault("navn", _("En ny tjeneste må ha et navn"))
    if row.cells.get("tilbyder", "").strip() not in bodies:
        cells.fault("tilbyder", _("Skriv en tilbyder som finnes i registeret"))


def _check_ages(service: Service | None, values: dict[str, Any], cells: _Cells) -> None:
    lowest, highest = (
        values.get(name, getattr(service, name, None)) for name in ("minimum_age", "maximum_age")
    )
    if lowest is not None and highest is not None and lowest > highest:
        cells.fault("til alder", _("Er lavere enn laveste alder"))


def _weigh(
    trial: Trial,
    row: sheets.Row,
    service: Service | None,
    values: dict[str, Any],
    terms: dict[str, list[int]],
    taxonomies: Sequence[Taxonomy],
) -> None:
    """Put what a sound row changes into the trial."""
    now = editing.plain_values(service or Service(), list(values)) if values else {}
    changed = {name: value for name, value in values.items() if editing.plain(value) != now[name]}
    kept = _terms_after(service, terms)
    before = {term.pk for term in service.terms.all()} if service else set()
    if kept is not None and set(kept) != before:
        changed["terms"] = sorted(kept)
        now["terms"] = sorted(before)
    if service is not None and not changed:
        trial.unchanged += 1
        return
    trial.changes.append(
        RowChange(
            row.number,
            values.get("name") or (service.name if service else ""),
            service,
            proposed(now, changed),
        )
    )
    trial.rows.append(
        {
            "row": row.number,
            "id": str(service.public_id) if service else "",
            "version": service.version if service else None,
            "provider": row.cells.get("tilbyder", "").strip(),
            "values": changed,
        }
    )


def _terms_after(service: Service | None, terms: dict[str, list[int]]) -> list[int] | None:
    """The keys of all terms, where the sheet's columns replace those of their taxonomies; None without columns."""
    if not terms:
        return None
    others = [
        term.pk
        for term in (service.terms.all() if service else ())
        if f"terms_{term.taxonomy_id}" not in terms
    ]
    return [*others, *(key for keys in terms.values() for key in keys)]


@transaction.atomic
def keep_sheet(trial: Trial, *, name: str, by: User) -> SheetReading:
    """Remember a sound sheet until its sender says yes."""
    kept = SheetReading.objects.create(by=by, name=name[:200], rows=trial.rows)
    log.record(Verb.SHEET_RECEIVED, on=kept, by=by, detail={"changes": len(trial.rows)})
    return kept


@transaction.atomic
def apply_sheet(sheet: SheetReading, *, by: User) -> int:
    """Make all the changes of `sheet`, or raise Clash and make none. Returns how many."""
    held = SheetReading.objects.select_for_update().get(pk=sheet.pk)
    known = {
        str(each.public_id): each
        for each in Service.objects.filter(
            public_id__in=[row["id"] for row in held.rows if row["id"]]
        )
    }
    for row in held.rows:
        service = known.get(row["id"]) if row["id"] else _new(row)
        if service is None:
            raise Clash(row["row"], row["id"])
        try:
            change_service(service, by=by, version=row["version"], **row["values"])
        except (Stale, ValidationError):
            raise Clash(row["row"], service.name) from None
    count = len(held.rows)
    held.delete()
    return count


def _new(row: dict[str, Any]) -> Service:
    provider = Organisation.objects.filter(name=row["provider"]).order_by("pk").first()
    return Service(status=ServiceStatus.DRAFT, provider=provider)


def forget_sheets() -> int:
    """Forget those that nobody said yes to within a day. Returns how many. Safe to run twice."""
    gone, _each = SheetReading.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    return gone
