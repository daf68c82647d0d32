"""The index in the database: which words find which services, and how well."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet

from services_catalog import lexicon
from services_catalog.models import Posting, Service, ServiceArea, Term
from services_catalog.search.fields import words_of
from services_catalog.search.memory import recall
from services_catalog.search.thesaurus import key_in

BATCH = 400
# What is longer is no word that anyone looks for.
LONGEST_WORD = 80

ADD_WORDS = """
    INSERT INTO services_catalog_searchword AS known (text, is_written)
    SELECT * FROM unnest(%s::text[], %s::boolean[])
    ON CONFLICT (text) DO UPDATE SET is_written = true
    WHERE excluded.is_written AND NOT known.is_written
"""
CLEAR = "DELETE FROM services_catalog_posting WHERE service_id = ANY (%s)"
ADD_POSTINGS = """
    INSERT INTO services_catalog_posting (word_id, service_id, weight)
    SELECT word.id, new.service_id, new.weight
    FROM unnest(%s::bigint[], %s::text[], %s::smallint[]) AS new (service_id, text, weight)
    JOIN services_catalog_searchword AS word USING (text)
"""


def refresh(services: QuerySet[Service]) -> Iterator[int]:
    """Make the index of `services` anew, batch by batch. Yields how many each batch held; take them all."""
    keys = list(services.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        _refresh(batch)
        yield len(batch)


def is_filled() -> bool:
    """Whether anything can be found."""
    return Posting.objects.exists()


COUNT = "ANALYZE services_catalog_service, services_catalog_posting, services_catalog_searchword"


def tell_sizes() -> None:
    """Let PostgreSQL count what it holds, after much was stored at once: until it has, a search may take seconds.

    For the owner of the tables.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT)


HOLDERS = """
    SELECT posting.service_id
    FROM services_catalog_searchword AS word
    JOIN services_catalog_posting AS posting ON posting.word_id = word.id
    WHERE word.text = ANY (%s)
    GROUP BY posting.service_id
    HAVING count(*) >= %s
"""


def holders(entry: lexicon.Entry) -> list[int]:
    """Keys of services that have all words of some term of `entry` with several words."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for kind in lexicon.COLUMNS:
            terms = (entry.term,) if kind == "term" else getattr(entry, kind)
            for words in {frozenset(key_in(term, kind)) for term in terms if kind != "related"}:
                if len(words) > 1:
                    cursor.execute(HOLDERS, [sorted(words), len(words)])
                    found.update(key for (key,) in cursor.fetchall())
    return sorted(found)


@transaction.atomic
def _refresh(keys: list[int]) -> None:
    is_phrase = recall().thesaurus.is_phrase
    services = (
        Service.objects.filter(pk__in=keys)
        .select_related("provider")
        .prefetch_related(
            Prefetch("terms", Term.objects.select_related("taxonomy")),
            Prefetch("areas", ServiceArea.objects.select_related("municipality", "organisation")),
        )
        .defer("hsds")
    )
    known: dict[str, bool] = {}
    rows: list[tuple[int, str, int]] = []
    for service in services:
        weights, written = words_of(service, is_phrase)
        weights = {word: weight for word, weight in weights.items() if len(word) <= LONGEST_WORD}
        rows += [(service.pk, word, weight) for word, weight in weights.items()]
        for word in weights:
            known.setdefault(word, False)
        for word in written:
            if len(word) <= LONGEST_WORD:
                known[word] = True
    texts = sorted(known)
    with connection.cursor() as cursor:
        cursor.execute(ADD_WORDS, [texts, [known[text] for text in texts]])
        cursor.execute(CLEAR, [keys])
        if rows:
            cursor.execute(ADD_POSTINGS, [list(column) for column in zip(*rows, strict=True)])
