"""What crossed, read back: the disclosures of one referral as the receiving side reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from incidents.choices import About, Basis, Direction
from incidents.fields import label_of, words_of
from incidents.models import Disclosure
from incidents.record.types import Addendum, Answer, Change, Crossing, Leading, Outcome, Person, Question, Reply
from incidents.viewer import Side

GROUND_LABELS = {
    "threat": _("Threat"),
    "told": _("Who was told"),
    "by": _("Consent given by"),
    "on": _("Consent given on"),
    "for": _("Consent given to"),
    "needs": _("Who needs it to protect them"),
    "court": _("Court or agency that issued it"),
    "dated": _("Date of the order or subpoena"),
    "number": _("Number of the order or case"),
    "interest": _("What it is needed for"),
}


def ground_lines(ground: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was written down of a legal ground, each with its label; a day as people write it."""
    return tuple((str(GROUND_LABELS.get(name, name)), _day_or_words(said)) for name, said in ground.items())


def _day_or_words(said: str) -> str:
    try:
        return date_format(date.fromisoformat(said), "M j, Y")
    except ValueError:
        return said


@dataclass(frozen=True)
class Disclosed:
    """All disclosures of one referral, in order, with their projections. One statement."""

    rows: tuple[Disclosure, ...]

    @classmethod
    def about(cls, referral_id: UUID) -> "Disclosed":
        found = Disclosure.objects.filter(referral=referral_id).select_related("text", "by", "clause", "recipient")
        read = found.only(
            *("referral", "direction", "about", "subject_id", "basis", "identity_basis", "fields", "at"),
            *("text__projection", "text__ground", "by__name", "recipient__name", "clause__number", "clause__heading"),
        )
        return cls(tuple(read.order_by("at", "id")))

    def projections(self, about: str) -> dict[UUID, dict[str, Any]]:
        """What crossed about that, by its subject."""
        return {row.subject_id: row.text.projection for row in self.rows if row.about == about}

    def first(self, about: str) -> dict[str, Any] | None:
        return next(iter(self.projections(about).values()), None)

    @property
    def referral(self) -> dict[str, Any] | None:
        """The referral as the agency reads it; None where it was told nothing."""
        return self.first(About.REFERRAL)

    @property
    def answer(self) -> Answer | None:
        told = self.first(About.RESPONSE)
        return Answer.of(told) if told else None

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the officer made of what was asked, oldest first."""
        rows = self.projections(About.WHAT_FOR).values()
        return tuple(Change(*_deed(one), one["before"], one["after"], one["line"]) for one in rows)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Outcomes that were reported to the school."""
        return tuple(Outcome(*_deed(one), one["kind"]) for one in self.projections(About.OUTCOME).values())

    @property
    def questions(self) -> tuple[Question, ...]:
        """Questions with their replies: each crossed, so both sides read the same words."""
        replies = {
            pk: Reply(Person.of(one["sender"]), _at(one), one["reply"])
            for pk, one in self.projections(About.REPLY).items()
        }
        asked = self.projections(About.QUESTION).items()
        return tuple(Question(*_deed(one), one["question"], replies.get(pk)) for pk, one in asked)

    @property
    def leads(self) -> tuple[Leading, ...]:
        """Who led, change after change: each crossed, so both sides read the same."""
        return tuple(
            Leading(
                *_deed(row.text.projection),
                change_id=row.subject_id,
                side="school" if row.direction == Direction.TO_AGENCY else "agency",
                lead=row.text.projection["lead"],
                became_safety=row.text.projection["became_safety"],
            )
            for row in self.rows
            if row.about == About.LEAD
        )

    def addenda_of(self, side: Side) -> list[Addendum]:
        """Later facts that crossed from that side."""
        direction = Direction.TO_AGENCY if side == "school" else Direction.TO_SCHOOL
        rows = [row for row in self.rows if row.about == About.ADDENDUM and row.direction == direction]
        said = [row.text.projection for row in rows]
        return [Addendum(*_deed(one), one["text"], side, crosses=True, kind=one.get("correction", "")) for one in said]

    def crossings(self, *, with_ground: bool) -> tuple[Crossing, ...]:
        """The register of what crossed, in words; the written ground of a disclosure is the school's to read."""
        return tuple(
            Crossing(
                at=row.at,
                direction=words_of(Direction, row.direction),
                about=words_of(About, row.about),
                basis=words_of(Basis, row.basis),
                identity=words_of(Basis, row.identity_basis) if row.identity_basis else "",
                clause=str(row.clause) if row.clause else "",
                by=row.by.name,
                recipient=row.recipient.name,
                fields=tuple(dict.fromkeys(label_of(name) for name in row.fields)),
                ground=ground_lines(row.text.ground) if with_ground else (),
            )
            for row in self.rows
        )


def _deed(told: Mapping[str, Any]) -> tuple[Person, datetime]:
    return Person.of(told["by"]), _at(told)


def _at(told: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(told["at"])
