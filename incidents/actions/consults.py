"""A question to the agency's supervisor before a call: asked, answered, withdrawn, closed, opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.permissions import Permission
from accounts.resending import sent_before
from accounts.take_outs import require_measure
from common.dates import school_year_of
from common.transitions import StaleState, move
from incidents import notices
from incidents.actions.consult_ends import end, record_consult
from incidents.actions.disclosures import Matter, require_clause_of, tell_agency, tell_school
from incidents.actions.drafts import change
from incidents.actions.recording import who
from incidents.choices import About, Advice, Crime, Danger, TextKind
from incidents.consult_rules import Put, answerers, can_ask_first, covers_asked, require_answerer, require_asker
from incidents.errors import (
    AlreadyAsked,
    AnswerStands,
    ChangedMeanwhile,
    ConsultEnded,
    CoverClosed,
    IncompleteReferral,
    NobodyToAsk,
    NotToAsk,
    NotYours,
    UnknownAnswer,
)
from incidents.events import EventName
from incidents.models import Consult, ConsultAnswer, Referral
from incidents.projection import clause_projection
from incidents.record.consults import ConsultRecord, consults_for
from incidents.reference import BEHAVIORS, PLACES
from incidents.states import ANSWER_CONSULT, CLOSE_CONSULT, WITHDRAW_CONSULT, ConsultState
from ledger.seals import seal
from partnerships.models import Clause, Partnership
from partnerships.scoping import Cover


@dataclass(frozen=True)
class Asked:
    """What a school asks, as typed: of which kind it is and where it was, without anybody's identity."""

    behavior: str
    place: str
    question: str
    may_be_kept: bool = False


def ask(
    *,
    by: User,
    at: datetime,
    referral: Referral,
    asked: Asked,
    form_key: UUID,
    partnership: Partnership | None = None,
    seen: datetime | None = None,
) -> Consult:
    """Put a question of a draft to the agency's supervisors; nobody in the draft goes along. The draft stays.

    The same form twice gives the same row. `seen`: when the draft that was read had been saved. Raises NotYours,
    NotToAsk with danger, a crime or a duty to hand it on, AlreadyAsked, ChangedMeanwhile, CoverClosed where no agency
    reads it now, NobodyToAsk, IncompleteReferral, UnknownAnswer, SaidOtherwise.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        require_asker(by=by, at=at, school=referral.school)
        said = {"question": asked.question, "may_be_kept": asked.may_be_kept}
        rows = Consult.objects.filter(form_key=form_key)
        before = sent_before(rows, whose={"asked_by_id": by.pk, "school_id": referral.school_id}, said=said)
        if before is not None:
            return before
        if seen is not None and referral.changed_at != seen:
            raise ChangedMeanwhile
        reason = _check(asked, referral)
        change(by=by, at=at, referral=referral, answers={"behavior": asked.behavior, "place": asked.place})
        referral.behavior, referral.place = asked.behavior, asked.place
        if not can_ask_first(referral):
            raise NotToAsk
        if Consult.objects.waiting().filter(referral=referral.pk).exists():
            raise AlreadyAsked
        cover = _cover_asked(referral, at, partnership)
        put = Put(cover.partnership, referral.school, by.pk, f"{reason}\n{asked.question}")
        if not answerers([put], at)[0]:
            raise NobodyToAsk
        year = school_year_of(referral.school.today(at))
        consult = Consult.objects.create(
            form_key=form_key,
            district=referral.district,
            school=referral.school,
            partnership=cover.partnership,
            referral=referral,
            year=year,
            sequence=_next_number(cover.partnership, year),
            behavior=asked.behavior,
            place=asked.place,
            reason=reason,
            question=asked.question,
            may_be_kept=asked.may_be_kept,
            asked_by=by,
            asked_at=at,
        )
        matter = Matter(About.CONSULT, consult.pk, _projection(consult, at))
        told = tell_agency(matter, consult=consult, cover=cover, by=by, at=at)
        notices.consult_asked(consult, at=at)
        seals = (seal(consult, "asked"),)
        record_consult(EventName.CONSULT_ASKED, consult, by=by, at=at, disclosure=told, seals=seals)
    return consult


def _check(asked: Asked, referral: Referral) -> str:
    """The caller's reason of the draft, once all is there that a question needs."""
    if asked.behavior not in BEHAVIORS:
        raise UnknownAnswer("behavior")
    if asked.place not in PLACES:
        raise UnknownAnswer("place")
    reason = referral.texts.filter(kind=TextKind.CRIME_REASON).values_list("text", flat=True).first() or ""
    missing = [name for name, text in (("question", asked.question), ("crime_reason", reason)) if not text.strip()]
    if missing:
        raise IncompleteReferral(missing)
    return reason


def _cover_asked(referral: Referral, at: datetime, wanted: Partnership | None) -> Cover:
    covers = covers_asked(referral.school, at)
    if wanted is not None:
        covers = [cover for cover in covers if cover.partnership.pk == wanted.pk]
    if not covers:
        raise CoverClosed
    if len(covers) > 1:
        raise IncompleteReferral(["partnership"])
    return covers[0]


