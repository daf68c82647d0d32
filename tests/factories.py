"""Makers of rows, for tests only. Each app has its section."""

from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from individual_plans.models import (
    About,
    Consent,
    Goal,
    Measure,
    Meeting,
    Participant,
    Plan,
    Review,
)
from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.organisations.models import CoordinatingUnit, Municipality, Organisation
from ke_portal.people.models import PLAN_SECTIONS, Grant, GrantRole, Person
from referrals.models import (
    Attachment,
    Case,
    Decision,
    DecisionLine,
    NotifierRole,
    Outcome,
    Question,
    QuestionTo,
    Referral,
    ReferralStatus,
    Right,
)
from referrals.rules import months_later
from services_catalog.actions import refresh_search
from services_catalog.models import Service, ServiceStatus, Taxonomy, Term

PASSWORD = "demo-passord"


def from_now(**until):
    """A period from yesterday to `until` from now; open-ended without it."""
    now = timezone.now()
    end = now + timezone.timedelta(**until) if until else None
    return DateTimeTZRange(now - timezone.timedelta(days=1), end, "[)")


def over():
    """A period that ended yesterday."""
    now = timezone.now()
    return DateTimeTZRange(
        now - timezone.timedelta(days=30), now - timezone.timedelta(days=1), "[)"
    )


# accounts


@cache
def hashed_password():
    """Hashing is slow on purpose; once is enough for all users of a suite."""
    return make_password(PASSWORD)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"bruker{n}@demo.example")
    name = factory.Sequence(lambda n: f"Rolig Bruker {n}")
    password = factory.LazyFunction(hashed_password)

    @factory.post_generation
    def roles(self, create, extracted, **kwargs):
        for role in extracted or ():
            RoleAssignment.objects.create(user=self, role=role)


# organisations


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality

    number = factory.Sequence(lambda n: f"{9900 + n % 100:04}{n // 100 or ''}")
    name = factory.Sequence(lambda n: f"Solvåg {n}")
    is_invented = True


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Solvåg kommune {n}")
    kind = "municipality"
    is_invented = True


class CoordinatingUnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoordinatingUnit

    organisation = factory.SubFactory(OrganisationFactory)
    level = "municipality"
    form = "team"
    display_name = "Koordinerende enhet i Solvåg"
    phone = "99 00 11 22"
    phone_hours = "kl. 9–15"
    email = "koordinerende.enhet@solvag.example"


# people


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Vakker Blomst {n}")
    birth_date = factory.LazyFunction(
        lambda: timezone.localdate().replace(month=1, day=1, year=1968)
    )


class GrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Grant

    person = factory.SubFactory(PersonFactory)
    user = factory.SubFactory(UserFactory)
    role = GrantRole.PARTICIPANT
    sections = factory.LazyFunction(lambda: list(PLAN_SECTIONS))
    basis_kind = "test"
    validity = factory.LazyFunction(from_now)


# services_catalog


class TaxonomyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Taxonomy
        django_get_or_create = ["name"]

    name = "målgruppe"


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ["taxonomy", "code"]

    taxonomy = factory.SubFactory(TaxonomyFactory)
    code = factory.Sequence(lambda n: f"gruppe-{n}")
    name = factory.Sequence(lambda n: f"Gruppe {n}")


