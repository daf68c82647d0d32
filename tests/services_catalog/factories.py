"""Makers of what keeps the directory true."""

import uuid

import factory
from django.utils import timezone

from services_catalog.models import Confirmation, Feedback, FeedbackKind, Proposal
from tests.factories import ServiceFactory, UserFactory


class ProposalFactory(factory.django.DjangoModelFactory):
    """A new phone number, waiting for an editor."""

    class Meta:
        model = Proposal

    service = factory.SubFactory(ServiceFactory)
    by = factory.SubFactory(UserFactory)
    values = factory.LazyFunction(lambda: {"phone": "99 00 55 55"})
    seen = factory.LazyFunction(lambda: {"phone": ""})


class ConfirmationFactory(factory.django.DjangoModelFactory):
    """An owner asked today."""

    class Meta:
        model = Confirmation

    service = factory.SubFactory(ServiceFactory)
    letter = factory.LazyFunction(uuid.uuid4)
    asked_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(timezone.localdate)


class FeedbackFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Feedback

    service = factory.SubFactory(ServiceFactory)
    kind = FeedbackKind.HOURS
    text = "Det er stengt på fredager."
