import pytest
from django.core.management import call_command
from django.db import connection

from services_catalog import access, search
from services_catalog.models import Posting
from tests.factories import MunicipalityFactory, OrganisationFactory, ServiceFactory, TermFactory

pytestmark = pytest.mark.django_db


def names(query):
    found = search.find(access.published_services(), query)
    return [service.name for service in found.services]


@pytest.fixture
def directory():
    ServiceFactory(name="Logoped", description="Hjelp med tale og språk etter hjerneslag.")
    ServiceFactory(name="Frisklivssentral", description="Trening i gruppe og kurs om kosthold.")
    ServiceFactory(
        name="Rullestol og andre hjelpemidler",
        alternate_name="Veahkkeneavvut",
        description="Vi låner ut utstyr.",
        provider=OrganisationFactory(name="Hjelpemiddelsentralen"),
        terms=[TermFactory(code="eldre", name="Eldre")],
    )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("logoped", "Logoped"),
        ("LOGOPEDER", "Logoped"),
        ("logo", "Logoped"),
        ("hjerneslag språk", "Logoped"),
        ("hvordan får jeg trening", "Frisklivssentral"),
        ("treninger", "Frisklivssentral"),
        ("Hjelpemiddelsentralen", "Rullestol og andre hjelpemidler"),
        ("eldre", "Rullestol og andre hjelpemidler"),
        ("veahkke", "Rullestol og andre hjelpemidler"),
        ("trening ubåt", "Frisklivssentral"),
    ],
)
def test_words_as_people_write_them_find_the_service(directory, query, first):
    assert names(query)[0] == first


@pytest.mark.parametrize(
    "query", ["parkeringsbot", "***", "'); DROP TABLE x; --", "<script>", "a:* & !b | (", "\x00"]
)
def test_what_is_not_there_gives_nothing(directory, query):
    assert names(query) == []


def test_a_name_counts_more_than_a_mention(directory):
    ServiceFactory(name="Pårørendegruppe", description="Logoped er med av og til.")

    assert names("logoped") == ["Logoped", "Pårørendegruppe"]


def test_all_words_are_tried_before_some(directory):
    found = search.find(access.published_services(), "trening kosthold")
    assert not found.is_loosened

    assert search.find(access.published_services(), "trening rullestol").is_loosened


def test_no_words_give_everything_by_name(directory):
    assert names("  ") == ["Frisklivssentral", "Logoped", "Rullestol og andre hjelpemidler"]


def test_a_very_long_query_is_cut(directory):
    assert names("logoped " * 2000) == ["Logoped"]


def test_only_small_words_find_nothing_special(directory):
    assert names("hva er det") == []


def test_filters_keep_what_is_for_everyone(directory):
    child, everyone = TermFactory(code="barn"), TermFactory(code="alle")
    ServiceFactory(name="Leketek", terms=[child])
    ServiceFactory(name="Tolk", terms=[everyone])

    found = access.services_for(group=child)
    assert sorted(service.name for service in found) == ["Leketek", "Tolk"]


def test_area_keeps_our_own_our_hospitals_and_the_countrys():
    here, there = MunicipalityFactory(number="9901"), MunicipalityFactory(number="9902")
    trust = OrganisationFactory(kind="trust")
    trust.catchments.create(municipality=here)
    areas = {
        "Vår": {"extent_type": "municipality", "municipality": here},
        "Naboens": {"extent_type": "municipality", "municipality": there},
        "Sykehusets": {"extent_type": "trust", "organisation": trust},
        "Fylkets": {"extent_type": "county", "extent": "99"},
        "Landets": {"extent_type": "country", "extent": "NO"},
    }
    for name, area in areas.items():
        ServiceFactory(name=name).areas.create(**area)
    ServiceFactory(name="Uten område")

    found = {service.name for service in access.services_for(municipality=here)}
    assert found == {"Vår", "Sykehusets", "Fylkets", "Landets", "Uten område"}


def test_reading_all_anew_fills_the_index_and_lets_the_database_count_it(directory, capsys):
    Posting.objects.all().delete()
    assert names("logoped") == []

    call_command("refresh_search", if_empty=True)

    assert names("logoped") == ["Logoped"]
    assert "3 tjenester" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples FROM pg_class WHERE relname = %s", [Posting._meta.db_table]
        )
        assert cursor.fetchone() == (Posting.objects.count(),)
