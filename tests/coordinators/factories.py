"""Makers of rows of `coordinators`, for tests only."""

import factory
from django.utils import timezone

from coordinators.models import (
    Appointment,
    AppointmentStatus,
    Coordinator,
    HelpKind,
    HelpRequest,
)
from ke_portal.accounts.roles import Role
from tests.factories import (
    DecisionLineFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    from_now,
)


class CoordinatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Coordinator

    user = factory.SubFactory(UserFactory, roles=[Role.COORDINATOR])
    organisation = factory.SubFactory(OrganisationFactory)
    title = "Ergoterapeut"
    phone = "99 00 22 33"


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A lead coordinator at work, following a granted right."""

    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    coordinator = factory.SubFactory(CoordinatorFactory)
    status = AppointmentStatus.ACTIVE
    decision_line = factory.LazyAttribute(
        lambda made: DecisionLineFactory(decision__case__person=made.person)
    )
    reason = "Kjenner familien fra før."
    validity = factory.LazyFunction(from_now)
    first_contact_by = factory.LazyFunction(timezone.localdate)
    appointed_by = factory.SubFactory(UserFactory)


class HelpRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HelpRequest

    person = factory.SubFactory(PersonFactory)
    kind = HelpKind.NOTHING_HAPPENS
    asked_by = factory.SubFactory(UserFactory)
