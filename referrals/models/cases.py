import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal.accounts.models import User
from ke_portal.organisations.models import DecisionForm, UnitTeam
from ke_portal.people.models import Person
from ke_portal.rowsecurity.models import RowSecured


class Right(models.TextChoices):
    """What can be asked for and decided, one line each. The group is a municipal offer, not a right by law."""

    PLAN = "plan", _("Individuell plan")
    COORDINATOR = "coordinator", _("Koordinator")
    CHILD_COORDINATOR = "child_coordinator", _("Barnekoordinator")
    GROUP = "group", _("Ansvarsgruppe")


COORDINATOR_RIGHTS = (Right.COORDINATOR, Right.CHILD_COORDINATOR)


class Outcome(models.TextChoices):
    """How one line of a decision ended."""

    GRANTED = "granted", _("Innvilget")
    DECLINED = "declined", _("Personen takket nei")
    REFUSED = "refused", _("Avslått")


class Condition(models.TextChoices):
    """What a right may depend on, as the question that staff answer. `rules.REQUIREMENTS` says which."""

    LONG_LASTING = "long_lasting", _("Varer behovet over tid?")
    COORDINATED = "coordinated", _("Trengs det flere tjenester som må ses i sammenheng?")
    COMPLEX = "complex", _("Er behovet komplekst?")
    CHILD_UNDER_18 = "child_under_18", _("Har eller venter familien barn under 18 år?")
    SERIOUS = "serious", _("Er det alvorlig sykdom, skade eller nedsatt funksjon?")
    BOTH_KINDS = (
        "both_kinds_of_services",
        _("Trengs det både langvarige helse- og omsorgstjenester og andre velferdstjenester?"),
    )


class CaseStatus(models.TextChoices):
    """Where a case stands. `rules.CASE_STEPS` and a trigger say which step may follow which."""

    OPEN = "open", _("Åpen")
    WAITING_INFO = "waiting_info", _("Venter på opplysninger")
    IN_ASSESSMENT = "in_assessment", _("Vurderes")
    DECIDED = "decided", _("Avgjort")
    COMPLAINT = "complaint", _("Klage mottatt")
    UPHELD = "upheld", _("Opprettholdt")
    CHANGED = "changed", _("Endret etter klage")
    FORWARDED_TO_GOVERNOR = "forwarded_to_governor", _("Sendt til statsforvalteren")
    GOVERNOR_OUTCOME = "governor_outcome", _("Svar fra statsforvalteren")
    FOLLOW_UP = "follow_up", _("Følges opp")
    CLOSED = "closed", _("Lukket")


UNDECIDED = (CaseStatus.OPEN, CaseStatus.WAITING_INFO, CaseStatus.IN_ASSESSMENT)
AFTER_DECISION = tuple(
    status for status in CaseStatus if status not in {*UNDECIDED, CaseStatus.CLOSED}
)


class CaseQuerySet(models.QuerySet["Case"]):
    def not_closed(self) -> "CaseQuerySet":
        return self.exclude(status=CaseStatus.CLOSED)

    def undecided(self) -> "CaseQuerySet":
        """Still owing an answer."""
        return self.filter(status__in=UNDECIDED)

    def late(self, *, on: date) -> "CaseQuerySet":
        """An answer was due before `on` and has not been given."""
        return self.due_by(on - timedelta(days=1))

    def due_by(self, day: date) -> "CaseQuerySet":
        """Undecided, with a promised or preliminary answer due on or before `day`."""
        return self.undecided().filter(
            Q(decide_by__lte=day) | Q(preliminary_due_on__lte=day, preliminary_sent_at=None)
        )

    def owned_by(self, user: User) -> "CaseQuerySet":
        return self.filter(owner=user)

    def without_owner(self) -> "CaseQuerySet":
        return self.filter(owner=None)


