"""What crossed, read back: the disclosures of one referral as the receiving side reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from incidents.choices import About, Basis, Direction
from incidents.fields import label_of, words_of
from incidents.models import Disclosure
from incidents.record.types import Addendum, Answer, Crossing, Outcome, Person, Question
from incidents.viewer import Side

GROUND_LABELS = {
    "threat": _("Threat"),
    "told": _("Who was told"),
    "by": _("Consent given by"),
    "on": _("Consent given on"),
    "for": _("Consent given to"),
}


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

    def projections(self, direction: str, about: str) -> list[tuple[UUID, dict[str, Any]]]:
        """(subject, projection) of what crossed that way about that."""
        return [
            (row.subject_id, row.text.projection)
            for row in self.rows
            if row.direction == direction and row.about == about
        ]

    def first(self, direction: str, about: str) -> dict[str, Any] | None:
        return next((told for _subject, told in self.projections(direction, about)), None)

    @property
    def referral(self) -> dict[str, Any] | None:
        """The referral as the agency reads it; None where it was told nothing."""
        return self.first(Direction.TO_AGENCY, About.REFERRAL)

    @property
    def told_at(self) -> datetime | None:
        """When the agency was told of it."""
        return next((row.at for row in self.rows if row.about == About.REFERRAL), None)

    @property
    def answer(self) -> Answer | None:
        told = self.first(Direction.TO_SCHOOL, About.RESPONSE)
        return Answer.of(told) if told else None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Outcomes that were reported to the school."""
        found = self.projections(Direction.TO_SCHOOL, About.OUTCOME)
        return tuple(Outcome(Person.of(one["by"]), _at(one), one["kind"]) for _pk, one in found)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Questions with their replies: each crossed, so both sides read the same words."""
        replies = dict(self.projections(Direction.TO_AGENCY, About.REPLY))
        parts = []
        for pk, asked in self.projections(Direction.TO_SCHOOL, About.QUESTION):
            reply = replies.get(pk)
            said = (reply["reply"], Person.of(reply["sender"]), _at(reply)) if reply else ()
            parts.append(Question(Person.of(asked["by"]), _at(asked), str(pk), asked["question"], *said))
        return tuple(parts)

    def addenda_of(self, side: Side) -> list[Addendum]:
        """Later facts that crossed from that side."""
        direction = Direction.TO_AGENCY if side == "school" else Direction.TO_SCHOOL
        found = self.projections(direction, About.ADDENDUM)
        return [Addendum(Person.of(one["by"]), _at(one), one["text"], side, crosses=True) for _pk, one in found]

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
                ground=tuple((str(GROUND_LABELS.get(name, name)), said) for name, said in row.text.ground.items())
                if with_ground
                else (),
            )
            for row in self.rows
        )


def _at(told: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(told["at"])
