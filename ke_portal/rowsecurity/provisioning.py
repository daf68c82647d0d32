"""Makes the database and its four log-in roles. Run once per installation, before the first migration.

`ke_owner` owns the tables and migrates; `ke_web` and `ke_worker` are bound by row security; `ke_backup`
reads past it, and only reads. Nothing of the portal ever runs as superuser.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import sql

ROLES = ("ke_owner", "ke_web", "ke_worker", "ke_backup")


@dataclass(frozen=True)
class Login:
    """The role, password and database of one address."""

    role: str
    password: str
    database: str


def login_of(url: str) -> Login:
    """Read `postgres://role:password@host/database?host=…`."""
    parts = urlsplit(url)
    return Login(
        role=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.lstrip("/")) or parse_qs(parts.query).get("dbname", [""])[0],
    )


def provision(
    superuser: str,
    *,
    owner_url: str,
    web_url: str,
    worker_url: str,
    backup_url: str = "",
    may_create_databases: bool = False,
) -> None:
    """Create or update the roles and the database; safe to run again.

    `superuser` is a libpq connection string of someone who may create roles. Roles must be there before a
    restore, or the restored policies are lost.
    """
    owner, web, worker = login_of(owner_url), login_of(web_url), login_of(worker_url)
    backup = login_of(backup_url) if backup_url else Login("ke_backup", "", owner.database)
    with psycopg.connect(superuser, autocommit=True) as connection:
        for expected, login in zip(ROLES, (owner, web, worker, backup), strict=True):
            if login.role != expected:
                raise ValueError(f"The address of {expected} names the role {login.role!r}.")
            _make_role(connection, login)
        connection.execute(
            "ALTER ROLE ke_owner CREATEDB"
            if may_create_databases
            else "ALTER ROLE ke_owner NOCREATEDB"
        )
        connection.execute("ALTER ROLE ke_backup BYPASSRLS")
        if may_create_databases:
            # Tests play the other two roles inside the owner's transaction.
            connection.execute("GRANT ke_web, ke_worker TO ke_owner")
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner.database])
        if found.fetchone() is None:
            connection.execute(
                sql.SQL(
                    "CREATE DATABASE {} OWNER ke_owner TEMPLATE template0 ENCODING 'UTF8'"
                ).format(sql.Identifier(owner.database))
            )


def _make_role(connection: psycopg.Connection, login: Login) -> None:
    role = sql.Identifier(login.role)
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.role])
    if found.fetchone() is None:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    connection.execute(sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEROLE").format(role))
    if login.password:
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(login.password))
        )
