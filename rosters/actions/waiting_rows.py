"""The waiting rows of an import: written as the bundle is read, and removed when it is over. Part of `rosters`."""

from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import Organization
from common.chunks import CHUNK, by_key, in_chunks
from rosters.models import RosterImport, RosterProblem, Verdict, WaitingSchool, WaitingStaff
from rosters.oneroster.bundle import USERS
from rosters.oneroster.problems import Problem
from rosters.oneroster.reading import ADMINISTRATOR, Roster, StaffRow, resolver


def stage(roster_import: RosterImport, roster: Roster) -> None:
    """Write what waits: schools, staff, problems. Nothing of a line about anybody else. Raises Unreadable."""
    district = roster_import.district
    known = set(Organization.objects.schools().filter(parent=district).exclude(roster_id="").values_list("roster_id"))
    names = {name for (name,) in known} | ({district.roster_id} - {""})
    resolve = resolver(
        roster.orgs, lambda one: one if one in names else None, roster_import.district_roster_id or district.roster_id
    )
    _problems(roster_import, roster.problems)
    WaitingSchool.objects.bulk_create(
        [
            WaitingSchool(
                roster_import=roster_import,
                line=org.line,
                roster_id=org.roster_id,
                name=org.name,
                identifier=org.identifier,
                leaving=org.leaving,
            )
            for org in roster.orgs.values()
            if org.type == "school" or (org.leaving and org.roster_id in names - {district.roster_id})
        ],
        batch_size=CHUNK,
    )
    for piece in in_chunks(roster.staff()):
        found = [one if isinstance(one, Problem) else _waiting(roster_import, one, resolve) for one in piece]
        _problems(roster_import, [one for one in found if isinstance(one, Problem)])
        WaitingStaff.objects.bulk_create([one for one in found if isinstance(one, WaitingStaff)])
    _refuse_shared_addresses(roster_import)


def _waiting(roster_import: RosterImport, row: StaffRow, resolve: Any) -> WaitingStaff | Problem:
    places: list[str] = []
    gone = False
    for one in row.orgs:
        try:
            place = resolve(one)
        except KeyError:
            return Problem(USERS, row.line, "org_unknown", one[:255])
        except ValueError:
            return Problem(USERS, row.line, "org_place", one[:255])
        gone = gone or place == ""
        if place and place not in places:
            places.append(place)
    if not places and not row.leaving and not gone:
        return Problem(USERS, row.line, "org_place", row.orgs[0][:255])
    return WaitingStaff(
        roster_import=roster_import,
        line=row.line,
        roster_id=row.roster_id,
        name=row.name,
        email=row.email,
        administrator=row.role == ADMINISTRATOR,
        leaving=row.leaving,
        places=places,
    )


def _refuse_shared_addresses(roster_import: RosterImport) -> None:
    """Two people with one address are a problem of both lines."""
    staff = WaitingStaff.objects.filter(roster_import=roster_import, leaving=False)
    others = staff.filter(email=OuterRef("email")).exclude(pk=OuterRef("pk"))
    for piece in by_key(staff.filter(Exists(others))):
        refuse(roster_import, [(row, "email_twice") for row in piece])


def refuse(roster_import: RosterImport, rows: list[tuple[WaitingStaff, str]]) -> None:
    """Mark rows as not to be taken, and say why."""
    WaitingStaff.objects.filter(pk__in=[row.pk for row, _code in rows]).update(verdict=Verdict.REJECTED)
    _problems(roster_import, [Problem(USERS, row.line, code) for row, code in rows])


def _problems(roster_import: RosterImport, problems: list[Problem]) -> None:
    RosterProblem.objects.bulk_create(
        [
            RosterProblem(roster_import=roster_import, file=one.file, line=one.line, code=one.code, detail=one.detail)
            for one in problems
        ],
        batch_size=CHUNK,
    )


def problem_of_school(roster_import: RosterImport, row: WaitingSchool, file: str, code: str) -> None:
    """Say why a school cannot be taken."""
    _problems(roster_import, [Problem(file, row.line, code)])


def remove(roster_import: RosterImport) -> None:
    """Remove everything that waited."""
    for model in (WaitingSchool, WaitingStaff, RosterProblem):
        model.objects.filter(roster_import=roster_import).delete()
