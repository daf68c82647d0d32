"""What filling and measuring agree on: how much there is, who acts, and which records the pages show."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from referrals.rules import receipt_code

SPACE = UUID("6a1f0f4e-5a3e-4d6b-8a54-0c6f8d1c9b11")
DOMAIN = "benk.example"
KE_WORKER = f"ke0@{DOMAIN}"
COORDINATOR = f"koordinator0@{DOMAIN}"
RESIDENT = f"innbygger0@{DOMAIN}"
PARTNER = f"partner@{DOMAIN}"


@dataclass(frozen=True)
class Sizes:
    """How much there is of everything. The last six are per person or plan."""

    services: int
    persons: int
    ke_staff: int
    coordinators: int
    providers: int
    new_referrals: int
    networks: int
    goals: int
    measures: int
    participants: int
    rows: int
    lookups: int
    notes: int


SMALL = Sizes(
    services=20,
    persons=10,
    ke_staff=2,
    coordinators=5,
    providers=6,
    new_referrals=3,
    networks=2,
    goals=2,
    measures=3,
    participants=2,
    rows=1,
    lookups=3,
    notes=1,
)
FULL = Sizes(
    services=5000,
    persons=2000,
    ke_staff=10,
    coordinators=100,
    providers=200,
    new_referrals=200,
    networks=30,
    goals=12,
    measures=40,
    participants=8,
    rows=6,
    lookups=20,
    notes=12,
)


def identity(kind: str, *numbers: object) -> UUID:
    """The public id of the record of that kind and number: the same in every process."""
    return uuid5(SPACE, " ".join([kind, *map(str, numbers)]))


def code_of(number: int) -> str:
    """The receipt code of a new referral. All begin differently, or the throttle would turn us away."""
    return receipt_code(number * 7919)


PLAN = identity("plan", 0)
PERSON = identity("person", 0)
OPEN_CASE = identity("open case", 0)
DECIDED_CASE = identity("case", 1)
NETWORK = identity("network", 0)
REFERRAL = identity("new referral", 0)
