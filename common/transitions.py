"""The one mechanism by which a state moves: a table says what is legal, the database says who was first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models


class StaleState(Exception):
    """The row is no longer in a state this move starts from; someone else moved it first, or it never was."""


class WrongRight(RuntimeError):
    """An action moved a row by another permission than its table says: a fault of the code, not of the person."""


# Instead of a permission where no person acts: a sweep, or the console.
PORTAL = object()


@dataclass(frozen=True)
class Move:
    """One line of a table of moves: the action, the states it starts from, the one it ends in, who may."""

    action: str
    from_states: Collection[str]
    to_state: str
    permission: Any
    stamp: str = ""  # the field that keeps when this move was made, where there is one


def move(
    rows: models.QuerySet[Any] | type[models.Model],
    pk: object,
    step: Move,
    *,
    at: datetime,
    right: object = "",
    field: str = "state",
    **changes: Any,
) -> None:
    """Make one move of one row by an update filtered on the old state, with the changes that belong to it.

    `rows` is a model, or the queryset the row must be in. `right` is the permission that the actor was found to hold,
    or PORTAL; another than the table's raises WrongRight. Of two people at once exactly one gets here first: the
    other's update touches no row and raises StaleState, and nothing of theirs is written.
    """
    if step.permission and right is not PORTAL and right != step.permission:
        raise WrongRight(f"{step.action} asks for {step.permission}, not for {right or 'none'}.")
    queryset = rows if isinstance(rows, models.QuerySet) else rows._default_manager.all()
    values = {**changes, field: step.to_state}
    if step.stamp:
        values[step.stamp] = at
    # Ordering and joins have no place in an update; the primary key keeps it to one row.
    moved = queryset.order_by().filter(pk=pk, **{f"{field}__in": list(step.from_states)}).update(**values)
    if moved != 1:
        raise StaleState(f"{step.action} found no row in a state it may start from.")


def table_rows(tables: Mapping[str, Iterable[Move]]) -> list[tuple[str, str, str, str, str]]:
    """The tables as sorted lines (thing, action, from, to, permission), one per starting state.

    `tables` maps the name of a thing, "incidents.referral", to its moves.
    """
    return sorted(
        (
            thing,
            step.action,
            str(start),
            str(step.to_state),
            str(getattr(step.permission, "value", step.permission)),
        )
        for thing, steps in tables.items()
        for step in steps
        for start in step.from_states
    )
