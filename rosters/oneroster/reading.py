"""From lines to rows: what OneRoster 1.1 and 1.2 say of schools and staff, and what is wrong, line by line.

Case of fixed words, order of columns, further columns, blank lines and a byte order mark make no difference; anything
that would have to be guessed is a fault of its line. A line about a student or a family is passed over whatever it
holds.
"""

import hashlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import IO

from common.addresses import address_of
from common.characters import composed, is_invisible
from common.child import Declined
from rosters.oneroster.bundle import MANIFEST, ORGS, ROLES, USERS, Bundle
from rosters.oneroster.rows import FaultRow, OrgRow, StaffRow
from rosters.oneroster.tables import Line, require_header, table
from rosters.oneroster.words import (
    ADMINISTRATORS,
    LEAVING,
    NO,
    ORG_TYPES,
    OTHER_ROLES,
    STAFF_ROLES,
    STATUSES,
    STUDENT,
    VERSIONS,
    nces_id,
    word,
)

ORG_COLUMNS = ("sourcedId", "status", "name", "type", "identifier", "parentSourcedId")
USER_COLUMNS = ("sourcedId", "status", "givenName", "familyName", "email")
USER_ROLE_COLUMNS = ("role", "orgSourcedIds")  # in users.csv by OneRoster 1.1; by 1.2 in roles.csv
USER_OPTIONAL = ("identifier", "enabledUser")
ROLE_COLUMNS = ("userSourcedId", "role", "orgSourcedId")
ROLE_OPTIONAL = ("sourcedId", "status", "beginDate", "endDate")
LONGEST_ID, LONGEST_NAME, LONGEST_EMAIL = 255, 150, 254


class Mode(StrEnum):
    """What manifest.csv says of a file."""

    BULK = "bulk"  # everyone there is; who is missing is gone
    DELTA = "delta"  # what has changed
    ABSENT = "absent"


@dataclass
class Held:
    """What roles.csv says of one person who is staff somewhere."""

    orgs: list[str] = field(default_factory=list)
    administrator: bool = False


