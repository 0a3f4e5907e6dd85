import csv
import io
import unicodedata
from itertools import islice, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tables import csv_rows, safe_cell

FORMULAS = st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", '=HYPERLINK("http://x")'])
HIDDEN = st.text(st.sampled_from("\t\r\n\x0b\x00 \u00a0\u200b\ufeff\u2028\u3000\u00ad"), max_size=4)


def read_back(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(HIDDEN, FORMULAS)
def test_a_formula_is_defused_whatever_hides_before_it(hidden, formula):
    assert safe_cell(hidden + formula) == "'" + formula


@given(st.text())
def test_no_cell_begins_as_a_formula_or_with_what_hides_one(text):
    first = safe_cell(text)[:1]
    assert first not in set("\t\r\n\0 \u00a0\u200b\ufeff")
    assert unicodedata.normalize("NFKC", first)[:1] not in set("=+-@")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zs", "Zl", "Zp"])))
def test_harmless_text_is_left_as_typed(text):
    assert safe_cell(text) in {text, "'" + text}


@pytest.mark.parametrize("value", ["‐ hyphen", "a=b", "two\nlines", "José", "学校", "9 − 3"])
def test_what_is_no_formula_keeps_its_form(value):
    assert safe_cell(value) == value


def test_a_nul_goes_wherever_it_stands():
    assert safe_cell("a\0b\0") == "ab"


def test_nothing_and_numbers_are_cells_too():
    assert [safe_cell(value) for value in (None, 7, 0, "")] == ["", "7", "0", ""]
    assert safe_cell(-7) == "'-7"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4), max_size=5))
def test_what_is_written_is_read_back(rows):
    data = b"".join(csv_rows(["one"], rows))
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_back(data) == [["one"], *[[safe_cell(cell) for cell in row] for row in rows]]


def test_every_cell_is_quoted_and_every_row_ends_in_crlf():
    assert b"".join(csv_rows(["Number", "Said"], [["26-0147", 'a "b", c']])) == (
        b'\xef\xbb\xbf"Number","Said"\r\n"26-0147","a ""b"", c"\r\n'
    )


def test_a_lone_surrogate_does_not_stop_the_export():
    assert b"".join(csv_rows(["x"], [["a\ud800b"]])).endswith(b'"a?b"\r\n')


def test_rows_are_sent_as_they_come():
    assert len(list(islice(csv_rows(["x"], repeat(["y"])), 1000))) == 1000
