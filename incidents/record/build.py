"""The one reading of a referral: built from a projection, live for the school's side, as stored for the agency's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ClosedDay, User
from common.dates import Calendar, local_day
from incidents import rules
from incidents.choices import About, Crime, Danger, TextKind, WhatFor
from incidents.duties import owed_among
from incidents.fields import BY_NAME, FACTS, words_of
from incidents.models import Referral
from incidents.record.endings import Ending
from incidents.record.from_disclosures import Disclosed
from incidents.record.rows import Row, officers_at
from incidents.record.sources import AgencySource, SchoolSource
from incidents.record.timeline import timeline_of
from incidents.record.turn import Progress
from incidents.record.types import (
    Addendum,
    Answer,
    Asked,
    Change,
    Crossing,
    Deed,
    Leading,
    Opening,
    Outcome,
    Participant,
    Question,
    Review,
    Step,
    Text,
)
from incidents.viewer import Viewer

ASKS_YOU: dict[str, Any] = {
    WhatFor.AWARE: gettext_lazy("asks you to be aware"),
    WhatFor.STAND_BY: gettext_lazy("asks you to stand by"),
    WhatFor.ACT: gettext_lazy("asks you to act"),
}


@dataclass(frozen=True)
class Record(Row):
    """Everything one reader may read of one referral. Page, print and PDF show this and nothing else."""

    side_id: UUID | None
    role: str
    school_id: UUID
    participants: tuple[Participant, ...]
    texts: tuple[Text, ...]
    answer: Answer | None
    changes: tuple[Change, ...]
    questions: tuple[Question, ...]
    review: Review | None
    outcomes: tuple[Outcome, ...]
    addenda: tuple[Addendum, ...]
    leads: tuple[Leading, ...]
    withdrawal: Deed | None
    crossings: tuple[Crossing, ...]
    opened_by: tuple[Opening, ...]
    took_part: bool  # the reader could review this call, had they not taken part in it
    phone_instead: str  # whom the school phones, in words, while nobody at an agency reads an open call
    redisclosure: str  # the line on every copy the agency holds

    @property
    def agency_name(self) -> str:
        return self.progress.agency_name

    @property
    def outcome(self) -> Outcome | None:
        return self.outcomes[-1] if self.outcomes else None

    @property
    def lead(self) -> Leading | None:
        """Who leads now; None until somebody has said so."""
        return self.leads[-1] if self.leads else None

    @property
    def may_become_safety(self) -> bool:
        """Whether it is still what the caller sent: a rule matter in which nobody was in danger."""
        answers = self.event.answers
        rule_matter = answers.get("crime") == Crime.NO and answers.get("danger") == Danger.NONE
        return rule_matter and not any(one.became_safety for one in self.leads)

    @property
    def open_question(self) -> Question | None:
        """The question that waits for its reply."""
        return next((one for one in self.questions if one.reply is None), None)

    @property
    def event_texts(self) -> list[Text]:
        """The texts without the caller's reason, which stands with the four answers."""
        return [one for one in self.texts if one.kind != TextKind.CRIME_REASON]

    @property
    def four_answers(self) -> list[tuple[str, Asked | Answer | Review | Outcome | None, str]]:
        """Was it a crime? Asked four times of four people: who, what they say, and what is said where they do not."""
        why = next((one.text for one in self.texts if one.kind == TextKind.CRIME_REASON), "")
        answer, review = _("Not answered yet"), _("Not reviewed yet")
        if self.progress.closed:
            answer, review = _("Not answered"), _("Not reviewed")
        none = self.ending.outcome_words(self.progress)
        return [
            (_("Caller"), Asked(self.crime, why), ""),
            (_("Officer"), self.answer, answer),
            (_("Supervisor"), self.review, review),
            (_("Outcome"), self.outcome, none),
        ]

    @property
    def facts(self) -> list[tuple[str, str | datetime | None]]:
        """The facts: a label, and words or a moment. The school reads the agency's number beside its own."""
        event = self.event
        facts: list[tuple[str, str | datetime | None]] = [
            (str(BY_NAME[name].label), event.occurred_at if name == "occurred_at" else event.words(name))
            for name in FACTS
        ]
        if self.changes:
            said = {"now": words_of(WhatFor, self.what_for), "asked": event.words("what_for").lower()}
            changed = _("%(now)s, as the officer changed it; asked was: %(asked)s") % said
            facts = [
                (label, changed if name == "what_for" else value)
                for name, (label, value) in zip(FACTS, facts, strict=True)
            ]
        facts.append((_("Written by"), str(event.writer)))
        if event.sender.name and event.sender != event.writer:
            facts.append((_("Sent by"), str(event.sender)))
        facts.append((_("Recorded"), event.submitted_at))
        if self.side == "school" and event.agency_number:
            facts.append((_("Number at the agency"), event.agency_number))
        return facts

    @cached_property
    def timeline(self) -> tuple[Step, ...]:
        return timeline_of(self)

    @property
    def heading(self) -> str:
        """The event and the state of things in a sentence, from where the reader stands."""
        if not self.what:
            return _("%(state)s.") % {"state": capfirst(self.standing)}
        return _("%(what)s: %(state)s.") % {"what": self.what, "state": self.standing}

    @property
    def standing(self) -> str:
        """The state of things, as the end of a sentence."""
        asked, waits_for = self.open_question, self.progress.officer_names
        if asked and rules.Act.REPLY in self.may:
            return _("%(who)s asks you a question") % {"who": f"{asked.by.title} {asked.by.name}".strip()}
        if not asked and rules.Act.ANSWER in self.may:
            return str(ASKS_YOU.get(self.what_for, _("waits for your answer")))
        if self.turn.yours and rules.Act.REVIEW in self.may:
            return _("waits for your review")
        if self.review:
            return _("reviewed, %(determination)s") % {"determination": self.review.words.lower()}
        if waits_for and not asked and self.progress.told_at is not None:
            return _("waits for Officer %(name)s") % {"name": waits_for}
        return self.progress.words[:1].lower() + self.progress.words[1:]

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


