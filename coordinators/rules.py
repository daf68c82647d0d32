"""Who can be asked, and what speaks for and against. Plain Python."""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_CONTACT_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Standing:
    """How a coordinator stands on the day somebody is to be appointed."""

    people_now: int
    capacity: int
    away_from: date | None
    away_until: date | None

    def is_away(self, on: date) -> bool:
        """On leave that day, or on leave without a known end."""
        if self.away_from is None or on < self.away_from:
            return False
        return self.away_until is None or on <= self.away_until


def first_contact_by(appointed_on: date) -> date:
    """The day the person should have heard from the coordinator."""
    return appointed_on + FIRST_CONTACT_WITHIN
