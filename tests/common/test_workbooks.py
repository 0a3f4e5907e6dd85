"""Tables as workbooks: nothing in them computes, and nothing typed stops them."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tables import LONGEST_CELL, plain_text, sheet_name, xlsx_file
from tests.accounts.people import NASTY
from tests.common.test_tables import FORMULAS, HIDDEN

SPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def opened(file):
    """The parts of a workbook: the tree of its sheet, and every text that stands in a cell, in order."""
    with zipfile.ZipFile(io.BytesIO(file.getvalue())) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        names = parts.namelist()
    assert "xl/externalLinks/externalLink1.xml" not in names
    texts = [
        "".join(piece.text or "" for piece in cell.iter(f"{{{SPACE['x']}}}t"))
        for cell in sheet.iter(f"{{{SPACE['x']}}}c")
        if cell.get("t") == "inlineStr"
    ]
    return sheet, texts


def cells(sheet, kind):
    return list(sheet.iter(f"{{{SPACE['x']}}}{kind}"))


@given(HIDDEN, FORMULAS)
def test_a_formula_is_written_as_text(hidden, formula):
    sheet, texts = opened(xlsx_file(["One"], [[hidden + formula]], sheet="People"))
    assert cells(sheet, "f") == []
    assert texts[1].endswith(formula)


def test_every_nasty_line_is_a_text_and_none_a_link_or_a_formula():
    sheet, texts = opened(xlsx_file(["One"], [[line] for line in NASTY], sheet="People"))
    assert cells(sheet, "f") == cells(sheet, "hyperlink") == []
    assert len(texts) == len(NASTY) + 1


@given(st.text())
def test_any_text_at_all_makes_a_workbook_that_opens(text):
    sheet, _texts = opened(xlsx_file(["One"], [[text]], sheet=text))
    assert cells(sheet, "f") == []


def test_what_xml_cannot_hold_goes_and_the_rest_stays():
    assert plain_text("a\0b\x0bc\ud800d\uffffe\nf") == "abcde\nf"
    assert len(plain_text("x" * 40_000)) == LONGEST_CELL


def test_numbers_and_days_are_cells_of_their_kind_and_the_notes_stand_below():
    rows = [["Wanda", 3, Decimal("1.50"), date(2026, 10, 14), True]]
    sheet, texts = opened(xlsx_file(["Who", "Times", "Hours", "Day", "Yes"], rows, sheet="People", notes=["By Petra"]))
    assert texts == ["Who", "Times", "Hours", "Day", "Yes", "Wanda", "True", "By Petra"]
    numbers = [value.text for value in cells(sheet, "v")]
    assert numbers[:2] == ["3", "1.50"]
    assert len(numbers) == 3


def test_the_header_stays_in_sight_and_columns_are_as_wide_as_what_they_hold():
    sheet, _texts = opened(xlsx_file(["Who", "Why"], [["Wanda Birch", "x" * 500]], sheet="People"))
    pane = cells(sheet, "pane")[0]
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    widths = [float(column.get("width")) for column in cells(sheet, "col")]
    assert 11 < widths[0] < 20 < widths[1] < 65


@pytest.mark.parametrize("words", ["[People]: all/any?", "x" * 80, "", "'", "\ud800"])
def test_a_sheet_has_a_name_that_spreadsheets_take(words):
    name = sheet_name(words)
    assert 0 < len(name) <= 31
    assert not re.search(r"[\[\]:*?/\\']", name)
