"""Calls on a desk: what waits for the reader, what is in play, the year so far."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from accounts.permissions import Permission
from common.dates import local_day, school_year_days, school_year_of
from common.numbers import number_words
from incidents import analytics
from incidents.fields import BY_NAME
from incidents.guardians import late_for_guardian
from incidents.models import Question, Referral
from incidents.querysets import ReferralQuerySet
from incidents.record import Row, rows_for
from incidents.rules import Act
from incidents.templatetags.referrals import day, withdraw_words
from incidents.views.drafting import told_apart
from partnerships.scoping import SchoolCover, open_among

MOST_NEEDS = 5
MOST_DRAFTS = 25
MOST_ROWS = 8
OUTCOME_ASKED_FOR = timedelta(days=90)


def lines(user: User, *groups: Iterable[Referral]) -> list[list[Row]]:
    """Rows for each group; what the rows need around them is asked once for all."""
    given = [list(group) for group in groups]
    found = list({referral.pk: referral for group in given for referral in group}.values())
    rows = {row.referral_id: row for row in rows_for(user, found)}
    return [[rows[referral.pk] for referral in group] for group in given]


class Waiting(NamedTuple):
    """The most urgent of the calls that wait for one act of the reader, and how many there are of them."""

    first: list[Referral]
    total: int


def first_of(found: ReferralQuerySet[Referral]) -> Waiting:
    """The most urgent ones, and how many there are in all, in one statement."""
    return most_urgent(found, MOST_NEEDS)


def most_urgent(found: ReferralQuerySet[Referral], most: int) -> Waiting:
    """As many of the most urgent, each row with the count of all."""
    rows: list[Any] = list(found.for_rows().urgent_first().annotate(in_all=Window(Count("pk")))[:most])
    return Waiting(rows, rows[0].in_all if rows else 0)


def asked(user: User, school: Organization, at: datetime) -> Waiting:
    """Calls of the school in which an agency asks it something that an answer can reach today."""
    waiting = Referral.objects.on_school_side_of(user).filter(school=school.pk).with_open_question()
    found = list(waiting.for_rows().urgent_first())
    reached = open_among({one.partnership_id for one in found}, at)
    there = [one for one in found if one.partnership_id in reached]
    return Waiting(there[:MOST_NEEDS], len(there))


def to_reply(rows: list[Row]) -> list[dict[str, Any]]:
    """Open questions of the agency to the school."""
    questions = {
        one.referral_id: one
        for one in Question.objects.open()
        .filter(referral__in=[row.referral_id for row in rows])
        .select_related("asked_by")
    }
    return [
        {
            "kicker": _("Referral %(number)s") % {"number": row.number},
            "answer": row.crime,
            "title": _("Answer %(who)s’s question") % {"who": questions[row.referral_id].asked_by.name},
            "url": row.url,
            "why": _("%(what)s. The officer or supervisor cannot decide without it.") % {"what": row.what},
            "clock": row.clock,
            "primary": {"label": _("Answer the question"), "url": reverse("referral-reply", args=[row.referral_id])},
            "secondary": {
                "label": withdraw_words(row),
                "url": reverse("referral-withdraw", args=[row.referral_id]),
            },
        }
        for row in rows
        if Act.REPLY in row.may and row.referral_id in questions
    ]


def guardians_late(
    user: User, school: Organization, covered: Iterable[SchoolCover], at: datetime
) -> list[dict[str, Any]]:
    """Calls of which the MOU's hours to tell a guardian have passed and nobody has said whether one was told."""
    late = [one for cover in covered for one in late_for_guardian(user, school, cover.cover, at)]
    return [
        {
            "kicker": _("Referral %(number)s") % {"number": one.number},
            "title": _("Was a guardian told? Late under the MOU"),
            "url": reverse("referral-detail", args=[one.pk]),
            "why": BY_NAME["behavior"].words(one.behavior),
            "primary": {
                "label": _("Say who told them, or why not"),
                "url": reverse("referral-guardian", args=[one.pk]),
            },
        }
        for one in late
    ]


