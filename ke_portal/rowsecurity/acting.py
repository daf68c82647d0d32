"""Tells PostgreSQL who is acting. The policies of every protected table read it.

The setting lives in a transaction and ends with it, so no connection, pool or pooler carries it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import connection, transaction

USER = "ke.user_id"
RECEIPT = "ke.receipt"


class Acting(Protocol):
    """Anyone who may act: a user, or an anonymous visitor with no primary key."""

    @property
    def pk(self) -> int | None: ...


@contextmanager
def acting_as(user: Acting | None) -> Iterator[None]:
    """Open a transaction in which the row policies see `user`; nobody when None or anonymous."""
    with _with_setting(USER, str(user.pk) if user is not None and user.pk else ""):
        yield


@contextmanager
def holding_receipt(receipt_hash: str) -> Iterator[None]:
    """Open a transaction that may see the one referral with this receipt, account or not."""
    with _with_setting(RECEIPT, receipt_hash):
        yield


@contextmanager
def _with_setting(name: str, value: str) -> Iterator[None]:
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        before = _exchange(name, value)
        try:
            yield
        finally:
            # The outermost transaction takes the setting with it, and so does a broken one.
            if not (is_outermost or connection.needs_rollback) and connection.is_usable():
                _exchange(name, before)


def _exchange(name: str, value: str) -> str:
    """Set `name` until the transaction ends; return what it was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)",
            [name, name, value],
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""
