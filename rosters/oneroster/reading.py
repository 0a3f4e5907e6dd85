"""From lines to rows: what OneRoster 1.1 says of schools and staff, and what is wrong, line by line.

Source: IMS Global, OneRoster v1.1 CSV Tables. Case of fixed words, order of columns, further columns, blank lines and a
byte order mark make no difference; anything that would have to be guessed is a problem of its line.
"""

import hashlib
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import IO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from common.tables import is_invisible
from rosters.oneroster.bundle import MANIFEST, ORGS, USERS, Bundle
from rosters.oneroster.problems import Problem, unreadable
from rosters.oneroster.tables import require_header, table

ORG_COLUMNS = ("sourcedId", "status", "name", "type", "identifier", "parentSourcedId")
USER_COLUMNS = ("sourcedId", "status", "orgSourcedIds", "role", "givenName", "familyName", "email")
ORG_TYPES = frozenset({"school", "district", "department", "local", "state", "national"})
STAFF_ROLES = frozenset({"administrator", "aide", "proctor", "teacher"})
OTHER_ROLES = frozenset({"student", "guardian", "parent", "relative"})
ADMINISTRATOR = "administrator"
LONGEST_ID, LONGEST_NAME, LONGEST_EMAIL = 255, 150, 254


class Mode(StrEnum):
    """What manifest.csv says of a file."""

    BULK = "bulk"  # everyone there is; who is missing is gone
    DELTA = "delta"  # what has changed
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class OrgRow:
    """A line of orgs.csv."""

    line: int
    roster_id: str
    name: str
    type: str
    identifier: str
    parent: str
    leaving: bool


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A line of users.csv that is about staff. One that leaves holds no name and no address."""

    line: int
    roster_id: str
    leaving: bool
    role: str = ""
    name: str = ""
    email: str = ""
    orgs: tuple[str, ...] = ()


@dataclass
class Roster:
    """An opened bundle: how its files are meant, its organizations, and its staff as a stream."""

    bundle: Bundle
    orgs_mode: Mode
    users_mode: Mode
    orgs: dict[str, OrgRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)  # of orgs.csv

    @property
    def district(self) -> OrgRow | None:
        """The district as the bundle names it."""
        return next((one for one in self.orgs.values() if one.type == "district" and not one.leaving), None)

    def staff(self) -> Iterator[StaffRow | Problem]:
        """Every line about staff, or what is wrong with it, in the order of the file; others are passed over."""
        if self.users_mode == Mode.ABSENT:
            return
        ids = Ids()
        for _line, row in table(self.bundle, USERS, USER_COLUMNS):
            if not isinstance(row, Problem):
                ids.add(row["sourcedId"])
        repeated = ids.repeated()
        for line, row in table(self.bundle, USERS, USER_COLUMNS):
            if isinstance(row, Problem):
                yield row
            elif row["sourcedId"] and digest_of(row["sourcedId"]) in repeated:
                yield Problem(USERS, line, "id_twice")
            elif found := _staff_row(line, row, self.users_mode):
                yield found


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
    return int.from_bytes(hashlib.blake2b(value.encode(), digest_size=8).digest(), "big")


def read(file: IO[bytes]) -> Roster:
    """Open a bundle and read its manifest and its organizations. Raises Unreadable."""
    bundle = Bundle(file)
    modes = _manifest(bundle)
    roster = Roster(bundle=bundle, orgs_mode=modes[ORGS], users_mode=modes[USERS])
    if roster.users_mode != Mode.ABSENT:
        require_header(bundle, USERS, USER_COLUMNS)
    if roster.orgs_mode != Mode.ABSENT:
        _read_orgs(roster)
    return roster


def _manifest(bundle: Bundle) -> dict[str, Mode]:
    """How each file is meant, as the manifest says it. Raises Unreadable."""
    said = _said(bundle)
    version = said.get("oneroster.version", "").lower().removeprefix("v")
    if version != "1.1":
        raise unreadable("version", version=version[:20] or "?")
    modes = {name: _mode(bundle, name, said) for name in (ORGS, USERS)}
    if set(modes.values()) == {Mode.ABSENT}:
        raise unreadable("nothing")
    return modes


def _said(bundle: Bundle) -> dict[str, str]:
    """The lines of the manifest by their name; two that differ are refused."""
    said: dict[str, str] = {}
    for _line, row in table(bundle, MANIFEST, ("propertyName", "value"), exact=False):
        if isinstance(row, Problem):
            continue
        key, value = row["propertyname"].lower(), row["value"]
        if said.setdefault(key, value) != value:
            raise unreadable("said_twice", name=key)
    return said


def _mode(bundle: Bundle, name: str, said: dict[str, str]) -> Mode:
    """How one file is meant; refused where the archive does not hold what the manifest says."""
    value = said.get(f"file.{name.removesuffix('.csv')}", "").lower()
    if not value:
        raise unreadable("mode_missing", name=name)
    if value not in tuple(Mode):
        raise unreadable("mode", name=name, mode=value[:20])
    mode = Mode(value)
    if mode == Mode.ABSENT and name in bundle:
        raise unreadable("said_absent", name=name)
    if mode != Mode.ABSENT:
        bundle.require(name)
    return mode


def _read_orgs(roster: Roster) -> None:
    """Fill the roster's organizations and their problems."""
    lines: dict[str, int] = {}
    twice: set[str] = set()
    for line, row in table(roster.bundle, ORGS, ORG_COLUMNS):
        found = row if isinstance(row, Problem) else _org_row(line, row, roster.orgs_mode)
        if isinstance(found, Problem):
            roster.problems.append(found)
            continue
        if found.roster_id in lines:
            roster.problems.append(Problem(ORGS, line, "id_twice"))
            twice.add(found.roster_id)
            continue
        lines[found.roster_id] = line
        roster.orgs[found.roster_id] = found
    roster.problems += [Problem(ORGS, lines[one], "id_twice") for one in sorted(twice)]
    districts = [one for one in roster.orgs.values() if one.type == "district" and not one.leaving]
    if len(districts) > 1:
        raise unreadable("districts", count=len(districts))


