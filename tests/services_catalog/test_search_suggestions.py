"""What the search proposes while somebody types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from services_catalog import search
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/tjenester/forslag/"


@pytest.fixture
def directory():
    ServiceFactory(name="Ergoterapi for voksne", description="Vi kommer hjem til deg.")
    ServiceFactory(name="Rask psykisk helsehjelp", description="Samtaler om angst og søvn.")
    ServiceFactory(name="Ergotreff", status="draft")


def test_terms_and_names_that_begin_so(directory):
    found = search.suggest("ergot")

    assert "ergoterapi" in found
    assert "Ergoterapi for voksne" in found
    assert "Ergotreff" not in found
    assert len(found) <= 8


def test_a_word_inside_a_name_counts(directory):
    assert "Rask psykisk helsehjelp" in search.suggest("helseh")


def test_accents_may_be_left_out(directory):
    ServiceFactory(name="Hørselssentralen", description="Vi prøver ut høreapparat.")

    assert "Hørselssentralen" in search.suggest("horsels")


def test_terms_that_find_nothing_are_not_proposed(directory):
    assert search.suggest("tvangsinnl") == []


@pytest.mark.parametrize("typed", ["", " ", "e", "***", "\x00", "%", "_%", "' --", "x" * 10_000])
def test_odd_beginnings_give_no_error(client, directory, typed):
    response = client.get(ADDRESS, {"q": typed})

    assert response.status_code == 200


def test_the_fragment_is_a_list_of_options(client, directory):
    response = client.get(reverse("services_catalog:suggestions"), {"q": "ergot"})

    assert response.content.decode().count('role="option"') == len(search.suggest("ergot"))
    assert "<html" not in response.content.decode()


def test_the_queries_do_not_grow(client, directory):
    def queries():
        with CaptureQueriesContext(connection) as sent:
            client.get(ADDRESS, {"q": "ergo"})
        return len(sent)

    queries()
    before = queries()
    for number in range(10):
        ServiceFactory(name=f"Ergoterapi {number}")
    search.suggest("ergo")

    assert queries() == before
