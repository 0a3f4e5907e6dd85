"""The waiting rows of an import: made of what was read, and removed when it is over. Part of `rosters`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef

from accounts.models import Organization
from common.chunks import CHUNK, in_chunks
from rosters.actions.bundles import rows_of
from rosters.actions.holding import Hold
from rosters.models import RosterImport, RosterPiece, RosterProblem, Verdict, WaitingSchool, WaitingStaff
from rosters.oneroster.bundle import USERS
from rosters.oneroster.places import resolver
from rosters.oneroster.rows import FaultRow, OrgRow, StaffRow

STEP = 200  # rows


def stage(roster_import: RosterImport, hold: Hold) -> None:
    """Make waiting rows of every piece that is left, a step each. Raises Lost, or Unreadable for what is no row."""
    pieces = RosterPiece.objects.filter(roster_import=roster_import).order_by("number")
    first = pieces.first()
    if first is None:
        return
    orgs = {row.roster_id: row for row in rows_of(first.content) if isinstance(row, OrgRow)}
    resolve = _resolver(roster_import, orgs)
    if not WaitingSchool.objects.filter(roster_import=roster_import).exists():
        with hold.step(len(orgs)):
            _schools(roster_import, orgs)
    while (piece := pieces.filter(number__gt=first.number).first()) is not None:
        rows = rows_of(piece.content)
        found = [_waiting(roster_import, row, resolve) if isinstance(row, StaffRow) else row for row in rows]
        with hold.step(len(rows)):
            _problems(roster_import, [one for one in found if isinstance(one, FaultRow)])
            WaitingStaff.objects.bulk_create([one for one in found if isinstance(one, WaitingStaff)])
            piece.delete()
        hold.require_time()
    _refuse_shared_addresses(roster_import, hold)
    with hold.step():
        first.delete()


def _resolver(roster_import: RosterImport, orgs: dict[str, OrgRow]) -> Any:
    district = roster_import.district
    known = set(_known_schools(district)) | ({district.roster_id} - {""})
    return resolver(
        orgs, lambda one: one if one in known else None, roster_import.district_roster_id or district.roster_id
    )


def _known_schools(district: Organization) -> Any:
    return (
        Organization.objects.schools().filter(parent=district).exclude(roster_id="").values_list("roster_id", flat=True)
    )


def _schools(roster_import: RosterImport, orgs: dict[str, OrgRow]) -> None:
    known = set(_known_schools(roster_import.district))
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
            for org in orgs.values()
            if org.type == "school" or (org.leaving and org.roster_id in known)
        ],
        batch_size=CHUNK,
    )


def _waiting(roster_import: RosterImport, row: StaffRow, resolve: Any) -> WaitingStaff | FaultRow:
    places: list[str] = []
    gone = False
    for one in row.orgs:
        try:
            place = resolve(one)
        except KeyError:
            return FaultRow(USERS, row.line, "org_unknown", one[:255], row.roster_id)
        except ValueError:
            return FaultRow(USERS, row.line, "org_place", one[:255], row.roster_id)
        gone = gone or place == ""
        if place and place not in places:
            places.append(place)
    if not row.leaving and not places and not gone:
        return FaultRow(USERS, row.line, "org_place", row.orgs[0][:255], row.roster_id)
    if not row.leaving and not _is_address(row.email):
        return FaultRow(USERS, row.line, "email_wrong", "", row.roster_id)
    return WaitingStaff(
        roster_import=roster_import,
        line=row.line,
        roster_id=row.roster_id,
        name=row.name,
        email=row.email,
        identifier=row.identifier,
        administrator=row.administrator,
        leaving=row.leaving,
        disabled=row.disabled,
        places=places,
    )


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _refuse_shared_addresses(roster_import: RosterImport, hold: Hold) -> None:
    """Two people with one address are a problem of both lines."""
    staff = WaitingStaff.objects.filter(roster_import=roster_import, leaving=False)
    others = staff.filter(email=OuterRef("email")).exclude(pk=OuterRef("pk"))
    # Which they are is read before anything of it is written, for writing to it would be waiting for others.
    shared = list(staff.filter(Exists(others), verdict="").order_by("pk"))
    for piece in in_chunks(shared, STEP):
        with hold.step():
            refuse(roster_import, [(row, "email_twice") for row in piece])


def refuse(roster_import: RosterImport, rows: list[tuple[WaitingStaff, str]]) -> None:
    """Mark rows as not to be taken, and say why."""
    WaitingStaff.objects.filter(pk__in=[row.pk for row, _code in rows]).update(verdict=Verdict.REJECTED)
    _problems(roster_import, [FaultRow(USERS, row.line, code, "", row.roster_id) for row, code in rows])


def _problems(roster_import: RosterImport, faults: list[FaultRow]) -> None:
    RosterProblem.objects.bulk_create(
        [
            RosterProblem(
                roster_import=roster_import,
                file=one.file,
                line=one.line,
                roster_id=_shown(one.roster_id),
                code=one.code,
                detail=_shown(one.detail),
            )
            for one in faults
        ],
        batch_size=CHUNK,
    )


def _shown(text: str) -> str:
    """What both databases can hold of a line that could not be read: no NUL, no half of a character."""
    return "".join(mark for mark in text if mark.isprintable())[:255]


def problem_of_school(roster_import: RosterImport, row: WaitingSchool, file: str, code: str) -> None:
    """Say why a school cannot be used."""
    _problems(roster_import, [FaultRow(file, row.line, code, "", row.roster_id)])


def remove_some(roster_import: RosterImport) -> bool:
    """Remove a few hundred of the rows that waited; whether there may be more."""
    more = False
    for model in (RosterPiece, WaitingSchool, WaitingStaff, RosterProblem):
        most = 5 if model is RosterPiece else CHUNK
        keys = list(model.objects.filter(roster_import=roster_import).values_list("pk", flat=True)[:most])
        model.objects.filter(pk__in=keys).delete()
        more = more or len(keys) == most
    return more


def unreadable_ids(roster_import: RosterImport, files: tuple[str, ...]) -> tuple[set[str], bool]:
    """The ids on lines that cannot be used, and whether there is such a line without one."""
    problems = RosterProblem.objects.filter(roster_import=roster_import, file__in=files)
    found = set(problems.values_list("roster_id", flat=True).distinct())
    return found - {""}, "" in found
