import uuid
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ke_portal import sealing
from ke_portal.rowsecurity.models import RowSecured

# How long somebody has to say yes from their own mailbox.
CONFIRM_WITHIN = timedelta(days=7)
WEEK = timedelta(days=7)


class Rhythm(models.TextChoices):
    """How soon to tell of something new."""

    AT_ONCE = "at_once", _("Med en gang")
    WEEKLY = "weekly", _("En gang i uken")


class WatchQuerySet(models.QuerySet["Watch"]):
    def confirmed(self) -> "WatchQuerySet":
        """Those that somebody has said yes to from their own mailbox."""
        return self.exclude(confirmed_at=None)

    def given_up(self) -> "WatchQuerySet":
        """Those that nobody has said yes to in time."""
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - CONFIRM_WITHIN)

    def due(self) -> "WatchQuerySet":
        """Those to look into now: at once, or when a week has passed since the last time."""
        a_week_ago = timezone.now() - WEEK
        return self.confirmed().filter(
            Q(rhythm=Rhythm.AT_ONCE)
            | Q(told_at=None, confirmed_at__lte=a_week_ago)
            | Q(told_at__lte=a_week_ago)
        )


class Watch(RowSecured):
    """Somebody without an account wants to know when the directory gets something new for a search.

    Where to write and what they search for are sealed: together they tell of somebody's health.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed_email = models.BinaryField()
    sealed_search = models.BinaryField()
    rhythm = models.CharField(_("hvor ofte"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    language = models.CharField(_("språk"), max_length=5, default="nb")
    asked_at = models.DateTimeField(_("bedt om"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("bekreftet"), null=True, blank=True)
    told_at = models.DateTimeField(_("sist varslet"), null=True, blank=True)
    # The services that were there already, and those that the last e-mail was about.
    known = ArrayField(models.BigIntegerField(), default=list)
    news = ArrayField(models.BigIntegerField(), default=list)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("varsel om søk")
        verbose_name_plural = _("varsler om søk")

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def of(cls, *, email: str, search: str, **facts: Any) -> "Watch":
        """A watch, not yet stored, with its secrets sealed."""
        watch = cls(**facts)
        watch.sealed_email = sealing.seal(email, place=watch._place("email"))
        watch.sealed_search = sealing.seal(search, place=watch._place("search"))
        return watch

    @property
    def email(self) -> str:
        return sealing.unseal(self.sealed_email, place=self._place("email"))

    @property
    def search(self) -> str:
        """The query of the address that is watched, without its question mark."""
        return sealing.unseal(self.sealed_search, place=self._place("search"))

    def _place(self, what: str) -> str:
        return f"services_catalog_watch.{what}.{self.id}"
