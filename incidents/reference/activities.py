"""What an officer's day is made of besides calls, in groups; rows keep the keys.

Drawn from what published reports of school resource officers count: Cumberland County TN 2018-19, DeKalb County TN
2013-14, Pleasant Hill IA 2014-15, Miami-Dade's daily activity report. `tests/data/report_columns.csv` says of each of
their columns where it stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.choices import Leg
from incidents.reference.lists import Item, ReferenceList


@dataclass(frozen=True)
class ActivityItem(Item):
    """One activity. `hint` is its definition; `leg` the leg it belongs to, "" where only the officer can say."""

    leg: str = ""
    asks_audience: bool = False


AROUND = _("Around the work")


def _educator(key: str, label: str | Promise, hint: str | Promise) -> ActivityItem:
    return ActivityItem(key, label, Leg.EDUCATOR.label, hint, leg=Leg.EDUCATOR, asks_audience=True)


def _mentor(key: str, label: str | Promise, hint: str | Promise, *, asks: bool = False) -> ActivityItem:
    return ActivityItem(key, label, Leg.MENTOR.label, hint, leg=Leg.MENTOR, asks_audience=asks)


def _law(key: str, label: str | Promise, hint: str | Promise) -> ActivityItem:
    return ActivityItem(key, label, Leg.LAW_ENFORCEMENT.label, hint, leg=Leg.LAW_ENFORCEMENT)


def _around(key: str, label: str | Promise, hint: str | Promise) -> ActivityItem:
    return ActivityItem(key, label, AROUND, hint)


ACTIVITIES = ReferenceList(
    source="Written for Fenceline after published reports of school resource officers.",
    version="2026.1",
    items=(
        _educator("lesson", _("Classroom lesson"), _("A lesson or lecture to one class. Each class is an entry.")),
        _educator("talk", _("Talk or training given"), _("A talk or training for a larger group, or for adults.")),
        _mentor(
            "consultation",
            _("Consultation"),
            _("Advice asked for by a student, a parent or a member of staff; whose, the audience says."),
            asks=True,
        ),
        _mentor(
            "mentoring", _("Mentoring"), _("Time as a mentor: lunch together, a club, a check-in, student services.")
        ),
        _mentor(
            "conflict_resolution",
            _("Conflict resolution"),
            _("A quarrel that was talked through before anybody made a call of it."),
        ),
        _mentor("school_event", _("School event"), _("A game, dance, concert or other event outside lessons.")),
        _mentor(
            "home_visit",
            _("Home or welfare visit"),
            _("A visit to a home with the school, or to see that all is well."),
        ),
        _mentor(
            "attendance", _("Help with attendance"), _("Help to bring students back to class; no case of truancy.")
        ),
        _law("campus_patrol", _("Walking the campus"), _("Seen on the grounds, in hallways and at lunch.")),
        _law("safety_check", _("Safety check"), _("Doors, locks, cameras and grounds looked over.")),
        _law("drill", _("Drill"), _("A drill prepared, held or looked back on.")),
        _law("traffic_duty", _("Traffic duty"), _("Arrival, dismissal and crossings.")),
        _law("motorist_assist", _("Help to a motorist"), _("A driver helped at or near the school.")),
        _law("accident_report", _("Accident report"), _("A report of a crash at or near the school.")),
        _law(
            "patrol_call",
            _("Patrol call to the school"),
            _("Patrol came to the school and nobody at the school had made a referral."),
        ),
        _law("assist_agency", _("Help to other officers"), _("Work for the agency away from school duty.")),
        _law("court", _("Court appearance"), _("Time in court or with a prosecutor, waiting included.")),
        _law(
            "hearing",
            _("Witness at a school hearing"),
            _("Heard as a witness. The officer never decides on discipline."),
        ),
        _around("meeting", _("Meeting"), _("A meeting with the school, the district, the agency or partners.")),
        _around("training", _("Training or research"), _("The officer’s own training, reading and preparation.")),
        _around("paperwork", _("Reports and paperwork"), _("Reports, records and mail.")),
    ),
)


def activity_items() -> Iterator[ActivityItem]:
    """The list with what only activities have."""
    return (item for item in ACTIVITIES if isinstance(item, ActivityItem))


USUAL_LEG = {item.key: item.leg for item in activity_items()}
ASKS_AUDIENCE = frozenset(item.key for item in activity_items() if item.asks_audience)
