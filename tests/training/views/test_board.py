"""The board: a sentence, places by courses, figures that open their rows, and each reader's own part of it."""

import csv
import io
import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from ledger.models import Event
from tests.accounts.people import search
from tests.cast import NOW, person
from tests.common.test_workbooks import opened
from tests.factories.accounts import MembershipFactory, SchoolFactory
from training.actions.assignments import assign
from training.board import assignments_listed, build_board, required_courses, scopes_of
from training.forms.filters import BoardQuery
from training.models import CourseAssignment

BOARD, PEOPLE = "/training/board/", "/training/board/people/"


def lines(client, query=""):
    """The board as places to course titles to (complete, total, overdue)."""
    board = client.get(BOARD + query).context["board"]
    return {
        line.place.name: {course.title: (cell.complete, cell.total, cell.overdue) for course, cell in line.cells}
        for line in board.lines
    }


def rows(client, query=""):
    return [(row["person"].name, str(row["mark"]["word"])) for row in client.get(PEOPLE + query).context["rows"]]


def test_the_heading_says_the_state_and_the_overdue_place_stands_first(school):
    c = school.cast
    school.took(c.staff)
    client = school.client("district_administrator")
    assert client.get(BOARD).context["board"].title == "Nobody is overdue."
    bea = type(c.staff).objects.get(name="Bea Brook")
    school.late(bea)
    assert client.get(BOARD).context["board"].title == "One school has people overdue."
    assert next(iter(lines(client).items())) == ("Brook Middle", {"MOU coursetitle": (0, 1, 1)})
    school.late(c.principal)
    assert "Two schools have people overdue." in school.page("district_administrator", BOARD)
    assert lines(client)["Aldmoor High"] == {"MOU coursetitle": (1, 2, 1)}


def test_everybody_complete_is_said_calmly(school):
    c = school.cast
    school.took(c.sro, course=school.agency_course)
    assert school.client("supervisor").get(BOARD).context["board"].title == "Everybody is up to date."


def test_each_reader_sees_their_own_places_and_no_other(school):
    assert list(lines(school.client("principal"))) == ["Aldmoor High"]
    assert list(lines(school.client("supervisor"))) == ["Aldmoor Sheriff"]
    assert list(lines(school.client("agency_administrator"))) == ["Aldmoor Sheriff"]
    page = school.page("principal", PEOPLE)
    assert "Wanda Birch" in page
    assert "Bea Brook" not in page
    for role in ("staff", "designee", "sro", "records_custodian", "district_signatory"):
        assert school.client(role).get(BOARD).status_code == 404
        assert school.client(role).get(PEOPLE).status_code == 404


def test_a_person_with_roles_at_two_schools_counts_at_each_and_once_in_all(school):
    c = school.cast
    MembershipFactory(user=c.staff, organization=c.second_school, role=Role.STAFF)
    board = school.client("district_administrator").get(BOARD).context["board"]
    assert {line.place.name: line.total.total for line in board.lines} == {"Aldmoor High": 2, "Brook Middle": 2}
    assert board.total.total.total == 3


def test_a_school_with_nobody_asked_says_so_and_who_has_left_is_not_counted(school):
    c = school.cast
    SchoolFactory(name="Empty Primary", parent=c.district)
    c.staff.memberships.update(ends_on=NOW.date())
    page = school.page("district_administrator", BOARD)
    assert "Nobody is asked to take one of these courses at:" in page
    assert "Empty Primary" in page
    assert lines(school.client("district_administrator"))["Aldmoor High"]["MOU coursetitle"] == (0, 1, 0)


def test_every_figure_opens_exactly_its_rows(school):
    c = school.cast
    school.late(c.principal)
    client = school.client("district_administrator")
    board = client.get(BOARD).context["board"]
    checked = 0
    for line in [*board.lines, board.total]:
        for cell in [line.total, *(cell for _course, cell in line.cells)]:
            assert len(client.get(cell.people_url).context["rows"]) == cell.total
            assert len(client.get(cell.overdue_url).context["rows"]) == cell.overdue
            checked += cell.total
    assert checked > 8


