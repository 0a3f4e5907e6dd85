"""Completions, recorded for one person or for many, and their evidence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.access import AccessDenied
from accounts.roles import Role
from common.refusals import SaidOtherwise
from common.scans import Paper
from ledger.models import Event, Notice
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.training import CompletionFactory, RequirementFactory
from training import errors
from training.actions import completions
from training.actions.assignments import assign
from training.actions.completions import NewCompletions
from training.actions.evidence import NewEvidence, store
from training.models import Completion, CourseAssignment, Evidence

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 14)
WORD = NewEvidence(kind="attestation", title="Attended on the day", attested_by="Sgt. Rudy Castellan")
PAPER = Paper(content=b"%PDF-1.7 sheet", name="sheet.pdf", media_type="application/pdf")


@pytest.fixture
def course(cast):
    """Asked of the district's principals and staff, for twelve months, and assigned."""
    required = RequirementFactory(course__organization=cast.district, roles=[Role.PRINCIPAL, Role.STAFF])
    assign(at=NOW - timedelta(days=10))
    return required.course


def record(cast, course, *people, **changes):
    given = {
        "by": cast.district_administrator,
        "at": NOW,
        "form_key": uuid4(),
        **{name: changes.pop(name) for name in ("by", "at", "form_key") if name in changes},
    }
    new = {"completed_on": TODAY, "hours": Decimal(2), "evidence": WORD, **changes}
    return completions.record(new=NewCompletions(course=course, people=people, **new), **given)


def days(user):
    row = CourseAssignment.objects.get(user=user)
    return row.due_on, row.covered_until


def nothing_kept():
    return not Completion.objects.exists() and not Evidence.objects.exists() and not stored()


def stored():
    return default_storage.exists("evidence") and default_storage.listdir("evidence")[1]


def test_a_completion_moves_the_due_day_to_the_last_day_it_counts(cast, course):
    (made,) = record(cast, course, cast.principal)
    assert (made.completed_on, made.hours, made.recorded_by) == (TODAY, 2, cast.district_administrator)
    assert days(cast.principal) == (date(2027, 10, 13), date(2027, 10, 13))
    assert days(cast.staff)[1] is None


def test_one_sheet_stands_behind_the_completions_of_many(cast, course):
    sheet = NewEvidence(kind="attendance_sheet", title="Sign-in sheet, October 14", paper=PAPER)
    made = record(cast, course, cast.principal, cast.staff, cast.staff, evidence=sheet)
    assert {one.user for one in made} == {cast.principal, cast.staff}
    kept = Evidence.objects.get()
    assert {one.evidence_id for one in made} == {kept.pk}
    assert kept.file.read() == PAPER.content
    assert (kept.file_name, kept.size, kept.sha256) == ("sheet.pdf", len(PAPER.content), PAPER.sha256)
    event = Event.objects.get(action="training.completion.recorded")
    assert event.actor_id == str(cast.district_administrator.pk)
    assert str(kept.pk) in event.data


def test_many_cost_as_many_statements_as_one(cast, course):
    crowd = [person(f"Teacher {number}", Role.STAFF, cast.school) for number in range(40)]
    assign(at=NOW)
    with CaptureQueriesContext(connection) as one:
        record(cast, course, cast.staff)
    with CaptureQueriesContext(connection) as many:
        record(cast, course, *crowd)
    assert len(many) == len(one)


def test_each_person_is_told_with_the_topic_and_until_when_it_counts(cast, course):
    away = UserFactory(name="From Roster", joined_at=None)
    MembershipFactory(user=away, organization=cast.school, role=Role.STAFF)
    (made, _other) = record(cast, course, cast.principal, away)
    told = Notice.objects.get(kind="training.completion_recorded")
    assert (told.to, told.about_id) == (str(cast.principal.pk), str(made.pk))
    assert told.facts == {"topic": "mentor", "due_on": "2027-10-13", "rung": None, "path": "/training/"}
    assert course.title not in str(told.facts)


def test_what_counts_for_good_says_no_day(cast):
    required = RequirementFactory(course__organization=cast.district, valid_months=None)
    assign(at=NOW)
    record(cast, required.course, cast.principal)
    assert Notice.objects.get(kind="training.completion_recorded").facts["due_on"] is None
    assert days(cast.principal) == (None, date.max)


def test_an_older_one_recorded_later_does_not_move_the_day_back(cast, course):
    record(cast, course, cast.principal)
    record(cast, course, cast.principal, completed_on=TODAY - timedelta(days=300))
    assert days(cast.principal)[0] == date(2027, 10, 13)


