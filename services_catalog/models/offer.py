import uuid
from datetime import date, datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services_catalog import rules
from services_catalog.models.service import TextLanguage


class CostOption(models.Model):
    """One price, and who need not pay it. Fields follow Open Referral HSDS 3.0, cost_option."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service", models.CASCADE, related_name="costs", verbose_name=_("tjeneste")
    )
    unit = models.CharField(
        _("for hva"), max_length=200, blank=True, help_text=_("Som per gang eller per måned.")
    )
    amount = models.DecimalField(
        _("kroner"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=_("0 når det er gratis."),
    )
    exempt = models.CharField(_("hvem som slipper å betale"), max_length=300, blank=True)
    note = models.CharField(_("merknad"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        verbose_name = _("pris")
        verbose_name_plural = _("priser")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_cost_per_service_and_id", fields=["service", "public_id"]
            ),
            models.CheckConstraint(name="cost_is_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount}".strip()


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self, on: date) -> "NoticeQuerySet":
        """Those that the page shows on a day."""
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class Notice(models.Model):
    """Something that is otherwise for a while: a move, a holiday, nobody on the phone."""

    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="notices",
        verbose_name=_("tjeneste"),
    )
    text = models.TextField(_("beskjed"), max_length=600)
    starts_on = models.DateField(_("fra og med"), default=timezone.localdate)
    ends_on = models.DateField(_("til og med"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("beskjed for en tid")
        verbose_name_plural = _("beskjeder for en tid")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Siste dato kan ikke være før den første."),
            )
        ]

    def __str__(self) -> str:
        return rules.first_sentence(self.text)


class ServiceText(models.Model):
    """What an entry says in one more language."""

    service = models.ForeignKey(
        "services_catalog.Service", models.CASCADE, related_name="texts", verbose_name=_("tjeneste")
    )
    language = models.CharField(_("språk"), max_length=2, choices=TextLanguage)
    name = models.CharField(_("navn"), max_length=250)
    summary = models.CharField(_("kort sagt"), max_length=250, blank=True)
    description = models.TextField(_("beskrivelse"), blank=True)
    eligibility = models.TextField(_("hvem det er for"), blank=True)
    how_to_get_in = models.TextField(_("slik får du dette"), blank=True)

    class Meta:
        verbose_name = _("tekst på et annet språk")
        verbose_name_plural = _("tekster på andre språk")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_service_and_language",
                fields=["service", "language"],
                violation_error_message=_("Det finnes allerede en tekst på dette språket."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_language_display()})"


class CourseDateQuerySet(models.QuerySet["CourseDate"]):
    def to_come(self, now: datetime) -> "CourseDateQuerySet":
        """Those that are not over."""
        return self.filter(ends_at__gt=now)


class CourseDate(models.Model):
    """One time that a course for patients and next of kin is held."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="course_dates",
        verbose_name=_("tjeneste"),
    )
    starts_at = models.DateTimeField(_("begynner"))
    ends_at = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=250, blank=True)
    seats = models.PositiveSmallIntegerField(_("plasser"), null=True, blank=True)
    is_full = models.BooleanField(_("fullt"), default=False)
    sign_up_by = models.DateField(_("påmelding innen"), null=True, blank=True)
    sign_up_url = models.URLField(_("påmelding på nett"), max_length=500, blank=True)
    sign_up_phone = models.CharField(_("påmelding på telefon"), max_length=40, blank=True)
    note = models.CharField(_("merknad"), max_length=300, blank=True)

    objects = CourseDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("kursdato")
        verbose_name_plural = _("kursdatoer")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="course_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Kurset må slutte etter at det begynner."),
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}"

    @property
    def takes_sign_ups(self) -> bool:
        """Whether one can still ask for a seat."""
        if self.is_full:
            return False
        if self.sign_up_by is not None:
            return self.sign_up_by >= timezone.localdate()
        return self.starts_at > timezone.now()

    @property
    def sign_up_phone_link(self) -> str:
        return rules.dialled(self.sign_up_phone)
