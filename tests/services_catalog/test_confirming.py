"""Owners are asked, reminded, and heard; what nobody confirms is marked and then hidden."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.outbox.models import Message
from services_catalog import actions, tasks
from services_catalog.emails import letter_token
from services_catalog.models import (
    Confirmation,
    Deed,
    Feedback,
    FeedbackKind,
    Revision,
    Service,
    UpkeepPolicy,
)
from tests.factories import ServiceFactory, UserFactory
from tests.services_catalog.factories import ConfirmationFactory

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + timedelta(days=number)


def entry(**facts):
    """One that was checked two years ago, and whose owner can be asked."""
    facts = {"assured_on": days(-730), "assurer_email": "eier@solvag.example"} | facts
    return ServiceFactory(**facts)


def link_in(message):
    return re.search(r"http://\S+?(/tjenester/bekreft/\S+)", message.body).group(1)


def wait(number):
    """Let so many days pass for those who were asked."""
    for asked in Confirmation.objects.all():
        asked.asked_on -= timedelta(days=number)
        asked.due_on -= timedelta(days=number)
        asked.save()


def test_an_owner_is_asked_once_about_all_entries_in_one_letter():
    entry(), entry(), entry(assurer_email="en.annen@solvag.example")
    entry(assured_on=days(-10))

    tasks.ask_owners()
    tasks.ask_owners()

    assert Confirmation.objects.open().count() == 3
    assert sorted(Message.objects.values_list("to", flat=True)) == [
        "eier@solvag.example",
        "en.annen@solvag.example",
    ]
    assert Event.objects.filter(verb=Verb.OWNER_ASKED, actor="").count() == 3


def test_the_owner_is_a_user_before_an_address():
    entry(owner=UserFactory(email="eier.selv@solvag.example"))

    tasks.ask_owners()

    assert Message.objects.get().to == "eier.selv@solvag.example"


def test_the_installation_chooses_its_rhythm():
    UpkeepPolicy.objects.create(months=3, ask_days_before=7)
    entry(assured_on=days(-100))
    entry(assured_on=days(-100), review_months=24)

    tasks.ask_owners()

    assert Confirmation.objects.count() == 1


def test_the_steps_of_a_rhythm_come_in_order():
    with (
        pytest.raises(IntegrityError, match="upkeep_steps_come_in_order"),
        transaction.atomic(),
    ):
        UpkeepPolicy.objects.create(mark_after=10, remind_after=14)
    UpkeepPolicy.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        UpkeepPolicy.objects.create()


def test_still_right_takes_one_press_and_no_account(client):
    service = entry(name="Logoped")
    tasks.ask_owners()
    link = link_in(Message.objects.get())

    page = client.get(link).content.decode()
    assert "Logoped" in page
    assert page.count("Stemmer fortsatt") == 1
    service.refresh_from_db()
    assert service.assured_on == days(-730)

    asked = Confirmation.objects.get()
    client.post(link, {"entry": asked.public_id, "answer": "right"})

    service.refresh_from_db()
    assert service.assured_on == days(0)
    assert Event.objects.get(verb=Verb.SERVICE_CONFIRMED).actor == ""
    newest = Revision.objects.filter(service=service).first()
    assert (newest.deed, newest.by_name) == (Deed.CONFIRMED, "Eieren av teksten")
    again = client.post(link, {"entry": asked.public_id, "answer": "right"}, follow=True)
    assert "alt besvart" in again.content.decode()
    assert Event.objects.filter(verb=Verb.SERVICE_CONFIRMED).count() == 1


def test_the_owner_says_what_is_wrong(client):
    service = entry()
    tasks.ask_owners()
    link, asked = link_in(Message.objects.get()), Confirmation.objects.get()

    refused = client.post(
        link, {"entry": asked.public_id, "answer": "wrong", "text": "Ring 99 00 12 34"}
    )
    assert "telefonnummer" in refused.content.decode()
    client.post(
        link, {"entry": asked.public_id, "answer": "wrong", "text": "Vi har flyttet til Vik."}
    )

    said = Feedback.objects.get()
    assert (said.kind, said.text, said.service) == (
        FeedbackKind.OWNER,
        "Vi har flyttet til Vik.",
        service,
    )
    assert Event.objects.filter(verb=Verb.SERVICE_DOUBTED).count() == 1
    service.refresh_from_db()
    assert service.assured_on == days(-730)
    tasks.ask_owners()
    assert Confirmation.objects.count() == 1


@pytest.mark.parametrize("token", ["tull", "tull:tull", letter_token("tull")])
def test_a_link_that_we_did_not_sign_opens_nothing(client, token):
    ConfirmationFactory()

    assert client.get(reverse("services_catalog:confirm", args=[token])).status_code == 404


def test_a_letter_answers_for_its_own_entries_only(client):
    mine, other = ConfirmationFactory(), ConfirmationFactory()
    link = reverse("services_catalog:confirm", args=[letter_token(str(mine.letter))])

    client.post(link, {"entry": other.public_id, "answer": "right"})

    other.refresh_from_db()
    assert other.answered_on is None
    assert client.post(link, {"entry": "tull", "answer": "right"}).status_code == 404


def test_silence_is_reminded_of_then_marked_then_hidden_and_each_once(client):
    service = entry(name="Logoped")
    tasks.ask_owners()

    wait(14)
    tasks.follow_up_owners()
    tasks.follow_up_owners()
    assert Message.objects.count() == 2
    assert Event.objects.filter(verb=Verb.OWNER_REMINDED).count() == 1

    wait(31)
    tasks.follow_up_owners()
    tasks.follow_up_owners()
    page = client.get(service.get_absolute_url()).content.decode()
    assert "Ikke bekreftet siden" in page
    assert Event.objects.filter(verb=Verb.SERVICE_MARKED).count() == 1

    wait(45)
    tasks.follow_up_owners()
    tasks.follow_up_owners()
    assert client.get(service.get_absolute_url()).status_code == 404
    service.refresh_from_db()
    assert (service.status, service.withdrawn_because) == ("withdrawn", "unconfirmed")
    assert Event.objects.filter(verb=Verb.SERVICE_MOVED).count() == 1
    assert Message.objects.count() == 2


@pytest.mark.parametrize("status", ["active", "paused"])
def test_a_late_answer_brings_a_hidden_entry_back_as_it_was(client, status):
    service = entry(status=status)
    tasks.ask_owners()
    for pause in (14, 31, 45):
        wait(pause)
        tasks.follow_up_owners()
    assert client.get(service.get_absolute_url()).status_code == 404

    first = Message.objects.order_by("queued_at")[0]
    client.post(link_in(first), {"entry": Confirmation.objects.get().public_id, "answer": "right"})

    service.refresh_from_db()
    assert (service.status, service.withdrawn_because) == (status, "")
    assert "Ikke bekreftet" not in client.get(service.get_absolute_url()).content.decode()


def test_what_has_nobody_to_ask_is_shown_to_the_unit_and_never_hidden(client, persona):
    service = entry(assurer_email="", name="Logoped")
    service.provider.email = ""
    service.provider.save()
    tasks.ask_owners()
    assert not Message.objects.exists()
    for pause in (14, 31, 45, 100):
        wait(pause)
        tasks.follow_up_owners()

    assert Service.objects.get().status == "active"
    client.force_login(persona("an intake worker"))
    assert "Ingen eier å spørre" in client.get("/tjenester/redaksjon/").content.decode()
    assert "Logoped" in client.get("/ke/").content.decode()


def test_an_entry_that_an_editor_withdraws_is_not_asked_about(persona):
    service = entry()
    tasks.ask_owners()

    actions.move_service(service, to="withdrawn", by=persona("a catalogue editor"), word="Slutt")
    wait(100)
    tasks.follow_up_owners()

    assert Confirmation.objects.get().reply == "dropped"
    assert Service.objects.get().withdrawn_because == "editor"


def test_an_editor_confirms_for_the_owner(client, persona):
    service = entry()
    tasks.ask_owners()
    client.force_login(persona("an intake worker"))

    client.post(reverse("services_catalog:confirm_entry", args=[service.slug]))

    service.refresh_from_db()
    assert service.assured_on == days(0)
    assert Confirmation.objects.get().reply == "right"


def test_one_question_is_open_and_an_answer_is_whole():
    asked = ConfirmationFactory()
    with (
        pytest.raises(IntegrityError, match="one_open_confirmation_per_service"),
        transaction.atomic(),
    ):
        ConfirmationFactory(service=asked.service)
    with (
        pytest.raises(IntegrityError, match="answered_confirmation_has_an_answer"),
        transaction.atomic(),
    ):
        Confirmation.objects.update(answered_on=days(0))
    with (
        pytest.raises(IntegrityError, match="hidden_confirmation_knows_from_what"),
        transaction.atomic(),
    ):
        Confirmation.objects.update(hidden_on=days(0))
