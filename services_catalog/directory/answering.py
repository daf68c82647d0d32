"""The directory's answer to a wish: what was found, in order, and how many there are of everything else."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from ke_portal.organisations.access import our_municipality
from services_catalog import access, search
from services_catalog.directory.facets import AreaFacet, Choice, Facet, SituationFacet, Text
from services_catalog.directory.holdings import Holdings, holdings
from services_catalog.directory.nearness import Point, point_of, with_distance
from services_catalog.directory.wish import Sort, Wish
from services_catalog.models import Service, ServiceQuerySet

PAGE_SIZE = 20
MOST_ON_PAPER = 500
AREA = "kommune"
UNFOLDED = ("situasjon", "malgruppe", AREA)


def page_size(wish: Wish) -> int:
    """How many stand on a page; on paper, all of them up to a limit."""
    return MOST_ON_PAPER if wish.is_paper else PAGE_SIZE


@dataclass(frozen=True)
class Counted:
    """A choice as it stands on the page. `address` makes this choice and no other in its facet."""

    choice: Choice
    number: int
    is_chosen: bool
    address: str = ""
    below: Sequence["Counted"] = ()

    @property
    def is_on_the_way(self) -> bool:
        """Whether this branch, or one under it, is chosen."""
        return self.is_chosen or any(each.is_chosen for each in self.below)


@dataclass(frozen=True)
class Group:
    """A facet as it stands on the page."""

    name: str
    title: Text
    choices: Sequence[Counted]
    is_open: bool
    chosen: int


@dataclass(frozen=True)
class Answer:
    """What was found for a wish, and what else could be."""

    wish: Wish
    services: ServiceQuerySet
    total: int
    groups: dict[str, Group]
    is_loosened: bool
    corrected: Sequence[search.Correction]
    point: Point | None
    near_us: frozenset[str] = frozenset()

    @property
    def folded(self) -> list[Group]:
        """The facets that wait behind a fold, without those that have nothing to choose."""
        return [
            group for group in self.groups.values() if group.name not in UNFOLDED and group.choices
        ]

    @property
    def nearby(self) -> list[Counted]:
        """Our own municipality and those of the same hospital."""
        return [each for each in self.groups[AREA].choices if each.choice.code in self.near_us]

    @property
    def elsewhere(self) -> SafeString:
        """The other municipalities as options of a list. There are hundreds, so they are written at once."""
        others = [
            each for each in self.groups[AREA].choices if each.choice.code not in self.near_us
        ]
        return format_html_join(
            "",
            '<option value="{}"{}>{} ({})</option>',
            (
                (
                    each.choice.code,
                    mark_safe(" selected") if each.is_chosen else "",
                    each.choice.label,
                    each.number,
                )
                for each in others
            ),
        )

    def page(self, number: Any, *, size: int = PAGE_SIZE) -> Page[Service]:
        """The page with this number, or the nearest that there is."""
        paginator = Paginator(self.services.for_list(), size)
        paginator.count = self.total
        return paginator.get_page(number)


def answer(wish: Wish) -> Answer:
    """Find, narrow, count and order. The page itself is read when it is asked for."""
    found = search.find(access.published_services(), wish.words, as_written=wish.is_literal)
    have = holdings()
    counts = Counts(wish, have, _bits_found(found.services, wish, have))
    services = found.services
    if wish.narrowings:
        services = services.among(have.keys_of(counts.fits_all))
    point = _point(wish)
    if point is not None:
        services = with_distance(services, point)
    return Answer(
        wish=wish,
        services=_ordered(services, wish.order, point),
        total=counts.fits_all.bit_count(),
        groups={facet.name: _group(facet, wish, counts) for facet in wish.facets.all},
        is_loosened=found.is_loosened,
        corrected=found.corrected,
        point=point,
        near_us=_near_us(wish.facets[AREA]),
    )


def keys_found(wish: Wish) -> list[int]:
    """The keys of all services that answer the wish."""
    found = search.find(access.published_services(), wish.words, as_written=wish.is_literal)
    have = holdings()
    return have.keys_of(Counts(wish, have, _bits_found(found.services, wish, have)).fits_all)


def _bits_found(services: ServiceQuerySet, wish: Wish, have: Holdings) -> int:
    if not wish.words:
        return have.everything
    return have.bits_of(services.order_by().values_list("pk", flat=True))


@dataclass(frozen=True)
class Counts:
    """How many there would be. A value of a facet counts what fits all that is chosen in the *other* facets."""

    wish: Wish
    holdings: Holdings
    found: int

    @cached_property
    def conditions(self) -> dict[str, int]:
        return self.wish.conditions(self.holdings)

    @cached_property
    def fits_all(self) -> int:
        """The bits of the services that fit everything."""
        return reduce(and_, self.conditions.values(), self.found)

    def beside(self, facet: Facet) -> int:
        """The bits of the services that fit everything chosen outside `facet`."""
        others = (bits for name, bits in self.conditions.items() if name != facet.name)
        return reduce(and_, others, self.found)


def _near_us(areas: Facet) -> frozenset[str]:
    """Our own municipality, and those that share a hospital with it."""
    home = our_municipality()
    if not isinstance(areas, AreaFacet) or home is None or home.number not in areas.reach:
        return frozenset()
    ours = {key for key in areas.reach[home.number] if key.startswith("o")}
    near = {number for number, reach in areas.reach.items() if reach & ours}
    return frozenset({home.number, *near})


def _point(wish: Wish) -> Point | None:
    """Where to measure from: the place asked for, else where one lives, else our own municipality."""
    if wish.near:
        return point_of(wish.near)
    if wish.order is not Sort.NEAREST:
        return None
    if lives_in := wish.chosen.get("kommune"):
        return point_of(lives_in[0])
    home = our_municipality()
    return point_of(home.number) if home else None


def _ordered(services: ServiceQuerySet, order: Sort, point: Point | None) -> ServiceQuerySet:
    match order:
        case Sort.NEAREST if point is not None:
            return services.order_by(F("distance").asc(nulls_last=True), "name", "pk")
        case Sort.CHECKED:
            return services.order_by(F("assured_on").desc(nulls_last=True), "name", "pk")
        case Sort.BEST:
            return services
        case _:
            return services.order_by("name", "pk")


def _group(facet: Facet, wish: Wish, counts: Counts) -> Group:
    chosen = wish.chosen.get(facet.name, ())
    beside = counts.beside(facet)

    def counted(choice: Choice, below: Sequence[Choice] = ()) -> Counted:
        branches = [counted(each) for each in below]
        return Counted(
            choice,
            (facet.fits(choice.code, counts.holdings) & beside).bit_count(),
            choice.code in chosen,
            wish.toggled(facet.name, choice.code).address() if not facet.takes_many else "",
            [each for each in branches if each.number or each.is_chosen],
        )

    if isinstance(facet, SituationFacet):
        choices = [counted(top, below) for top, below in facet.tree()]
    else:
        choices = [counted(choice) for choice in facet.choices.values()]
    return Group(
        name=facet.name,
        title=facet.title,
        choices=[each for each in choices if each.number or each.is_chosen],
        is_open=facet.is_open or bool(chosen),
        chosen=len(chosen),
    )
