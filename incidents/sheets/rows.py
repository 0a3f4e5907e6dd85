"""Lines of a list: what one line shows to this reader, in a constant number of statements for a page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, JSONField, Q, Value, When, prefetch_related_objects
from django.utils import timezone

from accounts.models import ClosedDay
from common.dates import Calendar, Clock, local_day
from incidents.choices import About, Crime, Direction
from incidents.models import Disclosure, Referral
from incidents.reference import BEHAVIORS, PLACES
from incidents.sheets import turn as turns
from incidents.sheets.from_disclosures import label, moment
from incidents.sheets.types import Person, SideName, Turn
from incidents.sheets.viewer import Reader, agency_of
from incidents.states import CLOSED, ReferralState
from partnerships.models import Posting

Place = tuple[UUID, UUID | None]


@dataclass(frozen=True)
class Row:
    """One line, in words; times are to be shown in `zone_name`, the school's own."""

    referral_id: UUID
    side: SideName
    number: str
    school_name: str
    zone_name: str
    behavior: str
    place: str
    occurred_at: datetime | None
    occurred_day: date | None
    submitted_at: datetime | None
    crime: str
    crime_words: str
    state: str
    state_words: str
    closed: bool
    turn: Turn
    clock: Clock | None
    due_on: date | None


def rows_for(user: Any, referrals: Iterable[Referral], at: datetime | None = None) -> list[Row]:
    """A line for each referral, in the order given, all of them from `visible_to` for the same person.

    At most four statements more where the referrals come from `for_rows()`: reach, disclosures, postings, closed days.
    """
    found = list(referrals)
    if not found:
        return []
    if not Referral._meta.get_field("school").is_cached(found[0]):
        prefetch_related_objects(found, "school", "written_by", "partnership__agency")
    reader = Reader.of(user, at, at or timezone.now())
    page = _Page.around(reader, found)
    return [_row(reader, page, referral) for referral in found]


class Crossing(NamedTuple):
    """What a line needs of one disclosure; the projection is that of the referral itself."""

    referral: UUID
    direction: str
    about: str
    subject_id: UUID
    at: datetime
    projection: dict[str, Any] | None


@dataclass(frozen=True)
class _Page:
    """What the lines of one page share."""

    sides: dict[UUID, SideName]
    crossed: dict[UUID, list[Crossing]]
    postings: dict[Place, list[Posting]]
    closed: dict[UUID, list[tuple[Any, ...]]]
    calendars: dict[UUID, Calendar]
    behavior: Callable[[str], str]
    place: Callable[[str], str]
    crime: Callable[[str], str]

    @classmethod
    def around(cls, reader: Reader, found: list[Referral]) -> "_Page":
        sides = {referral.pk: reader.side_of(referral) for referral in found}
        return cls(
            sides,
            _crossed(found, sides),
            _postings(reader, found),
            _closed(found),
            calendars={},
            # A page says the same few words over and over; each is looked up once.
            behavior=cache(BEHAVIORS.label),
            place=cache(PLACES.label),
            crime=cache(partial(label, Crime)),
        )

    def calendar(self, referral: Referral) -> Calendar:
        """The school's calendar, made once a page."""
        if referral.school_id not in self.calendars:
            rows = [*self.closed.get(referral.district_id, ()), *self.closed.get(referral.school_id, ())]
            self.calendars[referral.school_id] = Calendar.of(rows)
        return self.calendars[referral.school_id]


def _crossed(found: list[Referral], sides: dict[UUID, SideName]) -> dict[UUID, list[Crossing]]:
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
    crossed: dict[UUID, list[Crossing]] = {}
    for row in rows:
        crossed.setdefault(row[0], []).append(Crossing(*row))
    return crossed


def _postings(reader: Reader, found: list[Referral]) -> dict[Place, list[Posting]]:
    """Officers at the schools of those that wait for an answer."""
    waiting = [one for one in found if one.state == ReferralState.SUBMITTED and one.partnership_id]
    if not waiting:
        return {}
    schools: dict[date, set[UUID]] = {}
    for one in waiting:
        schools.setdefault(one.school.today(reader.at), set()).add(one.school_id)
    # A day for each school; nearly always it is one and the same.
    rows = Posting.objects.none()
    for day, places in schools.items():
        rows = rows | Posting.objects.served_on(day).filter(school__in=places)
    rows = rows.filter(partnership__in={one.partnership_id for one in waiting})
    postings: dict[Place, list[Posting]] = {}
    for posting in rows.select_related("officer").order_by("starts_on", "pk"):
        postings.setdefault((posting.school_id, posting.partnership_id), []).append(posting)
    return postings


