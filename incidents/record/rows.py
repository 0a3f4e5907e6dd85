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
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import ClosedDay, User
from common.dates import Calendar, Clock, local_day
from incidents.choices import About, Direction
from incidents.fields import BY_NAME
from incidents.models import Disclosure, Referral
from incidents.record.clocks import Deadline
from incidents.record.turn import Progress, Turn
from incidents.record.types import Person, moment_of
from incidents.rules import P
from incidents.states import CLOSED, ReferralState
from incidents.viewer import Side, Viewer
from partnerships.models import Posting

Place = tuple[UUID, UUID | None]


@dataclass(frozen=True)
class Row:
    """One line; times are to be shown in `zone`, the school's own."""

    referral_id: UUID
    side: Side
    number: str
    school: str
    zone: ZoneInfo
    behavior: str
    place: str
    occurred_at: datetime | None
    submitted_at: datetime | None
    crime: str
    state: str
    progress: Progress
    turn: Turn
    deadline: Deadline

    @property
    def url(self) -> str:
        return reverse("referral-detail", args=[self.referral_id])

    @property
    def what(self) -> str:
        """What and where: "Fight, cafeteria"."""
        behavior = BY_NAME["behavior"].words(self.behavior)
        if not self.place:
            return behavior
        place = BY_NAME["place"].words(self.place)
        return _("%(what)s, %(where)s") % {"what": behavior, "where": place[:1].lower() + place[1:]}

    @property
    def closed(self) -> bool:
        return self.progress.closed

    @property
    def occurred_on(self) -> date | None:
        """The day of the event at the school."""
        return local_day(self.occurred_at, self.zone) if self.occurred_at else None

    @cached_property
    def clock(self) -> Clock | None:
        return self.deadline.clock

    def cells(self) -> list[object]:
        """The row of an export, in the order of `columns`."""
        return [
            self.number,
            self.school,
            BY_NAME["behavior"].words(self.behavior) if self.behavior else "",
            BY_NAME["place"].words(self.place) if self.place else "",
            self.occurred_on.isoformat() if self.occurred_on else "",
            BY_NAME["crime"].words(self.crime),
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
    page = Page.around(viewer, found)
    return [_row(viewer, page, referral) for referral in found]


class Crossed(NamedTuple):
    """What a line needs of one disclosure; the projection is that of the referral itself."""

    referral: UUID
    direction: str
    about: str
    subject_id: UUID
    at: datetime
    projection: dict[str, Any] | None


@dataclass(frozen=True)
class Page:
    """What the lines of one page share."""

    sides: dict[UUID, Side]
    crossed: dict[UUID, list[Crossed]]
    postings: dict[Place, list[Posting]]
    closed: dict[UUID, list[tuple[date, date, str]]]
    calendars: dict[UUID, Calendar]

    @classmethod
    def around(cls, viewer: Viewer, found: list[Referral]) -> "Page":
        sides = {referral.pk: viewer.side_of(referral) for referral in found}
        return cls(sides, _crossed(found, sides), _postings(viewer, found), _closed_days(found), {})

    def calendar(self, referral: Referral) -> Calendar:
        """The school's calendar, made once a page."""
        if referral.school_id not in self.calendars:
            rows = [*self.closed.get(referral.district_id, ()), *self.closed.get(referral.school_id, ())]
            self.calendars[referral.school_id] = Calendar.of(rows)
        return self.calendars[referral.school_id]


def _crossed(found: list[Referral], sides: dict[UUID, Side]) -> dict[UUID, list[Crossed]]:
    """What crossed about each that runs; of the others the projection, where an agency reads."""
    running = [one.pk for one in found if one.state not in CLOSED]
    read_from = [pk for pk, side in sides.items() if side == "agency"]
    sent: Any = Value(None, output_field=JSONField())
    if read_from:
        sent = Case(When(about=About.REFERRAL, then=F("text__projection")), default=sent)
    # What is closed has no turn and no clock, so of it only what the agency reads is asked for. Said as what is left
    # out: `about IN (…)` tempts SQLite to walk every disclosure there is.
    rows = (
        Disclosure.objects.filter(Q(referral__in=running) | Q(referral__in=read_from, about=About.REFERRAL))
        .exclude(about__in=(About.REVIEW, About.OUTCOME, About.ADDENDUM, About.WITHDRAWAL))
        .order_by("at", "id")
        .values_list("referral", "direction", "about", "subject_id", "at", sent)
    )
    crossed: dict[UUID, list[Crossed]] = {}
    for row in rows:
        crossed.setdefault(row[0], []).append(Crossed(*row))
    return crossed


def _postings(viewer: Viewer, found: list[Referral]) -> dict[Place, list[Posting]]:
    """Officers at the schools of those that wait for an answer."""
    waiting = [one for one in found if one.state == ReferralState.SUBMITTED and one.partnership_id]
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


def _closed_days(found: list[Referral]) -> dict[UUID, list[tuple[date, date, str]]]:
    """Closed days of the schools and districts where a clock runs."""
    running = [one for one in found if one.closed_at is None and one.clock_started_on]
    if not running:
        return {}
    places = {one.school_id for one in running} | {one.district_id for one in running}
    closed: dict[UUID, list[tuple[date, date, str]]] = {}
    days = ClosedDay.objects.counting_for(*places)
    for place, first, last, name in days.values_list("organization", "first_day", "last_day", "name"):
        closed.setdefault(place, []).append((first, last, name))
    return closed


def _row(viewer: Viewer, page: Page, referral: Referral) -> Row:
    side = page.sides[referral.pk]
    crossed = page.crossed.get(referral.pk, [])
    officers = page.postings.get((referral.school_id, referral.partnership_id), [])
    told = _told(referral, crossed, side)
    if side == "school":
        rights = viewer.rights_at_school(referral)
    else:
        posted = any(posting.officer_id == viewer.user.pk for posting in officers)
        rights = viewer.rights_at_agency(referral, posted=posted)
    progress = _progress(referral, crossed, told.pop("writer"), officers)
    deadline = Deadline.at(
        viewer.at,
        told["zone"],
        started_on=referral.clock_started_on,
        due_on=progress.due_on(reviews=P.REFERRAL_REVIEW in rights),
        calendar=page.calendar(referral),
    )
    return Row(
        referral_id=referral.pk,
        side=side,
        state=referral.state,
        progress=progress,
        turn=progress.turn(rights),
        deadline=deadline,
        **told,
    )


def _told(referral: Referral, crossed: list[Crossed], side: Side) -> dict[str, Any]:
    """The facts of the line: the school's own, or those the agency was sent."""
    if side == "school":
        return {
            "number": referral.number,
            "school": referral.school.name,
            **{name: getattr(referral, name) for name in ("behavior", "place", "crime", "occurred_at", "submitted_at")},
            "writer": referral.written_by.name,
            "zone": referral.school.zone,
        }
    sent = next(row.projection for row in crossed if row.projection is not None)
    return {
        **{name: sent[name] for name in ("number", "school", "behavior", "place", "crime")},
        **{name: moment_of(sent[name]) for name in ("occurred_at", "submitted_at")},
        "writer": str(Person.of(sent["sender"])),
        "zone": ZoneInfo(sent["time_zone"]),
    }


def _progress(referral: Referral, crossed: list[Crossed], writer_name: str, officers: list[Posting]) -> Progress:
    def first(direction: str, about: str) -> datetime | None:
        return next((row.at for row in crossed if row.direction == direction and row.about == about), None)

    replied = {row.subject_id for row in crossed if row.about == About.REPLY}
    asked = [row.at for row in crossed if row.about == About.QUESTION and row.subject_id not in replied]
    waits = referral.state == ReferralState.SUBMITTED
    return Progress.of(
        referral,
        told_at=first(Direction.TO_AGENCY, About.REFERRAL),
        answered_at=first(Direction.TO_SCHOOL, About.RESPONSE),
        asked_at=asked[0] if asked else None,
        writer_name=writer_name,
        officer_names=", ".join(posting.officer.name for posting in officers) if waits else "",
    )
