"""What one may ask of the open data, each thing with its name, kind and meaning. The description is made from these."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PAGE_SIZE = 50
LARGEST_PAGE = 500
LONGEST_TEXT = 10_000
YEARS = range(1900, 2200)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
YES = {"true", "1", "yes"}
NO = {"false", "0", "no"}


class BadParameter(ValueError):
    """A parameter that is not what it must be; the message says what."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of an address. `kind` is a key of KINDS; `words` are the only values, if given."""

    name: str
    kind: str
    about: str | Promise
    default: Any = None
    words: tuple[str, ...] = ()

    def read(self, query: QueryDict) -> Any:
        """What the caller asked for; the default when there is nothing."""
        value = CONTROL.sub(" ", query.get(self.name, "")[:LONGEST_TEXT]).strip()
        if not value:
            return self.default
        if self.words and value not in self.words:
            raise BadParameter(
                _("%(name)s må være en av: %(words)s.")
                % {"name": self.name, "words": ", ".join(self.words)}
            )
        return KINDS[self.kind](self.name, value)


def read_all(parameters: Iterable[Parameter], query: QueryDict) -> dict[str, Any]:
    return {parameter.name: parameter.read(query) for parameter in parameters}


def _number(name: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) < 1:
        raise BadParameter(_("%(name)s må være et helt tall fra 1 og opp.") % {"name": name})
    return int(value)


def _flag(name: str, value: str) -> bool:
    if value.lower() not in YES | NO:
        raise BadParameter(_("%(name)s må være true eller false.") % {"name": name})
    return value.lower() in YES


def _moment(name: str, value: str) -> datetime:
    """A date or a moment; a plus that an address turned into a space is one again."""
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", value)
    try:
        day = parse_date(text)
        found = datetime.combine(day, time.min) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise BadParameter(
            _("%(name)s må være et tidspunkt som 2026-05-31T12:00:00Z.") % {"name": name}
        )
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _id(_name: str, value: str) -> UUID | str:
    """An id; what cannot be one is kept as text, and matches nothing."""
    try:
        return UUID(value)
    except ValueError:
        return value


def _text(_name: str, value: str) -> str:
    return value


KINDS = {"text": _text, "number": _number, "flag": _flag, "moment": _moment, "id": _id}

SEARCH = Parameter("search", "text", gettext_lazy("Ord å lete etter."), default="")
PAGE = Parameter("page", "number", gettext_lazy("Hvilken side av listen, fra 1."), default=1)
EACH_PAGE = Parameter(
    "page", "number", gettext_lazy("Hvilken side, fra 1. Uten denne får du alt i ett svar.")
)
PER_PAGE = Parameter(
    "per_page", "number", gettext_lazy("Hvor mange på hver side, høyst 500. Ellers 50.")
)
FORMAT = Parameter(
    "format",
    "text",
    gettext_lazy("json gir en side. ndjson gir alt, én på hver linje, uten sider."),
    default="json",
    words=("json", "ndjson"),
)
MINIMAL = Parameter(
    "minimal",
    "flag",
    gettext_lazy("Bare id og når den ble endret, alle på én side."),
    default=False,
)
FULL = Parameter(
    "full", "flag", gettext_lazy("Alt som er kjent, ikke bare hovedtrekkene."), default=False
)
FULL_SERVICE = Parameter(
    "full_service",
    "flag",
    gettext_lazy("Tjenestene til organisasjonen i sin helhet."),
    default=False,
)
MODIFIED_AFTER = Parameter(
    "modified_after", "moment", gettext_lazy("Bare det som er endret da eller senere.")
)
TAXONOMY_TERM_ID = Parameter(
    "taxonomy_term_id", "id", gettext_lazy("Bare tjenester med dette begrepet.")
)
TAXONOMY_ID = Parameter(
    "taxonomy_id", "id", gettext_lazy("Bare det som har et begrep fra denne inndelingen.")
)
ORGANIZATION_ID = Parameter(
    "organization_id", "id", gettext_lazy("Bare tjenester fra denne organisasjonen.")
)
TOP_ONLY = Parameter(
    "top_only", "flag", gettext_lazy("Bare begreper uten begreper under seg."), default=False
)
PARENT_ID = Parameter("parent_id", "id", gettext_lazy("Bare begreper rett under dette."))
POSTCODE = Parameter(
    "postcode", "text", gettext_lazy("Bare tjenester for dem som bor på dette postnummeret.")
)
PROXIMITY = Parameter(
    "proximity",
    "number",
    gettext_lazy("Sammen med postcode: bare steder så mange meter fra midten av postnummeret."),
)
LISTING = (PAGE, PER_PAGE, FORMAT)
