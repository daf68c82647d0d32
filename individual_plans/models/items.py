from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from individual_plans.models.plans import LifeArea, Plan, PlanItem, PlanItemQuerySet, PlanRow
from ke_portal.people.models import Section


class About(PlanItem):
    """What the plan opens with, in the person's own words."""

    section = Section.ABOUT

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="about")
    what_matters = models.TextField(_("hva som er viktig for meg"), blank=True)
    helps_today = models.TextField(_("hvem som hjelper i dag"), blank=True)
    urgent = models.TextField(_("det som haster"), blank=True)
    culture_and_language = models.TextField(_("kultur og språk"), blank=True)


class Strength(PlanItem):
    """Something that goes well, or that the person or those around can build on."""

    section = Section.ABOUT

    text = models.TextField(_("ressurs"))


class Need(PlanItem):
    """Something the person needs help with, in one area of life."""

    section = Section.NEEDS

    life_area = models.CharField(_("livsområde"), max_length=20, choices=LifeArea)
    text = models.TextField(_("behov"))


class Attainment(models.IntegerChoices):
    """How far a goal has come, on the goal attainment scale set together with the person."""

    MUCH_LESS = -2, _("mye mindre enn håpet")
    LESS = -1, _("mindre enn håpet")
    AS_HOPED = 0, _("som håpet")
    MORE = 1, _("mer enn håpet")
    MUCH_MORE = 2, _("mye mer enn håpet")


class Goal(PlanItem):
    """What the person wants to reach; a goal may have goals below it."""

    section = Section.GOALS

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subgoals"
    )
    text = models.TextField(_("mål"))
    own_words = models.BooleanField(_("skrevet med personens egne ord"), default=True)
    life_area = models.CharField(_("livsområde"), max_length=20, choices=LifeArea, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    attained = models.SmallIntegerField(
        _("hvor langt målet er nådd"), choices=Attainment, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="attainment_is_between_two_below_and_two_above",
                condition=Q(attained=None) | Q(attained__range=(-2, 2)),
            ),
            models.CheckConstraint(
                name="no_goal_is_below_itself", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]

    @property
    def key(self) -> str:
        """How forms and addresses name the goal."""
        return str(self.public_id)

    @property
    def scale(self) -> list[bool]:
        """The steps of the attainment scale, lowest first, and whether each is reached."""
        return [
            self.attained is not None and self.attained >= step
            for step in sorted(Attainment.values)
        ]


class MeasureStatus(models.TextChoices):
    PROPOSED = "proposed", _("Foreslått")
    AGREED = "agreed", _("Avtalt")
    ONGOING = "ongoing", _("I gang")
    DONE = "done", _("Ferdig")
    STOPPED = "stopped", _("Stoppet")
    REJECTED = "rejected", _("Avslått")


WAITING = (MeasureStatus.PROPOSED, MeasureStatus.AGREED)


class ParticipantQuerySet(PlanItemQuerySet):
    def active(self) -> Self:
        today = timezone.localdate()
        return self.present().filter(Q(until=None) | Q(until__gt=today))


class Participant(PlanItem):
    """Someone from a service, or close to the person, who takes part in the work with the plan."""

    section = Section.GROUP

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("navn"), max_length=200)
    organisation = models.CharField(_("tjeneste eller arbeidssted"), max_length=200, blank=True)
    role = models.CharField(_("rolle"), max_length=120, blank=True)
    phone = models.CharField(_("telefon"), max_length=40, blank=True)
    email = models.EmailField(_("e-post"), max_length=254, blank=True)
    since = models.DateField(_("med fra"), default=timezone.localdate)
    until = models.DateField(_("med til"), null=True, blank=True)

    objects: ClassVar[Any] = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participant_ends_after_start",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="one_current_participant_per_user",
                fields=["plan", "user"],
                condition=Q(until=None, removed_at=None, user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}" if self.organisation else self.name

    def describe(self) -> str:
        """What this participant is and where from, in one line."""
        return ", ".join(filter(None, (self.role, self.organisation)))


