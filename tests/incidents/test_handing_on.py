"""Handed on: what others must be told of is never settled as kept in school, and the agency sees none of it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from incidents.actions import referrals
from incidents.choices import Crime, Danger, TextKind
from incidents.errors import (
    AlreadyHandedOn,
    FutureTime,
    IncompleteReferral,
    MustBeHandedOn,
    NotADraft,
    NothingOwed,
    NotYours,
    UnknownAnswer,
)
from incidents.models import HandedOn, KeptInSchool, Referral
from incidents.reference import BEHAVIORS, TOLD
from incidents.reference.duties import DUTIES
from ledger.models import Event, Notice
from ledger.verify import verify
from tests.cast import NOW
from tests.factories.accounts import MembershipFactory
from tests.factories.incidents import submitted

OWED = [(duty, behavior) for duty in DUTIES for behavior in duty.behaviors]
HOUR = timedelta(hours=1)


def rule_matter(cast, behavior, by=None, danger=Danger.NONE):
    by = by or cast.principal
    one = referrals.start(by=by, at=NOW, school=cast.school, danger=danger, form_key=uuid4())
    texts = {TextKind.CRIME_REASON: "She said so in class."}
    answers = {"crime": Crime.NO, "behavior": behavior}
    return referrals.change(by=by, at=NOW, referral=one, answers=answers, texts=texts)


def hand(cast, one, told, by=None, at=NOW):
    return referrals.hand_on(by=by or cast.principal, at=NOW, referral=one, told=told, told_at=at)


@pytest.mark.parametrize(("duty", "behavior"), OWED)
def test_what_others_must_be_told_of_is_never_kept_in_school(cast, duty, behavior):
    one = rule_matter(cast, "phone")
    for route in ("teacher", "counselor"):
        with pytest.raises(MustBeHandedOn):
            referrals.keep_in_school(
                by=cast.principal, at=NOW, referral=one, route=route, occurred_on=date(2026, 10, 14), behavior=behavior
            )
    assert Referral.objects.filter(pk=one.pk).exists()
    assert not KeptInSchool.objects.exists()


@pytest.mark.parametrize(("duty", "behavior"), OWED)
def test_it_is_handed_on_only_once_one_was_told_who_must_be(cast, duty, behavior):
    one = rule_matter(cast, behavior)
    short = [key for key in duty.offered if key not in duty.needs]
    for told in ([], short):
        with pytest.raises(IncompleteReferral):
            hand(cast, one, told)
    assert not HandedOn.objects.exists()
    for told in duty.needs:
        handed = hand(cast, rule_matter(cast, behavior), [told])
        assert (handed.behavior, handed.told, handed.told_at) == (behavior, [told], NOW)


def test_nothing_of_the_matter_is_kept_but_its_kind_whom_and_when(cast):
    one = rule_matter(cast, "abuse_disclosure")
    handed = hand(cast, one, ["district", "child_protection"], at=NOW - HOUR)
    assert (handed.pk, handed.form_key, handed.told) == (one.pk, one.form_key, ["child_protection", "district"])
    assert not Referral.objects.exists()
    assert not KeptInSchool.objects.exists()
    assert not Notice.objects.exists()
    event = Event.objects.get(action="incidents.referral.handed_on")
    assert "abuse" not in event.data
    assert verify().intact


def test_handed_on_twice_it_is_one_row_and_its_form_begins_no_second_draft(cast):
    one = rule_matter(cast, "firearm")
    stale = Referral.objects.select_related("school").get(pk=one.pk)
    assert hand(cast, one, ["police"]).pk == hand(cast, stale, ["police"]).pk
    assert HandedOn.objects.count() == 1
    with pytest.raises(AlreadyHandedOn):
        referrals.start(by=cast.principal, at=NOW, school=cast.school, danger=Danger.NONE, form_key=one.form_key)
    with pytest.raises(NotYours):
        referrals.start(by=cast.designee, at=NOW, school=cast.school, danger=Danger.NONE, form_key=one.form_key)
    assert not Referral.objects.exists()


def test_what_is_the_schools_own_or_was_sent_is_not_handed_on(cast):
    with pytest.raises(NothingOwed):
        hand(cast, rule_matter(cast, "knife"), ["police"])
    sent = submitted(cast.principal, cast.school, NOW, behavior="firearm")
    with pytest.raises(NotADraft):
        hand(cast, sent, ["police"])
    with pytest.raises(NotYours):
        hand(cast, rule_matter(cast, "firearm"), ["police"], by=cast.sro)
    assert not HandedOn.objects.exists()


def test_whom_and_when_must_be_possible(cast):
    one = rule_matter(cast, "abuse_disclosure")
    with pytest.raises(UnknownAnswer):
        hand(cast, one, ["child_protection", "guardian"])
    with pytest.raises(FutureTime):
        hand(cast, one, ["child_protection"], at=NOW + HOUR)
    assert not HandedOn.objects.exists()


def test_the_agency_never_sees_what_was_handed_on(cast):
    hand(cast, rule_matter(cast, "missing_student"), ["police"])
    for person in (cast.sro, cast.supervisor, *cast.strangers(), *cast.without_referrals()):
        assert not HandedOn.objects.visible_to(person, NOW).exists()
    for person in (cast.principal, cast.designee, cast.district_administrator, cast.records_custodian):
        assert HandedOn.objects.visible_to(person, NOW).count() == 1


def test_at_the_school_a_report_of_abuse_is_read_by_its_reporter_alone(cast):
    MembershipFactory(user=cast.staff, organization=cast.school, role="designee")
    hand(cast, rule_matter(cast, "abuse_disclosure", by=cast.designee), ["child_protection"], by=cast.designee)
    readers = (cast.designee, cast.district_administrator, cast.records_custodian)
    for person in (cast.principal, cast.staff, cast.designee, cast.district_administrator, cast.records_custodian):
        assert HandedOn.objects.visible_to(person, NOW).exists() == (person in readers)


@pytest.mark.parametrize("crime", [Crime.NO, Crime.UNSURE, Crime.YES])
def test_a_risk_of_suicide_goes_to_the_officer_only_with_a_reason(cast, crime):
    one = rule_matter(cast, "suicide_crisis")
    answers = {
        "crime": crime,
        "started_by": "staff",
        "what_for": "act",
        "tried": "talk",
        "place": "gym",
        "occurred_at": NOW - HOUR,
    }
    one = referrals.change(
        by=cast.principal, at=NOW, referral=one, answers=answers, texts={TextKind.SHARED: "He said he was tired of it."}
    )
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert refused.value.fields == ("why_call",)


def test_every_duty_offers_whom_it_needs_and_names_known_matters():
    for duty in DUTIES:
        assert set(duty.needs) <= set(duty.offered) <= set(TOLD.by_key)
        assert set(duty.behaviors) <= set(BEHAVIORS.by_key)
    abuse = next(duty for duty in DUTIES if duty.key == "abuse")
    assert "guardian" not in abuse.offered  # who may be the one accused is not told
