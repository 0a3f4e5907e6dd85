"""The agency's sheet: the projections it was sent, and its own rows. It never reads a row of the school's record.

The referral's row serves only for the course of the process (state, days, school and agency), which both sides know.
"""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from incidents.choices import CROSSING_TEXTS, About, Direction, OutcomeKind, TextKind
from incidents.models import Addendum, Outcome, Referral, Review
from incidents.reference import BEHAVIORS, PLACES
from incidents.sheets import facts
from incidents.sheets import from_disclosures as fd
from incidents.sheets import turn as turns
from incidents.sheets.context import calendar_for, officer_names
from incidents.sheets.timeline import timeline_of
from incidents.sheets.types import AddendumPart, OutcomePart, ParticipantPart, Person, Sheet, TextPart
from incidents.sheets.viewer import Reader, agency_of


class NothingTold(Exception):
    """There is no disclosure, so there is no sheet."""


def agency_sheet(reader: Reader, referral: Referral) -> Sheet:
    """Everything the agency's side reads of one referral. Raises NothingTold without a disclosure."""
    crossed = fd.Told.about(referral.pk)
    sent = crossed.referral
    if sent is None:
        raise NothingTold(str(referral.pk))
    answer = fd.answer_part(crossed.first(Direction.TO_SCHOOL, About.RESPONSE))
    review = fd.review_part(crossed.first(Direction.TO_SCHOOL, About.REVIEW), notes=_notes(referral))
    outcomes = _outcomes(referral, crossed)
    questions = fd.question_parts(crossed)
    addenda = _addenda(referral, crossed)
    writer, sender = Person.of(sent["writer"]), Person.of(sent["sender"])
    answers, reviews = reader.answers(referral), reader.reviews(referral)
    course = turns.Course.of(
        referral,
        disclosed_at=crossed.disclosed_at,
        answered_at=answer.at if answer else None,
        asked_at=next((one.at for one in questions if one.open), None),
        writer_name=str(sender),
        officer_names=officer_names(referral, reader.at),
    )
    zone, calendar = ZoneInfo(sent["time_zone"]), calendar_for(referral, course)
    own = reviews and not course.closed and _own(reader, referral)
    withdrawal = crossed.first(Direction.TO_AGENCY, About.WITHDRAWAL)
    occurred_at, submitted_at = (
        fd.moment(sent["occurred_at"]),
        fd.moment(sent["submitted_at"]),
    )
    return Sheet(
        side="agency",
        side_id=agency_of(referral),
        role=reader.role_on("agency", referral),
        referral_id=referral.pk,
        state=referral.state,
        number=sent["number"],
        school_name=sent["school"],
        agency_name=course.agency_name,
        zone_name=sent["time_zone"],
        standing=turns.state_words(course),
        closed=course.closed,
        turn=turns.turn_of(course, writes=False, answers=answers, reviews=reviews),
        clock=turns.clock_of(course, reviews=reviews, at=reader.at, zone=zone, calendar=calendar),
        strip=turns.strip_of(course, reviews=reviews, at=reader.at, zone=zone, calendar=calendar),
        due_on=turns.due_of(course, reviews=reviews),
        facts=facts.referral_facts(
            behavior=sent["behavior"],
            place=sent["place"],
            occurred_at=occurred_at,
            started_by=sent["started_by"],
            danger=sent["danger"],
            writer=writer,
            sender=sender,
            submitted_at=submitted_at,
            zone=zone,
        ),
        behavior=BEHAVIORS.label(sent["behavior"]),
        place=PLACES.label(sent["place"]),
        occurred_at=occurred_at,
        submitted_at=submitted_at,
        crime=sent["crime"],
        texts=_texts(sent, withdrawal),
        participants=tuple(_participant(one) for one in sent["participants"]),
        answer=answer,
        questions=questions,
        review=review,
        outcome=outcomes[-1] if outcomes else None,
        outcomes=outcomes,
        addenda=addenda,
        disclosures=fd.disclosure_parts(crossed, with_ground=False),
        timeline=timeline_of(
            sender=sender,
            submitted_at=submitted_at,
            disclosed_at=crossed.disclosed_at,
            agency_name=course.agency_name,
            answer=answer,
            questions=questions,
            review=review,
            outcomes=outcomes,
            addenda=addenda,
            withdrawn=(fd.told_moment(withdrawal), Person.of(withdrawal["sender"])) if withdrawal else None,
        ),
        may=turns.allowed(
            course,
            side="agency",
            writes=False,
            answers=answers,
            reviews=reviews,
            adds=True,
            exports=reader.exports("agency"),
            own=own,
            reachable=True,
        ),
        phone_instead="",
        own=own,
        who_sees=_(
            "At %(agency)s, the officers posted to the school and their supervisors read this, while the MOU is in"
            " force. The school reads your answer, questions, determination and what the MOU reports of the outcome;"
            " never your notes."
        )
        % {"agency": course.agency_name},
        redisclosure=_(
            "Disclosed by %(district)s to %(agency)s. It may be used only for the purpose for which it was disclosed, "
            "and not passed on to anyone else without consent, except as 34 CFR 99.33 allows."
        )
        % {"district": sent["district"], "agency": course.agency_name},
        opened_by=(),
    )


def _own(reader: Reader, referral: Referral) -> bool:
    return Referral.objects.touched_by(reader.user).filter(pk=referral.pk).exists()


def _texts(sent: dict[str, Any], withdrawal: dict[str, Any] | None) -> tuple[TextPart, ...]:
    given = dict(sent["texts"])
    parts = [
        TextPart(kind, str(TextKind(kind).label), given[kind], "shared") for kind in CROSSING_TEXTS if given.get(kind)
    ]
    if withdrawal:
        parts.append(TextPart(TextKind.WITHDRAWAL, str(TextKind.WITHDRAWAL.label), withdrawal["reason"], "shared"))
    return tuple(parts)


def _participant(one: dict[str, str]) -> ParticipantPart:
    return ParticipantPart(
        role=facts.role_words(one["role"]),
        kind=facts.kind_words(one["kind"]),
        description=one["description"],
        name=one.get("name", ""),
        student_number=one.get("student_number", ""),
    )


def _notes(referral: Referral) -> str:
    """The supervisor's notes, for the agency only; asked for once the referral is closed."""
    if referral.closed_at is None:
        return ""
    return Review.objects.filter(referral=referral.pk).values_list("notes", flat=True).first() or ""


def _outcomes(referral: Referral, crossed: fd.Told) -> tuple[OutcomePart, ...]:
    reported = {pk for pk, _one in crossed.projections(Direction.TO_SCHOOL, About.OUTCOME)}
    rows = Outcome.objects.filter(referral=referral.pk).select_related("by").order_by("at", "id")
    return tuple(
        OutcomePart(
            one.kind,
            fd.label(OutcomeKind, one.kind),
            Person(one.by.name),
            one.at,
            one.note,
            one.pk in reported,
        )
        for one in rows
    )


def _addenda(referral: Referral, crossed: fd.Told) -> tuple[AddendumPart, ...]:
    own = [
        AddendumPart(one.text, Person(one.by.name), one.at, "agency", one.crosses)
        for one in Addendum.objects.filter(referral=referral.pk, side=agency_of(referral)).select_related("by")
    ]
    theirs = [fd.addendum_part(one, "school") for _pk, one in crossed.projections(Direction.TO_AGENCY, About.ADDENDUM)]
    return tuple(sorted([*own, *theirs], key=lambda part: part.at))