def _closed(found: list[Referral]) -> dict[UUID, list[tuple[Any, ...]]]:
    """Closed days of the schools and districts where a clock runs."""
    running = [one for one in found if one.closed_at is None and one.clock_started_on]
    if not running:
        return {}
    places = {one.school_id for one in running} | {one.district_id for one in running}
    closed: dict[UUID, list[tuple[Any, ...]]] = {}
    for place, *days in ClosedDay.objects.counting_for(*places).values_list(
        "organization", "first_day", "last_day", "name"
    ):
        closed.setdefault(place, []).append(tuple(days))
    return closed


def _row(reader: Reader, page: _Page, referral: Referral) -> Row:
    side = page.sides[referral.pk]
    crossed = page.crossed.get(referral.pk, [])
    told = _facts_of(referral, crossed, side)
    course, officers = _course(page, referral, crossed, told)
    writes = side == "school" and reader.writes(referral)
    reviews = side == "agency" and reader.reviews(referral)
    answers = (
        side == "agency"
        and reader.may_answer_for(agency_of(referral))
        and any(posting.officer_id == reader.user.pk for posting in officers)
    )
    zone: ZoneInfo = told["zone"]
    return Row(
        referral_id=referral.pk,
        side=side,
        number=told["number"],
        school_name=told["school"],
        zone_name=zone.key,
        behavior=page.behavior(told["behavior"]) if told["behavior"] else "",
        place=page.place(told["place"]) if told["place"] else "",
        occurred_at=told["occurred_at"],
        occurred_day=local_day(told["occurred_at"], zone) if told["occurred_at"] else None,
        submitted_at=told["submitted_at"],
        crime=told["crime"],
        crime_words=page.crime(told["crime"]),
        state=referral.state,
        state_words=turns.state_words(course),
        closed=course.closed,
        turn=turns.turn_of(course, writes=writes, answers=answers, reviews=reviews),
        clock=turns.clock_of(course, reviews=reviews, at=reader.at, zone=zone, calendar=page.calendar(referral)),
        due_on=turns.due_of(course, reviews=reviews),
    )


def _facts_of(referral: Referral, crossed: list[Crossing], side: SideName) -> dict[str, Any]:
    """The facts of the line: the school's own, or those the agency was sent."""
    if side == "school":
        return {
            "number": referral.number,
            "school": referral.school.name,
            "behavior": referral.behavior,
            "place": referral.place,
            "occurred_at": referral.occurred_at,
            "submitted_at": referral.submitted_at,
            "crime": referral.crime,
            "writer": referral.written_by.name,
            "zone": referral.school.zone,
        }
    sent = next(row.projection for row in crossed if row.projection is not None)
    return {
        **{name: sent[name] for name in ("number", "school", "behavior", "place", "crime")},
        "occurred_at": moment(sent["occurred_at"]),
        "submitted_at": moment(sent["submitted_at"]),
        "writer": str(Person.of(sent["sender"])),
        "zone": ZoneInfo(sent["time_zone"]),
    }


def _course(
    page: _Page, referral: Referral, crossed: list[Crossing], told: dict[str, Any]
) -> tuple[turns.Course, list[Posting]]:
    def first(direction: str, about: str) -> datetime | None:
        return next((row.at for row in crossed if row.direction == direction and row.about == about), None)

    replied = {row.subject_id for row in crossed if row.about == About.REPLY}
    asked = [row.at for row in crossed if row.about == About.QUESTION and row.subject_id not in replied]
    officers = page.postings.get((referral.school_id, referral.partnership_id), [])
    course = turns.Course.of(
        referral,
        disclosed_at=first(Direction.TO_AGENCY, About.REFERRAL),
        answered_at=first(Direction.TO_SCHOOL, About.RESPONSE),
        asked_at=asked[0] if asked else None,
        writer_name=told["writer"],
        officer_names=", ".join(posting.officer.name for posting in officers)
        if referral.state == ReferralState.SUBMITTED
        else "",
    )
    return course, officers
