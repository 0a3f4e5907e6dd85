"""What happened to a referral, in order, from what the reader may read."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from incidents.choices import Answer as AnswerChoice
from incidents.record.types import Deed, Step
from incidents.viewer import Side

if TYPE_CHECKING:
    from incidents.record.build import Record


def timeline_of(record: "Record") -> tuple[Step, ...]:
    """One step per act, oldest first."""
    acts: list[tuple[Deed | None, Side, str]] = []
    if record.answer:
        answered = {AnswerChoice.ACCEPT: _("accepted it"), AnswerChoice.SEEN: _("saw it")}
        acts.append((record.answer, "agency", answered.get(AnswerChoice(record.answer.answer), _("declined it"))))
    acts += [(one, "agency", one.words) for one in record.changes]
    if record.review:
        acts.append((record.review, "agency", _("determined: %(words)s") % {"words": record.review.words}))
    for question in record.questions:
        acts.append((question, "agency", _("asked a question")))
        acts.append((question.reply, "school", _("answered the question")))
    for outcome in record.outcomes:
        acts.append((outcome, "agency", _("recorded the outcome: %(words)s") % {"words": outcome.words}))
    for lead in record.leads:
        said = _("said who leads: %(who)s") % {"who": lead.words.lower()}
        if lead.became_safety:
            said = _("noted that it became a safety matter, led by: %(who)s") % {"who": lead.words.lower()}
        acts.append((lead, lead.side, said))
    acts += [(one, one.side, _("added a later fact")) for one in record.addenda]
    acts.append((record.withdrawal, "school", _("withdrew it")))
    steps = [Step(act.at, str(act.by), side, what) for act, side, what in acts if act]
    return tuple(sorted([*sent_steps(record), *steps], key=lambda step: step.at))


def sent_steps(record: "Record") -> list[Step]:
    """Sent at once; or recorded, and perhaps sent later."""
    sent_at, told_at, sender = record.event.submitted_at, record.progress.told_at, str(record.event.sender)
    agency = {"agency": record.agency_name}
    if sent_at is not None and told_at is not None and told_at <= sent_at:
        return [Step(sent_at, sender, "school", _("sent it to %(agency)s") % agency)]
    steps: list[tuple[datetime | None, str, str]] = [
        (sent_at, sender, _("recorded it; no agency was told")),
        (told_at, "", _("sent it to %(agency)s later") % agency),
    ]
    return [Step(at, who, "school", what) for at, who, what in steps if at is not None]
