from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ke_portal.outbox import actions, tasks
from ke_portal.outbox.models import Message, Occasion
from ke_portal.outbox.rules import LONGEST_WAIT, wait_after

pytestmark = pytest.mark.django_db


def queue(key="noe:1"):
    actions.queue_email(
        key=key,
        to="vakker.blomst@demo.example",
        template="outbox/due",
        context={"due_on": timezone.localdate()},
    )


def test_one_occasion_is_stored_once():
    queue()
    queue()
    assert Message.objects.count() == 1


def test_a_visitor_can_queue_and_read_nothing(as_web):
    with as_web(None):
        queue()
        assert not Message.objects.exists()
    assert Message.objects.count() == 1


def test_a_rolled_back_change_sends_nothing():
    def change_that_fails():
        with transaction.atomic():
            queue()
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        change_that_fails()
    tasks.deliver_waiting()
    assert mail.outbox == []


def test_what_waits_is_sent_once():
    queue()
    tasks.deliver_waiting()
    tasks.deliver_waiting()
    assert len(mail.outbox) == 1
    message = Message.objects.get()
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id
    assert message.sent_at is not None


def test_a_failure_is_put_off_and_tried_again(monkeypatch):
    queue()

    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        tasks.deliver_waiting()
    message = Message.objects.get()
    assert (message.tries, message.sent_at, message.last_error) == (
        1,
        None,
        "ConnectionRefusedError",
    )
    assert message.next_try_at > timezone.now()

    tasks.deliver_waiting()
    assert mail.outbox == []
    Message.objects.update(next_try_at=timezone.now())
    tasks.deliver_waiting()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 2), (5, 16)])
def test_waits_double(tries, minutes):
    assert wait_after(tries) == timedelta(minutes=minutes)


def test_waits_have_an_end():
    assert wait_after(50) == LONGEST_WAIT


def occasion(due_in, key="plan:1"):
    actions.note_occasion(
        key=key,
        kind="plan.review",
        due_on=timezone.localdate() + timedelta(days=due_in),
        to="koordinator@demo.example",
    )


def test_what_is_due_is_reminded_of_once():
    occasion(0)
    tasks.remind_due()
    tasks.remind_due()
    assert Message.objects.count() == 1


def test_what_is_not_due_is_left():
    occasion(3)
    tasks.remind_due()
    assert not Message.objects.exists()


def test_a_moved_date_moves_the_reminder():
    occasion(0)
    occasion(5)
    tasks.remind_due()
    assert not Message.objects.exists()
    assert Occasion.objects.count() == 1


def test_what_is_settled_is_not_reminded_of():
    occasion(0)
    actions.settle_occasion("plan:1")
    tasks.remind_due()
    assert not Message.objects.exists()


def test_a_reminder_says_when_and_nothing_else():
    occasion(0)
    tasks.remind_due()
    message = Message.objects.get()
    text = (message.subject + message.body).lower()
    for word in ("plan", "koordin", "evaluering", "helse", "møte"):
        assert word not in text.replace("http://localhost:8000/", "")


def test_those_who_run_the_portal_see_no_address_or_text(client, persona):
    queue()
    actions.note_occasion(
        key="sak:1", kind="answer", due_on=timezone.localdate(), to="vakker.blomst@demo.example"
    )
    client.force_login(persona("a system administrator"))
    for model, row in (("message", Message.objects.get()), ("occasion", Occasion.objects.get())):
        for address in (
            reverse(f"admin:outbox_{model}_changelist"),
            reverse(f"admin:outbox_{model}_change", args=[row.pk]),
        ):
            page = client.get(address).content.decode()
            assert "…@demo.example" in page
            assert "vakker.blomst" not in page
            assert row.key not in page
    assert Message.objects.get().body not in page
