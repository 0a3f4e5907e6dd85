"""Calls on a desk: what waits for the reader, what is in play, the year so far."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from common.dates import local_day, school_year_days, school_year_of
from common.numbers import number_words
from incidents import analytics
from incidents.models import Question, Referral
from incidents.querysets import ReferralQuerySet
from incidents.record import Row, rows_for
from incidents.rules import Act
from incidents.templatetags.referrals import day
from incidents.views.drafting import draft_words
from partnerships.scoping import open_among

MOST_NEEDS = 5
MOST_ROWS = 8
OUTCOME_ASKED_FOR = timedelta(days=90)


def lines(user: User, *groups: Iterable[Referral]) -> list[list[Row]]:
    """Rows for each group; what the rows need around them is asked once for all."""
    given = [list(group) for group in groups]
    found = list({referral.pk: referral for group in given for referral in group}.values())
    rows = {row.referral_id: row for row in rows_for(user, found)}
    return [[rows[referral.pk] for referral in group] for group in given]


def asked(user: User, school: Organization, at: datetime) -> list[Referral]:
    """Calls of the school in which an agency asks it something that an answer can reach today."""
    waiting = Referral.objects.on_school_side_of(user).filter(school=school.pk).with_open_question()
    found = list(waiting.for_rows().order_by("submitted_at"))
    reached = open_among({one.partnership_id for one in found}, at)
    return [one for one in found if one.partnership_id in reached][:MOST_NEEDS]


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
                "label": _("Withdraw: keep it in school"),
                "url": reverse("referral-withdraw", args=[row.referral_id]),
            },
        }
        for row in rows
        if Act.REPLY in row.may and row.referral_id in questions
    ]


def drafts_of(user: User, school: Organization) -> list[dict[str, Any]]:
    """The person's own unsent calls."""
    drafts = Referral.objects.visible_to(user).begun().filter(school=school.pk, written_by=user.pk)
    return [
        {
            "kicker": _("Draft, not sent"),
            "title": _("Finish the call of %(when)s") % {"when": draft_words(draft)},
            "url": reverse("referral-resume", args=[draft.pk]),
            "why": _("Nobody has been told. It is kept as you left it."),
            "primary": {"label": _("Resume"), "url": reverse("referral-resume", args=[draft.pk])},
            "secondary": {"label": _("Discard"), "url": reverse("referral-discard", args=[draft.pk])},
        }
        for draft in drafts.select_related("school").order_by("-changed_at")[:MOST_NEEDS]
    ]


def unanswered(user: User) -> ReferralQuerySet[Referral]:
    """Calls at the officer's schools that nobody has answered; not those where the school is asked something."""
    waiting = Referral.objects.on_agency_side_of(user).awaiting_answer().without_open_question()
    return waiting.for_rows().order_by("answer_due_on", "id")[:MOST_NEEDS]


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
    mine = mine.accepted_without_outcome().filter(response__by=user.pk)
    return mine.for_rows().order_by("submitted_at", "id")[:MOST_NEEDS]


def to_close(rows: list[Row]) -> list[dict[str, Any]]:
    """What the officer says the outcome of."""
    return [
        {
            "kicker": _("Referral %(number)s") % {"number": row.number},
            "title": _("Say what came of it: %(what)s") % {"what": row.what},
            "url": row.url,
            "why": place_of(row),
            "primary": {"label": _("Record the outcome"), "url": reverse("referral-outcome", args=[row.referral_id])},
        }
        for row in rows
        if Act.OUTCOME in row.may
    ]


def queue(user: User) -> ReferralQuerySet[Referral]:
    """What waits for the supervisor's review, late first; not those whose turn is the officer's or the school's.

    Nor those the supervisor took part in, which another one reviews.
    """
    waiting = Referral.objects.on_agency_side_of(user).answered().without_open_question().untouched_by(user)
    waiting = waiting.filter(review_due_on__isnull=False)
    return waiting.order_by("review_due_on", "id")


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


def in_play(found: ReferralQuerySet[Referral]) -> list[Referral]:
    """The open calls and, while there is room, the latest closed ones."""
    rows = list(found.awaiting_review().for_rows().order_by("-submitted_at", "-id")[:MOST_ROWS])
    if len(rows) < MOST_ROWS:
        rows += found.closed().for_rows().order_by("-submitted_at", "-id")[: MOST_ROWS - len(rows)]
    return rows


def play(rows: list[Row], *, everything: str, name_school: bool = True) -> dict[str, Any]:
    """Calls in play, with the list of all of them; the school is left out where there is but one."""
    return {"rows": rows, "name_school": name_school, "url": reverse("referral-list"), "label": everything}


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
    unfinished = _("%(month)s is still open, drawn with a broken line.") % {"month": date_format(today, "F")}
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
