"""The supervisor's screens: queue, determination, the agency's own list."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from incidents.actions import questions, responses, reviews
from incidents.models import Review
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.accounts import MembershipFactory
from tests.factories.incidents import accepted, decided, submitted
from tests.factories.partnerships import PostingFactory
from tests.incidents.views.desk import REVIEW, at, counts, decide, page, version_of


@pytest.fixture
def taken(cast):
    """A call that the officer has accepted."""
    return accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(hours=2))


def test_the_queue_is_by_school_day_clock_late_first(cast, supervisor):
    old = submitted(cast.principal, cast.school, NOW - timedelta(days=9))
    new = submitted(cast.principal, cast.school, NOW)
    shown = page(supervisor.get("/queue/"))
    assert "0 calls wait for a review; 2 wait for the officer, 1 late." in shown
    assert shown.index(old.number) < shown.index(new.number)
    assert "school days late" in shown


def test_a_question_that_waits_for_the_school_makes_no_one_late(cast, supervisor):
    old = submitted(cast.principal, cast.school, NOW - timedelta(days=9))
    questions.ask(by=cast.sro, at=NOW, referral=old, question="What did staff try?", form_key=uuid4())
    assert "0 calls wait for a review; 1 waits for the school." in page(supervisor.get("/queue/"))


def test_an_empty_queue_leads_on(supervisor):
    shown = page(supervisor.get("/queue/"))
    assert "Nothing waits for your review." in shown
    assert 'href="/reviews/"' in shown


def test_the_queue_is_for_supervisors(cast):
    for reader in (cast.principal, cast.sro, cast.district_administrator, *cast.without_referrals()):
        assert inside(reader).get("/queue/").status_code == 404, reader
        assert inside(reader).get("/reviews/").status_code == 404, reader


def test_the_supervisor_decides_and_the_school_reads_all_but_the_notes(cast, taken, supervisor, principal):
    given = {**REVIEW, "clause": str(cast.discipline.pk), "feedback": "Ask us first.", "notes": "NOTES-TOKEN"}
    response = supervisor.post(at(taken, "review/"), {**given, **version_of(supervisor, taken, "review/")}, follow=True)
    assert "is reviewed. The school has been told." in page(response)
    assert "NOTES-TOKEN" in page(supervisor.get(at(taken)))
    told = page(principal.get(at(taken)))
    for words in (
        ": reviewed, returned to school.",
        "A matter of the school&#x27;s rules.",
        "Ask us first.",
        "Clause 4.2",
    ):
        assert words in told
    assert "NOTES-TOKEN" not in told
    assert "NOTES-TOKEN" not in page(inside(cast.district_administrator).get(at(taken)))


def test_every_answer_is_needed_and_what_was_typed_stays(taken, supervisor):
    for name in ("determination", "crime_involved", "clause", "reason"):
        response = decide(supervisor, taken, {**REVIEW, "notes": "What I typed.", name: ""})
        assert response.status_code == 422, name
        assert "What I typed." in page(response)
    assert not Review.objects.exists()


def test_of_two_supervisors_the_second_keeps_their_words_and_reads_the_first(cast, taken, supervisor):
    reviews.decide(
        by=cast.second_supervisor,
        at=NOW,
        referral=taken,
        decision=reviews.Decision(determination="police_matter", crime_involved="yes", reason="The first reason."),
        form_key=uuid4(),
    )
    before = counts()
    given = {**REVIEW, "reason": "KEPT-REASON", "feedback": "KEPT-FEEDBACK", "notes": "KEPT-NOTES"}
    response = decide(supervisor, taken, given)
    shown = page(response)
    assert response.status_code == 409
    for words in ("KEPT-REASON", "KEPT-FEEDBACK", "KEPT-NOTES", "The first reason.", "Ada Whitlock", "Police matter"):
        assert words in shown
    assert counts() == before


def test_a_determination_is_read_once_more_before_it_is_final(taken, supervisor):
    unsure = {name: value for name, value in REVIEW.items() if name != "sure"} | {"notes": "For <us> only."}
    shown = page(decide(supervisor, taken, unsure))
    assert "It is final once sent." in shown
    assert "For &lt;us&gt; only." in shown
    assert not Review.objects.exists()
    again = page(decide(supervisor, taken, {**unsure, "again": "1"}))
    assert "For &lt;us&gt; only." in again
    assert "Review before sending" in again
    assert not Review.objects.exists()
    assert decide(supervisor, taken, {**unsure, "sure": "1"}).url == at(taken)
    assert Review.objects.get().notes == "For <us> only."


def test_nobody_reviews_their_own_record(cast):
    MembershipFactory(user=cast.sro, organization=cast.agency, role="sro_supervisor")
    mine = accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(hours=2))
    client = inside(cast.sro)
    shown = page(client.get(at(mine)))
    assert "another supervisor reviews it" in shown
    assert f'href="{at(mine, "review/")}"' not in shown
    assert "another supervisor reviews it" in page(client.get(at(mine, "review/")))
    assert "Review before sending" not in page(client.get(at(mine, "review/")))
    assert client.post(at(mine, "review/"), REVIEW).status_code == 403
    assert not Review.objects.exists()


def test_a_reviewed_call_is_not_opened_for_review_again(cast, supervisor):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(hours=3))
    assert supervisor.get(at(done, "review/")).url == at(done)


def test_the_agencys_own_determinations_stay_after_the_grace_and_open_no_record(cast, supervisor):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    shown = page(supervisor.get("/reviews/"))
    assert f'href="{at(done)}"' in shown
    with time_machine.travel("2027-08-15T14:00:00Z", tick=False):
        client = inside(cast.supervisor)
        late = page(client.get("/reviews/"))
        assert done.number in late
        assert "NOTES-TOKEN-5K1" in late
        assert f'href="{at(done)}"' not in late
        assert "pushed each other" not in late
        assert client.get(at(done)).status_code == 404


def test_an_officer_posted_for_another_school_cannot_answer_here(cast, taken):
    cast.posting.delete()
    PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro)
    assert inside(cast.sro).get(at(taken)).status_code == 404
    assert not responses.Response.objects.exclude(by=cast.sro).exists()
