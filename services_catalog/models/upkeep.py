"""What keeps the directory true: asking the owners, trying the links, and listening to those who use it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services_catalog.models.history import BesideEntry
from services_catalog.models.vocabulary import Term
from services_catalog.rules.upkeep import Rhythm


class UpkeepPolicy(models.Model):
    """How often this installation has its entries confirmed. At most one row; without it the defaults hold."""

    is_ours = models.BooleanField(_("vår"), default=True, unique=True, editable=False)
    months = models.PositiveSmallIntegerField(_("måneder mellom hver bekreftelse"), default=12)
    ask_days_before = models.PositiveSmallIntegerField(
        _("spør så mange dager før fristen"), default=30
    )
    remind_after = models.PositiveSmallIntegerField(
        _("minn på etter så mange dager uten svar"), default=14
    )
    mark_after = models.PositiveSmallIntegerField(
        _("merk teksten etter så mange dager uten svar"), default=45
    )
    hide_after = models.PositiveSmallIntegerField(
        _("skjul teksten etter så mange dager uten svar"), default=90
    )

    class Meta:
        verbose_name = _("rytme for bekreftelse")
        verbose_name_plural = _("rytme for bekreftelse")
        constraints = [
            models.CheckConstraint(name="upkeep_policy_is_ours", condition=Q(is_ours=True)),
            models.CheckConstraint(
                name="upkeep_steps_come_in_order",
                condition=Q(
                    months__gte=1,
                    remind_after__gte=1,
                    mark_after__gt=F("remind_after"),
                    hide_after__gt=F("mark_after"),
                ),
                violation_error_message=_(
                    "Påminnelsen må komme før merket, og merket før teksten skjules."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rytme for bekreftelse"))

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(
            months=self.months,
            ask_days_before=self.ask_days_before,
            remind_after=self.remind_after,
            mark_after=self.mark_after,
            hide_after=self.hide_after,
        )


class ConfirmationAnswer(models.TextChoices):
    """How an owner, or an editor for them, answered."""

    RIGHT = "right", _("Stemmer fortsatt")
    WRONG = "wrong", _("Noe er feil")
    DROPPED = "dropped", _("Spørsmålet falt bort")


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def open(self) -> "ConfirmationQuerySet":
        """Asked, and not answered."""
        return self.filter(answered_on=None)


class Confirmation(BesideEntry):
    """One time the owner of an entry is asked whether it is still right, and what was done while nobody answered."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="confirmations",
        verbose_name=_("tjeneste"),
    )
    # Entries asked about in the same e-mail; what the link in it names. None when there was nobody to write to.
    letter = models.UUIDField(null=True, blank=True, db_index=True)
    due_on = models.DateField(_("frist"))
    asked_on = models.DateField(_("spurt"))
    reminded_on = models.DateField(_("påminnet"), null=True, blank=True)
    marked_on = models.DateField(_("merket"), null=True, blank=True)
    hidden_on = models.DateField(_("skjult"), null=True, blank=True)
    # What the entry was before it was hidden, so that a late "still right" brings it back as it was.
    hidden_from = models.CharField(max_length=10, blank=True)
    answered_on = models.DateField(_("besvart"), null=True, blank=True)
    reply = models.CharField(_("svar"), max_length=10, choices=ConfirmationAnswer, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("bekreftelse")
        verbose_name_plural = _("bekreftelser")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_confirmation_per_service",
                fields=["service"],
                condition=Q(answered_on=None),
            ),
            models.CheckConstraint(
                name="answered_confirmation_has_an_answer",
                condition=Q(answered_on=None, reply="")
                | (Q(answered_on__isnull=False) & ~Q(reply="")),
            ),
            models.CheckConstraint(
                name="hidden_confirmation_knows_from_what",
                condition=Q(hidden_on=None, hidden_from="")
                | (Q(hidden_on__isnull=False) & ~Q(hidden_from="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)


class LinkQuerySet(models.QuerySet["Link"]):
    def dead(self) -> "LinkQuerySet":
        return self.exclude(dead_since=None)


class Link(BesideEntry):
    """A web address in an entry, and how it answered when it was last tried."""

    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        related_name="links",
        verbose_name=_("tjeneste"),
    )
    url = models.URLField(_("adresse"), max_length=500)
    tried_at = models.DateTimeField(_("sist prøvd"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("feil på rad"), default=0)
    failed_on = models.DateField(_("sist feilet"), null=True, blank=True)
    what = models.CharField(_("hva som skjedde"), max_length=200, blank=True)
    dead_since = models.DateField(_("død siden"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lenke")
        verbose_name_plural = _("lenker")
        constraints = [
            models.UniqueConstraint(name="one_link_per_service_and_url", fields=["service", "url"]),
            models.CheckConstraint(
                name="dead_link_has_failed_twice", condition=Q(dead_since=None) | Q(failures__gte=2)
            ),
        ]

    def __str__(self) -> str:
        return self.url


class FeedbackKind(models.TextChoices):
    """What somebody tells about an entry, or about a search."""

    RIGHT = "right", _("Dette stemte")
    CONTACT = "contact", _("Telefon, e-post eller adresse er feil")
    HOURS = "hours", _("Åpningstidene er feil")
    GONE = "gone", _("Tilbudet finnes ikke lenger")
    HOW = "how", _("Det var ikke slik jeg kom i gang")
    OTHER = "other", _("Noe annet er feil")
    MISSING = "missing", _("Jeg fant ikke det jeg lette etter")
    OWNER = "owner", _("Eieren sier at noe er feil")


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def waiting(self) -> "FeedbackQuerySet":
        """Not dealt with, and something to deal with."""
        return self.filter(handled_at=None).exclude(kind=FeedbackKind.RIGHT)


class Feedback(BesideEntry):
    """A word from the public or an owner. Holds nothing about who: no name, no address, and the day only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        "services_catalog.Service",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="feedback",
        verbose_name=_("tjeneste"),
    )
    kind = models.CharField(_("hva det gjelder"), max_length=10, choices=FeedbackKind)
    text = models.CharField(_("med egne ord"), max_length=600, blank=True)
    on = models.DateField(_("dag"), default=timezone.localdate)
    handled_at = models.DateTimeField(_("ferdig"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ferdig ved"),
    )

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbakemelding")
        verbose_name_plural = _("tilbakemeldinger")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="feedback_without_service_is_about_a_search",
                condition=Q(service__isnull=False) | Q(kind="missing"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class UnfoundWordQuerySet(models.QuerySet["UnfoundWord"]):
    def shown(self) -> "UnfoundWordQuerySet":
        """Looked for on more than one day, the most wished for first."""
        return self.exclude(word="").filter(settled_at=None).order_by("-days", "-times", "word")


class UnfoundWord(models.Model):
    """A word that was looked for and not found, and on how many days.

    Until a second day only a keyed fingerprint is kept, so that what one visitor typed once, perhaps a name,
    is never stored to be read.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    word = models.CharField(_("ord"), max_length=40, blank=True)
    days = models.PositiveIntegerField(_("dager"), default=0)
    times = models.PositiveIntegerField(_("ganger"), default=0)
    first_on = models.DateField(_("første dag"))
    last_on = models.DateField(_("siste dag"))
    settled_at = models.DateTimeField(_("ferdig"), null=True, blank=True)

    objects = UnfoundWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("ønske")
        verbose_name_plural = _("ønsker")
        constraints = [
            models.CheckConstraint(
                name="word_of_one_day_is_not_kept", condition=Q(word="") | Q(days__gte=2)
            )
        ]

    def __str__(self) -> str:
        return self.word


class EntryTemplate(models.Model):
    """What a new entry of one kind starts with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("mal for"), max_length=120, unique=True)
    about = models.CharField(_("når den passer"), max_length=300, blank=True)
    summary = models.CharField(_("kort sagt"), max_length=250, blank=True)
    description = models.TextField(_("beskrivelse"), blank=True)
    eligibility = models.TextField(_("hvem det er for"), blank=True)
    how_to_get_in = models.TextField(_("slik får du dette"), blank=True)
    how_next_of_kin = models.TextField(_("slik gjør du som pårørende"), blank=True)
    how_professional = models.TextField(_("slik gjør du som fagperson"), blank=True)
    fees = models.TextField(_("hva det koster"), blank=True)
    required_documents = models.TextField(_("papirer du trenger"), blank=True)
    terms = models.ManyToManyField(Term, related_name="+", blank=True, verbose_name=_("begreper"))

    class Meta:
        verbose_name = _("mal for nye tjenester")
        verbose_name_plural = _("maler for nye tjenester")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class SheetReading(models.Model):
    """A spreadsheet that an editor has sent in and not yet said yes to. Forgotten after a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("sendt inn av"),
    )
    at = models.DateTimeField(_("sendt inn"), default=timezone.now)
    name = models.CharField(_("fil"), max_length=200)
    # One dict a row: its number in the sheet, the entry's id and version, and new values by column.
    rows = models.JSONField(_("rader"))

    class Meta:
        verbose_name = _("innsendt regneark")
        verbose_name_plural = _("innsendte regneark")

    def __str__(self) -> str:
        return self.name