class Measure(PlanItem):
    """Something that will be done to reach a goal. A plan may hold a wish that a service later refuses."""

    section = Section.GOALS

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measures")
    title = models.CharField(_("tiltak"), max_length=300)
    extent = models.CharField(_("omfang"), max_length=300, blank=True)
    responsible = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="measures"
    )
    # Kept with the measure, since a reader of goals may not open the list of participants.
    responsible_name = models.CharField(_("ansvarlig"), max_length=400, blank=True)
    how = models.TextField(_("hvordan"), blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    frequency = models.CharField(_("hvor ofte"), max_length=120, blank=True)
    starts_on = models.DateField(_("starter"), null=True, blank=True)
    ends_on = models.DateField(_("slutter"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=MeasureStatus, default=MeasureStatus.PROPOSED
    )
    status_since = models.DateField(default=timezone.localdate)
    reason = models.TextField(_("begrunnelse"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="measure_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="rejected_measure_has_a_reason",
                condition=~Q(status="rejected") | ~Q(reason=""),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Not over, whichever way it ended."""
        return self.status not in {
            MeasureStatus.DONE,
            MeasureStatus.STOPPED,
            MeasureStatus.REJECTED,
        }


class Contribution(PlanItem):
    """What one participant will do; without a participant, what the person or next of kin will do."""

    section = Section.GROUP

    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    text = models.TextField(_("bidrag"))


class CooperationStatus(models.TextChoices):
    WISHED = "wished", _("Ønsket")
    ASKED = "asked", _("Spurt")
    AGREED = "agreed", _("Avtalt")
    DECLINED = "declined", _("Avslått")


class Cooperation(PlanItem):
    """Another service, institution or agency that the person needs or wishes to have along."""

    section = Section.GROUP

    organisation = models.CharField(_("hvem"), max_length=200)
    purpose = models.TextField(_("hva det gjelder"))
    status = models.CharField(
        _("status"), max_length=20, choices=CooperationStatus, default=CooperationStatus.WISHED
    )


class ReviewKind(models.TextChoices):
    EVALUATION = "evaluation", _("Evaluering")
    REVISION = "revision", _("Revisjon")


class ReviewQuerySet(PlanItemQuerySet):
    def coming(self) -> Self:
        """Not held yet, overdue ones too, the soonest first."""
        return self.present().filter(held_on=None).order_by("due_on")


class Review(PlanItem):
    """A day on which the plan is looked at again, together."""

    section = Section.MEETINGS

    due_on = models.DateField(_("dato"))
    held_on = models.DateField(_("gjennomført"), null=True, blank=True)
    kind = models.CharField(
        _("type"), max_length=20, choices=ReviewKind, default=ReviewKind.EVALUATION
    )
    summary = models.TextField(_("oppsummering"), blank=True)

    objects: ClassVar[Any] = ReviewQuerySet.as_manager()

    @property
    def is_late(self) -> bool:
        return self.held_on is None and self.due_on < timezone.localdate()


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Planlagt")
    INVITED = "invited", _("Innkalt")
    HELD = "held", _("Holdt")
    MINUTES_DRAFT = "minutes_draft", _("Referat under arbeid")
    MINUTES_SENT = "minutes_sent", _("Referat sendt")
    MINUTES_FINAL = "minutes_final", _("Referat godkjent")
    CANCELLED = "cancelled", _("Avlyst")


class MeetingQuerySet(PlanItemQuerySet):
    def coming(self) -> Self:
        """Planned and not past, the soonest first."""
        return (
            self.present()
            .filter(
                status__in=[MeetingStatus.PLANNED, MeetingStatus.INVITED],
                starts_at__gte=timezone.now(),
            )
            .order_by("starts_at")
        )


class Meeting(PlanItem):
    """A meeting of the people around the plan."""

    section = Section.MEETINGS

    starts_at = models.DateTimeField(_("tid"))
    place = models.CharField(_("sted"), max_length=200, blank=True)
    purpose = models.CharField(_("hva møtet gjelder"), max_length=300)
    agenda = models.TextField(_("saker"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    cancel_reason = models.CharField(_("hvorfor møtet er avlyst"), max_length=300, blank=True)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()


class ConsentKind(models.TextChoices):
    """Two consents that differ in law, and are kept as two."""

    PLAN = "plan", _("Samtykke til å ha en plan")
    SHARE = "share", _("Samtykke til å dele opplysninger")


class HowGiven(models.TextChoices):
    ONLINE = "online", _("Gitt i portalen")
    PAPER = "paper", _("Underskrevet på papir")
    ORAL = "oral", _("Gitt muntlig")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def active(self) -> "ConsentQuerySet":
        """Given, not withdrawn or replaced, and inside its period."""
        return self.filter(withdrawn_at=None, superseded_at=None, validity__contains=Now())

    def to_plan(self) -> "ConsentQuerySet":
        return self.filter(kind=ConsentKind.PLAN)

    def to_share(self) -> "ConsentQuerySet":
        return self.filter(kind=ConsentKind.SHARE)


class Consent(PlanRow):
    """The person agrees to the plan, or to let someone see parts of it for a time. Can be withdrawn any day.

    Source: patient and user rights act chapter 4; health personnel act § 22.
    """

    section = Section.GROUP

    kind = models.CharField(max_length=10, choices=ConsentKind)
    participant = models.ForeignKey(
        Participant, models.PROTECT, null=True, blank=True, related_name="consents"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    sections = ArrayField(
        models.CharField(max_length=20, choices=Section), default=list, blank=True
    )
    may_write = models.BooleanField(default=False)
    given_by = models.CharField(max_length=200)
    how_given = models.CharField(max_length=10, choices=HowGiven)
    given_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    validity = DateTimeRangeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_to_share_says_with_whom_and_what",
                condition=~Q(kind="share") | (~Q(name="") & ~Q(sections=[])),
            ),
            models.UniqueConstraint(
                name="one_open_consent_to_the_plan",
                fields=["plan"],
                condition=Q(kind="plan", withdrawn_at=None, superseded_at=None),
            ),
        ]

    def section_labels(self) -> list[str]:
        return [str(Section(section).label) for section in self.sections]
