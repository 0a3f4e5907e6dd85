"""The officers' last weeks at their schools: nearly always there, once sick, once in training, once called away."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from demo.county import County
from demo.people import CEDAR, FERNWOOD, HIGH, MILLRACE, ORCHARD
from demo.story import school_days_back
from incidents.actions import presence
from incidents.models import Presence
from incidents.presence.choices import Doubt, Said, Why
from incidents.presence.hours import Hours
from incidents.presence.rules import Away, DaySaid, posted_hours
from partnerships.models import Posting

DAYS = 42
GO_ON = [doubt.value for doubt in Doubt]
# School and how many school days ago: absent, with the reason and who covered.
ABSENCES = {
    (FERNWOOD, 6): (Why.SICK, "daniel_ruiz"),
    (ORCHARD, 6): (Why.SICK, ""),
    (CEDAR, 11): (Why.TRAINING, ""),
    (HIGH, 17): (Why.COURT, "mary_cho"),
}
# Called off campus: from, until, why, by whom, who covered.
RECALLS = {
    (MILLRACE, 3): (time(8, 30), time(10, 30), Why.EMERGENCY, "Shift lieutenant", ""),
    (HIGH, 8): (time(9), time(9, 45), Why.CALL_FOR_SERVICE, "Dispatch", "mary_cho"),
}
UNSAID = {(MILLRACE, 9), (ORCHARD, 14)}


def tell_presence(county: County, now: datetime) -> None:
    """Say each school day of the last weeks, by the officer or, with a stand-in, by the supervisor."""
    postings = Posting.objects.select_related("school__parent", "officer", "partnership__agency")
    for posting in postings.order_by("school__name_folded", "starts_on"):
        for ago, day in enumerate(school_days_back(county, now, DAYS)):
            if (posting.school.name, ago) not in UNSAID:
                _say(county, posting, ago, day)


def _say(county: County, posting: Posting, ago: int, day: date) -> None:
    school, hours = posting.school.name, posted_hours(posting)
    if hours is None:
        return
    morning = datetime.combine(day, hours.begins, tzinfo=posting.school.zone) + timedelta(minutes=3)
    if (school, ago) in ABSENCES:
        why, cover = ABSENCES[school, ago]
        stand_in = county.people[cover] if cover else None
        away = Away(hours, why, covered_by=stand_in, cover=hours if stand_in else None)
        by = county.supervisor_for(school) if stand_in else posting.officer
        given = DaySaid(Said.ABSENT, hours, away=(away,))
        presence.say(by=by, at=morning, posting=posting, day=day, given=given, form_key=uuid4(), accepts=GO_ON)
        return
    given = DaySaid(Said.HERE, hours, hours)
    row = presence.say(
        by=posting.officer, at=morning, posting=posting, day=day, given=given, form_key=uuid4(), accepts=GO_ON
    )
    if (school, ago) in RECALLS:
        _recall(county, row, *RECALLS[school, ago])


def _recall(county: County, row: Presence, begins: time, ends: time, why: Why, who: str, cover: str) -> None:
    hours, stand_in = Hours(begins, ends), county.people[cover] if cover else None
    away = Away(hours, why, who, stand_in, hours if stand_in else None)
    at = datetime.combine(row.day, begins, tzinfo=row.posting.school.zone)
    by = county.supervisor_for(row.posting.school.name)
    presence.recall(by=by, at=at, presence=row, away=away, form_key=uuid4(), accepts=GO_ON)
