"""«Kan dette gjelde meg?» page by page: each way through, back again, and no trace left."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from services_catalog import rules
from services_catalog.forms.guide import HELPER_NAMES
from services_catalog.models import Service
from services_catalog.views.guide_words import REASONS
from tests.factories import CoordinatingUnitFactory, ServiceFactory

pytestmark = pytest.mark.django_db

GUIDE = "/tjenester/kan-dette-gjelde-meg/"
NAMES = ("hvem", "alder", "hjelpere", "varer", "samler", "alvor")


def hidden_in(text):
    """What the form of a page carries along."""
    found = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text):
        found.setdefault(name, []).append(value)
    return found


def title_of(text):
    return re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)[1].strip()


def walk(client, *answers, go="videre"):
    """Answer page after page as a browser would; the pages seen."""
    text = client.get(GUIDE).content.decode()
    seen = [text]
    for name, answer in zip(NAMES, answers, strict=False):
        response = client.post(GUIDE, hidden_in(text) | {name: answer, "go": go})
        assert response.status_code == 200
        text = response.content.decode()
        seen.append(text)
    return seen


def verdicts(text):
    return dict(
        re.findall(
            r'<h2 id="right-(\w+)".*?<span class="status" data-color="(\w+)"', text, re.DOTALL
        )
    )


ADULT = ("meg", "voksen", ["fastlege", "trening", "nav"], "ja", "ja")
CHILD = ("barn", "ventet", ["sykehus", "helsestasjon", "nav"], "ja", "ja", "ja")


def test_an_adult_answers_five_questions(client):
    CoordinatingUnitFactory(is_ours=True, group_criterion="Når tre tjenester er inne.")

    *pages, answer = walk(client, *ADULT)

    assert [title_of(page) for page in pages] == [
        "Hvem tenker du på?",
        "Hvor gammel er du?",
        "Hvem trenger du hjelp fra?",
        "Vil du trenge hjelp en god stund?",
        "Må de som hjelper deg, snakke sammen for at hjelpen skal virke?",
    ]
    assert "Steg 1 av 5." in pages[0]
    assert verdicts(answer) == {
        "coordinator": "success",
        "plan": "success",
        "group": "success",
    }
    assert 'href="/meld-behov/meg/"' in answer
    assert 'href="/tjenester/"' in answer
    assert "Når tre tjenester er inne." in answer
    assert "§ 2-5 b" in answer
    assert "Fastlege, Fysioterapeut, ergoterapeut eller logoped, NAV" in answer


def test_a_child_gets_one_question_more_and_the_family_its_right(client):
    *pages, answer = walk(client, *CHILD)

    assert title_of(pages[-1]) == "Gjelder det alvorlig sykdom, skade eller nedsatt funksjon?"
    assert "Steg 6 av 6." in pages[-1]
    assert verdicts(answer)["child_coordinator"] == "success"
    assert 'href="/meld-behov/barn/"' in answer
    assert 'href="/tjenester/?malgruppe=barn"' in answer


@pytest.mark.parametrize("who", ["hjelper", "jobb"])
def test_questions_about_others_say_so_and_lead_to_their_form(client, who):
    pages = walk(client, who, *ADULT[1:])

    assert title_of(pages[1]) == "Hvor gammel er personen?"
    assert f'href="/meld-behov/{who}/"' in pages[-1]


def test_little_need_is_told_kindly_and_the_door_stays_open(client):
    answer = walk(client, "meg", "voksen", ["fastlege"], "nei", "nei")[-1]

    assert title_of(answer) == "Det ser ikke slik ut nå"
    assert set(verdicts(answer).values()) == {"neutral"}
    assert "Det ser ut til å holde med én tjeneste" in answer
    assert 'href="/meld-behov/meg/"' in answer


def test_one_can_always_go_back_and_finds_what_was_answered(client):
    pages = walk(client, *ADULT)
    for number in range(4, -1, -1):
        text = client.post(GUIDE, hidden_in(pages[-1]) | {"go": f"til-{number}"}).content.decode()
        assert title_of(text) == title_of(pages[number])
        assert len(re.findall(r"\bchecked\b", text)) == (3 if number == 2 else 1)
        assert ('value="til-' in text) == (number > 0)
        pages.append(text)


def test_changing_the_age_to_a_child_asks_what_was_not_asked(client):
    answer = walk(client, *ADULT)[-1]
    page = client.post(GUIDE, hidden_in(answer) | {"go": "til-1"}).content.decode()

    kept = hidden_in(page)
    text = client.post(GUIDE, kept | {"alder": "under-18"}).content.decode()
    for _page in range(3):
        text = client.post(GUIDE, hidden_in(text) | chosen_in(text)).content.decode()

    assert title_of(text).startswith("Gjelder det alvorlig")


def chosen_in(text):
    found = {}
    for tag in re.findall(r"<input[^>]*>", text):
        if re.search(r"\bchecked\b", tag):
            name, value = re.search(r'name="(\w+)"', tag)[1], re.search(r'value="([^"]*)"', tag)[1]
            found.setdefault(name, []).append(value)
    return found


@pytest.mark.parametrize("answer", [None, "x", "", "ja\x00", "<script>"])
def test_a_page_without_an_answer_is_shown_again_with_what_to_do(client, answer):
    first = client.get(GUIDE).content.decode()

    sent = hidden_in(first) | ({} if answer is None else {"hvem": answer})
    text = client.post(GUIDE, sent).content.decode()

    assert title_of(text) == "Hvem tenker du på?"
    assert "Velg" in text
    assert 'role="alert"' in text or "error" in text


@pytest.mark.parametrize(
    "sent",
    [
        {"steg": "99"},
        {"steg": "-1"},
        {"steg": "²"},
        {"steg": "4", "go": "videre", "samler": "ja"},
        {"go": "til-99"},
        {"go": "til-x", "hvem": ["meg"] * 500},
        {"alder": "ventet", "hjelpere": ["x"], "steg": "2"},
    ],
)
def test_what_no_page_sends_is_met_with_a_page(client, sent):
    response = client.post(GUIDE, sent)

    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


def test_an_answer_is_given_only_when_every_page_is_answered(client):
    text = client.post(
        GUIDE, {"steg": "4", "samler": "ja", "hvem": "meg", "alder": "voksen"}
    ).content.decode()

    assert title_of(text) == "Hvem trenger du hjelp fra?"


def test_nothing_is_kept_and_nothing_stands_in_an_address(client):
    CoordinatingUnitFactory(is_ours=True)
    with CaptureQueriesContext(connection) as queries:
        pages = walk(client, *CHILD)

    assert not [
        query["sql"]
        for query in queries
        if query["sql"].split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}
    ]
    assert not Session.objects.exists()
    assert "sessionid" not in client.cookies
    for text in pages:
        assert 'method="get"' not in text.split("<main", 1)[1]
        for value in ("ventet", "sykehus"):
            assert not re.search(rf'(href|action)="[^"]*{value}', text)
    response = client.post(GUIDE, {"steg": "0", "hvem": "meg"})
    assert "no-store" in response["Cache-Control"]


def test_the_guide_needs_no_cookie(client):
    client = type(client)(enforce_csrf_checks=True)

    assert verdicts(walk(client, *ADULT)[-1])


def test_every_reason_and_every_helper_has_its_words():
    assert set(REASONS) == set(rules.Reason)
    assert set(HELPER_NAMES) == set(rules.Helper)


def test_the_front_page_leads_here(client):
    assert f'href="{GUIDE}"' in client.get("/").content.decode()


def test_no_service_takes_the_address_of_a_page():
    catalogue = next(
        each
        for each in get_resolver().url_patterns
        if getattr(each, "app_name", None) == "services_catalog"
    )
    own = {str(each.pattern).split("/")[0] for each in catalogue.url_patterns}
    words = {word for word in own if word and "<" not in word}

    assert words <= rules.TAKEN_BY_PAGES
    for word in words:
        assert rules.free_slug(word.replace("-", " "), "Solvåg", set()) == f"{word}-solvag"


def test_a_service_that_is_called_so_does_not_hide_the_guide(client):
    ServiceFactory(slug="kan-dette-gjelde-meg")

    assert Service.objects.count() == 1
    assert "Hvem tenker du på?" in client.get(GUIDE).content.decode()
