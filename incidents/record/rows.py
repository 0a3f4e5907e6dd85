"""Lines of a list: what one line shows to this reader, in a constant number of statements for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, JSONField, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.dates import Calendar, Clock, local_day
from incidents.calendars import calendars_of
from incidents.choices import About, WhatFor
from incidents.duties import owed_among
from incidents.fields import BY_NAME, words_of
from incidents.models import Disclosure, Outcome, Referral
from incidents.record.clocks import Deadline
from incidents.record.endings import Ending
from incidents.record.turn import Progress, Turn
from incidents.record.types import Event, own_event, told_event
from incidents.rules import Act, Situation, may
from incidents.states import ReferralState
from incidents.viewer import Side, Viewer
from partnerships.models import Posting

Place = tuple[UUID, UUID | None]


class Told(NamedTuple):
    """What a line needs of one disclosure; `sent` is the projection, where the line says something of it."""

    referral: UUID
    about: str
    subject_id: UUID
    at: datetime
    sent: dict[str, Any] | None


@dataclass(frozen=True)
class Row:
    """What a line shows of a referral: the event, how far it has come, whose turn it is; times are the school's."""

    side: Side
    referral_id: UUID
    event: Event
    progress: Progress
    turn: Turn
    deadline: Deadline
    ending: Ending
    what_for: str  # as it stands now
    owed: bool  # called no crime, and others must be told of it: it is not the school's own matter
    # What the reader can do. A line does not ask whether they took part, nor whether the other side reads it today.
    may: frozenset[Act]

    @property
    def url(self) -> str:
        return reverse("referral-detail", args=[self.referral_id])

    @property
    def number(self) -> str:
        return self.event.number

    @property
    def school(self) -> str:
        return self.event.school

    @property
    def zone(self) -> ZoneInfo:
        return self.event.zone

    @property
    def crime(self) -> str:
        return self.event.answers["crime"]

    @property
    def occurred_at(self) -> datetime | None:
        return self.event.occurred_at

    @property
    def clock(self) -> Clock | None:
        return self.deadline.clock

    @property
    def what(self) -> str:
        """What and where: "Fight, cafeteria"."""
        behavior, place = self.event.words("behavior"), self.event.words("place")
        if not place:
            return behavior
        return _("%(what)s, %(where)s") % {"what": behavior, "where": place[:1].lower() + place[1:]}

    def cells(self) -> list[object]:
        """The row of an export, in the order of `columns`."""
        return [
            self.number,
            self.event.agency_number,
            self.school,
            self.event.words("behavior"),
            self.event.words("place"),
            local_day(self.occurred_at, self.zone).isoformat() if self.occurred_at else "",
            self.event.words("crime"),
            self.event.words("what_for"),
            words_of(WhatFor, self.what_for),
            self.progress.words,
            self.turn.words,
            self.clock.words if self.clock else "",
            self.ending.determination_words,
            self.ending.outcome_words(self.progress),
            self.ending.clause,
        ]

    @property
    def ended(self) -> str:
        """How it ended; nothing while it is open."""
        return self.ending.words(self.progress)


def columns() -> list[str]:
    """The headings of an export: those of the fields in it, and what the record says of its course."""
    fields = [str(BY_NAME[name].column) for name in ("behavior", "place", "occurred_at", "crime", "what_for")]
    course = [
        _("What for, now"),
        _("State"),
        _("Whose turn"),
        _("Time left"),
        _("Determination"),
        _("Outcome"),
        _("Clause"),
    ]
    return [_("Number"), _("Agency’s number"), _("School"), *fields, *course]


def rows_for(user: User, referrals: Iterable[Referral], at: datetime | None = None) -> list[Row]:
    """A line for each referral of `for_rows()`, in the order given, all of them from `visible_to` for one person.

    At most six statements more: reach, disclosures, the agency's own outcomes, postings, marks, closed days.
    """
    found = list(referrals)
    if not found:
        return []
    viewer = Viewer.of(user, at, at or timezone.now())
    read_from = [one.pk for one in found if viewer.side_of(one) == "agency"]
    crossed = _crossed(found, read_from=read_from)
    recorded = _recorded(read_from)
    officers = officers_at(viewer, found)
    running = [one for one in found if one.closed_at is None and one.clock_started_on]
    owed = owed_among(one for one in found if one.pk not in read_from)
    calendars = calendars_of({(one.school_id, one.district_id) for one in running})
    return [
        _row(
            viewer,
            one,
            crossed=crossed.get(one.pk, []),
            recorded=recorded.get(one.pk, ""),
            officers=officers.get((one.school_id, one.partnership_id), []),
            calendar=calendars.get(one.school_id, Calendar()),
            owed=one.pk in owed,
        )
        for one in found
    ]


