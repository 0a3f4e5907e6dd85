"""That people have taken a course, singly or many at once, and what shows it."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.access import require
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from ledger.actions.events import record as record_event
from training import notices
from training.actions.assignments import recompute_days
from training.actions.courses import LEAST_HOURS, MOST_HOURS
from training.actions.evidence import NewEvidence, check_evidence, delete_file, store
from training.errors import (
    AlreadyRecorded,
    AlreadyWithdrawn,
    DayNotCome,
    HoursOutOfRange,
    NobodyChosen,
    NotOfThisSide,
    ReasonMissing,
)
from training.events import EventName
from training.models import Completion, Course, CourseAssignment, Evidence


def record(
    *,
    by: User,
    at: datetime,
    course: Course,
    people: Collection[User],
    completed_on: date,
    hours: Decimal,
    evidence: NewEvidence,
) -> list[Completion]:
    """Record that these people took the course on that day, all of them or none; each of them is told.

    A course that is no longer given can be recorded still, for what was learned was learned. Raises AccessDenied,
    NobodyChosen, DayNotCome, HoursOutOfRange, EvidenceMissing, NotOfThisSide, AlreadyRecorded.
    """
    side = course.organization
    require(by=by, permission=Permission.COMPLETION_RECORD, on=side, at=at)
    chosen = list({person.pk: person for person in people}.values())
    _check(side, course, chosen, completed_on, hours, at)
    check_evidence(evidence)
    kept: Evidence | None = None
    try:
        with transaction.atomic():
            kept = store(by=by, at=at, organization=side, given=evidence)
            completions = _insert(course, chosen, completed_on, hours, kept, by, at)
            touched = CourseAssignment.objects.filter(requirement__course=course, user__in=chosen)
            recompute_days(touched)
            notices.completion_recorded(Completion.objects.filter(evidence=kept), at)
            record_event(
                action=EventName.COMPLETION_RECORDED,
                at=at,
                by=by,
                on=("training.course", str(course.pk)),
                organization=side.pk,
                data={
                    "day": completed_on,
                    "people": len(chosen),
                    "evidence": kept.pk,
                    "kind": kept.kind,
                    "sha256": kept.sha256,
                },
            )
    except BaseException:
        if kept is not None:
            delete_file(kept)
        raise
    return completions


def withdraw(*, by: User, at: datetime, completion: Completion, reason: str) -> Completion:
    """Say that it was recorded by mistake; it stays on file and counts no longer.

    Raises AccessDenied, ReasonMissing, AlreadyWithdrawn.
    """
    side = completion.course.organization
    require(by=by, permission=Permission.COMPLETION_RECORD, on=side, at=at)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        withdrawn = Completion.objects.counted().filter(pk=completion.pk)
        if withdrawn.update(withdrawn_by=by, withdrawn_at=at, withdrawal_reason=reason.strip()) != 1:
            raise AlreadyWithdrawn
        completion.refresh_from_db()
        recompute_days(
            CourseAssignment.objects.filter(requirement__course=completion.course_id, user=completion.user_id)
        )
        record_event(
            action=EventName.COMPLETION_WITHDRAWN,
            at=at,
            by=by,
            on=("training.completion", str(completion.pk)),
            organization=side.pk,
            data={"person": completion.user_id},
        )
    return completion


def _check(
    side: Organization, course: Course, people: list[User], completed_on: date, hours: Decimal, at: datetime
) -> None:
    """Raise unless all of them can have taken it so."""
    if not people:
        raise NobodyChosen
    today = side.today(at)
    if completed_on > today:
        raise DayNotCome
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise HoursOutOfRange
    of_the_side = Q(organization=side.pk) | Q(organization__parent=side.pk)
    held = Membership.objects.on_day(today).filter(of_the_side, user__in=people)
    ours = set(held.values_list("user_id", flat=True))
    if strange := [person.name for person in people if person.pk not in ours]:
        raise NotOfThisSide(strange)
    _check_new(course, people, completed_on)


def _check_new(course: Course, people: list[User], completed_on: date) -> None:
    """Raise AlreadyRecorded when one of them has a completion of that day."""
    there = Completion.objects.counted().filter(course=course, user__in=people, completed_on=completed_on)
    if names := list(there.values_list("user__name", flat=True)):
        raise AlreadyRecorded(names)


def _insert(
    course: Course,
    people: list[User],
    completed_on: date,
    hours: Decimal,
    evidence: Evidence,
    by: User,
    at: datetime,
) -> list[Completion]:
    """The rows; of two recordings of one person and day the database keeps the first. Raises AlreadyRecorded."""
    rows = [
        Completion(
            user=person,
            course=course,
            completed_on=completed_on,
            hours=hours,
            evidence=evidence,
            recorded_by=by,
            recorded_at=at,
        )
        for person in people
    ]
    try:
        with transaction.atomic():
            return Completion.objects.bulk_create(rows)
    except IntegrityError:
        _check_new(course, people, completed_on)
        raise
