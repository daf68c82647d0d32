"""Which services have what, as bits: one whole number for each value, with a bit for each published service.

Counting a page of facets is then a few hundred ANDs, whatever the size of the directory. The bits are made
from the database and kept in the process until a service changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from services_catalog import access
from services_catalog.models import ExtentType, Service, ServiceArea

EVERYWHERE = "*"
# Any change of a service shows here: in its own columns, or as new rows for its terms and areas.
STAMP = """
SELECT count(*),
    sum(hash_record_extended(
        ROW(id, status, provider_id, languages, minimum_age, maximum_age, changed_at), 0)::numeric),
    (SELECT last_value FROM services_catalog_service_terms_id_seq),
    (SELECT last_value FROM services_catalog_servicearea_id_seq)
FROM services_catalog_service
"""


@dataclass(frozen=True)
class Holdings:
    """The published services by bit, and the bits of each value of each kind."""

    keys: tuple[int, ...]
    bits: Mapping[tuple[str, object], int]
    everything: int

    def having(self, kind: str, values: Iterable[object]) -> int:
        """The services that have one of `values`."""
        found = 0
        for value in values:
            found |= self.bits.get((kind, value), 0)
        return found

    def fit_for(self, age: int) -> int:
        """The services whose limits of age let somebody of `age` in."""
        too_young = self.having("from", (limit for limit in self._limits("from") if limit > age))
        too_old = self.having("to", (limit for limit in self._limits("to") if limit < age))
        return self.everything & ~too_young & ~too_old

    def _limits(self, kind: str) -> list[int]:
        return [value for each, value in self.bits if each == kind and isinstance(value, int)]

    def bits_of(self, keys: Iterable[int]) -> int:
        """The bits of the services with these keys."""
        wanted = set(keys)
        return _number("1" if key in wanted else "0" for key in self.keys)

    def keys_of(self, bits: int) -> list[int]:
        """The keys of the services whose bits are set."""
        return [self.keys[place] for place, bit in enumerate(bin(bits)[:1:-1]) if bit == "1"]


def holdings() -> Holdings:
    """The holdings of today: one query when nothing has changed since they were made."""
    stamp = _stamp()
    if stamp not in _KEPT:
        made = _made()
        _KEPT.clear()
        _KEPT[stamp] = made
        return made
    return _KEPT[stamp]


_KEPT: dict[tuple[object, ...], Holdings] = {}


def _stamp() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return tuple(cursor.fetchone() or ())


def _made() -> Holdings:
    services = list(
        access.published_services()
        .order_by("pk")
        .values_list("pk", "provider_id", "languages", "minimum_age", "maximum_age")
    )
    keys = tuple(row[0] for row in services)
    place = {key: number for number, key in enumerate(keys)}
    having: dict[tuple[str, object], set[int]] = defaultdict(set)
    for key, provider, languages, youngest, oldest in services:
        having["provider", provider].add(place[key])
        having["from", youngest].add(place[key])
        having["to", oldest].add(place[key])
        for code in languages:
            having["language", code].add(place[key])
    for key, term in Service.terms.through.objects.values_list("service_id", "term_id"):
        if key in place:
            having["term", term].add(place[key])
    placed = set()
    for key, kind, extent, municipality, organisation in ServiceArea.objects.order_by().values_list(
        "service_id", "extent_type", "extent", "municipality_id", "organisation_id"
    ):
        if key in place:
            having["area", _area(kind, extent, municipality, organisation)].add(place[key])
            placed.add(place[key])
    # A service without areas is for anyone.
    having["area", EVERYWHERE] |= set(range(len(keys))) - placed
    return Holdings(
        keys,
        {
            value: _number("1" if number in places else "0" for number in range(len(keys)))
            for value, places in having.items()
        },
        (1 << len(keys)) - 1,
    )


def _area(kind: str, extent: str, municipality: int | None, organisation: int | None) -> str:
    """An area as a short key: m12 a municipality, o7 a hospital's area, c99 a county, * the country."""
    if kind == ExtentType.COUNTRY:
        return EVERYWHERE
    if municipality is not None:
        return f"m{municipality}"
    if organisation is not None:
        return f"o{organisation}"
    return f"c{extent}" if kind == ExtentType.COUNTY else "?"


def _number(bits: Iterable[str]) -> int:
    """The whole number with these bits, the first one lowest."""
    return int("".join(bits)[::-1] or "0", 2)
