import uuid

from django.db import models
from django.utils import timezone

from ke_portal.audit.verbs import Verb
from ke_portal.rowsecurity.models import RowSecured


class Event(RowSecured):
    """Something an action did. Append-only; ids and names are text, so nothing here hinders or follows a deletion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    verb = models.CharField(max_length=40, choices=Verb)
    actor = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    person = models.CharField(max_length=40, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    # Facts such as a status or a date; never what somebody wrote.
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="event_by_person"),
            models.Index(fields=["subject_kind", "subject", "-at"], name="event_by_subject"),
        ]


class Lookup(RowSecured):
    """Somebody was shown something kept about a person. Append-only; the person can read it.

    Source: patient record act § 22 and regulation § 14 (log of look-ups and the right to see it).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    person = models.CharField(max_length=40)
    what = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=200)
    actor_organisation = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="lookup_by_person"),
            models.Index(fields=["actor", "-at"], name="lookup_by_actor"),
        ]
