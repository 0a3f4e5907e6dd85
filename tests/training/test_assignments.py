"""Who is assigned a course by a requirement, and from which day their time runs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from ledger.models import Event, Notice
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory, SchoolFactory, UserFactory
from tests.factories.training import CompletionFactory, RequirementFactory
from training.actions.assignments import assign
from training.actions.reminders import remind
from training.models import CourseAssignment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 14)
DAY = timedelta(days=1)


@pytest.fixture
def required(cast):
    """The district asks its principals."""
    return RequirementFactory(course__organization=cast.district)


def falls_on():
    return set(CourseAssignment.objects.values_list("user__name", flat=True))


def test_everyone_with_a_role_that_is_asked_is_assigned_and_nobody_else(cast, required):
    assert assign(at=NOW) == 1
    row = CourseAssignment.objects.get()
    assert row.user == cast.principal
    assert (row.assigned_on, row.due_on, row.covered_until) == (TODAY, TODAY + timedelta(days=30), None)
    assert row.created_at == NOW


def test_a_second_sweep_writes_nothing_at_all(cast, required):
    assign(at=NOW)
    before = Event.objects.count()
    assert assign(at=NOW + timedelta(hours=1)) == 0
    assert Event.objects.count() == before
    assert CourseAssignment.objects.count() == 1


def test_a_sweep_that_made_any_is_one_event(cast, required):
    person("Second Head", Role.PRINCIPAL, cast.second_school)
    assign(at=NOW)
    event = Event.objects.get(action="training.assignments.made")
    assert event.data == '{"count":2}'


def test_roles_at_the_office_at_schools_and_at_the_agency_are_found(cast):
    RequirementFactory(course__organization=cast.district, roles=[Role.STAFF, Role.DISTRICT_ADMINISTRATOR])
    RequirementFactory(course__organization=cast.agency, roles=[Role.SRO, Role.SRO_SUPERVISOR])
    assign(at=NOW)
    assert falls_on() == {
        cast.staff.name,
        cast.district_administrator.name,
        cast.sro.name,
        cast.supervisor.name,
        cast.second_supervisor.name,
    }


def test_two_roles_that_are_both_asked_make_one_assignment(cast):
    MembershipFactory(user=cast.staff, organization=cast.second_school, role=Role.DESIGNEE)
    RequirementFactory(course__organization=cast.district, roles=[Role.STAFF, Role.DESIGNEE])
    assign(at=NOW)
    assert CourseAssignment.objects.filter(user=cast.staff).count() == 1


def test_who_joins_later_is_assigned_from_that_day(cast, required):
    assign(at=NOW)
    person("Late Head", Role.PRINCIPAL, cast.second_school)
    later = NOW + timedelta(days=9)
    assert assign(at=later) == 1
    assert CourseAssignment.objects.get(user__name="Late Head").assigned_on == TODAY + timedelta(days=9)


def test_who_was_never_invited_is_assigned_too(cast, required):
    roster = UserFactory(name="From Roster", joined_at=None)
    MembershipFactory(user=roster, organization=cast.second_school)
    assign(at=NOW)
    assert roster.name in falls_on()


def test_who_has_left_or_comes_later_or_is_closed_is_not_assigned(cast, required):
    cast.principal.memberships.update(ends_on=TODAY)
    coming = UserFactory(name="Coming")
    MembershipFactory(user=coming, organization=cast.school, starts_on=TODAY + timedelta(days=1))
    closed = UserFactory(name="Closed", is_active=False)
    MembershipFactory(user=closed, organization=cast.school)
    assert assign(at=NOW) == 0


def test_a_requirement_not_begun_or_ended_assigns_nobody(cast):
    RequirementFactory(course__organization=cast.district, starts_on=TODAY + timedelta(days=1))
    RequirementFactory(course__organization=cast.district, ends_on=TODAY)
    assert assign(at=NOW) == 0
    assert assign(at=NOW + timedelta(days=1)) == 1


def test_the_day_is_that_of_the_place(cast, required):
    far_west = SchoolFactory(parent=cast.district, time_zone="Pacific/Honolulu")
    person("West Head", Role.PRINCIPAL, far_west)
    assign(at=datetime(2026, 10, 15, 5, 0, tzinfo=UTC))  # one in the morning in New York, the evening before there
    assert CourseAssignment.objects.get(user=cast.principal).assigned_on == date(2026, 10, 15)
    assert CourseAssignment.objects.get(user__name="West Head").assigned_on == date(2026, 10, 14)


@pytest.mark.parametrize(
    ("completed_on", "months", "due_on", "covered_until"),
    [
        (date(2026, 9, 1), 12, date(2027, 8, 31), date(2027, 8, 31)),
        (date(2025, 10, 20), 12, date(2026, 11, 13), date(2026, 10, 19)),
        (date(2024, 1, 31), 1, date(2026, 11, 13), date(2024, 2, 28)),
        (date(2020, 5, 5), None, None, date.max),
    ],
)
def test_what_was_completed_before_is_counted(cast, completed_on, months, due_on, covered_until):
    required = RequirementFactory(course__organization=cast.district, valid_months=months)
    CompletionFactory(course=required.course, user=cast.principal, completed_on=completed_on)
    CompletionFactory(
        course=required.course,
        user=cast.principal,
        completed_on=date(2026, 10, 1),
        withdrawn_at=NOW,
        withdrawn_by=cast.district_administrator,
        withdrawal_reason="Another person.",
    )
    assign(at=NOW)
    row = CourseAssignment.objects.get()
    assert (row.due_on, row.covered_until) == (due_on, covered_until)


def test_a_sweep_costs_the_same_for_one_person_and_for_thirty(cast, required):
    with CaptureQueriesContext(connection) as few:
        assign(at=NOW)
    for number in range(30):
        person(f"Head {number}", Role.PRINCIPAL, cast.second_school)
    with CaptureQueriesContext(connection) as many:
        assert assign(at=NOW) == 30
    assert len(many) == len(few) < 10


def test_a_sweep_that_fails_midway_leaves_nothing_half_done(cast, required, monkeypatch):
    RequirementFactory(course__organization=cast.agency, roles=[Role.SRO])

    def broken(**_given):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("training.actions.assignments.record", broken)
        with pytest.raises(OSError, match="disk"):
            assign(at=NOW)
    assert not CourseAssignment.objects.exists()
    assert assign(at=NOW) == 2


def test_who_was_away_and_is_back_has_the_full_time_from_their_return(cast, required):
    assign(at=NOW)
    row = CourseAssignment.objects.get(user=cast.principal)
    CourseAssignment.objects.filter(pk=row.pk).update(assigned_on=TODAY - 500 * DAY, due_on=TODAY - 470 * DAY)
    cast.principal.memberships.update(starts_on=TODAY - 600 * DAY, ends_on=TODAY - 420 * DAY)
    User.objects.filter(pk=cast.principal.pk).update(joined_at=NOW - 600 * DAY)
    assign(at=NOW)
    row.refresh_from_db()
    assert row.due_on == TODAY - 470 * DAY  # away: nothing is asked, nothing is counted
    back = {"user": cast.principal, "organization": cast.school, "role": Role.PRINCIPAL}
    MembershipFactory(**back, starts_on=TODAY, created_at=NOW)
    assign(at=NOW)
    row.refresh_from_db()
    assert (row.assigned_on, row.due_on) == (TODAY, TODAY + 30 * DAY)
    assert Event.objects.filter(action="training.assignments.counted_anew").count() == 1
    assign(at=NOW + DAY)
    row.refresh_from_db()
    assert row.due_on == TODAY + 30 * DAY


@pytest.mark.parametrize("gap", [0, 1, 13])
def test_a_role_that_follows_soon_on_another_leaves_the_days_as_they_were(cast, required, gap):
    assign(at=NOW)
    overdue = {"assigned_on": TODAY - 100 * DAY, "due_on": TODAY - 70 * DAY}
    CourseAssignment.objects.filter(user=cast.principal).update(**overdue)
    User.objects.filter(pk=cast.principal.pk).update(joined_at=NOW - 600 * DAY)
    cast.principal.memberships.update(starts_on=TODAY - 600 * DAY, ends_on=TODAY - gap * DAY)
    back = {"user": cast.principal, "organization": cast.school, "role": Role.PRINCIPAL}
    MembershipFactory(**back, starts_on=TODAY, created_at=NOW)
    assign(at=NOW)
    assert CourseAssignment.objects.get(user=cast.principal).due_on == TODAY - 70 * DAY


def test_who_comes_in_late_has_the_full_time_from_then(cast, required):
    User.objects.filter(pk=cast.principal.pk).update(joined_at=None)
    assign(at=NOW - 60 * DAY)
    assert CourseAssignment.objects.get(user=cast.principal).due_on == TODAY - 30 * DAY
    User.objects.filter(pk=cast.principal.pk).update(joined_at=NOW)
    remind(at=NOW)
    assert not Notice.objects.filter(to=str(cast.principal.pk)).exists()  # its days are not right yet
    assign(at=NOW)
    row = CourseAssignment.objects.get(user=cast.principal)
    assert row.due_on == TODAY + 30 * DAY
    remind(at=NOW)
    notice = Notice.objects.get(to=str(cast.principal.pk))
    assert (notice.kind, notice.facts["due_on"]) == ("training.assigned", row.due_on.isoformat())
