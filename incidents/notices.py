"""Who is told of what, and whether it still holds when the mail goes out. Only a number and a link, no student fact."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.roles import Role
from incidents.choices import About, Direction
from incidents.consult_rules import answerers_of
from incidents.events import NoticeKind
from incidents.models import Consult, Disclosure, Presence, Question, RecordRequest, Referral
from incidents.presence.rules import DaySaid
from incidents.states import AWAITING_REVIEW, CLOSED, ConsultState, ReferralState, RequestState
from ledger.actions.mailing import NoticeFact
from ledger.actions.notices import queue
from partnerships.models import Posting

REFERRAL = "incidents.referral"
QUESTION = "incidents.question"
CONSULT = "incidents.consult"
POSTING = "partnerships.posting"
RECORD_REQUEST = "incidents.recordrequest"
PRESENCE = "incidents.presence"
WRITERS = (Role.PRINCIPAL, Role.DESIGNEE)


def path_of(referral: Referral) -> str:
    """The address of the referral's page inside the portal."""
    return reverse("referral-detail", args=[referral.pk])


def referral_submitted(referral: Referral, *, at: datetime) -> None:
    """The officers posted to the school and the agency's supervisors."""
    people, asks = agency_people(referral, at), {"what_for": referral.what_for}
    _tell(NoticeKind.REFERRAL_SUBMITTED, people, referral, at=at, to_agency=True, told=asks)


def referral_disclosed_later(referral: Referral, *, at: datetime) -> None:
    """The same, of an earlier referral that had found no agency."""
    _tell(NoticeKind.REFERRAL_DISCLOSED_LATER, agency_people(referral, at), referral, at=at, to_agency=True)


def referral_withdrawn(referral: Referral, *, at: datetime) -> None:
    """Those who were told that it was sent."""
    _tell(NoticeKind.REFERRAL_WITHDRAWN, agency_people(referral, at), referral, at=at, to_agency=True)


def referral_answered(referral: Referral, *, at: datetime) -> None:
    """Who wrote and who sent it."""
    _tell(NoticeKind.REFERRAL_ANSWERED, school_people(referral, at), referral, at=at)


def what_for_changed(referral: Referral, change_id: UUID, *, at: datetime) -> None:
    """Who wrote and who sent it: more or less is done than they asked."""
    _tell(NoticeKind.WHAT_FOR_CHANGED, school_people(referral, at), referral, at=at, token=change_id)


def referral_decided(referral: Referral, *, at: datetime) -> None:
    """Who wrote and who sent it."""
    _tell(NoticeKind.REFERRAL_DECIDED, school_people(referral, at), referral, at=at)


def outcome_recorded(referral: Referral, outcome_id: UUID, *, at: datetime) -> None:
    """Who wrote and who sent it; only of an outcome that was disclosed to the school."""
    _tell(NoticeKind.OUTCOME_RECORDED, school_people(referral, at), referral, at=at, token=outcome_id)


def question_asked(question: Question, referral: Referral, *, at: datetime) -> None:
    """Who wrote and who sent it, and the school's principals."""
    people = school_people(referral, at) | principals(referral, at)
    _tell(NoticeKind.QUESTION_ASKED, people, referral, at=at, token=question.pk, about=(QUESTION, str(question.pk)))


def question_answered(question: Question, referral: Referral, *, at: datetime) -> None:
    """Who asked, while they are with the agency; else its supervisors."""
    agency = question.agency
    there = _holding(agency.today(at), agency.pk, (Role.SRO, Role.SRO_SUPERVISOR), [question.asked_by_id])
    people = there or _holding(agency.today(at), agency.pk, (Role.SRO_SUPERVISOR,))
    about = (QUESTION, str(question.pk))
    _tell(NoticeKind.QUESTION_ANSWERED, people, referral, at=at, to_agency=True, token=question.pk, about=about)


