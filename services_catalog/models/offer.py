import uuid
from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services_catalog import rules
from services_catalog.models.service import TextLanguage

# What a price says for itself when there is none.
FREE = frozenset({"gratis", "free"})


class CostOption(models.Model):
    """One price, and who need not pay it. Fields follow Open Referral HSDS 3.0, cost_option."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="costs",
        verbose_name=gettext_lazy("tjeneste"),
    )
    unit = models.CharField(
        gettext_lazy("for hva"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Som per gang eller per måned."),
    )
    amount = models.DecimalField(
        gettext_lazy("kroner"),
        max_digits=10,
        decimal_places=2,
        validators=[MinValueValidator(0)],
        help_text=gettext_lazy("0 når det er gratis."),
    )
    exempt = models.CharField(gettext_lazy("hvem som slipper å betale"), max_length=300, blank=True)
    note = models.CharField(gettext_lazy("merknad"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(gettext_lazy("rekkefølge"), default=0)

    class Meta:
        verbose_name = gettext_lazy("pris")
        verbose_name_plural = gettext_lazy("priser")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_cost_per_service_and_id", fields=["service", "public_id"]
            ),
            models.CheckConstraint(name="cost_is_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount}".strip()

    @property
    def in_words(self) -> str:
        """«Per gang: 50 kr – kaffe er med», in the language of the entry's own text."""
        amount = f"{self.amount:.2f}".removesuffix(".00").replace(".", ",")
        told = f"{amount} kr" if self.amount else _("gratis")
        if self.unit.casefold() in FREE or not self.unit:
            price = told if self.amount else _("Gratis")
        else:
            price = f"{self.unit}: {told}"
        return " – ".join(filter(None, (price, self.note)))


class Notice(models.Model):
    """Something that is otherwise for a while: a move, a holiday, nobody on the phone."""

    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="notices",
        verbose_name=gettext_lazy("tjeneste"),
    )
    text = models.TextField(gettext_lazy("beskjed"), max_length=600)
    starts_on = models.DateField(gettext_lazy("fra og med"), default=timezone.localdate)
    ends_on = models.DateField(gettext_lazy("til og med"), null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("beskjed for en tid")
        verbose_name_plural = gettext_lazy("beskjeder for en tid")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=gettext_lazy("Siste dato kan ikke være før den første."),
            )
        ]

    def __str__(self) -> str:
        return rules.first_sentence(self.text)

    @property
    def is_current(self) -> bool:
        """Whether the page shows it today."""
        return self.starts_on <= timezone.localdate() <= (self.ends_on or date.max)


class ServiceText(models.Model):
    """What an entry says in one more language."""

    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="texts",
        verbose_name=gettext_lazy("tjeneste"),
    )
    language = models.CharField(gettext_lazy("språk"), max_length=2, choices=TextLanguage)
    name = models.CharField(gettext_lazy("navn"), max_length=250)
    summary = models.CharField(gettext_lazy("kort sagt"), max_length=250, blank=True)
    description = models.TextField(gettext_lazy("beskrivelse"), blank=True)
    eligibility = models.TextField(gettext_lazy("hvem det er for"), blank=True)
    how_to_get_in = models.TextField(gettext_lazy("slik får du dette"), blank=True)

    class Meta:
        verbose_name = gettext_lazy("tekst på et annet språk")
        verbose_name_plural = gettext_lazy("tekster på andre språk")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_service_and_language",
                fields=["service", "language"],
                violation_error_message=gettext_lazy(
                    "Det finnes allerede en tekst på dette språket."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_language_display()})"


class CourseDate(models.Model):
    """One time that a course for patients and next of kin is held."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="course_dates",
        verbose_name=gettext_lazy("tjeneste"),
    )
    starts_at = models.DateTimeField(gettext_lazy("begynner"))
    ends_at = models.DateTimeField(gettext_lazy("slutter"))
    place = models.CharField(gettext_lazy("sted"), max_length=250, blank=True)
    seats = models.PositiveSmallIntegerField(gettext_lazy("plasser"), null=True, blank=True)
    is_full = models.BooleanField(gettext_lazy("fullt"), default=False)
    sign_up_by = models.DateField(gettext_lazy("påmelding innen"), null=True, blank=True)
    sign_up_url = models.URLField(gettext_lazy("påmelding på nett"), max_length=500, blank=True)
    sign_up_phone = models.CharField(
        gettext_lazy("påmelding på telefon"), max_length=40, blank=True
    )
    note = models.CharField(gettext_lazy("merknad"), max_length=300, blank=True)

    class Meta:
        verbose_name = gettext_lazy("kursdato")
        verbose_name_plural = gettext_lazy("kursdatoer")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="course_ends_after_it_begins",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=gettext_lazy("Kurset må slutte etter at det begynner."),
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}"

    @property
    def in_words(self) -> str:
        """«tirsdag 3. mars kl. 10.00–14.00», or from one day to another."""
        starts, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        form = "l j. F" if ends.year == timezone.localdate().year else "l j. F Y"
        days = date_format(ends.date(), form)
        if starts.date() != ends.date():
            days = f"{date_format(starts.date(), 'l j. F')} – {days}"
        clock = _("kl. %(from)s–%(to)s") % {"from": f"{starts:%H.%M}", "to": f"{ends:%H.%M}"}
        return f"{days} {clock}"

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

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
