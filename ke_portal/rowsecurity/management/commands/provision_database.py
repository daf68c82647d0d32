from typing import Any

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ke_portal.rowsecurity.provisioning import provision


class Command(BaseCommand):
    help = "Make the database roles and the database. Needs the address of a superuser, once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--superuser", default="", help="libpq address; else KE_SUPERUSER_DATABASE_URL"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        superuser = options["superuser"] or environ.Env()("KE_SUPERUSER_DATABASE_URL", default="")
        if not superuser:
            raise CommandError("Say --superuser or set KE_SUPERUSER_DATABASE_URL.")
        addresses = settings.DATABASE_ADDRESSES
        provision(
            superuser,
            owner_url=addresses["owner"],
            web_url=addresses["web"],
            worker_url=addresses["worker"],
            backup_url=environ.Env()("KE_BACKUP_DATABASE_URL", default=""),
        )
        self.stdout.write("The roles and the database are there.")
