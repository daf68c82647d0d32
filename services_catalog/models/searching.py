from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word that some service is or was found by. Words stay when the last service has left them.

    Each process keeps those that people may mean by a misspelt word, and reads on from the last it knows.
    """

    text = models.CharField(_("ord"), max_length=80, unique=True, db_collation="C")
    # A form as it stands in a text, which spelling is corrected to. Others are only searched by.
    is_written = models.BooleanField(_("står i en tekst"), default=False)

    class Meta:
        verbose_name = _("søkeord")
        verbose_name_plural = _("søkeord")

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """How well one word tells of one service: 1 to 100, by where in the entry it stands."""

    pk = models.CompositePrimaryKey("word_id", "service_id", "weight")
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="+", db_index=False)
    # The database takes the postings away with the service; Django would fetch them all first.
    service = models.ForeignKey(
        "services_catalog.Service", models.DO_NOTHING, related_name="+", db_constraint=False
    )
    weight = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("oppslag i søket")
        verbose_name_plural = _("oppslag i søket")

    def __str__(self) -> str:
        return f"{self.word_id} {self.service_id} {self.weight}"
