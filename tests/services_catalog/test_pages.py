import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ke_portal.audit.models import Event
from services_catalog.models import Category, Service, ServiceStatus
from tests.factories import (
    CoordinatingUnitFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ServiceFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/tjenester/"
API = "/api/hsds/services"
# 15 of a page's own, and the four by which a test's request becomes the web role within a transaction.
MOST_QUERIES = 19
ROWS_IN_THE_ADMIN = ("areas", "places", "hours", "costs", "texts", "notices", "course_dates")


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def queries_for(client, url, **query):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, query).status_code == 200
    return len(queries)


def test_anyone_finds_a_service_and_opens_it(client):
    service = ServiceFactory(
        name="Logoped", how_to_get_in="Ring oss. Vi avtaler en time.", text_language="nn"
    )

    found = page(client, LIST, q="logoped")
    assert "<strong>1 treff</strong>" in found
    assert service.get_absolute_url() in found

    text = page(client, service.get_absolute_url())
    for part in (
        "Slik får du dette",
        "Jeg er pårørende",
        "Jeg er fagperson",
        "Vi avtaler en time.",
        'lang="nn"',
    ):
        assert part in text


@pytest.mark.parametrize("status", [ServiceStatus.DRAFT, ServiceStatus.CLOSED])
def test_what_is_not_published_is_nowhere(client, status):
    service = ServiceFactory(name="Logoped", status=status)

    assert "Logoped" not in page(client, LIST)
    assert client.get(service.get_absolute_url()).status_code == 404
    assert client.get(f"{API}/{service.public_id}").status_code == 404
    assert client.get(API).json()["empty"] is True


def test_a_paused_service_says_so(client):
    service = ServiceFactory(status=ServiceStatus.PAUSED, notice="Åpner igjen etter påske.")

    assert "Midlertidig stengt" in page(client, LIST)
    text = page(client, service.get_absolute_url())
    assert "Midlertidig stengt" in text
    assert "Åpner igjen etter påske." in text


def test_nothing_found_still_helps(client):
    CoordinatingUnitFactory(is_ours=True)
    ServiceFactory()

    text = page(client, LIST, q="parkeringsbot")

    assert "Vi fant ingen tjenester for «parkeringsbot»" in text
    assert "99 00 11 22" in text
    assert "800 300 61" in text


def test_htmx_gets_the_fragment_that_the_page_includes(client):
    ServiceFactory(name="Logoped")

    whole = client.get(LIST, {"q": "logoped"})
    part = client.get(LIST, {"q": "logoped"}, headers={"HX-Request": "true"})

    assert "HX-Request" in whole["Vary"]
    assert "<html" not in part.content.decode()
    assert "Logoped" in part.content.decode()


def test_filters_are_links_that_can_be_taken_away(client):
    child = TermFactory(code="barn", name="Barn")
    ServiceFactory(name="Leketek", terms=[child])
    ServiceFactory(name="Eldresenter", terms=[TermFactory(code="eldre", name="Eldre")])

    text = page(client, LIST, malgruppe="barn")

    assert "Leketek" in text
    assert "Eldresenter" not in text
    assert "Fjern" in text


def test_a_situation_gathers_what_its_terms_and_branches_gather(client):
    child = TermFactory(code="barn")
    above = Category.objects.create(name="Å få et sykt barn", slug="sykt-barn")
    below = Category.objects.create(name="Utredning", slug="utredning", parent=above)
    below.terms.add(child)
    ServiceFactory(name="Leketek", terms=[child])
    ServiceFactory(name="Eldresenter")

    text = page(client, LIST, situasjon="sykt-barn")

    assert "Leketek" in text
    assert "Eldresenter" not in text


@pytest.mark.parametrize(
    "query",
    [
        {"malgruppe": "finnes-ikke", "tema": "<b>", "kommune": "'", "situasjon": "../"},
        {"page": "-1"},
        {"page": "999999999999"},
        {"page": "to"},
        {"q": "x" * 10_000},
        {"q": "\x00\x01"},
        {"kommune": "\x00"},
        {"q": "<script>alert(1)</script>"},
    ],
)
def test_what_cannot_be_understood_is_passed_by(client, query):
    ServiceFactory()

    assert "<script>alert" not in page(client, LIST, **query)


