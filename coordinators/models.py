import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordinators.rules import Standing
from ke_portal.organisations.models import Organisation
from ke_portal.people.models import Person, PersonQuerySet
from ke_portal.rowsecurity.models import RowSecured
from referrals.models import Case, DecisionLine, Outcome, Right


class CoordinatorQuerySet(models.QuerySet["Coordinator"]):
    def with_load(self) -> "CoordinatorQuerySet":
        """Each with `people_now`, the number of people coordinated now."""
        now = Q(appointments__validity__contains=Now(), appointments__status__in=AT_WORK)
        return self.annotate(people_now=Count("appointments", filter=now))

    def away(self, on: date) -> "CoordinatorQuerySet":
        return self.filter(Q(away_until=None) | Q(away_until__gte=on), away_from__lte=on)


class Coordinator(models.Model):
    """A service provider who can be named coordinator. No formal training is required by law.

    Source: municipal health and care act § 7-2; patient and user rights act § 2-5 b.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="coordinator",
        verbose_name=_("bruker"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="coordinators", verbose_name=_("arbeidssted")
    )
    title = models.CharField(_("stilling"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=40)
    answers_when = models.CharField(_("når du treffer meg"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("plass til"), default=8)
    takes_children = models.BooleanField(_("kan være barnekoordinator"), default=False)
    is_active = models.BooleanField(_("kan oppnevnes"), default=True)
    away_from = models.DateField(_("borte fra"), null=True, blank=True)
    away_until = models.DateField(_("borte til"), null=True, blank=True)
    substitute = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("vikar")
    )

    objects = CoordinatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("koordinator")
        verbose_name_plural = _("koordinatorer")
        permissions = [
            ("appoint_coordinator", "Can appoint a coordinator"),
            ("answer_help", "Can answer a request for help"),
            ("ask_help", "Can ask the coordinating unit for help"),
        ]
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_starts",
                condition=Q(away_until=None)
                | Q(away_from__isnull=False, away_until__gte=F("away_from")),
            ),
            models.CheckConstraint(
                name="nobody_substitutes_for_oneself",
                condition=Q(substitute=None) | ~Q(substitute=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    def standing(self, people_now: int) -> Standing:
        return Standing(people_now, self.capacity, self.away_from, self.away_until)

    def is_away(self) -> bool:
        return self.standing(0).is_away(timezone.localdate())


class AppointmentKind(models.TextChoices):
    """The lead coordinator, and beside it at most one in hospital, whose period is the stay."""

    LEAD = "lead", _("Koordinator")
    HOSPITAL = "hospital", _("Koordinator i sykehus")


class AppointmentStatus(models.TextChoices):
    REQUESTED = "requested", _("Spurt")
    ACCEPTED = "accepted", _("Har sagt ja")
    ACTIVE = "active", _("I arbeid")
    ON_LEAVE = "on_leave", _("Permisjon, vikar er i arbeid")
    HANDING_OVER = "handing_over", _("Overfører til ny koordinator")
    ENDED = "ended", _("Avsluttet")
    DECLINED = "declined", _("Har sagt nei")


AT_WORK = (AppointmentStatus.ACTIVE, AppointmentStatus.ON_LEAVE, AppointmentStatus.HANDING_OVER)
OPEN = (AppointmentStatus.REQUESTED, AppointmentStatus.ACCEPTED, *AT_WORK)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self) -> "AppointmentQuerySet":
        """At work now."""
        return self.filter(validity__contains=Now(), status__in=AT_WORK)

    def current_lead(self, person: Person) -> "AppointmentQuerySet":
        return self.current().filter(person=person, kind=AppointmentKind.LEAD)

    def open(self) -> "AppointmentQuerySet":
        """Asked for or at work now."""
        return self.filter(validity__contains=Now(), status__in=OPEN)


class Appointment(RowSecured):
    """One coordinator for one person, in one period, following a granted right and the person's wish.

    The municipality leads when both levels are involved; the database keeps it to one lead coordinator, and
    one in hospital, at a time.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    coordinator = models.ForeignKey(Coordinator, models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=20, choices=AppointmentKind, default=AppointmentKind.LEAD)
    status = models.CharField(max_length=20, choices=AppointmentStatus)
    decision_line = models.ForeignKey(DecisionLine, models.PROTECT, related_name="appointments")
    wish = models.TextField(blank=True)
    reason = models.TextField()
    validity = DateTimeRangeField()
    first_contact_by = models.DateField()
    appointed_at = models.DateTimeField(default=timezone.now)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name=f"one_current_{kind}_coordinator_per_person",
                expressions=[
                    (
                        Func(F("person"), F("person"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("validity", RangeOperators.OVERLAPS),
                ],
                condition=Q(kind=kind) & ~Q(status="declined"),
            )
            for kind in ("lead", "hospital")
        ] + [
            models.CheckConstraint(
                name="hospital_coordinator_has_an_end",
                condition=~Q(kind="hospital") | Q(validity__endswith__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_appointment_has_an_end",
                condition=~Q(status="ended") | Q(validity__endswith__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["coordinator", "status"], name="appointment_by_coordinator")
        ]


class HelpKind(models.TextChoices):
    NOTHING_HAPPENS = "nothing_happens", _("Det skjer ingenting")
    ANOTHER_COORDINATOR = "another_coordinator", _("Ønsker en annen koordinator")
    NEXT_STEP = "next_step", _("Trenger hjelp til neste steg")


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    def waiting(self) -> "HelpRequestQuerySet":
        return self.filter(answered_at=None)


class HelpRequest(RowSecured):
    """The person, next of kin or coordinator asks the coordinating unit to step in; it lands in the unit's queue."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="help_requests")
    kind = models.CharField(max_length=30, choices=HelpKind)
    text = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_help_request_of_a_kind",
                fields=["person", "kind", "asked_by"],
                condition=Q(answered_at=None),
            ),
            models.CheckConstraint(
                name="answered_help_request_has_answer_time_and_author",
                condition=Q(answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]


def without_coordinator(people: PersonQuerySet) -> PersonQuerySet:
    """Those of `people` with a case, who have been granted a coordinator and have none at work."""
    granted = DecisionLine.objects.current().filter(
        person=OuterRef("pk"),
        right__in=[Right.COORDINATOR, Right.CHILD_COORDINATOR],
        outcome=Outcome.GRANTED,
    )
    # As a list, so that the many who have one are passed by before anything else is asked about them.
    at_work = Appointment.objects.current().filter(kind=AppointmentKind.LEAD).values("person")
    has_case = Case.objects.not_closed().filter(person=OuterRef("pk"))
    return people.filter(Exists(has_case), Exists(granted)).exclude(pk__in=at_work)
