"""Who is told of what is due: once a fact, in the morning of their own place, whoever sweeps how often."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.notices import recipient
from accounts.roles import Role
from config.due import still_holds
from ledger.actions.relay import relay
from ledger.models import Event, Notice
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.training import CompletionFactory, CourseAssignmentFactory, RequirementFactory
from training import notices
from training.actions import requirements
from training.actions.assignments import assign, recompute_days
from training.actions.reminders import remind
from training.actions.requirements import RequirementDetails
from training.models import CourseAssignment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 14)
HERE = ZoneInfo("America/New_York")
LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def required(cast):
    """The district asks its principals; the sweep has not run."""
    return RequirementFactory(course__organization=cast.district)


def due_in(required, user, days, assigned_on=LONG_AGO):
    """An assignment with so many days left, of which its person was told when it was made."""
    row = CourseAssignmentFactory(
        requirement=required, user=user, assigned_on=assigned_on, due_on=TODAY + timedelta(days=days)
    )
    then = datetime.combine(assigned_on, time(9), tzinfo=HERE)
    notices.assigned(CourseAssignment.objects.filter(pk=row.pk), at=then, due=then, fold=assigned_on.isoformat())
    return row


def told(kind=("training.due", "training.overdue")):
    """What was queued, apart from the notice of the assignment."""
    rows = Notice.objects.filter(kind__in=[kind] if isinstance(kind, str) else kind)
    return {(notice.kind.partition(".")[2], notice.facts["rung"]) for notice in rows}


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (31, None),
        (30, ("due", 30)),
        (15, ("due", 30)),
        (14, ("due", 14)),
        (8, ("due", 14)),
        (7, ("due", 7)),
        (2, ("due", 7)),
        (1, ("due", 1)),
        (0, ("due", 0)),
        (-1, ("overdue", 0)),
        (-6, ("overdue", 0)),
        (-7, ("overdue", -7)),
        (-13, ("overdue", -7)),
        (-14, ("overdue", -14)),
        (-40, ("overdue", -35)),
    ],
)
def test_only_the_latest_rung_that_was_reached_is_told(cast, required, left, expected):
    due_in(required, cast.principal, left)
    remind(at=NOW)
    assert told() == ({expected} if expected else set())


def test_a_repeat_writes_nothing_at_all(cast, required):
    due_in(required, cast.principal, 14)
    assert remind(at=NOW) == 1  # that 14 days are left
    before = Event.objects.count()
    assert remind(at=NOW) == remind(at=NOW + timedelta(hours=5)) == 0
    assert Event.objects.count() == before
    assert Event.objects.get(action="training.reminders.queued").data == '{"count":1}'


def test_a_rung_on_the_day_of_assignment_or_before_it_is_not_told(cast, required):
    row = due_in(required, cast.principal, 14, assigned_on=TODAY)
    remind(at=NOW)
    assert told() == set()
    row.delete()
    Notice.objects.all().delete()
    due_in(required, cast.principal, 14, assigned_on=TODAY - timedelta(days=1))
    remind(at=NOW)
    assert told() == {("due", 14)}


def test_a_rung_on_the_day_of_joining_or_before_it_is_not_told(cast, required):
    due_in(required, cast.principal, -7)
    User.objects.filter(pk=cast.principal.pk).update(joined_at=datetime(2026, 10, 14, 0, 30, tzinfo=HERE))
    remind(at=NOW)
    assert told() == set()
    User.objects.filter(pk=cast.principal.pk).update(joined_at=datetime(2026, 10, 13, 23, 30, tzinfo=HERE))
    remind(at=NOW)
    assert told() == {("overdue", -7)}


def test_nobody_is_told_who_was_never_invited_has_left_or_has_finished(cast, required):
    asked = CourseAssignmentFactory(requirement=required, user=cast.principal, due_on=TODAY + timedelta(days=7))
    User.objects.filter(pk=cast.principal.pk).update(joined_at=None)
    left = person("Gone Head", Role.PRINCIPAL, cast.school)
    due_in(required, left, 7)
    left.memberships.update(ends_on=TODAY)
    done = person("Done Head", Role.PRINCIPAL, cast.school)
    CourseAssignmentFactory(requirement=required, user=done, due_on=None, covered_until=date.max)
    closed = person("Closed Head", Role.PRINCIPAL, cast.school)
    due_in(required, closed, 7)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert remind(at=NOW) == 0
    User.objects.filter(pk=cast.principal.pk).update(joined_at=NOW)
    CourseAssignment.objects.filter(pk=asked.pk).update(assigned_on=TODAY)
    assert remind(at=NOW) == 1
    notice = Notice.objects.get(at=NOW)
    assert (notice.kind, notice.to) == ("training.assigned", str(cast.principal.pk))


def test_a_requirement_that_ended_reminds_nobody(cast, required):
    due_in(required, cast.principal, 7)
    requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    assert remind(at=NOW) == 0


def test_the_assignment_is_told_in_ids_and_fixed_words(cast, required):
    assign(at=NOW)
    remind(at=NOW)
    notice = Notice.objects.get()
    assert notice.kind == "training.assigned"
    assert notice.facts == {"topic": "mentor", "due_on": "2026-11-13", "rung": None, "path": "/training/"}
    assert notice.key == f"training.assigned:{CourseAssignment.objects.get().pk}:2026-11-13"
    assert required.course.title not in str((notice.facts, notice.key))


def test_what_was_completed_before_and_still_counts_is_no_news(cast, required):
    CompletionFactory(course=required.course, user=cast.principal, completed_on=date(2026, 9, 1))
    assign(at=NOW)
    assert remind(at=NOW) == 0


def test_what_was_completed_before_and_has_run_out_is_news(cast, required):
    CompletionFactory(course=required.course, user=cast.principal, completed_on=date(2024, 9, 1))
    assign(at=NOW)
    remind(at=NOW)
    assert Notice.objects.get().facts["due_on"] == "2026-11-13"


def test_a_new_due_day_is_a_new_fact(cast, required):
    assign(at=NOW - timedelta(days=20))
    remind(at=NOW - timedelta(days=20))
    remind(at=NOW)
    first = Notice.objects.get(kind="training.due").facts
    requirements.change(
        by=cast.district_administrator,
        at=NOW,
        requirement=required,
        details=RequirementDetails([Role.PRINCIPAL], days_to_complete=27, valid_months=12, reason="Sooner."),
    )
    remind(at=NOW)
    assert (first["due_on"], first["rung"]) == ("2026-10-24", 14)
    anew = Notice.objects.filter(kind="training.assigned").exclude(facts__due_on="2026-10-24").get()
    assert anew.facts["due_on"] == "2026-10-21"
    remind(at=NOW + timedelta(days=6))
    later = Notice.objects.filter(kind="training.due").exclude(facts__due_on="2026-10-24").get()
    assert (later.facts["due_on"], later.facts["rung"]) == ("2026-10-21", 1)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 10, 14, 4, 10, tzinfo=UTC), datetime(2026, 10, 14, 7, tzinfo=HERE)),
        (datetime(2026, 10, 14, 20, 0, tzinfo=UTC), datetime(2026, 10, 14, 20, 0, tzinfo=UTC)),
        (datetime(2026, 11, 2, 6, 10, tzinfo=UTC), datetime(2026, 11, 2, 7, tzinfo=HERE)),
    ],
)
def test_nobody_is_told_before_seven_in_the_morning_of_their_place(cast, required, at, due):
    due_in(required, cast.principal, 5)
    remind(at=at)
    assert set(Notice.objects.filter(at=at).values_list("due", flat=True)) == {due.astimezone(UTC)}


def test_the_first_place_at_which_it_is_asked_says_which_day_it_is(cast, required):
    west = SchoolFactory(parent=cast.district, time_zone="America/Los_Angeles")
    MembershipFactory(user=cast.principal, organization=west, starts_on=date(2025, 1, 1))
    due_in(required, cast.principal, 14)
    remind(at=datetime.combine(TODAY, time(0, 30), tzinfo=HERE))
    assert told() == {("due", 30)}  # it is the evening before where they began, and 15 days are left
    remind(at=datetime.combine(TODAY, time(0, 30), tzinfo=ZoneInfo("America/Los_Angeles")))
    assert told() == {("due", 30), ("due", 14)}
    assert set(Notice.objects.filter(kind="training.due").values_list("fold", flat=True)) == {
        "2026-10-13",
        "2026-10-14",
    }


def sent(at):
    """Mail what is due at that moment."""
    mail.outbox.clear()
    with time_machine.travel(at, tick=False):
        relay(at=at, recipient=recipient, holds=still_holds)
    return mail.outbox


def test_what_was_finished_in_the_night_is_not_mailed_in_the_morning(cast, required, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    night = datetime.combine(TODAY, time(1), tzinfo=HERE)
    row = due_in(required, cast.principal, 7)
    remind(at=night)
    CompletionFactory(course=required.course, user=cast.principal, completed_on=TODAY)
    recompute_days(CourseAssignment.objects.filter(pk=row.pk))
    assert sent(NOW) == []
    assert set(Notice.objects.values_list("dropped_reason", flat=True)) == {"not_needed"}


@pytest.mark.parametrize("change", ["left", "closed", "ended"])
def test_who_left_in_the_night_is_not_mailed_in_the_morning(cast, required, settings, change):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    due_in(required, cast.principal, 7)
    remind(at=datetime.combine(TODAY, time(1), tzinfo=HERE))
    match change:
        case "left":
            cast.principal.memberships.update(ends_on=TODAY)
        case "closed":
            User.objects.filter(pk=cast.principal.pk).update(is_active=False)
        case "ended":
            requirements.end(by=cast.district_administrator, at=NOW, requirement=required)
    assert sent(NOW) == []


def test_the_mail_says_the_topic_and_the_day_and_no_title(cast, required, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    due_in(required, cast.principal, 7)
    remind(at=NOW)
    Notice.objects.filter(kind="training.assigned").delete()
    (message,) = sent(NOW)
    assert message.to == [cast.principal.email]
    assert message.subject == "Training due by October 21, 2026: Informal counselor/mentor"
    assert "/training/" in message.body
    assert required.course.title not in message.subject + message.body


def test_a_sweep_costs_the_same_for_one_person_and_for_thirty(cast, required):
    with CaptureQueriesContext(connection) as few:
        remind(at=NOW)
    for number in range(30):
        due_in(required, person(f"Head {number}", Role.PRINCIPAL, cast.second_school), 7)
    with CaptureQueriesContext(connection) as many:
        assert remind(at=NOW) == 30
    # The event of a sweep that told something is two more: the head of the chain, and the row.
    assert len(many) <= len(few) + 3 <= 14


def test_a_sweep_that_fails_midway_leaves_nothing_half_done(cast, required, monkeypatch):
    due_in(required, cast.principal, 7)

    def broken(*_rows, **_given):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("training.notices.overdue", broken)
        with pytest.raises(OSError, match="disk"):
            remind(at=NOW)
    assert told() == set()
    assert remind(at=NOW) == 1


@pytest.mark.timeout(400)  # half a minute on a free machine
@pytest.mark.parametrize("days", [4, pytest.param(30, marks=pytest.mark.slow)])
def test_hourly_sweeps_tell_what_one_sweep_a_day_tells(cast, required, days):
    for number, left in enumerate((33, 20, 9, 3, 0, -5)):
        due_in(required, person(f"Head {number}", Role.PRINCIPAL, cast.school), left)
    first = datetime.combine(TODAY, time(0, 5), tzinfo=HERE).astimezone(UTC)
    facts = []
    for step in (1, 24):
        Notice.objects.all().delete()
        for hour in range(0, days * 24, step):
            remind(at=first + timedelta(hours=hour))
        facts.append(set(Notice.objects.values_list("key", "kind", "fold")))
    assert facts[0] == facts[1]
    assert len(facts[0]) > days * 2 // 3


def test_what_is_new_today_is_not_told_as_due_today_as_well(cast, required):
    CourseAssignmentFactory(
        requirement=required, user=cast.principal, assigned_on=LONG_AGO, due_on=TODAY + timedelta(days=14)
    )
    assert remind(at=NOW) == 1  # nothing was said before, so that it is asked, with its day
    assert told() == set()
    assert remind(at=NOW + timedelta(days=1)) == 0
    assert remind(at=NOW + timedelta(days=7)) == 1
    assert told() == {("due", 7)}


def test_a_course_of_one_month_is_not_due_on_the_day_it_was_recorded(cast):
    monthly = RequirementFactory(course__organization=cast.district, valid_months=1)
    row = due_in(monthly, cast.principal, 3)
    CompletionFactory(course=monthly.course, user=cast.principal, completed_on=TODAY, recorded_at=NOW)
    recompute_days(CourseAssignment.objects.filter(pk=row.pk))
    row.refresh_from_db()
    assert row.due_on == date(2026, 11, 13)  # 30 days away: the first rung
    assert remind(at=NOW) == 0
    assert remind(at=NOW + timedelta(days=16)) == 1
    assert told() == {("due", 14)}


def test_a_folded_mail_names_the_day_of_each_course(cast, required, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    other = RequirementFactory(course__organization=cast.district, course__topic="educator", days_to_complete=10)
    assign(at=NOW)
    remind(at=NOW)
    assert Notice.objects.filter(to=str(cast.principal.pk)).count() == 2
    (message,) = sent(NOW)
    assert "Training for you by November 13, 2026: Informal counselor/mentor" in message.body
    assert "Training for you by October 24, 2026: Educator" in message.body
    assert other.course.title not in message.body
