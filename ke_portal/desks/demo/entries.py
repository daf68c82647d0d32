"""What some entries of the demo's directory say beyond the file: more hours, prices, languages, courses to come."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from ke_portal.desks.demo import clock
from services_catalog.actions import settle_change
from services_catalog.models import (
    CostOption,
    CourseDate,
    HoursKind,
    Notice,
    OpeningHours,
    Service,
    ServiceText,
)

FILE: Path = settings.BASE_DIR / "services_catalog" / "demo" / "entries.json"


def make_entries() -> None:
    """Fill the entries, with days counted from the day of loading."""
    told: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    services = {service.slug: service for service in Service.objects.filter(slug__in=told)}
    for slug, said in told.items():
        service = services[slug]
        _hours(service, said)
        _costs(service, said.get("costs", []))
        service.places.update(**said.get("access", {}))
        for code, texts in said.get("texts", {}).items():
            ServiceText.objects.create(service=service, language=code, **texts)
        for notice in said.get("notices", []):
            Notice.objects.create(
                service=service,
                text=notice["text"],
                starts_on=clock.day(notice["from"]),
                ends_on=clock.day(notice["to"]),
            )
        for course in said.get("courses", []):
            _course(service, course)
        with clock.on(-8):
            settle_change(service, by=None, fields=sorted(said))


def _hours(service: Service, said: dict[str, Any]) -> None:
    rows = said.get("hours", [])
    for number, row in enumerate(rows):
        OpeningHours.objects.create(
            service=service,
            kind=HoursKind(row["kind"]),
            days=row["days"],
            opens_at=clock.moment(clock.day(0), row["opens"]).time(),
            closes_at=clock.moment(clock.day(0), row["closes"]).time(),
            note=row["note"],
            position=number,
        )
    for row in said.get("closed", []):
        OpeningHours.objects.create(
            service=service,
            is_closed=True,
            valid_from=clock.day(row["from"]),
            valid_to=clock.day(row["to"]),
            note=row["note"],
            position=len(rows) + 1,
        )


def _costs(service: Service, rows: list[dict[str, Any]]) -> None:
    if rows:
        service.costs.all().delete()
    for number, row in enumerate(rows):
        CostOption.objects.create(service=service, position=number, **row)


def _course(service: Service, said: dict[str, Any]) -> None:
    first = clock.workday(said["in"])
    length = said.get("days", 1)
    if length > 1:
        # Courses of several days begin on a Monday.
        first += timedelta(days=-first.weekday() % 7)
    starts, ends = said["clock"].split("–")
    CourseDate.objects.create(
        service=service,
        starts_at=clock.moment(first, starts),
        ends_at=clock.moment(first + timedelta(days=length - 1), ends),
        place=said["place"],
        seats=said["seats"],
        is_full=said.get("is_full", False),
        sign_up_by=clock.day(said["by"]),
        sign_up_url=said.get("url", ""),
        sign_up_phone=said.get("phone", ""),
        note=said["note"],
    )
