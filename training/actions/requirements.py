"""Who must take a course, by when, and for how long it counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from accounts.roles import Kind, roles_at
from common.refusals import SaidOtherwise
from common.versions import check_seen
from ledger.actions.events import record
from training.actions.assignments import recompute_days
from training.actions.courses import lock_course
from training.errors import (
    AlreadyAsked,
    AlreadyEnded,
    CourseRetired,
    DayHasPassed,
    DaysOutOfRange,
    MonthsOutOfRange,
    NoRoles,
    RoleNotHeldHere,
)
from training.events import EventName
from training.models import Course, Requirement, RequirementRole
from training.wording import requirement_shown

NOUN = "training.requirement"
MOST_DAYS, MOST_MONTHS = 730, 120


def roles_to_ask(side: Organization) -> list[str]:
    """The roles a requirement of that side may ask of: those held at it, and at a district's schools."""
    at_schools = roles_at(Kind.SCHOOL) if side.kind == Kind.DISTRICT else []
    return list(dict.fromkeys([*roles_at(side.kind), *at_schools]))


@dataclass(frozen=True)
class RequirementDetails:
    """Who must take the course, within how many days, for how many months it counts (None: for good), and why."""

    roles: Collection[str]
    days_to_complete: int
    valid_months: int | None
    reason: str


def add(
    *, by: User, at: datetime, course: Course, details: RequirementDetails, starts_on: date, form_key: UUID
) -> Requirement:
    """Ask everybody with these roles to take the course, from a day on; the next sweep assigns it to them.

    The same form twice gives the same requirement. Raises AccessDenied, SaidOtherwise, CourseRetired, NoRoles,
    RoleNotHeldHere, DaysOutOfRange, MonthsOutOfRange, DayHasPassed, AlreadyAsked.
    """
    side = course.organization
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=side, at=at)
    with transaction.atomic():
        retired = lock_course(course).retired_at is not None
        before = _asked_before(form_key, by=by, course=course, details=details, starts_on=starts_on)
        if before is not None:
            return before
        if retired:
            raise CourseRetired
        _check(side, details)
        if starts_on < side.today(at):
            raise DayHasPassed
        requirement = Requirement(
            organization=side,
            course=course,
            days_to_complete=details.days_to_complete,
            valid_months=details.valid_months,
            reason=details.reason.strip(),
            starts_on=starts_on,
            created_by=by,
            created_at=at,
            form_key=form_key,
        )
        _insert(requirement)
        _add_roles(requirement, details.roles)
        _record(EventName.REQUIREMENT_ADDED, requirement, by, at, starts_on=starts_on, roles=sorted(details.roles))
    return requirement


def change(
    *, by: User, at: datetime, requirement: Requirement, details: RequirementDetails, seen: str | None = None
) -> Requirement:
    """Ask differently from now on; the days of everyone it falls on are set again, unless nothing changes.

    `seen` is the version of what the page showed. Raises AccessDenied, AlreadyEnded, NoRoles, RoleNotHeldHere,
    DaysOutOfRange, MonthsOutOfRange, ChangedSince.
    """
    side = requirement.organization
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=side, at=at)
    _check(side, details)
    with transaction.atomic():
        held = _locked(requirement)
        if held.ends_on is None and _asks(held, details):
            return requirement
        check_seen(seen, _shown(held))
        changed = Requirement.objects.filter(pk=requirement.pk, ends_on__isnull=True).update(
            days_to_complete=details.days_to_complete,
            valid_months=details.valid_months,
            reason=details.reason.strip(),
        )
        if changed != 1:
            raise AlreadyEnded
        requirement.refresh_from_db()
        requirement.asked_roles.exclude(role__in=details.roles).delete()
        _add_roles(requirement, details.roles)
        recompute_days(requirement.assignments.all())
        _record(EventName.REQUIREMENT_CHANGED, requirement, by, at, roles=sorted(details.roles))
    return requirement


def end(*, by: User, at: datetime, requirement: Requirement, seen: str | None = None) -> Requirement:
    """Ask it of nobody from today on; one that has not begun never begins.

    `seen` is the version of what the page showed. Raises AccessDenied, AlreadyEnded, ChangedSince.
    """
    side = requirement.organization
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=side, at=at)
    last = max(side.today(at), requirement.starts_on)
    with transaction.atomic():
        check_seen(seen, _shown(_locked(requirement)))
        if Requirement.objects.filter(pk=requirement.pk, ends_on__isnull=True).update(ends_on=last) != 1:
            raise AlreadyEnded
        requirement.ends_on = last
        _record(EventName.REQUIREMENT_ENDED, requirement, by, at, ends_on=last)
    return requirement


def _check(side: Organization, details: RequirementDetails) -> None:
    """Raise unless that side can ask it so."""
    if not details.roles:
        raise NoRoles
    if not set(details.roles) <= set(roles_to_ask(side)):
        raise RoleNotHeldHere
    if not 1 <= details.days_to_complete <= MOST_DAYS:
        raise DaysOutOfRange
    if details.valid_months is not None and not 1 <= details.valid_months <= MOST_MONTHS:
        raise MonthsOutOfRange


def _asked_before(
    form_key: UUID, *, by: User, course: Course, details: RequirementDetails, starts_on: date
) -> Requirement | None:
    """What the same form asked when it was sent before. Raises AccessDenied, SaidOtherwise."""
    before = sent_before(
        Requirement.objects.filter(form_key=form_key),
        whose={"created_by_id": by.pk, "course_id": course.pk},
        said={"starts_on": starts_on},
    )
    if before is not None and not _asks(before, details):
        raise SaidOtherwise
    return before


def _locked(requirement: Requirement) -> Requirement:
    """The requirement as it is now, kept until the transaction ends."""
    row: Requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    return row


def _shown(row: Requirement) -> dict[str, object]:
    return requirement_shown(row, row.asked_roles.values_list("role", flat=True))


def _asks(row: Requirement, details: RequirementDetails) -> bool:
    """Whether it asks exactly this."""
    asked = (row.days_to_complete, row.valid_months, row.reason, set(row.asked_roles.values_list("role", flat=True)))
    return asked == (details.days_to_complete, details.valid_months, details.reason.strip(), set(details.roles))


def _insert(requirement: Requirement) -> None:
    """Write the row; the database refuses a second open one of the same course. Raises AlreadyAsked."""
    try:
        with transaction.atomic():
            requirement.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyAsked from error


def _add_roles(requirement: Requirement, roles: Collection[str]) -> None:
    """The rows of those roles that are not there yet."""
    RequirementRole.objects.bulk_create(
        (RequirementRole(requirement=requirement, role=role) for role in sorted(set(roles))), ignore_conflicts=True
    )


def _record(what: EventName, requirement: Requirement, by: User, at: datetime, **data: object) -> None:
    record(
        action=what,
        at=at,
        by=by,
        on=(NOUN, str(requirement.pk)),
        organization=requirement.organization_id,
        data={
            "days": requirement.days_to_complete,
            "months": requirement.valid_months,
            **data,  # type: ignore[dict-item]
        },
    )
