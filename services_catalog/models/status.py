"""Where an entry is on its way from draft to published and off again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceStatus(models.TextChoices):
    """Whether a service is shown, and whether it can be had now."""

    DRAFT = "draft", _("Utkast")
    REVIEW = "review", _("Til godkjenning")
    ACTIVE = "active", _("Åpen")
    PAUSED = "paused", _("Midlertidig stengt")
    WITHDRAWN = "withdrawn", _("Trukket tilbake")
    CLOSED = "closed", _("Nedlagt")


PUBLISHED = (ServiceStatus.ACTIVE, ServiceStatus.PAUSED)


class WithdrawnBecause(models.TextChoices):
    """Why an entry was taken out of the directory."""

    EDITOR = "editor", _("En redaktør trakk den tilbake")
    UNCONFIRMED = "unconfirmed", _("Ingen bekreftet den")
