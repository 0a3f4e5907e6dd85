"""A call on the officer: sent, sent later, withdrawn, opened, exported."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import ClosedDay, Organization, User
from accounts.permissions import Permission
from common.dates import school_year_of
from common.transitions import StaleState, move
from incidents import notices
from incidents.actions.clocks import due_days
from incidents.actions.consult_ends import end_with_call
from incidents.actions.disclosures import IdentityBasis, Matter, check_identity, tell_agency
from incidents.actions.drafts import ParticipantDraft, change, check_moment, discard, start
from incidents.actions.openings import choose_rows, look, look_at_draft, note_blocked, note_printed, read
from incidents.actions.recording import Entry, record_act, who
from incidents.actions.settling import hand_on, keep_in_school
from incidents.choices import About, TextKind
from incidents.errors import AlreadyDecided, ChangedMeanwhile, CoverClosed, IncompleteReferral
from incidents.events import EventName
from incidents.fields import ANSWERS, CROSSING_TEXTS, missing_from
from incidents.models import Disclosure, Participant, Referral, ReferralText
from incidents.projection import referral_projection
from incidents.rules import Act, open_cover, require_at_school, require_state
from incidents.states import SUBMIT, WITHDRAW, ReferralState
from ledger.seals import seal
from partnerships.models import Partnership
from partnerships.scoping import Cover, school_covers

__all__ = [
    "IdentityBasis",
    "ParticipantDraft",
    "change",
    "choose_rows",
    "discard",
    "disclose",
    "hand_on",
    "keep_in_school",
    "look",
    "look_at_draft",
    "note_blocked",
    "note_printed",
    "read",
    "start",
    "submit",
    "withdraw",
]


def submit(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    partnership: Partnership | None = None,
    identity: IdentityBasis | None = None,
    seen: datetime | None = None,
) -> Referral:
    """Freeze and number a draft; where an agency receives, disclose it there, start its clocks and tell its people.

    Without a receiving agency the record is made and nobody there is told. Sent twice, the second call returns the
    row of the first. With a partnership named that does not receive now: CoverClosed, and nothing is written.
    `seen`: when the draft that was read had been saved; ChangedMeanwhile if it was saved since. Raises NotYours,
    IncompleteReferral, IdentityNotAllowed, FutureTime, TooLongAgo.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        right = require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
        if referral.state != ReferralState.DRAFT:
            return referral
        if seen is not None and referral.changed_at != seen:
            raise ChangedMeanwhile
        check_complete(referral, at)
        cover = _receiving(referral.school, at, partnership)
        if identity is not None and cover is not None:
            check_identity(referral=referral, cover=cover, identity=identity)
        year = school_year_of(referral.school.today(at))
        try:
            move(
                Referral,
                referral.pk,
                SUBMIT,
                at=at,
                right=right,
                submitted_at=at,
                submitted_by=by,
                changed_at=at,
                school_year=year,
                sequence=_next_number(referral.district_id, year),
                partnership=cover.partnership if cover else None,
                **(_told(referral.school, cover, at) if cover else {}),
            )
        except StaleState:
            return Referral.objects.locked(referral.pk)
        referral = Referral.objects.locked(referral.pk)
        end_with_call(referral, by=by, at=at, right=right)
        disclosure = _tell(referral, cover, by=by, at=at, identity=identity) if cover else None
        if disclosure:
            notices.referral_submitted(referral, at=at)
        _record(EventName.REFERRAL_SUBMITTED, referral, by=by, at=at, disclosure=disclosure)
    return referral


def check_complete(referral: Referral, at: datetime) -> None:
    """Raise IncompleteReferral with every missing answer, FutureTime or TooLongAgo for the time."""
    answers = {field.name: getattr(referral, field.name) for field in ANSWERS}
    written = referral.texts.values_list("kind", flat=True)
    missing = missing_from(answers, written, asks_why=referral.asks_why)
    if missing:
        raise IncompleteReferral(field.name for field in missing)
    assert referral.occurred_at is not None  # noqa: S101  narrowed above
    check_moment(referral.occurred_at, school=referral.school, at=at)


def _receiving(school: Organization, at: datetime, wanted: Partnership | None) -> Cover | None:
    """The cover that receives the school's referral; None where none does."""
    receiving = [one.cover for one in school_covers(school, at) if one.receives]
    if wanted is not None:
        chosen = [cover for cover in receiving if cover.partnership.pk == wanted.pk]
        if not chosen:
            raise CoverClosed
        return chosen[0]
    if len(receiving) > 1:
        raise IncompleteReferral(["partnership"])
    return receiving[0] if receiving else None


def _next_number(district_id: UUID, year: int) -> int:
    """The next place in the district's year; the district's row is held so that no two take the same."""
    Organization.objects.select_for_update(no_key=True).get(pk=district_id)
    last = Referral.objects.filter(district=district_id, school_year=year).aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


