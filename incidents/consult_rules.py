"""Who may do what to a question to the supervisor now: what a page offers, and what an action requires."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from accounts.access import AccessDenied, require
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from common.periods import lasts_on
from incidents.choices import Crime, Danger
from incidents.duties import duty_at
from incidents.errors import NotYours, OwnRecord
from incidents.identifying import people_in
from incidents.models import Consult, Precedent, Referral
from incidents.states import CONSULT_ENDED, ConsultState, ReferralState
from partnerships.models import Partnership, Posting
from partnerships.scoping import Cover, agency_reach, covers, school_covers


class ConsultAct(StrEnum):
    """What a person can do to a question."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    SETTLE = "settle"  # make a call of it, or keep it in school
    CLOSE = "close"
    KEEP = "keep"  # keep an example of it


def can_ask_first(referral: Referral) -> bool:
    """Whether the supervisor may be asked before this call: the caller is unsure, nobody is in danger, nobody is owed.

    One query at most.
    """
    if referral.state != ReferralState.DRAFT or referral.crime != Crime.UNSURE or referral.danger != Danger.NONE:
        return False
    return duty_at(referral.district_id, referral.behavior) is None


def covers_asked(school: Organization, at: datetime) -> list[Cover]:
    """The covers under which a question of the school reaches an agency today; no officer need be posted."""
    return [one.cover for one in school_covers(school, at) if one.cover.open]


@dataclass(frozen=True)
class Put:
    """A question as far as it decides who may answer it."""

    partnership: Partnership
    school: Organization
    asker: UUID
    words: str

    @classmethod
    def of(cls, consult: Consult) -> "Put":
        return cls(consult.partnership, consult.school, consult.asked_by_id, f"{consult.reason}\n{consult.question}")


def answerers(given: Sequence[Put], at: datetime) -> list[dict[UUID, str]]:
    """Of each question the supervisors who may answer, by name: not who asks, nor who is named in it.

    Whoever is posted at the school as its officer leaves it to another, where there is another. Two statements.
    """
    agencies = {one.partnership.agency_id for one in given}
    rows = Membership.objects.around(at).with_role(Role.SRO_SUPERVISOR).at_place(*agencies)
    held = list(rows.filter(user__is_active=True).select_related("user").order_by("user__name_folded"))
    people = {one.user_id for one in held}
    postings = list(Posting.objects.filter(school__in={one.school.pk for one in given}, officer__in=people))
    return [_answerers(one, held, postings, at) for one in given]


def _answerers(put: Put, held: list[Membership], postings: list[Posting], at: datetime) -> dict[UUID, str]:
    agency, today = put.partnership.agency, put.school.today(at)
    free = {
        one.user_id: one.user.name
        for one in held
        if one.organization_id == agency.pk
        and lasts_on(one.starts_on, one.ends_on, agency.today(at))
        and one.user_id != put.asker
        and not people_in(put.words, [one.user.name])
    }
    posted = {
        one.officer_id
        for one in postings
        if one.school_id == put.school.pk and lasts_on(one.starts_on, one.ends_on, today)
    }
    apart = {pk: name for pk, name in free.items() if pk not in posted}
    return apart or free


def answerers_of(consult: Consult, at: datetime) -> dict[UUID, str]:
    """Those who may answer this question."""
    return answerers([Put.of(consult)], at)[0]


def require_asker(*, by: User, at: datetime, school: Organization) -> Permission:
    """The right by which the person asks, withdraws and settles for the school. Raises NotYours without it."""
    try:
        return require(by=by, permission=Permission.REFERRAL_WRITE, on=school, at=at)
    except AccessDenied as refused:
        raise NotYours(str(refused)) from refused


def require_supervisor(*, by: User, at: datetime, consult: Consult) -> Cover:
    """The cover under which the agency's person acts. Raises NotYours without the right, or past the MOU's grace."""
    if consult.partnership_id not in agency_reach(by, Permission.REFERRAL_REVIEW, at).partnerships:
        raise NotYours("this question was not put to them")
    return covers([consult.partnership], at)[0]


def require_answerer(*, by: User, at: datetime, consult: Consult) -> Cover:
    """The same for an answer. Raises OwnRecord for who asked, is named, or is the school's own officer."""
    cover = require_supervisor(by=by, at=at, consult=consult)
    if by.pk not in answerers_of(consult, at):
        raise OwnRecord(consult.number)
    return cover


def may(consult: Consult, *, by: User, at: datetime, kept: bool) -> Collection[ConsultAct]:
    """What the person can do to a question that they may open; `kept`: an example was kept of it."""
    acts: set[ConsultAct] = set()
    if reach_of(by, at).may(Permission.REFERRAL_WRITE, consult.school):
        if consult.state == ConsultState.ASKED:
            acts |= {ConsultAct.WITHDRAW, ConsultAct.SETTLE}
        if consult.state == ConsultState.ANSWERED:
            acts |= {ConsultAct.CLOSE, ConsultAct.SETTLE}
    if consult.partnership_id in agency_reach(by, Permission.REFERRAL_REVIEW, at).partnerships:
        if consult.state == ConsultState.ASKED and by.pk in answerers_of(consult, at):
            acts.add(ConsultAct.ANSWER)
        if consult.may_be_kept and not kept and was_answered(consult):
            acts.add(ConsultAct.KEEP)
    return acts


def was_answered(consult: Consult) -> bool:
    """Whether a supervisor answered it, whatever the school did then."""
    return consult.state == ConsultState.ANSWERED or (consult.state in CONSULT_ENDED and hasattr(consult, "answer"))


def removing_side(by: User, precedent: Precedent, at: datetime) -> Organization | None:
    """The side for which the person takes an example out; None where they do not.

    Whoever may at one of the district's schools may for the district, whose example it is as well.
    """
    partnership = precedent.partnership
    if partnership.pk in agency_reach(by, Permission.PRECEDENT_REMOVE, at).partnerships:
        return partnership.agency
    held = reach_of(by, at).held
    own = [one for one in held if Permission.PRECEDENT_REMOVE in one.rule.rights]
    return partnership.district if any(one.side_id == partnership.district_id for one in own) else None
