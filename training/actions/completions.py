"""That people have taken a course, singly or many at once, and what shows it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.access import AccessDenied, require
from accounts.models import Membership, User
from accounts.permissions import Permission
from common.refusals import SaidOtherwise
from ledger.actions.events import record as record_event
from ledger.seals import seal
from training import notices
from training.actions.assignments import recompute_days
from training.actions.courses import LEAST_HOURS, MOST_HOURS, lock_course
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


@dataclass(frozen=True)
class NewCompletions:
    """That these people took the course on that day, and what shows it."""

    course: Course
    people: Collection[User]
    completed_on: date
    hours: Decimal
    evidence: NewEvidence


def record(*, by: User, at: datetime, new: NewCompletions, form_key: UUID) -> list[Completion]:
    """Record that people took a course, all of them or none; each of them is told.

    A course that is no longer given can be recorded still, for what was learned was learned. The same form twice
    gives the same rows. Raises AccessDenied, SaidOtherwise, NobodyChosen, DayNotCome, HoursOutOfRange,
    EvidenceMissing, NotOfThisSide, AlreadyRecorded.
    """
    course = new.course
    side = course.organization
    require(by=by, permission=Permission.COMPLETION_RECORD, on=side, at=at)
    new = replace(new, people=list({person.pk: person for person in new.people}.values()))
    kept: Evidence | None = None
    try:
        with transaction.atomic():
            lock_course(course)
            before = Evidence.objects.filter(form_key=form_key).first()
            if before is not None:
                return _recorded_before(before, by, new)
            _check(new, at)
            check_evidence(new.evidence)
            kept = store(by=by, at=at, organization=side, given=new.evidence, form_key=form_key)
            completions = _insert(new, kept, by, at)
            touched = CourseAssignment.objects.filter(requirement__course=course, user__in=new.people)
            recompute_days(touched)
            notices.completion_recorded(Completion.objects.filter(evidence=kept), at)
            record_event(
                action=EventName.COMPLETION_RECORDED,
                at=at,
                by=by,
                on=("training.course", str(course.pk)),
                organization=side.pk,
                data={
                    "day": new.completed_on,
                    "people": len(new.people),
                    "evidence": kept.pk,
                    "kind": kept.kind,
                    "sha256": kept.sha256,
                    **({"original": kept.original_sha256} if kept.original_sha256 else {}),
                },
                seals=[seal(kept, "recorded")],
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
            seals=[seal(completion, "withdrawn")],
        )
    return completion


def withdraw_together(*, by: User, at: datetime, completion: Completion, reason: str) -> int:
    """Say of everything recorded with the same evidence that it was by mistake; how many were withdrawn.

    What was withdrawn before stays as it was. Raises AccessDenied, ReasonMissing, AlreadyWithdrawn.
    """
    side = completion.course.organization
    require(by=by, permission=Permission.COMPLETION_RECORD, on=side, at=at)
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        lock_course(completion.course)
        rows = list(Completion.objects.counted().filter(evidence=completion.evidence_id).order_by("pk"))
        counted = Completion.objects.counted().filter(pk__in=[row.pk for row in rows])
        if not rows or counted.update(withdrawn_by=by, withdrawn_at=at, withdrawal_reason=reason.strip()) != len(rows):
            raise AlreadyWithdrawn
        people = [row.user_id for row in rows]
        recompute_days(CourseAssignment.objects.filter(requirement__course=completion.course_id, user__in=people))
        withdrawn = Completion.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
        record_event(
            action=EventName.COMPLETION_WITHDRAWN,
            at=at,
            by=by,
            on=("training.evidence", str(completion.evidence_id)),
            organization=side.pk,
            data={"people": len(rows)},
            seals=[seal(row, "withdrawn") for row in withdrawn],
        )
    return len(rows)


def _recorded_before(before: Evidence, by: User, new: NewCompletions) -> list[Completion]:
    """What the same form recorded when it was sent before. Raises AccessDenied, SaidOtherwise."""
    if before.added_by_id != by.pk:
        raise AccessDenied("the form belongs to someone else")
    rows = list(before.completions.select_related("user").order_by("user__name_folded", "pk"))
    recorded = {(row.user_id, row.course_id, row.completed_on, row.hours) for row in rows}
    if recorded != {(person.pk, new.course.pk, new.completed_on, new.hours) for person in new.people}:
        raise SaidOtherwise
    given = new.evidence
    said = (given.kind, given.title.strip(), given.attested_by.strip())
    # A file that was kept already is not sent again.
    sums = (before.sha256, before.original_sha256)
    same_paper = given.paper is None or (given.paper.sha256, given.paper.original_sha256) == sums
    if said != (before.kind, before.title, before.attested_by) or not same_paper:
        raise SaidOtherwise
    return rows


def _check(new: NewCompletions, at: datetime) -> None:
    """Raise unless all of them can have taken it so."""
    if not new.people:
        raise NobodyChosen
    side = new.course.organization
    today = side.today(at)
    if new.completed_on > today:
        raise DayNotCome
    if not LEAST_HOURS <= new.hours <= MOST_HOURS:
        raise HoursOutOfRange
    of_the_side = Q(organization=side.pk) | Q(organization__parent=side.pk)
    # Whoever has left since took it all the same while they were here.
    ours: set[UUID] = set()
    for day in {today, new.completed_on}:
        held = Membership.objects.on_day(day).filter(of_the_side, user__in=new.people)
        ours |= set(held.values_list("user_id", flat=True))
    if strangers := [person.name for person in new.people if person.pk not in ours]:
        raise NotOfThisSide(strangers)
    _check_not_recorded(new)


def _check_not_recorded(new: NewCompletions) -> None:
    """Raise AlreadyRecorded when one of them has a completion of that day."""
    there = Completion.objects.counted().filter(course=new.course, user__in=new.people, completed_on=new.completed_on)
    if names := list(there.values_list("user__name", flat=True)):
        raise AlreadyRecorded(names)


def _insert(new: NewCompletions, evidence: Evidence, by: User, at: datetime) -> list[Completion]:
    return Completion.objects.bulk_create(
        Completion(
            user=person,
            course=new.course,
            completed_on=new.completed_on,
            hours=new.hours,
            evidence=evidence,
            recorded_by=by,
            recorded_at=at,
        )
        for person in new.people
    )
