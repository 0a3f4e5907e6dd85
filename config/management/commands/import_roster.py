"""manage.py import_roster: preview a OneRoster bundle, or apply it."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Organization, User
from common.addresses import address_of
from common.database_clock import database_now
from common.refusals import Refused
from config.due import after_roster
from rosters.actions import imports
from rosters.models import RosterImport

KINDS = ("schools", "staff")
SHOWN = 50


class Command(BaseCommand):
    """Changes nothing without --apply; with it, everything of the bundle or nothing."""

    help = "Preview a OneRoster 1.1 or 1.2 bundle (zip) for a district, or apply it: schools and staff, never students."

    def add_arguments(self, parser: CommandParser) -> None:
        """The bundle, the district, and what to do."""
        parser.add_argument("file", metavar="FILE", help="the zip archive with manifest.csv, orgs.csv and users.csv")
        parser.add_argument("--district", required=True, metavar="SLUG", help="the district's short name")
        parser.add_argument("--apply", action="store_true", help="apply it; without this nothing is changed")
        parser.add_argument("--json", action="store_true", help="print the numbers as one line of JSON")
        parser.add_argument(
            "--allow-ending",
            type=int,
            default=0,
            metavar="N",
            help="let the roles of up to N staff members end, where more than one in five would end",
        )
        parser.add_argument(
            "--set-aside",
            type=int,
            default=0,
            metavar="N",
            help="leave out up to N lines that cannot be used; who is on one stays as they are",
        )
        parser.add_argument("--as", dest="person", metavar="EMAIL", help="who the ledger names; otherwise the portal")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what would be, or was, done. Exit code 1 and a sentence on stderr when it is refused."""
        try:
            found = self._import(options)
        except (Refused, PermissionDenied, OSError) as refusal:
            self._numbers(None, options)
            raise CommandError(self._words(refusal, options), returncode=1) from refusal
        self._numbers(found, options)
        if found.rejected:
            self._refused_lines(found, options)
        if options["apply"] and found.asks_first and options["allow_ending"] < found.ending["people"]:
            people, everyone = found.ending["people"], found.ending["of_people"]
            raise CommandError(
                f"{people} of {everyone} staff members would lose their roles, which is more than one in five. "
                f"If that is right, add --allow-ending {people}. Nothing was changed.",
                returncode=1,
            )
        if options["apply"]:
            after_roster(database_now())

    def _refused_lines(self, found: RosterImport, options: dict[str, Any]) -> None:
        """Name the lines that cannot be used. Raises CommandError where nobody said that so many may be left out."""
        lines = [
            f"{one.file}, line {one.line}{f' ({one.roster_id})' if one.roster_id else ''}: {one.words}"
            for one in (found.kept_problems or [])[:SHOWN]
        ]
        more = found.rejected - len(lines)
        lines += [f"… and {more} more lines."] if more > 0 else []
        if found.rejected <= options["set_aside"]:
            self.stderr.write("\n".join([*lines, f"Left out: {found.rejected}."]))
            return
        advice = f"To leave them out and take the rest, add --set-aside {found.rejected}. Nothing was changed."
        raise CommandError("\n".join([*lines, advice]), returncode=1)

    def _import(self, options: dict[str, Any]) -> RosterImport:
        district = Organization.objects.districts().filter(slug=options["district"]).first()
        if district is None:
            raise Refused(f"There is no district with the short name “{options['district']}”.")
        by = None
        if options["person"]:
            by = User.objects.joined().filter(email__iexact=address_of(options["person"]), is_active=True).first()
            if by is None:
                raise Refused(f"There is nobody with the address {options['person']}.")
        with open(options["file"], "rb") as file:
            return imports.import_now(
                by=by,
                at=database_now(),
                district=district,
                file=file,
                endings=options["allow_ending"],
                set_aside=options["set_aside"],
                keep=options["apply"],
            )

    @staticmethod
    def _words(refusal: Exception, options: dict[str, Any]) -> str:
        if isinstance(refusal, Refused):
            return f"{refusal.words} Nothing was changed."
        if isinstance(refusal, OSError):
            return f"{options['file']} cannot be opened: {refusal.strerror}. Nothing was changed."
        return f"{options['person']} may not import a roster here. Nothing was changed."

    def _numbers(self, found: RosterImport | None, options: dict[str, Any]) -> None:
        """The one line of JSON, or a line a kind; with zeros when nothing could be read."""
        verdicts = ("created", "updated", "ended", "unchanged", "rejected")
        empty = {kind: dict.fromkeys(verdicts, 0) for kind in KINDS}
        # PostgreSQL keeps JSON in an order of its own; the line has ours.
        counts = {kind: {one: found.counts[kind][one] for one in verdicts} for kind in KINDS} if found else empty
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        if found is None:
            return
        done = options["apply"] and found.state == "applied"
        self.stdout.write("Applied." if done else "A preview; nothing was changed.")
        for kind in KINDS:
            numbers = ", ".join(f"{counts[kind][verdict]} {verdict}" for verdict in verdicts)
            self.stdout.write(f"{kind}: {numbers}")
