"""What a visitor can ask of the directory. Nothing asked wrongly is an error: it is passed by."""

from collections.abc import Mapping
from dataclasses import dataclass

from ke_portal.organisations.models import Municipality
from services_catalog.access import Facets
from services_catalog.models import Category, Term
from services_catalog.search import LONGEST_QUERY


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for: words, and what narrows them."""

    words: str = ""
    group: Term | None = None
    topic: Term | None = None
    municipality: Municipality | None = None
    category: Category | None = None

    @property
    def narrowings(self) -> int:
        return sum(map(bool, (self.group, self.topic, self.municipality, self.category)))


def read_wish(asked: Mapping[str, str], facets: Facets) -> Wish:
    """The wish in the query of an address, without what cannot be understood."""
    groups, topics = (
        {term.code: term for term in terms} for terms in (facets.groups, facets.topics)
    )
    return Wish(
        words="".join(filter(str.isprintable, asked.get("q", "")))[:LONGEST_QUERY].strip(),
        group=groups.get(asked.get("malgruppe", "")),
        topic=topics.get(asked.get("tema", "")),
        municipality={each.number: each for each in facets.municipalities}.get(
            asked.get("kommune", "")
        ),
        category={each.slug: each for each in facets.categories}.get(asked.get("situasjon", "")),
    )
