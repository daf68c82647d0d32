"""The suite plays the real roles: what goes through a client acts as `ke_web`, tasks act as `ke_worker`.

Factories write as the owner. All of it happens on one connection, so a test's transaction holds it together.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from celery.app.task import Task
from django.conf import settings
from django.db import connection
from django.test.client import ClientHandler

from ke_portal.rowsecurity.acting import acting_as
from tests.personas import make_persona


def pytest_configure(config):
    """Users by the hundred need no slow passwords; one test of log-in would do with any hasher."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Run the block as a database role; what it leaves behind is the owner again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET ROLE {role}")
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE {before}")


@pytest.fixture(autouse=True)
def clients_act_as_web(request, monkeypatch):
    """Gate 3 is open to nobody by accident: every request of the suite meets the policies."""
    answer = ClientHandler.__call__

    def as_web(self, environ):
        with as_role("ke_web"):
            return answer(self, environ)

    monkeypatch.setattr(ClientHandler, "__call__", as_web)


@pytest.fixture(autouse=True)
def tasks_act_as_worker(monkeypatch):
    run = Task.__call__

    def as_worker(self, *args, **kwargs):
        with as_role("ke_worker"):
            return run(self, *args, **kwargs)

    monkeypatch.setattr(Task, "__call__", as_worker)


@pytest.fixture(autouse=True)
def files_go_elsewhere(settings, tmp_path):
    """What a test stores is gone with it."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def as_web(db) -> Callable:
    """`with as_web(user):` runs the block's queries as the web role, with that user acting."""

    @contextmanager
    def enter(user=None):
        with as_role("ke_web"), acting_as(user):
            yield

    return enter


@pytest.fixture
def persona(db) -> Callable:
    """`persona("the coordinator")` is a user standing in that relation to the story's person."""
    return make_persona
