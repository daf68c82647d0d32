"""The directory as a spreadsheet, written and read. Knows files and cells; what a row means is for the actions."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from services_catalog.access.editing import COLUMNS
from services_catalog.access.history import column_label
from services_catalog.models import Service, Taxonomy

LARGEST_FILE = 2 * 1024 * 1024
# Unpacked, so that a small file that unfolds to a huge one is stopped before it does.
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 25_000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000
# A cell that begins with one of these is a formula to a spreadsheet.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
ID, VERSION = "id", "versjon"
READ_ONLY = ("status", "tilbyder", "utfylt", "områder")
TERMS = "begreper: "


class BadSheet(ValueError):
    """The file cannot be read as a spreadsheet of ours; the text says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number as the spreadsheet counts, and its cells by heading."""

    number: int
    cells: dict[str, str]


def headings(taxonomies: Iterable[Taxonomy]) -> dict[str, str]:
    """What each column of the sheet is called: the heading, and the column of the entry."""
    with translation.override("nb"):
        columns = {column_label(name): name for name in COLUMNS}
    terms = {f"{TERMS}{taxonomy.name}": f"terms_{taxonomy.pk}" for taxonomy in taxonomies}
    return columns | terms


def row_of(service: Service, columns: dict[str, str]) -> list[str]:
    """The cells of one entry, in the order of `all_headings`. Reads its terms, areas and provider."""
    by_taxonomy: dict[str, list[str]] = {}
    for term in service.terms.all():
        by_taxonomy.setdefault(f"terms_{term.taxonomy_id}", []).append(term.code)
    own = {
        ID: str(service.public_id),
        VERSION: str(service.version),
        "status": str(service.status),
        "tilbyder": str(service.provider or ""),
        "utfylt": str(service.completeness),
        "områder": "; ".join(str(area) for area in service.areas.all()),
    }
    cells = [own[name] for name in (ID, VERSION, *READ_ONLY)]
    for name in columns.values():
        if name.startswith("terms_"):
            cells.append("; ".join(sorted(by_taxonomy.get(name, ()))))
        else:
            cells.append(text_of(getattr(service, name)))
    return [harmless(cell) for cell in cells]


def all_headings(columns: dict[str, str]) -> list[str]:
    return [ID, VERSION, *READ_ONLY, *columns]


def text_of(value: Any) -> str:
    """A value of a column as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return str(value)


def harmless(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula; `plain` takes the sign away again."""
    return f"'{cell}" if cell.startswith((*FORMULA_SIGNS, "'")) else cell


def plain(cell: str) -> str:
    if cell.startswith("'") and cell[1:].startswith((*FORMULA_SIGNS, "'")):
        return cell[1:]
    return cell


def write_csv(rows: Iterable[list[str]]) -> bytes:
    """As Norwegian Excel opens it: semicolons, and a mark that says UTF-8."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(rows: Iterable[list[str]]) -> bytes:
    """A workbook of one sheet, its first row fixed; every cell is text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101
    sheet.title = "Tjenester"
    sheet.freeze_panes = "A2"
    for number, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells, start=1):
            cell = sheet.cell(row=number, column=place)
            cell.value = "".join(filter(_may_stand_in_xml, text))
            cell.data_type = "s"
            if number == 1:
                cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _may_stand_in_xml(sign: str) -> bool:
    return sign in "\t\n\r" or ord(sign) >= 32


def read(name: str, content: bytes) -> list[Row]:
    """The rows of a file, by its headings. Raises BadSheet."""
    if len(content) > LARGEST_FILE:
        raise BadSheet(_("Filen er for stor. Den kan være høyst 2 MB."))
    if not content:
        raise BadSheet(_("Filen er tom."))
    if name.lower().endswith(".xlsx") or content[:2] == b"PK":
        lines = _lines_of_xlsx(content)
    else:
        lines = _lines_of_csv(content)
    return _rows(lines)


def _rows(lines: Iterator[list[str]]) -> list[Row]:
    names: list[str] = []
    rows = []
    for number, cells in enumerate(lines, start=1):
        if number > MOST_ROWS:
            raise BadSheet(_("Filen har for mange rader. Del den i flere."))
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise BadSheet(_("Filen har for mange kolonner."))
        if not names:
            names = [cell.strip() for cell in cells[:MOST_COLUMNS]]
            if ID not in names:
                raise BadSheet(
                    _(
                        "Den første raden må ha overskriftene fra filen du lastet ned, med «id» først."
                    )
                )
            doubled = {each for each in names if each and names.count(each) > 1}
            if doubled:
                raise BadSheet(
                    _("To kolonner har samme overskrift: %(names)s")
                    % {"names": ", ".join(sorted(doubled))}
                )
            continue
        if any(cell.strip() for cell in cells):
            named = zip(names, cells, strict=False)
            rows.append(Row(number, {name: plain(cell) for name, cell in named if name}))
    if not names:
        raise BadSheet(_("Filen er tom."))
    return rows


def _lines_of_csv(content: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadSheet(_("Filen kan ikke leses. Lagre den som CSV UTF-8 eller som Excel."))
    if "\x00" in text:
        raise BadSheet(_("Filen kan ikke leses. Lagre den som CSV UTF-8 eller som Excel."))
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise BadSheet(
            _("Filen kan ikke leses. Lagre den som CSV UTF-8 eller som Excel.")
        ) from None


def _lines_of_xlsx(content: bytes) -> Iterator[list[str]]:
    _unpack_carefully(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
            yield [_cell(value) for value in cells]
    except BadSheet:
        raise
    except Exception as problem:
        # openpyxl raises whatever its parsers raise at a file that is not whole.
        raise BadSheet(
            _("Filen er ødelagt eller ikke et regneark. Åpne den i Excel og lagre den på nytt.")
        ) from problem


def _unpack_carefully(content: bytes) -> None:
    """Look at what the file says it holds, and that it holds no more, before anything is read. Raises BadSheet."""
    broken = _("Filen er ødelagt eller ikke et regneark. Åpne den i Excel og lagre den på nytt.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise BadSheet(_("Filen folder seg ut til mer enn vi tar imot. Del den i flere."))
            for member in members:
                with packed.open(member) as part:
                    if b"<!DOCTYPE" in part.read(4096).upper():
                        raise BadSheet(broken)
    except BadSheet:
        raise
    # A locked file, or one packed in a way that Python does not know, is a RuntimeError.
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError):
        raise BadSheet(broken) from None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)[: LONGEST_CELL + 1]
