"""What the directory can be narrowed by. Values of one facet widen each other; facets narrow each other."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ke_portal.organisations.access import (
    hospitals_with_units,
    municipalities_by_name,
)
from services_catalog import rules
from services_catalog.directory.holdings import EVERYWHERE, Holdings
from services_catalog.directory.vocabulary import category_tree, terms_in
from services_catalog.models import (
    AGREEMENT,
    COST,
    DIAGNOSIS,
    ENTRANCE,
    FOR_EVERYONE,
    FORM,
    FUNCTION,
    KIND,
    LANGUAGE_NAMES,
    LEVEL,
    REFERRER,
    TARGET_GROUP,
)

Text = str | Promise


@dataclass(frozen=True)
class Choice:
    """One value that can be chosen: `code` in the address, `label` on the page."""

    code: str
    label: Text
    keys: frozenset[int] = frozenset()
    above: str = ""


@dataclass(frozen=True)
class Facet(ABC):
    """Something to narrow by. `takes_many` when several values may be chosen."""

    name: str
    title: Text
    choices: Mapping[str, Choice] = field(default_factory=dict)
    is_open: bool = False
    takes_many: bool = True

    def understood(self, asked: Iterable[str]) -> tuple[str, ...]:
        """Those of the values asked for that exist, in the facet's own order."""
        wanted = set(asked)
        found = tuple(code for code in self.choices if code in wanted)
        return found if self.takes_many else found[:1]

    @abstractmethod
    def fits(self, code: str, holdings: Holdings) -> int:
        """The bits of the services that the value `code` lets through."""

    def fits_any(self, codes: Iterable[str], holdings: Holdings) -> int:
        """The bits of the services that one of the values lets through."""
        return reduce(or_, (self.fits(code, holdings) for code in codes), 0)


@dataclass(frozen=True)
class TermFacet(Facet):
    """The terms of one taxonomy. `for_everyone` is the term that fits whatever is chosen, if there is one."""

    for_everyone: frozenset[int] = frozenset()

    def fits(self, code: str, holdings: Holdings) -> int:
        return holdings.having("term", self.choices[code].keys | self.for_everyone)


@dataclass(frozen=True)
class LanguageFacet(Facet):
    """A language that the service can be given in."""

    def fits(self, code: str, holdings: Holdings) -> int:
        return holdings.having("language", [code])


@dataclass(frozen=True)
class HospitalFacet(Facet):
    """The hospital that gives the service, or one of its units."""

    def fits(self, code: str, holdings: Holdings) -> int:
        return holdings.having("provider", self.choices[code].keys)


@dataclass(frozen=True)
class AreaFacet(Facet):
    """Where one lives: what people there can get, from the municipality, its hospital, the county or the country.

    `reach` holds the areas that each municipality lies in.
    """

    reach: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def fits(self, code: str, holdings: Holdings) -> int:
        return holdings.having("area", self.reach[code] | {EVERYWHERE})


@dataclass(frozen=True)
class SituationFacet(Facet):
    """A branch of the category tree: a service has a term in each taxonomy that the branch gathers from.

    A branch holds what it gathers itself and what the branches under it gather.
    """

    terms: Mapping[int, Mapping[int, frozenset[int]]] = field(default_factory=dict)

    def fits(self, code: str, holdings: Holdings) -> int:
        return reduce(
            or_,
            (
                self._gathered(key, holdings)
                for choice in self.choices.values()
                if code in (choice.code, choice.above)
                for key in choice.keys
            ),
            0,
        )

    def _gathered(self, key: int, holdings: Holdings) -> int:
        taxonomies = self.terms.get(key, {}).values()
        gathered = (holdings.having("term", terms) for terms in taxonomies)
        return reduce(and_, gathered, holdings.everything) if taxonomies else 0

    def tree(self) -> list[tuple[Choice, list[Choice]]]:
        """The top branches, each with those under it."""
        return [
            (top, [each for each in self.choices.values() if each.above == top.code])
            for top in self.choices.values()
            if not top.above
        ]


