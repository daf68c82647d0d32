import uuid
from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal.organisations.models import Municipality
from services_catalog import rules
from services_catalog.models.status import PUBLISHED, ServiceStatus, WithdrawnBecause
from services_catalog.models.vocabulary import (
    ENTRANCE,
    FORM,
    FUNCTION,
    TARGET_GROUP,
    Category,
    Term,
)


class TextLanguage(models.TextChoices):
    """The language an entry is written in, for the `lang` of its text."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    NORTHERN_SAMI = "se", _("Nordsamisk")
    ENGLISH = "en", _("Engelsk")


LANGUAGE_NAMES = {
    "nb": _("bokmål"),
    "nn": _("nynorsk"),
    "no": _("norsk"),
    "se": _("nordsamisk"),
    "sme": _("nordsamisk"),
    "sma": _("sørsamisk"),
    "smj": _("lulesamisk"),
    "en": _("engelsk"),
    "nsl": _("norsk tegnspråk"),
}


class ServiceQuerySet(models.QuerySet["Service"]):
    def published(self) -> "ServiceQuerySet":
        """Those that the public may see."""
        return self.filter(status__in=PUBLISHED)

    def among(self, keys: Sequence[int]) -> "ServiceQuerySet":
        """Those with one of these keys, of which there may be thousands: they go as one array."""
        array = Value(list(keys), output_field=ArrayField(models.BigIntegerField()))
        return self.filter(
            models.Func(
                F("pk"),
                array,
                template="%(expressions)s)",
                arg_joiner=" = ANY (",
                output_field=models.BooleanField(),
            )
        )

    def with_term(self, term: Term, *, or_code: str = "") -> "ServiceQuerySet":
        """Those sorted under `term`, or under the term of the same taxonomy with the code `or_code`."""
        fits = Term.objects.filter(
            Q(pk=term.pk) | Q(taxonomy=term.taxonomy_id, code=or_code), services=OuterRef("pk")
        )
        return self.filter(Exists(fits))

    def in_category(self, category: Category) -> "ServiceQuerySet":
        """Those with a term that `category`, or a branch under it, gathers."""
        fits = Term.objects.filter(
            Q(categories=category) | Q(categories__parent=category), services=OuterRef("pk")
        )
        return self.filter(Exists(fits))

    def open_to(self, municipality: Municipality) -> "ServiceQuerySet":
        """Those that people in `municipality` can get: its own, its hospital's, the country's."""
        areas = ServiceArea.objects.filter(service=OuterRef("pk"))
        here = areas.filter(
            Q(extent_type=ExtentType.COUNTRY)
            | Q(municipality=municipality)
            | Q(extent_type=ExtentType.COUNTY, extent=municipality.number[:2])
            | Q(
                organisation__catchments__municipality=municipality,
                organisation__catchments__valid_to=None,
            )
        )
        return self.filter(Exists(here) | ~Exists(areas))

    def alike(self, service: "Service") -> "ServiceQuerySet":
        """Others about the same, those that share most topics first, then those of the same provider."""
        topics = [term.pk for term in service.terms.all() if term.taxonomy.name == FUNCTION]
        return (
            self.exclude(pk=service.pk)
            .filter(terms__in=topics)
            .alias(shared=Count("terms"))
            .order_by(
                "-shared", Case(When(provider=service.provider_id, then=0), default=1), "name", "pk"
            )
        )

    def for_list(self) -> "ServiceQuerySet":
        """With all that a row of a list shows, without the long columns."""
        return (
            self.select_related("provider")
            .prefetch_related(
                Prefetch("terms", Term.objects.select_related("taxonomy").order_by("name"))
            )
            .only(
                "slug",
                "name",
                "summary",
                "description",
                "text_language",
                "provider__name",
                "phone",
                "status",
                "assured_on",
            )
        )


class Service(models.Model):
    """Something people can be helped with, and how to get it. Holds no personal data.

    Source: municipal health and care act § 7-3 and specialist health services act § 2-5 b: the
    coordinating unit has the overview of what there is. Fields follow Open Referral HSDS 3.0.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("adresse"), max_length=180, unique=True)
    name = models.CharField(_("navn"), max_length=250)
    alternate_name = models.CharField(_("annet navn"), max_length=250, blank=True)
    summary = models.CharField(_("kort sagt"), max_length=250, blank=True)
    description = models.TextField(_("beskrivelse"), blank=True)
    text_language = models.CharField(
        _("teksten er på"),
        max_length=2,
        choices=TextLanguage,
        default=TextLanguage.BOKMAL,
        editable=False,
    )
    provider = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name=_("tilbyder"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ServiceStatus, default=ServiceStatus.DRAFT
    )
    notice = models.TextField(_("varsel øverst på siden"), blank=True)
    terms = models.ManyToManyField(
        Term, related_name="services", blank=True, verbose_name=_("begreper")
    )

    eligibility = models.TextField(_("hvem det er for"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("fra alder"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("til alder"), null=True, blank=True)
    how_to_get_in = models.TextField(_("slik får du dette"), blank=True)
    how_next_of_kin = models.TextField(_("slik gjør du som pårørende"), blank=True)
    how_professional = models.TextField(_("slik gjør du som fagperson"), blank=True)
    who_can_refer = models.CharField(_("hvem kan henvise"), max_length=300, blank=True)
    fees = models.TextField(_("hva det koster"), blank=True)
    prices = models.TextField(_("priser"), blank=True, help_text=_("Én pris på hver linje."))
    waiting_time = models.CharField(_("ventetid"), max_length=200, blank=True)
    waiting_time_weeks = models.PositiveSmallIntegerField(
        _("ventetid i uker"), null=True, blank=True
    )
    waiting_time_measured_on = models.DateField(_("ventetid målt"), null=True, blank=True)
    required_documents = models.TextField(
        _("papirer du trenger"), blank=True, help_text=_("Ett papir på hver linje.")
    )

    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    url = models.URLField(_("nettside"), max_length=500, blank=True)
    contact = models.CharField(_("kontaktperson"), max_length=250, blank=True)
    address = models.TextField(_("steder"), blank=True, help_text=_("Ett sted på hver linje."))
    transport = models.TextField(_("slik kommer du dit"), blank=True)
    opening_hours = models.TextField(_("åpningstider"), blank=True)
    accessibility = models.TextField(_("tilgjengelighet på stedet"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("språk"),
        default=list,
        blank=True,
        help_text=_("Koder med komma mellom, som nb, nn, se, en."),
    )
    interpreter = models.CharField(_("tolk"), max_length=500, blank=True)

    assured_on = models.DateField(_("sist sjekket"), null=True, blank=True)
    assurer_email = models.EmailField(_("hvem sjekker"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("eier av teksten"),
        help_text=_("Uten eier spør vi e-posten under «hvem sjekker», ellers tilbyderens."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("måneder mellom hver bekreftelse"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Tomt betyr som for resten av katalogen."),
    )
    withdrawn_because = models.CharField(
        _("hvorfor den er trukket"),
        max_length=12,
        choices=WithdrawnBecause,
        blank=True,
        editable=False,
    )
    # The following four are worked out; the pages and lists read them.
    unconfirmed_since = models.DateField(_("ikke bekreftet siden"), null=True, editable=False)
    has_dead_link = models.BooleanField(_("har død lenke"), default=False, editable=False)
    completeness = models.PositiveSmallIntegerField(_("utfylt"), default=0, editable=False)
    version = models.PositiveIntegerField(_("versjon"), default=1, editable=False)
    changed_at = models.DateTimeField(_("endret"), default=timezone.now, editable=False)
    # The record as it was read, so that what has no column here is given back.
    hsds = models.JSONField(_("post fra fil"), default=dict, editable=False)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("tjeneste")
        verbose_name_plural = _("tjenester")
        ordering = ["name"]
        permissions = [("provide_service", "Can write own entries of the directory")]
        indexes = [
            models.Index(
                name="published_services_by_name",
                fields=["name", "id"],
                condition=Q(status__in=["active", "paused"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="service_ages_are_in_order",
                condition=Q(minimum_age=None)
                | Q(maximum_age=None)
                | Q(maximum_age__gte=F("minimum_age")),
            ),
            models.CheckConstraint(name="service_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="service_status_is_known", condition=Q(status__in=ServiceStatus.values)
            ),
            models.CheckConstraint(
                name="withdrawn_service_says_why",
                condition=Q(status="withdrawn", withdrawn_because__in=WithdrawnBecause.values)
                | (~Q(status="withdrawn") & Q(withdrawn_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("services_catalog:detail", args=[self.slug])

    @property
    def in_one_line(self) -> str:
        """What it is, in one sentence."""
        return self.summary or rules.first_sentence(self.description)

    @property
    def phone_link(self) -> str:
        return rules.dialled(self.phone)

    @property
    def target_groups(self) -> list[str]:
        return self._names_in(TARGET_GROUP)

    @property
    def entrances(self) -> list[str]:
        return self._names_in(ENTRANCE)

    @property
    def forms(self) -> list[str]:
        return self._names_in(FORM)

    def _names_in(self, taxonomy: str) -> list[str]:
        return [term.name for term in self.terms.all() if term.taxonomy.name == taxonomy]

    @property
    def language_names(self) -> list[str]:
        """The languages it can be given in, by name."""
        return [str(LANGUAGE_NAMES.get(code, code)) for code in self.languages]

    @property
    def exempt_from_costs(self) -> list[str]:
        """Who need not pay, each once."""
        return list(dict.fromkeys(cost.exempt for cost in self.costs.all() if cost.exempt))

    @property
    def municipalities(self) -> list[str]:
        """The municipalities whose people it is for. More than one: they share it."""
        return [area.municipality.name for area in self.areas.all() if area.municipality]

    @property
    def steps_for_next_of_kin(self) -> list[str]:
        return rules.steps_of(self.how_next_of_kin)

    @property
    def steps_for_professionals(self) -> list[str]:
        return rules.steps_of(self.how_professional)

    @property
    def is_checked_lately(self) -> bool:
        """Whether somebody has confirmed the text within the last year."""
        return self.assured_on is not None and self.assured_on > timezone.localdate() - rules.FRESH

    @property
    def kilometres(self) -> int | None:
        """Whole kilometres from the place that a visitor named, where a list measured them."""
        distance: float | None = getattr(self, "distance", None)
        return None if distance is None else round(distance)

    @property
    def is_paused(self) -> bool:
        return self.status == ServiceStatus.PAUSED


class ExtentType(models.TextChoices):
    """What an area is."""

    MUNICIPALITY = "municipality", _("Kommune")
    COUNTY = "county", _("Fylke")
    TRUST = "trust", _("Helseforetakets område")
    REGION = "region", _("Helseregion")
    COUNTRY = "country", _("Hele landet")
    OTHER = "other", _("Annet")


class ServiceArea(models.Model):
    """Where one must live to get a service. A service without areas is for anyone."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        Service, models.CASCADE, related_name="areas", verbose_name=_("tjeneste")
    )
    extent_type = models.CharField(_("type"), max_length=20, choices=ExtentType)
    extent = models.TextField(_("nummer eller kode"), blank=True)
    name = models.CharField(_("navn"), max_length=300, blank=True)
    municipality = models.ForeignKey(
        "organisations.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kommune"),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("helseforetak eller region"),
    )

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områder")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_area_per_service_and_id", fields=["service", "public_id"]
            )
        ]

    def __str__(self) -> str:
        return self.name or str(
            self.municipality or self.organisation or self.get_extent_type_display()
        )

    @property
    def code(self) -> str:
        """What other systems call the area: a municipality's number of today, or what was read."""
        return self.municipality.number if self.municipality else self.extent
