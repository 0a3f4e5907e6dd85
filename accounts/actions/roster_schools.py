"""What an import would do with schools, and the finding that staff are counted in too. Part of `rosters`."""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from accounts.actions.roster_rows import problem_of_school, write_back
from accounts.models import Organization, RosterImport, WaitingSchool, WaitingStaff
from accounts.models.rosters import Verdict
from accounts.roster.bundle import ORGS
from accounts.roster.reading import Mode

COUNTED = ("created", "updated", "ended", "unchanged", "rejected")


@dataclass
class Finding:
    """The whole comparison in numbers, and in one word that stands for every change in it."""

    schools: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    staff: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    ending: dict[str, int] = field(default_factory=dict)
    seal: Any = field(default_factory=hashlib.sha256)

    def note(self, kind: str, row: WaitingSchool | WaitingStaff, *more: object) -> None:
        """Count a row, and seal what is done with it."""
        numbers = getattr(self, kind)
        if row.verdict in numbers:
            numbers[row.verdict] += 1
        self.seal.update(json.dumps([kind, row.roster_id, row.verdict, row.note, *map(str, more)]).encode())

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The numbers as the import keeps them."""
        return {"schools": self.schools, "staff": self.staff, "ending": self.ending}


def compare_schools(
    roster_import: RosterImport, finding: Finding, *, write: bool
) -> tuple[dict[str, uuid.UUID], list[Any]]:
    """Decide on every school. Answers which school here each id is, and which ones are marked as leaving."""
    district = roster_import.district
    here = list(Organization.objects.schools().filter(parent=district).order_by("pk"))
    rows = list(WaitingSchool.objects.filter(roster_import=roster_import, line__gt=0).order_by("pk"))
    known = {school.roster_id: school for school in here if school.roster_id}
    names = {school.name.casefold(): school for school in here}
    numbers = {school.nces_schid: school for school in here if school.nces_schid}
    gone = {row.roster_id for row in rows if row.leaving}
    present = {row.roster_id for row in rows if not row.leaving}
    bulk = roster_import.orgs_mode == Mode.BULK
    claimed: set[str] = set()
    for row in rows:
        school = known.get(row.roster_id)
        row.organization, row.note = school, ""
        if row.leaving:
            row.verdict, row.note = Verdict.ENDED if school else Verdict.STAYS, "leaving"
        elif school:
            row.verdict, row.note = _known_school(row, school, names)
        else:
            school, row.note = _same_school(row, names, numbers)
            name = row.name.casefold()
            old = school.roster_id if school else ""
            stands = old in present or (not bulk and old not in gone) if old else False
            if name in claimed or stands:
                row.verdict, row.note, row.organization = Verdict.REJECTED, "", None
            else:
                row.verdict, row.organization = (Verdict.UPDATED if school else Verdict.CREATED), school
            claimed.add(name)
        finding.note("schools", row, row.organization_id)
    taken = {row.organization_id for row in rows if row.verdict != Verdict.REJECTED}
    lost = [one for one in known.values() if bulk and one.roster_id not in present | gone and one.pk not in taken]
    missing = [
        WaitingSchool(
            roster_import=roster_import,
            roster_id=one.roster_id,
            name=one.name,
            organization=one,
            verdict=Verdict.ENDED,
            note="vanished",
        )
        for one in lost
    ]
    for row in missing:
        finding.note("schools", row, row.organization_id)
    if write:
        write_back(WaitingSchool, rows, ["verdict", "note", "organization"])
        WaitingSchool.objects.bulk_create(missing, batch_size=100)
        for row in rows:
            if row.verdict == Verdict.REJECTED:
                problem_of_school(roster_import, row, ORGS, "school_twice")
    ended = {one.pk for one in lost} | {row.organization_id for row in rows if row.verdict == Verdict.ENDED}
    targets = {one.roster_id: one.pk for one in known.values() if one.pk not in ended}
    targets |= {row.roster_id: row.organization_id for row in rows if row.organization_id and not row.leaving}
    for name in {district.roster_id, roster_import.district_roster_id} - {""}:
        targets[name] = district.pk
    return targets, [row.organization_id for row in rows if row.leaving and row.organization_id]


def _known_school(row: WaitingSchool, school: Organization, names: dict[str, Organization]) -> tuple[str, str]:
    """A school the roster has named before: only a name that the roster itself changed is taken over."""
    if row.name in (school.roster_name, school.name):
        return Verdict.UNCHANGED, ""
    if names.get(row.name.casefold(), school) is not school:
        return Verdict.UNCHANGED, "name_kept"
    return Verdict.UPDATED, "renamed"


def _same_school(
    row: WaitingSchool, names: dict[str, Organization], numbers: dict[str, Organization]
) -> tuple[Organization | None, str]:
    """A school that is here already, by its number or else its name, and the note that says so."""
    if row.identifier and (school := numbers.get(row.identifier)):
        return school, "same_number"
    if school := names.get(row.name.casefold()):
        return school, "same_school"
    return None, ""
