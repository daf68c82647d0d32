"""The public tells us what is wrong and what is missing, and nothing of it says who they are."""

from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from services_catalog import actions, tally, tasks
from services_catalog.models import Feedback, FeedbackKind, UnfoundWord
from services_catalog.views import throttle
from tests.factories import ServiceFactory
from tests.services_catalog.factories import FeedbackFactory

pytestmark = pytest.mark.django_db
MISSING = "/tjenester/savnet/"


@pytest.fixture(autouse=True)
def an_empty_hour():
    cache.clear()


def report_url(service):
    return reverse("services_catalog:report", args=[service.slug])


def test_anyone_says_what_is_wrong(client):
    service = ServiceFactory()
    assert report_url(service) in client.get(service.get_absolute_url()).content.decode()

    answer = client.post(report_url(service), {"kind": "hours", "text": "Stengt på fredager."})

    assert answer.url == service.get_absolute_url()
    said = Feedback.objects.get()
    assert (said.service, said.kind, said.text) == (service, "hours", "Stengt på fredager.")
    event = Event.objects.get(verb=Verb.FEEDBACK_RECEIVED)
    assert (event.actor, event.detail) == ("", {"kind": "hours"})


def test_it_was_right_takes_one_press(client):
    service = ServiceFactory()

    client.post(report_url(service), {"kind": "right"})

    assert Feedback.objects.get().kind == FeedbackKind.RIGHT
    assert not Feedback.objects.waiting().exists()


@pytest.mark.parametrize(
    "text", ["Ring meg på 99 00 12 34", "kari@eksempel.no", "Jeg er 010190 12345"]
)
@pytest.mark.parametrize("where", ["report", "missing"])
def test_what_tells_who_somebody_is_is_refused_kindly(client, text, where):
    url = report_url(ServiceFactory()) if where == "report" else MISSING

    answer = client.post(url, {"kind": "other", "text": text})

    assert answer.status_code == 200
    assert "Ta det bort, så kan vi ta imot." in answer.content.decode()
    assert text in answer.content.decode()
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [{}, {"kind": "owner", "text": "x"}, {"kind": "tull"}, {"kind": "hours", "text": "x" * 501}],
)
def test_what_is_no_report_is_asked_about_again(client, posted):
    assert client.post(report_url(ServiceFactory()), posted).status_code == 200
    assert not Feedback.objects.exists()


def test_a_machine_is_thanked_and_not_heard(client):
    service = ServiceFactory()

    answer = client.post(report_url(service), {"kind": "hours", "website": "http://kjop.example"})

    assert answer.status_code == 302
    assert not Feedback.objects.exists()


def test_one_address_says_only_so_much_an_hour(client, monkeypatch):
    monkeypatch.setattr(throttle, "MESSAGES_AN_HOUR", 2)
    service = ServiceFactory()

    codes = [client.post(report_url(service), {"kind": "right"}).status_code for _ in range(3)]

    assert codes == [302, 302, 429]
    assert Feedback.objects.count() == 2


def test_an_entry_that_is_not_published_takes_no_reports(client):
    service = ServiceFactory(status="draft")

    assert client.post(report_url(service), {"kind": "right"}).status_code == 404


def test_what_was_missed_is_told_without_an_entry(client):
    client.post(MISSING, {"text": "Svømming for rullestolbrukere"})

    said = Feedback.objects.get()
    assert (said.kind, said.service, said.text) == (
        "missing",
        None,
        "Svømming for rullestolbrukere",
    )
    with (
        pytest.raises(IntegrityError, match="feedback_without_service_is_about_a_search"),
        transaction.atomic(),
    ):
        Feedback.objects.update(kind="hours")


def test_an_editor_deals_with_it_once(client, persona):
    said, editor = FeedbackFactory(), persona("a catalogue editor")
    client.force_login(editor)
    url = reverse("services_catalog:handle_feedback", args=[said.public_id])

    client.post(url)
    again = client.post(url, follow=True)

    said.refresh_from_db()
    assert said.handled_by == editor
    assert Event.objects.get(verb=Verb.FEEDBACK_HANDLED).actor == str(editor.pk)
    assert "Noen andre har alt gjort denne ferdig" in again.content.decode()


# searches that found nothing


