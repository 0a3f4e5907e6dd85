"""The parts of a record: what one reader may read, as plain values for page, print, PDF and list alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from incidents.choices import Answer as AnswerChoice
from incidents.choices import Crime, Determination, OutcomeKind, ParticipantKind, ParticipantRole
from incidents.fields import BY_NAME, words_of
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

    @classmethod
    def of(cls, told: Mapping[str, str]) -> "Participant":
        role, kind = words_of(ParticipantRole, told["role"]), words_of(ParticipantKind, told["kind"])
        return cls(role, kind, told["description"], told.get("name", ""), told.get("student_number", ""))


@dataclass(frozen=True)
class Event:
    """What the referral says, read from one projection: live for the school's side, as stored for the agency's."""

    number: str
    school: str
    district: str
    zone: ZoneInfo
    answers: Mapping[str, str]
    occurred_at: datetime | None
    submitted_at: datetime | None
    writer: Person
    sender: Person
    texts: Mapping[str, str]
    participants: tuple[Participant, ...]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Event":
        return cls(
            number=told["number"],
            school=told["school"],
            district=told["district"],
            zone=ZoneInfo(told["time_zone"]),
            answers={name: told.get(name, "") for name in BY_NAME if name in told},
            occurred_at=moment_of(told["occurred_at"]),
            submitted_at=moment_of(told["submitted_at"]),
            writer=Person.of(told["writer"]),
            sender=Person.of(told["sender"]),
            texts=told["texts"],
            participants=tuple(Participant.of(one) for one in told["participants"]),
        )

    def words(self, name: str) -> str:
        """An answer in words."""
        return BY_NAME[name].words(self.answers.get(name, ""))


@dataclass(frozen=True)
class Clause:
    """A clause as it was cited."""

    id: str
    number: str
    heading: str
    plain: str
    version: str

    @classmethod
    def of(cls, told: Mapping[str, str] | None) -> "Clause | None":
        return cls(**{name: told.get(name, "") for name in cls.__dataclass_fields__}) if told else None

    def __str__(self) -> str:
        return _("Clause %(number)s, %(heading)s") % {"number": self.number, "heading": self.heading}


@dataclass(frozen=True)
class Act:
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
class Answer(Act):
    """The officer's answer (2 of 4)."""

    answer: str
    elements_present: str
    nibrs: str
    clause: Clause | None
    reason: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Answer":
        return cls(
            by=Person.of(told["by"]),
            at=datetime.fromisoformat(told["at"]),
            answer=told["answer"],
            elements_present=told["elements_present"],
            nibrs=offense_words(told["nibrs_code"]),
            clause=Clause.of(told["clause"]),
            reason=told["reason"],
        )

    @property
    def words(self) -> str:
        return words_of(AnswerChoice, self.answer)


@dataclass(frozen=True)
class Question(Act):
    """A question and its reply."""

    id: str
    question: str
    reply: str = ""
    replied_by: Person | None = None
    replied_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.replied_at is None


@dataclass(frozen=True)
class Review(Act):
    """The supervisor's determination (3 of 4). Notes are empty for the school."""

    determination: str
    crime_involved: str
    agrees: bool
    clause: Clause | None
    reason: str
    feedback: str
    notes: str

    @classmethod
    def of(cls, told: Mapping[str, Any], notes: str) -> "Review":
        return cls(
            by=Person.of(told["by"]),
            at=datetime.fromisoformat(told["at"]),
            determination=told["determination"],
            crime_involved=told["crime_involved"],
            agrees=told["agrees_on_crime"],
            clause=Clause.of(told["clause"]),
            reason=told["reason"],
            feedback=told["feedback"],
            notes=notes,
        )

    @property
    def words(self) -> str:
        return words_of(Determination, self.determination)

    @property
    def crime_words(self) -> str:
        return words_of(Crime, self.crime_involved)


@dataclass(frozen=True)
class Outcome(Act):
    """What came of it (4 of 4). The note is empty for the school."""

    kind: str
    note: str = ""
    reported: bool = True

    @property
    def words(self) -> str:
        return words_of(OutcomeKind, self.kind)


@dataclass(frozen=True)
class Addendum(Act):
    """A later fact."""

    text: str
    side: Side
    crosses: bool

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
