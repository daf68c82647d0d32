import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal.rowsecurity.models import RowSecured


class MessageQuerySet(models.QuerySet["Message"]):
    def waiting(self) -> "MessageQuerySet":
        """Unsent and not put off by an earlier failure."""
        return self.filter(sent_at=None, next_try_at__lte=timezone.now())


class Message(RowSecured):
    """An e-mail that must go out, stored with the change that caused it. `key` names the occasion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("anledning"), max_length=200, unique=True)
    to = models.EmailField(_("til"), max_length=254)
    template = models.CharField(_("mal"), max_length=100)
    subject = models.CharField(_("emne"), max_length=200)
    body = models.TextField(_("tekst"))
    # Where a mail reader's own button ends messages of this sort; empty when they are not of that sort.
    unsubscribe_url = models.CharField(_("avmelding"), max_length=300, blank=True)
    # Sent unchanged on a repeat, so that a mail reader shows one.
    message_id = models.CharField(_("meldings-ID"), max_length=200)
    queued_at = models.DateTimeField(_("lagt i kø"), default=timezone.now)
    next_try_at = models.DateTimeField(_("neste forsøk"), default=timezone.now)
    sent_at = models.DateTimeField(_("sendt"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("forsøk"), default=0)
    last_error = models.CharField(_("siste feil"), max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-post")
        verbose_name_plural = _("e-poster")
        indexes = [
            models.Index(
                fields=["next_try_at"], name="message_waiting", condition=Q(sent_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.template


class OccasionQuerySet(models.QuerySet["Occasion"]):
    def due(self, *, by: date) -> "OccasionQuerySet":
        """Not settled, not reminded of, and due on or before `by`."""
        return self.filter(settled_at=None, reminded_at=None, remind_on__lte=by)


class Occasion(models.Model):
    """Something that falls due on a day, and whom to remind of it once. Holds no content."""

    key = models.CharField(_("anledning"), max_length=200, unique=True)
    kind = models.CharField(_("slag"), max_length=60)
    due_on = models.DateField(_("forfaller"))
    remind_on = models.DateField(_("påminnes"))
    to = models.EmailField(_("til"), max_length=254)
    language = models.CharField(_("språk"), max_length=5, default="nb")
    reminded_at = models.DateTimeField(_("påminnet"), null=True, blank=True)
    settled_at = models.DateTimeField(_("ferdig"), null=True, blank=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("påminnelse")
        verbose_name_plural = _("påminnelser")
        indexes = [
            models.Index(
                fields=["remind_on"],
                name="occasion_open",
                condition=Q(settled_at__isnull=True, reminded_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.kind
