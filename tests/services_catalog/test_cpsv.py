"""The directory as CPSV-AP-NO: the shapes of the standard find nothing, however many services there are."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyshacl import validate
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef

from ke_portal.desks.demo.catalogue import FILE as DEMO_FILE
from services_catalog import cpsv
from services_catalog.actions import import_services
from services_catalog.api import cpsv_ap_no
from services_catalog.models import Service
from tests.factories import (
    CoordinatingUnitFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ServiceFactory,
    TermFactory,
)
from tests.services_catalog.strict import FOLDER

pytestmark = [
    pytest.mark.django_db,
    # The reader of JSON-LD in rdflib 7 still says so of itself.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
]

URL = "/api/cpsv-ap-no"
SHAPES = Graph().parse(Path(__file__).parent / "cpsv_shapes.ttl")


def graph_at(client, url=f"{URL}.ttl", **query):
    response = client.get(url, query)
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = "json-ld" if "json" in response["Content-Type"] else "turtle"
    return Graph().parse(data=body.decode(), format=kind)


def faults(graph):
    conforms, _graph, text = validate(graph, shacl_graph=SHAPES, inference="none")
    return "" if conforms else text


@pytest.fixture
def directory():
    CoordinatingUnitFactory(is_ours=True)
    records = json.loads(DEMO_FILE.read_text())["contents"][:25]
    records.append(json.loads((FOLDER / "example_service_full.json").read_text()))
    import_services(records, source="prøve", by=None)
    service = ServiceFactory(
        name='Rart \x0b "navn" \\ med <tegn>',
        provider=OrganisationFactory(kind="voluntary", website="https://www.solvåg.example/å b"),
        terms=[
            TermFactory(code="hjelpemidler", taxonomy__name="funksjonsområde"),
            TermFactory(code="barn"),
        ],
        text_language="nn",
        url="https://eksempel.example/{rart}",
        phone="99 00 11 22",
        fees="Egenandel",
        languages=["se", "tlh"],
        required_documents="Henvisning\n\nLegeliste",
        status="paused",
    )
    service.areas.create(extent_type="municipality", municipality=MunicipalityFactory())
    service.areas.create(extent_type="other", name="Dalen", extent="<dal> en")
    service.places.create(name="Helsehuset", postal_code="9995")
    service.costs.create(amount="50.50", unit="Per gang")
    ServiceFactory(provider=None, description="", name="Uten tilbyder")


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_the_shapes_find_nothing(client, directory, form):
    graph = graph_at(client, f"{URL}.{form}")

    assert faults(graph) == ""
    titles = set(graph.objects(predicate=DCTERMS.title))
    assert Literal("Uten tilbyder", lang="nb") in titles
    kinds = set(graph.objects(predicate=RDF.type))
    for kind in ("PublicService", "Channel", "Cost", "ContactPoint", "PublicOrganisation"):
        assert {cpsv.CV[kind], cpsv.CPSV[kind]} & kinds, kind
    assert cpsv.CPSVNO.Service in kinds
    assert cpsv.CPSVNO.RequiredEvidence in kinds


def test_the_shapes_do_find_faults(client, directory):
    graph = graph_at(client)
    graph.remove((None, cpsv.CV.contactPoint, None))

    assert "contactPoint" in faults(graph)


def test_the_two_forms_say_the_same(client, directory):
    assert set(graph_at(client, f"{URL}.ttl")) == set(graph_at(client, f"{URL}.jsonld"))


def test_many_services_are_sent_bit_by_bit_and_say_the_same(client, directory, monkeypatch):
    whole = set(graph_at(client))
    monkeypatch.setattr(cpsv_ap_no, "STRETCH", 4)

    assert client.get(f"{URL}.ttl").streaming
    for form in ("ttl", "jsonld"):
        assert set(graph_at(client, f"{URL}.{form}")) == whole


def test_pages_hold_some_and_together_all(client, directory):
    pages = [graph_at(client, page=number, per_page=10) for number in (1, 2, 3, 4)]

    assert [len(set(page.objects(None, cpsv.DCATNO.containsService))) for page in pages] == [
        10,
        10,
        8,
        0,
    ]
    assert all(faults(page) == "" for page in pages[:3])


@pytest.mark.parametrize(
    ("accept", "code", "given"),
    [
        ("", 200, "text/turtle"),
        ("*/*", 200, "text/turtle"),
        ("text/html,*/*;q=0.8", 200, "text/turtle"),
        ("application/ld+json", 200, "application/ld+json"),
        ("text/turtle;q=0.2, application/ld+json", 200, "application/ld+json"),
        ("image/png", 406, "application/json"),
    ],
)
def test_the_caller_chooses_the_form(client, accept, code, given):
    ServiceFactory()

    response = client.get(URL, headers={"Accept": accept} if accept else {})

    assert (response.status_code, response["Content-Type"].split(";")[0]) == (code, given)
    if code == 200:
        assert "Accept" in response["Vary"]


def test_it_is_open_data_like_the_rest(client):
    first = client.get(f"{URL}.ttl")

    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"{URL}.ttl", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(f"{URL}.ttl", {"page": "x"}).status_code == 400


def test_drafts_stay_out_and_themes_are_named(client):
    ServiceFactory(
        name="Leketek",
        terms=[TermFactory(code="hjelpemidler", taxonomy__name="funksjonsområde")],
    )
    ServiceFactory(name="Kladd", status="draft")

    graph = graph_at(client)

    assert len(set(graph.objects(None, cpsv.DCATNO.containsService))) == 1
    themes = set(graph.objects(None, URIRef("http://www.w3.org/ns/dcat#theme")))
    assert cpsv.LOS.hjelpemidler in themes


def test_queries_do_not_grow(client):
    def add():
        service = ServiceFactory(terms=[TermFactory()])
        service.places.create(name="Helsehuset")
        service.areas.create(extent_type="municipality", municipality=MunicipalityFactory())

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{URL}.ttl")
        return len(queries)

    add()
    with_one = count()
    for _ in range(4):
        add()

    assert count() == with_one <= 19
    assert Service.objects.count() == 5
