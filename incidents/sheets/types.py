"""The parts of a sheet: plain values in words, ready for a page, a print and a PDF alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _

from common.dates import Clock, Strip

SideName = Literal["school", "agency"]
Audience = Literal["shared", "if_sent", "school_only"]
TurnSide = Literal["school", "agency", "none", "closed"]


@dataclass(frozen=True)
class Person:
    """Someone by name and title, as they were when they acted."""

    name: str
    title: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str] | None) -> "Person":
        """A person as a projection holds them."""
        return cls((told or {}).get("name", ""), (told or {}).get("title", ""))

    def __str__(self) -> str:
        if not self.title:
            return self.name
        return f"{self.title} {self.name}" if self.title.endswith(".") else f"{self.name}, {self.title}"


@dataclass(frozen=True)
class Turn:
    """Whose act is awaited next, derived from the record. `none`: no agency was told; `closed`: no one's."""

    side: TurnSide
    yours: bool
    name: str
    since: datetime | None
    words: str


@dataclass(frozen=True)
class TextPart:
    """A text with who reads it."""

    kind: str
    label: str
    text: str
    audience: Audience


@dataclass(frozen=True)
class ParticipantPart:
    """A person in the event. Name and number are empty unless this reader may read them."""

    role: str
    kind: str
    description: str
    name: str = ""
    student_number: str = ""


@dataclass(frozen=True)
class ClausePart:
    """A clause as it was cited."""

    id: str
    number: str
    heading: str
    plain: str
    version: str

    @classmethod
    def of(cls, told: Mapping[str, str] | None) -> "ClausePart | None":
        """A clause as a projection holds it."""
        if not told:
            return None
        return cls(**{name: told.get(name, "") for name in ("id", "number", "heading", "plain", "version")})

    def __str__(self) -> str:
        return _("Clause %(number)s, %(heading)s") % {"number": self.number, "heading": self.heading}


@dataclass(frozen=True)
class AnswerPart:
    """The officer's answer (2 of 4)."""

    answer: str
    words: str
    elements_present: str
    elements_words: str
    nibrs: str
    clause: ClausePart | None
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class QuestionPart:
    """A question and its reply."""

    id: str
    question: str
    by: Person
    at: datetime
    reply: str = ""
    replied_by: Person | None = None
    replied_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.replied_at is None


@dataclass(frozen=True)
class ReviewPart:
    """The supervisor's determination (3 of 4). Notes are empty for the school."""

    determination: str
    words: str
    crime_involved: str
    crime_words: str
    agrees: bool
    clause: ClausePart | None
    reason: str
    feedback: str
    notes: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class OutcomePart:
    """What came of it (4 of 4). The note is empty for the school."""

    kind: str
    words: str
    by: Person
    at: datetime
    note: str = ""
    reported: bool = True


@dataclass(frozen=True)
class AddendumPart:
    """A later fact."""

    text: str
    by: Person
    at: datetime
    side: SideName
    crosses: bool


@dataclass(frozen=True)
class DisclosurePart:
    """One crossing, as the register shows it."""

    at: datetime
    direction: str
    direction_words: str
    about: str
    about_words: str
    basis_words: str
    identity_words: str
    clause: str
    by: str
    recipient: str
    fields: tuple[str, ...]
    ground: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TimelineLine:
    """What happened, in order."""

    at: datetime
    who: str
    side: SideName
    what: str


@dataclass(frozen=True)
class OpenedLine:
    """One opening of the record."""

    at: datetime
    side: str
    role_words: str
    how: str


@dataclass(frozen=True)
class Sheet:
    """Everything one reader may read of one referral. Page, print and PDF show this and nothing else."""

    side: SideName
    side_id: Any
    role: str
    referral_id: Any
    state: str
    number: str
    school_name: str
    agency_name: str
    zone_name: str
    standing: str
    closed: bool
    turn: Turn
    clock: Clock | None
    strip: Strip | None
    due_on: Any
    facts: tuple[tuple[str, str], ...]
    behavior: str
    place: str
    occurred_at: datetime | None
    submitted_at: datetime | None
    crime: str
    texts: tuple[TextPart, ...]
    participants: tuple[ParticipantPart, ...]
    answer: AnswerPart | None
    questions: tuple[QuestionPart, ...]
    review: ReviewPart | None
    outcome: OutcomePart | None
    outcomes: tuple[OutcomePart, ...]
    addenda: tuple[AddendumPart, ...]
    disclosures: tuple[DisclosurePart, ...]
    timeline: tuple[TimelineLine, ...]
    may: frozenset[str]
    phone_instead: str  # whom the school phones, in words, while nobody at an agency reads an open call
    own: bool  # the reader could review this call, had they not taken part in it
    who_sees: str
    redisclosure: str
    opened_by: tuple[OpenedLine, ...]

    @property
    def open_question(self) -> QuestionPart | None:
        """The question that waits for its reply."""
        return next((one for one in self.questions if one.open), None)
