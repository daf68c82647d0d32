"""Fills an empty database, as the owner: `python -m benchmarks.fill small`, and then `full`.

The second call lets what the first made grow, so that the same pages are seen on little and on much.
"""

import sys
from dataclasses import fields

from django.db import connection, transaction

from benchmarks.fill_cases import fill_cases
from benchmarks.fill_directory import fill_networks, fill_services
from benchmarks.fill_people import fill_people, fill_place, fill_staff
from benchmarks.fill_plans import fill_plans
from benchmarks.known import FULL, SMALL, Sizes
from benchmarks.progress import say
from ke_portal.accounts.models import User
from ke_portal.organisations.registers import load_registers

NOTHING = Sizes(**dict.fromkeys((field.name for field in fields(Sizes)), 0))
STAGES = {"small": (NOTHING, SMALL), "full": (SMALL, FULL)}


@transaction.atomic
def grow(was: Sizes, now: Sizes) -> None:
    """From `was` to `now`, all or nothing."""
    if was == NOTHING:
        if User.objects.exists():
            raise SystemExit("There are users here already: the benchmarks need an empty database.")
        load_registers()
        fill_place()
    fill_staff(was, now)
    new = fill_people(was, now)
    fill_cases(was, now, new)
    fill_plans(was, now, new)
    fill_services(was, now)
    fill_networks(was, now)


def main() -> None:
    """Fill, and let PostgreSQL count what there is, as it would have by itself after a while."""
    was, now = STAGES[sys.argv[1]]
    grow(was, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say("filled and counted")


if __name__ == "__main__":
    main()
