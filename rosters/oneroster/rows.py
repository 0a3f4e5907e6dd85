"""What a line of a bundle says, as plain rows; and how they go from the child that reads to the portal that keeps."""

from dataclasses import astuple, dataclass, fields
from typing import Any


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
    """A person of users.csv who is staff. One that leaves holds no name and no address."""

    line: int
    roster_id: str
    leaving: bool
    disabled: bool = False  # enabledUser says false
    administrator: bool = False
    identifier: str = ""
    name: str = ""
    email: str = ""
    orgs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FaultRow:
    """What is wrong with one line. `detail` is a column or the id of an organization; it never names a person."""

    file: str
    line: int
    code: str
    detail: str = ""
    roster_id: str = ""


Row = OrgRow | StaffRow | FaultRow
KINDS: dict[str, type[Row]] = {"org": OrgRow, "staff": StaffRow, "fault": FaultRow}
NAMES = {made: name for name, made in KINDS.items()}
LONGEST = 20_000  # characters of one value


def as_list(row: Row) -> list[Any]:
    """The row as JSON holds it."""
    return [NAMES[type(row)], *astuple(row)]


def from_list(given: Any) -> Row:
    """The row again. Raises ValueError for anything else than a row: the child is trusted no more than its file."""
    if not isinstance(given, list) or not given or given[0] not in KINDS:
        raise ValueError("no row")
    made = KINDS[given[0]]
    if len(given) != len(fields(made)) + 1:
        raise ValueError("no row")
    values = []
    for field, value in zip(fields(made), given[1:], strict=True):
        if field.name == "orgs":
            if not isinstance(value, list) or not all(_is_text(one) for one in value):
                raise ValueError("no ids")
            value = tuple(value)
        elif not (_is_text(value) if field.type in (str, "str") else type(value).__name__ == _name(field.type)):
            raise ValueError("no such value")
        values.append(value)
    return made(*values)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST


def _name(kind: Any) -> str:
    return kind if isinstance(kind, str) else str(kind.__name__)
