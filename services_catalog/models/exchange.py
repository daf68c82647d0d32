import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ProviderEntry(models.Model):
    """How the directory names an organisation to other systems, and what HSDS says of it beyond our register."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.CASCADE, related_name="directory_entry"
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    def __str__(self) -> str:
        return str(self.organisation)


class ServiceImport(models.Model):
    """One reading of a file into the directory, and what it did."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("fil"), max_length=250)
    imported_at = models.DateTimeField(_("lest inn"), default=timezone.now)
    added = models.PositiveIntegerField(_("nye"))
    changed = models.PositiveIntegerField(_("endret"))
    unchanged = models.PositiveIntegerField(_("uendret"))

    class Meta:
        verbose_name = _("innlesing")
        verbose_name_plural = _("innlesinger")
        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return self.source
