"""The report against numbers counted by hand, and against the columns of published reports."""

import csv
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from accounts.roles import Role
from incidents.actions import activities, outcomes
from incidents.actions.activities import Work
from incidents.activity_report import Period, lines_of, report, time_words
from incidents.reference import ACTIVITIES
from incidents.reference.activities import activity_items
from incidents.reference.report_counts import AUDIENCES, CALLS, CONSULTATIONS, LEGS
from tests.cast import NOW, person
from tests.contracts.calls import accept
from tests.factories.incidents import decided, submitted
from tests.factories.partnerships import PostingFactory

COLUMNS = Path(__file__).parents[1] / "data" / "report_columns.csv"
TODAY = NOW.date()


def log(cast, kind, leg, minutes, audience=(), *, by=None, school="own", day=TODAY):
    return activities.log(
        by=by or cast.sro,
        at=NOW,
        agency=cast.agency,
        school=cast.school if school == "own" else school,
        work=Work(day, kind, leg, minutes, audience),
        form_key=uuid4(),
    )


@pytest.fixture
def october(cast):
    """Five entries of two officers, one of them taken back, one of September; three calls."""
    other = person("Abel Zorn", Role.SRO, cast.agency)
    PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=other)
    log(cast, "lesson", "educator", 45, ["for_students"])
    log(cast, "consultation", "mentor", 30, ["for_parents", "for_staff"])
    log(cast, "court", "law_enforcement", 60, school=None)
    log(cast, "lesson", "educator", 45, ["for_students"], day=TODAY - timedelta(days=20))
    log(cast, "drill", "law_enforcement", 90, by=other, school=cast.second_school)
    wrong = log(cast, "talk", "educator", 300, ["for_public"])
    activities.take_back(by=cast.sro, at=NOW, activity=wrong)
    one = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(days=1))
    for number, kind in enumerate(("warning", "citation")):  # the later corrects the earlier
        outcomes.record_outcome(
            by=cast.sro, at=NOW + timedelta(minutes=number), referral=one, kind=kind, form_key=uuid4()
        )
    accept(cast.sro, submitted(cast.principal, cast.school, NOW - timedelta(days=1)), NOW)
    submitted(cast.principal, cast.school, NOW)
    cast.other_officer = other
    return cast


def numbers(found):
    return {(part.title, line.label): (line.number, line.minutes) for part in found.parts for line in part.lines}


def agency_report(cast, about="", user=None, day=TODAY):
    user = user or cast.supervisor
    return report(user, NOW + timedelta(hours=1), cast.agency, Period.month(day), about, own=user == cast.sro)


def test_the_agencys_month_is_what_was_counted_by_hand(october):
    found = numbers(agency_report(october))
    assert found["The three legs", "Educator"] == (1, 45)
    assert found["The three legs", "Informal counselor/mentor"] == (1, 30)
    assert found["The three legs", "Law enforcement officer"] == (2, 150)
    assert found["Activities", "Classroom lesson"] == (1, 45)
    assert found["Activities", "Talk or training given"] == (0, 0)
    assert found["For whom", "Parents"] == found["For whom", "Staff"] == (1, 30)
    assert found["For whom", "Nobody in particular"] == (2, 150)
    assert found["Consultations, with whom", "Parents"] == (1, 30)
    assert found["Consultations, with whom", "Students"] == (0, 0)
    assert found["Calls", "Calls received"] == (3, None)
    assert found["Calls", "Calls answered"] == found["Calls", "Accepted by the officer"] == (2, None)
    assert found["What the supervisor decided", "Police matter"] == (1, None)
    assert found["What came of it", "Citation"] == (1, None)
    assert found["What came of it", "Warning"] == (0, None)
    assert found["What came of it", "No outcome recorded"] == (1, None)


def test_the_balance_is_said_in_a_sentence(october):
    assert agency_report(october).balance == (
        "Of 3 h 45 min logged, 20 % went to teaching, 13 % to counsel and mentoring, and 67 % to law enforcement."
    )


def test_the_school_year_holds_september_too(october):
    year = report(october.supervisor, NOW, october.agency, Period.year(2026), "", own=False)
    assert numbers(year)["Activities", "Classroom lesson"] == (2, 90)


def test_officers_stand_by_name_whoever_did_more(october):
    found = agency_report(october)
    assert [(one.name, one.entries, one.answered) for one in found.officers] == [
        ("Abel Zorn", 1, 0),
        ("Iris Lindqvist", 3, 2),
    ]
    assert [(one.name, one.entries) for one in found.schools] == [
        ("Aldmoor High", 2),
        ("Brook Middle", 1),
        ("At no school", 1),
    ]


def test_one_officer_and_one_school_are_parts_of_the_whole(october):
    other = agency_report(october, f"officer:{october.other_officer.pk}")
    assert (other.whose, other.entries) == ("Abel Zorn", 1)
    assert ("Calls", "Calls received") not in numbers(other)
    school = agency_report(october, f"school:{october.school.pk}")
    assert numbers(school)["Calls", "Calls received"] == (3, None)
    assert (school.whose, school.entries, school.officers) == ("Aldmoor High", 2, [])
    stranger = agency_report(october, f"officer:{october.stranger_sro.pk}")
    assert stranger.whose == october.agency.name


def test_an_officer_reads_their_own_alone_whatever_they_ask_for(october):
    found = agency_report(october, f"officer:{october.other_officer.pk}", user=october.sro)
    assert (found.whose, found.entries, found.choices, found.officers) == (october.sro.name, 3, [], [])
    assert numbers(found)["Activities", "Drill"] == (0, 0)


def test_who_may_not_count_counts_nothing(october):
    for who in (
        october.principal,
        october.district_signatory,
        october.district_administrator,
        october.stranger_supervisor,
    ):
        assert agency_report(october, user=who).is_empty


def test_a_month_of_nothing_says_so(cast):
    found = agency_report(cast)
    assert found.is_empty
    assert found.balance == "Nothing is logged in these days, so there is no balance to show."


def test_every_count_has_its_definition(october):
    lists = [*ACTIVITIES, *LEGS, *AUDIENCES, *CONSULTATIONS, *CALLS]
    assert all(item.hint for item in lists)
    assert all(line.definition for part in agency_report(october).parts for line in part.lines)
    assert all(cells[4] for cells in lines_of(agency_report(october)) if not str(cells[0]).startswith("By "))


def columns():
    with COLUMNS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", columns(), ids=lambda row: f"{row['document'][:12]} {row['column'][:30]}")
def test_a_column_of_a_published_report_is_counted_here_or_left_out_for_a_reason(row):
    counted = {
        "activity": {item.key for item in ACTIVITIES} | {f"consultation:{one.key}" for one in CONSULTATIONS} | {"leg"},
        "enforcement": {item.key for item in CALLS},
    }
    if row["counted_as"] == "left_out":
        assert row["left_out_because"]
        assert not row["keys"]
    else:
        assert row["keys"]
        assert set(row["keys"].split()) <= counted[row["counted_as"]]


def test_every_document_that_was_read_is_there():
    assert len({row["document"] for row in columns()}) == 12


def test_what_is_around_the_work_has_no_leg_of_its_own():
    assert {item.key for item in activity_items() if not item.leg} == {"meeting", "training", "paperwork"}


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 min"), (60, "1 h"), (570, "9 h 30 min")])
def test_time_is_said_in_hours_and_minutes(minutes, words):
    assert time_words(minutes) == words
