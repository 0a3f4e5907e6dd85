"""Due days: counted when a clock starts, when the school has answered a question, and after the calendar changed."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import ClosedDay, Organization
from common.dates import ONE_DAY, Calendar, CalendarNeverOpens, add_school_days, local_day, school_days_between
from incidents.events import EventName
from incidents.models import Question, Referral
from incidents.querysets import ReferralQuerySet
from ledger.actions.events import record
from partnerships.models import Partnership
from partnerships.scoping import Cover, covers_on

# The days on which a question was put to the school and answered by it.
Waits = Iterable[tuple[date, date]]


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


def _waits(questions: Any) -> dict[UUID, list[tuple[date, date]]]:
    """Of each referral, the days between which the school was asked something, by the school's own calendar."""
    found: dict[UUID, list[tuple[date, date]]] = {}
    answered = questions.filter(replied_at__isnull=False).select_related("referral__school")
    for one in answered.order_by("asked_at", "id"):
        zone = one.referral.school.zone
        days = local_day(one.asked_at, zone), local_day(one.replied_at, zone)
        found.setdefault(one.referral_id, []).append(days)
    return found


def reset(*, at: datetime, district: Organization) -> int:
    """Count the due days of the district's open referrals again; says how many changed.

    One update per school, agency and starting day, so that a summer's worth costs no more than a week's; those in
    which the school was asked something are counted each by itself. By the terms of the day the clock started: only
    the calendar moves what was due. A second run changes nothing and leaves no event.
    """
    open_rows = Referral.objects.awaiting_review().filter(district=district, clock_started_on__isnull=False)
    groups = _groups(open_rows)
    if not groups:
        return 0
    partnerships = Partnership.objects.select_related("district").in_bulk({group[1] for group in groups})
    places = sorted({(group[1], group[2]) for group in groups}, key=str)
    bound = dict(zip(places, covers_on((partnerships[pk], day) for pk, day in places), strict=True))
    closed: dict[object, list[tuple]] = {}
    days_off = ClosedDay.objects.filter(Q(organization=district) | Q(organization__parent=district))
    for place, *days in days_off.values_list("organization", "first_day", "last_day", "name"):
        closed.setdefault(place, []).append(tuple(days))
    changed = 0
    with transaction.atomic():
        for school, partnership, start_day, waits, rows in groups:
            calendar = Calendar.of([*closed.get(district.pk, ()), *closed.get(school, ())])
            answer, review = due_days(start_day, bound[partnership, start_day], calendar, waits)
            changed += rows.exclude(answer_due_on=answer, review_due_on=review).update(
                answer_due_on=answer, review_due_on=review
            )
        if changed:
            record(
                action=EventName.CLOCKS_RESET,
                at=at,
                by=None,
                on=("accounts.organization", str(district.pk)),
                organization=district.pk,
                data={"changed": changed},
            )
    return changed


def _groups(open_rows: ReferralQuerySet) -> list[tuple[UUID, UUID, date, list[tuple[date, date]], ReferralQuerySet]]:
    """School, agency's partnership, starting day and waits, with the rows they are counted for."""
    answered = Exists(Question.objects.filter(referral=OuterRef("pk"), replied_at__isnull=False))
    waits = _waits(Question.objects.filter(referral__in=open_rows))
    keys = ("school", "partnership", "clock_started_on")
    groups: list[Any] = [
        (*key, [], open_rows.exclude(answered).filter(**dict(zip(keys, key, strict=True))))
        for key in open_rows.exclude(answered).order_by().values_list(*keys).distinct()
    ]
    for pk, *key in open_rows.filter(answered).order_by().values_list("pk", *keys):
        groups.append((*key, waits[pk], open_rows.filter(pk=pk)))
    return sorted(groups, key=lambda group: [str(part) for part in group[:4]])


def reset_all(*, at: datetime) -> int:
    """Count the due days of every district's open referrals again; says how many changed."""
    return sum(reset(at=at, district=district) for district in Organization.objects.districts())
