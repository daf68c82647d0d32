import json
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from individual_plans import rules
from ke_portal.organisations.models import Organisation
from ke_portal.people.models import Person, Section
from ke_portal.rowsecurity.models import RowSecured


class PlanKind(models.TextChoices):
    """What kind of common plan this is; one turns into another with nothing typed again."""

    INDIVIDUAL = "individual", _("Individuell plan")
    ROOM = "room", _("Samarbeidsrom uten plan")
    CHILD_FAMILY = "child_family", _("Plan for barn og familie")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Under arbeid")
    ACTIVE = "active", _("I bruk")
    IN_REVIEW = "in_review", _("Blir revidert")
    SUSPENDED = "suspended", _("Satt på pause")
    ENDED = "ended", _("Avsluttet")
    ARCHIVED = "archived", _("Arkivert")


class LifeArea(models.TextChoices):
    """The areas of life that the mapping of needs goes through."""

    HEALTH = "health", _("Helse og omsorg")
    DAYTIME = "daytime", _("Skole, arbeid og aktivitet")
    HOUSING = "housing", _("Bolig")
    LEISURE = "leisure", _("Fritid")
    ECONOMY = "economy", _("Økonomi")
    SOCIAL = "social", _("Venner og nettverk")
    FAMILY = "family", _("Familie og søsken")
    COMMUNICATION = "communication", _("Kommunikasjon og språk")
    TRANSPORT = "transport", _("Transport")
    AIDS = "aids", _("Hjelpemidler")
    TRANSITION = "transition", _("Overganger")
    OTHER = "other", _("Annet")


ITEM_NAMES = {
    "a": _("Mål, ressurser og behov"),
    "b": _("Hvem som deltar"),
    "c": _("Koordinator"),
    "d": _("Hva hver enkelt bidrar med"),
    "e": _("Tiltak, omfang og ansvar"),
    "f": _("Hvordan tiltakene gjennomføres"),
    "g": _("Planperiode og evaluering"),
    "h": _("Samtykke"),
    "i": _("Samarbeid med andre"),
}
LACK_WORDS = {
    rules.Lack.NO_GOAL: _("Planen har ikke noe mål ennå."),
    rules.Lack.NO_STRENGTH: _("Det står ikke hva som går bra, eller hva personen er god på."),
    rules.Lack.NO_NEED: _("Det står ikke hva personen trenger hjelp til."),
    rules.Lack.TOO_FEW_TAKE_PART: _("Færre enn to tjenester deltar."),
    rules.Lack.NO_COORDINATOR: _("Det er ingen koordinator nå."),
    rules.Lack.NO_CONTRIBUTION: _("Det står ikke hva personen og tjenestene skal bidra med."),
    rules.Lack.CONTRIBUTION_MISSING: _("Minst én deltaker har ikke skrevet hva de bidrar med."),
    rules.Lack.NO_MEASURE: _("Planen har ingen tiltak ennå."),
    rules.Lack.MEASURE_WITHOUT_RESPONSIBLE: _("Minst ett tiltak mangler en som har ansvaret."),
    rules.Lack.MEASURE_WITHOUT_EXTENT: _("Minst ett tiltak sier ikke hvor mye eller hvor ofte."),
    rules.Lack.MEASURE_WITHOUT_HOW: _("Minst ett tiltak sier ikke hvordan det skal gjøres."),
    rules.Lack.NO_PERIOD: _("Det står ikke hvor lenge planen gjelder."),
    rules.Lack.NO_COMING_REVIEW: _("Det er ikke satt en dato for å se på planen igjen."),
    rules.Lack.NO_PLAN_CONSENT: _("Personen har ikke samtykket til planen."),
    rules.Lack.PARTICIPANT_WITHOUT_CONSENT: _(
        "Minst én deltaker mangler samtykke til å se planen."
    ),
    rules.Lack.COOPERATION_NOT_ANSWERED: _(
        "Det er ikke svart på om det trengs samarbeid med flere."
    ),
}


