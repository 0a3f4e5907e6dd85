"""What happened, in order, once."""

import json
from typing import Any

from django.db import models

from ledger.querysets import EventQuerySet


class Event(models.Model):
    """One thing that happened; append-only, each row bound to the one before it by its hash.

    Who and what are ids as text: the ground floor has no foreign keys upward.
    """

    # Read by ledger.triggers: the database itself refuses to change or remove a row.
    append_only = True

    # Numbered by record(), without gaps. An auto field so that SQLite makes it the row's own number:
    # then no index holds a second copy that could hide a change in the row.
    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=64, blank=True)
    organization_id = models.CharField(max_length=64, blank=True)
    session = models.CharField(max_length=64, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=100)
    object_type = models.CharField(max_length=64, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=32)
    data = models.TextField()
    prev_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    # The school it happened at, read from `data`, so that the hash covers it (ledger.chain.place_in).
    place_id = models.CharField(max_length=64, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "-seq"], name="ledger_event_object"),
            models.Index(fields=["actor_id", "-seq"], name="ledger_event_actor"),
            models.Index(fields=["organization_id", "-seq"], name="ledger_event_organization"),
            models.Index(fields=["action", "-seq"], name="ledger_event_action"),
            models.Index(fields=["organization_id", "place_id", "-seq"], name="ledger_event_place"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"

    @property
    def details(self) -> dict[str, Any]:
        """The facts recorded with the event."""
        facts: dict[str, Any] = json.loads(self.data)
        return facts


class RememberedHead(models.Model):
    """How far the chain was found whole, kept apart from it: a tail that is cut off later leaves this behind.

    `signature` is an HMAC with a key of the installation (`ledger.heads`), so that a row put here by who can write to
    the database, and nothing else, does not count.
    """

    append_only = True

    seq = models.PositiveBigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"
