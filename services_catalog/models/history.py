"""What an entry has been, and what those who own it want it to be."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BesideEntry(models.Model):
    """A row about an entry that is no part of what the entry says, and so of none of its revisions."""

    class Meta:
        abstract = True


class Deed(models.TextChoices):
    """What was done when an entry came to say what a revision holds."""

    FIRST = "first", _("Slik den sto")
    CREATED = "created", _("Ny")
    CHANGED = "changed", _("Endret")
    MOVED = "moved", _("Ny status")
    APPROVED = "approved", _("Forslag godkjent")
    RESTORED = "restored", _("Hentet fram igjen")
    IMPORTED = "imported", _("Lest inn fra fil")
    CONFIRMED = "confirmed", _("Bekreftet")


class Revision(BesideEntry):
    """What an entry said after one change: its columns, terms and parts. Append-only."""

    # What has a history is withdrawn, not deleted.
    service = models.ForeignKey(
        "services_catalog.Service",
        models.PROTECT,
        related_name="revisions",
        verbose_name=_("tjeneste"),
    )
    number = models.PositiveIntegerField(_("nummer"))
    at = models.DateTimeField(_("når"), default=timezone.now)
    by_name = models.CharField(_("hvem"), max_length=200, blank=True)
    deed = models.CharField(_("hva"), max_length=10, choices=Deed)
    fields = models.JSONField(_("felter"), default=list)
    snapshot = models.JSONField(_("innhold"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("versjon")
        verbose_name_plural = _("versjoner")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="one_revision_per_number", fields=["service", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ProposalStatus(models.TextChoices):
    """What has become of a proposal."""

    WAITING = "waiting", _("Venter på godkjenning")
    APPROVED = "approved", _("Godkjent")
    RETURNED = "returned", _("Sendt tilbake")
    WITHDRAWN = "withdrawn", _("Trukket")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(status=ProposalStatus.WAITING)


class Proposal(BesideEntry):
    """What a provider wants a published entry of theirs to say. The public reads the old text until it is approved."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="proposals",
        verbose_name=_("tjeneste"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("foreslått av"),
    )
    at = models.DateTimeField(_("foreslått"), default=timezone.now)
    # Column by name: what it shall say, and what it said when the proposal was written.
    values = models.JSONField(_("forslag"), encoder=DjangoJSONEncoder)
    seen = models.JSONField(_("slik det sto"), encoder=DjangoJSONEncoder)
    word = models.CharField(_("til redaktøren"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(
        _("status"), max_length=10, choices=ProposalStatus, default=ProposalStatus.WAITING
    )
    answer = models.CharField(_("svar"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("avgjort"), null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("forslag")
        verbose_name_plural = _("forslag")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_proposal_per_service",
                fields=["service"],
                condition=Q(status="waiting"),
            ),
            models.CheckConstraint(
                name="decided_proposal_has_a_time",
                condition=Q(status="waiting", decided_at=None)
                | (~Q(status="waiting") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="returned_proposal_has_an_answer",
                condition=~Q(status="returned") | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)