def _next_agency_number(partnership: Partnership, year: int) -> int:
    """The next place among what the agency is told by this partnership in the year; its row is held meanwhile."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    told = Referral.objects.filter(partnership=partnership, agency_year=year)
    return (told.aggregate(last=Max("agency_sequence"))["last"] or 0) + 1


def _told(school: Organization, cover: Cover, at: datetime) -> dict[str, Any]:
    """What a referral keeps of being disclosed: the days that are due, and its number at the agency."""
    start_day = school.today(at)
    year = school_year_of(start_day)
    answer, review = due_days(start_day, cover, ClosedDay.objects.calendar_for(school))
    return {
        "clock_started_on": start_day,
        "answer_due_on": answer,
        "review_due_on": review,
        "agency_year": year,
        "agency_sequence": _next_agency_number(cover.partnership, year),
    }


def _tell(referral: Referral, cover: Cover, *, by: User, at: datetime, identity: IdentityBasis | None) -> Disclosure:
    people = list(Participant.objects.filter(referral=referral).select_related("identity"))
    names = any(getattr(one, "identity", None) for one in people)
    identity = identity if names else None
    projection = referral_projection(
        referral,
        texts=dict(referral.texts.filter(kind__in=CROSSING_TEXTS).values_list("kind", "text")),
        participants=people,
        with_identity=identity is not None,
        writer=who(referral.written_by, Permission.REFERRAL_WRITE, referral.school, at),
        sender=who(by, Permission.REFERRAL_WRITE, referral.school, at),
    )
    asked = referral.consults.filter(partnership=cover.partnership).order_by("-asked_at").first()
    if asked is not None:
        projection["asked_first"] = asked.number
    matter = Matter(About.REFERRAL, referral.pk, projection)
    return tell_agency(matter, referral=referral, cover=cover, by=by, at=at, identity=identity)


def disclose(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    partnership: Partnership | None = None,
    identity: IdentityBasis | None = None,
) -> Disclosure:
    """Send on a record that had found no agency, now that one receives. Twice gives the same disclosure.

    Raises NotYours, NotFrozen, AlreadyDecided, CoverClosed, IncompleteReferral, IdentityNotAllowed.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        require_at_school(Act.DISCLOSE, by=by, at=at, school=referral.school)
        before = Disclosure.objects.filter(referral=referral, about=About.REFERRAL).first()
        if before is not None:
            return before
        require_state(Act.DISCLOSE, referral)
        cover = _receiving(referral.school, at, partnership)
        if cover is None:
            raise CoverClosed
        if identity is not None:
            check_identity(referral=referral, cover=cover, identity=identity)
        Referral.objects.filter(pk=referral.pk).update(
            partnership=cover.partnership, **_told(referral.school, cover, at)
        )
        referral = Referral.objects.locked(referral.pk)
        disclosure = _tell(referral, cover, by=by, at=at, identity=identity)
        notices.referral_disclosed_later(referral, at=at)
        _record(EventName.REFERRAL_DISCLOSED, referral, by=by, at=at, disclosure=disclosure)
    return disclosure


def withdraw(*, by: User, at: datetime, referral: Referral, reason: str) -> Referral:
    """Take back a referral that is not reviewed yet; the agency is told why, while its partnership is open.

    Raises NotYours, NotFrozen, AlreadyDecided, IncompleteReferral without a reason.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        right = require_at_school(Act.WITHDRAW, by=by, at=at, school=referral.school)
        require_state(Act.WITHDRAW, referral)
        if not reason.strip():
            raise IncompleteReferral(["reason"])
        cover = open_cover(referral, at)
        try:
            move(Referral, referral.pk, WITHDRAW, at=at, right=right, closed_at=at, changed_at=at)
        except StaleState as stale:
            raise AlreadyDecided from stale
        referral = Referral.objects.locked(referral.pk)
        text = ReferralText.objects.create(referral=referral, kind=TextKind.WITHDRAWAL, text=reason)
        disclosure = None
        if cover is not None:
            sender = who(by, right, referral.school, at)
            said = {"reason": text.text, "at": at.isoformat(), "sender": sender}
            matter = Matter(About.WITHDRAWAL, referral.pk, said)
            disclosure = tell_agency(matter, referral=referral, cover=cover, by=by, at=at)
            notices.referral_withdrawn(referral, at=at)
        _record(EventName.REFERRAL_WITHDRAWN, referral, by=by, at=at, disclosure=disclosure)
    return referral


def _record(what: EventName, referral: Referral, *, by: User, at: datetime, disclosure: Disclosure | None) -> None:
    data = {
        "number": referral.number,
        "crime": referral.crime,
        "disclosure": disclosure.pk if disclosure else None,
        "agency": disclosure.recipient_id if disclosure else None,
        "identity_basis": disclosure.identity_basis if disclosure else "",
    }
    seals = [seal(disclosure, "sent")] if disclosure else []
    if what == EventName.REFERRAL_SUBMITTED:
        seals.append(seal(referral, "submitted"))
    record_act(Entry(what, data, seals=seals), by=by, at=at, referral=referral, side=referral.district_id)
