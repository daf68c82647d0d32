import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal import sealing
from ke_portal.organisations.models import Municipality
from ke_portal.people import rules
from ke_portal.rowsecurity.models import RowSecured


class AddressProtection(models.TextChoices):
    """The levels of the National Registry. Above NONE, nothing that reveals a place is shown."""

    NONE = "none", _("Ingen")
    CONFIDENTIAL = "confidential", _("Fortrolig adresse")
    STRICTLY_CONFIDENTIAL = "strictly_confidential", _("Strengt fortrolig adresse")
    STRICTLY_CONFIDENTIAL_ABROAD = (
        "strictly_confidential_abroad",
        _("Strengt fortrolig adresse, utland"),
    )


class Section(models.TextChoices):
    """The parts of what is kept about a person that access is given to, one by one."""

    ABOUT = "about", _("Hva som er viktig")
    NEEDS = "needs", _("Behov")
    GOALS = "goals", _("Mål og tiltak")
    GROUP = "group", _("Deltakere og samarbeid")
    MEETINGS = "meetings", _("Møter")
    DOCUMENTS = "documents", _("Dokumenter")
    MESSAGES = "messages", _("Samtaler")
    CASE = "case", _("Sak og brev")


PLAN_SECTIONS = tuple(section for section in Section if section is not Section.CASE)


class GrantRole(models.TextChoices):
    """In what capacity someone may open what is kept about a person."""

    SELF = "self", _("personen selv")
    REPRESENTATIVE = "representative", _("representant")
    NEXT_OF_KIN = "next_of_kin", _("pårørende")
    COORDINATOR = "coordinator", _("koordinator")
    HOSPITAL_COORDINATOR = "hospital_coordinator", _("koordinator i sykehus")
    PARTICIPANT = "participant", _("deltaker")
    EMERGENCY = "emergency", _("åpnet med begrunnelse")


class PersonQuerySet(models.QuerySet["Person"]):
    def with_national_id(self, number: str) -> "PersonQuerySet":
        return self.filter(national_id_print=sealing.fingerprint(number, purpose="national_id"))


class Person(RowSecured):
    """Someone whom a case concerns. Needs no log-in, and an expected child needs no number."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    birth_date = models.DateField(null=True, blank=True)
    is_expected_child = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    national_id_sealed = models.BinaryField(null=True, blank=True, editable=False)
    national_id_print = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    national_id_masked = models.CharField(max_length=11, blank=True, editable=False)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nb")
    needs_interpreter = models.BooleanField(default=False)
    interpreter_language = models.CharField(max_length=60, blank=True)
    uses_sign_language = models.BooleanField(default=False)
    wants_sami = models.BooleanField(default=False)
    address_protection = models.CharField(
        max_length=30, choices=AddressProtection, default=AddressProtection.NONE
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = PersonQuerySet.as_manager()

    class Meta:
        permissions = [("open_with_reason", "Can open a person's plan with a stated reason")]
        constraints = [
            models.UniqueConstraint(
                name="one_person_per_national_id", fields=["national_id_print"]
            ),
            models.CheckConstraint(
                name="expected_child_has_no_number_or_birth_date",
                condition=Q(is_expected_child=False)
                | Q(national_id_print__isnull=True, birth_date__isnull=True),
            ),
            models.CheckConstraint(
                name="only_an_expected_child_has_a_due_date",
                condition=Q(due_on__isnull=True) | Q(is_expected_child=True),
            ),
        ]
        indexes = [
            models.Index(fields=["name", "birth_date"], name="person_by_name_and_birth_date")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_protected(self) -> bool:
        """Nothing that reveals where this person lives or gets help may be shown."""
        return self.address_protection != AddressProtection.NONE

    def age(self) -> int | None:
        return rules.age_on(timezone.localdate(), self.birth_date) if self.birth_date else None

    def national_id_place(self) -> str:
        return f"people_person.national_id.{self.public_id}"

    def national_id(self) -> str:
        """The number in full. Raises LookupError when its key is gone; empty when there is none."""
        if not self.national_id_sealed:
            return ""
        return sealing.unseal(self.national_id_sealed, place=self.national_id_place())


class Account(RowSecured):
    """This user is this person. A person may have several, since staff and resident log-ins differ."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="accounts")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="account")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_account_per_user_and_person", fields=["person", "user"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} is {self.person_id}"


