"""What an import would do with schools, and the finding that staff are counted in too. Part of `rosters`."""

import hashlib
import json
import uuid
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from accounts.models import Organization
from common.characters import composed
from common.chunks import write_back
from common.folding import fold
from rosters.actions.holding import Hold
from rosters.actions.waiting_rows import problem_of_school, unreadable_ids
from rosters.models import RosterImport, Verdict, WaitingSchool, WaitingStaff
from rosters.oneroster.bundle import ORGS
from rosters.oneroster.reading import Mode
from rosters.oneroster.words import nces_id
from rosters.verdicts import SCHOOLS, SchoolFacts, decide

COUNTED = ("created", "updated", "ended", "unchanged", "rejected")


@dataclass
class Finding:
    """The whole comparison in numbers, and in one word that stands for every change in it."""

    schools: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    staff: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    ending: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("people", "roles"), 0))
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


class Schools:
    """The schools of a district and of a bundle, by what one is known by in the other. Two queries."""

    def __init__(self, roster_import: RosterImport) -> None:
        self.roster_import, self.district = roster_import, roster_import.district
        self.bulk = roster_import.orgs_mode == Mode.BULK
        here = list(Organization.objects.schools().filter(parent=self.district).order_by("pk"))
        self.rows = list(WaitingSchool.objects.filter(roster_import=roster_import, line__gt=0).order_by("pk"))
        self.known = {school.roster_id: school for school in here if school.roster_id}
        self.names = {fold(school.name): school for school in here}
        self.numbers = {nces_id(school.nces_schid): school for school in here if school.nces_schid}
        self.gone = {row.roster_id for row in self.rows if row.leaving}
        self.present = {row.roster_id for row in self.rows if not row.leaving}
        self.rejected = {row.pk for row in self.rows if row.verdict == Verdict.REJECTED}  # by an earlier comparison
        self.made: set[str] = set()  # names that an earlier line gives a school

    def decide(self, row: WaitingSchool) -> None:
        """Give a line its verdict, its note and the school here that it is."""
        row.organization = school = self.known.get(row.roster_id)
        facts = SchoolFacts(leaving=row.leaving, known=school is not None)
        if school is not None:
            facts = replace(
                facts,
                same_name=row.name in (composed(school.roster_name), composed(school.name)),
                name_taken=self.names.get(fold(row.name), school) is not school,
            )
        elif not row.leaving:
            name = fold(row.name)
            row.organization, here_by = _same_school(row, self.names, self.numbers)
            facts = replace(facts, here_by=here_by, twice=name in self.made or self._stands(row.organization))
            self.made.add(name)
        row.verdict, row.note = decide(SCHOOLS, facts)
        if row.verdict == Verdict.REJECTED:
            row.organization = None

    def _stands(self, school: Organization | None) -> bool:
        """Whether a school here goes on under the id by which an earlier roster named it."""
        if school is None or not school.roster_id:
            return False
        return school.roster_id in self.present or (not self.bulk and school.roster_id not in self.gone)

    def vanished(self) -> list[WaitingSchool]:
        """Rows for the schools an earlier roster named and this one, a whole list, does not."""
        if not self.bulk:
            return []
        taken = {row.organization_id for row in self.rows if row.verdict != Verdict.REJECTED}
        faulty, unsure = unreadable_ids(self.roster_import, (ORGS,))
        named = self.present | self.gone | faulty
        if unsure:
            return []
        return [
            WaitingSchool(
                roster_import=self.roster_import,
                roster_id=one.roster_id,
                name=one.name,
                organization=one,
                verdict=Verdict.ENDED,
                note="vanished",
            )
            for one in self.known.values()
            if one.roster_id not in named and one.pk not in taken
        ]

    def targets(self, missing: list[WaitingSchool]) -> dict[str, uuid.UUID]:
        """Which organization here each id of the roster is, when the verdicts are carried out."""
        ended = {row.organization_id for row in (*missing, *self.rows) if row.verdict == Verdict.ENDED}
        found = {one.roster_id: one.pk for one in self.known.values() if one.pk not in ended}
        found |= {row.roster_id: row.organization_id for row in self.rows if row.organization_id and not row.leaving}
        names = {self.district.roster_id, self.roster_import.district_roster_id} - {""}
        return found | dict.fromkeys(names, self.district.pk)


def writing(hold: Hold | None) -> AbstractContextManager[object]:
    """A step of the hold, where there is one."""
    return nullcontext() if hold is None else hold.step()


def compare_schools(
    roster_import: RosterImport, finding: Finding, hold: Hold | None
) -> tuple[dict[str, uuid.UUID], list[Any]]:
    """Decide on every school. Answers which school here each id is, and which ones are marked as leaving."""
    schools = Schools(roster_import)
    for row in schools.rows:
        schools.decide(row)
    missing = schools.vanished()
    for row in (*schools.rows, *missing):
        finding.note("schools", row, row.organization_id)
    if hold is not None:
        with hold.step(len(schools.rows)):
            write_back(WaitingSchool, schools.rows, ["verdict", "note", "organization"])
            WaitingSchool.objects.bulk_create(missing, batch_size=100)
            for row in schools.rows:
                if row.verdict == Verdict.REJECTED and row.pk not in schools.rejected:
                    problem_of_school(roster_import, row, ORGS, "school_twice")
    leaving = [row.organization_id for row in schools.rows if row.leaving and row.organization_id]
    return schools.targets(missing), leaving


def _same_school(
    row: WaitingSchool, names: dict[str, Organization], numbers: dict[str, Organization]
) -> tuple[Organization | None, str]:
    """A school that is here already, by its number or else its name, and the note that says so."""
    if row.identifier and (school := numbers.get(row.identifier)):
        return school, "same_number"
    if school := names.get(fold(row.name)):
        return school, "same_school"
    return None, ""