@pytest.mark.parametrize("reader", ["district_administrator", "principal", "supervisor", "agency_administrator"])
def test_board_and_list_hold_just_what_the_reader_may_see_and_is_asked(school, reader):
    c = school.cast
    MembershipFactory(user=c.staff, organization=c.second_school, role=Role.STAFF)  # counts at both
    MembershipFactory(user=c.principal, organization=c.school, role=Role.STAFF)  # both roles are asked, counts once
    MembershipFactory(user=c.principal, organization=c.agency, role=Role.SRO)  # the other side asks it too
    left = person("Ana Left", Role.STAFF, c.second_school)
    closed = person("Bo Closed", Role.STAFF, c.second_school)
    assign(at=NOW)
    left.memberships.update(ends_on=NOW.date())
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)

    user = getattr(c, reader)
    (scope,) = scopes_of(user, NOW)
    seen = CourseAssignment.objects.visible_to(user, NOW).filter(requirement__organization=scope.side)
    asked = seen.asked_on(scope.day)
    at_places = [one.pk for one in asked if any(asked.filter(pk=one.pk).at_place(at, scope.day) for at in scope.places)]
    assert at_places
    required = required_courses(scope)
    rows = assignments_listed(scope, BoardQuery(), required)
    assert sorted(rows.values_list("pk", flat=True)) == sorted(at_places)
    board = build_board(scope, BoardQuery(), required)
    assert board.total.total.total == len(at_places)
    assert {line.place.pk: line.total.total for line in board.lines} == {
        place.pk: asked.at_place(place, scope.day).count() for place in scope.places if asked.at_place(place, scope.day)
    }


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?standing=overdue", ["Maren Okafor"]),
        ("?standing=complete", ["Wanda Birch"]),
        ("?standing=open", ["Maren Okafor", "Bea Brook"]),
        ("?role=principal", ["Maren Okafor"]),
        ("?topic=mentor", []),
        ("?topic=nonsense&place=nonsense&standing=x", ["Maren Okafor", "Bea Brook", "Wanda Birch"]),
    ],
)
def test_the_list_is_filtered_and_the_overdue_stand_first(school, query, names):
    school.late(school.cast.principal)
    school.took(school.cast.staff)
    assert [name for name, _mark in rows(school.client("district_administrator"), query)] == names


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "Everyone’s training, overdue first."),
        ("?standing=overdue", "Who is overdue."),
        ("?standing=complete", "Who is complete."),
        ("?standing=open", "Who has something to do."),
        ("?standing=renew", "Who has to renew soon."),
    ],
)
def test_the_heading_of_the_list_says_what_it_is_filtered_by(school, query, heading):
    assert heading in school.client("district_administrator").get(f"{PEOPLE}{query}").content.decode()


def test_the_list_is_searched_by_a_name_that_stands_in_no_address(school):
    client = school.client("district_administrator")
    address = search(client, PEOPLE, "birch", place=school.cast.school.pk)
    assert [name for name, _mark in rows(client, address.removeprefix(PEOPLE))] == ["Wanda Birch"]
    links = re.findall(r'(?:href|action)="([^"]*)"', client.get(address).content.decode())
    assert not any("irch" in link for link in links)
    (workbook,) = (link for link in links if "export.csv" in link)
    assert [row[0] for row in csv_of(client, workbook.replace("&amp;", "&"))][1] == "Wanda Birch"
    for form in ("csv", "xlsx"):
        assert client.get(reverse(f"training-people-{form}") + "?search=gone").status_code == 404


def test_the_board_is_filtered_by_place_role_and_standing(school):
    c = school.cast
    school.late(c.principal)
    client = school.client("district_administrator")
    assert list(lines(client, f"?place={c.second_school.pk}")) == ["Brook Middle"]
    assert lines(client, "?role=staff")["Aldmoor High"]["MOU coursetitle"] == (0, 1, 0)
    assert list(lines(client, "?standing=overdue")) == ["Aldmoor High"]
    assert lines(client, "?topic=educator") == {}
    assert "Nobody matches this filter." in school.page("district_administrator", f"{BOARD}?topic=educator")