def _crossed(found: list[Referral], *, read_from: list[UUID]) -> dict[UUID, list[Told]]:
    """What crossed about each, oldest first; the projection of the referral itself only where an agency reads it."""
    whole = When(about=About.REFERRAL, referral__in=read_from, then=F("text__projection"))
    said = When(about__in=(About.RESPONSE, About.REVIEW, About.OUTCOME, About.WHAT_FOR), then=F("text__projection"))
    nothing: Any = Value(None, output_field=JSONField())
    sent: Any = Case(*([whole] if read_from else []), said, default=nothing)
    # Said as what is left out: `about IN (…)` tempts SQLite to walk every disclosure there is.
    rows = (
        Disclosure.objects.filter(referral__in=[one.pk for one in found])
        .exclude(about__in=(About.ADDENDUM, About.WITHDRAWAL))
        .order_by("at", "id")
        .values_list("referral", "about", "subject_id", "at", sent)
    )
    crossed: dict[UUID, list[Told]] = {}
    for row in rows:
        crossed.setdefault(row[0], []).append(Told(*row))
    return crossed


def _recorded(read_from: list[UUID]) -> dict[UUID, str]:
    """The last outcome that the agency has on record of each call it reads."""
    if not read_from:
        return {}
    rows = Outcome.objects.filter(referral__in=read_from).order_by("at", "id")
    return dict(rows.values_list("referral", "kind"))


def officers_at(viewer: Viewer, found: list[Referral]) -> dict[Place, list[Posting]]:
    """Officers posted today to the schools of those that wait for an answer, by school and partnership.

    And of those that an officer sees in other ways too: whether they are posted there is said by nothing else.
    """
    waiting = [
        one
        for one in found
        if one.partnership_id and (one.state == ReferralState.SUBMITTED or viewer.answers_perhaps(one))
    ]
    if not waiting:
        return {}
    schools: dict[date, set[UUID]] = {}
    for one in waiting:
        schools.setdefault(one.school.today(viewer.at), set()).add(one.school_id)
    # A day for each school; nearly always it is one and the same.
    rows = Posting.objects.none()
    for day, places in schools.items():
        rows = rows | Posting.objects.served_on(day).filter(school__in=places)
    rows = rows.filter(partnership__in={one.partnership_id for one in waiting})
    postings: dict[Place, list[Posting]] = {}
    for posting in rows.select_related("officer").order_by("starts_on", "pk"):
        postings.setdefault((posting.school_id, posting.partnership_id), []).append(posting)
    return postings


def _row(
    viewer: Viewer,
    referral: Referral,
    *,
    crossed: list[Told],
    recorded: str,
    officers: list[Posting],
    calendar: Calendar,
    owed: bool,
) -> Row:
    side = viewer.side_of(referral)
    rights = viewer.rights_on(side, referral, officers)
    if side == "school":
        event = own_event(referral)
        writer = event.writer
    else:
        event = told_event(referral, next(one.sent for one in crossed if one.about == About.REFERRAL and one.sent))
        writer = event.sender
    progress = Progress.of(referral, crossed, writer_name=str(writer), officers=officers)
    deadline = progress.deadline(local_day(viewer.at, event.zone), event.zone, calendar)
    changes = [one.sent["after"] for one in crossed if one.about == About.WHAT_FOR and one.sent]
    what_for = changes[-1] if changes else event.answers.get("what_for", "")
    told, asked = progress.told_at is not None, progress.asked_at is not None
    now = Situation(referral.state, told=told, asked=asked, what_for=what_for)
    ending = Ending.of(side, [(one.about, one.sent) for one in crossed if one.sent], recorded=recorded)
    turn, can = progress.turn(rights), may(side, rights, now)
    return Row(side, referral.pk, event, progress, turn, deadline, ending, what_for, owed, can)
