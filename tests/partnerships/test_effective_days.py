from datetime import UTC, date, datetime, timedelta

import pytest

from partnerships.actions import versions
from partnerships.effective_days import effective_days
from partnerships.models import Version
from partnerships.mou_status import mou_status, version_words, what_it_changes
from partnerships.review_status import cycles_of_cover
from partnerships.scoping import covers
from tests.partnerships.stage import AT, browser, county, entered, in_force, partners

pytestmark = pytest.mark.django_db
PLANS = {
    "a later one begins before the earlier ends": [("2026-07-01", "2027-07-01"), ("2026-12-01", "2027-12-01")],
    "one confirmed second has the earlier days": [("2027-07-01", "2028-07-01"), ("2026-08-01", "2027-12-01")],
    "a short one within a long one": [("2026-07-01", "2028-07-01"), ("2026-12-01", "2027-02-01")],
    "the same first day twice": [("2026-07-01", "2027-07-01"), ("2026-07-01", "2027-03-01")],
    "a gap between two": [("2026-07-01", "2026-12-01"), ("2027-03-01", "2027-12-01")],
    "three that overlap": [("2026-07-01", "2027-07-01"), ("2027-01-01", "2028-01-01"), ("2026-10-01", "2027-03-01")],
}


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def confirmed(c, first, end, at=AT):
    days = {"effective_on": date.fromisoformat(first), "expires_on": date.fromisoformat(end)}
    return in_force(c, c.partnership, at, signed_on=date(2025, 5, 1), **days)


def stand(c):
    given = effective_days(Version.objects.all(), c.district.zone)
    return {days.version.number: days for days in given.values()}


def noon(day):
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=16)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_the_portal_goes_by_each_version_on_its_effective_days_and_on_no_other(c, plan):
    for first, end in plan:
        confirmed(c, first, end)
    days = stand(c)
    day = date(2026, 9, 15)
    while day < date(2028, 9, 1):
        cover = covers([c.partnership], noon(day))[0]
        holding = [one.version for one in days.values() if one.begins_on <= day < one.ends_on]
        assert holding == ([cover.version] if cover.in_force else []), day
        if cover.in_force:
            assert cover.days.ends_on == days[cover.version.number].ends_on
        day += timedelta(days=9)


def test_days_that_overlap_are_cut_in_the_heading_the_list_and_the_review(c):
    confirmed(c, "2027-07-01", "2028-07-01")
    confirmed(c, "2026-08-01", "2027-12-01")
    cover = covers([c.partnership], AT)[0]
    assert mou_status(cover).words == "In force until June 30, 2027; version 1 follows on July 1, 2027"
    assert [cycle.due_on for cycle in cycles_of_cover(cover)] == []  # a year after its first day another one binds
    page = browser(c.dana).get(f"/mou/{c.partnership.pk}/").content.decode()
    assert "Confirmed; begins on July 1, 2027" in page
    assert "November 30, 2027" not in page.partition('id="versions"')[0].partition("</h1>")[0]
    july = covers([c.partnership], noon(date(2027, 7, 2)))[0]
    assert (july.version.number, mou_status(july).words) == (1, "In force until June 30, 2028")


def test_reviews_planned_before_the_next_version_stay_and_later_ones_fall_away(c):
    confirmed(c, "2026-07-01", "2029-07-01")
    confirmed(c, "2028-01-01", "2029-01-01")
    assert [cycle.due_on for cycle in cycles_of_cover(covers([c.partnership], AT)[0])] == [date(2027, 7, 1)]


