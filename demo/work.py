"""What the officers of the demo county did besides calls: a month of entries in their logs, day by day."""

import uuid
from datetime import datetime, time

from accounts.roles import Role
from demo.county import County
from demo.people import BELL, CAST, CEDAR, FERNWOOD, ORCHARD, POSTINGS, RIVERSIDE
from demo.story import NAMESPACE, school_days_back
from incidents.actions import activities
from incidents.actions.activities import Work
from incidents.choices import Audience, Leg
from incidents.reference.activities import USUAL_LEG

DAYS = 22
STUDENTS, PARENTS, STAFF = Audience.STUDENTS, Audience.PARENTS, Audience.STAFF
YOUNG = frozenset({FERNWOOD, CEDAR, ORCHARD, RIVERSIDE, BELL})
EVERY_DAY = ("traffic_duty", 30, (STUDENTS, PARENTS))
# Taken in turn, one or two a day: activity, minutes, audience.
WEEKS = (
    ("lesson", 45, (STUDENTS,)),
    ("consultation", 20, (STAFF,)),
    ("mentoring", 30, (STUDENTS,)),
    ("campus_patrol", 60, ()),
    ("consultation", 15, (STUDENTS,)),
    ("safety_check", 45, (STAFF,)),
    ("conflict_resolution", 30, (STUDENTS,)),
    ("lesson", 45, (STUDENTS,)),
    ("meeting", 60, (STAFF,)),
    ("consultation", 20, (PARENTS,)),
    ("patrol_call", 40, ()),
    ("mentoring", 45, (STUDENTS,)),
    ("attendance", 30, (STUDENTS,)),
    ("school_event", 120, (STUDENTS, PARENTS)),
    ("home_visit", 45, (PARENTS,)),
    ("drill", 60, (STUDENTS, STAFF)),
    ("talk", 60, (PARENTS,)),
)
# At no school, every tenth day.
AWAY = (("training", 120), ("court", 90), ("paperwork", 60))
AROUND_LEG = {"meeting": Leg.MENTOR, "training": Leg.EDUCATOR, "paperwork": Leg.LAW_ENFORCEMENT}


def tell_work(county: County, now: datetime) -> None:
    """A month of the logs of every officer, through the action that the form calls."""
    days = school_days_back(county, now, DAYS)
    for turn, officer in enumerate(one for one in CAST if one.role == Role.SRO):
        schools = [school for key, school in POSTINGS if key == officer.key]
        step = 5 * turn
        for back, day in enumerate(days):
            school = schools[back % len(schools)]
            entries = [EVERY_DAY, *(WEEKS[(step + more) % len(WEEKS)] for more in range(1 + back % 2))]
            step += 1 + back % 2
            for number, (kind, minutes, audience) in enumerate(entries):
                if kind == "patrol_call" and school in YOUNG:
                    kind = "campus_patrol"
                work = Work(day, kind, USUAL_LEG[kind] or AROUND_LEG[kind], minutes, audience)
                _log(county, officer.key, school, work, number)
            if back % 10 == turn:
                kind, minutes = AWAY[(back + turn) % len(AWAY)]
                _log(county, officer.key, "", Work(day, kind, USUAL_LEG[kind] or AROUND_LEG[kind], minutes), 9)


def _log(county: County, officer: str, school: str, work: Work, number: int) -> None:
    agency = county.places[next(one.place for one in CAST if one.key == officer)]
    place = county.places[school] if school else None
    activities.log(
        by=county.people[officer],
        at=datetime.combine(work.day, time(15, 40 + number), tzinfo=(place or agency).zone),
        agency=agency,
        school=place,
        work=work,
        form_key=uuid.uuid5(NAMESPACE, f"work {officer} {work.day} {number}"),
    )
