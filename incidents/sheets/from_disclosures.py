"""What crossed, read back: the projections of one referral as the receiving side reads them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.choices import About, Answer, Basis, Crime, Determination, Direction, OutcomeKind
from incidents.models import Disclosure
from incidents.reference import offense_words
from incidents.sheets.types import (
    AddendumPart,
    AnswerPart,
    ClausePart,
    DisclosurePart,
    OutcomePart,
    Person,
    QuestionPart,
    ReviewPart,
    SideName,
)

GROUND_WORDS = {
    "threat": gettext_lazy("Threat"),
    "told": gettext_lazy("Who was told"),
    "by": gettext_lazy("Consent given by"),
    "on": gettext_lazy("Consent given on"),
    "for": gettext_lazy("Consent given to"),
}

FIELD_WORDS = {
    "number": gettext_lazy("Number"),
    "school": gettext_lazy("School"),
    "district": gettext_lazy("District"),
    "time_zone": gettext_lazy("Time zone"),
    "danger": gettext_lazy("Anyone in danger"),
    "crime": gettext_lazy("Was a crime involved?"),
    "started_by": gettext_lazy("Started by"),
    "behavior": gettext_lazy("What happened"),
    "place": gettext_lazy("Where"),
    "occurred_at": gettext_lazy("When"),
    "submitted_at": gettext_lazy("Sent at"),
    "at": gettext_lazy("Time of writing"),
    "writer.name": gettext_lazy("Writer"),
    "writer.title": gettext_lazy("Writer"),
    "sender.name": gettext_lazy("Sender"),
    "sender.title": gettext_lazy("Sender"),
    "by.name": gettext_lazy("Who acted"),
    "by.title": gettext_lazy("Who acted"),
    "texts.shared": gettext_lazy("What was seen or heard"),
    "texts.crime_reason": gettext_lazy("Why a crime, or not"),
    "texts.why_call": gettext_lazy("Why the officer was called"),
    "participants.role": gettext_lazy("People: part in it"),
    "participants.kind": gettext_lazy("People: who"),
    "participants.description": gettext_lazy("People: described as"),
    "participants.name": gettext_lazy("People: name"),
    "participants.student_number": gettext_lazy("People: student number"),
    "answer": gettext_lazy("Answer"),
    "elements_present": gettext_lazy("Elements of an offense"),
    "nibrs_code": gettext_lazy("NIBRS offense"),
    "clause.id": gettext_lazy("Clause"),
    "clause.number": gettext_lazy("Clause"),
    "clause.heading": gettext_lazy("Clause"),
    "clause.plain": gettext_lazy("Clause"),
    "clause.version": gettext_lazy("Clause"),
    "determination": gettext_lazy("Determination"),
    "crime_involved": gettext_lazy("Crime, by the supervisor"),
    "agrees_on_crime": gettext_lazy("Agreement on crime"),
    "reason": gettext_lazy("Reason"),
    "feedback": gettext_lazy("Feedback"),
    "kind": gettext_lazy("Outcome"),
    "question": gettext_lazy("Question"),
    "reply": gettext_lazy("Answer to the question"),
    "text": gettext_lazy("Later fact"),
}


@dataclass(frozen=True)
class Told:
    """All disclosures of one referral, in order, with their projections. One statement."""

    rows: tuple[Disclosure, ...]

    @classmethod
    def about(cls, referral_id: UUID) -> "Told":
        """Everything that crossed about the referral, either way."""
        rows = Disclosure.objects.filter(referral=referral_id).select_related("text", "by", "clause", "recipient")
        shown = rows.only(
            *("referral", "direction", "about", "subject_id", "basis", "identity_basis", "fields", "at"),
            *("text__projection", "text__ground", "by__name", "recipient__name", "clause__number", "clause__heading"),
        )
        return cls(tuple(shown.order_by("at", "id")))

    def projections(self, direction: str, about: str) -> list[tuple[UUID, dict[str, Any]]]:
        """(subject, projection) of what crossed that way about that."""
        return [
            (row.subject_id, row.text.projection)
            for row in self.rows
            if row.direction == direction and row.about == about
        ]

    def first(self, direction: str, about: str) -> dict[str, Any] | None:
        """The first such projection."""
        return next((told for _subject, told in self.projections(direction, about)), None)

    @property
    def referral(self) -> dict[str, Any] | None:
        """The referral as the agency reads it; None where it was told nothing."""
        return self.first(Direction.TO_AGENCY, About.REFERRAL)

    @property
    def disclosed_at(self) -> datetime | None:
        """When the agency was told of it."""
        return next((row.at for row in self.rows if row.about == About.REFERRAL), None)


def moment(text: str | None) -> datetime | None:
    """A moment as projections hold it."""
    return datetime.fromisoformat(text) if text else None


def told_moment(told: dict[str, Any]) -> datetime:
    """When the thing told of happened."""
    return datetime.fromisoformat(told["at"])


def label(choices: Any, value: str) -> str:
    """The word for a value of a fixed list; the value itself where the list has lost it."""
    try:
        return str(choices(value).label)
    except ValueError:
        return value


def answer_part(told: dict[str, Any] | None) -> AnswerPart | None:
    """The officer's answer from its projection."""
    if told is None:
        return None
    return AnswerPart(
        answer=told["answer"],
        words=label(Answer, told["answer"]),
        elements_present=told["elements_present"],
        elements_words=elements_words(told["elements_present"]),
        nibrs=offense_words(told["nibrs_code"]),
        clause=ClausePart.of(told["clause"]),
        reason=told["reason"],
        by=Person.of(told["by"]),
        at=told_moment(told),
    )


