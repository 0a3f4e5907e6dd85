from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from accounts.permissions import Permission
from partnerships.actions import versions
from partnerships.mou_status import mou_status, mous_words
from partnerships.scoping import agency_reach, covers, is_open, phone_instead, school_covers
from partnerships.terms import Terms
from tests.partnerships.stage import AT, DAY, browser, county, in_force, organization, partners, posted, text

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
READ = Permission.DISCLOSED_READ


def midnight(zone, *day):
    return datetime(*day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def on_both_sides(partnership, moment):
    """How it stands a second before, at, and a second after the moment."""
    moments = [moment + step for step in (-SECOND, 0 * SECOND, SECOND)]
    found = [covers([partnership], one)[0] for one in moments]
    assert [is_open(partnership, one) for one in moments] == [cover.open for cover in found]
    return [(cover.in_force, cover.open) for cover in found]


@pytest.mark.parametrize(("zone", "hour"), [("America/New_York", 4), ("America/Los_Angeles", 7)])
def test_it_begins_and_ends_at_the_districts_own_midnight(zone, hour):
    c = county(zone)
    partnership = partners(c)
    in_force(c, partnership, effective_on=date(2026, 9, 20), expires_on=date(2026, 10, 1), terms={"grace_days": 0})
    begins, ends = midnight(zone, 2026, 9, 20), midnight(zone, 2026, 10, 1)
    assert begins.hour == hour
    assert on_both_sides(partnership, begins) == [(False, False), (True, True), (True, True)]
    assert on_both_sides(partnership, ends) == [(True, True), (False, False), (False, False)]


@pytest.mark.parametrize("zone", ["America/New_York", "America/Los_Angeles"])
@pytest.mark.parametrize("day", [(2026, 11, 1), (2026, 11, 2), (2027, 3, 14), (2027, 3, 15)])
def test_the_night_the_clocks_change_moves_no_boundary(zone, day):
    c = county(zone)
    partnership = partners(c)
    in_force(c, partnership, effective_on=date(2026, 7, 1), expires_on=date(*day), terms={"grace_days": 0})
    assert on_both_sides(partnership, midnight(zone, *day)) == [(True, True), (False, False), (False, False)]


@pytest.mark.parametrize("zone", ["America/New_York", "America/Los_Angeles"])
def test_after_the_days_of_grace_the_agency_opens_nothing_from_local_midnight(zone):
    c = county(zone)
    partnership = partners(c)
    # The grace runs over the night on which the clocks go back.
    in_force(c, partnership, effective_on=date(2026, 7, 1), expires_on=date(2026, 10, 15), terms={"grace_days": 30})
    posted(c, partnership)
    over = midnight(zone, 2026, 11, 14)
    assert on_both_sides(partnership, over) == [(False, True), (False, False), (False, False)]
    for who in (c.officer, c.supervisor):
        assert agency_reach(who, READ, over - SECOND)
        assert not agency_reach(who, READ, over)
    assert not school_covers(c.high, over)[0].receives


def test_in_the_days_of_grace_the_written_defaults_apply():
    c = county()
    partnership = partners(c)
    in_force(c, partnership, expires_on=date(2026, 10, 1), terms={"identity_sharing": "always", "grace_days": 60})
    assert covers([partnership], AT)[0].terms.identity_sharing == "always"
    lapsed = covers([partnership], AT + 40 * DAY)[0]
    assert lapsed.open
    assert lapsed.terms == Terms.of({})


def test_a_new_version_supersedes_the_old_one_from_its_own_first_day():
    c = county()
    partnership = partners(c)
    first = in_force(c, partnership)
    second = versions.enter(
        by=c.abel,
        at=AT,
        partnership=partnership,
        side=c.agency,
        text=text(effective_on=date(2026, 12, 1), expires_on=date(2027, 2, 1), terms={"grace_days": 5}),
        form_key=uuid4(),
    )
    versions.confirm(by=c.dana, at=AT, version=second)
    begins = midnight("America/New_York", 2026, 12, 1)
    assert covers([partnership], begins - SECOND)[0].version == first
    assert covers([partnership], begins)[0].version == second
    # It has ended, and the one it superseded does not come back.
    after = covers([partnership], midnight("America/New_York", 2027, 2, 1))[0]
    assert (after.in_force, after.version) == (False, second)


def test_standings_cost_the_same_for_one_partnership_and_for_many(django_assert_num_queries):
    c = county()
    found = [partners(c)]
    for number in range(4):
        c.agency = organization("agency", f"Agency {number}")
        c.abel.memberships.update(organization=c.agency)
        found.append(partners(c))
    for partnership in found[:1]:
        with django_assert_num_queries(1):
            covers([partnership], AT)
    with django_assert_num_queries(1):
        covers(found, AT)


def words(partnership, moment):
    return mou_status(covers([partnership], moment)[0]).words


def test_a_reach_is_read_once_a_moment_and_again_for_another(django_assert_num_queries):
    c = county()
    in_force(c, partners(c))
    c.supervisor.remembers_reach = True
    with django_assert_num_queries(2):
        assert agency_reach(c.supervisor, READ, AT) == agency_reach(c.supervisor, READ, AT)
    with django_assert_num_queries(2):
        agency_reach(c.supervisor, READ, AT + SECOND)


def test_the_heading_says_how_it_stands():
    c = county()
    partnership = partners(c)
    assert words(partnership, AT) == "No MOU in force"
    in_force(c, partnership, expires_on=date(2026, 11, 1))
    assert words(partnership, AT) == "In force until October 31, 2026"
    november = midnight("America/New_York", 2026, 11, 1)
    assert words(partnership, november) == "Ended October 31, 2026; the agency’s access ends December 1, 2026"
    december = midnight("America/New_York", 2026, 12, 1)
    assert words(partnership, december) == "No MOU in force: the last one ended October 31, 2026"


def test_whom_to_phone_instead_always_begins_with_911():
    c = county()
    assert phone_instead(c.high, AT).startswith("Emergency? Call 911 first. No agency covers this school")
    partnership = partners(c)
    partnership.agency_contact = "Sgt. Moss, 555-0201"
    partnership.save()
    posted(c, partnership)
    assert phone_instead(c.high, AT) == (
        "Emergency? Call 911 first. Otherwise phone Ruiz Delgado at 555-0142, Sgt. Moss, 555-0201 "
        "or Marrow County Sheriff at 555-0200."
    )


def test_the_heading_of_a_list_says_how_the_mous_stand():
    c = county()
    first = partners(c)
    assert mous_words([]) == "No MOU yet."
    none = mou_status(covers([first], AT)[0])
    assert mous_words([none]) == mous_words([none, none]) == "No MOU is in force."
    in_force(c, first)
    good = mou_status(covers([first], AT)[0])
    assert mous_words([good, good]) == "Every MOU is in force."
    assert mous_words([good, none, good]) == "1 of 3 MOUs is not in force."
    assert "The MOU is in force." in browser(c.dana).get("/partnerships/").content.decode()