def _org_row(line: int, row: dict[str, str], mode: Mode) -> OrgRow | Problem:
    leaving = _common(ORGS, line, row, mode)
    if isinstance(leaving, Problem):
        return leaving
    kind = row["type"].lower()
    if not leaving:
        if kind not in ORG_TYPES:
            return Problem(ORGS, line, "type", _shown(row["type"]))
        if fault := _name_fault(row["name"]):
            return Problem(ORGS, line, fault)
    name = " ".join(row["name"].split())[:LONGEST_NAME]
    return OrgRow(line, row["sourcedId"], name, kind, row["identifier"][:LONGEST_ID], row["parentSourcedId"], leaving)


def _staff_row(line: int, row: dict[str, str], mode: Mode) -> StaffRow | Problem | None:
    """The line as staff, what is wrong with it, or None for somebody who is no staff."""
    role = row["role"].lower()
    if role in OTHER_ROLES:
        return None
    leaving = _common(USERS, line, row, mode)
    if isinstance(leaving, Problem):
        return leaving
    if leaving and role in STAFF_ROLES | {""}:
        return StaffRow(line, row["sourcedId"], leaving=True)
    if role not in STAFF_ROLES:
        return Problem(USERS, line, "role", _shown(row["role"]))
    name = " ".join(f"{row['givenName']} {row['familyName']}".split())
    if fault := _name_fault(name) or _email_fault(row["email"]):
        return Problem(USERS, line, fault)
    orgs = tuple(dict.fromkeys(one.strip() for one in row["orgSourcedIds"].split(",") if one.strip()))
    if not orgs:
        return Problem(USERS, line, "org_missing")
    return StaffRow(line, row["sourcedId"], False, role, name, row["email"].lower(), orgs)


def _common(file: str, line: int, row: dict[str, str], mode: Mode) -> bool | Problem:
    """Whether the line says that it leaves; what is wrong with id or status."""
    if not row["sourcedId"]:
        return Problem(file, line, "id_missing")
    if len(row["sourcedId"]) > LONGEST_ID:
        return Problem(file, line, "id_long")
    status = row["status"].lower()
    if status not in ("", "active", "tobedeleted"):
        return Problem(file, line, "status", _shown(row["status"]))
    if not status and mode == Mode.DELTA:
        return Problem(file, line, "status_missing")
    return status == "tobedeleted"


def _name_fault(name: str) -> str:
    if not name or all(is_invisible(mark) for mark in name):
        return "name_missing"
    return "name_long" if len(name) > LONGEST_NAME else ""


def _email_fault(email: str) -> str:
    if not email:
        return "email_missing"
    try:
        validate_email(email)
    except ValidationError:
        return "email_wrong"
    return "email_wrong" if len(email) > LONGEST_EMAIL else ""


def _shown(text: str) -> str:
    """A fixed word that is none of ours, short enough to be shown."""
    return text[:40]


def resolver(orgs: dict[str, OrgRow], known: Callable[[str], str | None], district: str) -> Callable[[str], str | None]:
    """A function from the id of an organization to that of the school or district it is, or is part of.

    It answers "" for one that leaves, None for one that stands above districts. `known` says what earlier rosters
    named: an id for itself, None for unknown. Raises KeyError for one that nobody knows, ValueError for one that is
    part of nothing.
    """

    def resolve(roster_id: str) -> str | None:
        seen: set[str] = set()
        asked = roster_id
        while asked not in seen:
            seen.add(asked)
            org = orgs.get(asked)
            if org is None:
                if known(asked) is None:
                    raise KeyError(roster_id) if asked == roster_id else ValueError(roster_id)
                return asked
            if org.leaving:
                return ""
            if org.type in ("local", "state", "national"):
                return None
            if org.type in ("school", "district"):
                return district if org.type == "district" else asked
            asked = org.parent
        raise ValueError(roster_id)

    return resolve
