"""What a side teaches: courses, and the times at which they are given."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.roles import Kind
from ledger.actions.events import record
from training.errors import (
    CourseRetired,
    HoursOutOfRange,
    NotASide,
    StillAsked,
    TimesOutOfOrder,
    TitleMissing,
    TitleTaken,
    UnknownTopic,
)
from training.events import EventName
from training.models import Course, CourseDate
from training.topics import Topic

NOUN = "training.course"
LEAST_HOURS, MOST_HOURS = Decimal("0.25"), Decimal(400)


def add(
    *,
    by: User,
    at: datetime,
    organization: Organization,
    topic: str,
    title: str,
    summary: str,
    provider: str,
    hours: Decimal,
) -> Course:
    """Begin to give a course.

    Raises NotASide, AccessDenied, UnknownTopic, TitleMissing, HoursOutOfRange, TitleTaken.
    """
    if organization.kind == Kind.SCHOOL:
        raise NotASide
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=organization, at=at)
    _check(organization, topic, title, hours)
    course = Course(
        organization=organization,
        topic=topic,
        title=title.strip(),
        summary=summary.strip(),
        provider=provider.strip(),
        hours=hours,
        created_by=by,
        created_at=at,
    )
    with transaction.atomic():
        _save(course)
        _record(EventName.COURSE_ADDED, course, by, at, topic=course.topic)
    return course


def change(
    *, by: User, at: datetime, course: Course, topic: str, title: str, summary: str, provider: str, hours: Decimal
) -> Course:
    """Describe a course anew; what was completed keeps its own hours.

    Raises AccessDenied, CourseRetired, UnknownTopic, TitleMissing, HoursOutOfRange, TitleTaken.
    """
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    if course.retired_at is not None:
        raise CourseRetired
    _check(course.organization, topic, title, hours, course)
    course.topic, course.title, course.hours = topic, title.strip(), hours
    course.summary, course.provider = summary.strip(), provider.strip()
    with transaction.atomic():
        _save(course)
        _record(EventName.COURSE_CHANGED, course, by, at, topic=course.topic)
    return course


def retire(*, by: User, at: datetime, course: Course) -> Course:
    """Give it no longer; completions stay. Raises AccessDenied, CourseRetired, StillAsked."""
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    if course.requirements.filter(ends_on__isnull=True).exists():
        raise StillAsked
    with transaction.atomic():
        if Course.objects.filter(pk=course.pk, retired_at__isnull=True).update(retired_at=at) != 1:
            raise CourseRetired
        course.retired_at = at
        _record(EventName.COURSE_RETIRED, course, by, at)
    return course


def add_date(
    *, by: User, at: datetime, course: Course, starts_at: datetime, ends_at: datetime, place: str
) -> CourseDate:
    """Say when and where it is given. Raises AccessDenied, CourseRetired, TimesOutOfOrder."""
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    if course.retired_at is not None:
        raise CourseRetired
    if ends_at <= starts_at:
        raise TimesOutOfOrder
    with transaction.atomic():
        given = CourseDate.objects.create(
            course=course, starts_at=starts_at, ends_at=ends_at, place=place.strip(), created_at=at
        )
        _record(EventName.COURSE_DATE_ADDED, course, by, at, day=course.organization.today(starts_at))
    return given


def remove_date(*, by: User, at: datetime, course_date: CourseDate) -> None:
    """Take a time off the list, for it is not given then. Raises AccessDenied."""
    course = course_date.course
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    with transaction.atomic():
        CourseDate.objects.filter(pk=course_date.pk).delete()
        _record(EventName.COURSE_DATE_REMOVED, course, by, at, day=course.organization.today(course_date.starts_at))


def _check(organization: Organization, topic: str, title: str, hours: Decimal, course: Course | None = None) -> None:
    """Raise unless such a course may stand on that side's list."""
    if topic not in Topic.values:
        raise UnknownTopic
    if not title.strip():
        raise TitleMissing
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise HoursOutOfRange
    others = Course.objects.not_retired().filter(organization=organization)
    if course is not None:
        others = others.exclude(pk=course.pk)
    if others.filter(title__iexact=title.strip()).exists():
        raise TitleTaken


def _save(course: Course) -> None:
    """Write the row; of two with one name at once the database keeps the first. Raises TitleTaken."""
    try:
        with transaction.atomic():
            course.save()
    except IntegrityError as error:
        raise TitleTaken from error


def _record(what: EventName, course: Course, by: User, at: datetime, **data: object) -> None:
    record(
        action=what,
        at=at,
        by=by,
        on=(NOUN, str(course.pk)),
        organization=course.organization_id,
        data=data,  # type: ignore[arg-type]
    )
