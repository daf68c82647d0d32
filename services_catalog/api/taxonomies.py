"""The ways services are sorted, and the terms of each."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from services_catalog import access, hsds
from services_catalog.api.answers import Asked, give_json, give_list, open_data
from services_catalog.api.parameters import LISTING, PARENT_ID, SEARCH, TAXONOMY_ID, TOP_ONLY
from services_catalog.models import Taxonomy, Term


@open_data(SEARCH, *LISTING)
def taxonomy_list(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    return give_list(request, access.taxonomies(asked["search"]), asked, _taxonomies)


@open_data()
def taxonomy_detail(request: HttpRequest, _asked: Asked, public_id: str) -> HttpResponseBase:
    taxonomy = access.open_taxonomy(public_id)
    return give_json(
        request, hsds.publish_taxonomy(taxonomy), changed_at=access.directory_changed_at()
    )


@open_data(SEARCH, TAXONOMY_ID, TOP_ONLY, PARENT_ID, *LISTING)
def term_list(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Our terms stand in no order above one another: all are on top, and nothing is under a parent."""
    found = access.terms(asked["search"], taxonomy=asked["taxonomy_id"])
    rows = found.none() if asked["parent_id"] is not None else found
    return give_list(request, rows, asked, _terms)


@open_data()
def term_detail(request: HttpRequest, _asked: Asked, public_id: str) -> HttpResponseBase:
    term = access.open_term(public_id)
    return give_json(request, hsds.publish_term(term), changed_at=access.directory_changed_at())


def _taxonomies(rows: list[Taxonomy]) -> list[dict[str, Any]]:
    return [hsds.publish_taxonomy(row) for row in rows]


def _terms(rows: list[Term]) -> list[dict[str, Any]]:
    return [hsds.publish_term(row) for row in rows]
