"""Who leads an open call: either side says it, both read it, nobody overwrites what they did not see."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incidents.actions import leads, reviews
from incidents.choices import About, Crime, Danger, Direction
from incidents.errors import AlreadyDecided, LeadChanged, LeadUnreachable, NotYours, UnknownAnswer
from incidents.models import Disclosure, LeadChange
from incidents.record import record_for
from ledger.models import Event, Notice
from tests.cast import NOW
from tests.factories.incidents import draft, submitted

LATER = NOW + timedelta(hours=1)
RULE_MATTER = {"crime": Crime.NO, "danger": Danger.NONE}


@pytest.fixture
def sent(cast):
    return submitted(cast.principal, cast.school, NOW)


def say(by, referral, lead, *, shown=None, at=LATER, **more):
    given = {"form_key": uuid4(), **more}
    return leads.set_lead(
        by=by, at=at, referral=referral, lead=lead, shown=shown.pk if shown is not None else None, **given
    )


def nothing_was_said():
    return not LeadChange.objects.exists() and not Disclosure.objects.filter(about=About.LEAD).exists()


@pytest.mark.parametrize(
    ("who", "direction", "told"),
    [("sro", Direction.TO_SCHOOL, "principal"), ("principal", Direction.TO_AGENCY, "sro")],
)
def test_what_one_side_says_the_other_reads_and_is_told(cast, sent, who, direction, told):
    change = say(getattr(cast, who), sent, "joint")
    crossed = Disclosure.objects.get(about=About.LEAD)
    assert (crossed.direction, crossed.subject_id) == (direction, change.pk)
    assert str(getattr(cast, told).pk) in Notice.objects.filter(kind="incidents.lead_set").values_list("to", flat=True)
    for reader in (cast.principal, cast.sro, cast.supervisor):
        record = record_for(reader, sent, LATER)
        assert record.lead.words == "Both together"
        assert any("said who leads: both together" in step.what for step in record.timeline)
    assert Event.objects.filter(action="incidents.lead.set").count() == 1


def test_who_did_not_see_the_last_change_changes_nothing(cast, sent):
    first = say(cast.principal, sent, "school")
    with pytest.raises(LeadChanged):
        say(cast.sro, sent, "officer")
    second = say(cast.sro, sent, "officer", shown=first, at=LATER + timedelta(minutes=1))
    assert list(LeadChange.objects.all()) == [first, second]


def test_the_same_form_twice_is_one_change_and_the_same_answer_again_is_none(cast, sent):
    key = uuid4()
    once = say(cast.sro, sent, "officer", form_key=key)
    assert say(cast.sro, sent, "officer", form_key=key) == once
    assert say(cast.supervisor, sent, "officer", shown=once) == once
    assert LeadChange.objects.count() == 1


def test_the_moment_a_rule_matter_became_a_safety_matter_is_noted_once(cast):
    sent = submitted(cast.principal, cast.school, NOW, **RULE_MATTER)
    assert record_for(cast.principal, sent, NOW).may_become_safety
    first = say(cast.principal, sent, "officer", became_safety=True)
    record = record_for(cast.sro, sent, LATER)
    assert not record.may_become_safety
    assert any("became a safety matter" in step.what for step in record.timeline)
    with pytest.raises(LeadChanged):
        say(cast.sro, sent, "joint", shown=first, became_safety=True)
    assert LeadChange.objects.get() == first


def test_a_crime_never_was_a_rule_matter(cast, sent):
    with pytest.raises(UnknownAnswer):
        say(cast.sro, sent, "officer", became_safety=True)
    assert nothing_was_said()


@pytest.mark.parametrize("who", ["stranger_sro", "agency_administrator", "district_administrator", "staff"])
def test_who_neither_writes_nor_answers_says_nothing(cast, sent, who):
    with pytest.raises(NotYours):
        say(getattr(cast, who), sent, "officer")
    assert nothing_was_said()


def test_a_closed_call_has_no_lead_to_change(cast, sent):
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        decision=reviews.Decision(determination="police_matter", crime_involved="yes", reason="Hurt."),
        form_key=uuid4(),
    )
    with pytest.raises(AlreadyDecided):
        say(cast.sro, sent, "officer")
    assert nothing_was_said()


def test_nothing_is_said_to_an_agency_that_cannot_read_it(cast, sent):
    with pytest.raises(LeadUnreachable):
        say(cast.principal, sent, "school", at=NOW.replace(year=2027, month=8))
    assert nothing_was_said()


def test_a_word_that_is_not_on_the_list_is_refused(cast, sent):
    with pytest.raises(UnknownAnswer):
        say(cast.sro, sent, "nobody")
    assert nothing_was_said()


def test_a_draft_has_no_lead(cast):
    with pytest.raises(NotYours):
        say(cast.sro, draft(cast.principal, cast.school, NOW), "officer")
    assert nothing_was_said()