class ServiceFactory(factory.django.DjangoModelFactory):
    """A published service that search finds."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Hverdagsrehabilitering {n}")
    slug = factory.Sequence(lambda n: f"hverdagsrehabilitering-{n}")
    description = "Vi trener sammen med deg hjemme. Du velger selv hva som er viktig."
    provider = factory.SubFactory(OrganisationFactory)
    status = ServiceStatus.ACTIVE

    @factory.post_generation
    def terms(self, create, extracted, **kwargs):
        self.terms.set(extracted or ())

    @factory.post_generation
    def search(self, create, extracted, **kwargs):
        refresh_search(Service.objects.filter(pk=self.pk))


# referrals


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case

    person = factory.SubFactory(PersonFactory)
    preliminary_due_on = factory.LazyFunction(lambda: months_later(timezone.localdate()))


class ReferralFactory(factory.django.DjangoModelFactory):
    """A referral as it comes in by the form: nobody has looked at it."""

    class Meta:
        model = Referral

    receipt_hash = factory.Sequence(lambda n: f"{n:064}")
    notifier_role = NotifierRole.NEXT_OF_KIN
    notifier_name = factory.Sequence(lambda n: f"Hjelpsom Nabo {n}")
    notifier_phone = "90 00 00 00"
    person_name = factory.Sequence(lambda n: f"Vakker Blomst {n}")
    need = "Mamma klarer ikke lenger å holde styr på alle avtalene alene."
    preliminary_due_on = factory.LazyFunction(lambda: months_later(timezone.localdate()))

    class Params:
        registered = factory.Trait(
            case=factory.SubFactory(CaseFactory),
            person=factory.SelfAttribute("case.person"),
            status=ReferralStatus.REGISTERED,
            registered_at=factory.LazyFunction(timezone.now),
            registered_by=factory.SubFactory(UserFactory),
        )


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    referral = factory.SubFactory(
        ReferralFactory, registered=True, status=ReferralStatus.CLARIFYING
    )
    to = QuestionTo.NOTIFIER
    text = "Hvilke tjenester har hun i dag?"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timezone.timedelta(days=14))
    asked_by = factory.SubFactory(UserFactory)


class AttachmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attachment

    referral = factory.SubFactory(ReferralFactory)
    name = "epikrise.pdf"
    content_type = "application/pdf"
    size = 9
    sha256 = "0" * 64
    file = factory.django.FileField(filename="papir", data=b"%PDF-1.7\n")


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    case = factory.SubFactory(CaseFactory)
    person = factory.SelfAttribute("case.person")
    letter = "Du får individuell plan og koordinator."
    decided_by = factory.SubFactory(UserFactory)


class DecisionLineFactory(factory.django.DjangoModelFactory):
    """A granted coordinator; `right=` and `outcome=` change that."""

    class Meta:
        model = DecisionLine

    decision = factory.SubFactory(DecisionFactory)
    person = factory.SelfAttribute("decision.person")
    right = Right.COORDINATOR
    outcome = Outcome.GRANTED
    decided_at = factory.SelfAttribute("decision.decided_at")


# individual plans


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan that has just been begun."""

    class Meta:
        model = Plan

    person = factory.SubFactory(PersonFactory)
    started_by = factory.SubFactory(UserFactory)


class AboutFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = About

    plan = factory.SubFactory(PlanFactory)
    what_matters = "Jeg vil være meg selv igjen."


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    plan = factory.SubFactory(PlanFactory)
    text = factory.Sequence(lambda n: f"Jeg vil gå {n} steg")
    position = factory.Sequence(lambda n: n % 1000)


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Measure

    goal = factory.SubFactory(GoalFactory)
    plan = factory.SelfAttribute("goal.plan")
    title = "Gangtrening ute"
    extent = "45 minutter"
    how = "Litt lenger hver gang"
    responsible_name = "Sprek Bekk"


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    plan = factory.SubFactory(PlanFactory)
    name = factory.Sequence(lambda n: f"Sprek Bekk {n}")
    organisation = "Fysio- og ergoterapitjenesten"


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    plan = factory.SubFactory(PlanFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timezone.timedelta(days=9))
    purpose = "Hvordan går det?"


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    plan = factory.SubFactory(PlanFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timezone.timedelta(days=21))


class ConsentFactory(factory.django.DjangoModelFactory):
    """The person's yes to having a plan."""

    class Meta:
        model = Consent

    plan = factory.SubFactory(PlanFactory)
    kind = "plan"
    given_by = "Vakker Blomst"
    how_given = "oral"
    recorded_by = factory.SubFactory(UserFactory)
    validity = factory.LazyFunction(from_now)
