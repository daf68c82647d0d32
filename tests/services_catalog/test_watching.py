"""A saved search is watched by e-mail: yes is said from the mailbox, nothing is told twice, one press ends it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.outbox.actions import send_next
from ke_portal.outbox.models import Message
from services_catalog import directory
from services_catalog.models import Watch
from services_catalog.tasks import forget_unconfirmed_watches, tell_watchers
from tests.conftest import as_role
from tests.factories import ServiceFactory, TermFactory

pytestmark = pytest.mark.django_db

ADDRESS = "noen@example.org"
ASK = "/tjenester/varsel/?q=logoped&malgruppe=barn&sorter=navn"


@pytest.fixture
def child():
    return TermFactory(taxonomy__name="målgruppe", code="barn", name="Barn")


@pytest.fixture
def ask(client, child):
    def send(address=ADDRESS, rhythm="at_once", url=ASK):
        return client.post(url, {"email": address, "rhythm": rhythm})

    return send


def link_in(message):
    return re.search(r"http://[^/]+(/tjenester/varsel/[^/\s]+/)", message.body).group(1)


@pytest.fixture
def confirmed(client, ask):
    """The watch of somebody who has said yes, and the address of its page."""
    ask()
    url = link_in(Message.objects.get())
    client.post(url)
    return Watch.objects.get(), url


def test_yes_is_said_from_the_mailbox(client, ask):
    answer = ask()

    assert (answer.status_code, answer.url) == (302, "/tjenester/varsel/sendt/")
    assert Watch.objects.get().confirmed_at is None
    url = link_in(Message.objects.get())
    assert "Ja, skriv til meg" in client.get(url).content.decode()
    assert Watch.objects.get().confirmed_at is None

    client.post(url)

    watch = Watch.objects.get()
    assert watch.confirmed_at is not None
    assert watch.search == "q=logoped&malgruppe=barn"
    assert list(Event.objects.order_by("at").values_list("verb", flat=True)) == [
        "watch.asked",
        "watch.confirmed",
    ]


def test_what_is_kept_cannot_be_read_without_the_key(ask):
    ask()

    with connection.cursor() as cursor:
        cursor.execute("SELECT w::text FROM services_catalog_watch w")
        [(row,)] = cursor.fetchall()
    stored = bytes(Watch.objects.get().sealed_email) + bytes(Watch.objects.get().sealed_search)

    assert "logoped" not in row
    assert ADDRESS not in row
    assert b"logoped" not in stored
    assert Watch.objects.get().email == ADDRESS


def test_the_web_sees_no_watch_without_its_link(confirmed):
    with as_role("ke_web"):
        assert Watch.objects.count() == 0
        with directory.holding_watch(confirmed[1].split("/")[-2]) as watch:
            assert watch == confirmed[0]


def test_something_new_is_told_once_and_says_nothing_of_the_search(client, child, confirmed):
    _watch, url = confirmed
    ServiceFactory(name="Logoped for voksne")
    tell_watchers()
    assert Message.objects.count() == 1

    ServiceFactory(name="Logoped for barn", terms=[child])
    tell_watchers()
    tell_watchers()

    told = Message.objects.exclude(template="services_catalog/watch_asked").get()
    assert "logoped" not in (told.subject + told.body).lower()
    assert "barn" not in (told.subject + told.body).lower()
    assert link_in(told) == url
    page = client.get(url).content.decode()
    assert "Logoped for barn" in page
    assert "Logoped for voksne" not in page


def test_what_was_there_already_is_no_news(client, child, ask):
    ServiceFactory(name="Logoped for barn", terms=[child])
    ask()
    client.post(link_in(Message.objects.get()))

    tell_watchers()

    assert Message.objects.count() == 1


def test_once_a_week_is_not_sooner(child, confirmed):
    _watch, _url = confirmed
    Watch.objects.update(rhythm="weekly")
    ServiceFactory(name="Logoped for barn", terms=[child])

    tell_watchers()
    assert Message.objects.count() == 1

    Watch.objects.update(confirmed_at=timezone.now() - timedelta(days=8))
    tell_watchers()
    assert Message.objects.count() == 2


def test_mail_readers_can_end_it_with_one_press(client, child, confirmed):
    _watch, url = confirmed
    ServiceFactory(name="Logoped for barn", terms=[child])
    tell_watchers()
    while send_next():
        pass

    headers = mail.outbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].endswith(f"{url}avslutt/>")
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers

    assert Watch.objects.count() == 1
    answer = client.post(f"{url}avslutt/", {"List-Unsubscribe": "One-Click"})
    assert "slettet adressen din" in answer.content.decode()
    assert Watch.objects.count() == 0
    assert client.get(url).status_code == client.post(f"{url}avslutt/").status_code == 404


def test_unconfirmed_ones_are_forgotten_after_a_week(ask, confirmed):
    ask(address="andre@example.org")
    forget_unconfirmed_watches()
    assert Watch.objects.count() == 2

    Watch.objects.update(asked_at=timezone.now() - timedelta(days=8))
    forget_unconfirmed_watches()

    assert list(Watch.objects.all()) == [confirmed[0]]


def test_nobody_can_fill_a_strangers_mailbox(ask, client):
    answers = {ask(url=f"{ASK}&n={number}").status_code for number in range(5)}

    # The answer does not tell that only the first two were sent.
    assert answers == {302}
    assert Message.objects.count() == 2
    assert ask(address="andre@example.org").status_code == 429
    assert Message.objects.count() == 2


@pytest.mark.parametrize("token", ["x", "00000000-0000-4000-8000-000000000000:abc", "%00"])
def test_a_link_that_is_not_ours_opens_nothing(client, token):
    assert client.get(f"/tjenester/varsel/{token}/").status_code == 404
    assert client.post(f"/tjenester/varsel/{token}/avslutt/").status_code == 404


@pytest.mark.parametrize("address", ["", "ingen", "a@b\nBcc: c@d.no", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused_kindly(ask, address):
    answer = ask(address=address)

    assert answer.status_code == 200
    assert Watch.objects.count() == 0
