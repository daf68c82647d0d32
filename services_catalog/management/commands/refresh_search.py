import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from services_catalog import access, search

WIDTH = 30


class Command(BaseCommand):
    help = "Makes what every service is found by anew: after a change of the portal's own words or their handling."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only when no service can be found yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        services = access.every_service()
        if options["if_empty"] and search.is_filled():
            return
        total, done = services.count(), 0
        for number in search.refresh(services):
            done += number
            self.show(done, total)
        search.tell_sizes()
        if options["verbosity"]:
            self.stdout.write(_("%(count)d tjenester kan nå finnes.") % {"count": done})

    def show(self, done: int, total: int) -> None:
        """A bar on a terminal, nothing in a log."""
        if not sys.stderr.isatty():
            return
        full = WIDTH * done // max(total, 1)
        bar = "#" * full + "." * (WIDTH - full)
        self.stderr.write(f"\r[{bar}] {done}/{total}", ending="\n" if done >= total else "")
        self.stderr.flush()