@dataclass
class Roster:
    """An opened bundle: how its files are meant, its organizations, its roles, and its staff as a stream."""

    bundle: Bundle
    version: str
    modes: dict[str, Mode]
    day: date
    left_out: tuple[str, ...] = ()  # files the manifest speaks of and the archive does not hold
    orgs: dict[str, OrgRow] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)  # OneRoster 1.2
    students: set[int] = field(default_factory=set)
    faults: list[FaultRow] = field(default_factory=list)  # of orgs.csv and roles.csv

    @property
    def district(self) -> OrgRow | None:
        """The district as the bundle names it."""
        return next((one for one in self.orgs.values() if one.type == "district" and not one.leaving), None)

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of users.csv that must be there."""
        return USER_COLUMNS + (USER_ROLE_COLUMNS if self.version == "1.1" else ())

    def staff(self) -> Iterator[StaffRow | FaultRow]:
        """Every line about staff, or what is wrong with it, in the order of the file; others are passed over."""
        if self.modes[USERS] == Mode.ABSENT:
            return
        ids = Ids()
        for line in table(self.bundle, USERS, self.columns, optional=USER_OPTIONAL):
            ids.add("" if line.fault else line.values["sourcedId"])
        repeated = ids.repeated()
        for line in table(self.bundle, USERS, self.columns, optional=USER_OPTIONAL):
            found = self._staff(line)
            if found is not None and found.roster_id and digest_of(found.roster_id) in repeated:
                yield FaultRow(USERS, line.number, "id_twice", "", found.roster_id)
            elif found is not None:
                yield found

    def _staff(self, line: Line) -> StaffRow | FaultRow | None:
        """The line as staff, what is wrong with it, or None for somebody who is no staff."""
        key = line.values["sourcedId"][:LONGEST_ID]
        if self._is_passed_over(line, key):
            return None
        if line.fault:
            return FaultRow(USERS, line.number, line.fault, "", key)
        leaving = _common(USERS, line, self.modes[USERS])
        if isinstance(leaving, FaultRow):
            return leaving
        role = word(line.values.get("role", ""))
        if self.version == "1.1" and role not in STAFF_ROLES and not (leaving and not role):
            return FaultRow(USERS, line.number, "role", _shown(line.values["role"]), key)
        if leaving:
            return StaffRow(line.number, key, leaving=True)
        if word(line.values.get("enabledUser", "")) in NO:
            return StaffRow(line.number, key, leaving=True, disabled=True)
        return self._working(line, key, role)

    def _is_passed_over(self, line: Line, key: str) -> bool:
        """Whether the line is about a student or a family, or about nobody who works here."""
        if self.version == "1.2":
            leaves = self.modes[USERS] == Mode.DELTA and word(line.values["status"]) in LEAVING
            return not leaves and (key not in self.held or digest_of(key) in self.students)
        role = word(line.values["role"])
        if role in OTHER_ROLES:
            return True
        if line.fault not in ("quotes", "columns") or role in STAFF_ROLES:
            return False
        words = {word(cell) for cell in line.cells}
        return bool(words & OTHER_ROLES) and not words & STAFF_ROLES

    def _working(self, line: Line, key: str, role: str) -> StaffRow | FaultRow:
        name = composed(" ".join(f"{line.values['givenName']} {line.values['familyName']}".split()))
        email = address_of(line.values["email"])
        if fault := _name_fault(name) or ("" if email else "email_missing"):
            return FaultRow(USERS, line.number, fault, "", key)
        if len(email) > LONGEST_EMAIL:
            return FaultRow(USERS, line.number, "email_wrong", "", key)
        if self.version == "1.2":
            orgs, administrator = self.held[key].orgs, self.held[key].administrator
        else:
            orgs = [one.strip() for one in line.values["orgSourcedIds"].split(",")]
            administrator = role in ADMINISTRATORS
        places = tuple(dict.fromkeys(one for one in orgs if one))
        if not places:
            return FaultRow(USERS, line.number, "org_missing", "", key)
        number = line.values.get("identifier", "")[:LONGEST_ID]
        return StaffRow(line.number, key, False, False, administrator, number, name, email, places)


class Ids:
    """Which ids stand more than once: eight bytes an id, so that a large file stays small in memory."""

    def __init__(self) -> None:
        self._digests = array("Q")

    def add(self, value: str) -> None:
        """Note one id."""
        if value:
            self._digests.append(digest_of(value))

    def repeated(self) -> frozenset[int]:
        """The digests that were noted more than once."""
        ordered = sorted(self._digests)
        self._digests = array("Q")
        return frozenset(one for one, after in pairwise(ordered) if one == after)


def digest_of(value: str) -> int:
    """Eight bytes that stand for an id."""
    return int.from_bytes(hashlib.blake2b(value.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def read(file: IO[bytes], day: date) -> Roster:
    """Open a bundle, read its manifest, organizations and roles; `day` says which roles are over. Raises Declined."""
    bundle = Bundle(file)
    roster = _manifest(bundle, day)
    if roster.modes[USERS] != Mode.ABSENT:
        require_header(bundle, USERS, roster.columns)
        if roster.version == "1.2":
            _read_roles(roster)
    if roster.modes[ORGS] != Mode.ABSENT:
        _read_orgs(roster)
    return roster


def _manifest(bundle: Bundle, day: date) -> Roster:
    """How each file is meant, as the manifest says it. Raises Declined."""
    said = _said(bundle)
    version = said.get("oneroster.version", "").lower().removeprefix("v")
    version = "1.2" if version.startswith("1.2.") else version
    if version not in VERSIONS:
        raise Declined("version", version=version[:20] or "?")
    names = (ORGS, USERS, ROLES) if version == "1.2" else (ORGS, USERS)
    modes = {name: _mode(bundle, name, said) for name in names}
    left_out = tuple(name for name in (ORGS, USERS) if modes[name] != Mode.ABSENT and name not in bundle)
    modes |= dict.fromkeys(left_out, Mode.ABSENT)
    if {modes[ORGS], modes[USERS]} == {Mode.ABSENT}:
        for name in left_out:
            bundle.require(name)
        raise Declined("nothing")
    if version == "1.2" and modes[USERS] != Mode.ABSENT:
        bundle.require(ROLES)
        if Mode.DELTA in (modes[ROLES], modes[USERS]):
            raise Declined("delta_roles")
    return Roster(bundle, version, modes, day, left_out)


def _said(bundle: Bundle) -> dict[str, str]:
    """The lines of the manifest by their name; two that differ are refused."""
    said: dict[str, str] = {}
    for line in table(bundle, MANIFEST, ("propertyName", "value")):
        key, value = line.values["propertyName"].lower(), line.values["value"]
        if not line.fault and said.setdefault(key, value) != value:
            raise Declined("said_twice", name=key)
    return said


def _mode(bundle: Bundle, name: str, said: dict[str, str]) -> Mode:
    """How one file is meant; refused where the manifest says nothing of a file that is there."""
    value = said.get(f"file.{name.removesuffix('.csv')}", "").lower()
    if not value and name not in bundle:
        return Mode.ABSENT
    if not value:
        raise Declined("mode_missing", name=name)
    if value not in tuple(Mode):
        raise Declined("mode", name=name, mode=value[:20])
    mode = Mode(value)
    if mode == Mode.ABSENT and name in bundle:
        raise Declined("said_absent", name=name)
    return mode


def _read_orgs(roster: Roster) -> None:
    """Fill the roster's organizations and their faults. Raises Declined."""
    lines: dict[str, int] = {}
    twice: set[str] = set()
    for line in table(roster.bundle, ORGS, ORG_COLUMNS):
        found = _org_row(line, roster.modes[ORGS])
        if isinstance(found, FaultRow):
            roster.faults.append(found)
        elif found.roster_id in lines:
            roster.faults.append(FaultRow(ORGS, line.number, "id_twice", "", found.roster_id))
            twice.add(found.roster_id)
        else:
            lines[found.roster_id] = line.number
            roster.orgs[found.roster_id] = found
    roster.faults += [FaultRow(ORGS, lines[one], "id_twice", "", one) for one in sorted(twice)]
    districts = [one for one in roster.orgs.values() if one.type == "district" and not one.leaving]
    if len(districts) > 1:
        raise Declined("districts", count=len(districts))


