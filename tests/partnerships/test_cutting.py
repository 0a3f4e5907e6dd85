"""Pasted agreements in the shapes that are found: every clause where a person would cut, no word lost or doubled."""

import re
import time
from collections import Counter
from textwrap import dedent

import pytest

from partnerships.cutting import Kind, cut, tidied

ARTICLES = """
    MEMORANDUM OF UNDERSTANDING
    between the Board and the Sheriff

    ARTICLE I
    PURPOSE
    The parties place officers in schools to keep
    students safe.

    ARTICLE II - DUTIES

    A. The officer shall be on campus.
    B. The officer shall not discipline students,
    as said in Section 4 of the handbook.

    ARTICLE IV
    TERM AND TERMINATION

    1.  Term.  This agreement begins July 1, 2025.
    2.  Termination.  Either party may end it on 30 days notice.

    IN WITNESS WHEREOF, the parties sign.
    _____________________  Date: ______
"""
DECIMALS = """
    1.0 PURPOSE
    1.1 The purpose is safety.
    1.2 Goals are written each year.
    2.0 TERM
    2.1 Term. One year.
    2.2 Renewal. It renews itself
    unless notice is given.
    2.2.1 Notice goes to the chief.
"""
OUTLINE = """
    I. ROLES
    A. Officer
    1. Enforces law.
    2. Mentors.
    B. Principal
    1. Disciplines.
    H. Staff
    They report.
    I. Visitors
    1. Sign in.
    II. FUNDING
    A. Share
    The district pays half.
    V. END
    The end.
"""
SECTIONS = """
    Section 1: A. Selection. The chief selects.
    B. Removal. The chief removes.
    Section 2: A. Hours. Eight hours.
    As provided in
    Section 1 of this agreement, more.
    B. Overtime. None.
"""
BREAKS_LOST = (
    "THIS AGREEMENT is between the CITY (“City”) and the DISTRICT (“District”), who have worked together for years and "
    "wish to go on doing so for the good of all students of the schools named below, as each has resolved in a public "
    "meeting held for that purpose. SECTION 1. PURPOSE A joint effort for safe schools, as in Section 2 below. "
    "SECTION 2. TERM The term shall begin on August 15, 2019 and end on August 14, 2022."
)
TWICE = """
      1. PURPOSE
        1. This memorandum runs a program.
        2. Made in good spirit.
      2. SCOPE
        1. Applies on grounds.
      3. TERM
        One year.
"""
HEADINGS = """
    School Resource Officer Agreement

    Purpose

    We place officers in schools.

    Duties of the Officer

    The officer keeps order.
    The officer teaches.

    Term and Renewal

    One year.
"""
NUMBERS_ALONE = """
    SERVICES AGREEMENT
    This agreement is made between the district and
    the county, as follows:
    (1)
    No Repeal of Authority. This agreement does not void any
    of the authority of the sheriff.
    Service Agreement Page 1
    (2)
    Lesser Patrols. Patrols go on.
"""
CAPITALS_OVER_DECIMALS = """
    INTERLOCAL AGREEMENT <br />BETWEEN THE CITY <br />AND THE DISTRICT <br />PARTIES: <br />1.1 This is made
    by the City. <br />MISSION STATEMENT: <br />2.1 The mission is to <br />1. Be seen. <br />2. Teach. <br />
    TERMS & CONDITIONS: <br />3.1 The parties agree.
"""
ARTICLES_WITHOUT_BREAKS = (
    "1 SCHOOL RESOURCE OFFICER AGREEMENT THIS AGREEMENT, effective the 1st day of July, 2018, is made by and between "
    "the Board of Education and the Police Department, and the City Council, who have requested and agreed to provide "
    "officers, together with their supplies, to certain schools, and desire to set forth the services, as follows: "
    "ARTICLE I Goals and Objectives It is understood that the parties share these goals. ARTICLE II Rights and Duties "
    "of the Board The Board shall provide an office."
)
DENSE = """
    The School Resource Officer Program
    This agreement is made on the first day of the year by and between the two bodies.
    Goals and Objectives
    Establish a positive working relationship in a cooperative effort to prevent delinquency
    Promote positive attitudes regarding the police role in society
    Assignment of School Resource Officer
    The department agrees to provide an officer to the following schools of the district:
    High School
    Alternative School
    Middle School
    The department will determine which officer will assume the roles of this agreement.
    Hours and Special Events
    The chief of police will assign the workdays and the shifts of the officer.
"""
LIST_UNDER_A_HEADING = """
    RECITALS
    The parties have met.
    DOCUMENTS:
    These are part of it:
    1. This Agreement for the Program
    2. Exhibit A, Scope of Services
    3. The schedule.
    SCOPE:
    Officers are supplied.
    1. One for each campus.
"""
HEADINGS_OVER_NUMBERS = """
    DUTIES
    1. First duty of the officer here.
    2. Second.
    FUNDING
    1. Who pays.
    2. When.
"""
PARAGRAPHS = """
    The two bodies share the cost of two officers.

    One of them is at the high school,
    the other goes between the middle schools.
"""
DOES = ("does", "says", "sees", "hears")
ALL = {name: dedent(text) for name, text in list(globals().items()) if name.isupper() and isinstance(text, str)}


