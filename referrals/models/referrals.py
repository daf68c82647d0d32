import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal import sealing
from ke_portal.organisations.models import Municipality
from ke_portal.people.models import Person
from ke_portal.rowsecurity.models import RowSecured
from referrals.models.cases import Case, Right

LONGEST_TEXT = 5_000


class ReferralKind(models.TextChoices):
    """What sort of need somebody tells of."""

    NEED = "need", _("Behov for plan eller koordinator")
    POSSIBLE_NEED = "possible_need", _("Mulig behov for habilitering eller rehabilitering")
    DISCHARGE = "discharge", _("Utskriving fra sykehus")


class Channel(models.TextChoices):
    """How a referral reached the KE. By word of mouth is as good as in writing."""

    FORM = "form", _("Skjema på nett")
    PHONE = "phone", _("Telefon")
    LETTER = "letter", _("Brev")
    CONVERSATION = "conversation", _("Samtale")
    HOSPITAL = "hospital", _("Melding fra sykehus")
    INTERNAL = "internal", _("Intern melding")


class ReferralStatus(models.TextChoices):
    """Where a referral stands. `rules.REFERRAL_STEPS` and a trigger say which step may follow which."""

    RECEIVED = "received", _("Mottatt")
    REGISTERED = "registered", _("Registrert")
    CLARIFYING = "clarifying", _("Avklares")
    ASSESSED = "assessed", _("Vurdert")
    FORWARDED = "forwarded", _("Sendt videre")
    WITHDRAWN = "withdrawn", _("Trukket")
    REJECTED_SPAM = "rejected_spam", _("Avvist som misbruk")


class NotifierRole(models.TextChoices):
    """Who tells of the need, seen from the person."""

    SELF = "self", _("Personen selv")
    PARENT = "parent", _("Forelder")
    NEXT_OF_KIN = "next_of_kin", _("Pårørende")
    GUARDIAN = "guardian", _("Verge")
    HELPER = "helper", _("En som hjelper")
    GP = "gp", _("Fastlege")
    HOSPITAL = "hospital", _("Sykehus")
    HEALTH_NURSE = "health_nurse", _("Helsesykepleier")
    HOME_SERVICES = "home_services", _("Hjemmetjenesten")
    SCHOOL = "school", _("Skole")
    KINDERGARTEN = "kindergarten", _("Barnehage")
    NAV = "nav", _("NAV")
    CHILD_WELFARE = "child_welfare", _("Barnevernet")
    PRIVATE_INSTITUTION = "private_institution", _("Privat institusjon")
    OTHER_SERVICE = "other_service", _("Annen tjeneste")


PRIVATE_ROLES = (
    NotifierRole.SELF,
    NotifierRole.PARENT,
    NotifierRole.NEXT_OF_KIN,
    NotifierRole.GUARDIAN,
    NotifierRole.HELPER,
)


class ConsentAnswer(models.TextChoices):
    """Whether the person knows of the referral and agrees. Source: patient and user rights act chapter 4."""

    YES = "yes", _("Ja, personen vet om det og er enig")
    REPRESENTATIVE = "representative", _("Ja, en som kan samtykke for personen, er enig")
    CANNOT = "cannot", _("Personen kan ikke ta stilling til dette")
    NO = "no", _("Nei, personen vil ikke")
    NOT_ASKED = "not_asked", _("Ikke spurt ennå")


UNDECIDED_REFERRALS = (
    ReferralStatus.RECEIVED,
    ReferralStatus.REGISTERED,
    ReferralStatus.CLARIFYING,
)


class ReferralQuerySet(models.QuerySet["Referral"]):
    def unregistered(self) -> "ReferralQuerySet":
        """Waiting for the KE to look at them."""
        return self.filter(status=ReferralStatus.RECEIVED)

    def undecided(self) -> "ReferralQuerySet":
        """Somebody still waits for an answer."""
        return self.filter(status__in=UNDECIDED_REFERRALS)

    def late(self, *, on: date) -> "ReferralQuerySet":
        """An answer was due before `on` and has not been given."""
        return self.undecided().filter(
            Q(decide_by__lt=on) | Q(decide_by=None, preliminary_due_on__lt=on)
        )

    def with_receipt(self, receipt_hash: str) -> "ReferralQuerySet":
        return self.filter(receipt_hash=receipt_hash)