def _org_row(line: Line, mode: Mode) -> OrgRow | FaultRow:
    key = line.values["sourcedId"][:LONGEST_ID]
    if line.fault:
        return FaultRow(ORGS, line.number, line.fault, "", key)
    leaving = _common(ORGS, line, mode)
    if isinstance(leaving, FaultRow):
        return leaving
    kind = word(line.values["type"])
    name = composed(" ".join(line.values["name"].split()))
    if not leaving:
        if kind not in ORG_TYPES:
            return FaultRow(ORGS, line.number, "type", _shown(line.values["type"]), key)
        if fault := _name_fault(name):
            return FaultRow(ORGS, line.number, fault, "", key)
    number = nces_id(line.values["identifier"])[:LONGEST_ID]
    return OrgRow(line.number, key, name[:LONGEST_NAME], kind, number, line.values["parentSourcedId"], leaving)


def _read_roles(roster: Roster) -> None:
    """Who is staff where, from roles.csv: roles that are over, not begun or marked as leaving do not count."""
    for line in table(roster.bundle, ROLES, ROLE_COLUMNS, optional=ROLE_OPTIONAL):
        role, key = word(line.values["role"]), line.values["userSourcedId"][:LONGEST_ID]
        words = {word(cell) for cell in line.cells} if line.fault else {role}
        if role in OTHER_ROLES or (words & OTHER_ROLES and not words & STAFF_ROLES):
            if role == STUDENT:
                roster.students.add(digest_of(key))
        elif line.fault:
            roster.faults.append(FaultRow(ROLES, line.number, line.fault, "", key))
        elif role not in STAFF_ROLES:
            roster.faults.append(FaultRow(ROLES, line.number, "role", _shown(line.values["role"]), key))
        elif not key:
            roster.faults.append(FaultRow(ROLES, line.number, "id_missing"))
        elif word(line.values.get("status", "")) not in STATUSES:
            roster.faults.append(FaultRow(ROLES, line.number, "status", _shown(line.values["status"]), key))
        elif _is_current(line, roster.day):
            held = roster.held.setdefault(key, Held())
            held.orgs.append(line.values["orgSourcedId"])
            held.administrator = held.administrator or role in ADMINISTRATORS


def _is_current(line: Line, day: date) -> bool:
    if word(line.values.get("status", "")) in LEAVING:
        return False
    begins, ends = (_day(line.values.get(name, "")) for name in ("beginDate", "endDate"))
    return (begins is None or begins <= day) and (ends is None or ends >= day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _common(file: str, line: Line, mode: Mode) -> bool | FaultRow:
    """Whether the line says that it leaves; what is wrong with id or status."""
    key = line.values["sourcedId"]
    if not key:
        return FaultRow(file, line.number, "id_missing")
    if len(key) > LONGEST_ID:
        return FaultRow(file, line.number, "id_long")
    status = word(line.values["status"])
    if status not in STATUSES:
        return FaultRow(file, line.number, "status", _shown(line.values["status"]), key)
    if not status and mode == Mode.DELTA:
        return FaultRow(file, line.number, "status_missing", "", key)
    return status in LEAVING


def _name_fault(name: str) -> str:
    if not name or all(is_invisible(mark) for mark in name):
        return "name_missing"
    return "name_long" if len(name) > LONGEST_NAME else ""


def _shown(text: str) -> str:
    """A fixed word that is none of ours, short enough to be shown."""
    return text[:40]
