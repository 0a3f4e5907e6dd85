"""Domain words for rosters on their way in, and for whom a roster means. All of them chain."""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db import models

from accounts.models import Invitation, Membership
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Kind, Role

Row = TypeVar("Row", bound=models.Model)


class RosterImportQuerySet(models.QuerySet[Row]):
    """Imports of rosters."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those of districts whose rosters this person imports."""
        return self.filter(reach_of(user, at).of(Permission.ROSTER_IMPORT).match("district"), trial=False)


class OfRosterQuerySet(models.QuerySet[Any]):
    """What hangs on an import or a district's roster, row by row."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those of districts whose rosters this person imports."""
        owned = any(one.name == "district" for one in self.model._meta.fields)
        path = "district" if owned else "roster_import__district"
        return self.filter(reach_of(user, at).of(Permission.ROSTER_IMPORT).match(path))


def gone_principals(user: Any, day: date, at: datetime) -> models.QuerySet[Membership]:
    """Principals whom their district's roster has named once and names at their school no more: no roster ends them."""
    shown = models.Q(
        user__roster_people__places__organization=models.F("organization"),
        user__roster_people__district=models.F("organization__parent"),
    )
    held = Membership.objects.not_over_on(day).filter(
        reach_of(user, at).of(Permission.ROSTER_IMPORT).match("organization"),
        role=Role.PRINCIPAL,
        user__roster_people__district=models.F("organization__parent"),
    )
    return held.exclude(pk__in=Membership.objects.filter(shown).values("pk")).distinct()


class RosterPlaceQuerySet(models.QuerySet[Row]):
    """Where a roster shows whom."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those of districts whose rosters this person imports."""
        return self.filter(reach_of(user, at).of(Permission.ROSTER_IMPORT).match("person__district"))

    def awaiting_principal(self, day: date, at: datetime) -> Self:
        """Schools where a person is marked administrator, and nobody has decided whether they are its principal."""
        here = {"organization": models.OuterRef("organization"), "role": Role.PRINCIPAL}
        held = Membership.objects.not_over_on(day).filter(user=models.OuterRef("person__user"), **here)
        asked = Invitation.objects.open(at).filter(email=models.OuterRef("person__user__email"), **here)
        return self.filter(
            ~models.Exists(held),
            ~models.Exists(asked),
            person__administrator=True,
            settled_at__isnull=True,
            organization__kind=Kind.SCHOOL,
        )
