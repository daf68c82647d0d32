from typing import Any

from django.core.management.base import BaseCommand

from ke_portal.organisations.registers import load_registers


class Command(BaseCommand):
    help = "Load or renew the registers of municipalities, hospitals and coordinating units."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Registers: {load_registers()}.")
