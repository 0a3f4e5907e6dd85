"""Who is told of a review, and when: a whole year against a list made by hand, and the ways it could go wrong."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from accounts.models import User
from accounts.roles import Kind, Role
from ledger.models import Event, Notice
from partnerships.actions import partnerships, reviews, versions
from partnerships.actions.review_notices import tell_of_due_reviews
from partnerships.models import ReviewOutcome
from partnerships.notices import holds
from tests.partnerships.stage import AT, county, give, in_force, organization, partners, person, text
from tests.partnerships.test_lapses import fact

pytestmark = pytest.mark.django_db
EASTERN, PHOENIX = ZoneInfo("America/New_York"), ZoneInfo("America/Phoenix")
HOUR = timedelta(hours=1)
KIND = "partnerships.mou_review_due"


def not_joined(one):
    """They have no way to sign in yet."""
    User.objects.filter(pk=one.pk).update(joined_at=None)
    return one


def joined(*people):
    User.objects.filter(pk__in=[one.pk for one in people]).update(joined_at=AT)


@pytest.fixture
def c():
    """A district in New York; its sheriff in Phoenix, where the clocks never change; two more agencies."""
    found = county()
    found.agency.time_zone = "America/Phoenix"
    found.agency.save()
    found.town = organization(Kind.AGENCY, "Town Police")
    found.bea = person("Bea Quill", Role.AGENCY_ADMINISTRATOR, found.town)
    joined(*User.objects.all())
    found.never = not_joined(person("Never Invited", Role.SIGNATORY, found.district))
    found.inactive = person("Inga Away", Role.SIGNATORY, found.agency)
    User.objects.filter(pk=found.inactive.pk).update(is_active=False, joined_at=AT)
    return found


def with_mou(c, first, until, **terms):
    """The MOU with the sheriff, confirmed long before."""
    c.partnership = partners(c)
    return in_force(c, c.partnership, effective_on=first, expires_on=until, terms=terms)


def with_town(c, first, until, **terms):
    """The MOU with the town's police."""
    c.second = partnerships.propose(
        by=c.dana, at=AT, side=c.district, other=c.town, schools=[c.middle], form_key=uuid4()
    )
    partnerships.accept(by=c.bea, at=AT, partnership=c.second)
    given = text(effective_on=first, expires_on=until, terms=terms)
    version = versions.enter(by=c.dana, at=AT, partnership=c.second, side=c.district, text=given, form_key=uuid4())
    return versions.confirm(by=c.bea, at=AT, version=version)


def review(c, by, side, at, partnership=None, held_on=None):
    return reviews.record(
        by=by,
        at=at,
        partnership=partnership or c.partnership,
        side=side,
        details=reviews.ReviewDetails(held_on or side.today(at), ReviewOutcome.KEEP),
        form_key=uuid4(),
    )


def told():
    return Notice.objects.filter(kind=KIND).order_by("due", "key")


def ladder(day):
    """(person, rung) of one local day."""
    return sorted((name(notice), notice.facts["rung"]) for notice in told() if notice.fold == day)


def name(notice):
    return User.objects.get(pk=notice.to).name.split()[0].lower()


# The year 2028 by hand: the sheriff's MOU of June 28, 2027 is due on June 28, then on its last day, March 5, 2029;
# the town's of April 11, 2027, whose ladder has two rungs, on April 11. 7:00 in New York and in Phoenix alike.
YEAR = """
2028-02-29 07:00 dana 120, una 120, abel 120, chet 120
2028-03-12 07:00 dana 30town, una 30town, bea 30town
2028-04-11 07:00 dana 0town, una 0town
2028-04-18 07:00 dana after-7town, una after-7town
2028-04-29 07:00 dana 60, una 60, abel 60, chet 60
2028-05-29 07:00 dana 30, una 30
2028-06-14 07:00 dana 14, una 14
2028-06-18 11:00 nia 14
2028-06-21 07:00 dana 7, nia 7
2028-06-28 07:00 dana 0, nia 0
2028-07-05 07:00 dana after-7, nia after-7
2028-11-05 07:00 dana 120, nia 120, abel 120, chet 120
"""


def by_hand():
    lines = (line.split(" ", 2) for line in YEAR.split("\n") if line)
    return {(f"{day} {clock}", *one.split()) for day, clock, rest in lines for one in rest.split(", ")}


