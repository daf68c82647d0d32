"""A search box that any site may frame, and nothing else of the portal."""

import re
from html import unescape

import pytest

from tests.factories import CoordinatingUnitFactory

pytestmark = pytest.mark.django_db

BOX = "/innebygd/"


def policy_of(response):
    parts = response["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (part.split() for part in parts)}


def test_any_site_may_frame_the_box(client):
    response = client.get(BOX)

    assert response.status_code == 200
    policy = policy_of(response)
    assert policy["frame-ancestors"] == ["*"]
    assert policy["default-src"] == ["'none'"]
    assert "script-src" not in policy
    assert "X-Frame-Options" not in response


@pytest.mark.parametrize("url", ["/", "/tjenester/", "/api/", "/api/sokefelt/", "/konto/login/"])
def test_nothing_else_can_be_framed(client, url):
    response = client.get(url)

    assert policy_of(response)["frame-ancestors"] == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_box_keeps_nothing_and_runs_nothing(client, persona):
    CoordinatingUnitFactory(is_ours=True)
    client.force_login(persona("the person"))

    response = client.get(BOX)

    text = response.content.decode()
    assert not response.cookies
    assert "<script" not in text
    assert str(persona("the person").name) not in text
    assert set(re.findall(r'target="(\w+)"', text)) == {"_top"}
    assert len(re.findall(r"<(?:a|form)\b", text)) == len(re.findall('target="_top"', text))
    assert 'action="/tjenester/"' in text


@pytest.mark.parametrize(
    ("wanted", "given"), [("nn", "nn"), ("en", "en"), ("<b>", "nb"), ("", "nb")]
)
def test_the_other_site_chooses_the_language(client, wanted, given):
    text = client.get(BOX, {"sprak": wanted}).content.decode()

    assert f'<html lang="{given}">' in text


def test_what_to_paste_frames_the_box(client):
    text = client.get("/api/sokefelt/").content.decode()

    lines = [unescape(line) for line in re.findall(r"readonly[^>]*>([^<]+)</textarea>", text)]
    assert len(lines) == 3
    for line in lines:
        (address,) = re.findall(r'src="http://testserver([^"]+)"', line)
        assert client.get(address).status_code == 200
        assert 'title="' in line
    assert policy_of(client.get("/api/sokefelt/"))["frame-src"] == ["'self'"]
