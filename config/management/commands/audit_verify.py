"""Verify the chain of events and the triggers that protect it; exit 1 and name the first bad event."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ledger.actions.events import record
from ledger.events import EventName
from ledger.triggers import install, missing_triggers, protected_tables
from ledger.verify import verify


def saved_head(text: str) -> tuple[int, str]:
    """SEQ:HASH as it was printed by an earlier run. Raises ArgumentTypeError for anything else."""
    seq, _colon, digest = text.partition(":")
    if not seq.isdigit() or len(digest) != 64:
        raise argparse.ArgumentTypeError("a saved head is written SEQ:HASH, as an earlier run printed it")
    return int(seq), digest


class Command(BaseCommand):
    """Writes nothing to what it verifies, unless asked to bring triggers back."""

    help = "Verify the ledger: every event against its hash and the one before it, and the triggers of every table."
    # It must run when the check on the triggers fails: that is when it is needed.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The options; all may be left out."""
        parser.add_argument("--since", type=int, metavar="SEQ", help="start at this event instead of the first")
        parser.add_argument("--head", type=saved_head, metavar="SEQ:HASH", help="a saved head that must still be there")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
        parser.add_argument(
            "--reinstall-triggers", action="store_true", help="first bring back what protects the tables"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the finding; raises CommandError, exit code 1, when anything is wrong."""
        if options["reinstall_triggers"]:
            self._reinstall()
        result = verify(options["since"], head=options["head"])
        try:
            faults = missing_triggers(connection)
        except DatabaseError:
            faults = ["the list of triggers cannot be read"]
        if options["json"]:
            self.stdout.write(json.dumps({**json.loads(result.as_json()), "triggers": faults}, sort_keys=True))
        else:
            self.stdout.write(result.words)
            for fault in faults:
                self.stdout.write(f"Trigger {fault}.")
        if not result.intact or faults:
            raise CommandError("The ledger is not as it should be.", returncode=1)

    def _reinstall(self) -> None:
        """Bring back the triggers that do not stand, and record that it was needed."""
        faults = missing_triggers(connection)
        if not faults:
            return
        with transaction.atomic():
            for table in protected_tables():
                install(connection, table)
            record(action=EventName.TRIGGERS_REINSTALLED, at=timezone.now(), by=None, data={"faults": len(faults)})
