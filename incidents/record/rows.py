"""Lines of a list: what one line shows to this reader, in a constant number of statements for a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, JSONField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.dates import Calendar, Clock, local_day
from incidents.calendars import calendars_of
from incidents.choices import About
from incidents.fields import BY_NAME
from incidents.models import Disclosure, Referral
from incidents.record.clocks import Deadline
from incidents.record.turn import Progress, Turn
from incidents.record.types import Event, own_event
from incidents.rules import Act, Situation, may
from incidents.states import CLOSED, ReferralState
from incidents.viewer import Side, Viewer
from partnerships.models import Posting

Place = tuple[UUID, UUID | None]


class Told(NamedTuple):
    """What a line needs of one disclosure; `sent` is the projection, of the referral itself alone."""

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
            self.school,
            self.event.words("behavior"),
            self.event.words("place"),
            local_day(self.occurred_at, self.zone).isoformat() if self.occurred_at else "",
            self.event.words("crime"),
            self.progress.words,
            self.turn.words,
            self.clock.words if self.clock else "",
        ]


def columns() -> list[str]:
    """The headings of an export: those of the fields in it, and what the record says of its course."""
    fields = [str(BY_NAME[name].column) for name in ("behavior", "place", "occurred_at", "crime")]
    return [_("Number"), _("School"), *fields, _("State"), _("Whose turn"), _("Clock")]


def rows_for(user: User, referrals: Iterable[Referral], at: datetime | None = None) -> list[Row]:
    """A line for each referral of `for_rows()`, in the order given, all of them from `visible_to` for one person.

    At most four statements more: reach, disclosures, postings, closed days.
    """
    found = list(referrals)
    if not found:
        return []
    viewer = Viewer.of(user, at, at or timezone.now())
    crossed = _crossed(found, read_from=[one.pk for one in found if viewer.side_of(one) == "agency"])
    officers = officers_at(viewer, found)
    running = [one for one in found if one.closed_at is None and one.clock_started_on]
    calendars = calendars_of({(one.school_id, one.district_id) for one in running})
    return [
        _row(
            viewer,
            one,
            crossed=crossed.get(one.pk, []),
            officers=officers.get((one.school_id, one.partnership_id), []),
            calendar=calendars.get(one.school_id, Calendar()),
        )
        for one in found
    ]


def _crossed(found: list[Referral], *, read_from: list[UUID]) -> dict[UUID, list[Told]]:
    """What crossed about each that runs; of those that an agency reads, `sent` is the projection of the referral."""
    running = [one.pk for one in found if one.state not in CLOSED]
    sent: Any = Value(None, output_field=JSONField())
    if read_from:
        sent = Case(When(about=About.REFERRAL, then=F("text__projection")), default=sent)
    # What is closed has no turn and no clock, so of it only what the agency reads is asked for. Said as what is left
    # out: `about IN (…)` tempts SQLite to walk every disclosure there is.
    rows = (
        Disclosure.objects.filter(Q(referral__in=running) | Q(referral__in=read_from, about=About.REFERRAL))
        .exclude(about__in=(About.REVIEW, About.OUTCOME, About.ADDENDUM, About.WITHDRAWAL))
        .order_by("at", "id")
        .values_list("referral", "about", "subject_id", "at", sent)
    )
    crossed: dict[UUID, list[Told]] = {}
    for row in rows:
        crossed.setdefault(row[0], []).append(Told(*row))
    return crossed


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
    viewer: Viewer, referral: Referral, *, crossed: list[Told], officers: list[Posting], calendar: Calendar
) -> Row:
    side = viewer.side_of(referral)
    rights = viewer.rights_on(side, referral, officers)
    if side == "school":
        event = own_event(referral)
        writer = event.writer
    else:
        event = Event.of(next(one.sent for one in crossed if one.sent is not None))
        writer = event.sender
    progress = Progress.of(referral, crossed, writer_name=str(writer), officers=officers)
    deadline = progress.deadline(rights, local_day(viewer.at, event.zone), calendar)
    now = Situation(referral.state, told=progress.told_at is not None, asked=progress.asked_at is not None)
    return Row(side, referral.pk, event, progress, progress.turn(rights), deadline, may(side, rights, now))
