"""The two tables that decide on a line of a roster."""

from itertools import product

import pytest

from rosters.models import NOTES, Verdict
from rosters.verdicts import SCHOOLS, STAFF, SchoolFacts, StaffFacts, decide

EVERY_SCHOOL = [
    SchoolFacts(*words, here_by=here_by, twice=twice)
    for *words, here_by, twice in product(*[(False, True)] * 4, ("", "same_number", "same_school"), (False, True))
]
EVERY_PERSON = [StaffFacts(*words) for words in product((False, True), repeat=5)]


@pytest.mark.parametrize(("table", "every"), [(SCHOOLS, EVERY_SCHOOL), (STAFF, EVERY_PERSON)])
def test_every_line_decides_something_and_every_note_has_words(table, every):
    verdicts = {decide(table, facts) for facts in every}
    assert verdicts == {(verdict, note) for _fits, verdict, note in table}
    assert {note for _verdict, note in verdicts} - {""} <= set(NOTES)


def test_a_school_ends_only_where_a_roster_named_it_and_marks_it():
    for facts in EVERY_SCHOOL:
        assert (decide(SCHOOLS, facts)[0] == Verdict.ENDED) == (facts.leaving and facts.known)


def test_a_name_that_another_school_has_is_never_taken_over():
    for facts in EVERY_SCHOOL:
        if facts.known and facts.name_taken:
            assert decide(SCHOOLS, facts)[0] != Verdict.UPDATED


def test_who_is_shown_already_is_not_made_anew_and_a_role_ended_by_hand_stays_ended():
    for facts in EVERY_PERSON:
        verdict, note = decide(STAFF, facts)
        assert (verdict == Verdict.CREATED) == (not facts.shown)
        assert note != "by_hand" or (facts.by_hand and verdict == Verdict.UNCHANGED)
