"""The parts of a record: what one reader may read, as plain values for page, print, PDF and list alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from incidents.choices import (
    AddendumKind,
    Crime,
    Determination,
    Lead,
    OutcomeKind,
    ParticipantKind,
    ParticipantRole,
    WhatFor,
)
from incidents.choices import Answer as AnswerChoice
from incidents.fields import BY_NAME, words_of
from incidents.models import Referral
from incidents.projection import event_projection
from incidents.reference import offense_words
from incidents.viewer import Side

Audience = Literal["shared", "if_sent", "school_only", "agency_only"]


def moment_of(text: str | None) -> datetime | None:
    """A moment as projections hold it, in ISO 8601."""
    return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Person:
    """Someone by name and title, as they were when they acted."""

    name: str
    title: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str] | None) -> "Person":
        return cls((told or {}).get("name", ""), (told or {}).get("title", ""))

    def __str__(self) -> str:
        if not self.title:
            return self.name
        return f"{self.title} {self.name}" if self.title.endswith(".") else f"{self.name}, {self.title}"


@dataclass(frozen=True)
class Participant:
    """A person in the event. Name and number are empty unless this reader may read them."""

    role: str
    kind: str
    description: str
    name: str = ""
    student_number: str = ""


def people_in(told: Iterable[Mapping[str, str]]) -> tuple[Participant, ...]:
    """The people of a projection, in its order."""
    return tuple(
        Participant(
            words_of(ParticipantRole, one["role"]),
            words_of(ParticipantKind, one["kind"]),
            one["description"],
            one.get("name", ""),
            one.get("student_number", ""),
        )
        for one in told
    )


@dataclass(frozen=True)
class Event:
    """What the referral says, read from one projection: live for the school's side, as stored for the agency's."""

    number: str
    agency_number: str
    school: str
    zone: ZoneInfo
    answers: Mapping[str, str]
    occurred_at: datetime | None
    submitted_at: datetime | None
    writer: Person
    sender: Person

    @classmethod
    def of(cls, told: Mapping[str, Any], *, number: str, agency_number: str) -> "Event":
        return cls(
            number=number,
            agency_number=agency_number,
            school=told["school"],
            zone=ZoneInfo(told["time_zone"]),
            answers={name: told[name] for name in BY_NAME if name in told},
            occurred_at=moment_of(told["occurred_at"]),
            submitted_at=moment_of(told["submitted_at"]),
            writer=Person.of(told["writer"]),
            sender=Person.of(told["sender"]),
        )

    def words(self, name: str) -> str:
        """An answer in words."""
        return BY_NAME[name].words(self.answers.get(name, ""))


def own_event(referral: Referral) -> Event:
    """The event as the school's side reads it, in its own row."""
    writer = referral.written_by
    sender = referral.submitted_by or writer
    told = event_projection(referral, writer={"name": writer.name}, sender={"name": sender.name})
    return Event.of(told, number=referral.number, agency_number=referral.agency_number)


def told_event(referral: Referral, told: Mapping[str, Any]) -> Event:
    """The event as the agency was told it. It has the agency's number, whatever the projection says of another."""
    return Event.of(told, number=referral.agency_number, agency_number=referral.agency_number)


def clause_words(told: Mapping[str, str] | None) -> str:
    """A clause as it was cited; "" where none was."""
    return _("Clause %(number)s, %(heading)s") % told if told else ""


@dataclass(frozen=True)
class Deed:
    """What somebody did to the referral, and when."""

    by: Person
    at: datetime


@dataclass(frozen=True)
class Text:
    """A text with who reads it."""

    kind: str
    label: str
    text: str
    audience: Audience


@dataclass(frozen=True)
class Asked:
    """What the caller says (1 of 4)."""

    crime: str
    why: str


@dataclass(frozen=True)
class Answer(Deed):
    """The officer's answer (2 of 4)."""

    answer: str
    crime: str  # whether the elements of an offense are present
    detail: str  # which offense
    clause: str
    why: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Answer":
        return cls(
            by=Person.of(told["by"]),
            at=datetime.fromisoformat(told["at"]),
            answer=told["answer"],
            crime=told["elements_present"],
            detail=offense_words(told["nibrs_code"]),
            clause=clause_words(told["clause"]),
            why=told["reason"],
        )

    @property
    def words(self) -> str:
        return words_of(AnswerChoice, self.answer)


@dataclass(frozen=True)
class Reply(Deed):
    """The school's answer to a question."""

    text: str


@dataclass(frozen=True)
class Question(Deed):
    """A question and its reply, once there is one."""

    question: str
    reply: Reply | None


@dataclass(frozen=True)
class Review(Deed):
    """The supervisor's determination (3 of 4). Notes are empty for the school."""

    determination: str
    crime: str
    agrees: bool
    clause: str
    why: str
    feedback: str
    notes: str

    @classmethod
    def of(cls, told: Mapping[str, Any], notes: str) -> "Review":
        return cls(
            by=Person.of(told["by"]),
            at=datetime.fromisoformat(told["at"]),
            determination=told["determination"],
            crime=told["crime_involved"],
            agrees=told["agrees_on_crime"],
            clause=clause_words(told["clause"]),
            why=told["reason"],
            feedback=told["feedback"],
            notes=notes,
        )

    @property
    def words(self) -> str:
        return words_of(Determination, self.determination)

    @property
    def detail(self) -> str:
        words = _("Agrees: %(crime)s") if self.agrees else _("Differs: %(crime)s")
        return words % {"crime": words_of(Crime, self.crime).lower()}


@dataclass(frozen=True)
class Change(Deed):
    """The officer does less, or more, than was asked."""

    before: str
    after: str
    line: str

    @property
    def words(self) -> str:
        said = {"before": words_of(WhatFor, self.before).lower(), "after": words_of(WhatFor, self.after).lower()}
        words = _("changed “%(before)s” to “%(after)s”") % said
        return f"{words}: {self.line}" if self.line else words


@dataclass(frozen=True)
class Outcome(Deed):
    """What came of it (4 of 4). Why is the agency's note, empty for the school."""

    audience: ClassVar[Audience] = "agency_only"

    kind: str
    why: str = ""
    reported: bool = True

    @property
    def words(self) -> str:
        return words_of(OutcomeKind, self.kind)

    @property
    def detail(self) -> str:
        return "" if self.reported else _("Not reported to the school, under the MOU")


@dataclass(frozen=True)
class Leading(Deed):
    """Who leads from then on, as somebody of that side said."""

    change_id: UUID
    side: Side
    lead: str
    became_safety: bool

    @property
    def words(self) -> str:
        return words_of(Lead, self.lead)


@dataclass(frozen=True)
class Addendum(Deed):
    """A later fact."""

    text: str
    side: Side
    crosses: bool
    kind: str = ""

    @property
    def label(self) -> str:
        """What it is, where it is more than a later fact."""
        return words_of(AddendumKind, self.kind) if self.kind else ""

    @property
    def audience(self) -> Audience:
        return "shared" if self.crosses else "school_only" if self.side == "school" else "agency_only"


@dataclass(frozen=True)
class Crossing:
    """One disclosure, as the register shows it; `ground` only for the school."""

    at: datetime
    direction: str
    about: str
    basis: str
    identity: str
    clause: str
    by: str
    recipient: str
    fields: tuple[str, ...]
    ground: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """What happened, in order."""

    at: datetime
    who: str
    side: Side
    what: str


@dataclass(frozen=True)
class Opening:
    """One opening of the record."""

    at: datetime
    side: str
    role: str
    how: str
