from datetime import timedelta

import factory
from django.utils import timezone

from networks.models import Gathering, Network, NetworkMember, ProgrammeItem


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Nettverk for koordinerende enheter {n}")


class NetworkMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkMember

    network = factory.SubFactory(NetworkFactory)


class GatheringFactory(factory.django.DjangoModelFactory):
    """A gathering next week."""

    class Meta:
        model = Gathering

    network = factory.SubFactory(NetworkFactory)
    title = factory.Sequence(lambda n: f"Høstsamling {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda gathering: gathering.starts_at + timedelta(hours=5))
    place = "Solvåg helsehus"


class ProgrammeItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeItem

    gathering = factory.SubFactory(GatheringFactory)
    starts_at = factory.SelfAttribute("gathering.starts_at")
    title = factory.Sequence(lambda n: f"Innlegg {n}")
