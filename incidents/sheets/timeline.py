"""What happened, in order, from parts that the reader may read."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from incidents.sheets.types import (
    AddendumPart,
    AnswerPart,
    OutcomePart,
    Person,
    QuestionPart,
    ReviewPart,
    TimelineLine,
)


def timeline_of(
    *,
    sender: Person,
    submitted_at: datetime | None,
    disclosed_at: datetime | None,
    agency_name: str,
    answer: AnswerPart | None,
    questions: Iterable[QuestionPart],
    review: ReviewPart | None,
    outcomes: Iterable[OutcomePart],
    addenda: Iterable[AddendumPart],
    withdrawn: tuple[datetime, Person] | None,
) -> tuple[TimelineLine, ...]:
    """One line per act, oldest first. Both sides' timelines are made here, each from its own parts."""
    lines: list[TimelineLine] = []

    def add(at: datetime | None, who: Person | str, side: str, what: str) -> None:
        if at is not None:
            lines.append(TimelineLine(at, str(who), "school" if side == "school" else "agency", what))

    if submitted_at is not None and disclosed_at is not None and disclosed_at <= submitted_at:
        add(submitted_at, sender, "school", _("sent it to %(agency)s") % {"agency": agency_name})
    else:
        add(submitted_at, sender, "school", _("recorded it; no agency was told"))
        add(disclosed_at, "", "school", _("sent it to %(agency)s later") % {"agency": agency_name})
    if answer:
        add(answer.at, answer.by, "agency", _("accepted it") if answer.answer == "accept" else _("declined it"))
    for question in questions:
        add(question.at, question.by, "agency", _("asked a question"))
        add(question.replied_at, question.replied_by or "", "school", _("answered the question"))
    if review:
        add(review.at, review.by, "agency", _("determined: %(words)s") % {"words": review.words})
    for outcome in outcomes:
        add(outcome.at, outcome.by, "agency", _("recorded the outcome: %(words)s") % {"words": outcome.words})
    for addendum in addenda:
        add(addendum.at, addendum.by, addendum.side, _("added a later fact"))
    if withdrawn:
        add(withdrawn[0], withdrawn[1], "school", _("withdrew it"))
    return tuple(sorted(lines, key=lambda line: line.at))
