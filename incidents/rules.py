"""Who may do what to a referral now: one table, read by pages, rows and queues (`may`) and by actions (`require`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from incidents.choices import WhatFor
from incidents.errors import AlreadyAnswered, AlreadyDecided, NotAccepted, NotADraft, NotFrozen, NotYours, OwnRecord
from incidents.models import Referral
from incidents.states import (
    AWAITING_ANSWER,
    AWAITING_REVIEW,
    CLOSED,
    OUTCOME_MAY_BE_RECORDED,
    SENT,
    WHAT_FOR_MAY_CHANGE,
    ReferralState,
)
from incidents.viewer import Side
from partnerships.scoping import Cover, agency_reach, covers


class Act(StrEnum):
    """What a person can do to a referral."""

    WRITE = "write"  # begin, change, send or discard a draft; keep the matter in school
    WITHDRAW = "withdraw"
    DISCLOSE = "disclose"
    REPLY = "reply"
    ANSWER = "answer"
    ASK = "ask"
    SEE = "see"
    WHAT_FOR = "what_for"
    GUARDIAN = "guardian"
    PLAN = "plan"
    REVIEW = "review"
    OUTCOME = "outcome"
    LEAD = "lead"
    ADDENDUM = "addendum"
    ADDENDUM_CROSSING = "addendum_crossing"
    CORRECTION = "correction"  # what a family asked for
    ASK_RECORD = "ask_record"
    PDF = "pdf"
    EXPORT = "export"


@dataclass(frozen=True)
class Situation:
    """What an act depends on besides the state and the person's rights."""

    state: str
    told: bool  # the agency was told of it
    asked: bool = False  # a question waits for the school
    took_part: bool = False  # the person wrote, sent, answered or added to it
    reachable: bool = True  # the other side can read today what is sent to it
    receiving: bool = False  # an agency would receive the call now
    plan: bool = False  # the school says that a plan exists, and has not told the agency
    what_for: str = ""  # what the call is for now, as the agency knows it


@dataclass(frozen=True)
class Rule:
    """One line of the table: who, holding one of these rights on that side, in which states."""

    act: Act
    side: Side
    rights: tuple[Permission, ...]
    states: frozenset[ReferralState]
    holds: Callable[[Situation], bool] = lambda _now: True


P = Permission
RULES = (
    Rule(Act.WRITE, "school", (P.REFERRAL_WRITE,), frozenset({ReferralState.DRAFT})),
    Rule(Act.WITHDRAW, "school", (P.REFERRAL_WRITE,), AWAITING_REVIEW),
    Rule(Act.DISCLOSE, "school", (P.REFERRAL_WRITE,), AWAITING_REVIEW, lambda now: now.receiving and not now.told),
    Rule(Act.REPLY, "school", (P.REFERRAL_WRITE,), AWAITING_REVIEW, lambda now: now.asked and now.reachable),
    Rule(Act.GUARDIAN, "school", (P.REFERRAL_WRITE,), SENT),
    Rule(Act.PLAN, "school", (P.REFERRAL_WRITE,), AWAITING_REVIEW, lambda now: now.plan and now.reachable),
    Rule(Act.ANSWER, "agency", (P.REFERRAL_ANSWER,), AWAITING_ANSWER),
    Rule(Act.SEE, "agency", (P.REFERRAL_ANSWER,), AWAITING_ANSWER, lambda now: now.what_for == WhatFor.AWARE),
    Rule(Act.WHAT_FOR, "agency", (P.REFERRAL_ANSWER,), WHAT_FOR_MAY_CHANGE, lambda now: bool(now.what_for)),
    Rule(Act.ASK, "agency", (P.REFERRAL_REVIEW, P.REFERRAL_ANSWER), AWAITING_REVIEW, lambda now: not now.asked),
    Rule(Act.REVIEW, "agency", (P.REFERRAL_REVIEW,), AWAITING_REVIEW, lambda now: not now.took_part),
    Rule(Act.OUTCOME, "agency", (P.REFERRAL_ANSWER,), OUTCOME_MAY_BE_RECORDED),
    Rule(Act.LEAD, "school", (P.REFERRAL_WRITE,), AWAITING_REVIEW, lambda now: now.told and now.reachable),
    Rule(Act.LEAD, "agency", (P.REFERRAL_ANSWER, P.REFERRAL_REVIEW), AWAITING_REVIEW),
    Rule(Act.ADDENDUM, "school", (P.ADDENDUM_WRITE,), SENT),
    Rule(Act.ADDENDUM, "agency", (P.ADDENDUM_WRITE,), SENT),
    Rule(Act.ADDENDUM_CROSSING, "school", (P.ADDENDUM_WRITE,), SENT, lambda now: now.reachable),
    Rule(Act.ADDENDUM_CROSSING, "agency", (P.ADDENDUM_WRITE,), SENT, lambda now: now.reachable),
    Rule(Act.CORRECTION, "school", (P.RECORD_CORRECT,), SENT),
    Rule(Act.ASK_RECORD, "agency", (P.RECORD_REQUEST_ASK,), SENT),
    Rule(Act.PDF, "school", (), SENT),
    Rule(Act.PDF, "agency", (), SENT),
    Rule(Act.EXPORT, "school", (P.REFERRAL_EXPORT,), SENT),
    Rule(Act.EXPORT, "agency", (P.DISCLOSED_EXPORT,), SENT),
)
BY_ACT = {(rule.act, rule.side): rule for rule in RULES}


