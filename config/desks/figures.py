"""The figures of a desk; each opens exactly the rows it counts."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organization
from common.dates import due_at, local_day, school_year_days, school_year_of
from incidents import analytics
from incidents.models import Referral
from incidents.querysets import ReferralQuerySet

RECENT = timedelta(days=30)
MOST_SCHOOLS = 25  # named on a desk; of more the list tells


def recent(found: ReferralQuerySet[Referral], since: date, zone: ZoneInfo) -> analytics.Counted:
    """Calls of events from that day on, by school and the caller's answer: what the list shows from that day."""
    return analytics.by_school_and_crime(found.occurred_from(due_at(since, zone, time())))


def by_crime(counted: analytics.Counted, since: date, *, school: Organization | None = None) -> list[dict[str, str]]:
    """Those calls by the caller's answer, each with the list behind it; of one school, where one is given."""
    words = {"no": _("Calls without a crime"), "unsure": _("Calls, unsure"), "yes": _("Calls with a crime")}
    return [
        {
            "label": words[answer],
            "value": str(sum(calls for (_school, said), calls in counted.items() if said == answer)),
            "url": f"{reverse('referral-list')}?crime={answer}&since={since}{at_school(school)}",
        }
        for answer in ("no", "unsure", "yes")
    ]


def kept_url(since: date, *, school: Organization | None = None) -> str:
    """The list behind the figure of what was kept in school."""
    return f"{reverse('kept-in-school')}?since={since}{at_school(school)}"


def at_school(school: Organization | None) -> str:
    """The part of an address that keeps a list to one school."""
    return f"&school={school.pk}" if school else ""


def crime_gap(found: ReferralQuerySet[Referral], at: datetime, zone: ZoneInfo) -> dict[str, Any] | None:
    """Of each school, on how many reviewed calls of this school year caller and supervisor differ; None without any."""
    first, _end = school_year_days(school_year_of(local_day(at, zone)))
    gaps = analytics.crime_gap(found.occurred_from(due_at(first, zone, time())))
    if not gaps:
        return None
    note = _("Where the two differ, training can help. Schools are not ranked.")
    if many := len(gaps) > MOST_SCHOOLS:
        gaps = [gap for gap in gaps if gap.differed]
        note = f"{first_words(min(MOST_SCHOOLS, len(gaps)), len(gaps))} {note}"
    return {
        "title": _("Was it a crime? Caller and supervisor, this school year"),
        "rows": [
            {
                "title": gap.school_name,
                "sub": _("Called in as a crime, found to be none: %(unconfirmed)d; the other way round: %(unseen)d")
                % {"unconfirmed": gap.crime_not_confirmed, "unseen": gap.crime_not_seen}
                if gap.crime_not_confirmed or gap.crime_not_seen
                else "",
                "value": _("%(differed)d of %(reviewed)d differ")
                % {"differed": gap.differed, "reviewed": gap.reviewed},
                "url": f"{reverse('referral-list')}?show=differ&school={gap.school_id}&since={first}",
            }
            for gap in gaps[:MOST_SCHOOLS]
        ],
        "note": note,
        "more_url": f"{reverse('referral-list')}?show=differ&since={first}" if many else "",
        "more_label": _("All calls on which they differ"),
        "empty": _("Caller and supervisor agreed on every reviewed call."),
    }


def first_words(shown: int, count: int) -> str:
    """Which of many schools a desk names: of those with something to tell the first by name."""
    return _("The first %(shown)d of %(count)d schools by name.") % {"shown": shown, "count": count}