def test_from_29_february_twelve_months_end_on_27_february(cast):
    leap = NOW.replace(year=2028, month=2, day=29)
    required = RequirementFactory(course__organization=cast.district)
    assign(at=leap)
    record(cast, required.course, cast.principal, at=leap, completed_on=date(2028, 2, 29))
    assert days(cast.principal)[0] == date(2029, 2, 27)


def test_all_or_nobody_when_one_has_a_completion_of_that_day(cast, course):
    CompletionFactory(course=course, user=cast.staff, completed_on=TODAY)
    sheet = NewEvidence(kind="attendance_sheet", title="Sheet", paper=PAPER)
    with pytest.raises(errors.AlreadyRecorded) as refused:
        record(cast, course, cast.principal, cast.staff, evidence=sheet)
    assert cast.staff.name in str(refused.value.words)
    assert cast.principal.name not in str(refused.value.words)
    assert Completion.objects.count() == 1
    assert not stored()


def test_the_same_form_twice_gives_the_same_rows_and_another_answer_is_refused(cast, course):
    sheet = NewEvidence(kind="attendance_sheet", title=" Sheet ", paper=PAPER)
    form_key = uuid4()
    first = record(cast, course, cast.principal, cast.staff, evidence=sheet, form_key=form_key)
    for again in (sheet, replace(sheet, paper=None)):
        second = record(cast, course, cast.staff, cast.principal, evidence=again, form_key=form_key)
        assert {one.pk for one in second} == {one.pk for one in first}
    other = Paper(content=b"%PDF-1.7 another", name="sheet.pdf", media_type="application/pdf")
    for changes in (
        {"completed_on": TODAY - timedelta(days=1)},
        {"hours": Decimal(3)},
        {"evidence": replace(sheet, title="Another sheet")},
        {"evidence": replace(sheet, paper=other)},
    ):
        with pytest.raises(SaidOtherwise):
            record(cast, course, cast.principal, cast.staff, **{"evidence": sheet, "form_key": form_key, **changes})
    with pytest.raises(SaidOtherwise):
        record(cast, course, cast.principal, evidence=sheet, form_key=form_key)
    second_administrator = person("Edda Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    with pytest.raises(AccessDenied):
        record(cast, course, cast.principal, cast.staff, evidence=sheet, form_key=form_key, by=second_administrator)
    assert (Completion.objects.count(), Evidence.objects.count(), len(stored())) == (2, 1, 1)
    assert Event.objects.filter(action="training.completion.recorded").count() == 1


def test_a_failure_takes_the_file_away_again(cast, course, monkeypatch):
    def broken(**_given):
        raise OSError("the disk is full")

    monkeypatch.setattr("training.actions.completions.record_event", broken)
    with pytest.raises(OSError, match="disk"):
        record(cast, course, cast.principal, evidence=NewEvidence("certificate", "Certificate", paper=PAPER))
    assert nothing_kept()
    assert days(cast.principal)[1] is None


@pytest.mark.parametrize("given", [WORD, NewEvidence("certificate", "Certificate", paper=PAPER)])
def test_evidence_whose_row_the_database_refuses_leaves_no_file_behind(cast, given):
    form_key = uuid4()
    kept = {"by": cast.district_administrator, "at": NOW, "organization": cast.district, "form_key": form_key}
    store(given=given, **kept)
    before = list(stored() or [])
    with pytest.raises(IntegrityError), transaction.atomic():
        store(given=given, **kept)
    assert list(stored() or []) == before
    assert Evidence.objects.count() == 1


def test_people_of_another_side_are_refused_by_name(cast, course):
    with pytest.raises(errors.NotOfThisSide) as refused:
        record(cast, course, cast.principal, cast.sro, cast.stranger_principal)
    assert cast.sro.name in str(refused.value.words)
    assert cast.stranger_principal.name in str(refused.value.words)
    assert nothing_kept()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"completed_on": TODAY + timedelta(days=1)}, errors.DayNotCome),
        ({"hours": Decimal(0)}, errors.HoursOutOfRange),
        ({"hours": Decimal("400.01")}, errors.HoursOutOfRange),
        ({"evidence": NewEvidence("attestation", "Heard", attested_by=" ", paper=PAPER)}, errors.EvidenceMissing),
        ({"evidence": NewEvidence("certificate", "Certificate", attested_by="Ada")}, errors.EvidenceMissing),
        ({"evidence": NewEvidence("attendance_sheet", "  ", paper=PAPER)}, errors.EvidenceMissing),
        ({"evidence": NewEvidence("rumor", "Heard", attested_by="Ada", paper=PAPER)}, errors.EvidenceMissing),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, course, changes, refusal):
    with pytest.raises(refusal):
        record(cast, course, cast.principal, **changes)
    assert nothing_kept()


