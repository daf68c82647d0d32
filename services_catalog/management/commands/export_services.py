import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from services_catalog import access, hsds


class Command(BaseCommand):
    help = "Writes every service of the directory as HSDS 3.0, drafts and closed ones too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", help="where to; standard output without it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        contents = [hsds.write_service(service) for service in access.all_services()]
        text = json.dumps({"contents": contents}, ensure_ascii=False, indent=2)
        if options["file"]:
            options["file"].write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)