class ValidityQuerySet(models.QuerySet):
    def valid_now(self) -> Self:
        return self.filter(validity__contains=Now())


class RepresentationKind(models.TextChoices):
    PARENT = "parent", _("Forelder")
    CHILD_WELFARE = "child_welfare", _("Barnevernet")
    GUARDIAN = "guardian", _("Verge")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Fullmakt")
    NEAREST_NEXT_OF_KIN = "nearest_next_of_kin", _("Nærmeste pårørende")
    NEXT_OF_KIN = "next_of_kin", _("Pårørende")


class ParentalResponsibility(models.TextChoices):
    """Recorded for each parent, since parents may live apart and decide together, or not."""

    NONE = "none", _("Har ikke foreldreansvar")
    ALONE = "alone", _("Har foreldreansvar alene")
    SHARED = "shared", _("Har foreldreansvar sammen med den andre")
    CHILD_WELFARE = "child_welfare", _("Barnevernet har overtatt omsorgen")


class Representation(RowSecured):
    """Someone who may speak for a person, or is next of kin, with the basis and the period.

    Source: patient and user rights act chapters 3 and 4; guardianship act (mandate).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="representations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="representations",
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=RepresentationKind)
    parental_responsibility = models.CharField(
        max_length=20, choices=ParentalResponsibility, blank=True
    )
    mandate = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    documented_by = models.CharField(max_length=200, blank=True)
    # This parent or relative must not learn anything: a threat, or the person's own wish.
    is_kept_out = models.BooleanField(default=False)
    validity = DateTimeRangeField()

    objects = ValidityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_parents_have_parental_responsibility",
                condition=Q(parental_responsibility="") | Q(kind="parent"),
            ),
            models.CheckConstraint(
                name="guardian_has_a_mandate", condition=~Q(kind="guardian") | ~Q(mandate="")
            ),
        ]


class CapacityNote(RowSecured):
    """Somebody judged whether a person can consent to one thing, on one day. Never a yes or no on the person.

    Source: patient and user rights act § 4-3.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="capacity_notes")
    concerns = models.CharField(max_length=300)
    conclusion = models.CharField(max_length=500)
    judged_by = models.CharField(max_length=200)
    basis = models.CharField(max_length=500)
    judged_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)


class GrantQuerySet(ValidityQuerySet):
    def to_section(self, section: Section) -> "GrantQuerySet":
        return self.filter(sections__contains=[section])


class Grant(RowSecured):
    """This user may open these sections about this person, in this capacity, in this period.

    The one table that answers who may open what: `access.py` and the row policies both read it, and so may
    the person. Withdrawing ends the row; the next query sees nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=GrantRole)
    sections = ArrayField(models.CharField(max_length=20, choices=Section))
    may_write = models.BooleanField(default=False)
    # What gave the right, as kind and public id: an account, an appointment, a consent, a stated reason.
    basis_kind = models.CharField(max_length=60)
    basis_id = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)
    validity = DateTimeRangeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="emergency_opening_has_a_reason_and_an_end",
                condition=~Q(role="emergency")
                | (~Q(reason="") & Q(validity__endswith__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["user", "person"], name="grant_by_user_and_person"),
            models.Index(fields=["person"], name="grant_by_person"),
        ]


def turns(person: Person, age: int) -> date | None:
    """The day `person` turns `age`; None when the birth date is unknown."""
    return rules.birthday(person.birth_date, age) if person.birth_date else None
