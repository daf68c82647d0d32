from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A Norwegian municipality, or one of Oslo's districts, which acts as one for services.

    Numbers changed in 2020 and 2024, so a number has a period and is never a key.
    Source: Kartverket and Statistics Norway.
    """

    number = models.CharField(_("nummer"), max_length=6)
    name = models.CharField(_("navn"), max_length=100)
    official_names = models.CharField(_("offisielle navn"), max_length=200, blank=True)
    county_name = models.CharField(_("fylke"), max_length=100, blank=True)
    language_form = models.CharField(
        _("målform"), max_length=2, blank=True, choices=[("nb", _("Bokmål")), ("nn", _("Nynorsk"))]
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="districts",
        verbose_name=_("del av"),
    )
    valid_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    valid_to = models.DateField(_("gjelder til"), null=True, blank=True)
    # About where its centre lies, in degrees: for sorting by distance, not for finding the way.
    latitude = models.FloatField(_("breddegrad"), null=True, blank=True)
    longitude = models.FloatField(_("lengdegrad"), null=True, blank=True)
    is_invented = models.BooleanField(_("oppdiktet, for demonstrasjon"), default=False)

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="one_current_municipality_per_number",
                fields=["number"],
                condition=Q(valid_to=None),
            ),
            models.CheckConstraint(
                name="municipality_lies_on_the_globe",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    """What an organisation is, by who owns it."""

    REGION = "region", _("Regionalt helseforetak")
    TRUST = "trust", _("Helseforetak")
    PRIVATE_HOSPITAL = "private_hospital", _("Privat ideelt sykehus")
    PRIVATE_INSTITUTION = "private_institution", _("Privat institusjon")
    ASSESSMENT_UNIT = "assessment_unit", _("Regional vurderingsenhet")
    MUNICIPALITY = "municipality", _("Kommune")
    DISTRICT = "district", _("Bydel")
    COUNTY = "county", _("Fylkeskommune")
    NAV_OFFICE = "nav_office", _("NAV")
    SCHOOL = "school", _("Skole")
    KINDERGARTEN = "kindergarten", _("Barnehage")
    VOLUNTARY = "voluntary", _("Frivillig organisasjon")
    NATIONAL_CENTRE = "national_centre", _("Nasjonalt senter")
    STATE_GOVERNOR = "state_governor", _("Statsforvalter")
    OTHER = "other", _("Annen")


class Organisation(models.Model):
    """A body that gives services, takes part in plans or answers for a coordinating unit."""

    name = models.CharField(_("navn"), max_length=200)
    kind = models.CharField(_("type"), max_length=30, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("del av"),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("kommune"),
    )
    organisation_number = models.CharField(_("organisasjonsnummer"), max_length=9, blank=True)
    has_agreement = models.BooleanField(_("har avtale med helseforetak"), default=False)
    description = models.TextField(_("beskrivelse"), blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    website = models.URLField(_("nettsted"), blank=True)
    is_invented = models.BooleanField(_("oppdiktet, for demonstrasjon"), default=False)

    class Meta:
        verbose_name = _("organisasjon")
        verbose_name_plural = _("organisasjoner")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="one_organisation_per_kind_and_name",
                fields=["kind", "name", "municipality"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="organisation_number_has_nine_digits",
                condition=Q(organisation_number="") | Q(organisation_number__regex=r"^\d{9}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitLevel(models.TextChoices):
    """Which law the coordinating unit answers to."""

    MUNICIPALITY = "municipality", _("Kommune")
    TRUST = "trust", _("Helseforetak")
    REGION = "region", _("Helseregion")


class UnitForm(models.TextChoices):
    """How a coordinating unit is set up; all four are found in Norway."""

    PERSON = "person", _("Én stilling")
    TEAM = "team", _("Team")
    OFFICE = "office", _("Kontor")
    LEADER_GROUP = "leader_group", _("Ledergruppe")


class DecisionForm(models.TextChoices):
    """What the unit calls its answer. Municipalities differ; the reasons and the complaint route do not."""

    DECISION = "decision", _("Vedtak")
    WRITTEN_ANSWER = "written_answer", _("Skriftlig svar")


class CoordinatingUnit(models.Model):
    """A coordinating unit for habilitation and rehabilitation: ours, and all others we work with.

    Source: municipal health and care act § 7-3; specialist health services act § 2-5 b.
    """

    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        related_name="coordinating_unit",
        verbose_name=_("organisasjon"),
    )
    level = models.CharField(_("nivå"), max_length=20, choices=UnitLevel)
    form = models.CharField(_("form"), max_length=20, choices=UnitForm, blank=True)
    display_name = models.CharField(_("navn utad"), max_length=200)
    placed_under = models.CharField(_("plassert under"), max_length=200, blank=True)
    decision_form = models.CharField(
        _("svarform"), max_length=20, choices=DecisionForm, default=DecisionForm.DECISION
    )
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    phone_hours = models.CharField(_("telefontid"), max_length=100, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    website = models.URLField(_("nettsted"), blank=True)
    visiting_address = models.CharField(_("besøksadresse"), max_length=200, blank=True)
    postal_address = models.CharField(_("postadresse"), max_length=200, blank=True)
    plan_tool = models.CharField(_("verktøy for individuell plan"), max_length=100, blank=True)
    answer_within_days = models.PositiveSmallIntegerField(_("svarfrist i dager"), default=28)
    group_criterion = models.TextField(_("når ansvarsgruppe er aktuelt"), blank=True)
    group_criterion_on = models.DateField(_("gjelder fra"), null=True, blank=True)
    group_from_services = models.PositiveSmallIntegerField(
        _("ansvarsgruppe fra så mange tjenester"),
        default=3,
        help_text=_("Brukes i veiviseren «Kan dette gjelde meg?»."),
    )
    confirmed_on = models.DateField(_("bekreftet"), null=True, blank=True)
    source = models.CharField(_("kilde"), max_length=200, blank=True)
    is_ours = models.BooleanField(_("denne portalens enhet"), default=False)

    class Meta:
        verbose_name = _("koordinerende enhet")
        verbose_name_plural = _("koordinerende enheter")
        ordering = ["display_name"]
        constraints = [
            models.UniqueConstraint(
                name="one_unit_is_ours", fields=["is_ours"], condition=Q(is_ours=True)
            )
        ]

    def __str__(self) -> str:
        return self.display_name


class UnitTeam(models.Model):
    """A part of a coordinating unit that works on its own queue, such as a rehabilitation team."""

    unit = models.ForeignKey(
        CoordinatingUnit, models.CASCADE, related_name="teams", verbose_name=_("enhet")
    )
    name = models.CharField(_("navn"), max_length=100)
    about = models.CharField(_("om teamet"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("team")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(name="one_team_per_name", fields=["unit", "name"])]

    def __str__(self) -> str:
        return self.name


class UnitMember(models.Model):
    """A seat in a coordinating unit, by role and sector; with or without a known user."""

    unit = models.ForeignKey(
        CoordinatingUnit, models.CASCADE, related_name="members", verbose_name=_("enhet")
    )
    team = models.ForeignKey(
        UnitTeam,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("team"),
    )
    role = models.CharField(_("rolle"), max_length=120)
    sector = models.CharField(_("sektor"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bruker"),
    )

    class Meta:
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")

    def __str__(self) -> str:
        return self.role


class ContactPoint(models.Model):
    """A way to reach an organisation, for one purpose."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contact_points", verbose_name=_("organisasjon")
    )
    purpose = models.CharField(_("gjelder"), max_length=120)
    name = models.CharField(_("navn"), max_length=120, blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-post"), blank=True)
    hours = models.CharField(_("åpningstid"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("kontaktpunkt")
        verbose_name_plural = _("kontaktpunkter")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.purpose}"


class Membership(models.Model):
    """A user works in an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("bruker"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisasjon")
    )
    title = models.CharField(_("stilling"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("tilknytning")
        verbose_name_plural = _("tilknytninger")
        constraints = [
            models.UniqueConstraint(
                name="one_membership_per_organisation", fields=["user", "organisation"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"


class Catchment(models.Model):
    """A hospital serves a municipality or district, for a period. Areas differ between kinds of care."""

    trust = models.ForeignKey(
        Organisation, models.CASCADE, related_name="catchments", verbose_name=_("helseforetak")
    )
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="catchments", verbose_name=_("kommune")
    )
    valid_from = models.DateField(_("gjelder fra"), null=True, blank=True)
    valid_to = models.DateField(_("gjelder til"), null=True, blank=True)

    class Meta:
        verbose_name = _("opptaksområde")
        verbose_name_plural = _("opptaksområder")
        constraints = [
            models.UniqueConstraint(
                name="one_catchment_per_trust_and_municipality",
                fields=["trust", "municipality"],
                condition=Q(valid_to=None),
            ),
            models.CheckConstraint(
                name="catchment_ends_after_it_starts",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trust}: {self.municipality}"
