"""How open data answers: to any site, again only when changed, not to one who asks too much, never with a crash."""

import json
import re
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.utils import timezone
from django.utils.http import http_date

from services_catalog.api import description, throttle
from services_catalog.models import Service
from services_catalog.urls import hsds
from tests.factories import ServiceFactory, TermFactory
from tests.services_catalog import strict

pytestmark = pytest.mark.django_db

BASE = "/api/hsds/"
SERVICES = f"{BASE}services"


@pytest.fixture
def an_address_of_its_own(monkeypatch):
    """Nobody else asks from here, and the minute lasts as long as the test."""
    monkeypatch.setattr(throttle, "this_second", lambda: 1_800_000_020)
    return {"REMOTE_ADDR": str(uuid4())}


def test_the_same_answer_is_not_sent_twice(client):
    service = ServiceFactory()
    for url in (SERVICES, f"{SERVICES}/{service.public_id}", f"{BASE}organizations"):
        first = client.get(url)

        again = client.get(url, headers={"If-None-Match": first["ETag"]})
        since = client.get(url, headers={"If-Modified-Since": first["Last-Modified"]})

        assert (again.status_code, again.content) == (304, b"")
        assert since.status_code == 304
        assert again["ETag"] == first["ETag"]
        assert again["Access-Control-Allow-Origin"] == "*"


def test_a_change_is_a_new_answer(client):
    service = ServiceFactory(name="Logoped")
    Service.objects.update(changed_at=timezone.now() - timezone.timedelta(days=1))
    first = client.get(SERVICES)

    service.name = "Logopeden"
    service.save()

    headers = {
        "If-None-Match": first["ETag"],
        "If-Modified-Since": first["Last-Modified"],
    }
    assert client.get(SERVICES, headers=headers).status_code == 200
    old = http_date((timezone.now() - timezone.timedelta(hours=1)).timestamp())
    assert client.get(SERVICES, headers={"If-Modified-Since": old}).status_code == 200


def test_what_is_dated_ahead_was_changed_now_at_the_latest(client):
    ServiceFactory(changed_at=timezone.now() + timezone.timedelta(days=9))

    assert client.get(SERVICES)["Last-Modified"] == http_date(timezone.now().timestamp())


def test_any_site_may_read_and_keep_it_a_minute(client):
    response = client.get(SERVICES)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    asked = client.options(SERVICES)
    assert asked.status_code == 204
    assert "GET" in asked["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_sent(client, method):
    response = getattr(client, method)(SERVICES)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_head_tells_without_sending(client):
    response = client.head(SERVICES)

    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get(SERVICES)["ETag"]


def test_one_who_asks_too_much_waits_and_others_do_not(client, settings, an_address_of_its_own):
    settings.KE_OPEN_DATA_PER_MINUTE = 3
    codes = [client.get(SERVICES, **an_address_of_its_own).status_code for _ in range(3)]
    refused = client.get(SERVICES, **an_address_of_its_own)

    assert codes == [200] * 3
    assert (refused.status_code, refused["Retry-After"]) == (429, "40")
    assert "error" in refused.json()
    assert refused["Cache-Control"] == "no-store"
    assert client.get(SERVICES, REMOTE_ADDR=str(uuid4())).status_code == 200


def test_without_redis_nobody_is_stopped(client, settings, monkeypatch, an_address_of_its_own):
    gone = settings.CACHES | {
        "open_data": settings.CACHES["open_data"]
        | {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    settings.KE_OPEN_DATA_PER_MINUTE = 0
    monkeypatch.setattr(throttle, "_resting_until", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(caches, "settings", gone)
        del caches["open_data"]
        codes = [client.get(SERVICES, **an_address_of_its_own).status_code for _ in range(2)]
    del caches["open_data"]
    assert codes == [200, 200]
    assert throttle._resting_until > 0
    monkeypatch.setattr(throttle, "_resting_until", 0.0)
    assert client.get(SERVICES, **an_address_of_its_own).status_code == 429


JUNK = ["", "-1", "0", "x", "9" * 400, "²", "1e9", "\x00", "æøå" * 999, "' OR 1=1 --", "<b>", "[]"]


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("address", description.ADDRESSES, ids=lambda each: each.path)
def test_junk_is_refused_or_passed_by(client, address, junk):
    ServiceFactory(terms=[TermFactory()])
    url = BASE + address.path.lstrip("/").replace("{id}", "finnes-ikke")
    for parameter in address.parameters:
        response = client.get(url, {parameter.name: junk})

        assert response.status_code in {200, 400, 404}, parameter.name
        if response.status_code == 400:
            assert parameter.name in response.json()["error"]


@pytest.mark.parametrize(
    "value", ["i går", "2026-02-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
)
def test_a_moment_that_is_none_is_refused(client, value):
    assert client.get(SERVICES, {"modified_after": value}).status_code == 400


def test_a_plus_in_an_address_is_a_space_and_still_a_moment(client):
    ServiceFactory()

    assert client.get(f"{SERVICES}?modified_after=2020-01-01T00:00:00+01:00").status_code == 200


@pytest.mark.parametrize("name", ["services", "organizations", "taxonomies", "taxonomy_terms"])
@pytest.mark.parametrize("own_id", ["x", "00000000-0000-0000-0000-000000000000", "%00"])
def test_what_is_not_there_is_told_as_json(client, name, own_id):
    response = client.get(f"{BASE}{name}/{own_id}")

    assert response.status_code == 404
    assert response.json() == {"error": "Finnes ikke."}


def test_the_first_address_says_which_standard_and_where(client):
    data = client.get(BASE).json()

    assert data["version"] == "3.0"
    assert client.get(data["profile"].removeprefix("http://testserver")).status_code == 200
    assert client.get(data["openapi_url"].removeprefix("http://testserver")).status_code == 200


def described(client):
    return client.get(f"{BASE}openapi.json").json()


def test_the_description_has_every_address_and_no_other(client):
    served = {re.sub(r"<str:public_id>", "{id}", f"/{entry.pattern}") for entry in hsds}

    assert set(described(client)["paths"]) == served
    views = {entry.callback for entry in hsds}
    assert {address.view for address in description.ADDRESSES} == views


@pytest.mark.parametrize("path", strict.PARAMETERS)
def test_every_address_takes_the_parameters_of_the_standard(client, path):
    operation = described(client)["paths"][path]["get"]

    assert sorted(each["name"] for each in operation["parameters"]) == strict.PARAMETERS[path]


def test_the_description_is_whole(client):
    data = described(client)
    text = json.dumps(data)

    assert data["openapi"].startswith("3.1")
    for reference in set(re.findall(r'"\$ref": "([^"]+)"', text)):
        part = data
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
    ids = [item["get"]["operationId"] for item in data["paths"].values()]
    assert len(ids) == len(set(ids))
    for item in data["paths"].values():
        assert "200" in item["get"]["responses"]
    assert data["info"]["license"]["url"].startswith("https://")
    assert data["servers"] == [{"url": "http://testserver/api/hsds"}]


def test_people_are_told_what_it_is_and_what_they_may_do_with_it(client):
    text = client.get("/api/").content.decode()

    for part in (
        "Norsk lisens for offentlige data",
        "http://testserver/api/hsds/services",
        "modified_after",
    ):
        assert part in text
    assert 'href="/api/"' in client.get("/").content.decode()
