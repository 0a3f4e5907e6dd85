"""Due days: counted when a clock starts, and again after the calendar changed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import ClosedDay, Organization
from common.dates import Calendar, CalendarNeverOpens, add_school_days
from incidents.models import Referral
from ledger.actions.events import record
from partnerships.models import Partnership
from partnerships.scoping import Cover, covers


def due_days(start: date, cover: Cover, calendar: Calendar) -> tuple[date, date]:
    """When answer and review are due, by the MOU's terms; weekdays count where the calendar never opens."""
    answer, review = cover.terms.school_days_to_answer, cover.terms.school_days_to_review
    try:
        return add_school_days(start, answer, calendar), add_school_days(start, review, calendar)
    except CalendarNeverOpens:
        return add_school_days(start, answer, Calendar()), add_school_days(start, review, Calendar())


def reset(*, at: datetime, district: Organization) -> int:
    """Count the due days of the district's open referrals again; says how many changed.

    One update per school, agency and starting day, so that a summer's worth costs no more than a week's. A second
    run changes nothing and leaves no event.
    """
    open_rows = Referral.objects.awaiting_review().filter(district=district, clock_started_on__isnull=False)
    groups = sorted(open_rows.order_by().values_list("school", "partnership", "clock_started_on").distinct(), key=str)
    if not groups:
        return 0
    partnerships = Partnership.objects.filter(pk__in={group[1] for group in groups}).select_related("district")
    cover_of = {cover.partnership.pk: cover for cover in covers(partnerships, at)}
    closed: dict[object, list[tuple]] = {}
    days_off = ClosedDay.objects.filter(Q(organization=district) | Q(organization__parent=district))
    for place, *days in days_off.values_list("organization", "first_day", "last_day", "name"):
        closed.setdefault(place, []).append(tuple(days))
    changed = 0
    with transaction.atomic():
        for school, partnership, start_day in groups:
            if start_day is None:
                continue
            calendar = Calendar.of([*closed.get(district.pk, ()), *closed.get(school, ())])
            answer, review = due_days(start_day, cover_of[partnership], calendar)
            rows = open_rows.filter(school=school, partnership=partnership, clock_started_on=start_day)
            changed += rows.exclude(answer_due_on=answer, review_due_on=review).update(
                answer_due_on=answer, review_due_on=review
            )
        if changed:
            record(
                action="incidents.clocks.reset",
                at=at,
                by=None,
                on=("accounts.organization", str(district.pk)),
                organization=district.pk,
                data={"changed": changed},
            )
    return changed


def reset_all(*, at: datetime) -> int:
    """Count the due days of every district's open referrals again; says how many changed."""
    return sum(reset(at=at, district=district) for district in Organization.objects.districts())
