import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.migrations import _folding_1
from common.folding import fold
from common.lines import one_line

ALIKE = [
    ("ibáñez", "IBÁÑEZ", "Ibanez", unicodedata.normalize("NFD", "Ibáñez")),
    ("O'Dowd", "O’Dowd", "o‘dowd", "OʼDowd", "O`DOWD", "O´Dowd", "O＇Dowd"),
    ("Lee–Park", "Lee-Park", "LEE‑PARK", "Lee — Park".replace(" ", "")),
    ("Ana  Lee", "Ana\u00a0Lee", " ana lee ", "Ana\u3000Lee"),
    ("Straße", "STRASSE", "strasse"),
    ("Işık", "IŞIK", "ışık", "isik"),
    ("İnci", "inci", "INCI"),
    ("Bjørn Ærø", "bjorn aero"),
    ("Łukasz", "LUKASZ"),
    ("Dvořák", "dvorak"),
    ("Nguyễn Văn Đức", "nguyen van duc"),
    ("Ｌｅｅ", "Lee"),
    ("ﬁnch", "Finch"),
    ("Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ"),
    ("Фёдор", "Федор"),
    ("김민준", unicodedata.normalize("NFD", "김민준")),
    ("がくと", unicodedata.normalize("NFD", "がくと")),
    ("می\u200cخواهم", "میخواهم"),
]
APART = [
    ("कमल", "कमला", "कोमल"),  # vowel signs of Devanagari
    ("が", "か"),
    ("김", "기"),
    ("Майя", "Маия"),
    ("Їжак", "Іжак"),
    ("محمد", "محمود"),
    ("แดง", "แด่ง"),
    ("王伟", "王薇"),
    ("O'Dowd", "ODowd"),
]


@pytest.mark.parametrize("spellings", ALIKE)
def test_spellings_of_one_name_are_one(spellings):
    assert len({fold(one) for one in spellings}) == 1, [fold(one) for one in spellings]


@pytest.mark.parametrize("names", APART)
def test_names_that_differ_stay_apart(names):
    assert len({fold(one) for one in names}) == len(names)


@given(st.text(min_size=1, max_size=60))
def test_nothing_that_is_seen_becomes_nothing_and_folding_twice_is_folding_once(text):
    name = one_line(text)
    # A hidden character alone is no name; every other leaves something to find it by.
    if any(unicodedata.category(one)[0] in "LMNPS" for one in name):
        assert fold(name)
    assert fold(fold(name)) == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


@given(st.text(max_size=40))
def test_rows_that_were_there_before_have_the_same_form(text):
    assert _folding_1.fold(text) == fold(text)