def clauses(text):
    return [(one.number, one.heading) for one in cut(dedent(text)) if one.kind == Kind.CLAUSE]


def kinds(text):
    return [one.kind.value for one in cut(dedent(text))]


def test_articles_with_bare_headings():
    assert clauses(ARTICLES) == [("I", "PURPOSE"), ("II", "DUTIES"), ("IV.1", "Term"), ("IV.2", "Termination")]
    assert kinds(ARTICLES) == ["before", "clause", "clause", "bare", "clause", "clause", "signed"]
    purpose = cut(dedent(ARTICLES))[1]
    assert purpose.text == "The parties place officers in schools to keep students safe."
    assert "discipline students, as said in Section 4" in cut(dedent(ARTICLES))[2].text


def test_decimals():
    assert clauses(DECIMALS) == [("1.1", ""), ("1.2", ""), ("2.1", "Term"), ("2.2", "Renewal")]
    last = cut(dedent(DECIMALS))[-1]
    assert last.text == "It renews itself unless notice is given.\n2.2.1 Notice goes to the chief."


def test_roman_numbers_over_letters_over_numbers():
    found = clauses(OUTLINE)
    assert found == [
        ("I.A", "Officer"),
        ("I.B", "Principal"),
        ("I.H", "Staff"),
        ("I.I", "Visitors"),
        ("II.A", "Share"),
        ("V", "END"),
    ], "the I after H is a letter, the V after II a number"


def test_a_section_and_its_first_letter_on_one_line():
    assert clauses(SECTIONS) == [
        ("1.A", "Selection"),
        ("1.B", "Removal"),
        ("2.A", "Hours"),
        ("2.B", "Overtime"),
    ], "a section that a sentence speaks of is none"


def test_line_breaks_that_were_lost():
    assert clauses(BREAKS_LOST) == [("1", "PURPOSE"), ("2", "TERM")]
    assert kinds(BREAKS_LOST)[0] == "before"


def test_numbers_that_repeat_at_the_next_level_with_indents_and_without():
    flat = "\n".join(line.strip() for line in TWICE.split("\n"))
    for text in (TWICE, flat):
        assert clauses(text) == [("1", "PURPOSE"), ("2", "SCOPE"), ("3", "TERM")]


def test_headings_without_numbers():
    assert [heading for _number, heading in clauses(HEADINGS)][1:] == ["Duties of the Officer", "Term and Renewal"]
    assert clauses(HEADINGS_OVER_NUMBERS) == [("", "DUTIES"), ("", "FUNDING")]


def test_a_heading_that_is_written_like_a_sentence():
    text = "1. When to call\nAsk first.\n2. The officer comes\nand helps.\n3. Nobody decides alone\n4. Ends\nNever."
    assert clauses(text) == [("1", "When to call"), ("2", ""), ("3", ""), ("4", "Ends")]


def test_numbers_that_stand_alone_on_a_line_and_a_footer_that_ends_with_its_page():
    assert clauses(NUMBERS_ALONE) == [("1", "No Repeal of Authority"), ("2", "Lesser Patrols")]
    assert kinds(NUMBERS_ALONE) == ["before", "clause", "clause", "pages"]


def test_headings_in_capitals_over_decimals():
    assert clauses(CAPITALS_OVER_DECIMALS) == [
        ("1.1", "PARTIES"),
        ("2.1", "MISSION STATEMENT"),
        ("3.1", "TERMS & CONDITIONS"),
    ]


