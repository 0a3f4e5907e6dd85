"""A training program: a course, who must take it, three people recorded, the board and its file; a teacher's page."""

import csv
import re
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import expect

from accounts.roles import Role
from tests.cast import NOW, person
from tests.journeys.conftest import axe, follow, sign_in
from training.actions.assignments import assign
from training.models import Completion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVERYWHERE = [("desk", False), ("desk", True), ("phone", False), ("phone", True)]


@pytest.fixture(autouse=True)
def _term():
    """A Wednesday morning in term, going on as real time does."""
    with time_machine.travel(NOW, tick=True):
        yield


def heading(page):
    return page.get_by_role("heading", level=1)


def add_a_course(page):
    """The administrator adds a course and says who must take it."""
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Training").click()
    follow(page.get_by_role("navigation", name="Training").get_by_role("link", name="Courses"))
    axe(page)
    follow(page.get_by_role("link", name="Add a course").first)
    axe(page)
    page.get_by_label("Title").fill("When is it a police matter?")
    page.get_by_role("radio", name="Law enforcement officer").check()
    page.get_by_label("Hours it takes").fill("1.5")
    page.get_by_role("button", name="Add the course").click()
    expect(heading(page)).to_have_text("When is it a police matter?")
    follow(page.get_by_role("link", name="Ask people to take it"))
    axe(page)
    page.get_by_role("checkbox", name="Principal", exact=True).check()
    page.get_by_role("checkbox", name="Staff member").check()
    page.get_by_label("Months it is valid").fill("12")
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text("Every principal and staff member, within 30 days of joining")).to_be_visible()
    axe(page)


def record_three(page):
    """Everyone at the school who has it to do, on the word of the trainer."""
    follow(page.get_by_role("link", name="Record completions"))
    axe(page)
    page.get_by_role("radio", name="Attestation by a named person").check()
    expect(page.get_by_label("The certificate or the sheet")).to_be_hidden()
    page.get_by_label("Who attests it").fill("Lt. Dana Whitfield, trainer")
    page.get_by_label("List the people of").select_option(label="Aldmoor High")
    page.get_by_role("button", name="Tick everyone who must take it there").click()
    expect(page.get_by_text("3 people ticked")).to_be_visible()
    expect(page.get_by_label("Who attests it")).to_have_value("Lt. Dana Whitfield, trainer")
    axe(page)
    page.get_by_role("button", name="Check and record").click()
    expect(heading(page)).to_have_text("Record this for 3 people?")
    axe(page)
    page.get_by_role("button", name="Record for 3 people").dblclick()
    expect(page.get_by_text("Recorded for Maren Okafor, Ruben Vale and Wanda Birch.")).to_be_visible()
    axe(page)


def test_a_program_from_the_course_to_the_file_and_the_teachers_own_page(cast, page, open_page):
    person("Ruben Vale", Role.STAFF, cast.school)
    person("Bea Brook", Role.STAFF, cast.second_school)
    sign_in(page, cast.district_administrator)
    add_a_course(page)
    assign(at=NOW)
    page.reload()
    record_three(page)
    assert Completion.objects.count() == 3

    page.goto("/training/board/")
    expect(heading(page)).to_have_text("Nobody is overdue.")
    page.get_by_role("row", name=re.compile("^Aldmoor High")).get_by_role("link", name="3 of 3").click()
    expect(page.get_by_role("row")).to_have_count(4)
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    table = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in table[1:4]].count("Ruben Vale") == 1
    assert "at Aldmoor High" in table[4][0]
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as XLSX").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")

    for width, dark in EVERYWHERE:
        shown = open_page(width, dark=dark)
        sign_in(shown, cast.district_administrator)
        for path in ("/", "/training/board/", "/training/board/people/", "/training/completions/new/"):
            shown.goto(path)
            axe(shown)
        teacher = open_page(width, dark=dark)
        sign_in(teacher, cast.staff, second_factor="")
        teacher.goto("/training/")
        expect(heading(teacher)).to_have_text("You are up to date.")
        expect(teacher.get_by_text("Valid through October 13, 2027")).to_be_visible()
        axe(teacher)
        teacher.get_by_role("link", name=re.compile("Evidence")).click()
        expect(teacher.get_by_text("Lt. Dana Whitfield, trainer")).to_be_visible()
        axe(teacher)
