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
from incidents.actions.disclosures import IdentityBasis, check_identity, referral_projection, tell_agency
from incidents.actions.drafts import ParticipantDraft, change, check_moment, discard, keep_in_school, start
from incidents.actions.openings import export, look, look_at_draft, print_out
from incidents.actions.recording import record_act
from incidents.actions.standing import (
    current,
    open_cover,
    require_frozen,
    require_open,
    require_school,
    who,
)
from incidents.choices import About, TextKind
from incidents.errors import AlreadyDecided, CoverClosed, IncompleteReferral
from incidents.models import Disclosure, Participant, Referral, ReferralText
from incidents.states import SUBMIT, WITHDRAW, ReferralState
from partnerships.models import Partnership
from partnerships.scoping import Cover, school_covers

__all__ = [
    "IdentityBasis",
    "ParticipantDraft",
    "change",
    "discard",
    "disclose",
    "export",
    "keep_in_school",
    "look",
    "look_at_draft",
    "print_out",
    "start",
    "submit",
    "withdraw",
]

REQUIRED = ("danger", "crime", "started_by", "behavior", "place", "occurred_at")


def submit(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    partnership: Partnership | None = None,
    identity: IdentityBasis | None = None,
) -> Referral:
    """Freeze and number a draft; where an agency receives, disclose it there, start its clocks and tell its people.

    Without a receiving agency the record is made and nobody there is told. Sent twice, the second call returns the
    row of the first. With a partnership named that does not receive now: CoverClosed, and nothing is written.
    Raises NotYours, IncompleteReferral, IdentityNotAllowed, FutureTime, TooLongAgo.
    """
    with transaction.atomic():
        referral = current(referral.pk)
        require_school(by=by, at=at, school=referral.school, permission=Permission.REFERRAL_WRITE)
        if referral.state != ReferralState.DRAFT:
            return referral
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
                submitted_at=at,
                submitted_by=by,
                changed_at=at,
                school_year=year,
                sequence=_next_number(referral.district_id, year),
                partnership=cover.partnership if cover else None,
                **(_clocks(referral.school, cover, at) if cover else {}),
            )
        except StaleState:
            return current(referral.pk)
        referral = current(referral.pk)
        disclosure = _tell(referral, cover, by=by, at=at, identity=identity) if cover else None
        if disclosure:
            notices.referral_submitted(referral, at=at)
        _record("submitted", referral, by=by, at=at, disclosure=disclosure)
    return referral


def check_complete(referral: Referral, at: datetime) -> None:
    """Raise IncompleteReferral with every missing answer, FutureTime or TooLongAgo for the time."""
    missing = [name for name in REQUIRED if not getattr(referral, name)]
    needed = [TextKind.SHARED, TextKind.CRIME_REASON]
    if referral.is_rule_matter:
        needed.append(TextKind.WHY_CALL)
    written = set(referral.texts.values_list("kind", flat=True))
    missing += [str(kind) for kind in needed if kind not in written]
    if missing:
        raise IncompleteReferral(missing)
    assert referral.occurred_at is not None  # noqa: S101  narrowed above
    check_moment(referral.occurred_at, school=referral.school, at=at)


def _receiving(school: Organization, at: datetime, wanted: Partnership | None) -> Cover | None:
    """The cover that receives the school's referral; None where none does."""
    receiving = [one.cover for one in school_covers(school, at) if one.receives]
    if wanted is not None:
        chosen = [cover for cover in receiving if cover.partnership.pk == wanted.pk]
        if not chosen:
            raise CoverClosed(str(wanted.pk))
        return chosen[0]
    if len(receiving) > 1:
        raise IncompleteReferral(["partnership"])
    return receiving[0] if receiving else None


def _next_number(district_id: UUID, year: int) -> int:
    """The next place in the district's year; the district's row is held so that no two take the same."""
    Organization.objects.select_for_update(no_key=True).get(pk=district_id)
    last = Referral.objects.filter(district=district_id, school_year=year).aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


