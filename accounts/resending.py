"""A form may be sent twice, by a click too many or from a page gone back to; its key says that it was."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

from accounts.access import AccessDenied
from common.refusals import SaidOtherwise

Row = TypeVar("Row", bound=Model)


def sent_before(rows: QuerySet[Row], *, whose: Mapping[str, object], said: Mapping[str, object]) -> Row | None:
    """The row that the first sending of a form wrote, among `rows` of its key; None for a form that is new.

    `whose` says who sent it about what, `said` with which words, both as fields of the row. Raises AccessDenied where
    the form is someone else's, SaidOtherwise where it said something else the first time.
    """
    before = rows.first()
    if before is None:
        return None
    if _differs(before, whose):
        raise AccessDenied("the form belongs to someone else")
    if _differs(before, said):
        raise SaidOtherwise
    return before


def _differs(row: Model, given: Mapping[str, object]) -> bool:
    return any(getattr(row, name) != value for name, value in given.items())
