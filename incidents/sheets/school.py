"""The school's sheet: the district's own rows, and of the agency only what it told the school."""

from datetime import datetime
from functools import cache

from django.utils.translation import gettext as _

from incidents.choices import CROSSING_TEXTS, About, Direction, TextKind
from incidents.models import Addendum, Participant, Referral, ReferralText
from incidents.reference import BEHAVIORS, PLACES
from incidents.sheets import facts
from incidents.sheets import from_disclosures as fd
from incidents.sheets import turn as turns
from incidents.sheets.context import calendar_for, officer_names
from incidents.sheets.timeline import timeline_of
from incidents.sheets.types import AddendumPart, Audience, OpenedLine, ParticipantPart, Person, Sheet, TextPart
from incidents.sheets.viewer import ROLE_WORDS, Reader
from incidents.states import ReferralState
from ledger.models import Event
from partnerships.scoping import is_open, phone_instead, school_covers


def school_sheet(reader: Reader, referral: Referral) -> Sheet:
    """Everything the school's side reads of one referral."""
    crossed = fd.Told.about(referral.pk)
    texts = {text.kind: text.text for text in ReferralText.objects.filter(referral=referral)}
    answer = fd.answer_part(crossed.first(Direction.TO_SCHOOL, About.RESPONSE))
    review = fd.review_part(crossed.first(Direction.TO_SCHOOL, About.REVIEW))
    outcomes = tuple(fd.outcome_part(one) for _pk, one in crossed.projections(Direction.TO_SCHOOL, About.OUTCOME))
    questions = fd.question_parts(crossed)
    asked = next((one.at for one in questions if one.open), None)
    course = turns.Course.of(
        referral,
        disclosed_at=crossed.disclosed_at,
        answered_at=answer.at if answer else None,
        asked_at=asked,
        writer_name=referral.written_by.name,
        officer_names=officer_names(referral, reader.at),
    )
    writes = reader.writes(referral)
    agency_name = course.agency_name
    zone, calendar = referral.school.zone, calendar_for(referral, course)
    writer = Person(referral.written_by.name)
    sender = Person(referral.submitted_by.name) if referral.submitted_by else writer
    addenda = _addenda(referral, crossed)
    unsent = writes and crossed.disclosed_at is None and not course.closed
    withdrawn = (
        (referral.closed_at, sender) if referral.state == ReferralState.WITHDRAWN and referral.closed_at else None
    )
    return Sheet(
        side="school",
        side_id=referral.district_id,
        role=reader.role_on("school", referral),
        referral_id=referral.pk,
        state=referral.state,
        number=referral.number,
        school_name=referral.school.name,
        agency_name=agency_name,
        zone_name=referral.school.time_zone,
        standing=turns.state_words(course),
        closed=course.closed,
        turn=turns.turn_of(course, writes=writes, answers=False, reviews=False),
        clock=turns.clock_of(course, reviews=False, at=reader.at, zone=zone, calendar=calendar),
        strip=turns.strip_of(course, reviews=False, at=reader.at, zone=zone, calendar=calendar),
        due_on=turns.due_of(course, reviews=False),
        facts=facts.referral_facts(
            behavior=referral.behavior,
            place=referral.place,
            occurred_at=referral.occurred_at,
            started_by=referral.started_by,
            danger=referral.danger,
            writer=writer,
            sender=sender,
            submitted_at=referral.submitted_at,
            zone=zone,
        ),
        behavior=BEHAVIORS.label(referral.behavior),
        place=PLACES.label(referral.place),
        occurred_at=referral.occurred_at,
        submitted_at=referral.submitted_at,
        crime=referral.crime,
        texts=_texts(texts, told=crossed.disclosed_at is not None),
        participants=_participants(referral),
        answer=answer,
        questions=questions,
        review=review,
        outcome=outcomes[-1] if outcomes else None,
        outcomes=outcomes,
        addenda=addenda,
        disclosures=fd.disclosure_parts(crossed, with_ground=True),
        timeline=timeline_of(
            sender=sender,
            submitted_at=referral.submitted_at,
            disclosed_at=crossed.disclosed_at,
            agency_name=agency_name,
            answer=answer,
            questions=questions,
            review=review,
            outcomes=outcomes,
            addenda=addenda,
            withdrawn=withdrawn,
        ),
        may=turns.allowed(
            course,
            side="school",
            writes=writes,
            answers=False,
            reviews=False,
            adds=reader.adds_for_school(referral),
            exports=reader.exports("school"),
            own=False,
            reachable=_agency_reads(referral, crossed, reader, writes),
            receiving=unsent and any(one.receives for one in school_covers(referral.school, reader.at)),
        ),
        phone_instead=phone_instead(referral.school, reader.at) if unsent else "",
        own=False,
        who_sees=who_sees(crossed.disclosed_at, agency_name),
        redisclosure="",
        opened_by=openings(referral),
    )


def who_sees(disclosed_at: datetime | None, agency_name: str) -> str:
    """Who can read the record, in a sentence."""
    if disclosed_at is None:
        return _("The school and the district read this. Nobody at an agency does.")
    return _(
        "The school and the district read this. At %(agency)s, the officers posted to the school and their supervisors"
        " read what was sent to them, while the MOU is in force."
    ) % {"agency": agency_name}


def openings(referral: Referral, most: int = 50) -> tuple[OpenedLine, ...]:
    """Who has opened the record: when, from which side, in which role; the last ones first."""
    events = Event.objects.filter(
        object_type="incidents.referral", object_id=str(referral.pk), action="incidents.referral.opened"
    ).only("at", "data")
    role_words = cache(lambda role: str(ROLE_WORDS.get(role, "")))
    return tuple(
        OpenedLine(event.at, said.get("side", ""), role_words(said.get("role", "")), said.get("how", ""))
        for event in events.order_by("-seq")[:most]
        for said in [event.details]
    )


def _texts(texts: dict[str, str], *, told: bool) -> tuple[TextPart, ...]:
    parts = []
    for kind in (*CROSSING_TEXTS, TextKind.SCHOOL_ONLY, TextKind.WITHDRAWAL):
        if texts.get(kind):
            audience: Audience = "school_only" if kind == TextKind.SCHOOL_ONLY else "shared" if told else "if_sent"
            parts.append(TextPart(kind, str(kind.label), texts[kind], audience))
    return tuple(parts)


def _participants(referral: Referral) -> tuple[ParticipantPart, ...]:
    parts = []
    for one in Participant.objects.filter(referral=referral).select_related("identity"):
        identity = getattr(one, "identity", None)
        parts.append(
            ParticipantPart(
                role=facts.role_words(one.role),
                kind=facts.kind_words(one.kind),
                description=one.description,
                name=identity.name if identity else "",
                student_number=identity.student_number if identity else "",
            )
        )
    return tuple(parts)


def _addenda(referral: Referral, crossed: fd.Told) -> tuple[AddendumPart, ...]:
    own = [
        AddendumPart(one.text, Person(one.by.name), one.at, "school", one.crosses)
        for one in Addendum.objects.filter(referral=referral, side=referral.district_id).select_related("by")
    ]
    theirs = [fd.addendum_part(one, "agency") for _pk, one in crossed.projections(Direction.TO_SCHOOL, About.ADDENDUM)]
    return tuple(sorted([*own, *theirs], key=lambda part: part.at))


def _agency_reads(referral: Referral, crossed: fd.Told, reader: Reader, writes: bool) -> bool:
    """Whether the agency could read a later word today; asked only for those who may write one."""
    if not writes or referral.partnership is None or crossed.referral is None:
        return False
    return is_open(referral.partnership, reader.at)