def addendum_added(referral: Referral, addendum_id: UUID, *, to_agency: bool, at: datetime) -> None:
    """The other side, of a later fact that crossed."""
    people = agency_people(referral, at) if to_agency else school_people(referral, at)
    _tell(NoticeKind.ADDENDUM_ADDED, people, referral, at=at, to_agency=to_agency, token=addendum_id)


def lead_set(referral: Referral, change_id: UUID, *, to_agency: bool, at: datetime) -> None:
    """The other side, of who leads now."""
    people = agency_people(referral, at) if to_agency else school_people(referral, at)
    _tell(NoticeKind.LEAD_SET, people, referral, at=at, to_agency=to_agency, token=change_id)


def consult_asked(consult: Consult, *, at: datetime) -> None:
    """The supervisors of the agency who may answer it."""
    _of_consult(NoticeKind.CONSULT_ASKED, answerers_of(consult, at), consult, at=at)


def consult_ended(consult: Consult, *, at: datetime) -> None:
    """The same: the school needs no answer any more."""
    _of_consult(NoticeKind.CONSULT_ENDED, answerers_of(consult, at), consult, at=at)


def consult_answered(consult: Consult, *, at: datetime) -> None:
    """Who asked, while they still work at the school; else its principals."""
    day, school = consult.school.today(at), consult.school_id
    there = _holding(day, school, WRITERS, [consult.asked_by_id]) or _holding(day, school, (Role.PRINCIPAL,))
    _of_consult(NoticeKind.CONSULT_ANSWERED, there, consult, at=at)


def _of_consult(kind: NoticeKind, people: Iterable[UUID], consult: Consult, *, at: datetime) -> None:
    for person in sorted(people):
        queue(
            kind=kind,
            to=person,
            at=at,
            about=(CONSULT, str(consult.pk)),
            key=f"{kind.removeprefix('incidents.')}:{consult.pk}:{person}",
            facts={"number": consult.number, "path": reverse("consult-detail", args=[consult.pk])},
        )


def officer_left(posting: Posting, *, at: datetime) -> None:
    """The agency's supervisors: calls of the school wait for an answer, and no officer is posted there."""
    agency = posting.partnership.agency
    for person in sorted(_holding(agency.today(at), agency.pk, (Role.SRO_SUPERVISOR,))):
        queue(
            kind=NoticeKind.OFFICER_LEFT,
            to=person,
            at=at,
            about=(POSTING, str(posting.pk)),
            key=f"officer_left:{posting.pk}:{posting.ends_on}:{person}",
            facts={"path": reverse("referral-queue")},
        )


def record_asked(request: RecordRequest, *, at: datetime) -> None:
    """The district's records custodians; an emergency is said to be one."""
    kind = NoticeKind.RECORD_ASKED_IN_EMERGENCY if request.is_emergency else NoticeKind.RECORD_ASKED
    _tell_of_request(kind, custodians(request, at), request, at=at)


def record_withdrawn(request: RecordRequest, *, at: datetime) -> None:
    """Those who were asked."""
    _tell_of_request(NoticeKind.RECORD_WITHDRAWN, custodians(request, at), request, at=at)


def record_answered(request: RecordRequest, *, at: datetime) -> None:
    """Who asked, while they are with the agency, and its supervisors where they are not."""
    agency = request.agency
    there = _holding(agency.today(at), agency.pk, (Role.SRO, Role.SRO_SUPERVISOR), [request.asked_by_id])
    people = there or _holding(agency.today(at), agency.pk, (Role.SRO_SUPERVISOR,))
    _tell_of_request(NoticeKind.RECORD_ANSWERED, people, request, at=at)


def record_to_look_at(request: RecordRequest, answered_by: UUID, *, at: datetime) -> None:
    """Who of the district may look again at an answer given in an emergency: not who gave it."""
    district = request.district
    people = _holding(district.today(at), district.pk, (Role.RECORDS_CUSTODIAN, Role.DISTRICT_ADMINISTRATOR))
    _tell_of_request(NoticeKind.RECORD_TO_LOOK_AT, people - {answered_by}, request, at=at)


