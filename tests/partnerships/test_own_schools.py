"""Who works at several schools sees the officers of each, for as many statements as for one school."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from partnerships.on_campus import officers_by_school
from tests.cast import NOW, person
from tests.factories.accounts import ClosedDayFactory, SchoolFactory
from tests.factories.partnerships import PartnershipSchoolFactory, PostingFactory

pytestmark = pytest.mark.django_db


def school_with_officer(cast, name, **place):
    school = SchoolFactory(name=name, parent=cast.district, **place)
    PartnershipSchoolFactory(partnership=cast.partnership, school=school)
    officer = person(f"Officer of {name}", Role.SRO, cast.agency)
    PostingFactory(partnership=cast.partnership, school=school, officer=officer, phone=f"555-{name}")
    return school


def cost(schools):
    with CaptureQueriesContext(connection) as captured:
        officers_by_school(schools, NOW)
    return len(captured)


def test_ten_schools_cost_what_one_costs(cast):
    schools = [school_with_officer(cast, f"School {turn}") for turn in range(9)]
    schools.append(SchoolFactory(name="Without officer", parent=cast.district))
    assert cost(schools) == cost(schools[:1]) == 4
    # Where it is another day already, that day is asked of once.
    far = [school_with_officer(cast, f"Far {turn}", time_zone="Pacific/Kiritimati") for turn in range(3)]
    assert cost([*schools, *far]) == cost([*schools, far[0]]) == 6


def test_each_school_has_its_own_officers_phone_and_calendar(cast):
    one, other = school_with_officer(cast, "One"), school_with_officer(cast, "Other")
    bare = SchoolFactory(name="Bare", parent=cast.district)
    PartnershipSchoolFactory(partnership=cast.partnership, school=bare)
    ClosedDayFactory(organization=other, first_day=NOW.date(), last_day=NOW.date())
    shown = officers_by_school([one, other, bare], NOW)
    assert [row["school"] for row in shown] == [one, other, bare]
    assert [[officer["name"] for officer in row["officers"]] for row in shown] == [
        ["Officer of One"],
        ["Officer of Other"],
        [],
    ]
    assert [officer["until"] for row in shown for officer in row["officers"]] == [
        "When they are on campus is not stated.",
        "No school today, so not on campus.",
    ]
    assert shown[0]["phone_instead"] == ""
    assert shown[2]["phone_instead"].startswith("Emergency? Call 911 first.")


def test_nobody_without_a_school_is_asked_about(cast):
    assert cost([]) == 0
