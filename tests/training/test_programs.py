"""Courses, their dates, and who must take them: what a side's administrator may say, and what is refused."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.roles import Role
from common.refusals import SaidOtherwise
from ledger.models import Event
from tests.cast import NOW
from tests.factories.training import CourseFactory, RequirementFactory
from training import errors
from training.actions import courses, requirements
from training.actions.assignments import assign
from training.actions.courses import CourseDetails, CourseTime
from training.actions.requirements import RequirementDetails
from training.models import Course, CourseAssignment, CourseDate, Requirement

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 14)
NOBODY_ELSE = ["principal", "staff", "sro", "supervisor", "agency_administrator", "stranger_district_administrator"]


def add(cast, **changes):
    given = {
        "by": cast.district_administrator,
        "at": NOW,
        "organization": cast.district,
        "form_key": uuid4(),
        **{name: changes.pop(name) for name in ("by", "at", "organization", "form_key") if name in changes},
    }
    details = {
        "topic": "mentor",
        "title": " Listening first ",
        "summary": "How to hear a student out.",
        "provider": "The district",
        "hours": Decimal("1.5"),
        **changes,
    }
    return courses.add(**given, details=CourseDetails(**details))


def change(cast, course, **changes):
    given = {
        "topic": "mou",
        "title": "The MOU in an hour",
        "summary": "",
        "provider": "",
        "hours": Decimal(1),
        **changes,
    }
    return courses.change(by=cast.district_administrator, at=NOW, course=course, details=CourseDetails(**given))


def ask(cast, course, **changes):
    given = {
        "by": cast.district_administrator,
        "at": NOW,
        "starts_on": TODAY,
        "form_key": uuid4(),
        **{name: changes.pop(name) for name in ("by", "at", "starts_on", "form_key") if name in changes},
    }
    details = {
        "roles": [Role.PRINCIPAL],
        "days_to_complete": 30,
        "valid_months": 12,
        "reason": "The MOU asks for it.",
        **changes,
    }
    return requirements.add(course=course, **given, details=RequirementDetails(**details))


def events(action):
    return Event.objects.filter(action=f"training.{action}").count()


def test_a_course_is_added_changed_and_retired(cast):
    course = add(cast)
    assert (course.title, course.organization, course.created_by) == (
        "Listening first",
        cast.district,
        cast.district_administrator,
    )
    change(cast, course)
    course.refresh_from_db()
    assert (course.topic, course.title, course.hours) == ("mou", "The MOU in an hour", 1)
    courses.retire(by=cast.district_administrator, at=NOW, course=course)
    course.refresh_from_db()
    assert course.retired_at == NOW
    assert [events(f"course.{what}") for what in ("added", "changed", "retired")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"topic": "karate"}, errors.UnknownTopic),
        ({"title": "  "}, errors.TitleMissing),
        ({"hours": Decimal(0)}, errors.HoursOutOfRange),
        ({"hours": Decimal(401)}, errors.HoursOutOfRange),
        ({"title": "LISTENING FIRST"}, errors.TitleTaken),
        ({"title": "Lïstening\u00a0Fírst"}, errors.TitleTaken),
    ],
)
def test_a_course_that_cannot_be_is_refused(cast, changes, refusal):
    add(cast)
    other = CourseFactory(organization=cast.district, title="Another")
    with pytest.raises(refusal):
        add(cast, **changes)
    with pytest.raises(refusal):
        change(cast, other, **changes)
    other.refresh_from_db()
    assert (other.title, Course.objects.count()) == ("Another", 2)


def test_a_course_keeps_its_own_name_and_another_side_may_have_the_same(cast):
    course = add(cast)
    assert change(cast, course, title="Listening first").title == "Listening first"
    assert add(cast, by=cast.agency_administrator, organization=cast.agency)


def test_a_course_is_given_by_a_side_and_not_by_a_school(cast):
    with pytest.raises(errors.NotASide):
        add(cast, organization=cast.school)


@pytest.mark.parametrize("who", NOBODY_ELSE)
def test_only_the_sides_own_administrator_runs_its_program(cast, who):
    by = getattr(cast, who)
    required = RequirementFactory(course__organization=cast.district)
    course, free = required.course, CourseFactory(organization=cast.district)
    later = CourseTime(starts_at=NOW, ends_at=NOW + timedelta(hours=1), place="")
    slot = CourseDate.objects.create(course=course, **asdict(later), created_at=NOW, form_key=uuid4())
    said = CourseDetails(topic="mou", title="T", summary="", provider="", hours=Decimal(1))
    asked = RequirementDetails(roles=[Role.STAFF], days_to_complete=1, valid_months=None, reason="")
    for act in (
        lambda: add(cast, by=by),
        lambda: courses.change(by=by, at=NOW, course=course, details=said),
        lambda: courses.retire(by=by, at=NOW, course=free),
        lambda: courses.add_date(by=by, at=NOW, course=course, time=later, form_key=uuid4()),
        lambda: courses.remove_date(by=by, at=NOW, course_date=slot),
        lambda: ask(cast, free, by=by),
        lambda: requirements.change(by=by, at=NOW, requirement=required, details=asked),
        lambda: requirements.end(by=by, at=NOW, requirement=required),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert not Event.objects.filter(action__startswith="training.").exists()
    assert (Course.objects.count(), Requirement.objects.count(), CourseDate.objects.count()) == (2, 1, 1)


def test_a_course_is_not_retired_while_it_is_asked(cast):
    course = add(cast)
    required = ask(cast, course)
    with pytest.raises(errors.StillAsked):
        courses.retire(by=cast.district_administrator, at=NOW, course=course)
    requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    stale = Course.objects.get(pk=course.pk)
    courses.retire(by=cast.district_administrator, at=NOW, course=course)
    start = NOW + timedelta(days=9)
    given = {"by": cast.district_administrator, "at": NOW, "course": stale}
    for act in (
        lambda: ask(cast, stale),
        lambda: change(cast, stale),
        lambda: courses.retire(**given),
        lambda: courses.add_date(time=CourseTime(start, start + timedelta(hours=1), ""), form_key=uuid4(), **given),
    ):
        with pytest.raises(errors.CourseRetired):
            act()
    assert (events("course.retired"), events("course.changed"), CourseDate.objects.count()) == (1, 0, 0)


def test_an_edit_sent_twice_is_one_change(cast):
    course = add(cast)
    required = ask(cast, course)
    by = cast.district_administrator
    asked = RequirementDetails(roles=[Role.STAFF], days_to_complete=5, valid_months=None, reason=" Sooner. ")
    for _turn in range(2):
        change(cast, course)
        requirements.change(by=by, at=NOW, requirement=required, details=asked)
    assert (events("course.changed"), events("requirement.changed")) == (1, 1)
    required.refresh_from_db()
    assert (required.days_to_complete, required.reason) == (5, "Sooner.")


def test_a_course_sent_twice_is_one_and_sent_with_other_words_is_refused(cast):
    form_key = uuid4()
    first, second = add(cast, form_key=form_key), add(cast, form_key=form_key)
    assert first == second
    for changed in ({"title": "Another"}, {"hours": Decimal(2)}, {"topic": "mou"}, {"summary": ""}, {"provider": ""}):
        with pytest.raises(SaidOtherwise):
            add(cast, form_key=form_key, **changed)
    with pytest.raises(AccessDenied):
        add(cast, form_key=form_key, by=cast.agency_administrator, organization=cast.agency)
    assert (Course.objects.count(), events("course.added")) == (1, 1)


def test_a_requirement_sent_twice_is_one_and_sent_with_other_answers_is_refused(cast):
    course, form_key = add(cast), uuid4()
    first, second = ask(cast, course, form_key=form_key), ask(cast, course, form_key=form_key)
    assert first == second
    for changed in ({"roles": [Role.STAFF]}, {"days_to_complete": 31}, {"valid_months": None}, {"reason": ""}):
        with pytest.raises(SaidOtherwise):
            ask(cast, course, form_key=form_key, **changed)
    with pytest.raises(SaidOtherwise):
        ask(cast, course, form_key=form_key, starts_on=TODAY + timedelta(days=1))
    with pytest.raises(AccessDenied):
        ask(cast, add(cast, title="Another"), form_key=form_key)
    assert (Requirement.objects.get().days_to_complete, events("requirement.added")) == (30, 1)


def test_a_time_sent_twice_is_one_row_and_sent_with_other_words_is_refused(cast):
    course, by, form_key = add(cast), cast.district_administrator, uuid4()
    later = CourseTime(NOW + timedelta(days=9), NOW + timedelta(days=9, hours=2), " Room 4 ")
    given = {"by": by, "at": NOW, "course": course, "form_key": form_key}
    first, second = courses.add_date(time=later, **given), courses.add_date(time=later, **given)
    assert first == second
    with pytest.raises(SaidOtherwise):
        courses.add_date(time=replace(later, place="Room 5"), **given)
    with pytest.raises(AccessDenied):
        courses.add_date(time=later, **{**given, "course": add(cast, title="Another")})
    assert (CourseDate.objects.count(), events("course.date_added")) == (1, 1)


def test_a_date_is_added_and_removed(cast):
    course, by = add(cast), cast.district_administrator
    start = NOW + timedelta(days=9)
    with pytest.raises(errors.TimesOutOfOrder):
        courses.add_date(by=by, at=NOW, course=course, time=CourseTime(start, start, "Room 4"), form_key=uuid4())
    slot = courses.add_date(
        by=by, at=NOW, course=course, time=CourseTime(start, start + timedelta(hours=2), " Room 4 "), form_key=uuid4()
    )
    assert slot.place == "Room 4"
    courses.remove_date(by=by, at=NOW, course_date=slot)
    courses.remove_date(by=by, at=NOW, course_date=slot)
    assert not CourseDate.objects.exists()
    assert (events("course.date_added"), events("course.date_removed")) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"roles": []}, errors.NoRoles),
        ({"roles": [Role.PRINCIPAL, Role.SRO]}, errors.RoleNotHeldHere),
        ({"roles": [Role.PORTAL_ADMINISTRATOR]}, errors.RoleNotHeldHere),
        ({"days_to_complete": 0}, errors.DaysOutOfRange),
        ({"days_to_complete": 731}, errors.DaysOutOfRange),
        ({"valid_months": 0}, errors.MonthsOutOfRange),
        ({"valid_months": 121}, errors.MonthsOutOfRange),
        ({"starts_on": TODAY - timedelta(days=1)}, errors.DayHasPassed),
    ],
)
def test_a_requirement_that_cannot_be_is_refused(cast, changes, refusal):
    course = add(cast)
    with pytest.raises(refusal):
        ask(cast, course, **changes)
    assert not Requirement.objects.exists()
    assert events("requirement.added") == 0


def test_one_requirement_a_course_at_a_time(cast):
    course = add(cast)
    required = ask(cast, course)
    with pytest.raises(errors.AlreadyAsked):
        ask(cast, course)
    requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    with pytest.raises(errors.AlreadyEnded):
        requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    assert ask(cast, course).pk != required.pk


def test_changing_a_requirement_sets_everyones_days_again(cast):
    required = ask(cast, add(cast))
    assign(at=NOW)
    requirements.change(
        by=cast.district_administrator,
        at=NOW,
        requirement=required,
        details=RequirementDetails([Role.STAFF, Role.PRINCIPAL], days_to_complete=10, valid_months=None, reason=""),
    )
    assert set(required.asked_roles.values_list("role", flat=True)) == {Role.STAFF, Role.PRINCIPAL}
    assert CourseAssignment.objects.get(user=cast.principal).due_on == TODAY + timedelta(days=10)
    assert assign(at=NOW) == 1
    requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    asked = RequirementDetails(roles=[Role.STAFF], days_to_complete=5, valid_months=None, reason="")
    with pytest.raises(errors.AlreadyEnded):
        requirements.change(by=cast.district_administrator, at=NOW, requirement=required, details=asked)
    assert set(required.asked_roles.values_list("role", flat=True)) == {Role.STAFF, Role.PRINCIPAL}


def test_a_requirement_taken_back_before_it_begins_never_asks(cast):
    course = add(cast)
    required = ask(cast, course, starts_on=TODAY + timedelta(days=5))
    requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    assert required.ends_on == required.starts_on
    assert assign(at=NOW + timedelta(days=6)) == 0
