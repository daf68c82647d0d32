"""What a visitor can ask of the directory. Nothing asked wrongly is an error: it is passed by."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from services_catalog.directory.facets import Facets, Text
from services_catalog.directory.holdings import Holdings
from services_catalog.search import LONGEST_QUERY

OLDEST = 120
LONGEST_PLACE = 100
AGE = "alder"
MAP, PAPER = VIEWS = ("kart", "utskrift")


class Sort(TextChoices):
    """The order of what was found. The code stands in the address."""

    BEST = "best", _("Best treff")
    NAME = "navn", _("Navn")
    NEAREST = "nermest", _("Nærmest")
    CHECKED = "sjekket", _("Sist sjekket")


@dataclass(frozen=True)
class Tag:
    """Something chosen, and the address without it."""

    label: Text
    address: str


@dataclass(frozen=True)
class Wish:
    """What a visitor looks for: words, and what narrows and orders what they find."""

    facets: Facets
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    age: int | None = None
    near: str = ""
    sort: str = ""
    view: str = ""
    is_literal: bool = False

    @property
    def narrowings(self) -> int:
        return sum(map(len, self.chosen.values())) + (self.age is not None)

    @property
    def order(self) -> Sort:
        """The order asked for, else the natural one."""
        return Sort(self.sort) if self.sort else self.natural_order

    @property
    def natural_order(self) -> Sort:
        """By fit to the words, else by nearness to the place, else by name."""
        if self.words:
            return Sort.BEST
        return Sort.NEAREST if self.near else Sort.NAME

    @property
    def is_map(self) -> bool:
        return self.view == MAP

    @property
    def is_paper(self) -> bool:
        return self.view == PAPER

    def shown_as(self, view: str) -> str:
        """The address of the same wish as a list (""), on the map or on paper."""
        return replace(self, view=view).address()

    @property
    def as_list(self) -> str:
        return self.shown_as("")

    @property
    def as_map(self) -> str:
        return self.shown_as(MAP)

    @property
    def as_paper(self) -> str:
        return self.shown_as(PAPER)

    @property
    def as_written(self) -> str:
        """The address of the same words, each taken as it stands."""
        return replace(self, is_literal=True).address()

    @property
    def as_watched(self) -> str:
        """The query that decides what is found, without how it is shown."""
        return replace(self, near="", sort="", view="").address().removeprefix("?")

    @property
    def loosened(self) -> str:
        """The address of the same words, with nothing that narrows them."""
        return replace(self, chosen={}, age=None, near="", sort="").address()

    @property
    def orders(self) -> list[tuple[str, Text, bool]]:
        """The orders to choose from: code, name and whether it is this one. The natural one needs no code."""
        return [
            ("" if each is self.natural_order else each.value, each.label, each is self.order)
            for each in Sort
            if self.words or each is not Sort.BEST
        ]

    def has(self, facet: str, code: str) -> bool:
        return code in self.chosen.get(facet, ())

    def conditions(self, holdings: Holdings) -> dict[str, int]:
        """The bits of the services that fit what is chosen, by facet."""
        found = {
            facet.name: facet.fits_any(self.chosen[facet.name], holdings)
            for facet in self.facets.all
            if self.chosen.get(facet.name)
        }
        if self.age is not None:
            found[AGE] = holdings.fit_for(self.age)
        return found

    def address(self, *, page: int = 1) -> str:
        """The query of this wish, always in the same order: `?q=…&malgruppe=…`; empty when nothing is asked."""
        parts: list[tuple[str, Any]] = [("q", self.words)] if self.words else []
        for facet in self.facets.all:
            parts += [(facet.name, code) for code in self.chosen.get(facet.name, ())]
        rest = {
            AGE: self.age,
            "sted": self.near or None,
            "sorter": self.sort or None,
            "ordrett": 1 if self.is_literal and self.words else None,
            "vis": self.view or None,
            "page": page if page > 1 else None,
        }
        parts += [(name, value) for name, value in rest.items() if value is not None]
        return f"?{urlencode(parts)}" if parts else ""

    def without(self, facet: str, code: str) -> "Wish":
        left = tuple(each for each in self.chosen.get(facet, ()) if each != code)
        return replace(self, chosen={**self.chosen, facet: left})

    def toggled(self, facet: str, code: str) -> "Wish":
        """With `code` as the only choice of its facet, or without it when it is chosen."""
        codes = () if self.has(facet, code) else (code,)
        return replace(self, chosen={**self.chosen, facet: codes})

    def tags(self) -> list[Tag]:
        """Everything that narrows, each with the address that lacks it."""
        found = [
            Tag(facet.choices[code].label, self.without(facet.name, code).address())
            for facet in self.facets.all
            for code in self.chosen.get(facet.name, ())
        ]
        if self.age is not None:
            found.append(
                Tag(_("%(age)s år") % {"age": self.age}, replace(self, age=None).address())
            )
        return found


def read_wish(asked: QueryDict, facets: Facets) -> Wish:
    """The wish in the query of an address, without what cannot be understood."""
    chosen = {
        facet.name: facet.understood(asked.getlist(facet.name))
        for facet in facets.all
        if facet.name in asked
    }
    sort, view = asked.get("sorter", ""), asked.get("vis", "")
    return Wish(
        facets,
        words=_plain(asked.get("q", ""), LONGEST_QUERY),
        chosen={name: codes for name, codes in chosen.items() if codes},
        age=_age(asked.get(AGE, "")),
        near=_plain(asked.get("sted", ""), LONGEST_PLACE),
        sort=sort if sort in Sort.values else "",
        view=view if view in VIEWS else "",
        is_literal=asked.get("ordrett") == "1",
    )


def _plain(text: str, longest: int) -> str:
    return "".join(filter(str.isprintable, text[: longest * 2]))[:longest].strip()


def _age(text: str) -> int | None:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(OLDEST)):
        return None
    return min(int(text), OLDEST)
