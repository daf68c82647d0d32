"""The overview that a coordinating unit owes: its own offers, the hospital's, private, regional and national ones."""

import pytest
from django.http import QueryDict

from services_catalog import directory
from services_catalog.models import AGREEMENT, LEVEL
from tests.factories import MunicipalityFactory, ServiceFactory, TermFactory

pytestmark = pytest.mark.django_db


def names(query):
    asked = directory.read_wish(QueryDict(query), directory.facets())
    return {service.name for service in directory.answer(asked).services}


@pytest.fixture
def offers():
    levels = {
        "Hverdagsrehabilitering": "kommune",
        "Lungerehabilitering": "spesialist",
        "Kompetansesenter": "nasjonal",
        "Opptrening": "privat",
    }
    for name, code in levels.items():
        ServiceFactory(name=name, terms=[TermFactory(taxonomy__name=LEVEL, code=code)])
    with_agreement = TermFactory(taxonomy__name=AGREEMENT, code="med")
    ServiceFactory(name="Kurbad", terms=[with_agreement])
    return levels


def test_offers_of_each_level_can_be_seen_apart(offers):
    for name, code in offers.items():
        assert names(f"niva={code}") == {name}
    assert names("niva=kommune&niva=spesialist") == {
        "Hverdagsrehabilitering",
        "Lungerehabilitering",
    }


def test_private_offers_are_told_from_others_by_their_agreement(offers):
    assert names("avtale=med") == {"Kurbad"}


def test_offers_of_a_neighbour_can_be_seen(offers):
    neighbour = MunicipalityFactory(number="9902", name="Granfjord")
    ServiceFactory(name="Dagsenter").areas.create(
        extent_type="municipality", municipality=neighbour
    )
    elsewhere = MunicipalityFactory(number="9903", name="Elvedal")
    ServiceFactory(name="Bokollektiv").areas.create(
        extent_type="municipality", municipality=elsewhere
    )
    found = names("kommune=9902")
    assert "Dagsenter" in found
    assert "Bokollektiv" not in found
