from collections.abc import Callable
from typing import Any

from django.db import migrations

from services_catalog.hsds import texts
from services_catalog.hsds.costs import CostOptions
from services_catalog.hsds.parts import Kind, PartRecord, id_of, read_parts
from services_catalog.hsds.places import FIELDS, Places, need_of, place_line
from services_catalog.hsds.problems import Refused, parts_in
from services_catalog.hsds.schedules import Schedules
from services_catalog.rules import lines_of

KINDS = (
    ("opening_hours", Schedules(), texts.hours_line, "OpeningHours"),
    ("prices", CostOptions(), texts.price_line, "CostOption"),
    ("address", Places(), place_line, "ServicePlace"),
)


def make_rows(apps: Any, _editor: Any) -> None:
    """Lines of places, hours and prices that came from a part of the record become rows, with its id."""
    Service = apps.get_model("services_catalog", "Service")
    for service in Service.objects.exclude(hsds={}).iterator(chunk_size=500):
        for column, kind, line_of, model in KINDS:
            try:
                _move(service, column, kind, line_of, apps.get_model("services_catalog", model))
            except Refused:
                continue
        service.save(
            update_fields=["opening_hours", "prices", "address", "transport", "accessibility"]
        )


def _move(
    service: Any, column: str, kind: Kind, line_of: Callable[[dict[str, Any], str], str], model: Any
) -> None:
    record, language = service.hsds, texts.language_of(service.hsds)
    lines = lines_of(getattr(service, column))
    said = {
        id_of(record, kind, part, number): line_of(part, language)
        for number, part in enumerate(parts_in(record, kind.key))
    }
    rows = [part for part in read_parts(record, kind) if said[part.id] in lines]
    if column == "address" and rows:
        _keep_what_was_written(service, rows)
    model.objects.bulk_create(
        model(service=service, public_id=part.id, position=number, **part.values)
        for number, part in enumerate(rows)
    )
    moved = {said[part.id] for part in rows}
    setattr(service, column, "\n".join(line for line in lines if line not in moved))


def _keep_what_was_written(service: Any, rows: list[PartRecord]) -> None:
    """The way there and the accessibility as an editor left them, at the places."""
    told = "\n".join(
        dict.fromkeys(line for row in rows for line in lines_of(row.values["transport"]))
    )
    if service.transport and service.transport != told:
        for row in rows:
            row.values["transport"] = ""
        rows[0].values["transport"] = service.transport
    wanted = dict.fromkeys(lines_of(service.accessibility))
    for row in rows:
        for field in FIELDS:
            kept = [line for line in lines_of(row.values[field]) if line in wanted]
            row.values[field] = "\n".join(kept)
    there = {line for row in rows for field in FIELDS for line in lines_of(row.values[field])}
    for line in wanted:
        if line not in there:
            field = need_of({}, line)
            values = rows[0].values
            values[field] = "\n".join(filter(None, (values[field], line)))
    service.transport = service.accessibility = ""


class Migration(migrations.Migration):
    """Services that were read from a file get their places, hours and prices as rows."""

    dependencies = [("services_catalog", "0005_places_and_hours")]
    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
