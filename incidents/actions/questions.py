"""Ask back: a question to the writer before deciding, and the school's reply."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from incidents import notices
from incidents.actions import clocks
from incidents.actions.disclosures import tell_agency, tell_school
from incidents.actions.recording import record_act
from incidents.actions.standing import current, open_cover, require_agency, require_open, require_school, who
from incidents.choices import About
from incidents.errors import AlreadyAnswered, CoverClosed, IncompleteReferral, NotYours, QuestionOpen
from incidents.models import Question, Referral
from partnerships.scoping import Cover


def ask(*, by: User, at: datetime, referral: Referral, question: str) -> Question:
    """Put a question to the school; until it is answered the turn is the school's. One at a time.

    Officers posted there and supervisors may ask. Raises NotYours, AlreadyDecided, QuestionOpen, IncompleteReferral.
    """
    with transaction.atomic():
        referral = current(referral.pk)
        cover, right = _require_asker(by, at, referral)
        require_open(referral)
        if not question.strip():
            raise IncompleteReferral(["question"])
        if Question.objects.open().filter(referral=referral).exists():
            raise QuestionOpen(referral.number)
        agency = cover.partnership.agency
        asked = Question.objects.create(referral=referral, agency=agency, question=question, asked_by=by, asked_at=at)
        tell_school(
            referral=referral,
            cover=cover,
            about=About.QUESTION,
            subject_id=asked.pk,
            projection={"question": question, "by": who(by, right, agency, at), "at": at.isoformat()},
            by=by,
            at=at,
        )
        notices.question_asked(asked, referral, at=at)
        record_act("question.asked", by=by, at=at, referral=referral, side=agency.pk, data={"question": asked.pk})
    return asked


def _require_asker(by: User, at: datetime, referral: Referral) -> tuple[Cover, Permission]:
    """The cover, and the right by which the person asks: the supervisor's, else the officer's."""
    review, answer = Permission.REFERRAL_REVIEW, Permission.REFERRAL_ANSWER
    try:
        return require_agency(by=by, at=at, referral=referral, permission=review), review
    except NotYours:
        return require_agency(by=by, at=at, referral=referral, permission=answer), answer


def reply(*, by: User, at: datetime, question: Question, reply: str) -> Question:
    """Answer the question; the answer crosses to the agency, whose clock goes on after the days it stood still.

    Raises NotYours, AlreadyAnswered, AlreadyDecided once the referral is closed, CoverClosed, IncompleteReferral.
    """
    with transaction.atomic():
        referral = current(question.referral_id)
        require_school(by=by, at=at, school=referral.school, permission=Permission.REFERRAL_WRITE)
        asked = Question.objects.select_related("agency").get(pk=question.pk)
        if asked.replied_at is not None:
            raise AlreadyAnswered(referral.number)
        require_open(referral)
        if not reply.strip():
            raise IncompleteReferral(["reply"])
        cover = open_cover(referral, at)
        if cover is None:
            raise CoverClosed(referral.number)
        sender = who(by, Permission.REFERRAL_WRITE, referral.school, at)
        written = Question.objects.open().filter(pk=asked.pk).update(reply=reply, replied_by=by, replied_at=at)
        if written != 1:
            raise AlreadyAnswered(referral.number)
        asked.refresh_from_db()
        clocks.stood_still(referral)
        tell_agency(
            referral=referral,
            cover=cover,
            about=About.REPLY,
            subject_id=asked.pk,
            projection={"reply": reply, "sender": sender, "at": at.isoformat()},
            by=by,
            at=at,
        )
        notices.question_answered(asked, referral, at=at)
        data = {"question": asked.pk}
        record_act("question.replied", by=by, at=at, referral=referral, side=referral.district_id, data=data)
    return asked