def drafts_of(user: User, school: Organization) -> list[dict[str, Any]]:
    """The person's own unsent calls; what was begun in danger first, for nothing of it is logged yet."""
    begun = Referral.objects.visible_to(user).begun().without_question().filter(school=school.pk, written_by=user.pk)
    drafts = list(begun.select_related("school").danger_first()[:MOST_DRAFTS])
    return [
        {
            "kicker": _("Danger, not logged yet") if draft.in_danger else _("Draft, not sent"),
            "title": (_("Log what happened: %(when)s") if draft.in_danger else _("Finish the call of %(when)s"))
            % {"when": words},
            "url": reverse("referral-resume", args=[draft.pk]),
            "why": _("Nobody has been told. It is kept as you left it."),
            "primary": {"label": _("Resume"), "url": reverse("referral-resume", args=[draft.pk])},
            "secondary": {"label": _("Discard"), "url": reverse("referral-discard", args=[draft.pk])},
        }
        for draft, words in zip(drafts, told_apart(drafts), strict=True)
    ]


def unanswered(user: User) -> ReferralQuerySet[Referral]:
    """Calls at the officer's schools that nobody has answered; not those where the school is asked something."""
    mine = Referral.objects.on_agency_side_of(user, right=Permission.REFERRAL_ANSWER)
    return mine.awaiting_answer().without_open_question()


def to_answer(rows: list[Row]) -> list[dict[str, Any]]:
    """What the officer reads and answers."""
    return [
        {
            "kicker": _("Referral %(number)s") % {"number": row.number},
            "answer": row.crime,
            "title": row.what,
            "url": row.url,
            "why": place_of(row),
            "clock": row.clock,
            "primary": {"label": _("Read and answer"), "url": row.url},
            "secondary": {
                "label": _("Decline with a clause"),
                "url": reverse("referral-decline", args=[row.referral_id]),
            },
        }
        for row in rows
        if Act.ANSWER in row.may
    ]


def without_outcome(user: User, at: datetime) -> ReferralQuerySet[Referral]:
    """Calls of the last months that the officer accepted and has not said the outcome of.

    The desk does not read all the years of a school to find an older one; it stands in the list.
    """
    mine = Referral.objects.on_agency_side_of(user).filter(submitted_at__gte=at - OUTCOME_ASKED_FOR)
    return mine.accepted_without_outcome().filter(response__by=user.pk)


def to_close(rows: list[Row]) -> list[dict[str, Any]]:
    """What the officer says the outcome of."""
    return [
        {
            "kicker": _("Referral %(number)s") % {"number": row.number},
            "title": _("Record the outcome: %(what)s") % {"what": row.what},
            "url": row.url,
            "why": place_of(row),
            "primary": {"label": _("Record the outcome"), "url": reverse("referral-outcome", args=[row.referral_id])},
        }
        for row in rows
        if Act.OUTCOME in row.may
    ]


def queue(user: User, at: datetime) -> ReferralQuerySet[Referral]:
    """What waits for the supervisor: a review, or a call at a school where no officer is posted.

    Not those whose turn is the officer's or the school's.

    Nor those the supervisor took part in, which another one reviews.
    """
    mine = Referral.objects.on_agency_side_of(user, right=Permission.REFERRAL_REVIEW)
    waiting = (mine.answered() | mine.left_without_officer(at)).without_open_question().untouched_by(user)
    return waiting.filter(review_due_on__isnull=False)


def to_review(rows: list[Row]) -> list[dict[str, Any]]:
    """The head of the review queue."""
    return [
        {
            "kicker": _("Referral %(number)s") % {"number": row.number},
            "answer": row.crime,
            "title": row.what,
            "url": row.url,
            "why": f"{place_of(row)}. {row.progress.words}.",
            "clock": row.clock,
            "primary": {"label": _("Review"), "url": reverse("referral-review", args=[row.referral_id])},
        }
        for row in rows
        if Act.REVIEW in row.may
    ]


