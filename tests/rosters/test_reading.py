"""What the child that reads a bundle says of it, asked here without a child, a database or a page."""

import io
import json

import pytest

from common.child import Declined
from rosters.oneroster.child import PIECE, answer
from rosters.oneroster.problems import FATAL as SENTENCES
from rosters.oneroster.problems import unreadable
from rosters.oneroster.rows import FaultRow, OrgRow, StaffRow, as_list, from_list
from tests.rosters.bundles import SCHOOLS, SECRETS, STAFF, bundle, org, user
from tests.rosters.test_broken import FATAL, LINES
from tests.rosters.test_oneroster_1_2 import role, roster
from tests.rosters.test_oneroster_1_2 import user as user_1_2
from tests.rosters.test_shapes import STUDENTS, encoded

DAY = "2026-10-14"


def read(content):
    """The facts, and the rows in their order."""
    out = io.BytesIO()
    facts = answer(io.BytesIO(content), out, day=DAY)
    return facts, [from_list(one) for line in out.getvalue().splitlines() for one in json.loads(line)], out.getvalue()


@pytest.mark.parametrize("name", FATAL)
def test_what_cannot_be_read_is_declined_by_a_code_that_has_a_sentence(name):
    content, words = FATAL[name]
    with pytest.raises(Declined) as declined:
        read(content)
    assert declined.value.code in SENTENCES
    assert words in str(unreadable(declined.value.code, declined.value.given).words)


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_cannot_be_taken_leaves_the_others_readable(name):
    staff, schools, _code, _lines = LINES[name]
    _facts, rows, _text = read(bundle(staff=staff, schools=schools))
    assert sum(isinstance(row, StaffRow) for row in rows) >= 9
    assert sum(isinstance(row, OrgRow) for row in rows) >= 2


@pytest.mark.parametrize("name", STUDENTS)
def test_nothing_of_a_student_leaves_the_child(name):
    _facts, rows, text = read(bundle(staff=[*STAFF[:5], STUDENTS[name], *STAFF[5:]]))
    assert len(rows) == 13
    assert not [word for word in (*SECRETS, "Zo", "pupils.example") if word.encode() in text]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_it_reads_what_it_can_of_every_alphabet(encoding):
    _facts, rows, _text = read(encoded(encoding))
    assert sum(isinstance(row, FaultRow) for row in rows) == (encoding == "cp1252")


def test_the_facts_say_what_the_bundle_is():
    facts, rows, text = read(bundle(staff=[user(f"t{n}") for n in range(PIECE + 1)]))
    assert facts == {
        "version": "1.1",
        "orgs_mode": "bulk",
        "users_mode": "bulk",
        "left_out": [],
        "district_id": "d1",
        "district_name": "Aldmoor Schools",
        "rows": PIECE + 4,
    }
    assert len(text.splitlines()) == 3, "organizations, a full piece, and the one that is left"
    assert rows[0].type == "district"


def test_a_file_of_one_two_is_read_by_its_roles():
    users = [user_1_2("t1"), user_1_2("t2", enabled="false"), user_1_2("t3", email=""), user_1_2("t4")]
    roles = [
        role("t1", "principal"),
        role("t2"),
        role("t3"),
        role("t4", begins="soon", ends="2026-01-01"),
        role("t1", "wizard"),
        role("", "teacher"),
        role("t1", status="asleep"),
        "too,few",
    ]
    facts, rows, _text = read(roster(users, roles))
    assert facts["version"] == "1.2"
    staff = {row.roster_id: row for row in rows if isinstance(row, StaffRow)}
    assert staff["t1"].administrator
    assert staff["t2"].disabled
    assert set(staff) == {"t1", "t2"}, "the role of t4 is over"
    faults = {(row.file, row.code) for row in rows if isinstance(row, FaultRow)}
    assert faults == {
        ("users.csv", "email_missing"),
        ("roles.csv", "role"),
        ("roles.csv", "id_missing"),
        ("roles.csv", "status"),
        ("roles.csv", "columns"),
    }


@pytest.mark.parametrize("missing", ["orgs_csv", "users_csv"])
def test_a_file_that_is_missing_is_named(missing):
    facts, _rows, _text = read(bundle(**{missing: None}))
    assert facts["left_out"] == [missing.replace("_", ".")]


def test_a_row_comes_back_as_it_went_and_nothing_else_is_one():
    rows = [
        OrgRow(2, "s1", "Aldmoor High", "school", "", "d1", False),
        StaffRow(3, "t1", False, False, True, "0815", "Ann Ash", "ann@example.org", ("s1", "s2")),
        FaultRow("users.csv", 4, "role", "wizard", "t2"),
    ]
    for row in rows:
        assert from_list(json.loads(json.dumps(as_list(row)))) == row
    good = as_list(rows[1])
    for bad in (None, [], {}, "staff", ["pupil"], good[:-1], [*good, 1], [good[0], "3", *good[2:]], [*good[:-1], "s1"]):
        with pytest.raises(ValueError, match="no"):
            from_list(bad)
    for place in range(1, len(good) - 1):
        with pytest.raises(ValueError, match="no"):
            from_list([*good[:place], {"a": 1}, *good[place + 1 :]])
    with pytest.raises(ValueError, match="no"):
        from_list([*good[:2], "x" * 30_000, *good[3:]])


def test_a_department_and_a_state_are_organizations_too():
    schools = [*SCHOOLS, org("x1", "Maths", "department", "s2"), org("z", "Ohio", "state", "")]
    _facts, rows, _text = read(bundle(schools=schools))
    assert {row.type for row in rows if isinstance(row, OrgRow)} == {"district", "school", "department", "state"}
