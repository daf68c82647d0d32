"""What every page shows: whose portal this is, how to reach the unit, who is here and where one may go."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from ke_portal.accounts.hats import Hat, current_hat, hats_of
from ke_portal.desks.acting_for import name_in_header
from ke_portal.organisations.access import our_unit

NATIONAL_PHONE = "800 300 61"


@dataclass(frozen=True)
class Link:
    """One entry of the menu: a page, or a work area with the pages in `links`."""

    label: str | Promise
    url: str = ""
    is_current: bool = False
    links: tuple["Link", ...] = ()


PUBLIC_MENU = (
    (_("Finn hjelp"), "services_catalog:list"),
    (_("Meld fra om behov"), "referrals:start"),
)
HAT_MENUS = {
    "ke": (
        (_("Oversikt"), "desks:ke"),
        (
            _("Personer"),
            (
                (_("Meldinger"), "referrals:list"),
                (_("Saker"), "referrals:cases"),
                (_("Koordinatorer"), "coordinators:list"),
                (_("Planer"), "individual_plans:heads"),
            ),
        ),
        (
            _("System"),
            (
                (_("Tjenester"), "services_catalog:list"),
                (_("Redaksjonen"), "services_catalog:desk"),
                (_("Nettverk"), "networks:list"),
            ),
        ),
    ),
    "coordinator": (
        (_("Mitt arbeid"), "desks:workbench"),
        (_("Tjenester"), "services_catalog:list"),
        (_("Nettverk"), "networks:list"),
    ),
    "own": (
        (_("Min side"), "desks:my_page"),
        (_("Finn hjelp"), "services_catalog:list"),
        (_("Meld fra om behov"), "referrals:start"),
    ),
    "partner": (
        (_("Nettverk"), "networks:list"),
        (_("Finn hjelp"), "services_catalog:list"),
        (_("Meld fra om behov"), "referrals:start"),
    ),
    "editor": (
        (_("Redaksjonen"), "services_catalog:desk"),
        (_("Tjenester"), "services_catalog:list"),
        (_("Administrasjon"), "admin:index"),
    ),
    "provider": (
        (_("Mine tjenester"), "services_catalog:mine"),
        (_("Finn hjelp"), "services_catalog:list"),
    ),
    "admin": (
        (_("Administrasjon"), "admin:index"),
        (_("Redaksjonen"), "services_catalog:desk"),
        (_("Tjenester"), "services_catalog:list"),
    ),
}
# What a page of the menu asks of the visitor; an entry that would answer "no" is not shown.
ASKED_FOR = {
    "desks:ke": "desks.view_ke",
    "desks:workbench": "desks.view_workbench",
    "desks:my_page": "desks.view_my_page",
    "referrals:list": "referrals.view_referral",
    "referrals:cases": "referrals.handle_case",
    "coordinators:list": "coordinators.view_coordinator",
    "individual_plans:heads": "individual_plans.view_plan_heads",
    "networks:list": "networks.view_network",
    "services_catalog:desk": "services_catalog.change_service",
    "services_catalog:mine": "services_catalog.provide_service",
    "admin:index": "desks.enter_admin",
}


def portal(request: HttpRequest) -> dict[str, Any]:
    """The frame's facts. Asked for only by pages that show the frame."""
    return {
        "portal": SimpleLazyObject(lambda: _facts(request)),
        "acting_for": name_in_header(request) if hasattr(request, "session") else "",
        "acting_for_url": reverse("desks:my_page"),
    }


def _facts(request: HttpRequest) -> dict[str, Any]:
    unit = our_unit()
    municipality = unit.organisation.municipality if unit else None
    hat = current_hat(request)
    return {
        "unit_name": unit.display_name if unit else _("Koordinerende enhet"),
        "municipality_name": (
            f"{municipality.name} kommune"
            if municipality
            else (unit.organisation.name if unit else "")
        ),
        "phone": unit.phone if unit else "",
        "phone_link": unit.phone.replace(" ", "") if unit else "",
        "phone_hours": unit.phone_hours if unit else "",
        "email": unit.email if unit else "",
        "address": unit.visiting_address if unit else "",
        "national_phone": NATIONAL_PHONE,
        "national_phone_link": NATIONAL_PHONE.replace(" ", ""),
        "is_demo": settings.KE_DEMO,
        "personas_url": reverse("accounts:demo") if settings.KE_DEMO else "",
        "navigation": _menu(request, hat),
        "hat": hat,
        "hats": [
            {
                "key": each.name,
                "label": each.label,
                "url": reverse("accounts:wear_hat", args=[each.name]),
                "is_current": each == hat,
            }
            for each in (hats_of(request.user) if request.user.is_authenticated else [])
        ],
    }


def _menu(request: HttpRequest, hat: Hat | None) -> list[Link]:
    return _links(request, HAT_MENUS.get(hat.name, PUBLIC_MENU) if hat else PUBLIC_MENU)


def _links(request: HttpRequest, entries: Iterable[tuple[Any, Any]]) -> list[Link]:
    links = []
    for label, target in entries:
        if isinstance(target, tuple):
            area = tuple(_links(request, target))
            if area:
                is_here = any(link.is_current for link in area)
                links.append(Link(label, is_current=is_here, links=area))
            continue
        if target in ASKED_FOR and not request.user.has_perm(ASKED_FOR[target]):
            continue
        url = reverse(target)
        # The dashboard's address begins every address of the unit's pages, and the directory's that of its editors.
        is_here = _is_here(request.path, target, url)
        links.append(Link(label, url, is_here))
    return links


def _is_here(path: str, target: str, url: str) -> bool:
    if target == "desks:ke":
        return path == url
    if target == "services_catalog:list":
        rooms = ("services_catalog:desk", "services_catalog:mine")
        return path.startswith(url) and not any(path.startswith(reverse(room)) for room in rooms)
    return path.startswith(url)
