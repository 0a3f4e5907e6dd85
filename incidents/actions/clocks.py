"""Due days: counted when a clock starts, when the school has answered a question, and after the calendar changed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from accounts.models import ClosedDay, Organization
from common.dates import ONE_DAY, Calendar, CalendarNeverOpens, add_school_days, local_day, school_days_between
from incidents.calendars import calendars_of
from incidents.events import EventName
from incidents.models import Question, Referral
from incidents.querysets import QuestionQuerySet, ReferralQuerySet
from ledger.actions.events import record
from partnerships.models import Partnership
from partnerships.scoping import Cover, covers_on

SLICE = 500  # districts counted together, so that memory stays flat however many there are

# The days on which a question was put to the school and answered by it.
Waits = Iterable[tuple[date, date]]


class Clock(NamedTuple):
    """What of an open referral its due days are counted from, and what they are now."""

    pk: UUID
    district: UUID
    school: UUID
    partnership: UUID
    clock_started_on: date
    answer_due_on: date | None
    review_due_on: date | None


class Move(NamedTuple):
    """Due days as they were and as they are counted now."""

    answer_was: date | None
    review_was: date | None
    answer: date
    review: date


def due_days(start: date, cover: Cover, calendar: Calendar, waits: Waits = ()) -> tuple[date, date]:
    """When answer and review are due, by the MOU's terms; weekdays count where the calendar never opens.

    While the school was asked, the agency's clock stood still: the school days after a question was put, up to the
    day of its answer, are added.
    """
    asked = list(waits)
    try:
        return _due_days(start, cover, calendar, asked)
    except CalendarNeverOpens:
        return _due_days(start, cover, Calendar(), asked)


def _due_days(start: date, cover: Cover, calendar: Calendar, waits: Waits) -> tuple[date, date]:
    still = sum(school_days_between(put + ONE_DAY, answered + ONE_DAY, calendar) for put, answered in waits)
    terms = cover.terms
    return (
        add_school_days(start, terms.school_days_to_answer + still, calendar),
        add_school_days(start, terms.school_days_to_review + still, calendar),
    )


def stood_still(referral: Referral) -> None:
    """Count the due days anew once a question on the referral is answered."""
    if referral.clock_started_on is None or referral.partnership is None:
        return
    (cover,) = covers_on([(referral.partnership, referral.clock_started_on)])
    calendar = ClosedDay.objects.calendar_for(referral.school)
    waits = _waits(Question.objects.filter(referral=referral)).get(referral.pk, [])
    answer, review = due_days(referral.clock_started_on, cover, calendar, waits)
    Referral.objects.filter(pk=referral.pk).update(answer_due_on=answer, review_due_on=review)


def _waits(questions: QuestionQuerySet[Question]) -> dict[UUID, list[tuple[date, date]]]:
    """Of each referral, the days between which the school was asked something, by the school's own calendar."""
    found: dict[UUID, list[tuple[date, date]]] = {}
    answered = questions.filter(replied_at__isnull=False).select_related("referral__school")
    for one in answered.order_by("asked_at", "id"):
        zone = one.referral.school.zone
        if one.replied_at is not None:
            days = local_day(one.asked_at, zone), local_day(one.replied_at, zone)
            found.setdefault(one.referral_id, []).append(days)
    return found


def reset(*, at: datetime, district: Organization) -> int:
    """Count the due days of the district's open referrals again; says how many changed.

    By the terms of the day the clock started: only the calendar moves what was due. A second run changes nothing and
    leaves no event.
    """
    return _reset([district.pk], at)


def reset_all(*, at: datetime) -> int:
    """Count the due days of every district's open referrals again; says how many changed.

    A district without an open referral costs nothing, and one whose calendar did not change no write.
    """
    districts = sorted(_with_a_clock().order_by().values_list("district", flat=True).distinct())
    return sum(_reset(districts[start : start + SLICE], at) for start in range(0, len(districts), SLICE))


def _reset(districts: list[UUID], at: datetime) -> int:
    """Count those of these districts; four statements, and for each district that changed a transaction of its own."""
    moves: dict[UUID, dict[Move, list[UUID]]] = {}
    for clock, due in _counted(districts):
        if due != (clock.answer_due_on, clock.review_due_on):
            move = Move(clock.answer_due_on, clock.review_due_on, *due)
            moves.setdefault(clock.district, {}).setdefault(move, []).append(clock.pk)
    return sum(_move(district, moves[district], at) for district in sorted(moves))


def _move(district: UUID, moves: dict[Move, list[UUID]], at: datetime) -> int:
    """Write the new days, unless another has written others since they were read, and one event."""
    with transaction.atomic():
        changed = 0
        for move, pks in moves.items():
            unmoved = Referral.objects.awaiting_review().filter(
                pk__in=pks, answer_due_on=move.answer_was, review_due_on=move.review_was
            )
            changed += unmoved.update(answer_due_on=move.answer, review_due_on=move.review)
        if changed:
            record(
                action=EventName.CLOCKS_RESET,
                at=at,
                by=None,
                on=("accounts.organization", str(district)),
                organization=district,
                data={"changed": changed},
            )
    return changed


def _with_a_clock() -> ReferralQuerySet[Referral]:
    return Referral.objects.awaiting_review().filter(clock_started_on__isnull=False, partnership__isnull=False)


def _counted(districts: list[UUID]) -> Iterator[tuple[Clock, tuple[date, date]]]:
    """Each open referral of these districts with the days on which it is due by today's calendar."""
    here = _with_a_clock().filter(district__in=districts)
    clocks = [Clock(*row) for row in here.order_by("pk").values_list(*Clock._fields)]
    waits = _waits(Question.objects.filter(referral__in=here))
    bound = _covers({(clock.partnership, clock.clock_started_on) for clock in clocks})
    calendars = calendars_of({(clock.school, clock.district) for clock in clocks})
    for clock in clocks:
        cover = bound[clock.partnership, clock.clock_started_on]
        calendar = calendars[clock.school]
        yield clock, due_days(clock.clock_started_on, cover, calendar, waits.get(clock.pk, ()))


def _covers(places: set[tuple[UUID, date]]) -> dict[tuple[UUID, date], Cover]:
    """What bound each partnership on each day."""
    partnerships = Partnership.objects.select_related("district").in_bulk({pk for pk, _day in places})
    given = sorted(places)
    return dict(zip(given, covers_on((partnerships[pk], day) for pk, day in given), strict=True))
