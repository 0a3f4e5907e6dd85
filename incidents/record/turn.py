"""How far a referral has come, in words, and whose act is awaited next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.permissions import Permission
from common.dates import ONE_DAY, Calendar, local_day
from incidents.choices import About
from incidents.models import Referral
from incidents.record.clocks import Deadline, without
from incidents.rules import Act, has_right
from incidents.states import CLOSED, ReferralState
from partnerships.models import Posting

Rights = frozenset[Permission]


class Crossed(Protocol):
    """What crossed, as far as the course of a referral looks at it."""

    @property
    def about(self) -> str: ...
    @property
    def subject_id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Turn:
    """Whose act is awaited next, derived from the record. `none`: no agency was told; `closed`: no one's."""

    side: Literal["school", "police", "none", "closed"]
    yours: bool
    name: str
    since: datetime | None
    words: str


@dataclass(frozen=True)
class Progress:
    """The facts of the process, which both sides know."""

    state: str
    agency_name: str
    agency_contact: str  # whom the school asks there, by name where one is known
    writer_name: str
    officer_names: str  # of those who are to answer; nothing once the officer's turn is over
    told_at: datetime | None
    answered_at: datetime | None
    asked_at: datetime | None
    closed_at: datetime | None
    waits: tuple[tuple[datetime, datetime], ...]  # between which moments the school was asked something
    clock_started_on: date | None
    answer_due_on: date | None
    review_due_on: date | None

    @classmethod
    def of(
        cls, referral: Referral, crossed: Iterable[Crossed], *, writer_name: str, officers: Iterable[Posting]
    ) -> "Progress":
        """From the row's state and days, from what crossed, oldest first, and from who is posted there."""
        first: dict[str, datetime] = {}
        asked: dict[UUID, datetime] = {}
        waits: list[tuple[datetime, datetime]] = []
        for one in crossed:
            first.setdefault(one.about, one.at)
            if one.about == About.QUESTION:
                asked[one.subject_id] = one.at
            elif one.about == About.REPLY and one.subject_id in asked:
                waits.append((asked.pop(one.subject_id), one.at))
        unanswered = referral.state == ReferralState.SUBMITTED
        agency_name = referral.partnership.agency.name if referral.partnership else ""
        return cls(
            state=referral.state,
            agency_name=agency_name,
            agency_contact=referral.partnership.agency_contact or agency_name if referral.partnership else "",
            writer_name=writer_name,
            officer_names=", ".join(posting.officer.name for posting in officers) if unanswered else "",
            told_at=first.get(About.REFERRAL),
            answered_at=first.get(About.RESPONSE),
            asked_at=min(asked.values(), default=None) if referral.state not in CLOSED else None,
            closed_at=referral.closed_at,
            waits=tuple(waits),
            clock_started_on=referral.clock_started_on,
            answer_due_on=referral.answer_due_on,
            review_due_on=referral.review_due_on,
        )

    @property
    def closed(self) -> bool:
        return self.state in CLOSED

    @property
    def words(self) -> str:
        """Where it stands, as a phrase; one that no agency was told of says so."""
        said = {
            ReferralState.WITHDRAWN: _("Withdrawn by the school"),
            ReferralState.DRAFT: _("Draft"),
            ReferralState.DECIDED: _("Reviewed"),
        }.get(ReferralState(self.state))
        if said:
            return said
        if self.told_at is None:
            return _("Recorded; nobody at an agency sees it")
        if self.asked_at is not None:
            return _("A question waits for the school")
        if self.state == ReferralState.SUBMITTED:
            return _("Sent; waits for the officer") if self.officer_names else _("Sent; no officer is posted")
        if self.state == ReferralState.ACCEPTED:
            return _("Accepted; waits for review")
        if self.state == ReferralState.SEEN:
            return _("Seen; waits for review")
        return _("Declined; waits for review")

    def turn(self, rights: Rights) -> Turn:
        """Whose act is awaited next; `yours` where the reader is the one, or one of those, who can do it."""
        if self.closed:
            return Turn("closed", False, "", self.closed_at, _("Closed"))
        if self.state == ReferralState.DRAFT or self.told_at is None:
            return Turn("none", False, "", None, _("Nobody at an agency sees this"))
        if self.asked_at is not None:
            yours = has_right(Act.REPLY, rights)
            return Turn("school", yours, self.writer_name, self.asked_at, _("The school answers a question"))
        if self.state == ReferralState.SUBMITTED:
            if not self.officer_names:
                words = _("No officer is posted; a supervisor acts")
                return Turn("police", has_right(Act.REVIEW, rights), _("Supervisor"), self.since(self.told_at), words)
            yours = has_right(Act.ANSWER, rights)
            return Turn("police", yours, self.officer_names, self.since(self.told_at), _("The officer answers"))
        yours = has_right(Act.REVIEW, rights)
        return Turn("police", yours, _("Supervisor"), self.since(self.answered_at), _("The supervisor reviews"))

    def since(self, began: datetime | None) -> datetime | None:
        """Since when the turn is the agency's: since the school answered, where a question stood between."""
        return max((moment for moment in (began, *(replied for _asked, replied in self.waits)) if moment), default=None)

    @property
    def stands_still(self) -> bool:
        """Whether nothing is due: it is closed, nobody was told, or a question waits for the school."""
        return self.closed or self.asked_at is not None or self.told_at is None

    def deadline(self, today: date, zone: ZoneInfo, calendar: Calendar) -> Deadline:
        """The clock as it stands today at the school; the days on which the school was asked are no days of it."""
        waits = [(local_day(asked, zone) + ONE_DAY, local_day(replied, zone)) for asked, replied in self.waits]
        return Deadline(self.clock_started_on, self.due_on, today, without(calendar, waits))

    @property
    def due_on(self) -> date | None:
        """The day by which whoever must act has to: the officer answers, then the supervisor reviews."""
        if self.stands_still:
            return None
        return self.answer_due_on if self.state == ReferralState.SUBMITTED else self.review_due_on
