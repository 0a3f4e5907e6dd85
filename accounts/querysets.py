"""Domain words for people, places, days and invitations. All of them chain."""

from datetime import date, datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models

from accounts.permissions import Permission
from accounts.reach import Places, reach_of
from accounts.roles import ADMINISTRATORS, NEEDS_SECOND_FACTOR, Kind, Role
from common.dates import Calendar
from common.folding import FoldedQuerySet, having_words
from common.periods import around, not_over_on, on_day

Row = TypeVar("Row", bound=models.Model)
# Who reads why somebody took much out: those who may be told of it (accounts.notices.take_out).
TAKE_OUT_READERS = (Role.RECORDS_CUSTODIAN, Role.DISTRICT_ADMINISTRATOR, Role.AGENCY_ADMINISTRATOR)


class UserQuerySet(FoldedQuerySet[Row]):
    """People."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """People with a membership, past or present, at an organization whose people this person may see."""
        places = reach_of(user, at).of(Permission.PEOPLE_VIEW)
        seen = self.model._default_manager.filter(
            places.match("memberships__organization", "memberships__side")
        ).values("pk")
        return self.filter(models.Q(pk__in=seen) | models.Q(pk=user.pk))

    def belonging(self, memberships: models.QuerySet[Any]) -> Self:
        """People who hold one of these memberships."""
        return self.filter(pk__in=memberships.order_by().values("user"))

    def not_belonging(self, memberships: models.QuerySet[Any]) -> Self:
        """People who hold none of these memberships."""
        return self.filter(~models.Exists(memberships.filter(user=models.OuterRef("pk"))))

    def joined(self) -> Self:
        """People who were given a way to sign in."""
        return self.filter(joined_at__isnull=False)

    def waiting(self) -> Self:
        """People who came with a roster and have no way to sign in yet."""
        return self.filter(joined_at__isnull=True)

    def named_like(self, words: str) -> Self:
        """People in whose name every one of the words occurs, however it is written."""
        return self.filter(having_words(words))


class OrganizationQuerySet(FoldedQuerySet[Row]):
    """Districts, schools, agencies."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The person's own organizations, their districts and schools; every one for the portal administrator."""
        reach = reach_of(user, at)
        if reach.may(Permission.ORGANIZATION_CREATE):
            return self
        return self.filter(pk__in=reach.own_organizations) | self.filter(parent__in=reach.own_districts)

    def with_administrator_known(self, at: datetime) -> Self:
        """Adds `has_administrator`: whether somebody runs its people at that moment, give or take a day's edge."""
        return self.annotate(has_administrator=self._run_by_someone(at))

    def without_administrator(self, at: datetime) -> Self:
        """Those whose people nobody runs at that moment, give or take a day's edge."""
        return self.filter(~self._run_by_someone(at))

    def _run_by_someone(self, at: datetime) -> models.Exists:
        run = self.model._default_manager.filter(
            around(at, "memberships__"), memberships__role__in=ADMINISTRATORS, pk=models.OuterRef("pk")
        )
        return models.Exists(run)

    def districts(self) -> Self:
        return self.filter(kind=Kind.DISTRICT)

    def schools(self) -> Self:
        return self.filter(kind=Kind.SCHOOL)

    def agencies(self) -> Self:
        return self.filter(kind=Kind.AGENCY)


class ClosedDayQuerySet(models.QuerySet[Row]):
    """Days that do not count."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The closed days of the person's own side."""
        reach = reach_of(user, at)
        return self.filter(organization__in=reach.own_organizations | reach.own_districts)

    def calendar_for(self, school: Any) -> Calendar:
        """The calendar a school's days are counted by. One query."""
        return Calendar.of(self.counting_for(school.pk, school.parent_id).values_list("first_day", "last_day", "name"))

    def counting_for(self, *organization_ids: object) -> Self:
        """The closed days of these organizations (a school's own and its district's)."""
        return self.filter(organization__in=[pk for pk in organization_ids if pk])


class MembershipQuerySet(models.QuerySet[Row]):
    """Who is what, where."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The person's own memberships and those at organizations whose people they may see."""
        return self.held_at(reach_of(user, at).of(Permission.PEOPLE_VIEW)) | self.filter(user=user.pk)

    def held_at(self, places: Places) -> Self:
        """Those at organizations that a right reaches."""
        return self.filter(places.match("organization", "side"))

    def on_day(self, day: date) -> Self:
        """Those in force on the day."""
        return self.filter(on_day(day))

    def not_over_on(self, day: date) -> Self:
        """Those in force on the day or later."""
        return self.filter(not_over_on(day))

    def over_on(self, day: date) -> Self:
        """Those that ended on the day or before it."""
        return self.filter(ends_on__lte=day)

    def around(self, at: datetime) -> Self:
        """Those in force somewhere on earth at that moment: `holds` then says it for each by its own zone."""
        return self.filter(around(at))

    def with_role(self, *roles: str) -> Self:
        return self.filter(role__in=roles)

    def administrators(self) -> Self:
        """Those who run an organization's people."""
        return self.filter(role__in=ADMINISTRATORS)

    def needing_a_factor(self) -> Self:
        """Those whose role asks for a second factor."""
        return self.filter(role__in=NEEDS_SECOND_FACTOR)

    def at_place(self, *organization_ids: object) -> Self:
        return self.filter(organization__in=organization_ids)


class InvitationQuerySet(FoldedQuerySet[Row]):
    """Invitations."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those to organizations whose people this person manages, and the ones they sent."""
        reach = reach_of(user, at)
        seen = reach.of(Permission.PEOPLE_MANAGE).match("organization") | models.Q(invited_by=user.pk)
        if reach.may(Permission.PORTAL_ADMINISTRATOR_MANAGE):
            seen |= models.Q(role=Role.PORTAL_ADMINISTRATOR) & ~models.Q(email="")
        return self.filter(seen)

    def open(self, at: datetime) -> Self:
        """Neither accepted, withdrawn nor expired at that moment."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)

    def unanswered(self) -> Self:
        """Neither accepted nor withdrawn; expired ones are among them, for they can be sent again."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class TakeOutQuerySet(models.QuerySet[Row]):
    """Reasons given for going on."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The person's own, and those that concern a side whose records or people are in this person's care."""
        reach = reach_of(user, at)
        sides = {held.side_id for held in reach.held if held.side_id and held.role in TAKE_OUT_READERS}
        # By key, for a reason may concern several sides.
        seen = self.model._default_manager.filter(concerned__in=sides).values("pk")
        return self.filter(models.Q(pk__in=seen) | models.Q(user=user.pk))

    def holding(self, user: Any, at: datetime) -> Self:
        """Those of the person that still hold."""
        return self.filter(user=user.pk, at__gt=at - timedelta(hours=1), at__lte=at)


class KeptFormQuerySet(models.QuerySet[Row]):
    """Forms kept for their writers."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:  # noqa: ARG002  whatever the roles are
        """One's own, and nobody else's."""
        return self.filter(user=user.pk)

    def waiting(self, at: datetime) -> Self:
        """Those of the last day, the newest first."""
        return self.filter(at__gt=at - timedelta(days=1)).order_by("-at", "-pk")


class SignOnProviderQuerySet(FoldedQuerySet[Row]):
    """Single sign-on providers."""

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those of organizations whose sign-on this person manages."""
        return self.filter(reach_of(user, at).of(Permission.SIGN_ON_MANAGE).match("organization"))

    def enabled(self) -> Self:
        return self.filter(enabled=True)
