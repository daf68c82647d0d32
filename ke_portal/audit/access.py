from django.db.models import QuerySet

from ke_portal.audit.log import Subject
from ke_portal.audit.models import Event, Lookup


def lookups_of(subject: Subject, *, by_others_than: object = None) -> QuerySet[Lookup]:
    """Who was shown what about `subject`, newest first; the row policies decide who may read it."""
    found = Lookup.objects.filter(person=str(subject.public_id)).order_by("-at")
    return found.exclude(actor=str(by_others_than)) if by_others_than is not None else found


def events_of(subject: Subject) -> QuerySet[Event]:
    """What was done about `subject`, newest first."""
    return Event.objects.filter(person=str(subject.public_id)).order_by("-at")
