"""Links are tried on the open net only, and called dead when they have failed on two days."""

import http.server
import socket
import threading
import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from services_catalog import actions, links, tasks
from services_catalog.models import Link, Service
from tests.factories import ServiceFactory

ALIVE = {"is_alive": True, "what": "Svarte 200"}
DEAD = {"is_alive": False, "what": "Svarte 404"}


class Answers(http.server.BaseHTTPRequestHandler):
    """A small site: its paths say what it does."""

    asked: list = []

    def do_GET(self):
        self.asked.append((self.command, self.path))
        if self.path == "/slow":
            time.sleep(1.5)
        if self.path == "/no-head" and self.command == "HEAD":
            self.send_response(405)
        elif self.path.startswith("/status/"):
            self.send_response(int(self.path.rpartition("/")[2]))
        elif self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/fine")
        elif self.path == "/ring":
            self.send_response(302)
            self.send_header("Location", "/ring")
        elif self.path == "/inwards":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/")
        elif self.path == "/file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
        else:
            self.send_response(200)
        self.end_headers()

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def site(settings):
    """A site on this machine, which the checker may reach in this test."""
    settings.KE_LINK_CHECK_ALSO_REACHES = ["127.0.0.0/8"]
    settings.KE_LINK_CHECK_PAUSE = 0
    settings.KE_CHECK_LINKS = True
    Answers.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "is_alive"),
    [
        ("/fine", True),
        ("/æøå?q=blåbær", True),
        ("/moved", True),
        ("/no-head", True),
        ("/status/403", True),
        ("/status/429", True),
        ("/status/404", False),
        ("/status/410", False),
        ("/status/500", False),
        ("/ring", False),
        ("/inwards", False),
        ("/file", False),
    ],
)
def test_an_address_is_alive_or_dead(site, path, is_alive):
    assert links.probe(site + path).is_alive is is_alive


def test_a_slow_address_is_not_waited_for(site, monkeypatch):
    monkeypatch.setattr(links, "TIMEOUT_SECONDS", 0.3)

    assert links.probe(f"{site}/slow") == links.Answer(False, "Svarte ikke i tide")


def test_a_host_that_drips_is_cut_off(settings, monkeypatch):
    settings.KE_LINK_CHECK_ALSO_REACHES = ["127.0.0.0/8"]
    monkeypatch.setattr(links, "MOST_SECONDS", 0.5)
    listener = socket.create_server(("127.0.0.1", 0))

    def drip():
        connection, _ = listener.accept()
        with connection:
            try:
                for _ in range(100):
                    connection.sendall(b"H")
                    time.sleep(0.1)
            except OSError:
                return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    begun = time.monotonic()
    try:
        answer = links.probe(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    finally:
        listener.close()

    assert not answer.is_alive
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fd00::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "ftp://eksempel.no/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/",
        "javascript:alert(1)",
        "http://",
        "http://[ugyldig",
        "http://127.0.0.1:abc/",
    ],
)
def test_nothing_inside_the_house_is_asked(url, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(links.socket, "create_connection", refuse)

    assert not links.probe(url).is_alive


def test_a_name_that_means_an_inner_address_is_not_asked(monkeypatch):
    inner = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.5", 80))]
    outer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(links.socket, "getaddrinfo", lambda *args, **kwargs: outer + inner)
    monkeypatch.setattr(
        links.socket, "create_connection", lambda *args: pytest.fail("a connection was made")
    )

    assert links.probe("http://eksempel.no/").what == "Fører ikke ut på det åpne nettet"


@pytest.fixture
def link(db):
    service = ServiceFactory(url="https://www.eksempel.no/dagtilbud")
    actions.change_service(service, by=None, phone="99 00 10 00")
    return Link.objects.get()


def yesterday(link):
    """What happened today happened yesterday."""
    Link.objects.filter(pk=link.pk).update(
        failed_on=timezone.localdate() - timedelta(days=1),
        tried_at=timezone.now() - timedelta(days=1),
    )


def test_a_link_is_dead_when_it_has_failed_on_two_days(link):
    actions.note_answer(link.pk, **DEAD)
    actions.note_answer(link.pk, **DEAD)
    assert not Service.objects.get().has_dead_link

    yesterday(link)
    actions.note_answer(link.pk, **DEAD)
    actions.note_answer(link.pk, **DEAD)

    assert Service.objects.get().has_dead_link
    assert Event.objects.filter(verb=Verb.LINK_DIED).count() == 1


def test_a_link_that_answers_again_is_alive(link):
    actions.note_answer(link.pk, **DEAD)
    yesterday(link)
    actions.note_answer(link.pk, **DEAD)

    actions.note_answer(link.pk, **ALIVE)

    assert not Service.objects.get().has_dead_link
    assert Event.objects.filter(verb=Verb.LINK_REVIVED).count() == 1


def test_a_new_address_lets_the_dead_one_go(link):
    actions.note_answer(link.pk, **DEAD)
    yesterday(link)
    actions.note_answer(link.pk, **DEAD)

    service = Service.objects.get()
    actions.change_service(service, by=None, url="https://www.eksempel.no/nytt")

    assert Link.objects.get().url == "https://www.eksempel.no/nytt"
    assert not Service.objects.get().has_dead_link


def test_a_dead_link_has_failed_twice(link):
    with (
        pytest.raises(IntegrityError, match="dead_link_has_failed_twice"),
        transaction.atomic(),
    ):
        Link.objects.update(dead_since=timezone.localdate())


@pytest.mark.django_db
def test_the_task_tries_what_is_due_and_editors_see_what_is_dead(site, client, persona):
    gone = ServiceFactory(name="Logoped", url=f"{site}/status/404")
    fine = ServiceFactory(url=f"{site}/fine")
    draft = ServiceFactory(url=f"{site}/draft", status="draft")
    for service in (gone, fine, draft):
        actions.change_service(service, by=None, phone="99 00 10 00")

    tasks.check_links()
    tasks.check_links()
    assert Answers.asked == [
        ("HEAD", "/status/404"),
        ("GET", "/status/404"),
        ("HEAD", "/fine"),
    ]
    yesterday(gone.links.get())
    tasks.check_links()

    client.force_login(persona("a catalogue editor"))
    assert "Svarte 404" in client.get("/tjenester/redaksjon/venter/lenker/").content.decode()
    entries = client.get("/tjenester/redaksjon/alle/", {"mangler": "link"}).content.decode()
    assert "Logoped" in entries
    assert fine.name not in entries


@pytest.mark.django_db
def test_the_net_is_left_alone_unless_the_installation_says_otherwise(settings, monkeypatch):
    assert settings.KE_CHECK_LINKS is False
    service = ServiceFactory(url="https://www.eksempel.no/")
    actions.change_service(service, by=None, phone="99 00 10 00")
    monkeypatch.setattr(links, "probe", lambda url: pytest.fail("the net was reached"))

    assert actions.check_links() == 0
