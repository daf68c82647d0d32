import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Network(models.Model):
    """Coordinating units that meet, often those around one hospital trust. Nothing here is about persons in care.

    Source: specialist health services act § 2-5 b; the units are to be in networks with each other.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("navn"), max_length=200, unique=True)
    about = models.TextField(_("om nettverket"), blank=True)
    trust = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("helseforetak"),
    )
    region = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("helseregion"),
    )
    gatherings_per_year = models.PositiveSmallIntegerField(
        _("samlinger i året"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("nettverk")
        verbose_name_plural = _("nettverk")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:detail", args=[self.public_id])


class NetworkMember(models.Model):
    """A seat in a network: a known coordinating unit, an organisation, or a municipality whose unit we do not know."""

    network = models.ForeignKey(
        Network, models.CASCADE, related_name="members", verbose_name=_("nettverk")
    )
    unit = models.ForeignKey(
        "organisations.CoordinatingUnit",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("koordinerende enhet"),
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisasjon"),
    )
    municipality = models.ForeignKey(
        "organisations.Municipality",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kommune"),
    )
    note = models.CharField(_("merknad"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("medlem av nettverk")
        verbose_name_plural = _("medlemmer av nettverk")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="network_member_is_one_of_three",
                condition=Q(unit__isnull=False, organisation=None, municipality=None)
                | Q(unit=None, organisation__isnull=False, municipality=None)
                | Q(unit=None, organisation=None, municipality__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_seat_per_network",
                fields=["network", "unit", "organisation", "municipality"],
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.organisation or self.municipality)


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def coming(self) -> "GatheringQuerySet":
        """Those that are not over, the nearest first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at")

    def past(self) -> "GatheringQuerySet":
        """Those that are over, the latest first."""
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at")


class Gathering(models.Model):
    """A day when a network meets."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(
        Network, models.CASCADE, related_name="gatherings", verbose_name=_("nettverk")
    )
    title = models.CharField(_("tittel"), max_length=200)
    about = models.TextField(_("om samlingen"), blank=True)
    starts_at = models.DateTimeField(_("begynner"))
    ends_at = models.DateTimeField(_("slutter"))
    place = models.CharField(_("sted"), max_length=200, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("samling")
        verbose_name_plural = _("samlinger")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                name="gathering_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("networks:gathering", args=[self.public_id])

    @property
    def is_on_one_day(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)


class ProgrammeItem(models.Model):
    """A line in the programme of a gathering."""

    gathering = models.ForeignKey(
        Gathering, models.CASCADE, related_name="programme", verbose_name=_("samling")
    )
    starts_at = models.DateTimeField(_("klokken"))
    title = models.CharField(_("hva"), max_length=200)
    speaker = models.CharField(_("hvem"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("programpunkt")
        verbose_name_plural = _("programpunkter")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title