def test_nobody_is_nobody(cast, course):
    with pytest.raises(errors.NobodyChosen):
        record(cast, course)


@pytest.mark.parametrize("who", ["principal", "staff", "supervisor", "agency_administrator", "portal_administrator"])
def test_only_the_sides_own_administrator_records_and_withdraws(cast, course, who):
    with pytest.raises(AccessDenied):
        record(cast, course, cast.principal, by=getattr(cast, who))
    assert nothing_kept()
    (made,) = record(cast, course, cast.principal)
    with pytest.raises(AccessDenied):
        completions.withdraw(by=getattr(cast, who), at=NOW, completion=made, reason="Mistake.")
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_one_withdrawn_stays_on_file_and_counts_no_longer(cast, course):
    before = days(cast.principal)
    (made,) = record(cast, course, cast.principal)
    completions.withdraw(by=cast.district_administrator, at=NOW, completion=made, reason="Another principal.")
    made.refresh_from_db()
    assert (made.withdrawn_by, made.withdrawal_reason) == (cast.district_administrator, "Another principal.")
    assert days(cast.principal) == before
    assert Event.objects.filter(action="training.completion.withdrawn").count() == 1
    record(cast, course, cast.principal)
    assert days(cast.principal)[0] == date(2027, 10, 13)


def test_withdrawing_needs_a_reason_and_happens_once(cast, course):
    (made,) = record(cast, course, cast.principal)
    administrator = cast.district_administrator
    with pytest.raises(errors.ReasonMissing):
        completions.withdraw(by=administrator, at=NOW, completion=made, reason="  ")
    completions.withdraw(by=administrator, at=NOW, completion=made, reason="Mistake.")
    with pytest.raises(errors.AlreadyWithdrawn):
        completions.withdraw(by=administrator, at=NOW, completion=made, reason="Again.")
    made.refresh_from_db()
    assert made.withdrawal_reason == "Mistake."


def test_a_course_that_is_no_longer_given_can_be_recorded_still(cast, course):
    course.retired_at = NOW
    course.save()
    assert record(cast, course, cast.principal)


def test_a_certificate_for_a_day_that_was_attested_is_refused_in_words_and_nothing_is_dropped_unsaid(cast, course):
    (first,) = record(cast, course, cast.staff)
    paper = NewEvidence(kind="certificate", title="Certificate", paper=PAPER)
    with pytest.raises(errors.AlreadyRecorded) as refusal:
        record(cast, course, cast.staff, evidence=paper)
    assert "Nothing of this form was kept." in str(refusal.value.words)
    assert Completion.objects.get() == first
    assert Evidence.objects.get().kind == "attestation"
    completions.withdraw(by=cast.district_administrator, at=NOW, completion=first, reason="The certificate came.")
    (second,) = record(cast, course, cast.staff, evidence=paper)
    assert second.evidence.kind == "certificate"


def test_what_somebody_took_before_they_left_can_be_recorded(cast, course):
    cast.staff.memberships.update(ends_on=TODAY - timedelta(days=5))
    record(cast, course, cast.staff, completed_on=TODAY - timedelta(days=6))
    with pytest.raises(errors.NotOfThisSide):
        record(cast, course, cast.staff, completed_on=TODAY - timedelta(days=4))
    assert Completion.objects.count() == 1


def test_a_batch_is_undone_whole_and_each_row_is_sealed(cast, course):
    first, second = record(cast, course, cast.staff, cast.principal)
    alone = record(cast, course, cast.staff, completed_on=TODAY - timedelta(days=1))[0]
    given = {"by": cast.district_administrator, "at": NOW, "completion": first, "reason": "The wrong day."}
    assert completions.withdraw_together(**given) == 2
    for row in (first, second, alone):
        row.refresh_from_db()
    assert [bool(row.withdrawn_at) for row in (first, second, alone)] == [True, True, False]
    assert days(cast.principal)[1] is None
    event = Event.objects.filter(action="training.completion.withdrawn").get()
    assert event.data.count(":withdrawn:") == 2
    with pytest.raises(errors.AlreadyWithdrawn):
        completions.withdraw_together(**given)


def test_nobody_else_undoes_a_batch(cast, course):
    first, _second = record(cast, course, cast.staff, cast.principal)
    for who in (cast.principal, cast.agency_administrator):
        with pytest.raises(AccessDenied):
            completions.withdraw_together(by=who, at=NOW, completion=first, reason="No.")
    assert not Completion.objects.filter(withdrawn_at__isnull=False).exists()