def custodians(request: RecordRequest, at: datetime) -> set[UUID]:
    """The records custodians of the district today."""
    return _holding(request.district.today(at), request.district_id, (Role.RECORDS_CUSTODIAN,))


def _tell_of_request(kind: NoticeKind, people: Iterable[UUID], request: RecordRequest, *, at: datetime) -> None:
    for person in sorted(people):
        queue(
            kind=kind,
            to=person,
            at=at,
            about=(RECORD_REQUEST, str(request.pk)),
            key=f"{kind.removeprefix('incidents.')}:{request.pk}:{person}",
            facts={"number": request.number, "path": reverse("record-request-detail", args=[request.pk])},
        )


def officer_presence(row: Presence, given: DaySaid, *, at: datetime) -> None:
    """Of today or a day to come without the officer, or again with them: the school, the stand-ins, the supervisors.

    The mail is the same whatever it is about, and names no school: what happened is read inside the portal.
    """
    changed = row.corrects is not None and (row.corrects.said != row.said or row.corrects.away_times.exists())
    today = row.school.today(at)
    if row.day < today or not (given.away or changed):
        return
    people = _holding(today, row.school_id, WRITERS) | set(given.stand_ins) | {row.posting.officer_id}
    if any(one.covered_by is None for one in given.away):
        people |= _holding(row.posting.partnership.agency.today(at), row.agency_id, (Role.SRO_SUPERVISOR,))
    for person in sorted(people - {row.by_id}):
        queue(
            kind=NoticeKind.OFFICER_PRESENCE,
            to=person,
            at=at,
            about=(PRESENCE, str(row.pk)),
            key=f"officer_presence:{row.pk}:{person}",
            facts={"path": reverse("presence-day", args=[row.posting_id, row.day.isoformat()])},
        )


def agency_people(referral: Referral, at: datetime) -> set[UUID]:
    """Officers posted to the school today under the referral's partnership, and the agency's supervisors."""
    if referral.partnership is None:
        return set()
    agency = referral.partnership.agency
    posted = (
        Posting.objects.on_day(referral.school.today(at))
        .at_school(referral.school_id)
        .filter(partnership=referral.partnership_id)
        .values_list("officer", flat=True)
    )
    day = agency.today(at)
    return _holding(day, agency.pk, (Role.SRO,), posted) | _holding(day, agency.pk, (Role.SRO_SUPERVISOR,))


def school_people(referral: Referral, at: datetime) -> set[UUID]:
    """Writer and sender, while they still work at the school; else its principals."""
    wrote = {referral.written_by_id, referral.submitted_by_id} - {None}
    there = _holding(referral.school.today(at), referral.school_id, WRITERS, wrote)
    return there or principals(referral, at)


def principals(referral: Referral, at: datetime) -> set[UUID]:
    """The principals of the school today."""
    return _holding(referral.school.today(at), referral.school_id, (Role.PRINCIPAL,))


def _holding(
    day: date,
    organization: UUID,
    roles: Iterable[str],
    users: Iterable[UUID | None] | None = None,
) -> set[UUID]:
    held = Membership.objects.on_day(day).with_role(*roles).at_place(organization).filter(user__is_active=True)
    if users is not None:
        held = held.filter(user__in=users)
    return set(held.values_list("user", flat=True))


def _tell(
    kind: NoticeKind,
    people: Iterable[UUID],
    referral: Referral,
    *,
    at: datetime,
    to_agency: bool = False,
    token: UUID | None = None,
    about: tuple[str, str] | None = None,
    told: dict[str, str] | None = None,
) -> None:
    number = referral.agency_number if to_agency else referral.number
    for person in sorted(people):
        queue(
            kind=kind,
            to=person,
            at=at,
            about=about or (REFERRAL, str(referral.pk)),
            key=f"{kind.removeprefix('incidents.')}:{token or referral.pk}:{person}",
            facts={"number": number, "path": path_of(referral), **(told or {})},
        )