def elements_words(value: str) -> str:
    """Whether the elements of an offense are present, in words."""
    return {
        Crime.YES: _("Elements of an offense are present"),
        Crime.NO: _("No elements of an offense"),
        Crime.UNSURE: _("Unsure whether elements of an offense are present"),
    }.get(value, value)  # type: ignore[call-overload]


def review_part(told: dict[str, Any] | None, notes: str = "") -> ReviewPart | None:
    """The determination from its projection; notes only where the agency itself reads."""
    if told is None:
        return None
    return ReviewPart(
        determination=told["determination"],
        words=label(Determination, told["determination"]),
        crime_involved=told["crime_involved"],
        crime_words=label(Crime, told["crime_involved"]),
        agrees=told["agrees_on_crime"],
        clause=ClausePart.of(told["clause"]),
        reason=told["reason"],
        feedback=told["feedback"],
        notes=notes,
        by=Person.of(told["by"]),
        at=told_moment(told),
    )


def outcome_part(told: dict[str, Any]) -> OutcomePart:
    """An outcome from its projection."""
    return OutcomePart(told["kind"], label(OutcomeKind, told["kind"]), Person.of(told["by"]), told_moment(told))


def addendum_part(told: dict[str, Any], side: SideName) -> AddendumPart:
    """The other side's later fact from its projection."""
    return AddendumPart(told["text"], Person.of(told["by"]), told_moment(told), side, crosses=True)


def question_parts(told: Told) -> tuple[QuestionPart, ...]:
    """Questions with their replies: each crossed, so both sides read the same words."""
    replies = dict(told.projections(Direction.TO_AGENCY, About.REPLY))
    parts = []
    for pk, asked in told.projections(Direction.TO_SCHOOL, About.QUESTION):
        reply = replies.get(pk)
        parts.append(
            QuestionPart(
                id=str(pk),
                question=asked["question"],
                by=Person.of(asked["by"]),
                at=told_moment(asked),
                reply=reply["reply"] if reply else "",
                replied_by=Person.of(reply["sender"]) if reply else None,
                replied_at=told_moment(reply) if reply else None,
            )
        )
    return tuple(parts)


def disclosure_parts(told: Told, *, with_ground: bool) -> tuple[DisclosurePart, ...]:
    """The register of what crossed, in words; the written ground of a disclosure is the school's to read."""
    return tuple(
        DisclosurePart(
            at=row.at,
            direction=row.direction,
            direction_words=label(Direction, row.direction),
            about=row.about,
            about_words=label(About, row.about),
            basis_words=label(Basis, row.basis),
            identity_words=label(Basis, row.identity_basis) if row.identity_basis else "",
            clause=str(row.clause) if row.clause else "",
            by=row.by.name,
            recipient=row.recipient.name,
            fields=tuple(dict.fromkeys(str(FIELD_WORDS.get(name, name)) for name in row.fields)),
            ground=tuple((str(GROUND_WORDS.get(name, name)), value) for name, value in row.text.ground.items())
            if with_ground
            else (),
        )
        for row in told.rows
    )
