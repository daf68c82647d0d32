import uuid
from typing import Any, cast

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services_catalog import rules

EACH_LINE = _("Én ting på hver linje. La feltet stå tomt når dere ikke vet.")


# The picture beside what each field tells.
ICONS = {
    "wheelchair": "wheelchair",
    "hearing": "ear",
    "sight": "eye",
    "quiet": "quiet",
    "parking": "car",
    "other_access": "info",
}


class Need(models.TextChoices):
    """What a place must be like for somebody: the field of a place that tells."""

    WHEELCHAIR = "wheelchair", _("Rullestol")
    HEARING = "hearing", _("Hørsel")
    SIGHT = "sight", _("Syn")
    QUIET = "quiet", _("Ro og lite inntrykk")


class ServicePlaceQuerySet(models.QuerySet["ServicePlace"]):
    def on_the_map(self) -> "ServicePlaceQuerySet":
        return self.exclude(latitude=None)

    def that_suit(self, need: str) -> "ServicePlaceQuerySet":
        """Those that say what they have for `need`, one of Need's values."""
        return self.exclude(**{Need(need).value: ""})


class ServicePlace(models.Model):
    """Where a service is given, and what the place is like for those who come there.

    Fields follow Open Referral HSDS 3.0, service_at_location and location.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    # Several services at one place share the id of the place.
    location_id = models.UUIDField(default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="places",
        verbose_name=_("tjeneste"),
    )
    name = models.CharField(_("navn på stedet"), max_length=250, blank=True)
    address = models.TextField(_("gateadresse"), blank=True)
    postal_code = models.CharField(_("postnummer"), max_length=10, blank=True)
    city = models.CharField(_("poststed"), max_length=100, blank=True)
    municipality = models.ForeignKey(
        "organisations.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kommune"),
    )
    latitude = models.FloatField(
        _("breddegrad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Som 69,65. Fyll ut både breddegrad og lengdegrad, eller ingen av dem."),
    )
    longitude = models.FloatField(
        _("lengdegrad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    transport = models.TextField(_("slik kommer du dit"), blank=True)
    wheelchair = models.TextField(_("for deg med rullestol"), blank=True, help_text=EACH_LINE)
    hearing = models.TextField(_("for deg som hører dårlig"), blank=True, help_text=EACH_LINE)
    sight = models.TextField(_("for deg som ser dårlig"), blank=True, help_text=EACH_LINE)
    quiet = models.TextField(_("for deg som trenger ro"), blank=True, help_text=EACH_LINE)
    parking = models.TextField(_("parkering"), blank=True, help_text=EACH_LINE)
    other_access = models.TextField(_("annet om stedet"), blank=True, help_text=EACH_LINE)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    objects = ServicePlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("sted")
        verbose_name_plural = _("steder")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_place_per_service_and_id", fields=["service", "public_id"]
            ),
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
            ),
            models.CheckConstraint(
                name="place_has_a_name_or_an_address",
                condition=~Q(name="", address="", city=""),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join([*filter(None, [self.name]), *self.address_lines])

    @property
    def address_lines(self) -> list[str]:
        """The address as it stands on a letter: street, then postal code and town."""
        town = " ".join(filter(None, (self.postal_code, self.city)))
        return [*rules.lines_of(self.address), *filter(None, [town])]

    @property
    def is_on_the_map(self) -> bool:
        return self.latitude is not None

    @property
    def access(self) -> list[tuple[str, str, list[str]]]:
        """What it has for each need that it says something about: icon, who, and the things."""
        told = [(name, rules.lines_of(getattr(self, name))) for name in ICONS]
        return [(ICONS[name], self.label_of(name), lines) for name, lines in told if lines]

    @property
    def needs_untold(self) -> list[str]:
        """The needs that nobody has said anything about."""
        return [str(need.label).lower() for need in Need if not getattr(self, need.value)]

    @classmethod
    def label_of(cls, name: str) -> str:
        return str(cast("models.Field[Any, Any]", cls._meta.get_field(name)).verbose_name)