def place_of(row: Row) -> str:
    """The day of the event and the school."""
    return f"{day(row.occurred_at, row.zone)} · {row.school}"


class Recent(NamedTuple):
    """The open calls, the most urgent first, then the latest closed; and how many are open where not all are shown."""

    first: list[Referral]
    more_open: int = 0


def recent(found: ReferralQuerySet[Referral]) -> Recent:
    """As many as a desk shows."""
    waiting = most_urgent(found.awaiting_review(), MOST_ROWS)
    rows = waiting.first
    if len(rows) < MOST_ROWS:
        rows = [*rows, *found.closed().for_rows().order_by("-submitted_at", "-id")[: MOST_ROWS - len(rows)]]
    return Recent(rows, waiting.total if waiting.total > MOST_ROWS else 0)


def recent_part(
    rows: list[Row], latest: Recent, *, everything: str, school: Organization | None = None
) -> dict[str, Any]:
    """Those calls with the list of all; the school is left out where there is but one."""
    url, label = reverse("referral-list"), everything
    if latest.more_open:
        url += "?show=open" + (f"&school={school.pk}" if school else "")
        label = _("All %(count)d open calls") % {"count": latest.more_open}
    return {"rows": rows, "name_school": school is None, "url": url, "label": label}


def year_chart(found: ReferralQuerySet[Referral], at: datetime, zone: ZoneInfo) -> dict[str, Any] | None:
    """Calls of this school year by month and by what the caller said of crime; None in their first month."""
    today = local_day(at, zone)
    first, _last = school_year_days(school_year_of(today))
    months = analytics.by_month(found, zone, months_between(first, today))
    if not months:
        return None
    figures = {month.first_day: month for month in months}
    days = months_between(months[0].first_day, today)
    if len(days) == 1:
        return None  # one month alone, and that unfinished, shows nothing that the figures beside it do not
    panels: list[dict[str, Any]] = []
    for key, label, tone in (
        ("no", _("No crime"), "calm"),
        ("unsure", _("Unsure"), "unsure"),
        ("yes", _("Crime"), "crime"),
    ):
        bars = [
            {
                "label": date_format(day, "M"),
                "value": getattr(figures[day], key) if day in figures else 0,
                "open": (day.year, day.month) == (today.year, today.month),
            }
            for day in days
        ]
        panels.append({"label": label, "tone": tone, "answer": key, "bars": bars})
    unfinished = _("%(month)s is not over, so it is drawn with a broken line.") % {"month": date_format(today, "F")}
    return {
        "id": "this-year",
        "title": _("Referrals this year"),
        "finding": finding(panels[0]["bars"], days),
        "label": _("Month"),
        "note": unfinished if panels[0]["bars"][-1]["open"] else "",
        "panels": panels,
    }


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from one to the other, both included."""
    days = [first]
    while (days[-1].year, days[-1].month) < (last.year, last.month):
        days.append((days[-1] + timedelta(days=32)).replace(day=1))
    return days


def finding(bars: list[dict[str, Any]], days: list[date]) -> str:
    """What the chart shows of calls without a crime, in a sentence."""
    first, latest = bars[0]["value"], bars[-1]["value"]
    words = {
        "first": number_words(first),
        "latest": number_words(latest),
        "month": date_format(days[0], "F"),
        "now": date_format(days[-1], "F"),
    }
    if first == latest == 0:
        return _("No calls without a crime so far in %(now)s.") % words
    if len(bars) == 1:
        said = ngettext(
            "One call without a crime in %(month)s.", "%(first)s calls without a crime in %(month)s.", first
        )
        return capfirst(said % words)
    if latest < first:
        return _("Calls without a crime fell from %(first)s in %(month)s to %(latest)s so far in %(now)s.") % words
    if latest > first:
        return _("Calls without a crime rose from %(first)s in %(month)s to %(latest)s so far in %(now)s.") % words
    return _("Calls without a crime stand at %(latest)s so far in %(now)s, as in %(month)s.") % words
