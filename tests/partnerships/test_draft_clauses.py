"""The clauses of a draft: what two people write on one is never lost; moved, left out, joined, cut in two."""

from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from common.versions import ChangedSince, version_of
from partnerships.actions import draft_clauses, mou_drafts, versions
from partnerships.draft_status import clause_shown, facts_shown, status_of
from partnerships.errors import DraftGone, StillMissing, TooManyClauses
from partnerships.models import DraftClause, DraftOrigin, MouDraft, Place, Version
from partnerships.reference import ClauseText
from tests.partnerships.stage import AT, FACTS, PAPER, browser, completed, county, drafted, everything, partners, send
from tests.partnerships.test_mou_entry import at, opened, refused, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    found.draft = completed(found, found.partnership)
    return found


def clause(c, number):
    return DraftClause.objects.get(draft=c.draft, number=number)


def numbers(c, *places):
    return list(c.draft.clauses.filter(place__in=places or [Place.WITHIN]).values_list("number", flat=True))


def test_of_two_tabs_the_second_sees_both_texts_and_decides(c):
    client, path = browser(c.dana), at("clause", clause(c, "2"))
    first, second = opened(client, path), opened(client, path)
    assert client.post(path, {**first, "text": "The first tab wrote this."}).status_code == 302
    answer = client.post(path, {**second, "text": "The second tab wrote that.", "heading": "Another heading"})
    refused(answer, "Nothing was saved: since you opened this page, it changed in another window")
    page = answer.content.decode()
    assert "The first tab wrote this." in page
    assert "The second tab wrote that." in page
    assert "Changed: Text." in page
    assert clause(c, "2").text == "The first tab wrote this."
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert client.post(path, again).status_code == 302
    assert (clause(c, "2").text, clause(c, "2").heading) == ("The second tab wrote that.", "Another heading")


def test_of_two_tabs_the_facts_and_the_terms_are_asked_about_in_the_same_way(c):
    client = browser(c.dana)
    for name, given in (("facts", {"title": "The second"}), ("terms", {"grace_days": "12"})):
        path = at(name, c.draft)
        before = opened(client, path)
        write(client, name, c.draft, title="The first", grace_days="13")
        answer = client.post(path, {**before, **given})
        refused(answer, "Nothing was saved: since you opened this page, it changed")
        assert "What is saved now" in answer.content.decode()
        assert client.post(path, {**before, **given, "version": opened(client, path)["version"]}).status_code == 302
    assert MouDraft.objects.get().title == "The second"
    assert c.draft.terms.get(key="grace_days").value == 12


def test_two_clauses_and_the_facts_are_written_at_once_without_a_word(c):
    client = browser(c.dana)
    pages = [at("clause", clause(c, "1")), at("clause", clause(c, "2")), at("facts", c.draft)]
    forms = [opened(client, path) for path in pages]
    assert [client.post(path, form).status_code for path, form in zip(pages, forms, strict=True)] == [302, 302, 302]


def test_a_clause_is_moved_where_it_is_put(c):
    client = browser(c.dana)
    write(client, "clause", clause(c, "2"), after="first")
    assert numbers(c) == ["2", "1"]
    write(client, "clause", clause(c, "2"), after=str(clause(c, "1").pk))
    assert numbers(c) == ["1", "2"]
    assert list(c.draft.clauses.values_list("position", flat=True)) == [1, 2]


def test_what_is_left_out_stays_in_the_draft_is_not_sent_and_is_taken_in_again(c):
    client = browser(c.dana)
    write(client, "clause", clause(c, "2"), act="leave", text="Written, then left out.")
    assert (numbers(c), numbers(c, Place.OUT)) == (["1"], ["2"])
    page = client.get(at("contents", c.draft)).content.decode()
    assert "Take it in again" in page
    client.post(at("clause", clause(c, "2")), {"act": "take-in"})
    assert numbers(c) == ["1", "2"]
    assert clause(c, "2").text == "Written, then left out."
    write(client, "clause", clause(c, "1"), act="leave")
    version = send(c.draft, c.dana)
    assert [one.number for one in version.clauses.all()] == ["2"]
    assert version.terms.get(key="school_days_to_answer").clause is None, "the clause behind it was left out"


def test_a_piece_is_joined_to_the_clause_before_it_with_what_was_typed(c):
    text = "1. Term\nOne year.\n2. Cost\nHalf each.\n"
    mou_drafts.discard(by=c.dana, at=AT, draft=c.draft)
    c.draft = drafted(c, c.partnership, DraftOrigin.PASTED, text=text)
    client = browser(c.dana)
    assert 'value="join"' not in client.get(at("clause", clause(c, "1"))).content.decode()
    write(client, "clause", clause(c, "2"), act="join", text="Half each, and a bit.")
    assert numbers(c, Place.CUT) == ["1"]
    assert clause(c, "1").text == "One year.\n2 Cost\nHalf each, and a bit."


def test_a_line_of_equals_signs_cuts_a_clause_in_two_and_the_second_waits_to_be_looked_at(c):
    write(browser(c.dana), "clause", clause(c, "1"), text="First half.\n===\nSecond half.\n=====\n\n")
    found = list(c.draft.clauses.values_list("number", "text", "place"))
    assert found[:2] == [("1", "First half.", "within"), ("", "Second half.", "cut")]
    assert len(found) == 3
    words = [words for _part, words in status_of(c.draft).missing]
    assert words == ["Clauses cut from your text that nobody has looked at: “without number”."]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": ""}, "It has no number."),
        ({"number": "2"}, "Another clause has the number 2."),
        ({"heading": ""}, "It has no heading."),
        ({"text": " "}, "Its text is not written."),
        ({"text": "x " * 3000}, "It has 5,999 characters; a clause may have 5,000."),
        ({"plain": "Within [5] days."}, "“[5]” is still a blank."),
        ({"text": "______ days"}, "“______” is still a blank."),
    ],
)
def test_a_clause_is_saved_with_gaps_which_are_said_and_keep_it_from_being_sent(c, given, words):
    client = browser(c.dana)
    assert write(client, "clause", clause(c, "1"), **given).status_code == 302
    assert words in client.get(at("contents", c.draft)).content.decode()
    assert client.get(at("check", c.draft))["Location"] == at("contents", c.draft)


