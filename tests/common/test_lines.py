"""One line stays one line, and letters of every script pass."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.lines import one_line, require_one_line

FOREIGN = {
    "line feed": "Ana\nYour role has ended.",
    "carriage return": "Ana\rLee",
    "tab": "Ana\tLee",
    "next line": "Ana\x85Lee",
    "line separator": "Ana\u2028Lee",
    "paragraph separator": "Ana\u2029Lee",
    "escape": "Ana\x1b[31mLee",
    "nul": "Ana\x00Lee",
    "right-to-left override": "Ana \u202eeeL",
    "left-to-right embedding": "Ana\u202aLee",
    "isolate": "Ana\u2066Lee",
    "mark in left-to-right text": "Ana\u200fLee",
    "zero-width space": "Ana\u200bLee",
    "joiner in Latin letters": "An\u200da Lee",
    "word joiner": "Ana\u2060Lee",
    "byte order mark": "Ana\ufeffLee",
    "soft hyphen": "Ana\u00adLee",
    "tag": "Ana\U000e0041Lee",
    "half a character": "Ana\ud800Lee",
}
FINE = [
    "Ana María Ñíguez-O’Shea, Jr.",
    "Nguyễn Thị Ánh",
    "李小龍",
    "محمد بن عبد الله",
    "دانش\u200cآموز",
    "क्\u200dष",
    "דנה \u200fכהן",
    "👩\u200d🏫 Room 4",
    "Ω≈ç√∫˜µ≤≥÷",
    "",
]


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_what_ends_a_line_turns_it_round_or_cannot_be_seen_is_refused_and_taken_out(text):
    with pytest.raises(ValidationError):
        require_one_line(text)
    require_one_line(one_line(text))
    assert one_line(text).replace(" ", "").startswith("An")


@pytest.mark.parametrize("text", FINE)
def test_names_of_every_script_pass_as_they_are(text):
    require_one_line(text)
    assert one_line(text) == text


@given(st.text())
def test_what_is_made_one_line_is_one_line(text):
    made = one_line(text)
    require_one_line(made)
    assert len(made.splitlines()) <= 1
