from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services_catalog import lexicon

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

SEVERAL = _("Flere skilles med semikolon.")


def _words(label: "StrPromise") -> models.TextField:
    return models.TextField(label, blank=True, help_text=SEVERAL)


class LexiconEntry(models.Model):
    """One idea of the search lexicon as an editor wants it, in place of the entry in our files with the same term.

    One that is not in use takes the entry of the files with the same term out of the search.
    """

    term = models.CharField(
        _("fagord"),
        max_length=100,
        unique=True,
        help_text=_("Ordet som tjenestene selv bruker, på bokmål."),
    )
    nynorsk = _words(_("nynorsk"))
    same = _words(_("betyr det samme"))
    everyday = _words(_("det folk skriver"))
    english = _words(_("engelsk"))
    related = _words(_("andre fagord som kan hjelpe"))
    polish = _words(_("polsk"))
    ukrainian = _words(_("ukrainsk"))
    arabic = _words(_("arabisk"))
    somali = _words(_("somali"))
    sami = _words(_("nordsamisk"))
    is_used = models.BooleanField(_("i bruk"), default=True)
    changed_at = models.DateTimeField(_("endret"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ord i søket")
        verbose_name_plural = _("ord i søket")
        ordering = ["term"]
        constraints = [
            models.CheckConstraint(name="lexicon_entry_has_a_term", condition=~models.Q(term="")),
        ]

    def __str__(self) -> str:
        return self.term

    def as_entry(self) -> lexicon.Entry:
        return lexicon.Entry(
            self.term, **{kind: lexicon.values_in(getattr(self, kind)) for kind in lexicon.KINDS}
        )
