"""What the ledger holds of a referral: where each act was done, who opened what, what left as a file or on paper."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.activity import events_seen
from common import pdf
from incidents.actions import addenda, outcomes, questions, referrals
from incidents.choices import Danger
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.accounts import MembershipFactory
from tests.factories.incidents import SCHOOL_ONLY, decided, draft, submitted
from tests.factories.partnerships import PostingFactory
from tests.incidents.views.desk import at, page


@pytest.fixture(autouse=True)
def _now():
    """Ten in the morning in New York."""
    with time_machine.travel(NOW, tick=False):
        yield


def events(action):
    return Event.objects.filter(action=f"incidents.{action}")


def walk(cast, school, writer):
    """Everything that can happen to a referral, at that school."""
    begun = referrals.start(by=writer, at=NOW, school=school, danger=Danger.NONE, form_key=uuid4())
    referrals.change(by=writer, at=NOW, referral=begun, answers={"crime": "no"})
    referrals.keep_in_school(
        by=writer, at=NOW, referral=begun, route="family", occurred_on=NOW.date(), behavior="phone"
    )
    referrals.discard(by=writer, at=NOW, referral=draft(writer, school, NOW))
    referrals.withdraw(by=writer, at=NOW, referral=submitted(writer, school, NOW), reason="Settled.")
    asked = submitted(writer, school, NOW)
    question = questions.ask(by=cast.sro, at=NOW, referral=asked, question="Who was there?", form_key=uuid4())
    questions.reply(by=writer, at=NOW, question=question, reply="A coach.", form_key=uuid4())
    done = decided(writer, school, cast.sro, cast.supervisor, NOW)
    outcomes.record_outcome(by=cast.sro, at=NOW, referral=done, kind="warning", form_key=uuid4())
    addenda.add(by=writer, at=NOW, referral=done, text="More.", crosses=False, form_key=uuid4())
    record = referrals.look(by=writer, at=NOW, referral=done.pk)
    referrals.note_printed(by=writer, at=NOW, record=record)


def test_every_act_on_a_referral_says_at_which_school(cast):
    walk(cast, cast.school, cast.principal)
    found = Event.objects.filter(action__startswith="incidents.")
    assert found.values("action").distinct().count() == 13
    assert {event.action for event in found if event.details.get("school") != str(cast.school.pk)} == set()


def test_a_principal_reads_nothing_of_what_a_designee_does_at_another_school(cast):
    PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro)
    MembershipFactory(user=cast.designee, organization=cast.second_school, role="principal")
    walk(cast, cast.second_school, cast.designee)
    assert not events_seen(cast.principal).filter(action__startswith="incidents.").exists()
    assert events_seen(cast.designee).filter(action="incidents.referral.opened").exists()
    walk(cast, cast.school, cast.designee)
    assert events_seen(cast.principal).filter(action="incidents.referral.opened").count() == 2


@pytest.mark.parametrize("step", ["crime/", "details/", "check/"])
def test_a_colleagues_draft_that_is_shown_is_recorded_and_ones_own_is_not(cast, step):
    one = draft(cast.principal, cast.school, NOW)
    inside(cast.principal).get(at(one, step))
    assert not events("referral.opened").exists()
    shown = inside(cast.designee).get(at(one, step))
    assert shown.status_code == 200
    opened = events("referral.opened").get()
    assert opened.actor_id == str(cast.designee.pk)
    assert (opened.details["how"], opened.details["role"]) == ("draft", "designee")
    if step != "crime/":
        assert SCHOOL_ONLY in page(shown)


def test_a_colleagues_matter_at_the_gate_is_recorded_too(cast):
    one = draft(cast.principal, cast.school, NOW, crime="no", danger=Danger.NONE)
    assert inside(cast.designee).get(at(one, "gate/")).status_code == 200
    assert events("referral.opened").count() == 1


def test_who_takes_away_from_both_sides_leaves_an_event_on_each(cast):
    MembershipFactory(user=cast.district_administrator, organization=cast.other_agency, role="sro_supervisor")
    for _time in range(2):
        submitted(cast.principal, cast.school, NOW)
    submitted(cast.stranger_principal, cast.other_school, NOW - timedelta(days=1))
    answer = inside(cast.district_administrator).get("/referrals/export.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 1 + 3 + 1
    taken = {event.organization_id: event.details["count"] for event in events("referral.exported")}
    assert taken == {str(cast.district.pk): 2, str(cast.other_agency.pk): 1}


def test_what_was_recorded_as_taken_is_what_is_taken(cast):
    submitted(cast.principal, cast.school, NOW)
    answer = inside(cast.principal).get("/referrals/export.csv?show=police")
    # Sent between the count and the last line of the file.
    submitted(cast.principal, cast.school, NOW)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) - 2 == events("referral.exported").get().details["count"] == 1


def test_a_paper_that_could_not_be_made_was_not_opened(cast, monkeypatch):
    sent = submitted(cast.principal, cast.school, NOW)

    def blocked(*_args, **_more):
        raise pdf.BlockedFetch("https://elsewhere.example/")

    monkeypatch.setattr("common.pdf.render", blocked)
    client = inside(cast.principal)
    answer = client.get(at(sent, "referral.pdf"))
    assert answer.status_code == 302
    assert not events("referral.opened").exists()
    told = events("document.blocked").get()
    assert (told.object_id, told.outcome, told.organization_id) == (str(sent.pk), "refused", str(cast.district.pk))
    assert "elsewhere" not in told.data
    assert "No PDF was made" in page(client.get(answer.url))
