"""The one reading of a referral: built from a projection, live for the school's side, as stored for the agency's."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import ClosedDay, User
from common.dates import Calendar, Clock, Strip
from incidents import rules
from incidents.choices import About, Direction, TextKind
from incidents.fields import BY_NAME, FACTS
from incidents.models import Referral
from incidents.record.clocks import Deadline
from incidents.record.from_disclosures import Disclosed
from incidents.record.sources import AgencySource, SchoolSource
from incidents.record.timeline import timeline_of
from incidents.record.turn import Progress, Turn
from incidents.record.types import (
    Act,
    Addendum,
    Answer,
    Crossing,
    Event,
    Opening,
    Outcome,
    Question,
    Review,
    Step,
    Text,
)
from incidents.states import ReferralState
from incidents.viewer import Side, Viewer
from partnerships.models import Posting


@dataclass(frozen=True)
class Record:
    """Everything one reader may read of one referral. Page, print and PDF show this and nothing else."""

    side: Side
    side_id: UUID | None
    role: str
    referral_id: UUID
    school_id: UUID
    event: Event
    progress: Progress
    turn: Turn
    deadline: Deadline
    texts: tuple[Text, ...]
    answer: Answer | None
    questions: tuple[Question, ...]
    review: Review | None
    outcomes: tuple[Outcome, ...]
    addenda: tuple[Addendum, ...]
    withdrawal: Act | None
    crossings: tuple[Crossing, ...]
    opened_by: tuple[Opening, ...]
    may: frozenset[rules.Act]
    took_part: bool  # the reader could review this call, had they not taken part in it
    phone_instead: str  # whom the school phones, in words, while nobody at an agency reads an open call

    @property
    def number(self) -> str:
        return self.event.number

    @property
    def zone(self) -> ZoneInfo:
        return self.event.zone

    @property
    def agency_name(self) -> str:
        return self.progress.agency_name

    @property
    def closed(self) -> bool:
        return self.progress.closed

    @property
    def withdrawn(self) -> bool:
        return self.progress.state == ReferralState.WITHDRAWN

    @cached_property
    def clock(self) -> Clock | None:
        return self.deadline.clock

    @cached_property
    def strip(self) -> Strip | None:
        return self.deadline.strip

    @property
    def outcome(self) -> Outcome | None:
        return self.outcomes[-1] if self.outcomes else None

    @property
    def open_question(self) -> Question | None:
        """The question that waits for its reply."""
        return next((one for one in self.questions if one.open), None)

    @property
    def event_texts(self) -> list[Text]:
        """The texts without the caller's reason, which stands with the four answers."""
        return [one for one in self.texts if one.kind != TextKind.CRIME_REASON]

    @property
    def facts(self) -> list[tuple[str, str | datetime | None]]:
        """The facts both sides see alike: a label, and words or a moment."""
        event = self.event
        facts: list[tuple[str, str | datetime | None]] = [
            (str(BY_NAME[name].label), event.occurred_at if name == "occurred_at" else event.words(name))
            for name in FACTS
        ]
        facts.append((_("Written by"), str(event.writer)))
        if event.sender.name and event.sender != event.writer:
            facts.append((_("Sent by"), str(event.sender)))
        return [*facts, (_("Recorded"), event.submitted_at)]

    @cached_property
    def timeline(self) -> tuple[Step, ...]:
        return timeline_of(
            event=self.event,
            progress=self.progress,
            answer=self.answer,
            review=self.review,
            acts=(*self.questions, *self.outcomes, *self.addenda),
            withdrawal=self.withdrawal,
        )

    @property
    def heading(self) -> str:
        """The state of things in a sentence, from where the reader stands."""
        asked = self.open_question
        if asked and rules.Act.REPLY in self.may:
            return _("%(who)s asks you a question.") % {"who": f"{asked.by.title} {asked.by.name}".strip()}
        if not asked and rules.Act.ANSWER in self.may:
            return _("This call waits for your answer.")
        if self.turn.yours and rules.Act.REVIEW in self.may:
            return _("This call waits for your review.")
        if self.review:
            return _("Reviewed: %(determination)s.") % {"determination": self.review.words.lower()}
        return f"{self.progress.words}."

    @property
    def who_sees(self) -> str:
        """Who can read the record, in a sentence."""
        agency = {"agency": self.agency_name}
        if self.side == "agency":
            said = _(
                "At %(agency)s, the officers posted to the school and their supervisors read this, while the MOU is in"
                " force. The school reads your answer, questions, determination and what the MOU reports of the"
                " outcome; never your notes."
            )
            return said % agency
        if self.progress.told_at is None:
            return _("The school and the district read this. Nobody at an agency does.")
        said = _(
            "The school and the district read this. At %(agency)s, the officers posted to the school and their"
            " supervisors read what was sent to them, while the MOU is in force."
        )
        return said % agency

    @property
    def redisclosure(self) -> str:
        """The line on every copy the agency holds (34 CFR 99.33(a)(2))."""
        if self.side == "school":
            return ""
        return _(
            "Disclosed by %(district)s to %(agency)s. It may be used only for the purpose for which it was disclosed, "
            "and not passed on to anyone else without consent, except as 34 CFR 99.33 allows."
        ) % {"district": self.event.district, "agency": self.agency_name}