def test_articles_whose_headings_lost_the_break_behind_them():
    assert clauses(ARTICLES_WITHOUT_BREAKS) == [
        ("I", "Goals and Objectives"),
        ("II", "Rights and Duties of the Board"),
    ]


def test_headings_in_a_text_without_empty_lines_and_a_list_that_is_none():
    assert [heading for _number, heading in clauses(DENSE)] == [
        "The School Resource Officer Program",
        "Goals and Objectives",
        "Assignment of School Resource Officer",
        "Hours and Special Events",
    ]
    assert clauses(LIST_UNDER_A_HEADING) == [("", "RECITALS"), ("", "DOCUMENTS"), ("", "SCOPE")]


def test_paragraphs_without_headings():
    assert [one.text for one in cut(dedent(PARAGRAPHS))] == [
        "The two bodies share the cost of two officers.",
        "One of them is at the high school, the other goes between the middle schools.",
    ]


def test_what_stands_on_every_page_breaks_no_clause_and_is_listed():
    page = "{n}. Duty\nThe officer {does} this on\nThe County Agreement\nPage {n} of 4\nDRAFT\nevery day {does}.\n"
    texts = [page.format(n=n, does=does) + f"Another line {does} it.\n" * 12 for n, does in enumerate(DOES, 1)]
    text = "".join(texts)
    found = cut(text)
    assert [one.number for one in found if one.kind == Kind.CLAUSE] == ["1", "2", "3", "4"]
    for does, one in zip(DOES, found, strict=False):
        assert one.text.startswith(f"The officer {does} this on every day {does}.")
    assert found[-1].kind == Kind.PAGES
    assert found[-1].text.count("The County Agreement") == 4


def test_tags_and_unseen_characters_of_what_was_copied_do_no_harm():
    text = "1. Term<br />One\u00a0year.<BR>\r\n2. Cost\u200b\r\nHalf\u00ad each.\x00"
    assert [(one.heading, one.text) for one in cut(text)] == [("Term", "One year."), ("Cost", "Half each.")]


def test_a_clause_too_long_to_read_as_one_is_cut_where_it_counts_on():
    text = "1. DUTIES\n" + "".join(f"{letter}. {'The officer walks the halls. ' * 40}\n" for letter in "ABCDEFGH")
    found = cut(text)
    assert [one.number for one in found] == ["1", *(f"1.{letter}" for letter in "ABCDEFGH")]
    assert found[0].kind == Kind.BARE


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00", "1.", "ARTICLE", "I.", "(a)", "____", "Page 1 of 2"])
def test_next_to_nothing_is_cut_without_a_failure(text):
    assert all(isinstance(one.text, str) for one in cut(text))


def words(text):
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ALL.items()])
def test_no_word_is_lost_or_doubled(text):
    found = cut(text)
    assert sum((words(one.source) for one in found), Counter()) == words(tidied(text))
    for one in found:
        number = " ".join(one.source.strip().split("\n")[:2])
        assert not words(f"{one.heading} {one.text}") - words(one.source)
        missing = words(one.source) - words(f"{one.heading} {one.text}")
        assert not missing - words(number), "only the number is kept apart"


@pytest.mark.parametrize(
    "text",
    [
        "1. A. " * 20_000,
        "\n".join(" " * deep + "1. Deeper" for deep in range(2000)),
        "WORD " * 50_000,
        "_" * 300_000,
        "Date " * 60_000,
        "(" * 100_000 + "\n" + "1." * 50_000,
        "SECTION 1. A. " * 20_000,
    ],
    ids=range(7),
)
def test_what_nobody_would_write_is_cut_in_a_moment_and_without_a_failure(text):
    began = time.perf_counter()
    found = cut(text)
    assert sum((words(one.source) for one in found), Counter()) == words(tidied(text))
    assert time.perf_counter() - began < 10


def test_three_hundred_pages_are_cut_in_seconds():
    page = "{n}. Duty\n" + "The officer walks the halls and speaks with students and staff.\n" * 40
    began = time.perf_counter()
    assert len(cut("".join(page.format(n=number) for number in range(1, 301)))) == 300
    assert time.perf_counter() - began < 10
