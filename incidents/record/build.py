"""The one reading of a referral: built from a projection, live for the school's side, as stored for the agency's."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import ClosedDay, User
from accounts.roles import Role
from common.dates import Calendar, Clock, Strip
from incidents import models, rules
from incidents.choices import About, Direction, TextKind
from incidents.events import EventName
from incidents.fields import BY_NAME, BY_TEXT, CROSSING_TEXTS, FACTS
from incidents.models import Participant, Referral
from incidents.projection import referral_projection
from incidents.record.clocks import Deadline
from incidents.record.from_disclosures import Disclosed
from incidents.record.timeline import timeline_of
from incidents.record.turn import Progress, Turn
from incidents.record.types import (
    Act,
    Addendum,
    Answer,
    Audience,
    Crossing,
    Event,
    Opening,
    Outcome,
    Person,
    Question,
    Review,
    Step,
    Text,
    moment_of,
)
from incidents.rules import Situation
from incidents.states import CLOSED, ReferralState
from incidents.viewer import Side, Viewer, agency_of
from ledger.models import Event as LedgerEvent
from partnerships.models import Posting
from partnerships.scoping import is_open, phone_instead, school_covers

MOST_OPENINGS = 50


class NothingDisclosed(Exception):
    """There is no disclosure, so the agency has no record to read."""


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


class SchoolSource:
    """What the school's side reads: its own rows, and of the agency only what it told the school."""

    notes = ""

    def __init__(self, viewer: Viewer, referral: Referral, disclosed: Disclosed) -> None:
        self.viewer, self.referral, self.disclosed = viewer, referral, disclosed
        self.side_id = referral.district_id
        self.rights = viewer.rights_at_school(referral)
        self.written = dict(referral.texts.values_list("kind", "text"))
        sender = referral.submitted_by or referral.written_by
        self.event = Event.of(
            referral_projection(
                referral,
                texts=self.written,
                participants=Participant.objects.filter(referral=referral).select_related("identity"),
                with_identity=True,
                writer={"name": referral.written_by.name},
                sender={"name": sender.name},
            )
        )
        self.writer_name = referral.written_by.name

    @property
    def texts(self) -> list[Text]:
        shared: Audience = "shared" if self.disclosed.told_at else "if_sent"
        audiences: dict[str, Audience] = {TextKind.SCHOOL_ONLY: "school_only"}
        kinds = (*CROSSING_TEXTS, TextKind.SCHOOL_ONLY, TextKind.WITHDRAWAL)
        return [_text(kind, self.written[kind], audiences.get(kind, shared)) for kind in kinds if kind in self.written]

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.disclosed.outcomes

    @property
    def addenda(self) -> list[Addendum]:
        rows = models.Addendum.objects.filter(referral=self.referral, side=self.side_id).select_related("by")
        own = [Addendum(Person(one.by.name), one.at, one.text, "school", one.crosses) for one in rows]
        return [*own, *self.disclosed.addenda_of("agency")]

    @property
    def withdrawal(self) -> Act | None:
        closed_at = self.referral.closed_at
        if self.referral.state != ReferralState.WITHDRAWN or closed_at is None:
            return None
        return Act(self.event.sender, closed_at)

    @property
    def openings(self) -> tuple[Opening, ...]:
        """Who has opened the record: when, from which side, in which role; the last ones first."""
        events = LedgerEvent.objects.filter(
            object_type="incidents.referral", object_id=str(self.referral.pk), action=EventName.REFERRAL_OPENED
        ).only("at", "data")
        roles = {value: str(label) for value, label in Role.choices}
        return tuple(
            Opening(one.at, said.get("side", ""), roles.get(said.get("role", ""), ""), said.get("how", ""))
            for one in events.order_by("-seq")[:MOST_OPENINGS]
            for said in [one.details]
        )

    @property
    def unsent(self) -> bool:
        """Whether the reader could send on an open call that no agency was told of."""
        writes = rules.P.REFERRAL_WRITE in self.rights
        return writes and self.disclosed.told_at is None and self.referral.state not in CLOSED

    def situation(self, progress: Progress) -> Situation:
        referral, at = self.referral, self.viewer.at
        told = self.disclosed.referral is not None
        # Asked only for those who may write: whether the agency could read a later word, and whether one receives.
        writes = rules.P.REFERRAL_WRITE in self.rights
        reachable = writes and told and referral.partnership is not None and is_open(referral.partnership, at)
        receiving = self.unsent and any(one.receives for one in school_covers(referral.school, at))
        return Situation(referral.state, told, progress.asked_at is not None, reachable=reachable, receiving=receiving)

    @property
    def phone_instead(self) -> str:
        return phone_instead(self.referral.school, self.viewer.at) if self.unsent else ""


class AgencySource:
    """What the agency's side reads: the projections it was sent, and its own rows; never a row of the school's.

    The referral's row serves only for the course of the process (state, days, school and agency), which both know.
    """

    openings: tuple[Opening, ...] = ()
    phone_instead = ""

    def __init__(self, viewer: Viewer, referral: Referral, disclosed: Disclosed) -> None:
        sent = disclosed.referral
        if sent is None:
            raise NothingDisclosed(str(referral.pk))
        self.viewer, self.referral, self.disclosed = viewer, referral, disclosed
        self.side_id = agency_of(referral)
        self.event = Event.of(sent)
        self.rights = viewer.rights_at_agency(referral, posted=viewer.is_posted(referral))
        self.writer_name = str(self.event.sender)
        self.withdrawn = disclosed.first(Direction.TO_AGENCY, About.WITHDRAWAL)

    @property
    def texts(self) -> list[Text]:
        given = self.event.texts
        texts = [_text(kind, given[kind], "shared") for kind in CROSSING_TEXTS if kind in given]
        if self.withdrawn:
            texts.append(_text(TextKind.WITHDRAWAL, self.withdrawn["reason"], "shared"))
        return texts

    @property
    def notes(self) -> str:
        """The supervisor's notes; asked for once the referral is closed."""
        if self.referral.closed_at is None:
            return ""
        found = models.Review.objects.filter(referral=self.referral.pk).values_list("notes", flat=True)
        return found.first() or ""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        reported = {pk for pk, _one in self.disclosed.projections(Direction.TO_SCHOOL, About.OUTCOME)}
        rows = models.Outcome.objects.filter(referral=self.referral.pk).select_related("by").order_by("at", "id")
        return tuple(Outcome(Person(one.by.name), one.at, one.kind, one.note, one.pk in reported) for one in rows)

    @property
    def addenda(self) -> list[Addendum]:
        rows = models.Addendum.objects.filter(referral=self.referral.pk, side=self.side_id).select_related("by")
        own = [Addendum(Person(one.by.name), one.at, one.text, "agency", one.crosses) for one in rows]
        return [*own, *self.disclosed.addenda_of("school")]

    @property
    def withdrawal(self) -> Act | None:
        at = moment_of(self.withdrawn["at"]) if self.withdrawn else None
        return Act(Person.of(self.withdrawn["sender"]), at) if self.withdrawn and at else None

    def situation(self, progress: Progress) -> Situation:
        reviews = rules.P.REFERRAL_REVIEW in self.rights and not progress.closed
        took_part = reviews and rules.took_part(self.viewer.user, self.referral)
        return Situation(self.referral.state, True, progress.asked_at is not None, took_part=took_part)


def _text(kind: TextKind, text: str, audience: Audience) -> Text:
    label = BY_TEXT[kind].label if kind in BY_TEXT else kind.label
    return Text(kind, str(label), text, audience)


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
