from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.permissions import Permission
from accounts.roles import Role
from common.mail import compose
from ledger.models import Notice
from partnerships.actions import postings
from partnerships.actions.postings import PostingDetails
from partnerships.errors import (
    AlreadyEnded,
    AlreadyPosted,
    BeforeCover,
    DayHasPassed,
    NotAnOfficer,
    NotCovered,
    WrongDays,
)
from partnerships.models import Posting
from partnerships.scoping import agency_reach, school_covers
from tests.partnerships.stage import AT, DAY, TODAY, county, give, in_force, partners, person, posted
from tests.partnerships.test_partnerships import refused

pytestmark = pytest.mark.django_db
READ = Permission.DISCLOSED_READ


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def given(c, **more):
    by_whom = {"by": c.abel, "at": AT, "partnership": c.partnership, "school": c.high, "form_key": uuid4()}
    by_whom |= {name: more.pop(name) for name in by_whom if name in more}
    return {**by_whom, "details": PostingDetails(**{"officer": c.officer, "starts_on": TODAY, **more})}


def test_a_posting_tells_the_officer_and_the_principal(c):
    posting = postings.post(**given(c, phone=" 555-0142 ", here_until=time(15, 30)))
    assert (posting.phone, posting.here_until, posting.ends_on) == ("555-0142", time(15, 30), None)
    told = Notice.objects.filter(kind="partnerships.posting_started").values_list("to", flat=True)
    assert set(told) == {str(c.officer.pk), str(c.principal.pk)}


def test_the_mail_of_a_posting_names_the_officer_the_school_and_the_days(c):
    posting = postings.post(**given(c, ends_on=date(2026, 12, 1)))
    for kind, first in (("started", "An officer was posted"), ("ended", "A posting was ended")):
        facts = {"posting": str(posting.pk), "link": "https://portal.example/postings/"}
        said = compose(
            kind=f"partnerships.posting_{kind}", to="a@b.example", context=facts, message_id="<1@b>", language="en"
        )
        assert said.subject.startswith(first)
        assert f"{c.officer.name} at {c.high.name}, from September 14, 2026 to November 30, 2026." in said.body
    # What was queued before the names were looked up says what it said.
    older = compose(
        kind="partnerships.posting_started", to="a@b.example", context={}, message_id="<1@b>", language="en"
    )
    assert "An officer was posted to a school." in older.body


@pytest.mark.parametrize("who", ["dana", "principal", "supervisor", "chief", "officer", "stranger_agency_side"])
def test_only_the_agencys_administrator_posts_ends_and_names_a_stand_in(c, who):
    posting = posted(c, c.partnership)
    by = getattr(c, who)
    refused(AccessDenied, postings.post, **given(c, by=by, officer=c.second_officer))
    refused(AccessDenied, postings.end, by=by, at=AT, posting=posting)
    details = PostingDetails(c.second_officer, TODAY, TODAY + DAY)
    refused(AccessDenied, postings.stand_in, by=by, at=AT, posting=posting, details=details, form_key=uuid4())


def test_nobody_is_posted_to_a_school_that_is_not_covered(c):
    refused(NotCovered, postings.post, **given(c, school=c.middle))
    refused(NotCovered, postings.post, **given(c, school=c.other_school))


def test_only_an_officer_of_the_agency_is_posted(c):
    for who in (c.supervisor, c.abel, c.principal, person("Former", Role.SRO, c.agency, ends_on=TODAY)):
        refused(NotAnOfficer, postings.post, **given(c, officer=who))
    c.officer.is_active = False
    c.officer.save()
    refused(NotAnOfficer, postings.post, **given(c))


def test_the_same_officer_is_at_a_school_once_at_a_time(c):
    postings.post(**given(c, ends_on=TODAY + 5 * DAY))
    refused(AlreadyPosted, postings.post, **given(c, starts_on=TODAY + 4 * DAY))
    postings.post(**given(c, starts_on=TODAY + 5 * DAY))
    refused(AlreadyPosted, postings.post, **given(c, starts_on=TODAY + 9 * DAY))


def test_the_days_of_a_posting_are_in_order(c):
    refused(WrongDays, postings.post, **given(c, ends_on=TODAY))