def record_for(user: User, referral: Referral, at: datetime) -> Record:
    """The record of a referral that `visible_to` gave this person; call `referrals.look`, which notes the opening.

    Raises NothingDisclosed on the agency's side without a disclosure.
    """
    viewer = Viewer.of(user, at, at)
    side = viewer.side_of(referral)
    disclosed = Disclosed.about(referral.pk)
    source = (
        SchoolSource(viewer, referral, disclosed) if side == "school" else AgencySource(viewer, referral, disclosed)
    )
    answer, questions = disclosed.answer, disclosed.questions
    progress = Progress.of(
        referral,
        told_at=disclosed.told_at,
        answered_at=answer.at if answer else None,
        asked_at=next((one.at for one in questions if one.open), None),
        writer_name=source.writer_name,
        officer_names=_officer_names(referral, at),
    )
    now = source.situation(progress)
    due_on = progress.due_on(reviews=rules.P.REFERRAL_REVIEW in source.rights)
    review = disclosed.first(Direction.TO_SCHOOL, About.REVIEW)
    return Record(
        side=side,
        side_id=source.side_id,
        role=viewer.role_on(side, referral),
        referral_id=referral.pk,
        school_id=referral.school_id,
        event=source.event,
        progress=progress,
        turn=progress.turn(source.rights),
        deadline=Deadline.at(
            at,
            source.event.zone,
            started_on=referral.clock_started_on,
            due_on=due_on,
            calendar=_calendar(referral, progress),
        ),
        texts=tuple(source.texts),
        answer=answer,
        questions=questions,
        review=Review.of(review, source.notes) if review else None,
        outcomes=source.outcomes,
        addenda=tuple(sorted(source.addenda, key=lambda one: one.at)),
        withdrawal=source.withdrawal,
        crossings=disclosed.crossings(with_ground=side == "school"),
        opened_by=source.openings,
        may=rules.may(side, source.rights, now),
        took_part=now.took_part,
        phone_instead=source.phone_instead,
    )


def _officer_names(referral: Referral, at: datetime) -> str:
    """The officers posted to the school today who are to answer; nothing once the officer's turn is over."""
    if referral.state != ReferralState.SUBMITTED or referral.partnership_id is None:
        return ""
    posted = Posting.objects.served_on(referral.school.today(at)).at_school(referral.school_id)
    names = posted.filter(partnership=referral.partnership_id).order_by("starts_on", "pk")
    return ", ".join(names.values_list("officer__name", flat=True))


def _calendar(referral: Referral, progress: Progress) -> Calendar:
    """The school's closed days; none are asked for once nothing is due."""
    if progress.due_on(reviews=True) is None:
        return Calendar()
    return ClosedDay.objects.calendar_for(referral.school)
