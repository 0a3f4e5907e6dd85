"""The officer or the supervisor says whether the officer was at the school; what was said is kept, whatever follows."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.resending import sent_before
from incidents import notices
from incidents.errors import ChangedMeanwhile, NotYours
from incidents.events import EventName
from incidents.models import AwayTime, Presence
from incidents.presence.choices import Change, Doubt, Said
from incidents.presence.errors import AlreadySaid, InDoubt, NeedsReason, NoStatedHours
from incidents.presence.hours import Hours
from incidents.presence.rules import (
    Away,
    DaySaid,
    check_day,
    check_hours,
    check_stand_ins,
    doubts_of,
    posted_hours,
    right_on,
)
from ledger.actions.events import record
from ledger.payload import Facts
from ledger.seals import seal
from partnerships.models import Posting
from training.current import standing_of

NOUN = "incidents.presence"


def confirm(
    *,
    by: User,
    at: datetime,
    posting: Posting,
    day: date,
    form_key: UUID,
    accepts: Collection[str] = (),
) -> Presence:
    """The one tap: at the school on that day, for the hours the posting states.

    Raises NotYours, NoStatedHours, and what `say` raises.
    """
    hours = posted_hours(posting)
    if hours is None:
        _right(by, posting, at)
        raise NoStatedHours
    given = DaySaid(Said.HERE, owed=hours, here=hours)
    return say(by=by, at=at, posting=posting, day=day, given=given, form_key=form_key, accepts=accepts)


def say(
    *,
    by: User,
    at: datetime,
    posting: Posting,
    day: date,
    given: DaySaid,
    form_key: UUID,
    accepts: Collection[str] = (),
) -> Presence:
    """Say it for the first time. The same form twice gives the same row. A stand-in is named by a supervisor.

    Raises NotYours, NotPosted, NoSchoolThatDay, NotYet, TooLate, HoursWrong, NotTheStandIn, AlreadySaid, SaidOtherwise,
    and InDoubt for a doubt that is not among `accepts`.
    """
    right = _right(by, posting, at)
    _check_naming(right, given, None)
    row = _row(posting, day, given, by=by, at=at, form_key=form_key)
    with transaction.atomic():
        before = _sent(row)
        if before is not None:
            return before
        check_day(posting, day, given.said, right, at)
        return _keep(row, given, None, accepts)


def correct(
    *,
    by: User,
    at: datetime,
    presence: Presence,
    given: DaySaid,
    reason: str,
    form_key: UUID,
    accepts: Collection[str] = (),
) -> Presence:
    """Say it again, with the reason; what was said before stays beside it.

    Raises NotYours, NeedsReason, ChangedMeanwhile where somebody was first, and what `say` raises of hours and doubts.
    """
    if not reason.strip():
        _right(by, presence.posting, at)
        raise NeedsReason
    return _again(presence, given, Change.CORRECTION, reason.strip(), by=by, at=at, form_key=form_key, accepts=accepts)


def recall(
    *, by: User, at: datetime, presence: Presence, away: Away, form_key: UUID, accepts: Collection[str] = ()
) -> Presence:
    """Add a time in which the officer was called off campus. Raises what `correct` raises."""
    given = said_of(presence)
    given = replace(given, away=(*given.away, away))
    return _again(presence, given, Change.RECALL, "", by=by, at=at, form_key=form_key, accepts=accepts)


def name_cover(
    *,
    by: User,
    at: datetime,
    presence: Presence,
    away_time: UUID,
    stand_in: User,
    hours: Hours,
    form_key: UUID,
    accepts: Collection[str] = (),
) -> Presence:
    """Name who stands in for a time away. Raises what `correct` raises, and ChangedMeanwhile for one no longer so."""
    rows = list(presence.away_times.select_related("covered_by").order_by("begins", "pk"))
    if all(one.pk != away_time for one in rows):
        _right(by, presence.posting, at)
        raise ChangedMeanwhile
    away = tuple(
        replace(_away(one), covered_by=stand_in, cover=hours) if one.pk == away_time else _away(one) for one in rows
    )
    given = replace(said_of(presence), away=away)
    return _again(presence, given, Change.COVER, "", by=by, at=at, form_key=form_key, accepts=accepts)


def said_of(presence: Presence) -> DaySaid:
    """What a row says, as it is given."""
    rows = presence.away_times.select_related("covered_by").order_by("begins", "pk")
    return DaySaid(presence.said, presence.owed, presence.here, tuple(_away(one) for one in rows))


def _away(row: AwayTime) -> Away:
    return Away(row.hours, row.why, row.recalled_by, row.covered_by, row.cover)


def _right(by: User, posting: Posting, at: datetime) -> Permission:
    right = right_on(by, posting, at)
    if right is None:
        raise NotYours(str(posting.pk))
    return right


def _check_naming(right: Permission, given: DaySaid, before: DaySaid | None) -> None:
    """Raise NotYours where somebody else than a supervisor names a stand-in."""
    known = set(before.stand_ins) if before else set()
    if right != Permission.PRESENCE_ENTER and set(given.stand_ins) - known:
        raise NotYours("a supervisor names the stand-in")


def _again(
    presence: Presence,
    given: DaySaid,
    change: Change,
    reason: str,
    *,
    by: User,
    at: datetime,
    form_key: UUID,
    accepts: Collection[str],
) -> Presence:
    posting = presence.posting
    right = _right(by, posting, at)
    said = said_of(presence)
    _check_naming(right, given, said)
    row = _row(posting, presence.day, given, by=by, at=at, form_key=form_key)
    row.corrects, row.change, row.reason = presence, change, reason
    with transaction.atomic():
        before = _sent(row)
        if before is not None:
            return before
        if given.said != presence.said:
            check_day(posting, presence.day, given.said, right, at)
        if Presence.objects.filter(corrects=presence.pk).exists():
            raise ChangedMeanwhile
        return _keep(row, given, said, accepts)


def _row(posting: Posting, day: date, given: DaySaid, *, by: User, at: datetime, form_key: UUID) -> Presence:
    """The row, not written yet."""
    here = given.here if given.said == Said.HERE else None
    return Presence(
        posting=posting,
        school=posting.school,
        district_id=posting.partnership.district_id,
        agency_id=posting.partnership.agency_id,
        day=day,
        said=given.said,
        owed_from=given.owed.begins,
        owed_until=given.owed.ends,
        here_from=here.begins if here else None,
        here_until=here.ends if here else None,
        by=by,
        at=at,
        form_key=form_key,
    )


def _sent(row: Presence) -> Presence | None:
    names = ("said", "owed_from", "owed_until", "here_from", "here_until", "corrects_id", "change", "reason")
    return sent_before(
        Presence.objects.filter(form_key=row.form_key),
        whose={"by_id": row.by_id, "posting_id": row.posting_id, "day": row.day},
        said={name: getattr(row, name) for name in names},
    )


def _keep(row: Presence, given: DaySaid, before: DaySaid | None, accepts: Collection[str]) -> Presence:
    """Check what every line must meet, then write it with its times away, tell, and record."""
    posting = row.posting
    check_hours(given)
    check_stand_ins(posting, row.day, given)
    # Two schools may say the same officer at one moment; they follow one another here.
    people = {posting.officer_id, *given.stand_ins}
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    asked = set(given.stand_ins) | ({posting.officer_id} if posting.stands_in_for_id else set())
    training = standing_of(asked, row.agency_id, row.day)
    doubts = doubts_of(posting, row.day, given, training)
    # What was looked at when the line before was said is not asked again.
    seen = (
        set(doubts_of(posting, row.day, before, training)) if before and row.corrects and row.corrects.accepted else ()
    )
    if fresh := [one for one in doubts if one not in seen and one[0] not in accepts]:
        raise InDoubt(fresh)
    row.accepted = sorted({Doubt(doubt).value for doubt, _line in doubts})
    if posting.stands_in_for_id:
        row.training = training[posting.officer_id].standing
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise (ChangedMeanwhile if row.corrects_id else AlreadySaid) from error
    for one in given.away:
        AwayTime.objects.create(
            presence=row,
            begins=one.hours.begins,
            ends=one.hours.ends,
            why=one.why,
            recalled_by=one.recalled_by,
            covered_by=one.covered_by,
            cover_from=one.cover.begins if one.cover else None,
            cover_until=one.cover.ends if one.cover else None,
            cover_training=training[one.covered_by.pk].standing if one.covered_by else "",
        )
    notices.officer_presence(row, given, at=row.at)
    record(
        action=EventName.PRESENCE_CORRECTED if row.corrects_id else EventName.PRESENCE_SAID,
        at=row.at,
        by=row.by,
        on=(NOUN, str(row.pk)),
        organization=row.agency_id,
        data={"school": row.school_id, "posting": row.posting_id, "day": row.day, "said": str(row.said)},
        seals=[seal(row, "said")],
    )
    return row


def record_export(
    *, by: User, at: datetime, side: Organization, school: Organization | None, month: str, kind: str, count: int
) -> None:
    """Record that a certificate leaves the portal: whose month, as what. Raises AccessDenied."""
    require(by=by, permission=Permission.PRESENCE_CERTIFICATE, on=side, at=at)
    data: Facts = {"month": month, "kind": kind, "count": count, **({"school": school.pk} if school else {})}
    with transaction.atomic():
        record(action=EventName.PRESENCE_EXPORTED, at=at, by=by, on=(NOUN, ""), organization=side.side_id, data=data)
