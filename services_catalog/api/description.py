"""The open data described as OpenAPI, made from the views and from the objects of the standard themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services_catalog.api import directory, organizations, places, taxonomies
from services_catalog.api.answers import Asked, give_json, open_data
from services_catalog.api.parameters import Parameter
from services_catalog.hsds import standard

VERSION = "3.0"
KINDS = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "uuid": {"type": "string", "format": "uuid"},
    "email": {"type": "string", "format": "email"},
    "uri": {"type": "string", "format": "uri"},
    "moment": {"type": "string", "format": "date-time"},
}
PARAMETER_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "integer", "minimum": 1},
    "flag": {"type": "boolean"},
    "moment": {"type": "string", "format": "date-time"},
    "id": {"type": "string"},
}
PAGE_FIELDS = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
}


@dataclass(frozen=True)
class Address:
    """One address under `/api/hsds`. It answers with an `answer`, or with pages of them."""

    path: str
    view: Callable[..., HttpResponseBase]
    about: str | Promise
    answer: str
    is_list: bool = False

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return getattr(self.view, "parameters", ())


@open_data()
def about(request: HttpRequest, _asked: Asked) -> HttpResponseBase:
    """Which standard this is, and where it is described."""
    data = {
        "version": VERSION,
        "profile": request.build_absolute_uri(reverse("open_data:page")),
        "openapi_url": request.build_absolute_uri(reverse("hsds:openapi")),
    }
    return give_json(request, data, changed_at=None)


@open_data()
def openapi(request: HttpRequest, _asked: Asked) -> HttpResponseBase:
    return give_json(
        request, describe(request.build_absolute_uri(reverse("hsds:about"))), changed_at=None
    )


ADDRESSES = (
    Address("/", about, gettext_lazy("Hvilken standard dette er."), "about"),
    Address("/openapi.json", openapi, gettext_lazy("Denne beskrivelsen."), "openapi"),
    Address(
        "/services",
        directory.service_list,
        gettext_lazy("Tjenester, de som passer best først."),
        "service",
        is_list=True,
    ),
    Address(
        "/services/{id}",
        directory.service_detail,
        gettext_lazy("Én tjeneste i sin helhet."),
        "service",
    ),
    Address(
        "/organizations",
        organizations.organization_list,
        gettext_lazy("De som gir tjenestene."),
        "whole_organization",
        is_list=True,
    ),
    Address(
        "/organizations/{id}",
        organizations.organization_detail,
        gettext_lazy("Én organisasjon med tjenestene sine."),
        "whole_organization",
    ),
    Address(
        "/service_at_locations",
        places.place_list,
        gettext_lazy("Tjenester på hvert sted de blir gitt."),
        "whole_service_at_location",
        is_list=True,
    ),
    Address(
        "/service_at_locations/{id}",
        places.place_detail,
        gettext_lazy("Én tjeneste på ett sted."),
        "whole_service_at_location",
    ),
    Address(
        "/taxonomies",
        taxonomies.taxonomy_list,
        gettext_lazy("Måtene tjenester er delt inn på."),
        "taxonomy",
        is_list=True,
    ),
    Address(
        "/taxonomies/{id}", taxonomies.taxonomy_detail, gettext_lazy("Én inndeling."), "taxonomy"
    ),
    Address(
        "/taxonomy_terms",
        taxonomies.term_list,
        gettext_lazy("Begrepene i inndelingene."),
        "taxonomy_term",
        is_list=True,
    ),
    Address(
        "/taxonomy_terms/{id}", taxonomies.term_detail, gettext_lazy("Ett begrep."), "taxonomy_term"
    ),
)


def describe(base: str) -> dict[str, Any]:
    """The description, for an interface that begins at `base`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Tjenester for habilitering og rehabilitering"),
            "version": VERSION,
            "description": _(
                "Katalogen over tjenester som åpne data etter Open Referral HSDS 3.0. Alle kan hente, uten nøkkel."
            ),
            "license": {key: settings.KE_OPEN_DATA_LICENCE[key] for key in ("name", "url")},
        },
        "servers": [{"url": base.rstrip("/")}],
        "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES},
        "components": {
            "schemas": _schemas(),
            "responses": {
                name: {
                    "description": str(about),
                    "content": {"application/json": {"schema": _ref("error")}},
                }
                for name, about in {
                    "BadParameter": _("En parameter er ikke slik den må være."),
                    "NotFound": _("Finnes ikke."),
                    "TooMany": _(
                        "For mange spørsmål. Retry-After sier hvor mange sekunder du må vente."
                    ),
                }.items()
            },
        },
    }


def _operation(address: Address) -> dict[str, Any]:
    has_id = "{id}" in address.path
    answer = _ref(address.answer)
    if address.is_list:
        answer = {
            "allOf": [
                _ref("page"),
                {"properties": {"contents": {"type": "array", "items": {"type": "object"}}}},
            ]
        }
    content: dict[str, Any] = {"application/json": {"schema": answer}}
    if address.is_list:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
    responses: dict[str, Any] = {
        "200": {"description": str(address.about), "content": content},
        "304": {"description": _("Uendret siden sist.")},
        "429": {"$ref": "#/components/responses/TooMany"},
    }
    if address.parameters:
        responses["400"] = {"$ref": "#/components/responses/BadParameter"}
    if has_id:
        responses["404"] = {"$ref": "#/components/responses/NotFound"}
    return {
        "operationId": address.view.__name__,
        "summary": str(address.about),
        "parameters": [
            *([_id_parameter()] if has_id else []),
            *(_parameter(parameter) for parameter in address.parameters),
        ],
        "responses": dict(sorted(responses.items())),
    }


def _id_parameter() -> dict[str, Any]:
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": _("Id fra listen."),
        "schema": KINDS["uuid"],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(PARAMETER_KINDS[parameter.kind])
    if parameter.words:
        schema["enum"] = list(parameter.words)
    if parameter.default not in (None, ""):
        schema["default"] = parameter.default
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": str(parameter.about),
        "schema": schema,
    }


def _schemas() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        **{name: _schema(name) for name in standard.names()},
        "about": {
            "type": "object",
            "properties": {"version": text, "profile": KINDS["uri"], "openapi_url": KINDS["uri"]},
        },
        "openapi": {"type": "object"},
        "error": {"type": "object", "properties": {"error": text}, "required": ["error"]},
        "page": {
            "type": "object",
            "properties": {name: {"type": kind} for name, kind in PAGE_FIELDS.items()},
            "required": list(PAGE_FIELDS),
        },
    }


def _schema(name: str) -> dict[str, Any]:
    fields = standard.fields_of(name)
    return {
        "type": "object",
        "properties": {field.name: _field(field) for field in fields},
        "required": [field.name for field in fields if field.is_required],
    }


def _field(field: standard.Field) -> dict[str, Any]:
    if field.part:
        return {"type": "array", "items": _ref(field.part)} if field.is_list else _ref(field.part)
    if field.kind in standard.WORDS:
        return {"type": "string", "enum": list(standard.WORDS[field.kind])}
    return KINDS[field.kind]


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
