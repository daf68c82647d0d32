import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services_catalog import rules


class HoursKind(models.TextChoices):
    """What the hours are for."""

    OPEN = "open", gettext_lazy("Åpningstid")
    PHONE = "phone", gettext_lazy("Telefontid")


class Weekday(models.IntegerChoices):
    """Days as datetime counts them."""

    MONDAY = 0, gettext_lazy("mandag")
    TUESDAY = 1, gettext_lazy("tirsdag")
    WEDNESDAY = 2, gettext_lazy("onsdag")
    THURSDAY = 3, gettext_lazy("torsdag")
    FRIDAY = 4, gettext_lazy("fredag")
    SATURDAY = 5, gettext_lazy("lørdag")
    SUNDAY = 6, gettext_lazy("søndag")


class OpeningHours(models.Model):
    """Hours on some days of the week, always or for a period; or days when all is closed.

    Fields follow Open Referral HSDS 3.0, schedule.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="hours",
        verbose_name=gettext_lazy("tjeneste"),
    )
    kind = models.CharField(
        gettext_lazy("type"), max_length=10, choices=HoursKind, default=HoursKind.OPEN
    )
    days = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=gettext_lazy("dager"),
        default=list,
        blank=True,
        help_text=gettext_lazy("Uten dager gjelder det hver dag i perioden."),
    )
    opens_at = models.TimeField(gettext_lazy("åpner"), null=True, blank=True)
    closes_at = models.TimeField(gettext_lazy("stenger"), null=True, blank=True)
    is_closed = models.BooleanField(
        gettext_lazy("stengt"),
        default=False,
        help_text=gettext_lazy("Stengt i perioden, også på telefon."),
    )
    valid_from = models.DateField(gettext_lazy("fra og med"), null=True, blank=True)
    valid_to = models.DateField(gettext_lazy("til og med"), null=True, blank=True)
    note = models.CharField(gettext_lazy("merknad"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(gettext_lazy("rekkefølge"), default=0)

    class Meta:
        verbose_name = gettext_lazy("åpningstid")
        verbose_name_plural = gettext_lazy("åpningstider")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_row_of_hours_per_service_and_id", fields=["service", "public_id"]
            ),
            models.CheckConstraint(
                name="hours_have_both_times_unless_closed",
                condition=Q(is_closed=True, opens_at=None, closes_at=None)
                | Q(is_closed=False, opens_at__isnull=False, closes_at__isnull=False),
                violation_error_message=_(
                    "Skriv når det åpner og stenger, eller kryss av for stengt."
                ),
            ),
            models.CheckConstraint(
                name="hours_have_days_or_dates",
                condition=~Q(days=[]) | Q(valid_from__isnull=False, valid_to__isnull=False),
                violation_error_message=gettext_lazy("Velg dager, eller skriv fra og til dato."),
            ),
            models.CheckConstraint(
                name="closed_hours_have_dates",
                condition=Q(is_closed=False) | Q(valid_from__isnull=False, valid_to__isnull=False),
                violation_error_message=gettext_lazy(
                    "Skriv fra hvilken dato til hvilken dato det er stengt."
                ),
            ),
            models.CheckConstraint(
                name="hours_are_on_days_of_the_week",
                condition=Q(days__contained_by=Weekday.values),
            ),
            models.CheckConstraint(
                name="hours_end_after_they_begin",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=gettext_lazy("Siste dato kan ikke være før den første."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.note}".strip()

    @property
    def rule(self) -> rules.Hours:
        """As the rules read them."""
        return rules.Hours(
            days=frozenset(self.days),
            opens=self.opens_at,
            closes=self.closes_at,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            note=self.note,
        )


@dataclass(frozen=True)
class Timetable:
    """The hours of one kind at one service, as they are told to a visitor at a moment."""

    kind: HoursKind
    now: str
    is_open: bool
    week: list[tuple[str, list[str]]]
    exceptions: list[tuple[str, str]]


def timetables(rows: Iterable[OpeningHours], now: datetime) -> list[Timetable]:
    """One table for each kind of hours there is. Closed days count for all kinds."""
    rows = list(rows)
    return [
        _timetable(kind, [row.rule for row in rows if row.is_closed or row.kind == kind], now)
        for kind in HoursKind
        if any(row.kind == kind and not row.is_closed for row in rows)
    ]


def _timetable(kind: HoursKind, hours: list[rules.Hours], now: datetime) -> Timetable:
    today = timezone.localdate(now, rules.OSLO)
    opening = rules.opening_at(hours, now)
    return Timetable(
        kind=kind,
        now=opening_words(opening, now),
        is_open=opening.is_open,
        week=[
            (_days(stretch), [_hours(each) for each in stretch.hours])
            for stretch in rules.week_from(hours, today)
        ],
        exceptions=[
            (_period(row), _exception(row))
            for row in rules.exceptions_from(hours, today)
            if not row.is_closed
        ],
    )


def closings(rows: Iterable[OpeningHours], now: datetime) -> list[tuple[str, str]]:
    """When all is closed, from now on: the days, and why."""
    closed = [row.rule for row in rows if row.is_closed]
    return [
        (_period(row), row.note)
        for row in rules.exceptions_from(closed, timezone.localdate(now, rules.OSLO))
    ]


def opening_words(opening: rules.Opening, now: datetime) -> str:
    """«Åpent nå, stenger kl. 15.00» or «Åpner mandag kl. 08.00»."""
    if opening.is_open:
        if opening.closes_at is None:
            return _("Åpent hele døgnet")
        if opening.closes_at.date() == timezone.localdate(now, rules.OSLO):
            return _("Åpent nå, stenger %(clock)s") % {"clock": _clock(opening.closes_at.time())}
        return _("Åpent nå, stenger %(day)s %(clock)s") % _when(opening.closes_at, now)
    if opening.opens_at is None:
        return _("Stengt nå")
    return _("Stengt nå, åpner %(day)s %(clock)s") % _when(opening.opens_at, now)


def _when(moment: datetime, now: datetime) -> dict[str, str]:
    ahead = (moment.date() - timezone.localdate(now, rules.OSLO)).days
    if ahead < 2:
        day = _("i morgen") if ahead else _("i dag")
    elif ahead < len(Weekday):
        day = str(Weekday(moment.weekday()).label)
    else:
        day = date_format(moment.date(), "j. F")
    return {"day": day, "clock": _clock(moment.time())}


def _clock(clock: time) -> str:
    return _("kl. %(clock)s") % {"clock": f"{clock:%H.%M}"}


def _days(stretch: rules.Stretch) -> str:
    first, last = (str(Weekday(day.weekday()).label) for day in (stretch.first, stretch.last))
    return first if first == last else f"{first}–{last}"


def _hours(hours: rules.Hours) -> str:
    opens, closes = hours.opens or time(), hours.closes or time()
    whole_day = (opens, closes) == (time(), time(23, 59))
    told = _("hele døgnet") if whole_day else f"{opens:%H.%M}–{closes:%H.%M}"
    return f"{told} {hours.note}".strip()


def _period(hours: rules.Hours) -> str:
    first, last = (date_format(day, "j. F") for day in (hours.valid_from, hours.valid_to) if day)
    return first if first == last else f"{first}–{last}"


def _exception(hours: rules.Hours) -> str:
    days = ", ".join(str(Weekday(day).label) for day in sorted(hours.days))
    return " ".join(filter(None, (days, _hours(hours))))