def record_for(user: User, referral: Referral, at: datetime) -> Record:
    """The record of a referral that `visible_to` gave this person; call `referrals.look`, which notes the opening.

    Raises NothingDisclosed on the agency's side without a disclosure.
    """
    viewer = Viewer.of(user, at, at)
    side = viewer.side_of(referral)
    disclosed = Disclosed.about(referral.pk)
    officers = officers_at(viewer, [referral]).get((referral.school_id, referral.partnership_id), [])
    rights = viewer.rights_on(side, referral, officers)
    source = (SchoolSource if side == "school" else AgencySource)(viewer, referral, disclosed, rights)
    progress = Progress.of(referral, disclosed.rows, writer_name=source.writer_name, officers=officers)
    # The school's closed days are asked for only while something is due.
    calendar = Calendar() if progress.stands_still else ClosedDay.objects.calendar_for(referral.school)
    now = source.situation(progress)
    review, outcomes = disclosed.first(About.REVIEW), source.outcomes
    return Record(
        side=side,
        side_id=source.side_id,
        role=viewer.role_on(side, referral),
        referral_id=referral.pk,
        school_id=referral.school_id,
        event=source.event,
        progress=progress,
        turn=progress.turn(rights),
        deadline=progress.deadline(local_day(at, source.event.zone), source.event.zone, calendar),
        participants=source.participants,
        texts=tuple(source.texts),
        answer=disclosed.answer,
        what_for=source.what_for,
        changes=disclosed.changes,
        questions=disclosed.questions,
        review=Review.of(review, source.notes) if review else None,
        outcomes=outcomes,
        addenda=source.addenda,
        leads=disclosed.leads,
        withdrawal=source.withdrawal,
        crossings=disclosed.crossings(with_ground=side == "school"),
        opened_by=source.openings,
        ending=Ending.of(
            side,
            [(one.about, one.text.projection) for one in disclosed.rows],
            recorded=outcomes[-1].kind if outcomes else "",
        ),
        owed=side == "school" and bool(owed_among([referral])),
        may=rules.may(side, rights, now),
        took_part=now.took_part,
        phone_instead=source.phone_instead,
        redisclosure=source.redisclosure,
    )
