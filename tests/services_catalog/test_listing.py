"""The directory's page: what narrows it, what is counted, in what order, and at what cost."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ke_portal.organisations.models import Catchment
from services_catalog import directory, rules, urls
from services_catalog.models import (
    AGREEMENT,
    COST,
    DIAGNOSIS,
    KIND,
    LEVEL,
    REFERRER,
    Category,
    ServicePlace,
)
from tests.factories import (
    CoordinatingUnitFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ServiceFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/tjenester/"


def wish(query=""):
    return directory.read_wish(QueryDict(query), directory.facets())


def names(query=""):
    return {service.name for service in directory.answer(wish(query)).services}


def numbers(query, facet):
    group = directory.answer(wish(query)).groups[facet]
    return {each.choice.code: each.number for each in group.choices}


def term(taxonomy, code, **facts):
    return TermFactory(taxonomy__name=taxonomy, code=code, **facts)


@pytest.fixture
def shelf():
    """Five services that differ in every way there is to choose by."""
    here, there = MunicipalityFactory(number="9901"), MunicipalityFactory(number="9902")
    hospital = OrganisationFactory(name="Sjøbris sykehus HF", kind="trust")
    Catchment.objects.create(trust=hospital, municipality=here)
    child, adult, all_ages = (term("målgruppe", code) for code in ("barn", "voksne", "alle"))
    training, lesson = term(KIND, "rehabilitering"), term(KIND, "opplaering")
    stroke, free = term(DIAGNOSIS, "slag"), term(COST, "gratis")
    services = {
        "Logoped": ServiceFactory(terms=[adult, training, stroke], languages=["nb", "en"]),
        "Leketek": ServiceFactory(terms=[child, free], minimum_age=0, maximum_age=12),
        "Slagskole": ServiceFactory(terms=[adult, lesson, stroke, free], minimum_age=18),
        "Ambulant team": ServiceFactory(
            terms=[adult, training], provider=OrganisationFactory(parent=hospital)
        ),
        "Lærekurs": ServiceFactory(terms=[all_ages, lesson], languages=["nn"]),
    }
    for name, service in services.items():
        service.name = name
        service.save()
    services["Logoped"].areas.create(extent_type="municipality", municipality=here)
    services["Leketek"].areas.create(extent_type="municipality", municipality=there)
    services["Slagskole"].areas.create(extent_type="country", extent="NO")
    services["Ambulant team"].areas.create(extent_type="trust", organisation=hospital)
    return services


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Logoped", "Leketek", "Slagskole", "Ambulant team", "Lærekurs"}),
        ("malgruppe=barn", {"Leketek", "Lærekurs"}),
        ("malgruppe=barn&malgruppe=voksne&type=opplaering", {"Slagskole", "Lærekurs"}),
        ("diagnose=slag&type=rehabilitering", {"Logoped"}),
        ("pris=gratis", {"Leketek", "Slagskole"}),
        ("alder=8", {"Logoped", "Leketek", "Ambulant team", "Lærekurs"}),
        ("alder=40", {"Logoped", "Slagskole", "Ambulant team", "Lærekurs"}),
        ("sprak=en&sprak=nn", {"Logoped", "Lærekurs"}),
        ("sykehus=sjobris-sykehus-hf", {"Ambulant team"}),
        ("kommune=9901", {"Logoped", "Slagskole", "Ambulant team", "Lærekurs"}),
        ("kommune=9902", {"Leketek", "Slagskole", "Lærekurs"}),
        ("diagnose=slag&pris=gratis&kommune=9902&alder=17", set()),
    ],
)
def test_values_of_a_facet_widen_and_facets_narrow(shelf, query, found):
    assert names(query) == found


def test_a_count_is_what_the_choice_would_give(shelf):
    assert numbers("", "malgruppe") == {"barn": 2, "voksne": 4}
    # One's own choice does not take the others of the same facet away …
    assert numbers("malgruppe=barn", "malgruppe") == {"barn": 2, "voksne": 4}
    # … but those of all other facets go.
    assert numbers("malgruppe=barn", "pris") == {"gratis": 1}
    assert numbers("pris=gratis", "malgruppe") == {"barn": 1, "voksne": 1}
    assert numbers("pris=gratis&malgruppe=barn", "kommune") == {"9902": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("niva=kommune", {"Dagtrening"}),
        ("niva=spesialist&niva=stat", {"Slagenhet", "Nasjonalt kurs"}),
        ("avtale=med-avtale", {"Opptrening"}),
        ("avtale=med-avtale&avtale=uten-avtale&type=rehabilitering", {"Opptrening", "Klinikk"}),
        ("henviser=regional", {"Opptrening"}),
    ],
)
def test_offers_of_every_level_and_private_ones_are_told_apart(query, found):
    rehabilitation = term(KIND, "rehabilitering")
    own, private = term(LEVEL, "kommune"), term(LEVEL, "privat")
    for name, terms in {
        "Dagtrening": [own],
        "Slagenhet": [term(LEVEL, "spesialist")],
        "Nasjonalt kurs": [term(LEVEL, "stat")],
        "Opptrening": [private, term(AGREEMENT, "med-avtale"), term(REFERRER, "regional")],
        "Klinikk": [private, term(AGREEMENT, "uten-avtale"), term(REFERRER, "selv")],
    }.items():
        ServiceFactory(name=name, terms=[rehabilitation, *terms])

    assert names(query) == found


CODES = {
    "malgruppe": ["barn", "voksne"],
    "type": ["rehabilitering", "opplaering"],
    "diagnose": ["slag"],
    "pris": ["gratis"],
    "kommune": ["9901", "9902"],
    "sprak": ["nb", "nn", "en"],
}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    chosen=st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(codes), unique=True) for name, codes in CODES.items()}
    )
)
def test_every_count_is_true_whatever_is_chosen(shelf, chosen):
    """The number beside a value is how many there are when that value alone is chosen in its facet."""

    def query(choices):
        return "&".join(f"{name}={code}" for name, codes in choices.items() for code in codes)

    for name, codes in CODES.items():
        shown = numbers(query(chosen), name)
        for code in codes:
            assert shown.get(code, 0) == len(names(query(chosen | {name: [code]})))


def test_holdings_are_made_anew_when_a_service_changes(shelf):
    assert numbers("", "pris") == {"gratis": 2}

    shelf["Logoped"].terms.add(*shelf["Leketek"].terms.filter(taxonomy__name=COST))
    assert numbers("", "pris") == {"gratis": 3}

    shelf["Leketek"].status = "draft"
    shelf["Leketek"].save()
    assert numbers("", "pris") == {"gratis": 2}


def test_a_branch_gathers_by_all_its_taxonomies_and_by_what_is_under_it(shelf):
    stroke = shelf["Logoped"].terms.get(code="slag")
    free = shelf["Leketek"].terms.get(code="gratis")
    lesson = shelf["Lærekurs"].terms.get(code="opplaering")
    above = Category.objects.create(name="Etter sykdom", slug="etter-sykdom")
    below = Category.objects.create(name="Slag", slug="slag", parent=above)
    other = Category.objects.create(name="Kurs", slug="kurs", parent=above)
    Category.objects.create(name="Tom", slug="tom")
    below.terms.set([stroke, free])
    other.terms.set([lesson])

    assert names("situasjon=slag") == {"Slagskole"}
    assert names("situasjon=etter-sykdom") == {"Slagskole", "Lærekurs"}
    assert numbers("", "situasjon") == {"etter-sykdom": 2}


def test_addresses_are_the_same_whatever_order_they_were_asked_in(shelf):
    asked = "sted=Her&type=opplaering&malgruppe=voksne&q=+kurs&malgruppe=barn&alder=20&x=1&page=1"

    assert wish(asked).address(page=2) == (
        "?q=kurs&malgruppe=barn&malgruppe=voksne&type=opplaering&alder=20&sted=Her&page=2"
    )
    assert wish("").address() == ""


def test_tags_take_one_choice_away_and_leave_the_rest(shelf):
    tags = wish("malgruppe=barn&pris=gratis&alder=8").tags()

    assert [tag.address for tag in tags] == [
        "?pris=gratis&alder=8",
        "?malgruppe=barn&alder=8",
        "?malgruppe=barn&pris=gratis",
    ]


def test_distance_is_measured_from_a_place_to_the_nearest_place_of_the_service():
    home = MunicipalityFactory(name="Solvåg", latitude=65.6, longitude=10.4)
    CoordinatingUnitFactory(is_ours=True, organisation__municipality=home)
    near, far = ServiceFactory(name="Nær"), ServiceFactory(name="Fjern")
    nowhere = ServiceFactory(name="Ukjent")
    by_provider = ServiceFactory(name="Hos oss", provider=OrganisationFactory(municipality=home))
    for service, latitude in ((near, 65.7), (near, 70.0), (far, 66.6)):
        ServicePlace.objects.create(
            service=service, name="Huset", latitude=latitude, longitude=10.4
        )

    found = list(directory.answer(wish("sorter=nermest")).services)

    assert found == [by_provider, near, far, nowhere]
    assert [service.kilometres for service in found] == [0, 11, 111, None]
    assert list(directory.answer(wish("sted=solvåg")).services) == found


def test_a_place_nobody_knows_is_no_error(client):
    ServiceFactory()

    text = client.get(LIST, {"sted": "Langtvekkistan"}).content.decode()

    assert "Vi kjenner ikke dette stedet" in text


def test_the_natural_order_needs_no_word_in_the_address(shelf):
    """Otherwise the order of the empty page would stay when somebody begins to type."""
    assert [code for code, _label, chosen in wish("").orders if chosen] == [""]
    assert [code for code, _label, chosen in wish("q=kurs").orders if chosen] == [""]
    assert wish("q=kurs").order is directory.Sort.BEST
    assert "best" not in [code for code, _label, _chosen in wish("").orders]


def test_order_by_name_and_by_the_newest_check():
    old = ServiceFactory(name="A", assured_on="2024-01-01")
    new, never = ServiceFactory(name="B", assured_on="2026-01-01"), ServiceFactory(name="C")

    assert list(directory.answer(wish("sorter=navn")).services) == [old, new, never]
    assert list(directory.answer(wish("sorter=sjekket")).services) == [new, old, never]


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"malgruppe=barn{number}&tema=x{number}&pris=gratis" for number in range(50)),
        "alder=-1",
        "alder=²",
        "alder=99999999999999999999",
        "alder=8&alder=x",
        "sorter=%00&vis=%00&sted=%00&situasjon=%00&sykehus=%00",
        "sted=" + "x" * 10_000,
        "sted=%27%3B%20DROP%20TABLE%20x%3B--&sorter=nermest",
        "vis=kart&page=-1",
        "vis=utskrift&page=1000000000",
        "q=" + "logoped+" * 2_000,
    ],
)
def test_junk_is_passed_by(client, shelf, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_typing_replaces_the_address_and_choosing_adds_one(client, shelf):
    def ask(query, before):
        headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{LIST}{before}"}
        return client.get(LIST, query, headers=headers)

    typed = ask({"q": "logo", "kommune": ""}, "?q=log")
    chosen = ask({"q": "logo", "pris": "gratis"}, "?q=logo")

    assert typed["HX-Replace-Url"] == f"{LIST}?q=logo"
    assert "HX-Push-Url" not in typed
    assert chosen["HX-Push-Url"] == f"{LIST}?q=logo&pris=gratis"
    assert 'hx-swap-oob="true"' in typed.content.decode()


def test_the_list_on_paper_has_everything_and_no_controls(client):
    for number in range(25):
        ServiceFactory(name=f"Tjeneste {number:02}", phone="99 00 12 34")

    text = client.get(LIST, {"vis": "utskrift"}).content.decode()

    assert text.count("99 00 12 34") == 25
    assert 'type="checkbox"' not in text


def test_the_map_marks_each_spot_once_with_all_that_is_there():
    first, second = ServiceFactory(name="A"), ServiceFactory(name="B")
    for service in (first, second):
        ServicePlace.objects.create(service=service, name="Huset", latitude=65.5, longitude=10.5)
    ServicePlace.objects.create(service=first, name="Uten sted")

    assert directory.marks(directory.answer(wish("vis=kart")).services) == [
        {
            "at": [65.5, 10.5],
            "name": "Huset",
            "services": [
                {"name": "A", "url": first.get_absolute_url()},
                {"name": "B", "url": second.get_absolute_url()},
            ],
        }
    ]


@pytest.mark.parametrize("query", ["", "malgruppe=barn&pris=gratis&sorter=nermest", "vis=kart"])
def test_queries_do_not_grow_with_services_terms_or_places(client, query):
    CoordinatingUnitFactory(is_ours=True)

    def add():
        municipality = MunicipalityFactory(latitude=65, longitude=10)
        service = ServiceFactory(
            terms=[term("målgruppe", "barn"), term(COST, "gratis"), TermFactory()],
            provider=OrganisationFactory(),
        )
        service.areas.create(extent_type="municipality", municipality=municipality)
        ServicePlace.objects.create(service=service, name="Huset", latitude=65, longitude=10)
        Category.objects.create(name=service.name, slug=service.slug).terms.add(TermFactory())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{LIST}?{query}").status_code == 200
        return len(captured)

    add()
    queries()
    with_one = queries()
    for _ in range(4):
        add()
    queries()

    # 15 of the page's own, and the four by which a test's request becomes the web role.
    assert queries() == with_one <= 19


def test_saved_services_are_those_of_the_address_in_its_order(client):
    first, second = ServiceFactory(name="Logoped"), ServiceFactory(name="Leketek")
    hidden = ServiceFactory(name="Utkast", status="draft")
    asked = [second.slug, "finnes-ikke", hidden.slug, first.slug, second.slug, "\x00", "x" * 5_000]

    text = client.get("/tjenester/lagret/", {"t": asked}).content.decode()

    assert 0 < text.index("Leketek") < text.index("Logoped")
    assert "Utkast" not in text
    assert "bare i nettleseren" in text
    assert "Du har ikke lagret noe ennå" in client.get("/tjenester/lagret/").content.decode()


def test_no_service_can_take_the_address_of_a_page():
    pages = {str(pattern.pattern).split("/")[0] for pattern in urls.urlpatterns}

    assert {page for page in pages if page and "<" not in page} <= rules.TAKEN_BY_PAGES
    assert rules.free_slug("Lagret", "", set()) != "lagret"
