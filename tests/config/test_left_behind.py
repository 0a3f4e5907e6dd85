"""An officer leaves a school with open calls: who ends the posting sees them, and they are the supervisor's at once."""

import re
from datetime import timedelta

import pytest
import time_machine

from accounts.roles import Role
from incidents.choices import Crime
from ledger.models import Notice
from partnerships.actions import coverage, postings
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.incidents import accepted, submitted
from tests.factories.partnerships import PostingFactory


@pytest.fixture
def calls(cast):
    """Two that wait for an answer, and one that the officer accepted."""
    taken = accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(days=2))
    waiting = [submitted(cast.principal, cast.school, NOW - timedelta(hours=hours)) for hours in (3, 2)]
    return [taken, *waiting]


def desk(user):
    return inside(user).get("/").content.decode()


def titles(html):
    return re.findall(r'class="need-title">\s*<a href="([^"]+)"', html)


def told():
    return set(Notice.objects.filter(kind="incidents.officer_left").values_list("to", flat=True))


def test_who_ends_it_sees_what_waits_by_number_and_is_offered_a_stand_in(cast, calls):
    page = inside(cast.agency_administrator).get(f"/postings/{cast.posting.pk}/end/").content.decode()
    assert "3 calls wait for this officer." in page
    for call in calls:
        assert call.agency_number in page
        assert str(call.pk) not in page
    assert "no outcome yet" in page
    assert f"/postings/{cast.posting.pk}/stand-in/" in page
    assert "gym" not in page


def test_the_calls_are_the_supervisors_at_once_and_they_are_told(cast, calls):
    assert not titles(desk(cast.supervisor))[1:]
    postings.end(by=cast.agency_administrator, at=NOW, posting=cast.posting)
    assert set(titles(desk(cast.supervisor))) == {f"/referrals/{call.pk}/" for call in calls}
    assert told() == {str(cast.supervisor.pk), str(cast.second_supervisor.pk)}
    for reader in (cast.principal, cast.supervisor):
        page = inside(reader).get(f"/referrals/{calls[1].pk}/").content.decode()
        assert "no officer is posted" in page.lower(), reader


def test_they_are_told_as_well_when_the_school_leaves_the_partnership(cast, calls):
    run, at = cast.district_administrator, NOW
    coverage.change(by=run, at=at, partnership=cast.partnership, schools=[cast.second_school])
    assert told() == {str(cast.supervisor.pk), str(cast.second_supervisor.pk)}
    assert {f"/referrals/{call.pk}/" for call in calls} <= set(titles(desk(cast.supervisor)))


def test_the_officer_is_told_what_is_so(cast, calls):
    postings.end(by=cast.agency_administrator, at=NOW, posting=cast.posting)
    html = desk(cast.sro)
    assert "You are not posted to a school today" in html
    assert "No MOU" not in html


def test_a_colleague_who_is_posted_too_takes_over_and_nobody_is_alarmed(cast, calls):
    colleague = person("Rhea Sund", Role.SRO, cast.agency)
    PostingFactory(partnership=cast.partnership, school=cast.school, officer=colleague)
    postings.end(by=cast.agency_administrator, at=NOW, posting=cast.posting)
    assert told() == set()
    assert {f"/referrals/{call.pk}/" for call in calls[1:]} <= set(titles(desk(colleague)))
    assert not set(titles(desk(cast.supervisor))) & {f"/referrals/{call.pk}/" for call in calls[1:]}


def test_a_posting_without_calls_ends_without_more(cast):
    page = inside(cast.agency_administrator).get(f"/postings/{cast.posting.pk}/end/").content.decode()
    assert "wait for this officer" not in page
    postings.end(by=cast.agency_administrator, at=NOW, posting=cast.posting)
    assert told() == set()


def test_one_that_ends_later_passes_the_turn_on_that_day(cast, calls):
    postings.end(by=cast.agency_administrator, at=NOW, posting=cast.posting, on=NOW.date() + timedelta(days=3))
    assert told() == set()
    with time_machine.travel(NOW):
        assert f"/referrals/{calls[1].pk}/" in titles(desk(cast.sro))
        assert f"/referrals/{calls[1].pk}/" not in titles(desk(cast.supervisor))


def test_calls_that_nobody_answers_can_be_reviewed_by_the_supervisor(cast, calls):
    postings.end(by=cast.agency_administrator, at=NOW, posting=cast.posting)
    page = inside(cast.supervisor).get(f"/referrals/{calls[1].pk}/review/")
    assert page.status_code == 200
    assert Crime.YES in page.content.decode()
