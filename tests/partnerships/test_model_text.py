"""Our model text: every item of the checklist is answered, and text and terms agree."""

import re
from pathlib import Path

import pytest

from partnerships.actions.mou_drafts import MOST_CLAUSES
from partnerships.differences import missing_references
from partnerships.draft_status import CLAUSE_WORDS
from partnerships.forms.clauses import FIRST, ClauseForm
from partnerships.reference import (
    CHECKLIST,
    MODEL_CLAUSES,
    MODEL_GROUNDS,
    is_model_text,
    model_articles,
    model_clauses,
    term_phrase,
)
from partnerships.subjects import Subject
from partnerships.terms import ALL_OUTCOMES, DEFAULT_TERMS, KEPT_ONLY, IdentitySharing, TermKey

NUMBERS = {clause.number for clause in MODEL_CLAUSES}
each = pytest.mark.parametrize("clause", MODEL_CLAUSES, ids=lambda clause: clause.number)


def test_all_sixty_elements_are_answered_and_no_other_is_claimed():
    assert len(CHECKLIST) == 60
    claimed = [element for clause in MODEL_CLAUSES for element in clause.elements]
    assert set(claimed) == set(CHECKLIST)
    assert all(clause.elements for clause in MODEL_CLAUSES)


def test_numbers_are_unique_in_order_and_belong_to_articles():
    order = [tuple(map(int, clause.number.split("."))) for clause in MODEL_CLAUSES]
    assert order == sorted(set(order))
    assert [article.number for article in model_articles(MODEL_CLAUSES)] == [str(number) for number in range(1, 11)]
    assert sum(len(article.clauses) for article in model_articles(MODEL_CLAUSES)) == len(MODEL_CLAUSES)


@each
def test_a_clause_fits_the_form_and_says_in_one_plain_sentence_what_it_decides(clause):
    form = ClauseForm({"after": FIRST, **{name: getattr(clause, name) for name in CLAUSE_WORDS}}, others=[])
    assert form.is_valid(), form.errors
    assert clause.plain.endswith(".") or clause.plain.endswith("?")
    assert not re.search(r"[.?!] [A-Z]", clause.plain), "one sentence"
    assert clause.key_words
    assert not re.search(r"[\[\]{}]", clause.key_words), "what is filled in later does not decide"


@each
def test_what_a_clause_refers_to_is_there_and_nothing_is_left_unfilled(clause):
    referred = re.findall(r"clauses? (\d+\.\d+)(?: (?:to|and) (\d+\.\d+))?", clause.text)
    assert {number for pair in referred for number in pair if number} <= NUMBERS
    assert "{" not in clause.text
    assert not re.search(r"\b(shall|herein|thereof|aforesaid|offender)\b", clause.text, re.IGNORECASE)


def test_what_the_entry_page_begins_with_speaks_of_no_clause_that_is_not_there():
    core = {clause.number: clause.text for clause in MODEL_CLAUSES if clause.core}
    for number, text in core.items():
        assert missing_references(text, core) == [], number


def test_the_text_promises_nothing_of_the_portal_that_it_does_not_do():
    text = {clause.number: clause.text for clause in MODEL_CLAUSES}
    held = re.search(r"the portal holds: ([^.]*)\.", text["10.1"])[1]
    assert "force" not in held
    assert "restraint" not in held
    assert "acknowledges" not in text["7.3"], "the portal keeps no acknowledgments; people sign on paper"


def test_every_term_stands_in_the_clause_that_grounds_it_with_the_value_it_has():
    other = {
        TermKey.REVIEW_INTERVAL_MONTHS: 24,
        TermKey.NOTICE_LADDER_DAYS: [45, 1],
        TermKey.DAYS_TO_ACKNOWLEDGE: 1,
        TermKey.SCHOOL_DAYS_TO_ANSWER: 2,
        TermKey.SCHOOL_DAYS_TO_REVIEW: 17,
        TermKey.IDENTITY_SHARING: IdentitySharing.ALWAYS,
        TermKey.OUTCOMES_REPORTED: ["arrest"],
        TermKey.GRACE_DAYS: 11,
        TermKey.HOURS_TO_TELL_GUARDIAN: 6,
    }
    for terms in (DEFAULT_TERMS, other):
        text = {clause.number: clause.text for clause in model_clauses(terms)}
        for key in TermKey:
            assert term_phrase(key, terms[key]) in text[MODEL_GROUNDS[key]], key
    assert term_phrase("notice_ladder_days", [120, 60, 0]) == "120 and 60 days before and on the day itself"
    assert term_phrase("notice_ladder_days", [1]) == "1 day before"
    assert term_phrase("notice_ladder_days", [0]) == "on the day itself"
    assert term_phrase("outcomes_reported", []) == "none of them"
    assert set(ALL_OUTCOMES) <= set(_phrases("outcomes_reported"))


def _phrases(key):
    return [outcome for outcome in ALL_OUTCOMES if term_phrase(key, [outcome])]


def test_the_entry_page_begins_with_what_the_portal_needs():
    core = [clause for clause in MODEL_CLAUSES if clause.core]
    assert set(MODEL_GROUNDS.values()) <= {clause.number for clause in core}
    first = {}
    for clause in MODEL_CLAUSES:
        first.setdefault(clause.subject, clause)
    assert all(first[subject].core for subject in Subject.values), "the portal shows the first clause on a subject"
    assert len(core) < 20
    assert len(MODEL_CLAUSES) < MOST_CLAUSES


def test_our_text_is_known_again_with_other_values_and_not_once_it_was_reworded():
    for given in (MODEL_CLAUSES, model_clauses({TermKey.GRACE_DAYS: 7}, district="Marrow Schools", agency="Sheriff")):
        assert all(is_model_text(clause.text) for clause in given)
    filled = MODEL_CLAUSES[0].text.replace("[3]", "five")
    assert is_model_text(filled)
    assert not is_model_text(filled + " The parties add this.")
    assert not is_model_text("School discipline is the school's.")


def test_a_term_is_read_by_the_portal_or_said_not_to_be():
    root = Path(__file__).parents[2]
    apps = ("partnerships", "incidents", "training", "config", "accounts")
    code = [
        path.read_text(encoding="utf-8")
        for app in apps
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts and path.name != "terms.py"
    ]
    for key in TermKey:
        read = any(re.search(rf"terms\.{key.value}\b|agreed\.{key.value}\b", text) for text in code)
        assert read is (key not in KEPT_ONLY), key
