"""Querysets of partnerships, postings and MOUs; every `visible_to` composes reach and scoping."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Greatest

from accounts.models import Membership
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from common.dates import days_by_zone
from common.periods import around, not_over_on, on_day

if TYPE_CHECKING:
    from accounts.models import User

Row = TypeVar("Row", bound=models.Model)


def _sides(user: "User", permission: Permission, at: datetime | None, prefix: str) -> Q:
    """Partnerships of the person's own district or agency, where they hold the right (at a school of it, too)."""
    reach = reach_of(user, at)
    sides = {held.side_id for held in reach.held if held.side_id and permission in held.rule.rights}
    return Q(**{f"{prefix}district__in": sides}) | Q(**{f"{prefix}agency__in": sides})


def _readable(user: "User", at: datetime | None, version: str) -> Q:
    """What of versions a person may read: confirmed ones with the MOU; the others are between those who decide."""
    partnership = f"{version}agreement__partnership__"
    return (_sides(user, Permission.MOU_VIEW, at, partnership) & Q(**{f"{version}confirmed_at__isnull": False})) | (
        _sides(user, Permission.MOU_CONFIRM, at, partnership)
    )


def _officer_on(day: object) -> Exists:
    """Whether a posting's officer is an officer of its agency on the day."""
    held = Membership.objects.filter(
        on_day(day),
        role=Role.SRO,
        organization=OuterRef("partnership__agency"),
        user=OuterRef("officer"),
        user__is_active=True,
    )
    return Exists(held)


def _first_from(day: date) -> Greatest:
    """The day, or a posting's first day when that is later."""
    return Greatest(OuterRef("starts_on"), Value(day, output_field=models.DateField()))


class PartnershipQuerySet(models.QuerySet[Row]):
    """District with agency."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Those of the person's own side."""
        return self.filter(_sides(user, Permission.PARTNERSHIP_VIEW, at, ""))

    def with_mou_visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Accepted ones whose MOU the person may read, in force or not."""
        return self.accepted().filter(_sides(user, Permission.MOU_VIEW, at, ""))

    def with_permission(self, user: "User", permission: Permission, at: datetime | None = None) -> Self:
        """Those on a side of which the person holds the right."""
        return self.filter(_sides(user, permission, at, ""))

    def accepted(self) -> Self:
        return self.filter(accepted_at__isnull=False)

    def proposed(self) -> Self:
        """Offered and not answered yet."""
        return self.filter(accepted_at__isnull=True, declined_at__isnull=True)


class PartnershipSchoolQuerySet(models.QuerySet[Row]):
    """Schools covered."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_sides(user, Permission.PARTNERSHIP_VIEW, at, "partnership__"))

    def on_day(self, day: date) -> Self:
        return self.filter(on_day(day))

    def in_force_somewhere(self, at: datetime) -> Self:
        """Those in force somewhere on earth at that moment; the school's own day then says it of each."""
        return self.filter(around(at))

    def not_over(self, day: date) -> Self:
        """Those in force on the day or still to come."""
        return self.filter(not_over_on(day)).exclude(ends_on=models.F("starts_on"))


class PostingQuerySet(models.QuerySet[Row]):
    """Officers at schools."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Postings of the person's own side; an officer sees all of their agency's."""
        return self.filter(_sides(user, Permission.POSTING_VIEW, at, "partnership__"))

    def on_day(self, day: date) -> Self:
        """Those in force on the day."""
        return self.filter(on_day(day))

    def served_on(self, day: date) -> Self:
        """Those in force on the day whose officer is an officer of the agency on that day."""
        return self.on_day(day).filter(_officer_on(day))

    def served_from(self, day: date) -> Self:
        """Those in force on the day or to come whose officer is an officer of the agency when they hold."""
        return self.not_over(day).filter(_officer_on(_first_from(day)))

    def now_and_ended(self, at: datetime) -> tuple[Self, Self]:
        """Those in force or to come whose officer serves, and those that ended, by the day of each school.

        One statement, for the zones of the schools; nearly always all of them share one day.
        """
        zones = self.order_by().values_list("school__time_zone", flat=True).distinct()
        days = days_by_zone(at, zones) or {at.date(): []}
        if len(days) == 1:
            (day,) = days
            return self.served_from(day), self.ended_by(day)
        current, ended = self.none(), self.none()
        for day, there in days.items():
            rows = self.filter(school__time_zone__in=there)
            current, ended = current | rows.served_from(day), ended | rows.ended_by(day)
        return current, ended

    def unserved(self, day: date) -> Self:
        """Those in force on the day or to come whose officer is none of the agency's, or has no account any more."""
        return self.not_over(day).exclude(_officer_on(_first_from(day)))

    def not_over(self, day: date) -> Self:
        """Those in force on the day or still to come."""
        return self.filter(not_over_on(day)).exclude(ends_on=models.F("starts_on"))

    def ended_by(self, day: date) -> Self:
        """Those that ended on the day or before, having begun."""
        return self.filter(ends_on__lte=day).exclude(ends_on=models.F("starts_on"))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Those that share a day with the range; `ends_on` is the first day after it."""
        rows = self.filter(not_over_on(starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lt=ends_on)

    def of_officer(self, user: object) -> Self:
        return self.filter(officer=user)

    def at_school(self, school: object) -> Self:
        return self.filter(school=school)


class AgreementQuerySet(models.QuerySet[Row]):
    """MOUs."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_sides(user, Permission.MOU_VIEW, at, "partnership__"))


class VersionQuerySet(models.QuerySet[Row]):
    """Versions of MOUs."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Confirmed ones; those waiting or sent back only to the people who may confirm."""
        return self.filter(_readable(user, at, ""))

    def waiting(self) -> Self:
        """Entered by one side and not settled by the other."""
        return self.filter(state="entered")

    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)


class ClauseQuerySet(models.QuerySet[Row]):
    """Clauses."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_readable(user, at, "version__"))

    def about(self, subject: str) -> Self:
        """The clauses on a subject of `partnerships.subjects`, such as discipline."""
        return self.filter(subject=subject)


class TermQuerySet(models.QuerySet[Row]):
    """Terms."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_readable(user, at, "version__"))


class ScanQuerySet(models.QuerySet[Row]):
    """Scans."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_readable(user, at, "version__"))


def _written_by(user: "User", at: datetime | None, draft: str) -> Q:
    """What of drafts a person may read: those of their own side, where they may enter an MOU."""
    reach = reach_of(user, at)
    sides = {held.side_id for held in reach.held if held.side_id and Permission.MOU_ENTER in held.rule.rights}
    return Q(**{f"{draft}side__in": sides})


class MouDraftQuerySet(models.QuerySet[Row]):
    """MOUs that are being entered."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_written_by(user, at, ""))

    def locked(self, pk: object) -> Row | None:
        """The draft as it is now, held until the transaction ends; None when it was sent or discarded meanwhile."""
        held = self.select_for_update(of=("self",), no_key=True)
        rows = held.select_related("side", "partnership__district", "partnership__agency")
        return rows.filter(pk=pk).first()


class OfDraftQuerySet(models.QuerySet[Row]):
    """Clauses, terms and scans of drafts."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        return self.filter(_written_by(user, at, "draft__"))


class AnnualReviewQuerySet(models.QuerySet[Row]):
    """Yearly reviews of MOUs."""

    def visible_to(self, user: "User", at: datetime | None = None) -> Self:
        """Those of MOUs the person may read."""
        return self.filter(_readable(user, at, "version__"))
