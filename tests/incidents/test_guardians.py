"""Whether a guardian was told: the school's own, and late by the MOU's own hours."""

from datetime import timedelta
from uuid import uuid4

import pytest

from config.desks.calls import guardians_late
from incidents.actions.guardians import Telling, record_guardian
from incidents.errors import FutureTime, IncompleteReferral, NotFrozen, NotYours, UnknownAnswer
from incidents.models import GuardianNotice, Referral
from incidents.record import record_for
from partnerships.models import Term
from partnerships.scoping import school_covers
from tests.cast import NOW
from tests.factories.incidents import draft, submitted

TOLD = Telling(told_by="TELLER-TOKEN dean", told_at=NOW, how="phone", interpreter=True)
LATER = NOW + timedelta(hours=30)


def say(by, one, telling=TOLD, key=None):
    return record_guardian(by=by, at=NOW, referral=one, telling=telling, form_key=key or uuid4())


@pytest.fixture
def sent(cast):
    return submitted(cast.principal, cast.school, NOW)


@pytest.fixture
def agreed(cast):
    """The MOU says within how many hours."""
    return Term.objects.create(version=cast.version, key="hours_to_tell_guardian", value=24)


def late(cast, at=LATER):
    return guardians_late(cast.principal, cast.school, school_covers(cast.school, at), at)


def read_by(user, one):
    return record_for(user, Referral.objects.visible_to(user).get(pk=one.pk), NOW)


def test_the_school_reads_it_and_the_agency_never_does(cast, sent):
    say(cast.principal, sent)
    ours = next(text for text in read_by(cast.principal, sent).texts if text.kind == "guardian")
    assert ours.text.startswith("Told by TELLER-TOKEN dean, Wed, Oct 14, 2026")
    assert "with an interpreter" in ours.text
    for reader in (cast.sro, cast.supervisor):
        record = read_by(reader, sent)
        assert "TELLER-TOKEN" not in str(record)
        assert "guardian" not in record.may


def test_a_later_answer_stands_first_and_none_is_erased(cast, sent):
    say(cast.principal, sent)
    record_guardian(
        by=cast.principal, at=LATER, referral=sent, telling=Telling(why_not="court_order"), form_key=uuid4()
    )
    text = next(text for text in read_by(cast.principal, sent).texts if text.kind == "guardian").text
    assert text.startswith("Not told: A court order forbids it.")
    assert "TELLER-TOKEN" in text


@pytest.mark.parametrize(
    ("telling", "refusal"),
    [
        (Telling(), IncompleteReferral),
        (Telling(told_by=" ", told_at=NOW, how="phone"), IncompleteReferral),
        (Telling(told_by="Dean", told_at=NOW, how="dream"), UnknownAnswer),
        (Telling(told_by="Dean", told_at=LATER, how="phone"), FutureTime),
        (Telling(why_not="busy"), UnknownAnswer),
        (Telling(why_not="adult", told_by="Dean"), UnknownAnswer),
    ],
)
def test_what_says_neither_is_refused(cast, sent, telling, refusal):
    with pytest.raises(refusal):
        say(cast.principal, sent, telling)
    assert not GuardianNotice.objects.exists()


def test_nobody_of_the_agency_writes_it_and_no_draft_has_it(cast, sent):
    for person in (cast.sro, cast.supervisor, cast.district_administrator):
        with pytest.raises(NotYours):
            say(person, sent)
    with pytest.raises(NotFrozen):
        say(cast.principal, draft(cast.principal, cast.school, NOW))
    assert not GuardianNotice.objects.exists()


def test_the_same_form_twice_is_one_row(cast, sent):
    key = uuid4()
    assert say(cast.principal, sent, key=key) == say(cast.principal, sent, key=key)


def test_late_is_said_only_where_the_mou_has_the_term(cast, sent):
    assert late(cast) == []


def test_late_is_said_once_the_hours_have_passed_and_no_longer_once_it_is_answered(cast, sent, agreed):
    assert late(cast, NOW + timedelta(hours=2)) == []
    assert [item["kicker"] for item in late(cast)] == [f"Referral {sent.number}"]
    say(cast.principal, sent, Telling(why_not="adult"))
    assert late(cast) == [], "why not meets the MOU as telling does"


def test_a_call_of_before_it_was_asked_is_late_for_nobody(cast, sent, agreed):
    Referral.objects.filter(pk=sent.pk).update(what_for="")
    assert late(cast) == []