def test_blanks_for_the_days_are_filled_in_when_it_is_sent(c):
    text = "This is in force from [first day] through [last day] and covers [school years]."
    write(browser(c.dana), "clause", clause(c, "1"), text=text)
    said = send(c.draft, c.dana).clauses.get(number="1").text
    assert said == "This is in force from July 1, 2026 through June 30, 2027 and covers the school year 2026–27."


def test_the_identifier_of_a_clause_stays_through_versions_whatever_it_says(c):
    first = send(c.draft, c.dana)
    versions.confirm(by=c.abel, at=AT, version=first)
    keys = {one.number: one.key for one in first.clauses.all()}
    c.draft = drafted(c, c.partnership, DraftOrigin.LAST)
    write(browser(c.dana), "clause", clause(c, "2"), number="7.4", heading="Rules", text="Other words.")
    write(browser(c.dana), "add", c.draft, what="own")
    write(browser(c.dana), "clause", clause(c, ""), number="9", heading="New", text="New.")
    seen = version_of(facts_shown(c.draft))
    mou_drafts.save_facts(by=c.dana, at=AT, draft=c.draft, facts=FACTS, seen=seen)
    write(browser(c.dana), "terms", c.draft)
    mou_drafts.save_scan(by=c.dana, at=AT, draft=c.draft, paper=PAPER)
    second = {one.number: one.key for one in send(c.draft, c.dana).clauses.all()}
    assert (second["1"], second["7.4"]) == (keys["1"], keys["2"])
    assert second["9"] not in keys.values()


def test_the_same_form_adds_a_clause_once(c):
    client, path = browser(c.dana), at("add", c.draft)
    given = {**opened(client, path), "what": "own"}
    assert client.post(path, given)["Location"] == client.post(path, given)["Location"]
    assert c.draft.clauses.count() == 3


def test_the_same_draft_sent_twice_is_one_version(c):
    client, path = browser(c.dana), at("check", c.draft)
    given = opened(client, path)
    first = client.post(path, given)
    before = everything()
    assert client.post(path, given)["Location"] == first["Location"]
    assert client.get(at("contents", c.draft))["Location"] == first["Location"]
    assert everything() == before
    assert Version.objects.count() == 1


def test_what_is_typed_into_a_draft_that_is_gone_comes_back_to_be_copied(c):
    client, path = browser(c.dana), at("clause", clause(c, "2"))
    typed = {**opened(client, path), "text": "An hour of work <b>on this</b>."}
    send(c.draft, c.dana)
    for who in (c.dana, c.stranger_school_side):
        answer = browser(who).post(path, typed)
        assert answer.status_code == 404
        assert "An hour of work &lt;b&gt;on this&lt;/b&gt;." in answer.content.decode()
        assert "Marrow" not in answer.content.decode().replace("Marrow County Schools", "")
    assert client.get(path).status_code == 404


def test_an_action_on_what_is_gone_is_refused(c):
    held = DraftClause.objects.select_related("draft__side").get(number="2")
    seen = version_of(clause_shown(held))
    send(c.draft, c.dana)
    words = dict.fromkeys(("number", "subject", "heading", "text", "key_words", "plain"), "")
    given = {"by": c.dana, "at": AT, "clause": held}
    with pytest.raises(DraftGone):
        draft_clauses.save(**given, words=words, after=None, place=Place.WITHIN, seen=seen)
    with pytest.raises(DraftGone):
        draft_clauses.put(**given, place=Place.OUT)


def test_no_more_than_three_hundred_clauses(c):
    texts = [ClauseText(str(number), "Duty", "Words.") for number in range(10, 309)]
    before = everything()
    with pytest.raises(TooManyClauses):
        draft_clauses.add(by=c.dana, at=AT, draft=c.draft, texts=texts, after=None, form_key=uuid4())
    assert everything() == before
    draft_clauses.add(by=c.dana, at=AT, draft=c.draft, texts=texts[1:], after=None, form_key=uuid4())
    assert numbers(c)[:2] == ["11", "12"]


def test_a_stranger_writes_on_no_clause(c):
    before = everything()
    held = clause(c, "1")
    for who in (c.abel, c.principal, c.stranger_school_side):
        with pytest.raises(AccessDenied):
            draft_clauses.put(by=who, at=AT, clause=held, place=Place.OUT)
    assert everything() == before


@pytest.mark.parametrize("place", [Place.CUT, Place.LOOSE])
def test_the_action_sends_nothing_while_a_piece_has_not_been_looked_at(c, place):
    DraftClause.objects.filter(number="2").update(place=place, loose="before")
    before = everything()
    with pytest.raises(StillMissing):
        send(c.draft, c.dana)
    assert everything() == before


def test_the_action_itself_refuses_what_was_not_seen(c):
    with pytest.raises(ChangedSince) as refusal:
        mou_drafts.save_facts(by=c.dana, at=AT, draft=c.draft, facts=FACTS, seen="")
    assert "Title" in refusal.value.changed
