"""An editor changes the words of the search."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from services_catalog import lexicon, search
from services_catalog.actions.changing import refresh_search
from services_catalog.models import LexiconEntry, Service


@transaction.atomic
def save_lexicon_entry(entry: LexiconEntry, *, by: User | None) -> LexiconEntry:
    """Store `entry`, new or changed. Searches go by it from the next one on, in every process."""
    is_new = entry.pk is None
    entry.term = " ".join(entry.term.split())
    entry.changed_at = timezone.now()
    entry.full_clean()
    entry.save()
    # A term of several words is found as one: services that have them all are read anew.
    refresh_search(Service.objects.filter(pk__in=search.holders(entry.as_entry())))
    verb = Verb.LEXICON_ENTRY_ADDED if is_new else Verb.LEXICON_ENTRY_CHANGED
    log.record(verb, on=entry, by=by, detail={"term": entry.term, "is_used": entry.is_used})
    return entry


@transaction.atomic
def remove_lexicon_entry(entry: LexiconEntry, *, by: User | None) -> None:
    """Delete `entry`. What our files say of its term counts again."""
    log.record(Verb.LEXICON_ENTRY_REMOVED, on=entry, by=by, detail={"term": entry.term})
    entry.delete()


def entry_of_files(term: str) -> Mapping[str, str]:
    """What our files say of `term`, as the fields of a form; nothing when they do not have it."""
    for entry in lexicon.entries():
        if entry.term.casefold() == term.strip().casefold():
            return {
                "term": entry.term,
                **{kind: "; ".join(getattr(entry, kind)) for kind in lexicon.KINDS},
            }
    return {}