def test_list_query_count_does_not_grow(client):
    group, topic = TermFactory(), TermFactory(taxonomy__name="funksjonsområde")
    municipality = MunicipalityFactory()

    def add():
        service = ServiceFactory(terms=[group, topic], provider=OrganisationFactory())
        service.areas.create(extent_type="municipality", municipality=municipality)

    add()
    page(client, LIST, q="trener")
    query = {
        "q": "trener hverdagsrehabilitering",
        "malgruppe": group.code,
        "kommune": municipality.number,
    }
    with_one, api_with_one = (
        queries_for(client, LIST, **query),
        queries_for(client, API, full="true"),
    )
    for _ in range(5):
        add()
    page(client, LIST, q="trener")

    assert queries_for(client, LIST, **query) == with_one <= MOST_QUERIES
    assert queries_for(client, API, full="true") == api_with_one <= MOST_QUERIES


def test_detail_query_count_does_not_grow(client):
    term = TermFactory()
    service = ServiceFactory(terms=[term])
    ServiceFactory(terms=[term])
    with_one = queries_for(client, service.get_absolute_url())
    for number in range(3):
        other = TermFactory()
        service.terms.add(other)
        service.areas.create(extent_type="municipality", municipality=MunicipalityFactory())
        ServiceFactory(terms=[other, term], name=f"Ligner {number}")

    assert queries_for(client, service.get_absolute_url()) == with_one <= MOST_QUERIES


def test_open_data_pages_through_the_ranking_of_the_search_page(client):
    ServiceFactory(name="Pårørendegruppe", description="Logoped er med av og til.")
    ServiceFactory(name="Logoped")

    first = client.get(API, {"search": "logoped", "per_page": 1}).json()
    second = client.get(API, {"search": "logoped", "per_page": 1, "page": 2}).json()

    assert [first["contents"][0]["name"], second["contents"][0]["name"]] == [
        "Logoped",
        "Pårørendegruppe",
    ]
    assert {key: value for key, value in second.items() if key != "contents"} == {
        "total_items": 2,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert "attributes" not in first["contents"][0]
    beyond = client.get(API, {"page": 10**8}).json()
    assert (beyond["empty"], beyond["contents"]) == (True, [])


@pytest.mark.parametrize(
    "query", [{"page": "-1"}, {"page": "x"}, {"per_page": "0"}, {"page": "²"}, {"page": "9" * 40}]
)
def test_open_data_refuses_a_page_that_is_no_number(client, query):
    response = client.get(API, query)

    assert response.status_code == 400
    assert "error" in response.json()


def test_one_service_as_open_data(client):
    service = ServiceFactory(terms=[TermFactory(code="barn", name="Barn")])

    data = client.get(f"{API}/{service.public_id}").json()

    assert data["id"] == str(service.public_id)
    assert data["attributes"][0]["taxonomy_term"]["name"] == "Barn"


def test_an_editor_changes_a_service_in_the_admin(client, persona):
    editor = persona("a catalogue editor")
    client.force_login(editor)
    nynorsk = TermFactory(taxonomy__name="tekstspråk", code="nn", name="Nynorsk")
    provider = OrganisationFactory()

    response = client.post(
        reverse("admin:services_catalog_service_add"),
        {
            "name": "Matkurs på Øya",
            "status": "active",
            "provider": provider.pk,
            "description": "Me lagar mat i lag.",
            "terms": [nynorsk.pk],
            "languages": "nn,en",
            "assured_on": timezone.localdate().isoformat(),
            **{
                f"{rows}-{which}_FORMS": 0
                for rows in ROWS_IN_THE_ADMIN
                for which in ("TOTAL", "INITIAL")
            },
        },
    )

    assert response.status_code == 302, response.context["adminform"].form.errors
    service = Service.objects.get()
    assert (service.slug, service.text_language, service.languages) == (
        "matkurs-pa-oya",
        "nn",
        ["nn", "en"],
    )
    assert "Matkurs" in page(client, LIST, q="matkurs")
    assert Event.objects.get(verb="service.changed").actor == str(editor.pk)


@pytest.mark.parametrize("name", ["a stranger", "a partner", "the coordinator"])
def test_others_do_not_edit_services(client, persona, name):
    client.force_login(persona(name))

    assert client.get(reverse("admin:services_catalog_service_add")).status_code in {302, 403}
