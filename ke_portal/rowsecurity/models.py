from django.db import models


class RowSecured(models.Model):
    """A table with content about a person. `tests/house` fails when such a table has no row policies."""

    class Meta:
        abstract = True
