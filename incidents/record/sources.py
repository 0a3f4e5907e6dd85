"""Where a record is read from: the school's own rows, or what the agency was sent and its own rows."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from accounts.roles import Role
from incidents import models, rules
from incidents.choices import About, PlanKnown, TextKind
from incidents.events import EventName
from incidents.fields import BY_NAME, BY_TEXT, CROSSING_TEXTS, STAYING_ANSWERS, STAYING_TEXTS
from incidents.guardians import guardian_words
from incidents.models import Referral
from incidents.projection import participant_projection
from incidents.record.from_disclosures import Disclosed
from incidents.record.turn import Progress
from incidents.record.types import (
    Addendum,
    Audience,
    Deed,
    Event,
    Opening,
    Outcome,
    Participant,
    Person,
    Text,
    own_event,
    people_in,
    told_event,
)
from incidents.rules import Situation
from incidents.states import CLOSED, ReferralState
from incidents.viewer import Side, Viewer, agency_of
from ledger.models import Event as LedgerEvent
from partnerships.scoping import is_open, phone_instead, school_covers

MOST_OPENINGS = 50


class NothingDisclosed(Exception):
    """There is no disclosure, so the agency has no record to read."""


class Source:
    """What both sides read: what crossed, and their own later facts. Made for a page and gone with it."""

    side: Side
    other: Side
    side_id: UUID | None
    event: Event

    def __init__(self, viewer: Viewer, referral: Referral, disclosed: Disclosed, rights: frozenset[Permission]) -> None:
        self.viewer, self.referral, self.disclosed, self.rights = viewer, referral, disclosed, rights

    @property
    def what_for(self) -> str:
        """What the call is for as it stands, by what both sides were told."""
        changes = self.disclosed.changes
        return changes[-1].after if changes else self.event.answers.get("what_for", "")

    @property
    def addenda(self) -> tuple[Addendum, ...]:
        rows = models.Addendum.objects.filter(referral=self.referral, side=self.side_id).select_related("by")
        own = [Addendum(Person(one.by.name), one.at, one.text, self.side, one.crosses, one.kind) for one in rows]
        return tuple(sorted([*own, *self.disclosed.addenda_of(self.other)], key=lambda one: one.at))


class SchoolSource(Source):
    """What the school's side reads: its own rows, and of the agency only what it told the school."""

    side, other = "school", "agency"
    notes = redisclosure = ""

    def __init__(self, viewer: Viewer, referral: Referral, disclosed: Disclosed, rights: frozenset[Permission]) -> None:
        super().__init__(viewer, referral, disclosed, rights)
        self.side_id = referral.district_id
        self.event = own_event(referral)
        self.writer_name = str(self.event.writer)
        self.told = disclosed.referral is not None

    @property
    def participants(self) -> tuple[Participant, ...]:
        rows = models.Participant.objects.filter(referral=self.referral).select_related("identity")
        return people_in(participant_projection(one, with_identity=True) for one in rows)

    @property
    def texts(self) -> list[Text]:
        written = dict(self.referral.texts.values_list("kind", "text"))
        shared: Audience = "shared" if self.told else "if_sent"
        answers = {field: field.words(getattr(self.referral, field.name)) for field in STAYING_ANSWERS}
        kinds = (*CROSSING_TEXTS, TextKind.WITHDRAWAL)
        return [
            *(_text(kind, written[kind], shared) for kind in kinds if kind in written),
            *(Text(one.name, str(one.label), words, "school_only") for one, words in answers.items() if words),
            *(_text(kind, written[kind], "school_only") for kind in STAYING_TEXTS if kind in written),
            *self._guardian(),
        ]

    def _guardian(self) -> list[Text]:
        """Whether a guardian was told, the last answer first."""
        rows = models.GuardianNotice.objects.filter(referral=self.referral).order_by("-at", "-id").select_related("by")
        said = [guardian_words(one, self.event.zone) for one in rows]
        return [Text("guardian", _("Guardian"), "\n".join(said), "school_only")] if said else []

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.disclosed.outcomes

    @property
    def withdrawal(self) -> Deed | None:
        closed_at = self.referral.closed_at
        if self.referral.state != ReferralState.WITHDRAWN or closed_at is None:
            return None
        told = self.disclosed.first(About.WITHDRAWAL)
        return Deed(Person.of(told["sender"]) if told else self._withdrew(), closed_at)

    def _withdrew(self) -> Person:
        """Who took back a call when the agency could not be told any more: the ledger knows."""
        about = {"object_type": "incidents.referral", "object_id": str(self.referral.pk)}
        acts = LedgerEvent.objects.filter(**about, action=EventName.REFERRAL_WITHDRAWN).values_list(
            "actor_id", flat=True
        )
        names = User.objects.filter(pk__in=[pk for pk in acts if pk]).values_list("name", flat=True)
        return Person(names.first() or "")

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
        sends = rules.has_right(rules.Act.DISCLOSE, self.rights)
        return sends and not self.told and self.referral.state not in CLOSED

    def situation(self, progress: Progress) -> Situation:
        referral, at = self.referral, self.viewer.at
        # Asked only for those who may write: whether the agency could read a later word, and whether one receives.
        writes = rules.has_right(rules.Act.REPLY, self.rights)
        reachable = writes and self.told and referral.partnership is not None and is_open(referral.partnership, at)
        receiving = self.unsent and any(one.receives for one in school_covers(referral.school, at))
        asked = progress.asked_at is not None
        plan = referral.plan == PlanKnown.YES and self.disclosed.first(About.PLAN) is None
        return Situation(referral.state, self.told, asked, reachable=reachable, receiving=receiving, plan=plan)

    @property
    def phone_instead(self) -> str:
        return phone_instead(self.referral.school, self.viewer.at) if self.unsent else ""


