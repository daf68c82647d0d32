"""Every address answers every persona as agreed in `matrix.py`, and a GET writes nothing."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.access.addresses import our_addresses
from tests.access.answers import TO_LOG_IN
from tests.access.matrix import MATRIX, PUBLIC
from tests.personas import PERSONAS

REFUSALS = {403, 404}
# What a GET may leave behind: who was shown what, and the session it came with.
MAY_BE_WRITTEN = ('"audit_lookup"', '"django_session"', '"usersessions_usersession"')
READS = {"SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET"}

pytestmark = pytest.mark.django_db


def refuse_writes(execute, sql, params, many, context):
    verb = sql.lstrip("(").split(maxsplit=1)[0].upper()
    assert verb in READS or any(table in sql for table in MAY_BE_WRITTEN), f"GET wrote: {sql}"
    return execute(sql, params, many, context)


@pytest.fixture
def story(persona):
    """Every persona, made before the first request: what an address is about may need them."""
    return {name: persona(name) for name in PERSONAS}


def url_of(name):
    return reverse(name, kwargs=MATRIX[name].at())


def enter(client, user):
    if user.is_anonymous:
        client.logout()
    else:
        client.force_login(user)


def get_answers(client, story, url):
    answers = {}
    for name, user in story.items():
        enter(client, user)
        with connection.execute_wrapper(refuse_writes):
            answers[name] = client.get(url).status_code
    return answers


def post_answers(client, story, url):
    answers = {}
    for name, user in story.items():
        enter(client, user)
        answers[name] = client.post(url).status_code
    return answers


PAGES = [name for name, row in MATRIX.items() if not row.takes_only_post]
BUTTONS = [name for name, row in MATRIX.items() if row.takes_only_post]


@pytest.mark.parametrize("name", PAGES)
def test_get_answers_as_agreed_and_writes_nothing(client, story, name):
    assert get_answers(client, story, url_of(name)) == MATRIX[name].answers


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_see_a_page_may_not_post_to_it(client, story, name):
    refused = {
        who: user
        for who, user in story.items()
        if MATRIX[name].answers[who] in {*REFUSALS, TO_LOG_IN}
    }

    for who, code in post_answers(client, refused, url_of(name)).items():
        assert code in {MATRIX[name].answers[who], 405}, who


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_refuses_all_others_and_then_obeys(client, story, name):
    agreed = MATRIX[name].answers
    refused = {who: user for who, user in story.items() if agreed[who] in {*REFUSALS, TO_LOG_IN}}
    allowed = {who: user for who, user in story.items() if who not in refused}
    url = url_of(name)

    assert post_answers(client, refused, url) == {who: agreed[who] for who in refused}
    for who, code in post_answers(client, allowed, url).items():
        assert code not in {*REFUSALS, 405}, who


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_does_nothing_on_get(client, story, name):
    for who, code in get_answers(client, story, url_of(name)).items():
        assert code == 405 or code == MATRIX[name].answers[who] != 200, who


def test_every_address_has_a_row():
    names = [address.name for address in our_addresses()]

    assert sorted(set(names)) == sorted(names), "two addresses share a name"
    assert sorted(MATRIX) == sorted(names)


def test_what_answers_without_a_log_in_is_listed_as_public():
    assert {name for name, row in MATRIX.items() if row.answers["anonymous"] != TO_LOG_IN} <= PUBLIC


def test_every_row_answers_every_persona():
    for name, row in MATRIX.items():
        assert set(row.answers) == set(PERSONAS), name
