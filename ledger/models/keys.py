"""Which secret keys this database was written under."""

from django.db import models


class KeyCheck(models.Model):
    """A fixed text, sealed under one key of the installation: who cannot open it has another key.

    There is one row for each SECRET_KEY that was ever prepared with.
    """

    sealed = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk}"