class Case(RowSecured):
    """What the KE does about one person's need, from the first notification to the last answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    status = models.CharField(max_length=30, choices=CaseStatus, default=CaseStatus.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="cases_owned"
    )
    team = models.ForeignKey(UnitTeam, models.SET_NULL, null=True, blank=True, related_name="cases")
    opened_at = models.DateTimeField(default=timezone.now)
    # The earliest among its referrals, each of which keeps a clock of its own.
    preliminary_due_on = models.DateField()
    preliminary_sent_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=300, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("sak")
        permissions = [
            ("handle_case", "Can work on cases"),
            ("decide_case", "Can decide cases"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_case_per_person", fields=["person"], condition=~Q(status="closed")
            ),
            # What the keys of referrals and decisions point to, so that a case and its parts share a person.
            models.UniqueConstraint(name="case_and_its_person", fields=["id", "person"]),
            models.CheckConstraint(
                name="decided_case_has_time_and_author",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="case_past_decision_was_decided",
                condition=~Q(status__in=AFTER_DECISION) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="undecided_case_has_no_decision_time",
                condition=~Q(status__in=UNDECIDED) | Q(decided_at=None),
            ),
            models.CheckConstraint(
                name="closed_case_has_a_time",
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["preliminary_due_on"],
                name="case_undecided_by_date",
                condition=Q(status__in=UNDECIDED),
            ),
            models.Index(fields=["owner", "status"], name="case_by_owner"),
            models.Index(fields=["-opened_at"], name="case_by_opening"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("referrals:case", args=[self.public_id])

    @property
    def is_undecided(self) -> bool:
        return self.status in UNDECIDED

    @property
    def is_closed(self) -> bool:
        return self.status == CaseStatus.CLOSED

    @property
    def answer_due_on(self) -> date | None:
        """The next date the KE owes something; None once it has answered."""
        if not self.is_undecided:
            return None
        preliminary = None if self.preliminary_sent_at else self.preliminary_due_on
        return min(filter(None, (self.decide_by, preliminary)), default=None)

    @property
    def is_late(self) -> bool:
        return self.answer_due_on is not None and self.answer_due_on < timezone.localdate()


class CaseNote(RowSecured):
    """What somebody in the KE wrote down while working on a case."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    text = models.TextField(max_length=10_000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("notat")
        ordering = ["-written_at"]


class PreliminaryAnswer(RowSecured):
    """The written answer owed when no decision is made within a month: why it takes time, and when it comes.

    Source: public administration act § 11 a.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="preliminary_answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    letter = models.TextField(max_length=20_000)
    decide_by = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("foreløpig svar")
        ordering = ["-sent_at"]


class Decision(RowSecured):
    """The answer in a case: a line per right and a letter. Never rewritten; a change is a new decision."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    form = models.CharField(max_length=20, choices=DecisionForm, default=DecisionForm.DECISION)
    letter = models.TextField(max_length=20_000)
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("vedtak")
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(name="decision_and_its_person", fields=["id", "person"]),
            models.CheckConstraint(name="decision_has_a_letter", condition=~Q(letter="")),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class DecisionLineQuerySet(models.QuerySet["DecisionLine"]):
    def current(self) -> "DecisionLineQuerySet":
        """Not followed by a later line on the same right of the same person."""
        later = DecisionLine.objects.filter(
            person=OuterRef("person"),
            right=OuterRef("right"),
            decided_at__gt=OuterRef("decided_at"),
        )
        return self.filter(~Exists(later))

    def granting(self, person: Person, *rights: Right) -> "DecisionLineQuerySet":
        """What `person` has been granted and still has, of any of `rights`, newest first."""
        return (
            self.current()
            .filter(person=person, right__in=rights, outcome=Outcome.GRANTED)
            .order_by("-decided_at", "-pk")
        )

    def granting_coordinator(self, person: Person) -> "DecisionLineQuerySet":
        """A granted coordinator, the ordinary one or the family's."""
        return self.granting(person, *COORDINATOR_RIGHTS)

    def granting_plan(self, person: Person) -> "DecisionLineQuerySet":
        return self.granting(person, Right.PLAN)


class DecisionLine(RowSecured):
    """What was decided about one right, the conditions judged one by one, and why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lines")
    person = models.ForeignKey(Person, models.PROTECT, related_name="decision_lines")
    right = models.CharField(max_length=30, choices=Right)
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField(max_length=5_000, blank=True)
    # [{"condition": "long_lasting", "answer": "yes", "why": "…"}, …]; `rules.conditions_of` names them.
    conditions = models.JSONField(default=list, blank=True)
    decided_at = models.DateTimeField(default=timezone.now)

    objects = DecisionLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("linje i vedtak")
        constraints = [
            models.UniqueConstraint(name="one_line_per_right", fields=["decision", "right"]),
            models.CheckConstraint(
                name="refusal_has_a_reason", condition=~Q(outcome="refused") | ~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "right", "-decided_at"], name="line_by_person_and_right")
        ]

    def __str__(self) -> str:
        return f"{self.get_right_display()}: {self.get_outcome_display()}"
