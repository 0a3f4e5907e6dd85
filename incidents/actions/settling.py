"""A draft that becomes no referral: kept in school, or handed on to those who must be told."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from accounts.models import Organization, User
from accounts.permissions import Permission
from common.checkpoint import checkpoint_after_commit
from incidents.actions.consult_ends import end_in_school
from incidents.actions.drafts import check_moment
from incidents.actions.recording import Entry, record_act
from incidents.duties import duty_at
from incidents.errors import (
    FutureTime,
    IncompleteReferral,
    MustBeHandedOn,
    NotADraft,
    NotARuleMatter,
    NothingOwed,
    TooLongAgo,
    UnknownAnswer,
)
from incidents.events import EventName
from incidents.limits import earliest_day
from incidents.models import HandedOn, KeptInSchool, Referral
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES, TOLD
from incidents.rules import Act, require_at_school
from incidents.states import ReferralState
from ledger.seals import seal


def keep_in_school(
    *, by: User, at: datetime, referral: Referral, route: str, occurred_on: date, behavior: str = ""
) -> KeptInSchool:
    """Settle a rule matter at the gate: counted, and the draft is gone. Keeps the draft's id; twice gives one row.

    Raises NotYours, NotADraft, NotARuleMatter with crime or danger, MustBeHandedOn where others must be told,
    UnknownAnswer, FutureTime, TooLongAgo.
    """
    require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
    with transaction.atomic():
        draft = _held(referral)
        # Asked after the row is held: another request may have settled it while this one waited.
        kept = KeptInSchool.objects.filter(pk=referral.pk).first()
        if kept is not None:
            return kept
        if draft is None or draft.state != ReferralState.DRAFT:
            raise NotADraft
        if not draft.is_rule_matter:
            raise NotARuleMatter
        behavior = behavior or draft.behavior
        if route not in SCHOOL_ROUTES:
            raise UnknownAnswer("route")
        if behavior and behavior not in BEHAVIORS:
            raise UnknownAnswer("behavior")
        if duty_at(draft.district_id, behavior) is not None:
            raise MustBeHandedOn
        _check_day(occurred_on, school=draft.school, at=at)
        kept = KeptInSchool.objects.create(
            id=draft.pk,
            form_key=draft.form_key,
            district_id=draft.district_id,
            school=draft.school,
            behavior=behavior,
            route=route,
            occurred_on=occurred_on,
            by=by,
            at=at,
        )
        _settle(draft, Entry(EventName.REFERRAL_KEPT_IN_SCHOOL), by=by, at=at)
    return kept


def hand_on(*, by: User, at: datetime, referral: Referral, told: Collection[str], told_at: datetime) -> HandedOn:
    """Record that those who must be told of the draft's matter were told; nothing else of it is kept.

    Keeps the draft's id; twice gives one row. Raises NotYours, NotADraft, NothingOwed, UnknownAnswer,
    IncompleteReferral where none of those was told who must be, FutureTime, TooLongAgo.
    """
    require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
    with transaction.atomic():
        draft = _held(referral)
        handed = HandedOn.objects.filter(pk=referral.pk).first()
        if handed is not None:
            return handed
        if draft is None or draft.state != ReferralState.DRAFT:
            raise NotADraft
        duty = duty_at(draft.district_id, draft.behavior)
        if duty is None:
            raise NothingOwed
        if not set(told) <= set(duty.offered):
            raise UnknownAnswer("told")
        if set(told).isdisjoint(duty.needs):
            raise IncompleteReferral(["told"])
        check_moment(told_at, school=draft.school, at=at)
        handed = HandedOn.objects.create(
            id=draft.pk,
            form_key=draft.form_key,
            district_id=draft.district_id,
            school=draft.school,
            behavior=draft.behavior,
            told=[item.key for item in TOLD if item.key in told],
            told_at=told_at,
            by=by,
            at=at,
        )
        _settle(draft, Entry(EventName.REFERRAL_HANDED_ON, seals=[seal(handed, "written")]), by=by, at=at)
    return handed


def _held(referral: Referral) -> Referral | None:
    """The draft, held until the transaction ends; None where it is gone."""
    return Referral.objects.select_for_update(of=("self",)).filter(pk=referral.pk).select_related("school").first()


def _settle(draft: Referral, entry: Entry, *, by: User, at: datetime) -> None:
    end_in_school(draft, by=by, at=at, right=Permission.REFERRAL_WRITE)
    Referral.objects.filter(pk=draft.pk).delete()
    checkpoint_after_commit()
    record_act(entry, by=by, at=at, referral=draft, side=draft.district_id)


def _check_day(day: date, *, school: Organization, at: datetime) -> None:
    today = school.today(at)
    if day > today:
        raise FutureTime
    if day < earliest_day(today):
        raise TooLongAgo
