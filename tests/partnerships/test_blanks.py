"""No blank is entered, the days of the text are those that were typed, and what differs is shown before it counts."""

from dataclasses import replace
from datetime import date

import pytest

from partnerships.blanks import blank_in, with_days, without_days
from partnerships.differences import differences
from partnerships.errors import BlankLeft
from partnerships.models import DraftOrigin, Version
from partnerships.reference import MODEL_CLAUSES, ClauseText, model_clauses
from tests.partnerships.stage import SIGNED_CLAUSES, browser, county, drafted, entered, in_force, partners
from tests.partnerships.test_partnerships import refused

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)
TWO = (
    ClauseText("4.1", "When to call", "Ask whether a crime was involved before each call."),
    ClauseText("4.2", "Discipline", "School rules are the school's to settle."),
)
MODEL = {clause.number: clause for clause in MODEL_CLAUSES}


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("text", "In force from [first day] on."),
        ("text", "Signed within ______ days."),
        ("text", "Between {district} and us."),
        ("heading", "What [the school] does"),
        ("plain", "Within [5] days."),
    ],
)
def test_an_mou_with_a_blank_is_not_entered_and_the_refusal_names_the_clause(c, field, words):
    clauses = (TWO[0], replace(TWO[1], **{field: words}))
    with pytest.raises(BlankLeft) as refusal:
        entered(c, c.partnership, clauses=clauses, grounds={})
    assert str(refusal.value.words).startswith("Clause 4.2 still has the blank “")
    assert not Version.objects.exists()


def test_no_blank_is_left_in_the_title_or_a_name(c):
    for given in ({"title": "MOU of [year]"}, {"signed_by_agency": "[name], sheriff"}):
        refused(BlankLeft, entered, c=c, partnership=c.partnership, **given)


def test_a_following_version_begins_with_blanks_for_its_own_days(c):
    clauses = tuple(replace(one, text=with_days(MODEL[one.number].text, FIRST, LAST)) if one.number == "1.3" else one
                    for one in SIGNED_CLAUSES)  # fmt: skip
    in_force(c, c.partnership, clauses=clauses)
    text = drafted(c, c.partnership, DraftOrigin.LAST).clauses.get(number="1.3").text
    assert "in force from [first day] through [last day] and covers [school years]" in text
    assert "June 30, 2027" not in text


def test_days_go_in_and_come_out_again():
    text = MODEL["1.3"].text
    for first, last in ((FIRST, LAST), (date(2026, 8, 10), date(2029, 1, 2))):
        assert without_days(with_days(text, first, last), first, last) == text
    assert "the school years 2026–27 to 2028–29" in with_days(text, date(2026, 8, 10), date(2029, 1, 2))
    assert without_days("Told on July 1, 2026.", FIRST, LAST) == "Told on July 1, 2026."


def differ(c, terms, clauses, grounds, **given):
    version = entered(c, c.partnership, terms=terms, clauses=clauses, grounds=grounds, **given)
    return version, differences(version, list(version.clauses.all()), version.terms.select_related("clause"))


def clause(text):
    return (ClauseText("7.1", "A clause", text),)


@pytest.mark.parametrize(
    ("key", "value", "text", "said"),
    [
        ("grace_days", 60, "It may open it for 30 days more.", "30 days"),
        ("grace_days", 60, "for a period of thirty (30) calendar days", "30 days"),
        ("grace_days", 13, "for two weeks", "2 weeks"),
        ("review_interval_months", 24, "Reviewed every 12 months.", "12 months"),
        ("review_interval_months", 18, "Reviewed once in one year.", "1 year"),
        ("school_days_to_answer", 3, "Answered within one school day, reviewed within 2 school days.", "2 school days"),
        ("days_to_acknowledge", 14, "within twenty-one days", "21 days"),
        ("hours_to_tell_guardian", 6, "told within 24 hours", "24 hours"),
        ("notice_ladder_days", [90, 30, 0], "told 120, 60 and 30 days before", "120, 60, 30 days before"),
    ],
)
def test_a_number_that_differs_from_its_term_is_shown_to_both_sides_before_it_is_confirmed(c, key, value, text, said):
    version, found = differ(c, {key: value}, clause(text), {key: "7.1"})
    (words,) = found
    assert words.startswith("Clause 7.1 says ")
    assert said in words
    for who, address in ((c.dana, ""), (c.abel, ""), (c.abel, "confirm/")):
        page = browser(who).get(f"/mou/versions/{version.pk}/{address}").content.decode()
        assert words in page


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("grace_days", 30, "for a period of thirty (30) days"),
        ("grace_days", 14, "for two weeks"),
        ("review_interval_months", 12, "once a year, that is every one year"),
        ("school_days_to_answer", 1, "within 1 school day, and reviewed within 3 school days"),
        ("notice_ladder_days", [120, 60, 0], "told 120 and 60 days before and on the day itself"),
        ("grace_days", 60, "It ends by itself."),
    ],
)
def test_a_clause_that_agrees_or_names_no_number_is_left_alone(c, key, value, text):
    assert differ(c, {key: value}, clause(text), {key: "7.1"})[1] == []


def test_our_text_left_as_it_was_while_another_choice_was_made_is_shown(c):
    _version, found = differ(c, {"identity_sharing": "always"}, (MODEL["6.2"],), {"identity_sharing": "6.2"})
    assert found == [
        "Clause 6.2 says something else than the term “When a student's name from a school record may be sent”, which "
        "is: "
        "Always, on a stated legal basis."
    ]


def test_our_text_written_with_the_terms_that_were_chosen_differs_in_nothing(c):
    terms = {"identity_sharing": "always", "grace_days": 45, "notice_ladder_days": [45, 1]}
    text = tuple(replace(one, text=with_days(one.text, FIRST, LAST)) for one in model_clauses(terms) if one.core)
    text = tuple(one for one in text if not blank_in(one.text))
    grounds = {"identity_sharing": "6.2", "grace_days": "1.3", "notice_ladder_days": "10.4"}
    assert differ(c, terms, text, grounds)[1] == []


def test_days_in_the_text_that_were_not_typed_are_shown(c):
    text = clause("This memorandum is in force from July 1, 2025 through June 30, 2026.")
    _version, found = differ(c, {}, text, {})
    assert found == [
        "Clause 7.1 says from July 1, 2025 through June 30, 2026; typed were July 1, 2026 and June 30, 2027."
    ]


def test_a_clause_of_ours_that_speaks_of_one_not_taken_over_is_shown(c):
    _version, found = differ(c, {}, (MODEL["3.9"],), {})
    assert found == [f"Clause 3.9 speaks of clause {other}, which is not part of this MOU." for other in ("3.7", "4.4")]