@dataclass(frozen=True)
class Facets:
    """All facets of the directory as it is now, in the order of the page and of addresses."""

    all: tuple[Facet, ...]

    def __getitem__(self, name: str) -> Facet:
        return next(facet for facet in self.all if facet.name == name)


TAXONOMIES: tuple[tuple[str, str, Text], ...] = (
    ("malgruppe", TARGET_GROUP, _("Hvem gjelder det?")),
    ("type", KIND, _("Hva slags hjelp?")),
    ("diagnose", DIAGNOSIS, _("Sykdom eller tilstand")),
    ("tema", FUNCTION, _("Hva er vanskelig?")),
    ("form", FORM, _("Hvordan gis hjelpen?")),
    ("niva", LEVEL, _("Hvem har ansvaret?")),
    ("inngang", ENTRANCE, _("Slik kommer du inn")),
    ("henviser", REFERRER, _("Hvem kan henvise?")),
    ("avtale", AGREEMENT, _("Private tilbud")),
    ("pris", COST, _("Hva det koster")),
)


def facets() -> Facets:
    """The facets as the vocabulary is today, in a constant number of queries."""
    by_term = _term_facets()
    return Facets(
        (
            _situations(),
            by_term["malgruppe"],
            _areas(),
            *(by_term[name] for name, _taxonomy, _title in TAXONOMIES[1:]),
            _hospitals(),
            LanguageFacet("sprak", _("Språk"), _languages()),
        )
    )


def _term_facets() -> dict[str, TermFacet]:
    wanted = {taxonomy: name for name, taxonomy, _title in TAXONOMIES}
    choices: dict[str, dict[str, Choice]] = {name: {} for name in wanted.values()}
    for_everyone = frozenset[int]()
    for key, taxonomy, code, label in terms_in(wanted):
        if taxonomy == TARGET_GROUP and code == FOR_EVERYONE:
            for_everyone |= {key}
        else:
            choices[wanted[taxonomy]][code] = Choice(code, label, frozenset([key]))
    return {
        name: TermFacet(
            name,
            title,
            choices[name],
            is_open=taxonomy == TARGET_GROUP,
            for_everyone=for_everyone if taxonomy == TARGET_GROUP else frozenset(),
        )
        for name, taxonomy, title in TAXONOMIES
    }


def _situations() -> SituationFacet:
    branches, terms = category_tree()
    slugs = {branch.pk: branch.slug for branch in branches}
    return SituationFacet(
        "situasjon",
        _("Situasjon"),
        {
            branch.slug: Choice(
                branch.slug,
                branch.name,
                frozenset([branch.pk]),
                slugs.get(branch.parent_id or 0, ""),
            )
            for branch in branches
        },
        takes_many=False,
        terms=terms,
    )


def _areas() -> AreaFacet:
    choices, reach = {}, {}
    municipalities = list(municipalities_by_name())
    bearers = Counter(name for _key, _number, name, *_rest in municipalities)
    for key, number, name, county, hospitals in municipalities:
        label = f"{name} ({county})" if bearers[name] > 1 else name
        choices[number] = Choice(number, label, frozenset([key]))
        reach[number] = frozenset(
            [f"m{key}", f"c{number[:2]}", *(f"o{each}" for each in hospitals)]
        )
    return AreaFacet(
        "kommune", _("Hvor bor du?"), choices, is_open=True, takes_many=False, reach=reach
    )


def _hospitals() -> HospitalFacet:
    found: dict[str, Choice] = {}
    for name, keys in hospitals_with_units().items():
        code = rules.slug_of(name)
        found[code] = Choice(code, name, frozenset(keys))
    return HospitalFacet("sykehus", _("Sykehus"), found)


def _languages() -> dict[str, Choice]:
    return {code: Choice(code, name) for code, name in LANGUAGE_NAMES.items()}
