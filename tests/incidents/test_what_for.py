"""What the school asks of the officer, and what the officer makes of it."""

from uuid import uuid4

import pytest

from incidents.actions import referrals, responses, what_for
from incidents.actions.disclosures import IdentityBasis
from incidents.actions.plans import tell_plan
from incidents.choices import Basis, Crime, Danger, TextKind, WhatFor
from incidents.errors import (
    AlreadyAnswered,
    IdentityNotAllowed,
    IncompleteReferral,
    NotYours,
    PlanNeedsGround,
    UnknownAnswer,
    WhatForChanged,
)
from incidents.fields import BY_NAME
from incidents.models import Disclosure, Referral, Response, WhatForChange
from incidents.record import record_for
from ledger.models import Notice
from partnerships.models import Term
from tests.cast import NOW
from tests.factories.incidents import decided, draft, submitted


def change(by, one, before, after, line="", key=None):
    return what_for.change(by=by, at=NOW, referral=one, before=before, after=after, line=line, form_key=key or uuid4())


def read_by(user, one):
    return record_for(user, Referral.objects.visible_to(user).get(pk=one.pk), NOW)


@pytest.fixture
def standing_by(cast):
    return submitted(cast.principal, cast.school, NOW, what_for="stand_by")


def test_the_officer_reads_what_is_asked_in_the_heading(cast, standing_by):
    assert read_by(cast.sro, standing_by).heading.endswith(": asks you to stand by.")
    assert Notice.objects.get(to=cast.sro.pk).facts["what_for"] == "stand_by"


def test_less_needs_one_tap_and_both_sides_read_it(cast, standing_by):
    change(cast.sro, standing_by, "stand_by", "aware")
    for reader in (cast.principal, cast.supervisor, cast.sro):
        record = read_by(reader, standing_by)
        assert record.what_for == "aware"
        assert dict(record.facts)["What for"] == "Be aware, as the officer changed it; asked was: stand by"
        assert "changed “stand by” to “be aware”" in [step.what for step in record.timeline]
    told = Disclosure.objects.get(about="what_for")
    assert (told.direction, told.recipient_id) == ("to_school", cast.district.pk)
    assert Notice.objects.filter(kind="incidents.what_for_changed", to=cast.principal.pk).exists()
    standing_by.refresh_from_db()
    assert standing_by.what_for == "stand_by", "the school's own words stay"


def test_more_needs_a_line(cast, standing_by):
    with pytest.raises(IncompleteReferral):
        change(cast.sro, standing_by, "stand_by", "act", "  ")
    assert not WhatForChange.objects.exists()
    change(cast.sro, standing_by, "stand_by", "act", "A knife was drawn.")
    assert "A knife was drawn." in read_by(cast.principal, standing_by).timeline[-1].what


@pytest.mark.parametrize(("before", "after"), [("stand_by", "stand_by"), ("stand_by", "rest"), ("", "act")])
def test_what_is_no_change_is_refused(cast, standing_by, before, after):
    with pytest.raises(UnknownAnswer):
        change(cast.sro, standing_by, before, after, "Why.")
    assert not WhatForChange.objects.exists()


def test_of_two_at_once_the_second_is_told(cast, standing_by):
    change(cast.sro, standing_by, "stand_by", "aware")
    with pytest.raises(WhatForChanged):
        change(cast.sro, standing_by, "stand_by", "act", "Why.")
    assert WhatForChange.objects.count() == 1


def test_the_same_tap_twice_is_one_change(cast, standing_by):
    key = uuid4()
    assert change(cast.sro, standing_by, "stand_by", "aware", key=key) == change(
        cast.sro, standing_by, "stand_by", "aware", key=key
    )


def test_nobody_but_the_officer_changes_it(cast, standing_by):
    for person in (cast.principal, cast.supervisor, cast.district_administrator):
        with pytest.raises(NotYours):
            change(person, standing_by, "stand_by", "aware")
    assert not WhatForChange.objects.exists()


def test_a_call_to_be_aware_is_answered_with_seen_alone(cast):
    one = submitted(cast.principal, cast.school, NOW, what_for="aware")
    assert {"see", "what_for"} <= read_by(cast.sro, one).may
    answer = responses.see(by=cast.sro, at=NOW, referral=one, form_key=uuid4())
    one.refresh_from_db()
    assert (one.state, answer.elements_present) == ("seen", "")
    record = read_by(cast.principal, one)
    assert record.progress.words == "Seen; waits for review"
    assert record.turn.words == "The supervisor reviews"
    with pytest.raises(AlreadyAnswered):
        responses.see(by=cast.sro, at=NOW, referral=one, form_key=uuid4())


