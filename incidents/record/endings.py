"""How a call ended, and what is said of its outcome: the same words for a withheld one as for none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.choices import About, Answer, Determination, OutcomeKind
from incidents.fields import words_of
from incidents.record.turn import Progress
from incidents.record.types import clause_words
from incidents.states import ReferralState
from incidents.viewer import Side

# What a supervisor says when the call was not one for the police.
NOT_FOR_POLICE = (Determination.RETURNED_TO_SCHOOL, Determination.OUTSIDE_ROLE)


@dataclass(frozen=True)
class Ending:
    """What the agency has said so far, as this reader knows it; `outcome` is the last one they may read."""

    side: Side
    answer: str = ""
    determination: str = ""
    outcome: str = ""
    clause: str = ""  # the supervisor's, else the officer's

    @classmethod
    def of(cls, side: Side, crossed: Iterable[tuple[str, Mapping[str, Any]]], *, recorded: str = "") -> "Ending":
        """From what crossed to the school, oldest first; `recorded` is the last outcome on the agency's own side."""
        said: dict[str, Mapping[str, Any]] = dict(crossed)
        answer, review = said.get(About.RESPONSE, {}), said.get(About.REVIEW, {})
        return cls(
            side=side,
            answer=answer.get("answer", ""),
            determination=review.get("determination", ""),
            outcome=said.get(About.OUTCOME, {}).get("kind", "") if side == "school" else recorded,
            clause=clause_words(review.get("clause") or answer.get("clause")),
        )

    @property
    def determination_words(self) -> str:
        return words_of(Determination, self.determination)

    def outcome_words(self, progress: Progress) -> str:
        """The outcome, or what is said where this reader knows of none.

        The school is told one sentence of every call on which the officer may have acted, so that it never tells a
        withheld arrest from no arrest. That there is none it is told only where the agency stepped back.
        """
        if self.outcome:
            return words_of(OutcomeKind, self.outcome)
        accepted = self.answer in (Answer.ACCEPT, Answer.SEEN)
        if progress.state == ReferralState.WITHDRAWN and not accepted:
            return _("None: the call was withdrawn")
        if self.side == "agency":
            return _("None recorded yet")
        if accepted or (self.determination and self.determination not in NOT_FOR_POLICE):
            return _("Outcomes the MOU allows appear here; for others ask %(who)s.") % {"who": progress.agency_contact}
        if self.determination or self.answer == Answer.DECLINE:
            return _("No police outcome")
        return _("None before the officer answers")

    def words(self, progress: Progress) -> str:
        """How a closed call ended, in a line; nothing while it is open."""
        if progress.state != ReferralState.DECIDED:
            return progress.words if progress.closed else ""
        if not self.outcome:
            return self.determination_words
        return _("%(determination)s; outcome: %(outcome)s") % {
            "determination": self.determination_words,
            "outcome": words_of(OutcomeKind, self.outcome).lower(),
        }
