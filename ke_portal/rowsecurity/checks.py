"""Is this process bound by row security? Asked at start-up and by `/readyz`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connection

FAULTS = """
SELECT r.rolsuper, r.rolbypassrls, pg_has_role(r.oid, 'ke_owner', 'MEMBER'),
       pg_has_role(r.oid, 'ke_worker', 'MEMBER') AND r.rolname <> 'ke_worker',
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind = 'r')
FROM pg_roles r WHERE r.rolname = current_user
"""
NAMES = (
    "is superuser",
    "bypasses row security",
    "acts as the owner",
    "acts as the worker",
    "owns tables",
)


def faults_of_role() -> list[str]:
    """What frees the current database role from row security, in words; empty when it is bound."""
    with connection.cursor() as cursor:
        cursor.execute(FAULTS)
        row = cursor.fetchone() or ()
    return [name for name, is_so in zip(NAMES, row, strict=True) if is_so]


def web_role_is_bound(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Refuse to deploy a web process whose role could read past the policies."""
    if settings.KE_DATABASE_ROLE != "web" or not databases:
        return []
    try:
        found = faults_of_role()
    except DatabaseError as problem:
        return [Error(f"The database does not answer: {problem}", id="rowsecurity.E002")]
    return [Error(f"The web role {fault}.", id="rowsecurity.E001") for fault in found]