@dataclass(frozen=True)
class Held:
    """That a person was found to hold a right on a referral, and the cover they act under at an agency."""

    right: Permission
    cover: Cover


@cache
def rights_of(act: Act) -> frozenset[Permission]:
    """The rights by any of which it is done, on either side."""
    return frozenset(right for rule in RULES if rule.act == act for right in rule.rights)


def has_right(act: Act, rights: frozenset[Permission]) -> bool:
    """Whether one of these rights is one to do it by."""
    return not rights.isdisjoint(rights_of(act))


def in_state(act: Act, state: str) -> bool:
    """Whether a referral in that state is one that it is done to."""
    return any(state in rule.states for rule in RULES if rule.act == act)


def may(side: Side, rights: frozenset[Permission], now: Situation) -> frozenset[Act]:
    """What somebody with these rights on that side can do in this situation."""
    return frozenset(
        rule.act
        for rule in RULES
        if rule.side == side
        and now.state in rule.states
        and (not rule.rights or rights.intersection(rule.rights))
        and rule.holds(now)
    )


def require_at_school(act: Act, *, by: User, at: datetime, school: Organization) -> Permission:
    """The right by which the person does this at the school. Raises NotYours without it."""
    right = BY_ACT[act, "school"].rights[0]
    try:
        return require(by=by, permission=right, on=school, at=at)
    except AccessDenied as refused:
        raise NotYours(str(refused)) from refused


def require_at_agency(act: Act, *, by: User, at: datetime, referral: Referral) -> Held:
    """The right and the cover by which the agency's person does this.

    Raises NotYours without a right that reaches the referral, or where nothing of it was disclosed.
    """
    right = next((one for one in BY_ACT[act, "agency"].rights if _reaches(one, by, at, referral)), None)
    if right is None or referral.partnership is None:
        raise NotYours(f"{act} does not reach this referral")
    if not is_disclosed(referral):
        raise NotYours("nothing of this referral was disclosed")
    return Held(right, covers([referral.partnership], at)[0])


def _reaches(right: Permission, by: User, at: datetime, referral: Referral) -> bool:
    reached = agency_reach(by, right, at)
    return (
        referral.partnership_id in reached.partnerships
        or (referral.partnership_id, referral.school_id) in reached.posted
    )


def require_state(act: Act, referral: Referral) -> None:
    """Raise what keeps the act from a referral in its state.

    NotADraft for a sent one, NotFrozen for a draft, NotAccepted, AlreadyDecided once it was reviewed or withdrawn,
    AlreadyAnswered.
    """
    if in_state(act, referral.state):
        return
    if act == Act.WRITE:
        raise NotADraft
    if referral.state == ReferralState.DRAFT:
        raise NotFrozen
    if act == Act.OUTCOME:
        raise NotAccepted
    raise AlreadyDecided if referral.state in CLOSED else AlreadyAnswered


def require_apart(by: User, referral: Referral) -> None:
    """Raise OwnRecord for somebody who took part in the call: nobody reviews their own record."""
    if took_part(by, referral):
        raise OwnRecord(referral.agency_number)


def took_part(user: User, referral: Referral) -> bool:
    """Whether the person wrote, sent, answered, replied in or added to it, or recorded an outcome."""
    return Referral.objects.touched_by(user).filter(pk=referral.pk).exists()


def is_disclosed(referral: Referral) -> bool:
    """Whether the agency was told of it."""
    return Referral.objects.disclosed().filter(pk=referral.pk).exists()


def open_cover(referral: Referral, at: datetime) -> Cover | None:
    """The cover under which a school's later word reaches the agency now; None where none does."""
    if referral.partnership is None or not is_disclosed(referral):
        return None
    cover = covers([referral.partnership], at)[0]
    return cover if cover.open else None