def test_a_posting_ended_today_ends_at_once(c):
    in_force(c, c.partnership)
    c.partnership.covered.update(starts_on=TODAY - 30 * DAY)
    posting = posted(c, c.partnership, starts_on=TODAY - 30 * DAY)
    assert agency_reach(c.officer, READ, AT)
    assert school_covers(c.high, AT)[0].receives
    postings.end(by=c.abel, at=AT, posting=posting)
    assert not agency_reach(c.officer, READ, AT)
    assert not school_covers(c.high, AT)[0].receives
    assert Notice.objects.filter(kind="partnerships.posting_ended", to=str(c.officer.pk)).exists()


def test_nobody_is_posted_before_the_partnership_covers_the_school(c):
    for first in (date(1, 1, 1), TODAY - DAY):
        with pytest.raises(BeforeCover):
            posted(c, c.partnership, starts_on=first)
    assert not Posting.objects.exists()
    assert posted(c, c.partnership, starts_on=TODAY).pk


def test_a_posting_ended_for_a_later_day_lasts_until_that_midnight(c):
    in_force(c, c.partnership)
    posting = posted(c, c.partnership)
    postings.end(by=c.abel, at=AT, posting=posting, on=TODAY + DAY)
    midnight = datetime(2026, 9, 15, 4, 0, tzinfo=UTC)  # 00:00 in New York
    assert agency_reach(c.officer, READ, midnight - DAY / 86400)
    assert not agency_reach(c.officer, READ, midnight)


def test_a_posting_ends_once_and_not_in_the_past(c):
    posting = posted(c, c.partnership)
    refused(DayHasPassed, postings.end, by=c.abel, at=AT, posting=posting, on=TODAY - DAY)
    postings.end(by=c.abel, at=AT, posting=posting)
    refused(AlreadyEnded, postings.end, by=c.abel, at=AT, posting=posting)
    refused(AlreadyEnded, postings.end, by=c.abel, at=AT, posting=posting, on=TODAY + 3 * DAY)


def test_a_posting_that_has_not_begun_never_begins_once_ended(c):
    in_force(c, c.partnership)
    posting = posted(c, c.partnership, starts_on=TODAY + 7 * DAY)
    postings.end(by=c.abel, at=AT, posting=posting)
    assert posting.ends_on == posting.starts_on
    assert not agency_reach(c.officer, READ, AT + 8 * DAY)


def test_a_stand_in_reaches_the_school_on_those_days_only_and_the_posting_goes_on(c):
    in_force(c, c.partnership)
    posting = posted(c, c.partnership)
    details = PostingDetails(c.second_officer, TODAY + DAY, TODAY + 3 * DAY)
    row = postings.stand_in(by=c.abel, at=AT, posting=posting, details=details, form_key=uuid4())
    assert row.stands_in_for == posting
    reached = [bool(agency_reach(c.second_officer, READ, AT + step * DAY)) for step in range(5)]
    assert reached == [False, True, True, False, False]
    assert agency_reach(c.officer, READ, AT + 2 * DAY)


def test_a_stand_in_needs_a_posting_that_lasts_and_another_officer(c):
    posting = posted(c, c.partnership, ends_on=TODAY + 2 * DAY)
    ask = {"by": c.abel, "at": AT, "posting": posting, "form_key": uuid4()}
    later = PostingDetails(c.second_officer, TODAY + 2 * DAY, TODAY + 4 * DAY)
    refused(AlreadyEnded, postings.stand_in, details=later, **ask)
    earlier = PostingDetails(c.second_officer, TODAY - DAY, TODAY + DAY)
    refused(WrongDays, postings.stand_in, details=earlier, **ask)
    endless = PostingDetails(c.second_officer, TODAY)
    refused(WrongDays, postings.stand_in, details=endless, **ask)
    now = PostingDetails(c.officer, TODAY, TODAY + DAY)
    refused(AlreadyPosted, postings.stand_in, details=now, **ask)


def test_an_officer_whose_membership_ended_stands_beside_no_school(c):
    in_force(c, c.partnership)
    posted(c, c.partnership)
    c.officer.memberships.update(ends_on=TODAY)
    assert school_covers(c.high, AT)[0].postings == ()
    assert not agency_reach(c.officer, READ, AT)


def test_a_supervisor_reaches_the_partnership_whole_and_a_stranger_nothing(c):
    in_force(c, c.partnership)
    assert agency_reach(c.supervisor, READ, AT).partnerships == {c.partnership.pk}
    stranger = person("Far Supervisor", Role.SRO_SUPERVISOR, c.other_agency)
    assert not agency_reach(stranger, READ, AT)
    give(stranger, Role.SRO, c.other_agency)
    assert not agency_reach(stranger, READ, AT)