def test_the_list_goes_page_by_page_without_losing_anybody(school):
    c = school.cast
    for number in range(60):
        person(f"Teacher {number:02}", Role.STAFF, c.school)
    assign(at=NOW)
    client, seen, query = school.client("principal"), [], ""
    while True:
        answer = client.get(PEOPLE + query)
        seen += [row["person"].name for row in answer.context["rows"]]
        query = answer.context["older_url"]
        if not query:
            break
    assert len(seen) == len(set(seen)) == 62


def csv_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_files_hold_every_row_of_the_filtered_list_and_say_of_what_by_whom_and_when(school):
    c = school.cast
    for number in range(40):
        person(f"Teacher {number:02}", Role.STAFF, c.school)
    assign(at=NOW)
    client = school.client("district_administrator")
    table = csv_of(client, f"{reverse('training-people-csv')}?role=staff&place={c.school.pk}")
    assert len(table) == 1 + 41 + 2
    assert {row[3] for row in table[1:42]} == {"Staff member"}
    assert "41 rows" in table[42][0]
    assert "at Aldmoor High" in table[42][0]
    assert table[43][0] == "Exported by Petra Salgado on October 14, 2026, 10:00 AM (EDT)"
    answer = client.get(f"{reverse('training-people-xlsx')}?role=staff&place={c.school.pk}")
    book = io.BytesIO(b"".join(answer.streaming_content))
    _sheet, texts = opened(book)
    assert sum(text.startswith("Teacher ") for text in texts) == 40
    assert texts[-1] == table[43][0]
    assert re.fullmatch(r'attachment; filename="training-people-2026-10-14.xlsx"', answer["Content-Disposition"])


def test_an_export_is_recorded_with_its_rows_and_without_what_was_typed(school):
    client = school.client("principal")
    query = search(client, PEOPLE, "birch", standing="open").removeprefix(PEOPLE)
    csv_of(client, reverse("training-people-csv") + query)
    event = Event.objects.order_by("-seq").first()
    assert event.action == "training.record.exported"
    assert event.details["count"] == 1
    assert event.details["filters"] == ["name:given", "standing:open"]
    assert "irch" not in event.data
    table = csv_of(client, reverse("training-board-csv"))
    assert table[1] == ["Aldmoor High", "The MOU", "MOU coursetitle", "'2"[1:], "0", "2", "0"]
    assert Event.objects.order_by("-seq").first().details["what"] == "board"


def test_a_formula_for_a_name_is_text_in_both_files(school):
    type(school.cast.staff).objects.filter(pk=school.cast.staff.pk).update(name='=HYPERLINK("http://x")')
    client = school.client("principal")
    names = [row[0] for row in csv_of(client, reverse("training-people-csv"))]
    assert '\'=HYPERLINK("http://x")' in names
    answer = client.get(reverse("training-people-xlsx"))
    sheet, texts = opened(io.BytesIO(b"".join(answer.streaming_content)))
    assert '=HYPERLINK("http://x")' in texts
    assert not list(sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"))


def test_a_board_of_many_places_goes_on_page_by_page_and_the_file_holds_all(school):
    c = school.cast
    names = [f"Numbered {turn:02}" for turn in range(40)]
    for name in names:
        person(f"At {name}", Role.STAFF, SchoolFactory(name=name, parent=c.district))
    assign(at=NOW)
    client = school.client("district_administrator")
    shown, page = [], client.get("/training/board/").content.decode()
    assert "Places 1 to 25 of 42" in page
    while True:
        found = re.findall(r'class="row-title">(Numbered \d\d)<', page)
        assert len(found) <= 25
        shown += found
        link = re.search(r'rel="next"\s+href="(\?start=\d+[^"]*)"', page)
        if not link:
            break
        page = client.get(f"/training/board/{link[1]}").content.decode()
    assert sorted(shown) == names
    assert "Places 1 to 25 of 42" in client.get("/training/board/?start=4000").content.decode()
    leaves = client.get("/training/board/export.csv")
    assert b"".join(leaves.streaming_content).decode().count("Numbered") == 40
    assert "Numbered 17" in client.get("/training/board/?place=numbered+17").content.decode()
