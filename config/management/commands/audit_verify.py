"""Verify the chain of events and the triggers that protect it; exit 1 and name the first bad event."""

import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ledger.actions.events import record
from ledger.events import EventName
from ledger.heads import is_signed, remembered_heads
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
        parser.add_argument("--signature", metavar="SIGNATURE", help="the signature that was sent with that head")
        parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
        parser.add_argument(
            "--reinstall-triggers", action="store_true", help="first bring back what protects the tables"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the finding; raises CommandError, exit code 1, when anything is wrong."""
        if options["reinstall_triggers"]:
            self._reinstall()
        heads, others = self._heads(options["head"], options["signature"])
        result = verify(options["since"], heads=heads)
        try:
            faults = [f"Trigger {fault}." for fault in missing_triggers(connection)]
        except DatabaseError:
            faults = ["The list of triggers cannot be read."]
        if options["json"]:
            self.stdout.write(
                json.dumps({**json.loads(result.as_json()), "triggers": faults, "heads": others}, sort_keys=True)
            )
        else:
            self.stdout.write(result.words)
            for fault in faults + others:
                self.stdout.write(fault)
        if not result.intact or faults or others:
            raise CommandError("The ledger is not as it should be.", returncode=1)

    def _heads(self, given: tuple[int, str] | None, signature: str | None) -> tuple[dict[int, str], list[str]]:
        """The heads that must be in the chain, remembered and given, and what is wrong with any of them."""
        try:
            heads, unsigned = remembered_heads()
        except DatabaseError:
            return dict([given] if given else []), ["The remembered heads cannot be read."]
        faults = [f"The remembered head {seq} was not signed by this installation." for seq in unsigned]
        if given is None:
            return heads, faults
        if signature is not None and not is_signed(*given, signature):
            faults.append("The head given was not signed by this installation.")
        if heads.get(given[0], given[1]) != given[1]:
            faults.append(f"The head given for event {given[0]} is not the one that was remembered.")
        return {**heads, given[0]: given[1]}, faults

    def _reinstall(self) -> None:
        """Bring back the triggers that do not stand, and record that it was needed."""
        faults = missing_triggers(connection)
        if not faults:
            return
        with transaction.atomic():
            for table in protected_tables():
                install(connection, table)
            record(action=EventName.TRIGGERS_REINSTALLED, at=timezone.now(), by=None, data={"faults": len(faults)})