def _still_left(fact: NoticeFact, reader: User) -> bool:
    """Whether calls still wait at the school without an officer, and the reader still reviews them."""
    posting = Posting.objects.select_related("school").filter(pk=fact.about[1]).first()
    if posting is None:
        return False
    waiting = Referral.objects.on_agency_side_of(reader, fact.now, right=Permission.REFERRAL_REVIEW)
    waiting = waiting.filter(school=posting.school_id, partnership=posting.partnership_id)
    return waiting.left_without_officer(fact.now).exists()


def _request_holds(fact: NoticeFact, reader: User) -> bool:
    """Whether it still stands with the request as the notice says, and its reader opens it."""
    request = RecordRequest.objects.visible_to(reader, fact.now).filter(pk=fact.about[1]).first()
    if request is None:
        return False
    match fact.kind:
        case NoticeKind.RECORD_ASKED | NoticeKind.RECORD_ASKED_IN_EMERGENCY:
            return request.state == RequestState.ASKED
        case NoticeKind.RECORD_WITHDRAWN:
            return request.state == RequestState.WITHDRAWN
        case NoticeKind.RECORD_TO_LOOK_AT:
            return RecordRequest.objects.to_look_at().filter(pk=request.pk).exists()
    return request.is_answered


def _consult_holds(fact: NoticeFact, reader: User) -> bool:
    """Whether the reader may still open the question, and it still stands as the notice says."""
    consult = Consult.objects.visible_to(reader, fact.now).filter(pk=fact.about[1]).first()
    if consult is None:
        return False
    match fact.kind:
        case NoticeKind.CONSULT_ASKED:
            return consult.state == ConsultState.ASKED
        case NoticeKind.CONSULT_ANSWERED:
            return consult.state == ConsultState.ANSWERED
    return True


def _still_said(fact: NoticeFact, reader: User) -> bool:
    """Whether nobody has said otherwise since, the day is not over, and the reader may read it."""
    rows = Presence.objects.visible_to(reader, fact.now).current().select_related("school")
    row = rows.filter(pk=fact.about[1]).first()
    return row is not None and row.day >= row.school.today(fact.now)


def holds(fact: NoticeFact) -> bool:
    """Whether the notice is still true, and its reader may still open what it points at."""
    reader = User.objects.filter(pk=fact.to).first()
    if reader:
        reader.remembers_reach = True  # for this one question
    if fact.about[0] == POSTING:
        return reader is not None and _still_left(fact, reader)
    if fact.about[0] == RECORD_REQUEST:
        return reader is not None and _request_holds(fact, reader)
    if fact.about[0] == CONSULT:
        return reader is not None and _consult_holds(fact, reader)
    if fact.about[0] == PRESENCE:
        return reader is not None and _still_said(fact, reader)
    question = Question.objects.filter(pk=fact.about[1]).first() if fact.about[0] == QUESTION else None
    pk = question.referral_id if question else fact.about[1]
    referral = Referral.objects.visible_to(reader, fact.now).filter(pk=pk).first() if reader else None
    if referral is None:
        return False
    match fact.kind:
        case NoticeKind.REFERRAL_SUBMITTED | NoticeKind.REFERRAL_DISCLOSED_LATER:
            return referral.state in AWAITING_REVIEW
        case NoticeKind.REFERRAL_WITHDRAWN:
            return referral.state == ReferralState.WITHDRAWN
        case NoticeKind.QUESTION_ASKED:
            return question is not None and question.replied_at is None and referral.state not in CLOSED
        case NoticeKind.LEAD_SET:
            return referral.state not in CLOSED
        case NoticeKind.OUTCOME_RECORDED:
            return Disclosure.objects.filter(
                referral=referral, direction=Direction.TO_SCHOOL, about=About.OUTCOME
            ).exists()
    return True