class PlanQuerySet(models.QuerySet["Plan"]):
    def current(self) -> "PlanQuerySet":
        """Not ended or archived; one a person at most."""
        return self.exclude(status__in=rules.OVER)

    def in_use(self) -> "PlanQuerySet":
        return self.filter(status__in=[PlanStatus.ACTIVE, PlanStatus.IN_REVIEW])

    def silent(self) -> "PlanQuerySet":
        """Current plans in which nothing has been written for long, the longest first."""
        before = timezone.now() - rules.SILENT_AFTER
        return (
            self.current()
            .exclude(status=PlanStatus.SUSPENDED)
            .filter(updated_at__lt=before)
            .order_by("updated_at")
        )


class Plan(RowSecured):
    """The head of one person's plan: whose, which kind, how far. What it says is in the tables beside.

    Source: patient and user rights act § 2-5; one plan a person, whichever acts apply.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=20, choices=PlanKind, default=PlanKind.INDIVIDUAL)
    status = models.CharField(max_length=20, choices=PlanStatus, default=PlanStatus.DRAFT)
    responsible_body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plans"
    )
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    activated_at = models.DateTimeField(null=True, blank=True)
    no_cooperation_needed = models.BooleanField(default=False)
    completeness = models.JSONField(default=dict)
    end_reason = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        permissions = [
            ("view_plan_heads", "Can see who has a plan and how complete it is"),
            ("coordinate_plan", "Can start plans as coordinator"),
            ("take_part", "Can take part in plans"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_active_plan_per_person",
                fields=["person"],
                condition=~Q(status__in=["ended", "archived"]),
            ),
            models.CheckConstraint(
                name="plan_period_ends_after_it_starts",
                condition=Q(period_to=None)
                | Q(period_from__isnull=False, period_to__gt=F("period_from")),
            ),
            models.CheckConstraint(
                name="plan_in_use_has_a_version",
                condition=~Q(status__in=["active", "in_review"])
                | Q(version__gte=1, activated_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["status", "updated_at"], name="plan_by_status_and_change")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("individual_plans:detail", args=[self.public_id])

    @staticmethod
    def is_granted_to(person: Person) -> bool:
        """Whether the latest decision on the right to a plan grants it.

        Asked past the row policies: a coordinator starts the plan without seeing the case.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT ke_plan_granted(%s)", [person.pk])
            row = cursor.fetchone()
        return bool(row and row[0])

    @property
    def is_editable(self) -> bool:
        return self.status in rules.EDITABLE

    def is_complete(self) -> bool:
        return all(self.completeness.get(item) for item in rules.ITEMS)

    def days_silent(self) -> int:
        return rules.days_silent(timezone.localdate(self.updated_at), timezone.localdate())

    def facts(self) -> rules.Facts:
        """How much there is of each thing, counted past the row policies: a writer of one section sees not all."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT ke_plan_facts(%s)", [self.pk])
            row = cursor.fetchone()
        found = row[0] if row else None
        return rules.Facts(**(json.loads(found) if isinstance(found, str) else found or {}))

    def keep_completeness(self) -> dict[str, bool]:
        """Work out items a to i again and store them on the head, with the moment of the change."""
        items = rules.completeness(self.facts())
        with connection.cursor() as cursor:
            cursor.execute("SELECT ke_keep_completeness(%s, %s)", [self.pk, json.dumps(items)])
        self.completeness = items
        return items


class PlanRow(RowSecured):
    """A row of one plan, in one section of it. Row security follows the grants to that section."""

    section: ClassVar[Section]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class PlanItemQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Not in the bin."""
        return self.filter(removed_at=None)


class PlanItem(PlanRow):
    """Something a reader sees and a writer changes. `version` grows with each change, and a stale form is caught."""

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PlanItemQuerySet.as_manager()

    class Meta:
        abstract = True


class Revision(RowSecured):
    """One field of one item went from one text to another. Written beside every change; never changed itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    section = models.CharField(max_length=20, choices=Section)
    item_kind = models.CharField(max_length=30)
    item_id = models.UUIDField()
    field = models.CharField(max_length=40)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["plan", "-at"], name="revision_by_plan"),
            models.Index(fields=["item_id", "-at"], name="revision_by_item"),
        ]
