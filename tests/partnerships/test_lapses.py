from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from accounts.roles import Role
from ledger.actions.mailing import NoticeFact
from ledger.models import Event, Notice
from partnerships.actions import versions
from partnerships.actions.lapses import warn_of_lapses
from partnerships.notices import holds
from tests.partnerships.stage import AT, DAY, county, in_force, partners, person, text

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 2, 16, 0, tzinfo=UTC)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    in_force(found, found.partnership, expires_on=date(2026, 10, 1))
    return found


def told():
    return Notice.objects.filter(kind="partnerships.mou_lapsed")


def fact(notice):
    return NoticeFact(
        id=str(notice.pk),
        kind=notice.kind,
        to=notice.to,
        about=(notice.about_type, notice.about_id),
        key=notice.key,
        at=notice.at,
        due=notice.due,
        facts=notice.facts,
        mandatory=notice.mandatory,
        now=notice.at,
    )


def test_administrators_and_signatories_of_both_sides_are_told_once_a_day(c):
    assert warn_of_lapses(at=NOON) == 4
    assert {notice.to for notice in told()} == {str(who.pk) for who in (c.dana, c.abel, c.superintendent, c.chief)}
    assert warn_of_lapses(at=NOON) == 0
    assert warn_of_lapses(at=NOON + DAY) == 4
    assert told().count() == 8
    assert Event.objects.filter(action="partnerships.lapses.warned").count() == 2


def test_the_day_is_the_districts_own_and_nobody_is_told_at_midnight(c):
    assert warn_of_lapses(at=datetime(2026, 10, 1, 3, 59, 59, tzinfo=UTC)) == 0
    assert warn_of_lapses(at=datetime(2026, 10, 1, 4, 0, tzinfo=UTC)) == 4
    assert {notice.due for notice in told()} == {datetime(2026, 10, 1, 11, 0, tzinfo=UTC)}


def test_nobody_is_told_while_an_mou_is_in_force_or_none_ever_was(c):
    assert warn_of_lapses(at=AT) == 0
    c.agency, c.abel = c.other_agency, c.stranger_agency_side
    partners(c)
    assert warn_of_lapses(at=AT) == 0
    assert not Event.objects.filter(action="partnerships.lapses.warned").exists()


def test_who_joined_today_is_told_and_who_left_is_not(c):
    warn_of_lapses(at=NOON)
    c.chief.memberships.update(ends_on=date(2026, 10, 3))
    late = person("Late Joiner", Role.SIGNATORY, c.agency)
    assert warn_of_lapses(at=NOON) == 1
    assert told().get(to=str(late.pk))
    warn_of_lapses(at=NOON + DAY)
    assert told().filter(to=str(c.chief.pk)).count() == 1


def test_a_warning_no_longer_holds_once_a_version_for_that_day_is_confirmed(c):
    warn_of_lapses(at=NOON)
    facts = [fact(notice) for notice in told()]
    assert all(holds(one) for one in facts)
    given = text(effective_on=date(2026, 10, 1), expires_on=date(2027, 7, 1))
    version = versions.enter(
        by=c.dana, at=NOON, partnership=c.partnership, side=c.district, text=given, form_key=uuid4()
    )
    versions.confirm(by=c.chief, at=NOON, version=version)
    assert not any(holds(one) for one in facts)


def test_the_sweep_costs_no_more_for_what_was_said_already(c, django_assert_max_num_queries):
    warn_of_lapses(at=NOON)
    with django_assert_max_num_queries(8):
        warn_of_lapses(at=NOON)