def test_a_year_with_a_leap_day_and_both_changes_of_the_clocks_tells_exactly_whom_it_must_and_when(c):
    with_mou(c, date(2027, 6, 28), date(2029, 3, 6))
    town = with_town(c, date(2027, 4, 11), date(2029, 4, 11), notice_ladder_days=[30, 0])
    c.nia = not_joined(person("Nia New", Role.SIGNATORY, c.district, starts_on=date(2028, 6, 15)))
    c.superintendent.memberships.update(ends_on=date(2028, 6, 15))
    happens = [
        (datetime(2028, 4, 5, 12, tzinfo=EASTERN), lambda at: review(c, c.bea, c.town, at, c.second)),
        (datetime(2028, 4, 20, 12, tzinfo=EASTERN), lambda at: review(c, c.dana, c.district, at, c.second)),
        (datetime(2028, 5, 15, 12, tzinfo=PHOENIX), lambda at: review(c, c.chief, c.agency, at)),
        (datetime(2028, 6, 18, 10, 30, tzinfo=EASTERN), lambda _at: joined(c.nia)),
        (datetime(2028, 7, 10, 12, tzinfo=EASTERN), lambda at: review(c, c.nia, c.district, at)),
    ]
    # Twice a day: once between midnight and seven o'clock in both zones, once when the day has begun.
    for day in range(366):
        for hours in (9, 15):
            at = datetime(2028, 1, 1, hours, tzinfo=UTC) + timedelta(days=day)
            while happens and happens[0][0] <= at:
                moment, change = happens.pop(0)
                change(moment)
            tell_of_due_reviews(at=at)
    seen = set()
    for notice in told():
        zone = PHOENIX if name(notice) in ("abel", "chet") else EASTERN
        local = notice.due.astimezone(zone)
        assert notice.fold == f"{local:%Y-%m-%d}"
        where = "town" if notice.about_id == str(town.pk) else ""
        seen.add((f"{local:%Y-%m-%d %H:%M}", name(notice), notice.facts["rung"] + where))
    assert seen - by_hand() == set(), "told, and should not have been"
    assert by_hand() - seen == set(), "should have been told"
    assert told().count() == len(by_hand())