def test_a_superseded_version_says_when_and_by_which(c):
    confirmed(c, "2025-07-01", "2026-07-01")
    confirmed(c, "2026-08-01", "2027-07-01")
    confirmed(c, "2026-09-10", "2027-09-10")
    words = {number: version_words(days.version, days, c.district.today(AT)) for number, days in stand(c).items()}
    assert words == {
        1: "Confirmed after its last day, so never in force",
        2: "Confirmed, but never in force: version 3 took its place",
        3: "In force until September 9, 2027",
    }
    later = date(2027, 10, 1)
    days = stand(c)[3]
    assert version_words(days.version, days, later) == "Ended on September 9, 2027"
    confirmed(c, "2026-11-01", "2027-11-01")
    days = stand(c)[3]
    assert version_words(days.version, days, later) == "Superseded on November 1, 2026 by version 4"


def changes(c, first, end):
    version = entered(c, c.partnership, effective_on=date.fromisoformat(first), expires_on=date.fromisoformat(end))
    return version, what_it_changes(version, Version.objects.confirmed(), AT)


def test_the_page_that_confirms_names_the_overlap_and_what_ends_when(c):
    confirmed(c, "2026-07-01", "2027-07-01")
    version, said = changes(c, "2026-12-01", "2027-12-01")
    assert said == [
        "Version 1 ends on November 30, 2026, not on June 30, 2027: this version takes its place on December 1, 2026."
    ]
    page = browser(c.abel).get(f"/mou/versions/{version.pk}/confirm/").content.decode()
    assert said[0] in page
    versions.confirm(by=c.abel, at=AT, version=version)
    assert stand(c)[1].ends_on == date(2026, 12, 1)


def test_one_that_another_will_cut_short_says_so_before_it_is_confirmed(c):
    confirmed(c, "2027-07-01", "2028-07-01")
    _version, said = changes(c, "2026-08-01", "2027-12-01")
    assert said == [
        "This version ends on June 30, 2027, not on November 30, 2027: from July 1, 2027 version 1 is in force, "
        "because its first day is later."
    ]


def test_a_short_version_within_a_long_one_says_that_nothing_comes_after_it(c):
    confirmed(c, "2026-07-01", "2028-07-01")
    _version, said = changes(c, "2026-12-01", "2027-02-01")
    assert said == [
        "Version 1 ends on November 30, 2026, not on June 30, 2028: this version takes its place on December 1, 2026.",
        "After January 31, 2027 no MOU is in force: version 1 does not come back.",
    ]


def test_one_that_follows_on_the_next_day_changes_nothing(c):
    confirmed(c, "2026-07-01", "2027-07-01")
    version, said = changes(c, "2027-07-01", "2028-07-01")
    assert said == []
    assert "overlap" not in browser(c.abel).get(f"/mou/versions/{version.pk}/confirm/").content.decode()


def test_one_that_would_never_be_in_force_says_so(c):
    confirmed(c, "2026-09-01", "2027-07-01")
    _version, said = changes(c, "2026-08-01", "2027-12-01")
    assert said == ["This version would never be in force: version 1 takes its place from its first day."]


def test_a_last_day_far_ahead_is_named_where_it_is_confirmed(c):
    version, _said = changes(c, "2026-12-01", "2099-12-31")
    page = browser(c.abel).get(f"/mou/versions/{version.pk}/confirm/").content.decode()
    assert "It would be in force for 73 years, from December 1, 2026 through December 30, 2099." in page


def test_a_confirmed_one_before_it_is_left_as_it_ended(c):
    confirmed(c, "2025-07-01", "2026-07-01", at=datetime(2025, 6, 1, 15, tzinfo=UTC))
    _version, said = changes(c, "2026-12-01", "2027-12-01")
    assert said == []


def test_a_version_keeps_the_days_it_really_bound_when_the_next_is_confirmed_late(c):
    confirmed(c, "2026-07-01", "2027-07-01", at=datetime(2026, 6, 25, 15, tzinfo=UTC))
    version = entered(c, c.partnership, effective_on=date(2026, 8, 1), expires_on=date(2027, 8, 1))
    versions.confirm(by=c.abel, at=AT, version=version)
    assert stand(c)[1].ends_on == date(2026, 9, 14)
    assert stand(c)[2].begins_on == date(2026, 9, 14)
