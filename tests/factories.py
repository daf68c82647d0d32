"""Makers of rows, for tests only. Each app has its section."""

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from ke_portal.accounts.models import RoleAssignment, User
from ke_portal.organisations.models import CoordinatingUnit, Municipality, Organisation
from ke_portal.people.models import PLAN_SECTIONS, Grant, GrantRole, Person

PASSWORD = "demo-passord"


def from_now(**until):
    """A period from yesterday to `until` from now; open-ended without it."""
    now = timezone.now()
    end = now + timezone.timedelta(**until) if until else None
    return DateTimeTZRange(now - timezone.timedelta(days=1), end, "[)")


def over():
    """A period that ended yesterday."""
    now = timezone.now()
    return DateTimeTZRange(now - timezone.timedelta(days=30), now - timezone.timedelta(days=1), "[)")


# accounts


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"bruker{n}@demo.example")
    name = factory.Sequence(lambda n: f"Rolig Bruker {n}")
    password = factory.django.Password(PASSWORD)

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
    birth_date = factory.LazyFunction(lambda: timezone.localdate().replace(month=1, day=1, year=1968))


class GrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Grant

    person = factory.SubFactory(PersonFactory)
    user = factory.SubFactory(UserFactory)
    role = GrantRole.PARTICIPANT
    sections = factory.LazyFunction(lambda: list(PLAN_SECTIONS))
    basis_kind = "test"
    validity = factory.LazyFunction(from_now)