def test_a_call_that_asks_for_more_is_not_answered_with_seen(cast, standing_by):
    with pytest.raises(WhatForChanged):
        responses.see(by=cast.sro, at=NOW, referral=standing_by, form_key=uuid4())
    standing_by.refresh_from_db()
    assert standing_by.state == "submitted"
    assert not Response.objects.exists()


def test_a_reviewed_call_is_not_changed_any_more(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    assert "what_for" not in read_by(cast.sro, done).may
    with pytest.raises(Exception, match="AlreadyDecided"):
        change(cast.sro, done, "act", "aware")
    assert not WhatForChange.objects.exists()


def test_a_call_of_before_is_shown_as_not_asked(cast, standing_by):
    Referral.objects.filter(pk=standing_by.pk).update(what_for="")
    assert dict(read_by(cast.principal, standing_by).facts)["What for"] == "Not asked"


def test_a_draft_of_before_is_asked_before_it_is_sent(cast):
    one = draft(cast.principal, cast.school, NOW)
    Referral.objects.filter(pk=one.pk).update(what_for="")
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert refused.value.fields == ("what_for",)


def test_what_was_tried_is_asked_unless_there_was_danger(cast):
    one = draft(cast.principal, cast.school, NOW, tried="", danger=Danger.NONE)
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert refused.value.fields == ("tried",)
    referrals.change(by=cast.principal, at=NOW, referral=one, answers={"danger": Danger.OVER})
    assert referrals.submit(by=cast.principal, at=NOW, referral=one).number


@pytest.mark.parametrize("value", ["talk,talk", "talk,pray", "," * 20_000, "act"])
def test_only_what_is_on_the_list_was_tried(cast, value):
    one = draft(cast.principal, cast.school, NOW)
    with pytest.raises(UnknownAnswer):
        referrals.change(by=cast.principal, at=NOW, referral=one, answers={"tried": value})


def test_the_plan_stays_with_the_school(cast):
    one = draft(cast.principal, cast.school, NOW, plan="yes")
    referrals.change(by=cast.principal, at=NOW, referral=one, texts={TextKind.SPEAK_TO: "PLAN-TOKEN counselor"})
    sent = referrals.submit(by=cast.principal, at=NOW, referral=one)
    projection = Disclosure.objects.get(referral=sent, about="referral").text.projection
    assert "PLAN-TOKEN" not in str(projection)
    assert "plan" not in projection
    ours = {text.label: (text.text, text.audience) for text in read_by(cast.principal, sent).texts}
    assert ours["A plan for the student"] == ("Yes", "school_only")
    assert ours["About the plan, speak to"] == ("PLAN-TOKEN counselor", "school_only")
    assert not [text for text in read_by(cast.sro, sent).texts if text.audience == "school_only"]


def test_act_is_proposed_of_a_crime_and_never_of_a_rule(cast):
    preset = BY_NAME["what_for"].preset
    assert preset(Referral(crime=Crime.YES)) == WhatFor.ACT
    assert preset(Referral(crime=Crime.NO)) == preset(Referral(crime=Crime.UNSURE)) == ""


def test_a_plan_crosses_by_hand_and_never_as_something_staff_saw(cast):
    Term.objects.filter(version=cast.version, key="identity_sharing").delete()
    Term.objects.create(version=cast.version, key="identity_sharing", value="always")
    one = draft(cast.principal, cast.school, NOW, plan="yes")
    referrals.change(by=cast.principal, at=NOW, referral=one, texts={TextKind.SPEAK_TO: "PLAN-TOKEN counselor"})
    sent = referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert "plan" in read_by(cast.principal, sent).may
    with pytest.raises(PlanNeedsGround):
        tell_plan(by=cast.principal, at=NOW, referral=sent, ground=IdentityBasis(Basis.OBSERVATION))
    assert not Disclosure.objects.filter(about="plan").exists()
    ground = IdentityBasis(Basis.EMERGENCY, {"threat": "A fight.", "told": "The officer."})
    told = tell_plan(by=cast.principal, at=NOW, referral=sent, ground=ground)
    assert told == tell_plan(by=cast.principal, at=NOW, referral=sent, ground=ground)
    assert (told.basis, told.direction) == ("emergency", "to_agency")
    read = {text.label: text.text for text in read_by(cast.sro, sent).texts}
    assert read["About the plan, speak to"] == "PLAN-TOKEN counselor"
    assert "plan" not in read_by(cast.principal, sent).may


def test_where_the_mou_allows_no_ground_no_plan_crosses(cast):
    sent = submitted(cast.principal, cast.school, NOW, plan="yes")
    ground = IdentityBasis(Basis.EMERGENCY, {"threat": "A fight.", "told": "The officer."})
    with pytest.raises(IdentityNotAllowed):
        tell_plan(by=cast.principal, at=NOW, referral=sent, ground=ground)
    assert not Disclosure.objects.filter(about="plan").exists()