class Referral(RowSecured):
    """Somebody told the KE that a person may need a plan or a coordinator.

    Holds what was typed or said, about a person who may not be known yet. `person` and `case` stay empty until
    it is registered, and several undecided ones about one person are normal. Each has a clock of its own.
    The key is made by us, since a visitor who adds a row may not read it back.
    """

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt_hash = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=ReferralKind, default=ReferralKind.NEED)
    asked = ArrayField(models.CharField(max_length=30, choices=Right), default=list, blank=True)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.FORM)
    status = models.CharField(
        max_length=20, choices=ReferralStatus, default=ReferralStatus.RECEIVED
    )
    is_marked_as_flood = models.BooleanField(default=False)

    notifier_role = models.CharField(max_length=30, choices=NotifierRole)
    notifier_name = models.CharField(max_length=200, blank=True)
    notifier_organisation = models.CharField(max_length=200, blank=True)
    notifier_phone = models.CharField(max_length=40, blank=True)
    notifier_email = models.EmailField(max_length=254, blank=True)
    notifier_reached_otherwise = models.CharField(max_length=300, blank=True)
    wants_a_call = models.BooleanField(default=False)
    # The person or a representative with recorded authority, who sees the whole clock by the receipt.
    notifier_is_party = models.BooleanField(default=False)
    # The person agrees that a notifier who is no party hears that the matter was handled.
    notifier_may_hear = models.BooleanField(default=False)
    identity_confirmed = models.BooleanField(default=False)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    person_name = models.CharField(max_length=200, blank=True)
    person_birth_date = models.DateField(null=True, blank=True)
    national_id_sealed = models.BinaryField(null=True, blank=True, editable=False)
    national_id_print = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    national_id_masked = models.CharField(max_length=11, blank=True, editable=False)
    is_expected_child = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    person_phone = models.CharField(max_length=40, blank=True)
    home_municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)

    need = models.TextField(max_length=LONGEST_TEXT)
    services_now = models.TextField(max_length=LONGEST_TEXT, blank=True)
    wishes = models.TextField(max_length=LONGEST_TEXT, blank=True)
    preferred_coordinator = models.CharField(max_length=200, blank=True)
    discharge_on = models.DateField(null=True, blank=True)
    ward = models.CharField(max_length=200, blank=True)
    consent = models.CharField(
        max_length=20, choices=ConsentAnswer, default=ConsentAnswer.NOT_ASKED
    )
    consent_how = models.CharField(max_length=300, blank=True)
    consent_on = models.DateField(null=True, blank=True)

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="referrals")
    received_at = models.DateTimeField(default=timezone.now)
    preliminary_due_on = models.DateField()
    registered_at = models.DateTimeField(null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    assessing_since = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    assessed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=300, blank=True)
    forwarded_to = models.CharField(max_length=200, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = _("melding")
        permissions = [
            ("register_referral", "Can register referrals"),
            ("report_need", "Can report a possible need internally"),
        ]
        constraints = [
            models.CheckConstraint(name="referral_says_what", condition=~Q(need="")),
            models.CheckConstraint(
                name="referral_says_whom", condition=~Q(person_name="") | Q(is_expected_child=True)
            ),
            models.CheckConstraint(
                name="referral_says_how_to_reach",
                condition=~Q(notifier_phone="")
                | ~Q(notifier_email="")
                | ~Q(notifier_reached_otherwise=""),
            ),
            models.CheckConstraint(
                name="a_call_needs_a_number",
                condition=Q(wants_a_call=False) | ~Q(notifier_phone=""),
            ),
            models.CheckConstraint(
                name="registered_referral_has_person_and_case",
                condition=~Q(status__in=["registered", "assessed"])
                | Q(person__isnull=False, case__isnull=False),
            ),
            models.CheckConstraint(
                name="referral_of_a_case_was_registered_by_someone",
                condition=Q(case=None, registered_at=None, registered_by=None)
                | Q(
                    case__isnull=False,
                    person__isnull=False,
                    registered_at__isnull=False,
                    registered_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="assessed_referral_has_a_time",
                condition=~Q(status="assessed") | Q(assessed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="forwarded_referral_says_where",
                condition=~Q(status="forwarded") | ~Q(forwarded_to=""),
            ),
            models.CheckConstraint(
                name="expected_child_in_referral_has_no_number",
                condition=Q(is_expected_child=False)
                | Q(national_id_print__isnull=True, person_birth_date__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-received_at"], name="referral_by_status"),
            models.Index(fields=["national_id_print"], name="referral_by_national_id"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("referrals:detail", args=[self.public_id])

    @property
    def is_from_a_private_person(self) -> bool:
        return self.notifier_role in PRIVATE_ROLES

    @property
    def is_undecided(self) -> bool:
        return self.status in UNDECIDED_REFERRALS

    @property
    def answer_due_on(self) -> date | None:
        """The next date the KE owes an answer to this request; None once it has answered."""
        if not self.is_undecided:
            return None
        return self.decide_by or self.preliminary_due_on

    @property
    def is_late(self) -> bool:
        return self.answer_due_on is not None and self.answer_due_on < timezone.localdate()

    def subject_name(self) -> str:
        """Whom it is about, as typed."""
        return self.person_name or str(_("Barn som er ventet"))

    def asked_labels(self) -> list[str]:
        return [str(Right(right).label) for right in self.asked]

    def national_id_place(self) -> str:
        return f"referrals_referral.national_id.{self.public_id}"

    def national_id(self) -> str:
        """The number as typed, in full; empty when there is none."""
        if not self.national_id_sealed:
            return ""
        return sealing.unseal(self.national_id_sealed, place=self.national_id_place())


class Attachment(RowSecured):
    """A paper sent with a referral: a PDF, picture or document, its kind read from what is in it."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="referrals/%Y/%m", max_length=200)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vedlegg")
        ordering = ["added_at"]

    def __str__(self) -> str:
        return self.name


class QuestionTo(models.TextChoices):
    """Whom the KE asked."""

    NOTIFIER = "notifier", _("Den som meldte")
    PERSON = "person", _("Personen")
    SERVICE = "service", _("En tjeneste")


class Question(RowSecured):
    """The KE asked someone for more, with a date, and perhaps got an answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="questions")
    to = models.CharField(max_length=20, choices=QuestionTo)
    to_name = models.CharField(max_length=200, blank=True)
    text = models.TextField(max_length=LONGEST_TEXT)
    due_on = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField(max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("spørsmål")
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="answered_question_has_an_answer",
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
