import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

# The taxonomies that the portal itself reads; others are kept and searched.
TARGET_GROUP = "målgruppe"
FUNCTION = "funksjonsområde"
FORM = "tilbudsform"
LEVEL = "nivå"
ENTRANCE = "inngang"
KIND = "tjenestetype"
DIAGNOSIS = "diagnosegruppe"
AGREEMENT = "avtale"
REFERRER = "henviser"
COST = "kostnad"
TEXT_LANGUAGE = "tekstspråk"
FOR_EVERYONE = "alle"
# What is chosen from a list and would only be noise among the words one searches by.
NOT_SEARCHED = (TEXT_LANGUAGE, AGREEMENT, REFERRER, COST)


class Taxonomy(models.Model):
    """A way of sorting services, such as target group or form. HSDS calls it taxonomy too."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("navn"), max_length=100, unique=True)
    description = models.CharField(_("beskrivelse"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("inndeling")
        verbose_name_plural = _("inndelinger")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """One value in a taxonomy: children, stay day and night, mobility."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    taxonomy = models.ForeignKey(
        Taxonomy, models.PROTECT, related_name="terms", verbose_name=_("inndeling")
    )
    code = models.CharField(_("kode"), max_length=100)
    name = models.CharField(_("navn"), max_length=200)
    description = models.CharField(_("beskrivelse"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("begrep")
        verbose_name_plural = _("begreper")
        ordering = ["taxonomy__name", "name"]
        constraints = [
            models.UniqueConstraint(name="one_term_per_code", fields=["taxonomy", "code"])
        ]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A branch of the tree that visitors browse: a theme or life situation, which gathers terms."""

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("under"),
    )
    name = models.CharField(_("navn"), max_length=120)
    slug = models.SlugField(_("adresse"), max_length=100, unique=True)
    about = models.CharField(_("om temaet"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)
    terms = models.ManyToManyField(
        Term, related_name="categories", blank=True, verbose_name=_("begreper")
    )

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temaer")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
