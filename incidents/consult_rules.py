"""Who may do what to a question to the supervisor now: what a page offers, and what an action requires."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from accounts.access import AccessDenied, require
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
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


def answerers(
    partnership: Partnership, school: Organization, at: datetime, *, asker: UUID, words: str
) -> dict[UUID, str]:
    """The supervisors who may answer, by name: not who asks, nor who is named in the words.

    Whoever is posted at the school as its officer leaves it to another, where there is another.
    """
    agency = partnership.agency
    held = Membership.objects.on_day(agency.today(at)).with_role(Role.SRO_SUPERVISOR).at_place(agency.pk)
    found = held.filter(user__is_active=True).exclude(user=asker).values_list("user", "user__name")
    free = {pk: name for pk, name in found.order_by("user__name_folded") if not people_in(words, [name])}
    posted = Posting.objects.on_day(school.today(at)).at_school(school.pk).filter(officer__in=free)
    apart = free.keys() - set(posted.values_list("officer", flat=True))
    return {pk: name for pk, name in free.items() if pk in apart} if apart else free


def answerers_of(consult: Consult, at: datetime) -> dict[UUID, str]:
    """Those who may answer this question."""
    words = f"{consult.reason}\n{consult.question}"
    return answerers(consult.partnership, consult.school, at, asker=consult.asked_by_id, words=words)


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