def test_hourly_and_twice_at_once_tells_nobody_twice(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    at = datetime(2028, 3, 2, 0, 30, tzinfo=UTC)  # 120 days before is 3 March
    for hour in range(24 * 2):
        tell_of_due_reviews(at=at + hour * HOUR)
        tell_of_due_reviews(at=at + hour * HOUR)
    assert told().count() == 4
    assert Event.objects.filter(action="partnerships.reviews.noticed").count() == 2  # the two sides' mornings


def test_nothing_is_written_when_there_is_nothing_to_do(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    before = (Notice.objects.count(), Event.objects.count())
    assert tell_of_due_reviews(at=datetime(2027, 9, 1, 12, tzinfo=UTC)) == 0
    assert (Notice.objects.count(), Event.objects.count()) == before


def test_a_missed_week_is_caught_up_with_the_latest_rung_alone(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    noon = datetime(2028, 6, 26, 16, tzinfo=UTC)  # rungs 14 (17 June) and 7 (24 June) went by unseen
    assert tell_of_due_reviews(at=noon) == 4
    assert {notice.facts["rung"] for notice in told()} == {"7"}
    # In New York it is noon: told now. In Phoenix nine in the morning: now, too.
    assert {notice.due for notice in told()} == {noon}
    assert tell_of_due_reviews(at=noon + 12 * HOUR) == 0


def test_caught_up_in_the_night_it_waits_for_the_morning_of_each_side(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    tell_of_due_reviews(at=datetime(2028, 6, 26, 8, tzinfo=UTC))
    assert {(name(one), one.due.hour) for one in told()} == {("dana", 11), ("una", 11), ("abel", 14), ("chet", 14)}


def test_who_comes_late_is_told_where_it_stands_once_and_who_left_is_told_nothing(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    tell_of_due_reviews(at=datetime(2028, 6, 18, 12, tzinfo=UTC))
    late = not_joined(person("Late Joiner", Role.SIGNATORY, c.district, starts_on=date(2028, 6, 20)))
    joined(late)
    c.chief.memberships.update(ends_on=date(2028, 6, 20))
    tell_of_due_reviews(at=datetime(2028, 6, 19, 12, tzinfo=UTC))
    assert told().filter(to=str(late.pk)).count() == 0
    for hour in range(48):
        tell_of_due_reviews(at=datetime(2028, 6, 20, 12, tzinfo=UTC) + hour * HOUR)
    assert told().get(to=str(late.pk)).facts["rung"] == "14"
    tell_of_due_reviews(at=datetime(2028, 6, 24, 15, tzinfo=UTC))
    assert ladder("2028-06-24") == [("abel", "7"), ("dana", "7"), ("late", "7"), ("una", "7")]


def test_a_person_with_two_roles_is_told_once(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    give(c.dana, Role.SIGNATORY, c.district)
    assert tell_of_due_reviews(at=datetime(2028, 7, 1, 15, tzinfo=UTC)) == 4


def test_a_version_confirmed_in_between_begins_its_own_ladder_and_ends_the_other(c):
    old = with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    tell_of_due_reviews(at=datetime(2028, 6, 2, 15, tzinfo=UTC))
    facts = [fact(notice) for notice in told()]
    noon = datetime(2028, 6, 10, 16, tzinfo=UTC)
    given = text(effective_on=date(2028, 6, 12), expires_on=date(2028, 8, 9))
    new = versions.enter(by=c.dana, at=noon, partnership=c.partnership, side=c.district, text=given, form_key=uuid4())
    versions.confirm(by=c.chief, at=noon, version=new)
    # Its review is on its last day, August 8: the rung of 60 days, June 9, was before it was confirmed.
    for day in range(20):
        tell_of_due_reviews(at=noon + timedelta(days=day))
    assert {notice.facts["rung"] for notice in told().filter(about_id=str(old.pk))} == {"30"}
    assert not told().filter(about_id=str(new.pk)).exists()
    tell_of_due_reviews(at=datetime(2028, 7, 9, 16, tzinfo=UTC))
    assert {notice.facts["rung"] for notice in told().filter(about_id=str(new.pk))} == {"30"}
    assert {one.facts["cycle"] for one in told().filter(about_id=str(new.pk))} == {"2028-08-08"}
    assert facts


def test_a_notice_holds_until_its_side_has_recorded_the_review(c, time_machine):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    at = datetime(2028, 6, 17, 16, tzinfo=UTC)
    time_machine.move_to(at, tick=False)
    tell_of_due_reviews(at=at)
    facts = {name(notice): fact(notice) for notice in told()}
    assert all(holds(one) for one in facts.values())
    review(c, c.chief, c.agency, at)
    assert {who for who, one in facts.items() if holds(one)} == {"dana", "una"}
    c.superintendent.memberships.update(ends_on=date(2028, 6, 17))
    User.objects.filter(pk=c.dana.pk).update(joined_at=None)
    assert not any(holds(one) for one in facts.values())


def test_a_notice_of_a_superseded_version_no_longer_holds(c, time_machine):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    at = datetime(2028, 6, 17, 16, tzinfo=UTC)
    time_machine.move_to(at, tick=False)
    tell_of_due_reviews(at=at)
    given = text(effective_on=date(2028, 6, 17), expires_on=date(2030, 7, 1))
    new = versions.enter(by=c.dana, at=at, partnership=c.partnership, side=c.district, text=given, form_key=uuid4())
    versions.confirm(by=c.chief, at=at, version=new)
    assert not any(holds(fact(notice)) for notice in told())


def test_the_next_cycle_is_told_though_the_one_before_was_never_held(c):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    tell_of_due_reviews(at=datetime(2029, 3, 1, 16, tzinfo=UTC))
    assert {notice.facts["rung"] for notice in told()} == {"after-238"}
    tell_of_due_reviews(at=datetime(2029, 3, 2, 16, tzinfo=UTC))  # 120 days before the last day, June 30
    assert {notice.facts["rung"] for notice in told().filter(facts__cycle="2029-06-30")} == {"120"}


def test_the_keys_and_the_link_are_what_they_say(c):
    version = with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    tell_of_due_reviews(at=datetime(2028, 7, 1, 16, tzinfo=UTC))
    notice = told().get(to=str(c.dana.pk))
    assert notice.key == f"mou_review_due:{version.pk}:2028-07-01:0:{c.dana.pk}"
    assert notice.facts == {"path": f"/mou/{c.partnership.pk}/", "cycle": "2028-07-01", "rung": "0"}
    assert (notice.about_type, notice.about_id, notice.fold) == ("partnerships.version", str(version.pk), "2028-07-01")


def test_a_sweep_costs_a_statement_for_each_zone_and_rung_however_many_mous(c, django_assert_num_queries):
    with_mou(c, date(2027, 7, 1), date(2029, 7, 1))
    with_town(c, date(2027, 7, 1), date(2029, 7, 1))
    at = datetime(2028, 7, 1, 16, tzinfo=UTC)
    # Partnerships, standing, reviews; savepoint; two zones on one rung, each in its own savepoint; nothing else.
    with transaction.atomic():
        tell_of_due_reviews(at=at)
    with django_assert_num_queries(7):
        assert tell_of_due_reviews(at=at) == 0
    assert told().count() == 7
