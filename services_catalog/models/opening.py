import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services_catalog import rules


class HoursKind(models.TextChoices):
    """What the hours are for."""

    OPEN = "open", _("Åpningstid")
    PHONE = "phone", _("Telefontid")


class Weekday(models.IntegerChoices):
    """Days as datetime counts them."""

    MONDAY = 0, _("mandag")
    TUESDAY = 1, _("tirsdag")
    WEDNESDAY = 2, _("onsdag")
    THURSDAY = 3, _("torsdag")
    FRIDAY = 4, _("fredag")
    SATURDAY = 5, _("lørdag")
    SUNDAY = 6, _("søndag")


class OpeningHours(models.Model):
    """Hours on some days of the week, always or for a period; or days when all is closed.

    Fields follow Open Referral HSDS 3.0, schedule.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service", models.CASCADE, related_name="hours", verbose_name=_("tjeneste")
    )
    kind = models.CharField(_("type"), max_length=10, choices=HoursKind, default=HoursKind.OPEN)
    days = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=_("dager"),
        default=list,
        blank=True,
        help_text=_("Uten dager gjelder det hver dag i perioden."),
    )
    opens_at = models.TimeField(_("åpner"), null=True, blank=True)
    closes_at = models.TimeField(_("stenger"), null=True, blank=True)
    is_closed = models.BooleanField(
        _("stengt"), default=False, help_text=_("Stengt i perioden, også på telefon.")
    )
    valid_from = models.DateField(_("fra og med"), null=True, blank=True)
    valid_to = models.DateField(_("til og med"), null=True, blank=True)
    note = models.CharField(_("merknad"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        verbose_name = _("åpningstid")
        verbose_name_plural = _("åpningstider")
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
                violation_error_message=_("Velg dager, eller skriv fra og til dato."),
            ),
            models.CheckConstraint(
                name="closed_hours_have_dates",
                condition=Q(is_closed=False) | Q(valid_from__isnull=False, valid_to__isnull=False),
                violation_error_message=_("Skriv fra hvilken dato til hvilken dato det er stengt."),
            ),
            models.CheckConstraint(
                name="hours_are_on_days_of_the_week",
                condition=Q(days__contained_by=Weekday.values),
            ),
            models.CheckConstraint(
                name="hours_end_after_they_begin",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("Siste dato kan ikke være før den første."),
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
        )
