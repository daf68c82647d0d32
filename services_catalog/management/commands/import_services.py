import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from services_catalog import actions, search
from services_catalog.hsds import BadRecords

MOST_SHOWN = 200


class Command(BaseCommand):
    help = "Reads services from an HSDS 3.0 file into the directory: all of them or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help='JSON: {"contents": [service, …]}')

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            result = actions.import_services(records_in(path), source=path.name, by=None)
        except BadRecords as bad:
            for problem in bad.problems[:MOST_SHOWN]:
                self.stderr.write(str(problem))
            raise CommandError(
                _("Ingenting er lest inn. Feil funnet: %(count)d.") % {"count": len(bad.problems)}
            ) from None
        search.tell_sizes()
        self.stdout.write(
            _("%(added)d nye, %(changed)d endret, %(unchanged)d uendret.")
            % {"added": result.added, "changed": result.changed, "unchanged": result.unchanged}
        )


def records_in(path: Path) -> Any:
    """What `contents` of the file holds; a list of records when all is well."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(
            _("Kan ikke lese filen %(path)s: %(error)s") % {"path": path, "error": error}
        ) from None
    except (ValueError, RecursionError) as error:
        raise CommandError(_("Filen er ikke gyldig JSON: %(error)s") % {"error": error}) from None
    if not isinstance(content, dict) or "contents" not in content:
        raise CommandError(_('Filen mangler "contents" med en liste av tjenester.'))
    return content["contents"]
