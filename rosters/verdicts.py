"""What happens to a line of a roster: two decision tables, of which the first line that fits decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rosters.models import Verdict

Facts = TypeVar("Facts")
Line = tuple[Callable[[Facts], bool], Verdict, str]


@dataclass(frozen=True)
class SchoolFacts:
    """What is known of a school of the bundle."""

    leaving: bool = False  # marked tobedeleted
    known: bool = False  # an earlier roster named it by this id
    same_name: bool = False  # its name here, or the one the roster gave it last, is the line's
    name_taken: bool = False  # another school here has the line's name
    here_by: str = ""  # "same_number" or "same_school": it is here already, and found by that
    twice: bool = False  # an earlier line has its name, or the school it is stands under another id


SCHOOLS: tuple[Line[SchoolFacts], ...] = (
    (lambda it: it.leaving and it.known, Verdict.ENDED, "leaving"),
    (lambda it: it.leaving, Verdict.STAYS, "leaving"),
    (lambda it: it.known and it.same_name, Verdict.UNCHANGED, ""),
    (lambda it: it.known and it.name_taken, Verdict.UNCHANGED, "name_kept"),
    (lambda it: it.known, Verdict.UPDATED, "renamed"),
    (lambda it: it.twice, Verdict.REJECTED, ""),
    (lambda it: it.here_by == "same_number", Verdict.UPDATED, "same_number"),
    (lambda it: it.here_by == "same_school", Verdict.UPDATED, "same_school"),
    (lambda _it: True, Verdict.CREATED, ""),
)


@dataclass(frozen=True)
class StaffFacts:
    """What is known of a person of the bundle who works somewhere of the district."""

    known: bool = False  # the district's roster has named them before
    account: bool = False  # they have an account already
    shown: bool = False  # the last roster showed them somewhere
    moves: bool = False  # a place, name, address, id or mark differs from the last roster
    by_hand: bool = False  # a role where they are shown was ended by hand


STAFF: tuple[Line[StaffFacts], ...] = (
    (lambda it: not it.shown and it.known, Verdict.CREATED, "returns"),
    (lambda it: not it.shown and it.account, Verdict.CREATED, "account"),
    (lambda it: not it.shown, Verdict.CREATED, ""),
    (lambda it: it.moves, Verdict.UPDATED, ""),
    (lambda it: it.by_hand, Verdict.UNCHANGED, "by_hand"),
    (lambda _it: True, Verdict.UNCHANGED, ""),
)


def decide(table: tuple[Line[Facts], ...], facts: Facts) -> tuple[Verdict, str]:
    """The verdict and the note of the first line that fits."""
    return next((verdict, note) for fits, verdict, note in table if fits(facts))
