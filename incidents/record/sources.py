"""Where a record is read from: the school's own rows, or what the agency was sent and its own rows."""

from accounts.roles import Role
from incidents import models, rules
from incidents.choices import About, Direction, TextKind
from incidents.events import EventName
from incidents.fields import BY_TEXT, CROSSING_TEXTS
from incidents.models import Participant, Referral
from incidents.projection import referral_projection
from incidents.record.from_disclosures import Disclosed
from incidents.record.turn import Progress
from incidents.record.types import (
    Act,
    Addendum,
    Audience,
    Event,
    Opening,
    Outcome,
    Person,
    Text,
    moment_of,
)
from incidents.rules import Situation
from incidents.states import CLOSED, ReferralState
from incidents.viewer import Viewer, agency_of
from ledger.models import Event as LedgerEvent
from partnerships.scoping import is_open, phone_instead, school_covers

MOST_OPENINGS = 50


class NothingDisclosed(Exception):
    """There is no disclosure, so the agency has no record to read."""


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
