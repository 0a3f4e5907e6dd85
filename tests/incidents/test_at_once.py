"""Two people at the same moment, each on a connection of their own."""

import threading
from collections import Counter
from uuid import uuid4

import pytest
from django.db import connection, connections

from incidents.actions import referrals, responses, reviews
from incidents.errors import AlreadyDecided
from incidents.models import Disclosure, Referral, Response, Review
from ledger.models import Event, Notice
from ledger.verify import verify
from tests.cast import NOW, make_cast
from tests.factories.incidents import draft, submitted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(*acts):
    """Run the acts side by side; the name of what each came to."""
    gate, came = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(10)
            act()
            came.append("done")
        except AlreadyDecided:
            came.append("already decided")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(came)


def test_of_two_supervisors_one_wins_and_the_other_is_told():
    assert connection.vendor == "postgresql"
    cast = make_cast()
    sent = submitted(cast.principal, cast.school, NOW)

    def decide(by):
        return lambda: reviews.decide(
            by=by,
            at=NOW,
            referral=sent,
            decision=reviews.Decision(determination="emergency", crime_involved="yes", reason="Hurt."),
            form_key=uuid4(),
        )

    assert at_once(decide(cast.supervisor), decide(cast.second_supervisor)) == {"done": 1, "already decided": 1}
    assert Review.objects.count() == 1
    assert Disclosure.objects.filter(about="review").count() == 1
    assert Event.objects.filter(action="incidents.review.decided").count() == 1


def test_a_double_click_sends_once():
    cast = make_cast()
    one = draft(cast.principal, cast.school, NOW)
    send = [lambda: referrals.submit(by=cast.principal, at=NOW, referral=one)] * 3
    assert at_once(*send) == {"done": 3}
    assert Disclosure.objects.count() == 1
    assert Notice.objects.count() == 3
    assert Event.objects.filter(action="incidents.referral.submitted").count() == 1


def test_a_double_click_on_an_answer_answers_once():
    cast, key = make_cast(), uuid4()
    sent = submitted(cast.principal, cast.school, NOW)
    given = {"at": NOW, "referral": sent, "clause": cast.discipline, "reason": "A rule.", "form_key": key}
    assert at_once(*[lambda: responses.decline(by=cast.sro, **given)] * 3) == {"done": 3}
    assert Response.objects.get().form_key == key
    assert Disclosure.objects.filter(about="response").count() == 1
    assert Event.objects.filter(action="incidents.response.declined").count() == 1


def test_numbers_are_given_once_each():
    cast = make_cast()
    drafts = [draft(cast.principal, cast.school, NOW) for _ in range(4)]
    sends = [lambda one=one: referrals.submit(by=cast.principal, at=NOW, referral=one) for one in drafts]
    assert at_once(*sends) == {"done": 4}
    for count in ("sequence", "agency_sequence"):
        assert sorted(Referral.objects.values_list(count, flat=True)) == [1, 2, 3, 4]
    assert verify().intact