class AgencySource(Source):
    """What the agency's side reads: the projections it was sent, and its own rows; never a row of the school's.

    The referral's row serves only for the course of the process (state, days, school and agency), which both know.
    """

    side, other = "agency", "school"
    openings: tuple[Opening, ...] = ()
    phone_instead = ""

    def __init__(self, viewer: Viewer, referral: Referral, disclosed: Disclosed, rights: frozenset[Permission]) -> None:
        super().__init__(viewer, referral, disclosed, rights)
        sent = disclosed.referral
        if sent is None:
            raise NothingDisclosed(str(referral.pk))
        self.sent = sent
        self.side_id = agency_of(referral)
        self.agency_name = referral.partnership.agency.name if referral.partnership else ""
        self.event = told_event(referral, sent)
        self.writer_name = str(self.event.sender)
        self.withdrawn = disclosed.first(About.WITHDRAWAL)

    @property
    def participants(self) -> tuple[Participant, ...]:
        return people_in(self.sent["participants"])

    @property
    def texts(self) -> list[Text]:
        given = self.sent["texts"]
        texts = [_text(kind, given[kind], "shared") for kind in CROSSING_TEXTS if kind in given]
        if plan := self.disclosed.first(About.PLAN):
            said = {"plan": BY_NAME["plan"].words(plan["plan"]), "speak_to": plan["speak_to"]}
            texts += [Text(name, str(BY_NAME[name].label), words, "shared") for name, words in said.items() if words]
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
        reported = self.disclosed.projections(About.OUTCOME)
        rows = models.Outcome.objects.filter(referral=self.referral.pk).select_related("by").order_by("at", "id")
        return tuple(Outcome(Person(one.by.name), one.at, one.kind, one.note, one.pk in reported) for one in rows)

    @property
    def withdrawal(self) -> Deed | None:
        said = self.withdrawn
        return Deed(Person.of(said["sender"]), datetime.fromisoformat(said["at"])) if said else None

    def situation(self, progress: Progress) -> Situation:
        reviews = rules.has_right(rules.Act.REVIEW, self.rights) and not progress.closed
        took_part = reviews and rules.took_part(self.viewer.user, self.referral)
        asked = progress.asked_at is not None
        return Situation(self.referral.state, True, asked, took_part=took_part, what_for=self.what_for)

    @property
    def redisclosure(self) -> str:
        """The line on every copy the agency holds (34 CFR 99.33(a)(2))."""
        return _(
            "Disclosed by %(district)s to %(agency)s. It may be used only for the purpose for which it was disclosed, "
            "and not passed on to anyone else without consent, except as 34 CFR 99.33 allows."
        ) % {"district": self.sent["district"], "agency": self.agency_name}


def _text(kind: TextKind, text: str, audience: Audience) -> Text:
    label = BY_TEXT[kind].label if kind in BY_TEXT else kind.label
    return Text(kind, str(label), text, audience)
