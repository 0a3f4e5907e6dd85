"""Sending a call: frozen, numbered, disclosed once; or kept where nobody receives it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from incidents.actions import referrals, reviews
from incidents.choices import About, Crime, Danger, TextKind
from incidents.errors import AlreadyDecided, CoverClosed, IncompleteReferral, NotFrozen
from incidents.models import Disclosure, Referral
from incidents.states import ReferralState
from ledger.models import Event, Notice
from tests.cast import NOW, bind
from tests.factories.incidents import SHARED, accepted, decided, draft, submitted


def counts():
    return {
        "referrals": Referral.objects.count(),
        "disclosures": Disclosure.objects.count(),
        "notices": Notice.objects.count(),
        "submitted": Event.objects.filter(action="incidents.referral.submitted").count(),
    }


def test_sending_freezes_numbers_starts_clocks_and_discloses(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    assert sent.state == ReferralState.SUBMITTED
    assert sent.number == "26-0001"
    assert (sent.submitted_by, sent.submitted_at) == (cast.principal, NOW)
    assert (sent.answer_due_on, sent.review_due_on) == (date(2026, 10, 15), date(2026, 10, 19))
    disclosure = Disclosure.objects.get()
    assert (disclosure.source, disclosure.recipient) == (cast.district, cast.agency)
    assert disclosure.clause == cast.information
    assert disclosure.text.projection["texts"][TextKind.SHARED] == SHARED


def test_sent_twice_is_one_record_one_disclosure_one_set_of_notices_one_event(cast):
    one = draft(cast.principal, cast.school, NOW)
    stale = Referral.objects.get(pk=one.pk)
    first = referrals.submit(by=cast.principal, at=NOW, referral=one)
    before = counts()
    again = referrals.submit(by=cast.principal, at=NOW + timedelta(seconds=1), referral=stale)
    assert (again.pk, again.number, again.submitted_at) == (first.pk, first.number, NOW)
    assert counts() == before == {"referrals": 1, "disclosures": 1, "notices": 3, "submitted": 1}


def test_numbers_run_through_the_district_and_its_school_year(cast):
    numbers = [submitted(cast.principal, cast.school, NOW).number for _ in range(3)]
    summer = NOW.replace(year=2027, month=7, day=2)
    next_year = submitted(cast.principal, cast.school, summer).number
    assert numbers == ["26-0001", "26-0002", "26-0003"]
    assert next_year == "27-0001"


def test_without_cover_the_record_is_made_and_nobody_is_told(cast):
    cast.posting.ends_on = date(2026, 10, 14)
    cast.posting.save()
    sent = submitted(cast.principal, cast.school, NOW)
    assert (sent.number, sent.partnership, sent.answer_due_on) == ("26-0001", None, None)
    assert not Disclosure.objects.exists()
    assert not Notice.objects.exists()
    assert not Referral.objects.visible_to(cast.supervisor, NOW).exists()
    assert Referral.objects.visible_to(cast.principal, NOW).get() == sent


def test_without_an_mou_nobody_is_told_either(cast):
    after_grace = NOW.replace(year=2027, month=7, day=31)
    sent = submitted(cast.principal, cast.school, after_grace)
    assert sent.number == "27-0001"
    assert not Disclosure.objects.exists()
    assert not Notice.objects.exists()


def test_naming_an_agency_that_does_not_receive_writes_nothing(cast):
    one = draft(cast.principal, cast.school, NOW)
    with pytest.raises(CoverClosed):
        referrals.submit(by=cast.principal, at=NOW, referral=one, partnership=cast.other_partnership)
    one.refresh_from_db()
    assert one.state == ReferralState.DRAFT
    assert not Disclosure.objects.exists()


def test_with_two_agencies_one_must_be_named(cast):
    second, _version, _posting = bind(cast.district, cast.other_agency, [cast.school], cast.stranger_sro)
    one = draft(cast.principal, cast.school, NOW)
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert refused.value.fields == ("partnership",)
    sent = referrals.submit(by=cast.principal, at=NOW, referral=one, partnership=second)
    assert sent.partnership == second
    assert not Referral.objects.visible_to(cast.supervisor, NOW).exists()
    assert Referral.objects.visible_to(cast.stranger_supervisor, NOW).get() == sent


def test_every_missing_answer_is_named(cast):
    one = draft(cast.principal, cast.school, NOW, crime=Crime.NO, danger=Danger.NONE)
    Referral.objects.filter(pk=one.pk).update(place="", occurred_at=None)
    one.texts.filter(kind__in=[TextKind.SHARED, TextKind.WHY_CALL]).delete()
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert refused.value.fields == ("why_call", "place", "occurred_at", "shared")
    assert counts() == {"referrals": 1, "disclosures": 0, "notices": 0, "submitted": 0}


def test_an_earlier_record_is_disclosed_once_a_school_has_cover(cast):
    cast.posting.starts_on = date(2026, 10, 20)
    cast.posting.save()
    sent = submitted(cast.principal, cast.school, NOW)
    with pytest.raises(CoverClosed):
        referrals.disclose(by=cast.principal, at=NOW, referral=sent)
    later = NOW + timedelta(days=6)
    told = referrals.disclose(by=cast.principal, at=later, referral=sent)
    assert referrals.disclose(by=cast.principal, at=later, referral=sent) == told
    sent.refresh_from_db()
    assert (sent.partnership, sent.clock_started_on) == (cast.partnership, date(2026, 10, 20))
    assert Referral.objects.visible_to(cast.sro, later).get() == sent
    assert set(Notice.objects.values_list("kind", flat=True)) == {"incidents.referral_disclosed_later"}
    assert Event.objects.filter(action="incidents.referral.disclosed").count() == 1


def test_a_draft_is_not_disclosed(cast):
    with pytest.raises(NotFrozen):
        referrals.disclose(by=cast.principal, at=NOW, referral=draft(cast.principal, cast.school, NOW))
    assert not Disclosure.objects.exists()


def test_a_withdrawal_is_told_with_its_reason(cast):
    sent = accepted(cast.principal, cast.school, cast.sro, NOW)
    back = referrals.withdraw(by=cast.designee, at=NOW, referral=sent, reason="It was a misunderstanding.")
    assert back.state == ReferralState.WITHDRAWN
    told = Disclosure.objects.get(about=About.WITHDRAWAL)
    assert told.text.projection["reason"] == "It was a misunderstanding."
    assert Notice.objects.filter(kind="incidents.referral_withdrawn").count() == 3


def test_a_withdrawal_needs_a_reason_and_an_open_referral(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    with pytest.raises(IncompleteReferral):
        referrals.withdraw(by=cast.principal, at=NOW, referral=sent, reason="  ")
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    with pytest.raises(AlreadyDecided):
        referrals.withdraw(by=cast.principal, at=NOW, referral=done, reason="Too late.")
    assert not Disclosure.objects.filter(about=About.WITHDRAWAL).exists()


def test_a_withdrawal_past_grace_tells_nobody(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    after_grace = NOW.replace(year=2027, month=7, day=31)
    before = Notice.objects.count()
    referrals.withdraw(by=cast.principal, at=after_grace, referral=sent, reason="The MOU ended.")
    assert not Disclosure.objects.filter(about=About.WITHDRAWAL).exists()
    assert Notice.objects.count() == before


def test_who_withdrew_too_late_learns_that_it_was_decided(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    stale = Referral.objects.get(pk=sent.pk)
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        decision=reviews.Decision(determination="returned_to_school", crime_involved="no", reason="A school matter."),
        form_key=uuid4(),
    )
    with pytest.raises(AlreadyDecided):
        referrals.withdraw(by=cast.principal, at=NOW, referral=stale, reason="Never mind.")
    sent.refresh_from_db()
    assert sent.state == ReferralState.DECIDED
