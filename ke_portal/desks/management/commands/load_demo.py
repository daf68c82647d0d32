from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ke_portal.desks.demo.load import AlreadyLoaded, NoDemoHere, load


class Command(BaseCommand):
    help = "Load the demo municipality into an empty database: real registers, invented people."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="do nothing, without an error, when the demo is loaded already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load(self.stdout.write)
        except AlreadyLoaded as refusal:
            if not options["again"]:
                raise CommandError(
                    "The demo is loaded already. For a fresh one, start with an empty database."
                ) from refusal
            self.stdout.write("The demo is loaded already; nothing was changed.")
        except NoDemoHere as refusal:
            raise CommandError(str(refusal)) from refusal
