"""What happened to a referral, in order, from what the reader may read."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from incidents.choices import Answer as AnswerChoice
from incidents.record.turn import Progress
from incidents.record.types import Act, Addendum, Answer, Event, Outcome, Question, Review, Step
from incidents.viewer import Side


def timeline_of(
    *,
    event: Event,
    progress: Progress,
    answer: Answer | None,
    review: Review | None,
    acts: Iterable[Act],
    withdrawal: Act | None,
) -> tuple[Step, ...]:
    """One step per act, oldest first."""
    steps = sent_steps(event, progress)
    if answer:
        accepted = answer.answer == AnswerChoice.ACCEPT
        steps.append(step(answer, "agency", _("accepted it") if accepted else _("declined it")))
    if review:
        steps.append(step(review, "agency", _("determined: %(words)s") % {"words": review.words}))
    for act in acts:
        steps += act_steps(act)
    if withdrawal:
        steps.append(step(withdrawal, "school", _("withdrew it")))
    return tuple(sorted(steps, key=lambda one: one.at))


def sent_steps(event: Event, progress: Progress) -> list[Step]:
    """Sent at once; or recorded, and perhaps sent later."""
    agency = {"agency": progress.agency_name}
    sent_at, told_at = event.submitted_at, progress.told_at
    if sent_at is not None and told_at is not None and told_at <= sent_at:
        return [Step(sent_at, str(event.sender), "school", _("sent it to %(agency)s") % agency)]
    steps: list[tuple[datetime | None, str, str]] = [
        (sent_at, str(event.sender), _("recorded it; no agency was told")),
        (told_at, "", _("sent it to %(agency)s later") % agency),
    ]
    return [Step(at, who, "school", what) for at, who, what in steps if at is not None]


def act_steps(act: Act) -> list[Step]:
    """A question with its reply, an outcome, a later fact."""
    if isinstance(act, Question):
        asked = step(act, "agency", _("asked a question"))
        if act.replied_at is None:
            return [asked]
        return [asked, Step(act.replied_at, str(act.replied_by or ""), "school", _("answered the question"))]
    if isinstance(act, Outcome):
        return [step(act, "agency", _("recorded the outcome: %(words)s") % {"words": act.words})]
    if isinstance(act, Addendum):
        return [step(act, act.side, _("added a later fact"))]
    return []


def step(act: Act, side: Side, what: str) -> Step:
    return Step(act.at, str(act.by), side, what)
