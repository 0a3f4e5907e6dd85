"""Before a referral is sent: start, change, discard, or keep the matter in school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from common.dates import due_at
from incidents.actions.recording import Entry, record_act
from incidents.choices import ParticipantKind, ParticipantRole, TextKind
from incidents.errors import AlreadyKept, FutureTime, NotADraft, NotARuleMatter, NotYours, TooLongAgo, UnknownAnswer
from incidents.events import EventName
from incidents.fields import BY_NAME, BY_TEXT
from incidents.limits import CLOCK_TOLERANCE, MOST_PARTICIPANTS, earliest_day
from incidents.models import KeptInSchool, Participant, ParticipantIdentity, Referral, ReferralText
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES
from incidents.rules import Act, require_at_school, require_state
from incidents.states import ReferralState


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

    Raises NotYours, UnknownAnswer for a danger that is not on its list, AlreadyKept where the form's draft was settled
    in school.
    """
    require_at_school(Act.WRITE, by=by, at=at, school=school)
    _check_answers({"danger": danger}, school, at)
    existing = _same_form(form_key, by, school)
    if existing is not None:
        return _answered_last(existing, danger, by=by, at=at)
    bare = Referral.objects.drafts().filter(school=school, written_by=by, crime="").first()
    if bare is not None:
        # Whoever begins again goes on with what they left at the first question; it does not multiply.
        Referral.objects.filter(pk=bare.pk).update(form_key=form_key)
        return _answered_last(bare, danger, by=by, at=at)
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


def discard(*, by: User, at: datetime, referral: Referral) -> None:
    """Delete a draft with all it holds; one that is gone already is no fault. Raises NotYours, NotADraft."""
    require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
    with transaction.atomic():
        draft = Referral.objects.select_for_update().filter(pk=referral.pk).first()
        if draft is None:
            return
        require_state(Act.WRITE, draft)
        _delete(draft, by=by, at=at, why=EventName.REFERRAL_DISCARDED)


def _delete(draft: Referral, *, by: User, at: datetime, why: EventName) -> None:
    Referral.objects.filter(pk=draft.pk).delete()
    record_act(Entry(why), by=by, at=at, referral=draft, side=draft.district_id)


def keep_in_school(
    *, by: User, at: datetime, referral: Referral, route: str, occurred_on: date, behavior: str = ""
) -> KeptInSchool:
    """Settle a rule matter at the gate: counted, and the draft is gone. Keeps the draft's id; twice gives one row.

    Raises NotYours, NotADraft, NotARuleMatter with crime or danger, UnknownAnswer, FutureTime, TooLongAgo.
    """
    require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
    with transaction.atomic():
        kept = KeptInSchool.objects.filter(pk=referral.pk).first()
        draft = (
            Referral.objects.select_for_update().filter(pk=referral.pk).select_related("school").first()
            if kept is None
            else None
        )
        if kept is None and draft is None:
            # Another request settled it while this one waited for the row.
            kept = KeptInSchool.objects.filter(pk=referral.pk).first()
        if kept is not None:
            return kept
        if draft is None or draft.state != ReferralState.DRAFT:
            raise NotADraft
        if not draft.is_rule_matter:
            raise NotARuleMatter
        behavior = behavior or draft.behavior
        if route not in SCHOOL_ROUTES:
            raise UnknownAnswer("route")
        if behavior and behavior not in BEHAVIORS:
            raise UnknownAnswer("behavior")
        _check_day(occurred_on, school=draft.school, at=at)
        kept = KeptInSchool.objects.create(
            id=draft.pk,
            form_key=draft.form_key,
            district_id=draft.district_id,
            school=draft.school,
            behavior=behavior,
            route=route,
            occurred_on=occurred_on,
            by=by,
            at=at,
        )
        _delete(draft, by=by, at=at, why=EventName.REFERRAL_KEPT_IN_SCHOOL)
    return kept


def _check_day(day: date, *, school: Organization, at: datetime) -> None:
    today = school.today(at)
    if day > today:
        raise FutureTime
    if day < earliest_day(today):
        raise TooLongAgo
