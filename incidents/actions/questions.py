"""Ask back: a question to the writer before deciding, and the school's reply."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.resending import sent_before
from incidents import notices
from incidents.actions import clocks
from incidents.actions.disclosures import Matter, tell_agency, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About
from incidents.errors import AlreadyAnswered, IncompleteReferral, QuestionOpen, ReplyUnreachable
from incidents.events import EventName
from incidents.models import Question, Referral
from incidents.rules import Act, open_cover, require_at_agency, require_at_school, require_state
from ledger.seals import seal


def ask(*, by: User, at: datetime, referral: Referral, question: str, form_key: UUID) -> Question:
    """Put a question to the school; until it is answered the turn is the school's. One at a time.

    Officers posted there and supervisors may ask. The same form twice gives the same row. Raises NotYours,
    AlreadyDecided, QuestionOpen, IncompleteReferral, SaidOtherwise.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.ASK, by=by, at=at, referral=referral)
        before = sent_before(
            Question.objects.filter(form_key=form_key),
            whose={"asked_by_id": by.pk, "referral_id": referral.pk},
            said={"question": question},
        )
        if before is not None:
            return before
        require_state(Act.ASK, referral)
        if not question.strip():
            raise IncompleteReferral(["question"])
        if Question.objects.open().filter(referral=referral).exists():
            raise QuestionOpen
        agency = held.cover.partnership.agency
        asked = Question.objects.create(
            referral=referral, agency=agency, question=question, form_key=form_key, asked_by=by, asked_at=at
        )
        said = {"question": question, "by": who(by, held.right, agency, at), "at": at.isoformat()}
        told = tell_school(Matter(About.QUESTION, asked.pk, said), referral=referral, cover=held.cover, by=by, at=at)
        notices.question_asked(asked, referral, at=at)
        seals = [seal(asked, "asked"), seal(told, "sent")]
        entry = Entry(EventName.QUESTION_ASKED, {"question": asked.pk}, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=agency.pk)
    return asked


def reply(*, by: User, at: datetime, question: Question, reply: str, form_key: UUID) -> Question:
    """Answer the question; the answer crosses to the agency, whose clock goes on after the days it stood still.

    The same form twice gives the same row. Raises NotYours, AlreadyAnswered, AlreadyDecided once the referral is
    closed, ReplyUnreachable, IncompleteReferral, SaidOtherwise.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(question.referral_id)
        right = require_at_school(Act.REPLY, by=by, at=at, school=referral.school)
        before = sent_before(
            Question.objects.filter(reply_form_key=form_key),
            whose={"replied_by_id": by.pk, "referral_id": referral.pk},
            said={"reply": reply},
        )
        if before is not None:
            return before
        asked = Question.objects.select_related("agency").get(pk=question.pk)
        if asked.replied_at is not None:
            raise AlreadyAnswered
        require_state(Act.REPLY, referral)
        if not reply.strip():
            raise IncompleteReferral(["reply"])
        cover = open_cover(referral, at)
        if cover is None:
            raise ReplyUnreachable
        waiting = Question.objects.open().filter(pk=asked.pk)
        if waiting.update(reply=reply, reply_form_key=form_key, replied_by=by, replied_at=at) != 1:
            raise AlreadyAnswered
        asked.refresh_from_db()
        clocks.stood_still(referral)
        said = {"reply": reply, "sender": who(by, right, referral.school, at), "at": at.isoformat()}
        told = tell_agency(Matter(About.REPLY, asked.pk, said), referral=referral, cover=cover, by=by, at=at)
        notices.question_answered(asked, referral, at=at)
        seals = [seal(asked, "replied"), seal(told, "sent")]
        entry = Entry(EventName.QUESTION_REPLIED, {"question": asked.pk}, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)
    return asked
