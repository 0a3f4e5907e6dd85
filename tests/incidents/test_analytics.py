"""Figures from the rows that are given, and from no others."""

from datetime import UTC, date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from incidents import analytics
from incidents.actions import reviews
from incidents.models import Referral
from tests.cast import NOW
from tests.factories.incidents import draft, submitted

ZONE = ZoneInfo("America/New_York")


def reviewed(cast, said, found, determination="police_matter"):
    sent = submitted(cast.principal, cast.school, NOW, crime=said)
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        decision=reviews.Decision(determination=determination, crime_involved=found, reason="x"),
        form_key=uuid4(),
    )


def test_calls_by_crime_and_local_month(cast):
    last_second = datetime(2026, 10, 1, 3, 59, 59, tzinfo=UTC)  # still September in New York
    submitted(cast.principal, cast.school, NOW, crime="no", occurred_at=last_second)
    submitted(cast.principal, cast.school, NOW, crime="yes")
    submitted(cast.principal, cast.school, NOW, crime="unsure")
    draft(cast.principal, cast.school, NOW)
    days = [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]
    months = analytics.by_month(Referral.objects.visible_to(cast.principal, NOW), ZONE, days)
    assert [(one.first_day, one.yes, one.no, one.unsure, one.total) for one in months] == [
        (date(2026, 9, 1), 0, 1, 0, 1),
        (date(2026, 10, 1), 1, 0, 1, 2),
    ]
    school = cast.school.pk
    assert analytics.by_school_and_crime(Referral.objects.visible_to(cast.sro, NOW)) == {
        (school, "yes"): 1,
        (school, "no"): 1,
        (school, "unsure"): 1,
    }
    assert analytics.by_school_and_crime(Referral.objects.visible_to(cast.stranger_supervisor, NOW)) == {}


def test_the_gap_between_caller_and_supervisor(cast):
    reviewed(cast, "yes", "yes")
    reviewed(cast, "yes", "no", "returned_to_school")
    reviewed(cast, "no", "yes")
    reviewed(cast, "unsure", "no", "returned_to_school")
    submitted(cast.principal, cast.school, NOW)
    rows = Referral.objects.visible_to(cast.district_administrator, NOW)
    (gap,) = analytics.crime_gap(rows)
    assert (gap.school_name, gap.reviewed, gap.differed) == ("Aldmoor High", 4, 3)
    assert (gap.crime_not_confirmed, gap.crime_not_seen) == (1, 1)
    assert rows.seen_differently().count() == 3


def test_no_reviews_give_no_gap(cast):
    submitted(cast.principal, cast.school, NOW)
    assert analytics.crime_gap(Referral.objects.visible_to(cast.principal, NOW)) == []
