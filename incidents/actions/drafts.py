"""Before a referral is sent: start, change, discard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from common.checkpoint import checkpoint_after_commit
from common.dates import due_at
from incidents.actions.recording import Entry, record_act
from incidents.choices import Danger, ParticipantKind, ParticipantRole, TextKind
from incidents.errors import (
    AlreadyHandedOn,
    AlreadyKept,
    ChangedMeanwhile,
    FutureTime,
    NotYours,
    TooLongAgo,
    UnknownAnswer,
)
from incidents.events import EventName
from incidents.fields import BY_NAME, BY_TEXT
from incidents.limits import CLOCK_TOLERANCE, MOST_PARTICIPANTS, earliest_day
from incidents.models import HandedOn, KeptInSchool, Participant, ParticipantIdentity, Referral, ReferralText
from incidents.rules import Act, require_at_school, require_state
from incidents.states import ReferralState

UNTOUCHED = timedelta(days=1)


@dataclass(frozen=True)
class ParticipantDraft:
    """One person in the event as typed; name and number are from school records and stay there."""

    role: str
    kind: str
    description: str = ""
    name: str = ""
    student_number: str = ""


def start(*, by: User, at: datetime, school: Organization, danger: str, form_key: UUID) -> Referral:
    """Begin a draft at a school; the same form sent again gives the same draft, with the danger answered last.

    Raises NotYours, UnknownAnswer for a danger that is not on its list, AlreadyKept or AlreadyHandedOn where that is
    what became of the form's draft.
    """
    require_at_school(Act.WRITE, by=by, at=at, school=school)
    _check_answers({"danger": danger}, school, at)
    existing = _same_form(form_key, by, school)
    if existing is not None:
        return _answered_last(existing, danger, by=by, at=at)
    bare = Referral.objects.drafts().filter(school=school, written_by=by, crime="")
    if danger == Danger.NONE:
        # What was begun in danger is still to be logged; another matter does not take its place.
        bare = bare.exclude(danger=Danger.NOW)
    left = bare.first()
    if left is not None:
        # Whoever begins again goes on with what they left at the first question; it does not multiply.
        Referral.objects.filter(pk=left.pk).update(form_key=form_key)
        return _answered_last(left, danger, by=by, at=at)
    try:
        with transaction.atomic():
            referral = Referral.objects.create(
                form_key=form_key,
                district_id=school.side_id,
                school=school,
                danger=danger,
                written_by=by,
                created_at=at,
                changed_at=at,
            )
            entry = Entry(EventName.REFERRAL_STARTED)
            record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)
            return referral
    except IntegrityError:
        existing = _same_form(form_key, by, school)
        if existing is None:
            raise
        return _answered_last(existing, danger, by=by, at=at)


def _answered_last(draft: Referral, danger: str, *, by: User, at: datetime) -> Referral:
    """The draft of a form that was gone back to: danger is what was answered last, while nothing was sent."""
    if draft.state != ReferralState.DRAFT or draft.danger == danger:
        return draft
    return change(by=by, at=at, referral=draft, answers={"danger": danger})


def _same_form(form_key: UUID, by: User, school: Organization) -> Referral | None:
    existing = Referral.objects.filter(form_key=form_key).first()
    if existing is not None and (existing.written_by_id, existing.school_id) != (by.pk, school.pk):
        raise NotYours("the form belongs to someone else")
    kept = KeptInSchool.objects.filter(form_key=form_key).first()
    if kept is not None:
        if kept.school_id != school.pk:
            raise NotYours("the form belongs to someone else")
        raise AlreadyKept(kept.pk)
    handed = HandedOn.objects.filter(form_key=form_key).first()
    if handed is not None:
        if (handed.by_id, handed.school_id) != (by.pk, school.pk):
            raise NotYours("the form belongs to someone else")
        raise AlreadyHandedOn(handed.pk)
    return existing


def change(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    answers: Mapping[str, Any] | None = None,
    texts: Mapping[TextKind, str] | None = None,
    participants: Sequence[ParticipantDraft] | None = None,
) -> Referral:
    """Save what was answered so far. What is not given stays; an empty text goes; participants replace those before.

    Raises NotYours, NotADraft, UnknownAnswer, FutureTime, TooLongAgo.
    """
    answers, texts = answers or {}, texts or {}
    given = sorted([*answers, *map(str, texts), *(() if participants is None else ("participants",))])
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
        require_state(Act.WRITE, referral)
        _check_answers(answers, referral.school, at)
        _check_people(participants or ())
        for kind in texts:
            if kind not in BY_TEXT:
                raise UnknownAnswer(str(kind))
        for name, value in answers.items():
            setattr(referral, name, value)
        referral.changed_at = at
        referral.save(update_fields=[*answers, "changed_at"])
        for kind, text in texts.items():
            _write_text(referral, kind, text)
        if participants is not None:
            _write_people(referral, participants)
        entry = Entry(EventName.REFERRAL_CHANGED, {"fields": given})
        record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)
    return referral


def _check_answers(answers: Mapping[str, Any], school: Organization, at: datetime) -> None:
    for name, value in answers.items():
        if name == "occurred_at":
            check_moment(value, school=school, at=at)
        elif name not in BY_NAME or not BY_NAME[name].knows(value):
            raise UnknownAnswer(name)


def check_moment(moment: datetime, *, school: Organization, at: datetime) -> None:
    """Raise FutureTime beyond a phone's clock, TooLongAgo before the previous school year (1 July, school's zone)."""
    if moment > at + CLOCK_TOLERANCE:
        raise FutureTime
    if moment < due_at(earliest_day(school.today(at)), school.zone, time.min):
        raise TooLongAgo


def _check_people(participants: Sequence[ParticipantDraft]) -> None:
    if len(participants) > MOST_PARTICIPANTS:
        raise UnknownAnswer("participants")
    for one in participants:
        if one.role not in ParticipantRole.values or one.kind not in ParticipantKind.values:
            raise UnknownAnswer("participants")


def _write_text(referral: Referral, kind: TextKind, text: str) -> None:
    if text.strip():
        ReferralText.objects.update_or_create(referral=referral, kind=kind, defaults={"text": text})
    else:
        ReferralText.objects.filter(referral=referral, kind=kind).delete()


def _write_people(referral: Referral, participants: Sequence[ParticipantDraft]) -> None:
    referral.participants.all().delete()
    for position, one in enumerate(participants):
        participant = Participant.objects.create(
            referral=referral, position=position, role=one.role, kind=one.kind, description=one.description
        )
        if one.name.strip() or one.student_number.strip():
            ParticipantIdentity.objects.create(
                participant=participant, name=one.name, student_number=one.student_number
            )


def discard(*, by: User, at: datetime, referral: Referral, seen: datetime | None = None) -> None:
    """Delete a draft with all it holds; one that is gone already is no fault.

    `seen`: when the draft that was read had been saved. Raises NotYours, NotADraft; ChangedMeanwhile if it was saved
    since.
    """
    require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
    with transaction.atomic():
        draft = Referral.objects.select_for_update().filter(pk=referral.pk).first()
        if draft is None:
            return
        require_state(Act.WRITE, draft)
        if seen is not None and draft.changed_at != seen:
            raise ChangedMeanwhile
        Referral.objects.filter(pk=draft.pk).delete()
        checkpoint_after_commit()
        record_act(Entry(EventName.REFERRAL_DISCARDED), by=by, at=at, referral=draft, side=draft.district_id)


def remove_untouched(*, at: datetime) -> int:
    """Delete drafts in which nobody answered more than the first question, a day after that; how many those were."""
    drafts = Referral.objects.untouched().filter(changed_at__lt=at - UNTOUCHED)
    count = 0
    for pk in drafts.values_list("pk", flat=True):
        with transaction.atomic():
            draft = Referral.objects.untouched().select_for_update(of=("self",)).filter(pk=pk).first()
            if draft is None:
                continue  # gone on with, or discarded, at this very moment
            Referral.objects.filter(pk=pk).delete()
            record_act(
                Entry(EventName.REFERRAL_DISCARDED, data={"why": "untouched"}),
                by=None,
                at=at,
                referral=draft,
                side=draft.district_id,
            )
            count += 1
    return count