def _clocks(school: Organization, cover: Cover, at: datetime) -> dict[str, Any]:
    start_day = school.today(at)
    answer, review = due_days(start_day, cover, ClosedDay.objects.calendar_for(school))
    return {"clock_started_on": start_day, "answer_due_on": answer, "review_due_on": review}


def _tell(referral: Referral, cover: Cover, *, by: User, at: datetime, identity: IdentityBasis | None) -> Disclosure:
    people = list(Participant.objects.filter(referral=referral).select_related("identity"))
    names = any(getattr(one, "identity", None) for one in people)
    identity = identity if names else None
    projection = referral_projection(
        referral,
        participants=people,
        with_identity=identity is not None,
        writer=who(referral.written_by, Permission.REFERRAL_WRITE, referral.school, at),
        sender=who(by, Permission.REFERRAL_WRITE, referral.school, at),
    )
    return tell_agency(
        referral=referral,
        cover=cover,
        about=About.REFERRAL,
        subject_id=referral.pk,
        projection=projection,
        by=by,
        at=at,
        identity=identity,
    )


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
        referral = current(referral.pk)
        require_school(by=by, at=at, school=referral.school, permission=Permission.REFERRAL_WRITE)
        require_frozen(referral)
        before = Disclosure.objects.filter(referral=referral, about=About.REFERRAL).first()
        if before is not None:
            return before
        require_open(referral)
        cover = _receiving(referral.school, at, partnership)
        if cover is None:
            raise CoverClosed(str(referral.school_id))
        if identity is not None:
            check_identity(referral=referral, cover=cover, identity=identity)
        Referral.objects.filter(pk=referral.pk).update(
            partnership=cover.partnership, **_clocks(referral.school, cover, at)
        )
        referral = current(referral.pk)
        disclosure = _tell(referral, cover, by=by, at=at, identity=identity)
        notices.referral_disclosed_later(referral, at=at)
        _record("disclosed", referral, by=by, at=at, disclosure=disclosure)
    return disclosure


def withdraw(*, by: User, at: datetime, referral: Referral, reason: str) -> Referral:
    """Take back a referral that is not reviewed yet; the agency is told why, while its partnership is open.

    Raises NotYours, NotFrozen, AlreadyDecided, IncompleteReferral without a reason.
    """
    with transaction.atomic():
        referral = current(referral.pk)
        require_school(by=by, at=at, school=referral.school, permission=Permission.REFERRAL_WRITE)
        require_open(referral)
        if not reason.strip():
            raise IncompleteReferral(["reason"])
        cover = open_cover(referral, at)
        try:
            move(Referral, referral.pk, WITHDRAW, at=at, closed_at=at, changed_at=at)
        except StaleState as stale:
            raise AlreadyDecided(referral.number) from stale
        referral = current(referral.pk)
        text = ReferralText.objects.create(referral=referral, kind=TextKind.WITHDRAWAL, text=reason)
        disclosure = None
        if cover is not None:
            disclosure = tell_agency(
                referral=referral,
                cover=cover,
                about=About.WITHDRAWAL,
                subject_id=referral.pk,
                projection={
                    "reason": text.text,
                    "at": at.isoformat(),
                    "sender": who(by, Permission.REFERRAL_WRITE, referral.school, at),
                },
                by=by,
                at=at,
            )
            notices.referral_withdrawn(referral, at=at)
        _record("withdrawn", referral, by=by, at=at, disclosure=disclosure)
    return referral


def _record(what: str, referral: Referral, *, by: User, at: datetime, disclosure: Disclosure | None) -> None:
    record_act(
        f"referral.{what}",
        by=by,
        at=at,
        referral=referral,
        side=referral.district_id,
        data={
            "number": referral.number,
            "crime": referral.crime,
            "disclosure": disclosure.pk if disclosure else None,
            "agency": disclosure.recipient_id if disclosure else None,
            "identity_basis": disclosure.identity_basis if disclosure else "",
        },
    )
