"""The one reading of a question to the supervisor: from what was disclosed of it, the same words for both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.dates import Calendar, CalendarNeverOpens, Clock, add_school_days, local_day
from incidents.calendars import calendars_of
from incidents.choices import About, Advice
from incidents.fields import words_of
from incidents.models import Consult, Disclosure
from incidents.record.clocks import Deadline
from incidents.record.types import Person, moment_of
from incidents.reference import BEHAVIORS, PLACES
from incidents.states import ConsultState
from incidents.viewer import Side
from partnerships.scoping import covers_on


@dataclass(frozen=True)
class AdviceGiven:
    """What the supervisor answered."""

    kind: str
    text: str
    clause: Mapping[str, str] | None
    by: Person
    at: datetime | None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "AdviceGiven":
        return cls(told["advice"], told["reply"], told["clause"], Person.of(told["by"]), moment_of(told["at"]))

    @property
    def words(self) -> str:
        return words_of(Advice, self.kind)


@dataclass(frozen=True)
class ConsultRecord:
    """A question as one reader may read it."""

    consult_id: UUID
    side: Side
    number: str
    school: str
    zone: ZoneInfo
    agency: str
    behavior: str
    place: str
    reason: str
    question: str
    may_be_kept: bool
    asked_by: Person
    asked_at: datetime
    state: str
    deadline: Deadline
    answer: AdviceGiven | None

    @property
    def what(self) -> str:
        return BEHAVIORS.label(self.behavior)

    @property
    def where(self) -> str:
        return PLACES.label(self.place)

    @property
    def waits(self) -> bool:
        return self.state == ConsultState.ASKED

    @property
    def late(self) -> bool:
        return self.waits and self.deadline.due_on is not None and self.deadline.today > self.deadline.due_on

    @property
    def clock(self) -> Clock | None:
        """Until when the answer is due; nothing once it needs none."""
        return self.deadline.clock if self.waits else None

    @property
    def standing(self) -> str:
        """How it stands, as this side may know it: what the school did with the answer stays with the school."""
        if self.late:
            return _("the answer is late")
        if self.waits:
            return _("waits for the answer")
        if self.side == "agency":
            return _("answered") if self.answer else _("needs no answer any more")
        return {
            ConsultState.ANSWERED: _("answered, the school’s turn"),
            ConsultState.WITHDRAWN: _("withdrawn"),
            ConsultState.REFERRED: _("became a call"),
            ConsultState.CLOSED: _("closed"),
        }[ConsultState(self.state)]


def consults_for(user: User, consults: Iterable[Consult], at: datetime) -> list[ConsultRecord]:
    """These questions as the person reads them; a few statements however many."""
    given = list(consults)
    rows = Disclosure.objects.filter(consult__in=[one.pk for one in given], about__in=[About.CONSULT, About.ADVICE])
    told: dict[tuple[UUID | None, str], Mapping[str, Any]] = {
        (row.consult_id, row.about): row.text.projection for row in rows.select_related("text")
    }
    reads = reach_of(user).of(Permission.REFERRAL_READ)
    deadlines = deadlines_of(given, at)
    records = []
    for one in given:
        asked, answered = told[one.pk, About.CONSULT], told.get((one.pk, About.ADVICE))
        ours = one.school_id in reads.here or one.district_id in reads.districts
        records.append(
            ConsultRecord(
                consult_id=one.pk,
                side="school" if ours else "agency",
                number=asked["number"],
                school=asked["school"],
                zone=ZoneInfo(asked["time_zone"]),
                agency=one.partnership.agency.name,
                behavior=asked["behavior"],
                place=asked["place"],
                reason=asked["crime_reason"],
                question=asked["question"],
                may_be_kept=asked["may_be_kept"],
                asked_by=Person.of(asked["sender"]),
                asked_at=one.asked_at,
                state=one.state,
                deadline=deadlines[one.pk],
                answer=AdviceGiven.of(answered) if answered else None,
            )
        )
    return records


def deadlines_of(consults: list[Consult], at: datetime) -> dict[UUID, Deadline]:
    """When each answer is due, by the school days to review of the MOU that bound on the day it was asked."""
    calendars = calendars_of({(one.school_id, one.district_id) for one in consults})
    days = [local_day(one.asked_at, one.school.zone) for one in consults]
    bound = covers_on([(one.partnership, day) for one, day in zip(consults, days, strict=True)])
    found = {}
    for one, day, cover in zip(consults, days, bound, strict=True):
        calendar, count = calendars[one.school_id], cover.terms.school_days_to_review
        try:
            due = add_school_days(day, count, calendar)
        except CalendarNeverOpens:
            calendar = Calendar()
            due = add_school_days(day, count, calendar)
        found[one.pk] = Deadline(day, due, one.school.today(at), calendar)
    return found