def _next_number(partnership: Partnership, year: int) -> int:
    """The next place among the partnership's questions of the year; its row is held meanwhile."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    last = Consult.objects.filter(partnership=partnership, year=year).aggregate(last=Max("sequence"))["last"]
    return (last or 0) + 1


def _projection(consult: Consult, at: datetime) -> Mapping[str, object]:
    return {
        "number": consult.number,
        "school": consult.school.name,
        "time_zone": consult.school.time_zone,
        "district": consult.district.name,
        "behavior": consult.behavior,
        "place": consult.place,
        "crime_reason": consult.reason,
        "question": consult.question,
        "may_be_kept": consult.may_be_kept,
        "sender": who(consult.asked_by, Permission.REFERRAL_WRITE, consult.school, at),
        "at": consult.asked_at.isoformat(),
    }


@dataclass(frozen=True)
class Reply:
    """What a supervisor answers."""

    kind: str
    text: str
    clause: Clause | None = None


def answer(*, by: User, at: datetime, consult: Consult, reply: Reply, form_key: UUID) -> ConsultAnswer:
    """Answer a question; the answer crosses to the school. Of two at once one wins.

    The same form twice gives the same row. Raises NotYours, OwnRecord for who may not answer this one, ConsultEnded,
    AnswerStands, UnknownAnswer, IncompleteReferral, ForeignClause, SaidOtherwise.
    """
    with transaction.atomic():
        consult = Consult.objects.locked(consult.pk)
        cover = require_answerer(by=by, at=at, consult=consult)
        before = sent_before(
            ConsultAnswer.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "consult_id": consult.pk},
            said={"kind": reply.kind, "text": reply.text, "clause": reply.clause},
        )
        if before is not None:
            return before
        if reply.kind not in Advice.values:
            raise UnknownAnswer("kind")
        if not reply.text.strip():
            raise IncompleteReferral(["text"])
        require_clause_of(reply.clause, consult)
        if consult.state != ConsultState.ASKED:
            raise AnswerStands if ConsultAnswer.objects.filter(consult=consult).exists() else ConsultEnded
        try:
            move(Consult, consult.pk, ANSWER_CONSULT, at=at, right=Permission.REFERRAL_REVIEW)
        except StaleState as stale:
            raise AnswerStands from stale
        agency = cover.partnership.agency
        answered = ConsultAnswer.objects.create(
            consult=consult,
            agency=agency,
            kind=reply.kind,
            text=reply.text,
            clause=reply.clause,
            form_key=form_key,
            by=by,
            at=at,
        )
        said = {
            "advice": reply.kind,
            "reply": reply.text,
            "clause": clause_projection(reply.clause),
            "by": who(by, Permission.REFERRAL_REVIEW, agency, at),
            "at": at.isoformat(),
        }
        told = tell_school(Matter(About.ADVICE, answered.pk, said), consult=consult, cover=cover, by=by, at=at)
        notices.consult_answered(consult, at=at)
        record_consult(
            EventName.CONSULT_ANSWERED,
            consult,
            by=by,
            at=at,
            side=agency.pk,
            disclosure=told,
            seals=(seal(answered, "written"),),
            data={"kind": reply.kind, "clause": reply.clause.pk if reply.clause else None},
        )
    return answered


def withdraw(*, by: User, at: datetime, consult: Consult) -> None:
    """Take a question back that is not answered; the agency is told. Raises NotYours, ConsultEnded."""
    with transaction.atomic():
        held = Consult.objects.locked(consult.pk)
        right = require_asker(by=by, at=at, school=held.school)
        end(held, WITHDRAW_CONSULT, by=by, at=at, right=right)


def close(*, by: User, at: datetime, consult: Consult) -> None:
    """Nothing more comes of an answered question. Raises NotYours, ConsultEnded."""
    with transaction.atomic():
        held = Consult.objects.locked(consult.pk)
        right = require_asker(by=by, at=at, school=held.school)
        end(held, CLOSE_CONSULT, by=by, at=at, right=right)


def go_on(*, by: User, at: datetime, consult: Consult, crime: str) -> Referral:
    """The draft in which a question goes on, as a call or (without a crime) in school, filled with what was typed.

    It is the draft it was asked from; where that is gone, a new one. The question ends when the draft does. Raises
    NotYours, ConsultEnded.
    """
    with transaction.atomic():
        held = Consult.objects.locked(consult.pk)
        require_asker(by=by, at=at, school=held.school)
        if held.state not in (ConsultState.ASKED, ConsultState.ANSWERED):
            raise ConsultEnded
        draft = Referral.objects.drafts().filter(consults=held.pk).first()
        if draft is None:
            draft = Referral.objects.create(
                form_key=uuid4(),
                district=held.district,
                school=held.school,
                danger=Danger.NONE,
                written_by=by,
                created_at=at,
                changed_at=at,
            )
            Consult.objects.filter(pk=held.pk).update(referral=draft)
        answers = {"behavior": draft.behavior or held.behavior, "place": draft.place or held.place}
        written = set(draft.texts.values_list("kind", flat=True))
        texts = {TextKind.CRIME_REASON: held.reason, TextKind.SHARED: held.question}
        given = {kind: text for kind, text in texts.items() if kind not in written}
        if crime == Crime.NO or not draft.crime:
            answers["crime"] = crime
        return change(by=by, at=at, referral=draft, answers=answers, texts=given)


def look(*, by: User, at: datetime, consult: UUID) -> tuple[Consult, ConsultRecord]:
    """Open a question on a page, and note that it was opened. Raises NotYours, and TakeOutLimit as for a call."""
    found = Consult.objects.visible_to(by, at).for_record().filter(pk=consult).first()
    if found is None:
        raise NotYours(str(consult))
    sides = [found.district_id, found.partnership.agency_id]
    require_measure(by=by, at=at, opening=True, concerned=lambda: sides)
    with transaction.atomic():
        (record,) = consults_for(by, [found], at)
        data = {"how": "page", "side": record.side}
        side = found.district_id if record.side == "school" else found.partnership.agency_id
        record_consult(EventName.CONSULT_OPENED, found, by=by, at=at, side=side, data=data)
    return found, record
