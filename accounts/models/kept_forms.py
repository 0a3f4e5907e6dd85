"""A form that was sent when its writer's session was over, or before they had shown that it is them."""

import uuid

from django.conf import settings
from django.db import models

from accounts.querysets import KeptFormQuerySet
from common.lines import LineField

LONGEST_PATH = 500


class KeptForm(models.Model):
    """What somebody typed, sealed; for its writer alone, for a day, and gone when it was given back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_forms")
    at = models.DateTimeField()
    # Where it was sent to; it names no person.
    path = LineField(max_length=LONGEST_PATH)
    sealed = models.TextField()
    # A file was sent along, which is not kept: the form cannot be sent on without it.
    with_file = models.BooleanField(default=False)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="kept_form_latest")]

    def __str__(self) -> str:
        return str(self.pk)
