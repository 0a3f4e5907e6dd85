from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from ledger.models import Event, Notice
from partnerships.actions import coverage, postings
from partnerships.errors import NoSchools, NotAccepted, NotCovered, NotThisDistricts
from partnerships.models import Partnership
from tests.partnerships.stage import AT, DAY, TODAY, county, everything, partners, posted
from tests.partnerships.test_partnerships import propose, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    return county()


def test_the_district_adds_a_school_and_the_agency_is_told(c):
    partnership = partners(c)
    coverage.change(by=c.dana, at=AT, partnership=partnership, schools=[c.high, c.middle])
    coverage.check_covered(partnership, c.middle, TODAY)
    assert Notice.objects.filter(kind="partnerships.schools_changed", to=str(c.abel.pk)).exists()


def test_ending_a_school_ends_its_postings_the_same_day_and_leaves_the_others(c):
    partnership = partners(c, AT - 5 * DAY)
    coverage.change(by=c.dana, at=AT - 4 * DAY, partnership=partnership, schools=[c.high, c.middle])
    at_high = posted(c, partnership, AT - 3 * DAY)
    at_middle = posted(c, partnership, AT - 3 * DAY, school=c.middle, officer=c.second_officer)
    to_come = posted(c, partnership, AT, officer=c.second_officer, starts_on=TODAY + 4 * DAY)
    coverage.change(by=c.dana, at=AT, partnership=partnership, schools=[c.middle])
    for posting in (at_high, at_middle, to_come):
        posting.refresh_from_db()
    assert at_high.ends_on == TODAY
    assert to_come.ends_on == to_come.starts_on
    assert at_middle.ends_on is None
    with pytest.raises(NotCovered):
        coverage.check_covered(partnership, c.high, TODAY)


def test_who_stood_at_a_school_taken_out_is_told_and_its_principal_too(c):
    partnership = partners(c, AT - 5 * DAY)
    at_high = posted(c, partnership, AT - 3 * DAY)
    coverage.change(by=c.dana, at=AT, partnership=partnership, schools=[c.middle])
    told = Notice.objects.filter(kind="partnerships.posting_ended", about_id=str(at_high.pk))
    assert set(told.values_list("to", flat=True)) == {str(c.officer.pk), str(c.principal.pk)}
    event = Event.objects.get(action="partnerships.partnership.schools_changed")
    assert event.details["postings_ended"] == [str(at_high.pk)]


def test_a_school_that_ended_can_be_covered_again(c):
    partnership = partners(c, AT - 5 * DAY)
    coverage.change(by=c.dana, at=AT - DAY, partnership=partnership, schools=[c.middle])
    coverage.change(by=c.dana, at=AT, partnership=partnership, schools=[c.high])
    coverage.check_covered(partnership, c.high, TODAY)


def test_the_same_schools_again_write_nothing(c):
    partnership = partners(c)
    before = everything()
    coverage.change(by=c.dana, at=AT, partnership=partnership, schools=[c.high])
    assert everything() == before
    assert not Event.objects.filter(action__endswith="schools_changed").exists()


def test_only_the_districts_administrator_says_which_schools(c):
    partnership = partners(c)
    for who in (c.abel, c.principal, c.custodian, c.stranger_school_side):
        refused(AccessDenied, coverage.change, by=who, at=AT, partnership=partnership, schools=[c.middle])


def test_there_is_always_a_school_and_always_the_districts_own(c):
    partnership = partners(c)
    refused(NoSchools, coverage.change, by=c.dana, at=AT, partnership=partnership, schools=[])
    refused(NotThisDistricts, coverage.change, by=c.dana, at=AT, partnership=partnership, schools=[c.other_school])


def test_nothing_is_covered_before_both_sides_accept(c):
    partnership = propose(c)
    refused(NotAccepted, coverage.change, by=c.dana, at=AT, partnership=partnership, schools=[c.middle])
    given = {"by": c.abel, "at": AT, "partnership": Partnership.objects.get(), "school": c.high, "form_key": uuid4()}
    refused(NotAccepted, postings.post, details=postings.PostingDetails(c.officer, TODAY), **given)