@pytest.fixture
def counts(monkeypatch, worker_id):
    """Redis without what other tests have counted, or count meanwhile."""
    monkeypatch.setattr(tally, "PREFIX", f"ke:{worker_id}:unfound:")
    with redis.Redis.from_url(settings.REDIS_URL) as client:

        def forget():
            for key in client.scan_iter(match=f"{tally.PREFIX}*"):
                client.delete(key)

        forget()
        yield lambda day=None: tally.of(day or timezone.localdate())
        forget()


def move_back(days):
    """What was counted today was counted so many days ago."""
    today = timezone.localdate()
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.rename(f"{tally.PREFIX}{today}", f"{tally.PREFIX}{today - timedelta(days=days)}")


def test_a_search_that_finds_nothing_is_counted_as_words(client, counts):
    client.get("/tjenester/", {"q": "parkeringsbot klage"})
    client.get("/tjenester/", {"q": "Parkeringsbot"})

    assert counts() == {"parkeringsbot": 2, "klage": 1}


def test_a_search_that_finds_something_and_one_with_names_are_not_counted(client, counts):
    ServiceFactory(name="Logoped")

    for words in ("logoped", "Kari Nordmann xyzzy99", "ring 99001234", "kari@eksempel.no"):
        client.get("/tjenester/", {"q": words})

    assert counts() == {}


def test_while_one_types_only_what_stands_is_counted(client, counts):
    page = client.get("/tjenester/", {"q": "xyzzyløp"}, headers={"HX-Request": "true"})
    assert counts() == {}
    assert 'hx-trigger="load delay:3s"' in page.content.decode()

    assert client.post("/tjenester/savnet/tell/", {"q": "xyzzyløp"}).status_code == 204

    assert counts() == {"xyzzyløp": 1}


def test_a_word_is_kept_in_clear_from_the_second_day_only(client, counts):
    client.get("/tjenester/", {"q": "xyzzyløp"})
    move_back(2)
    tasks.gather_unfound()
    tasks.gather_unfound()

    row = UnfoundWord.objects.get()
    assert (row.word, row.days, row.times) == ("", 1, 1)
    assert "xyzzyløp" not in row.fingerprint
    assert not UnfoundWord.objects.shown().exists()

    client.get("/tjenester/", {"q": "xyzzyløp"})
    client.get("/tjenester/", {"q": "xyzzyløp"})
    move_back(1)
    tasks.gather_unfound()
    tasks.gather_unfound()

    row.refresh_from_db()
    assert (row.word, row.days, row.times) == ("xyzzyløp", 2, 3)


def test_a_gathering_that_was_cut_off_counts_no_word_twice(client, counts, monkeypatch):
    client.get("/tjenester/", {"q": "xyzzyløp"})
    move_back(1)
    with monkeypatch.context() as broken:
        broken.setattr(tally, "forget", lambda day: (_ for _ in ()).throw(redis.RedisError))
        with pytest.raises(redis.RedisError):
            actions.gather_unfound()

    actions.gather_unfound()

    assert UnfoundWord.objects.get().times == 1


def test_today_is_not_gathered_before_it_is_over(client, counts):
    client.get("/tjenester/", {"q": "xyzzyløp"})

    tasks.gather_unfound()

    assert not UnfoundWord.objects.exists()


def test_a_word_of_one_day_is_forgotten(counts):
    then = timezone.localdate() - timedelta(days=61)
    UnfoundWord.objects.create(fingerprint="a", days=1, times=1, first_on=then, last_on=then)
    with (
        pytest.raises(IntegrityError, match="word_of_one_day_is_not_kept"),
        transaction.atomic(),
    ):
        UnfoundWord.objects.update(word="navn")

    tasks.gather_unfound()

    assert not UnfoundWord.objects.exists()


def test_the_search_answers_without_redis(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert client.get("/tjenester/", {"q": "xyzzyløp"}).status_code == 200


def test_editors_see_wishes_and_settle_them(client, persona):
    today = timezone.localdate()
    UnfoundWord.objects.create(
        fingerprint="a", word="svømming", days=2, times=5, first_on=today, last_on=today
    )
    editor = persona("a catalogue editor")
    client.force_login(editor)
    assert "svømming" in client.get("/tjenester/onsker/").content.decode()

    client.post(reverse("services_catalog:settle_wish", args=["svømming"]))

    assert "svømming" not in client.get("/tjenester/onsker/").content.decode()
    assert Event.objects.get(verb=Verb.WISH_SETTLED).actor == str(editor.pk)
