"""Places in a query: which municipality or county is meant, and which areas take in people who live there."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ke_portal.organisations.models import Catchment, Municipality
from services_catalog.search.fields import ANYWHERE, SOMEWHERE
from services_catalog.search.words import words_in

LONGEST_NAME = 4
# Names of municipalities that are words too: a place only after "i" or "på", or with "kommune" behind.
AMBIGUOUS = frozenset(
    re.findall(
        r"\S+",
        """
        time strand lund sola os bø nes ås vik lom gol ål eid re nome sel gran hole lier våler sund vang frogn
        sande ski hå alver bokn etne vega leka hol tinn alver marker råde kvam stad lunde grane flå nesna rødøy
        vågå røst nore fjord
        """,
    )
)
BEFORE = frozenset(("i", "på", "ved", "fra", "frå", "in"))
AFTER = frozenset(("kommune", "kommunes", "herad", "fylke", "fylkeskommune", "municipality"))
OWN, COUNTY_WIDE, TRUST_WIDE, UNKNOWN, NATIONWIDE = 1.0, 0.75, 0.75, 0.6, 0.6
DISTRICTS_OF_COUNTY = 0.85


@dataclass(frozen=True)
class Place:
    """A place named in a query: the markers of areas that take it in, with how near each is."""

    name: str
    markers: dict[str, float]


@dataclass
class Gazetteer:
    """Places by their names, as tuples of words."""

    places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def find(self, words: Sequence[str]) -> tuple[int, int, Place] | None:
        """The first place named in `words`: where it begins, how many words it has, and the place."""
        for start in range(len(words)):
            for length in range(min(LONGEST_NAME, len(words) - start), 0, -1):
                name = tuple(words[start : start + length])
                place = self.places.get(name)
                if place is None:
                    continue
                before = words[start - 1] if start else ""
                after = words[start + length] if start + length < len(words) else ""
                if (
                    length == 1
                    and name[0] in AMBIGUOUS
                    and before not in BEFORE
                    and after not in AFTER
                ):
                    continue
                return start, length + (after in AFTER), place
        return None


def read_gazetteer() -> Gazetteer:
    """All municipalities and counties of today, in two queries."""
    trusts: dict[int, list[int]] = defaultdict(list)
    for home, trust, region in Catchment.objects.filter(valid_to=None).values_list(
        "municipality", "trust", "trust__parent"
    ):
        trusts[home] += [each for each in (trust, region) if each is not None]
    gazetteer = Gazetteer()
    counties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for municipality in Municipality.objects.filter(valid_to=None, part_of=None):
        county = municipality.number[:2]
        counties[county, municipality.county_name].append(municipality.number)
        markers = {
            f"@{municipality.number}": OWN,
            f"@fylke-{county}": COUNTY_WIDE,
            **{f"@organisasjon-{trust}": TRUST_WIDE for trust in trusts[municipality.pk]},
            SOMEWHERE: UNKNOWN,
            ANYWHERE: NATIONWIDE,
        }
        place = Place(municipality.name, markers)
        for name in {municipality.name, *municipality.official_names.split(" - ")}:
            if words := tuple(words_in(name)):
                gazetteer.places[words] = place
    for (county, name), numbers in counties.items():
        words = tuple(words_in(name))
        if words and words not in gazetteer.places:
            markers = {f"@fylke-{county}": OWN, SOMEWHERE: UNKNOWN, ANYWHERE: NATIONWIDE}
            markers |= {f"@{number}": DISTRICTS_OF_COUNTY for number in numbers}
            gazetteer.places[words] = Place(name, markers)
    return gazetteer
