"""From a query to the services that answer it."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, Value

from services_catalog.models import ServiceQuerySet
from services_catalog.search.memory import recall
from services_catalog.search.ranking import rank
from services_catalog.search.reading import Reader
from services_catalog.search.wanting import Correction

LONGEST_QUERY = 200
WHOLE = 0.85


@dataclass(frozen=True)
class Found:
    """What a search gave, the best first. `is_loosened` when nothing has all that was asked for."""

    services: ServiceQuerySet
    is_loosened: bool = False
    # Words that were read as others; the reader may ask for them as they stand.
    corrected: tuple[Correction, ...] = ()
    place: str = ""


def find(services: ServiceQuerySet, query: str, *, as_written: bool = False) -> Found:
    """Those of `services` that answer `query`. An empty query gives all of them, by name.

    `as_written` takes each word as it stands, without correction. Two small queries, whatever is asked.
    """
    asked = "".join(
        letter if letter.isprintable() else " " for letter in query[: 2 * LONGEST_QUERY]
    )
    asked = asked[:LONGEST_QUERY]
    if not asked.strip():
        return Found(services.order_by("name", "pk") if not query.strip() else services.none())
    wanted = Reader(recall(), may_correct=not as_written).read(asked)
    hits = rank(services, wanted)
    keys = [hit.pk for hit in hits]
    place_in_list = Func(
        Value(keys, output_field=ArrayField(BigIntegerField())),
        F("pk"),
        function="array_position",
        output_field=IntegerField(),
    )
    return Found(
        services.filter(pk__in=keys).order_by(place_in_list) if keys else services.none(),
        is_loosened=bool(hits) and max(hit.coverage for hit in hits) < WHOLE,
        corrected=tuple(wanted.corrections),
        place=wanted.place.name if wanted.place else "",
    )
