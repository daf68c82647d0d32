"""What was saved is sent: through a killed worker, a lost broker and a refused change."""

import time

import pytest
from django.db import transaction
from django.utils import timezone

from ke_portal.outbox import actions
from ke_portal.outbox.models import Message
from tests.faults.conftest import kill, wait_until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("faults"),
]


def queue(*numbers):
    for number in numbers:
        with transaction.atomic():
            actions.queue_email(
                key=f"prove:{number}",
                to="vakker.blomst@demo.example",
                template="outbox/due",
                context={"due_on": timezone.localdate()},
            )


def waiting():
    return Message.objects.filter(sent_at=None).count()


def test_a_killed_worker_loses_nothing(start_worker, mail_server):
    queue(*range(500))
    stored = set(Message.objects.values_list("message_id", flat=True))
    assert len(stored) == 500

    with start_worker() as first:
        actions.nudge()
        wait_until(lambda: len(mail_server.ids) >= 100, seconds=60, what="a hundred messages")
        kill(first)
    assert 0 < waiting() < 500

    with start_worker():
        actions.nudge()
        wait_until(lambda: waiting() == 0, seconds=60, what="the rest")

    assert set(mail_server.ids) == stored
    repeated = sum(mail_server.ids.values()) - len(stored)
    assert repeated <= 1, "a kill repeats at most the message in hand"


def test_a_lost_broker_delays_and_loses_nothing(start_worker, broker, mail_server):
    queue(0)
    broker.stop()
    started = time.monotonic()
    queue(*range(1, 21))
    seconds_each = (time.monotonic() - started) / 20
    assert Message.objects.count() == 21
    assert seconds_each < 1, "saving does not wait for the broker"

    broker.start()
    with start_worker():
        # What beat does every minute.
        actions.nudge()
        wait_until(lambda: waiting() == 0, seconds=60, what="the sweep")
    assert len(mail_server.ids) == 21
    assert set(mail_server.ids.values()) == {1}


def test_a_change_that_is_taken_back_sends_nothing(start_worker, mail_server):
    def change_that_fails():
        with transaction.atomic():
            queue(0)
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        change_that_fails()
    queue(1)
    with start_worker():
        actions.nudge()
        wait_until(lambda: len(mail_server.ids) > 0, seconds=60, what="the one that was kept")
    kept = Message.objects.get()
    assert list(mail_server.ids) == [kept.message_id]
