"""Domain words for presence. Both sides read it: there is nothing of a student in it."""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span

Row = TypeVar("Row", bound=Model)


def reached(user: User, right: Permission, at: datetime | None, *, school: str, district: str, agency: str) -> Q:
    """Rows of the schools, districts and agencies where the person holds the right; the columns are named."""
    reach = reach_of(user, at)
    here = reach.with_span(right, Span.HERE)
    found = Q(**{f"{district}__in": here | reach.with_span(right, Span.DISTRICT)})
    found |= Q(**{f"{agency}__in": here | reach.with_span(right, Span.AGENCY)})
    return found | Q(**{f"{school}__in": here}) if here else found


def _own(user: User, right: Permission, at: datetime | None, prefix: str) -> Q:
    columns = {name: f"{prefix}{name}" for name in ("school", "district", "agency")}
    return reached(user, right, at, **columns)


def _agencies_served(user: User, at: datetime | None) -> frozenset[Any]:
    """Agencies of which the person is an officer."""
    return reach_of(user, at).with_span(Permission.PRESENCE_READ, Span.POSTED)


class PresenceQuerySet(QuerySet[Row]):
    """What was said of days."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """The person's schools, district or agency; an officer reads their own days, and those they cover."""
        found = _own(user, Permission.PRESENCE_READ, at, "")
        if served := _agencies_served(user, at):
            covers: Any = Exists(self.model._default_manager.filter(pk=OuterRef("pk"), away_times__covered_by=user.pk))
            found |= Q(agency__in=served) & (Q(posting__officer=user.pk) | covers)
        return self.filter(found)

    def current(self) -> Self:
        """The latest line of each day: what holds."""
        return self.filter(corrected_by__isnull=True)

    def between(self, first: date, last: date) -> Self:
        """Of those days, the last one included."""
        return self.filter(day__gte=first, day__lte=last)


class AwayTimeQuerySet(QuerySet[Row]):
    """Times in which the posted officer was not there."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        found = _own(user, Permission.PRESENCE_READ, at, "presence__")
        if served := _agencies_served(user, at):
            own = Q(presence__posting__officer=user.pk) | Q(covered_by=user.pk)
            found |= Q(presence__agency__in=served) & own
        return self.filter(found)
