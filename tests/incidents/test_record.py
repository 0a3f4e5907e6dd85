"""What each side reads of one referral, and what it does not."""

import inspect
from dataclasses import asdict
from datetime import date, timedelta
from uuid import uuid4

import pytest

from incidents import record
from incidents.actions import addenda, outcomes, questions, referrals, responses
from incidents.errors import NotYours
from incidents.models import Referral
from incidents.record import record_for, sources
from ledger.models import Event
from tests.cast import NOW
from tests.factories.incidents import NAME, REASON, SCHOOL_ONLY, SHARED, accepted, decided, submitted

LATER = NOW + timedelta(hours=3)


def read_by(person, referral, at=LATER):
    return record_for(person, Referral.objects.visible_to(person, at).get(pk=referral.pk), at)


def words(of):
    return str(asdict(of))


def test_the_school_reads_its_own_record_whole(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    read = read_by(cast.principal, done)
    assert read.side == "school"
    assert [(text.kind, text.audience) for text in read.texts] == [
        ("shared", "shared"),
        ("crime_reason", "shared"),
        ("school_only", "school_only"),
    ]
    assert read.participants[0].name == NAME
    assert SCHOOL_ONLY in words(read)
    assert "NOTES-TOKEN" not in words(read)
    assert (read.answer.words, read.answer.detail) == ("Accepted", "13B · Simple Assault")
    assert (read.review.words, read.review.agrees, read.review.feedback) == (
        "Police matter",
        True,
        "Called at the right time.",
    )
    assert str(read.review.by) == "Sgt. Rudy Castellan"
    assert read.redisclosure == ""


@pytest.mark.parametrize("reader", ["sro", "supervisor"])
def test_the_agency_reads_the_projection_and_its_own_notes(cast, reader):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    read = read_by(getattr(cast, reader), done)
    assert read.side == "agency"
    assert [text.text for text in read.texts] == [SHARED, REASON]
    assert "SCHOOL-ONLY-TOKEN" not in words(read)
    assert "NAME-TOKEN" not in words(read)
    assert read.review.notes.startswith("NOTES-TOKEN")
    assert "34 CFR 99.33" in read.redisclosure
    assert read.opened_by == ()


def test_the_agency_reads_what_was_sent_though_the_row_were_another(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    Referral.objects.filter(pk=sent.pk).update(behavior="phone", place="bus", crime="no")
    sent.texts.all().delete()
    read = read_by(cast.sro, sent)
    event = read.event
    assert (event.answers["crime"], event.words("behavior"), event.words("place")) == ("yes", "Fight", "Gym")
    assert [text.text for text in read.texts] == [SHARED, REASON]
    row = record.rows_for(cast.sro, Referral.objects.visible_to(cast.sro, LATER), LATER)[0]
    assert (row.crime, row.what) == ("yes", "Fight, gym")


def test_the_agencys_room_imports_no_row_of_the_school():
    source = inspect.getsource(sources.AgencySource)
    for name in ("ReferralText", "Participant.", "ParticipantIdentity", "KeptInSchool", ".texts.", "written_by"):
        assert name not in source


def test_a_withheld_outcome_looks_like_none_byte_for_byte(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    readers = (cast.principal, cast.district_administrator, cast.records_custodian)
    before = [words(read_by(person, done)) for person in readers]
    rows = [asdict(record.rows_for(person, [done], LATER)[0]) for person in readers]
    row_before = Referral.objects.values().get(pk=done.pk)
    outcomes.record_outcome(by=cast.sro, at=NOW, referral=done, kind="arrest", note="Booked.", form_key=uuid4())
    done = Referral.objects.get(pk=done.pk)
    assert [words(read_by(person, done)) for person in readers] == before
    assert [asdict(record.rows_for(person, [done], LATER)[0]) for person in readers] == rows
    assert Referral.objects.values().get(pk=done.pk) == row_before
    ours = read_by(cast.sro, done).outcome
    assert (ours.words, ours.reported, ours.why) == ("Arrest", False, "Booked.")


def test_a_withheld_correction_leaves_the_reported_outcome(cast):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    for hours, kind in enumerate(("warning", "arrest")):
        at = NOW + timedelta(hours=hours)
        outcomes.record_outcome(by=cast.sro, at=at, referral=taken, kind=kind, form_key=uuid4())
    assert read_by(cast.principal, taken).outcome.kind == "warning"
    assert [one.kind for one in read_by(cast.sro, taken).outcomes] == ["warning", "arrest"]


def test_the_turn_follows_the_record(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    turn = read_by(cast.sro, sent).turn
    assert (turn.side, turn.yours, turn.name, turn.since) == ("police", True, "Iris Lindqvist", NOW)
    assert read_by(cast.principal, sent).turn.yours is False
    assert read_by(cast.supervisor, sent).turn.yours is False

    asked = questions.ask(by=cast.sro, at=NOW + timedelta(hours=1), referral=sent, question="Who?", form_key=uuid4())
    turn = read_by(cast.principal, sent).turn
    assert (turn.side, turn.yours, turn.name, turn.since) == ("school", True, "Maren Okafor", asked.asked_at)
    assert read_by(cast.sro, sent).clock is None
    assert read_by(cast.district_administrator, sent).turn.yours is False

    questions.reply(by=cast.principal, at=LATER, question=asked, reply="A teacher.", form_key=uuid4())
    assert read_by(cast.sro, sent).turn.side == "police"
    assert read_by(cast.sro, sent).questions[0].reply.text == "A teacher."

    responses.accept(by=cast.sro, at=LATER, referral=sent, elements=responses.Elements("yes"), form_key=uuid4())
    turn = read_by(cast.supervisor, sent).turn
    assert (turn.side, turn.yours, turn.since) == ("police", True, LATER)
    assert read_by(cast.sro, sent).turn.yours is False

    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    assert read_by(cast.principal, done).turn.side == "closed"


def test_the_clock_counts_school_days_to_the_next_act(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    assert read_by(cast.sro, sent).deadline.due_on == date(2026, 10, 15)
    assert read_by(cast.sro, sent).clock.words == "1 school day left"
    assert read_by(cast.supervisor, sent).clock.words == "1 school day left"
    late = NOW + timedelta(days=2)
    assert read_by(cast.sro, sent, late).clock.words == "1 school day late"


def test_what_each_reader_may_do(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    assert read_by(cast.principal, sent).may == {
        *("pdf", "export", "addendum", "addendum_crossing", "withdraw", "guardian")
    }
    assert read_by(cast.district_administrator, sent).may == {"pdf", "export"}
    assert read_by(cast.sro, sent).may == {"pdf", "addendum", "addendum_crossing", "answer", "ask", "what_for"}
    assert read_by(cast.supervisor, sent).may == {"pdf", "export", "addendum", "addendum_crossing", "ask", "review"}


def test_who_no_agency_was_told_of_says_so(cast):
    cast.posting.ends_on = date(2026, 10, 14)
    cast.posting.save()
    sent = submitted(cast.principal, cast.school, NOW)
    read = read_by(cast.principal, sent)
    assert read.progress.words == "Recorded; nobody at an agency sees it"
    assert (read.turn.side, read.clock, read.crossings) == ("none", None, ())
    assert "disclose" not in read.may, "nobody receives it"
    assert read.phone_instead.startswith("Emergency? Call 911 first.")
    cast.posting.ends_on = None
    cast.posting.save()
    assert "disclose" in read_by(cast.principal, sent).may
    assert read.timeline[0].what == "recorded it; no agency was told"


def test_addenda_cross_only_when_they_are_meant_to(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    said = [
        (cast.principal, "Stays here.", False),
        (cast.principal, "Goes over.", True),
        (cast.sro, "Ours alone.", False),
        (cast.supervisor, "For you.", True),
    ]
    for minutes, (by, text, crosses) in enumerate(said):
        at = NOW + timedelta(minutes=minutes)
        addenda.add(by=by, at=at, referral=sent, text=text, crosses=crosses, form_key=uuid4())
    assert [one.text for one in read_by(cast.principal, sent).addenda] == ["Stays here.", "Goes over.", "For you."]
    assert sorted(one.text for one in read_by(cast.sro, sent).addenda) == ["For you.", "Goes over.", "Ours alone."]


def test_every_opening_is_an_event_and_the_school_reads_them(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    referrals.look(by=cast.sro, at=NOW, referral=sent.pk)
    paper = referrals.read(by=cast.records_custodian, at=NOW, referral=sent.pk)
    referrals.note_printed(by=cast.records_custodian, at=NOW, record=paper)
    events = Event.objects.filter(action="incidents.referral.opened").order_by("seq")
    assert [(one.actor_id, one.object_id, one.organization_id, one.details["how"]) for one in events] == [
        (str(cast.sro.pk), str(sent.pk), str(cast.agency.pk), "page"),
        (str(cast.records_custodian.pk), str(sent.pk), str(cast.district.pk), "pdf"),
    ]
    opened = read_by(cast.principal, sent).opened_by
    assert [(one.side, one.role, one.how) for one in opened] == [
        ("school", "Records custodian", "pdf"),
        ("agency", "School resource officer", "page"),
    ]


def test_the_register_names_what_crossed_in_words(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    line = read_by(cast.principal, sent).crossings[0]
    assert line.direction == "School to police"
    assert "What was seen or heard" in line.fields
    assert not [name for name in line.fields if "." in name]
    assert line.recipient == "Aldmoor Sheriff"


def test_the_timeline_tells_it_in_order(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    for person in (cast.principal, cast.supervisor):
        assert [line.what for line in read_by(person, done).timeline] == [
            "sent it to Aldmoor Sheriff",
            "accepted it",
            "determined: Police matter",
        ]


def test_a_call_whose_disclosure_is_gone_is_nobodys_at_the_agency(cast, monkeypatch):
    sent = submitted(cast.principal, cast.school, NOW)
    monkeypatch.setattr("incidents.record.from_disclosures.Disclosed.referral", None)
    before = Event.objects.count()
    with pytest.raises(NotYours):
        referrals.look(by=cast.sro, at=LATER, referral=sent.pk)
    assert Event.objects.count() == before


def test_who_took_a_call_back_is_named_and_not_who_sent_it(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    referrals.withdraw(by=cast.designee, at=LATER, referral=sent, reason="It was a misunderstanding.")
    for person in (cast.principal, cast.supervisor):
        assert "Tobias Reyes" in str(read_by(person, sent).withdrawal.by)


def test_who_took_a_call_back_is_named_where_the_agency_could_not_be_told(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    cast.version.terms.all().delete()
    type(cast.version).objects.filter(pk=cast.version.pk).update(expires_on=NOW.date() - timedelta(days=90))
    referrals.withdraw(by=cast.designee, at=LATER, referral=sent, reason="The MOU ended.")
    assert str(read_by(cast.principal, sent).withdrawal.by) == "Tobias Reyes"
