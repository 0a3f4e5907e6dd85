"""Two people at the same moment, each on a connection of their own: what was checked still holds when it is written."""

import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections

from accounts.models import User
from common.versions import ChangedSince, version_of
from ledger.models import Notice
from ledger.verify import verify
from partnerships.actions import coverage, draft_clauses, mou_drafts, partnerships, postings, versions
from partnerships.actions.review_notices import tell_of_due_reviews
from partnerships.draft_status import CLAUSE_WORDS, clause_shown, draft_shown, status_of
from partnerships.errors import AlreadyPosted, DraftGone, NotCovered
from partnerships.models import Partnership, PartnershipSchool, Place, Posting, Version
from tests.partnerships.stage import AT, DAY, TODAY, completed, county, in_force, partners, posted, text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
ROUNDS = 5


def at_once(*acts):
    """Run the acts side by side; the name of what each came to."""
    gate, came = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(10)
            act()
            came.append("done")
        except (AlreadyPosted, NotCovered, ChangedSince, DraftGone) as refusal:
            came.append(type(refusal).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(came)


def test_of_two_who_name_the_same_stand_in_for_the_same_days_one_wins():
    assert connection.vendor == "postgresql"
    c = county()
    partnership = partners(c)
    posting = posted(c, partnership)
    for turn in range(ROUNDS):
        first, after = TODAY + 4 * turn * DAY, TODAY + (4 * turn + 2) * DAY
        details = postings.PostingDetails(c.second_officer, first, after)

        def stand_in(details=details):
            postings.stand_in(by=c.abel, at=AT, posting=posting, details=details, form_key=uuid4())

        assert at_once(stand_in, stand_in) == {"done": 1, "AlreadyPosted": 1}
    assert Posting.objects.filter(officer=c.second_officer).count() == ROUNDS


def test_nobody_is_posted_to_a_school_in_the_moment_it_is_taken_out():
    c = county()
    partnership = partners(c)
    for turn in range(ROUNDS):
        coverage.change(by=c.dana, at=AT + turn * DAY, partnership=partnership, schools=[c.high, c.middle])

        def take_out(at=AT + turn * DAY):
            coverage.change(by=c.dana, at=at, partnership=partnership, schools=[c.middle])

        def post(at=AT + turn * DAY):
            details = postings.PostingDetails(c.officer, c.high.today(at))
            postings.post(by=c.abel, at=at, partnership=partnership, school=c.high, details=details, form_key=uuid4())

        came = at_once(take_out, post)
        assert came["done"] in (1, 2)
        assert not PartnershipSchool.objects.filter(school=c.high, ends_on__isnull=True).exists()
        assert not Posting.objects.filter(school=c.high, ends_on__isnull=True).exists()


def test_sweeps_of_the_yearly_review_at_once_tell_everyone_once():
    c = county()
    User.objects.update(joined_at=AT)
    in_force(c, partners(c), effective_on=date(2027, 7, 1), expires_on=date(2029, 7, 1))
    for days in (120, 60, 30):  # before the review of 1 July
        at = datetime(2028, 7, 1, 18, tzinfo=UTC) - timedelta(days=days)
        before, told = Notice.objects.count(), []
        assert at_once(*[lambda at=at, told=told: told.append(tell_of_due_reviews(at=at))] * 3) == {"done": 3}
        assert sum(told) == Notice.objects.count() - before > 0
        assert sum(1 for count in told if count) == 1, "one sweep told them all, the others found nothing to do"
    assert verify().intact


def test_one_form_sent_by_two_clicks_at_once_makes_one_row_and_refuses_neither():
    c = county()
    offered = {"side": c.district, "other": c.agency, "schools": [c.high], "form_key": uuid4()}

    def propose():
        partnerships.propose(by=c.dana, at=AT, **offered)

    assert at_once(propose, propose) == {"done": 2}
    partnership = partnerships.accept(by=c.abel, at=AT, partnership=Partnership.objects.get())
    given = {"partnership": partnership, "school": c.high, "form_key": uuid4()}

    def post():
        postings.post(by=c.abel, at=AT, details=postings.PostingDetails(c.officer, TODAY), **given)

    entry = {"partnership": partnership, "side": c.district, "text": text(), "form_key": uuid4()}

    def enter():
        versions.enter(by=c.dana, at=AT, **entry)

    for act, model in ((post, Posting), (enter, Version)):
        assert at_once(act, act) == {"done": 2}
        assert model.objects.count() == 1
    assert verify().intact


def test_a_draft_that_two_send_and_one_more_writes_on_at_once_is_one_version_that_says_what_was_checked():
    c = county()
    partnership = partners(c)
    draft = completed(c, partnership)
    seen, held = version_of(draft_shown(status_of(draft))), draft.clauses.get(number="2")
    words = {name: getattr(held, name) for name in CLAUSE_WORDS} | {"text": "Written at the same moment."}
    before = version_of(clause_shown(held))

    def send():
        mou_drafts.send(by=c.dana, at=AT, draft=draft, seen=seen)

    def write():
        given = {"by": c.dana, "at": AT, "clause": held, "after": None, "place": Place.WITHIN}
        draft_clauses.save(**given, words=words, seen=before)

    ended = at_once(send, send, write)
    text = draft.clauses.filter(number="2").values_list("text", flat=True).first()
    if ended["done"] == 1 and text is None:
        assert Version.objects.get().clauses.get(number="2").text == held.text
        assert ended == {"done": 1, "DraftGone": 2}
    else:
        assert (ended, text) == ({"done": 1, "ChangedSince": 2}, "Written at the same moment.")
        assert not Version.objects.exists()
    assert verify().intact
