"""Bring a database up to this version of the portal: roles, tables, and the demo if wanted and all is empty.

Run as `python -m ke_portal.local.prepare`, by `make run` at each start and by the one-off service of
`docker-compose.yml`. With KE_SUPERUSER_DATABASE_URL it makes the database and its roles first.
"""

import os
import sys
from collections.abc import Mapping

import django
import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from ke_portal.local.processes import CannotGoOn
from ke_portal.rowsecurity.provisioning import provision


def prepare_roles(environment: Mapping[str, str]) -> None:
    """Make the database and the four log-in roles with the passwords that the addresses name."""
    provision(
        environment["KE_SUPERUSER_DATABASE_URL"],
        owner_url=environment["DATABASE_URL"],
        web_url=environment["KE_WEB_DATABASE_URL"],
        worker_url=environment["KE_WORKER_DATABASE_URL"],
        backup_url=environment.get("KE_BACKUP_DATABASE_URL", ""),
        may_create_databases=environment.get("KE_ENV") == "test",
    )


def refuse_newer_schema() -> None:
    """Stop when the database has had migrations that this version of the portal has never heard of."""
    loader = MigrationLoader(connection)
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise CannotGoOn(
            f"The data was made by a newer version of the portal ({unknown[-1]} is unknown here): "
            "use a portal as new as the data, or another KE_DATA_DIR."
        )


def prepare_tables(*, with_demo: bool) -> None:
    """Migrate, make the cache table, load the demo into an empty database, and see that services can be found."""
    refuse_newer_schema()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if with_demo and not get_user_model()._default_manager.exists():
        call_command("load_demo")
    call_command("refresh_search", if_empty=True, verbosity=0)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether PostgreSQL's "no space left" is at the bottom of this."""
    while error is not None:
        if isinstance(error, psycopg.errors.DiskFull) or "No space left" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def main() -> int:
    """Do it all; 0 or the one line to show."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ke_portal.settings")
    try:
        if os.environ.get("KE_SUPERUSER_DATABASE_URL"):
            prepare_roles(os.environ)
        if "--roles-only" not in sys.argv:
            django.setup()
            prepare_tables(with_demo=settings.KE_DEMO)
    except CannotGoOn as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception as error:
        if not is_disk_full(error):
            raise
        sys.stderr.write(
            f"The disk is full ({settings.KE_DATA_DIR}): PostgreSQL could not go on.\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
