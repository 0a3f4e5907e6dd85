"""What a side teaches: courses, and the times at which they are given."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from accounts.roles import Kind
from common.folding import fold, with_folded
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


@dataclass(frozen=True)
class CourseDetails:
    """What a course is, as its form says it."""

    topic: str
    title: str
    summary: str
    provider: str
    hours: Decimal


@dataclass(frozen=True)
class CourseTime:
    """When and where a course is given once."""

    starts_at: datetime
    ends_at: datetime
    place: str


def add(*, by: User, at: datetime, organization: Organization, details: CourseDetails, form_key: UUID) -> Course:
    """Begin to give a course. The same form twice gives the same course.

    Raises NotASide, AccessDenied, SaidOtherwise, UnknownTopic, TitleMissing, HoursOutOfRange, TitleTaken.
    """
    if organization.kind == Kind.SCHOOL:
        raise NotASide
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=organization, at=at)
    details = _trimmed(details)
    with transaction.atomic():
        _lock_program(organization)
        before = sent_before(
            Course.objects.filter(form_key=form_key),
            whose={"created_by_id": by.pk, "organization_id": organization.pk},
            said=asdict(details),
        )
        if before is not None:
            return before
        _check(organization, details)
        course = Course(organization=organization, **asdict(details), created_by=by, created_at=at, form_key=form_key)
        course.save(force_insert=True)
        _record(EventName.COURSE_ADDED, course, by, at, topic=course.topic)
    return course


def change(*, by: User, at: datetime, course: Course, details: CourseDetails) -> Course:
    """Describe a course anew; what was completed keeps its own hours. Nothing is written when nothing changes.

    Raises AccessDenied, CourseRetired, UnknownTopic, TitleMissing, HoursOutOfRange, TitleTaken.
    """
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    details = _trimmed(details)
    with transaction.atomic():
        _lock_program(course.organization)
        before = lock_course(course)
        if before.retired_at is not None:
            raise CourseRetired
        _check(course.organization, details, course)
        for name, value in asdict(details).items():
            setattr(course, name, value)
        if asdict(details) == {name: getattr(before, name) for name in asdict(details)}:
            return course
        course.save(update_fields=with_folded(Course, list(asdict(details))))
        _record(EventName.COURSE_CHANGED, course, by, at, topic=course.topic)
    return course


def retire(*, by: User, at: datetime, course: Course) -> Course:
    """Give it no longer; completions stay. Raises AccessDenied, CourseRetired, StillAsked."""
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    with transaction.atomic():
        lock_course(course)
        if course.requirements.filter(ends_on__isnull=True).exists():
            raise StillAsked
        if Course.objects.filter(pk=course.pk, retired_at__isnull=True).update(retired_at=at) != 1:
            raise CourseRetired
        course.retired_at = at
        _record(EventName.COURSE_RETIRED, course, by, at)
    return course


def add_date(*, by: User, at: datetime, course: Course, time: CourseTime, form_key: UUID) -> CourseDate:
    """Say when and where it is given. The same form twice gives the same row.

    Raises AccessDenied, SaidOtherwise, CourseRetired, TimesOutOfOrder.
    """
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    with transaction.atomic():
        retired = lock_course(course).retired_at is not None
        time = replace(time, place=time.place.strip())
        before = sent_before(
            CourseDate.objects.filter(form_key=form_key), whose={"course_id": course.pk}, said=asdict(time)
        )
        if before is not None:
            return before
        if retired:
            raise CourseRetired
        if time.ends_at <= time.starts_at:
            raise TimesOutOfOrder
        added = CourseDate.objects.create(course=course, **asdict(time), created_at=at, form_key=form_key)
        _record(EventName.COURSE_DATE_ADDED, course, by, at, day=course.organization.today(time.starts_at))
    return added


def remove_date(*, by: User, at: datetime, course_date: CourseDate) -> None:
    """Take a time off the list, for it is not given then; one that is off it already stays so. Raises AccessDenied."""
    course = course_date.course
    require(by=by, permission=Permission.PROGRAM_MANAGE, on=course.organization, at=at)
    with transaction.atomic():
        removed, _by_model = CourseDate.objects.filter(pk=course_date.pk).delete()
        if removed:
            day = course.organization.today(course_date.starts_at)
            _record(EventName.COURSE_DATE_REMOVED, course, by, at, day=day)


def _lock_program(organization: Organization) -> None:
    """What is in a side's program changes one after another: of two courses of one name at once the first is kept."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def lock_course(course: Course) -> Course:
    """The course as it is now, kept until the transaction ends: a form sent twice at once comes one after the other."""
    row: Course = Course.objects.select_for_update().get(pk=course.pk)
    return row


def _trimmed(details: CourseDetails) -> CourseDetails:
    """Without what stands before and after the words."""
    words = {name: getattr(details, name).strip() for name in ("title", "summary", "provider")}
    return replace(details, **words)


def _check(organization: Organization, details: CourseDetails, course: Course | None = None) -> None:
    """Raise unless such a course may stand on that side's list."""
    if details.topic not in Topic.values:
        raise UnknownTopic
    if not details.title.strip():
        raise TitleMissing
    if not LEAST_HOURS <= details.hours <= MOST_HOURS:
        raise HoursOutOfRange
    others = Course.objects.not_retired().filter(organization=organization)
    if course is not None:
        others = others.exclude(pk=course.pk)
    if others.filter(title_folded=fold(details.title)).exists():
        raise TitleTaken


def _record(what: EventName, course: Course, by: User, at: datetime, **data: object) -> None:
    record(
        action=what,
        at=at,
        by=by,
        on=(NOUN, str(course.pk)),
        organization=course.organization_id,
        data=data,  # type: ignore[arg-type]
    )
