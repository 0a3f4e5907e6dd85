"""Entering an MOU by the pages: begun, written part by part in any order, checked, sent."""

import io
import re
from datetime import date, timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.access import AccessDenied
from partnerships.actions import mou_drafts, versions
from partnerships.models import DraftClause, DraftOrigin, DraftScan, MouDraft, Place, Scan, Version
from partnerships.reference import MODEL_CLAUSES
from partnerships.terms import DEFAULT_TERMS, TermKey
from tests.partnerships.stage import (
    AT,
    FACTS,
    PASTED,
    browser,
    completed,
    county,
    drafted,
    entered,
    everything,
    in_force,
    partners,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    found.page = reverse("mou-enter", args=[found.partnership.pk])
    return found


def plain_pdf():
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def scan(name="Signed.pdf", content=None):
    return SimpleUploadedFile(name, plain_pdf() if content is None else content, "application/pdf")


def at(name, of):
    return reverse(f"mou-draft-{name}", args=[of.pk])


def opened(client, path):
    """What the form of a page holds as it is opened."""
    form = client.get(path).context["form"]
    given = {}
    for field in form:
        value = field.value()
        given[field.html_name] = value.isoformat() if isinstance(value, date) else "" if value is None else value
    return given


def begin(c, by=None, **given):
    client = browser(by or c.dana)
    typed = {"origin": "model", "text": "", "form_key": str(uuid4()), **given}
    return client.post(c.page, typed)


def write(client, name, of, **given):
    path = at(name, of)
    return client.post(path, {**opened(client, path), **given})


def typed_facts(**given):
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in {**FACTS, **given}.items()}


def refused(response, words):
    assert response.status_code == 422
    assert words in response.content.decode(), response.content.decode()


def test_an_mou_is_entered_page_by_page_and_waits_for_the_other_side(c):
    client = browser(c.dana)
    sent = begin(c, origin="pasted", text=PASTED)
    draft = MouDraft.objects.get()
    assert sent["Location"] == at("contents", draft)
    page = client.get(at("contents", draft)).content.decode()
    for words in (
        "The draft is not complete yet",
        "General facts: the title",
        "Clauses cut from your text",
        "The scan",
    ):
        assert words in page
    path = at("clause", draft.clauses.get(number="1"))
    for place in (at("clause", draft.clauses.get(number="2")), at("contents", draft)):
        going = client.post(path, {**opened(client, path), "act": "next"})
        assert going["Location"] == place
        path = place
    ground = str(draft.clauses.get(number="1").pk)
    write(client, "facts", draft, **typed_facts())
    write(client, "terms", draft, grace_days="11", notice_ladder_days="120, 60 30;14,7,0", ground_grace_days=ground)
    client.post(at("scan", draft), {"scan": scan()})
    page = client.get(at("contents", draft)).content.decode()
    assert "The draft is complete: check it and send it to Marrow County Sheriff" in page
    check = client.get(at("check", draft))
    assert "Ask whether a crime was involved before each call." in check.content.decode()
    done = client.post(at("check", draft), opened(client, at("check", draft)))
    version = Version.objects.get()
    assert done["Location"] == reverse("mou-version", args=[version.pk])
    assert (str(version.expires_on), version.entered_for, version.title) == ("2027-07-01", c.district, "MOU 2026")
    assert list(version.clauses.values_list("number", "heading")) == [("1", "When to call"), ("2", "Discipline")]
    assert version.terms.get(key="notice_ladder_days").value == [120, 60, 30, 14, 7, 0]
    assert (version.terms.get(key="grace_days").value, version.terms.get(key="grace_days").clause.number) == (11, "1")
    assert version.scan.name == "Signed.pdf"
    assert not MouDraft.objects.exists()


def test_what_is_saved_half_is_there_when_somebody_of_the_side_goes_on(c):
    draft = drafted(c, c.partnership)
    write(browser(c.dana), "facts", draft, title="Half a title", last_day="2027-06-30")
    second = browser(c.dana)
    assert second.get(c.page)["Location"] == at("contents", draft)
    assert opened(second, at("facts", draft))["title"] == "Half a title"
    page = second.get(at("contents", draft)).content.decode()
    assert "General facts: who signed for the district, who signed for the agency, the day it was signed" in page


def test_an_agency_enters_for_its_own_side_and_neither_sees_the_draft_of_the_other(c):
    ours, theirs = drafted(c, c.partnership), drafted(c, c.partnership, by=c.abel)
    assert theirs.side == c.agency
    for draft, stranger in ((ours, c.abel), (theirs, c.dana), (ours, c.principal), (ours, c.superintendent)):
        for name in ("contents", "facts", "terms", "scan", "add", "check", "discard"):
            assert browser(stranger).get(at(name, draft)).status_code == 404, name
        assert browser(stranger).get(at("clause", draft.clauses.first())).status_code == 404


def test_the_draft_begins_with_the_core_of_our_text_and_the_usual_terms(c):
    begin(c)
    draft = MouDraft.objects.get()
    assert draft.clauses.count() == sum(clause.core for clause in MODEL_CLAUSES)
    assert {term.key: term.value for term in draft.terms.all()} == {str(key): v for key, v in DEFAULT_TERMS.items()}
    assert draft.terms.get(key=TermKey.IDENTITY_SHARING).clause.number == "6.2"
    page = browser(c.dana).get(at("terms", draft)).content.decode()
    assert "Usual where the MOU says nothing: 120, 60, 30, 14, 7, 0." in page
    first = browser(c.dana).get(at("clause", draft.clauses.first())).content.decode()
    assert "a draft for counsel" in first


def test_a_text_and_the_choice_to_begin_with_it_go_together_and_too_much_is_said_in_words(c):
    refused(begin(c, origin="pasted"), "Paste the text of your agreement here.")
    typed = begin(c, origin="model", text="1. Ours\nWords.")
    refused(typed, "You pasted a text. Choose to begin with it, or empty its box.")
    assert "1. Ours" in typed.content.decode()
    refused(begin(c, origin="pasted", text="x" * 300_001), "Shorten this to 300000 characters; it has 300001.")
    many = "".join(f"{number}. Duty\nWords.\n" for number in range(1, 302))
    refused(begin(c, origin="pasted", text=many), "A draft holds 300 clauses at most")
    refused(begin(c, origin="pasted", text="\u200b"), "Paste the text of your agreement")
    assert not MouDraft.objects.exists()


def test_what_was_placed_nowhere_is_listed_and_keeps_the_draft_from_being_sent(c):
    draft = drafted(
        c, c.partnership, DraftOrigin.PASTED, text=f"Between the two bodies\n{PASTED}By: ________\nPage 1 of 1"
    )
    assert list(draft.clauses.values_list("place", "loose")) == [
        ("loose", "before"),
        ("cut", ""),
        ("cut", ""),
        ("loose", "signed"),
        ("loose", "pages"),
    ]
    client = browser(c.dana)
    page = client.get(at("contents", draft)).content.decode()
    for words in ("Placed nowhere", "Between the two bodies", "By: ________", "Page 1 of 1"):
        assert words in page
    draft.clauses.filter(place=Place.CUT).update(place=Place.WITHIN)
    assert "Parts of your text that were placed nowhere" in client.get(at("contents", draft)).content.decode()
    for piece in draft.clauses.filter(place=Place.LOOSE):
        write(client, "clause", piece, act="leave")
    assert "placed nowhere" not in client.get(at("contents", draft)).content.decode()
    assert draft.clauses.filter(place=Place.OUT).count() == 3


def test_while_something_is_missing_the_check_leads_back_and_nothing_is_sent(c):
    draft = completed(c, c.partnership)
    DraftClause.objects.filter(draft=draft, number="2").update(text="Within [number] days.")
    client = browser(c.dana)
    assert client.get(at("check", draft))["Location"] == at("contents", draft)
    assert "“[number]” is still a blank." in client.get(at("contents", draft)).content.decode()
    assert client.post(at("check", draft), {"version": "forged"})["Location"] == at("contents", draft)
    assert not Version.objects.exists()


def test_what_changed_since_it_was_checked_is_named_and_not_sent(c):
    draft = completed(c, c.partnership)
    client = browser(c.dana)
    checked = opened(client, at("check", draft))
    DraftClause.objects.filter(draft=draft, number="2").update(text="Rules are the school's.")
    again = client.post(at("check", draft), checked)
    refused(again, "Changed: clause 2 Discipline.")
    assert "Rules are the school" in again.content.decode()
    assert not Version.objects.exists()
    assert client.post(at("check", draft), opened(client, at("check", draft))).status_code == 302


def test_the_scan_is_read_by_both_sides_as_an_attachment_that_runs_nothing(c):
    draft = completed(c, c.partnership)
    browser(c.dana).post(at("scan", draft), {"scan": scan('Sig"ned\u00e9.pdf')})
    version = send(draft, c.dana)
    versions.confirm(by=c.abel, at=AT, version=version)
    for who in (c.dana, c.principal, c.officer, c.staff):
        page = browser(who).get(reverse("mou-scan", args=[version.pk]))
        assert b"".join(page.streaming_content) == plain_pdf()
        assert page["Content-Disposition"].startswith("attachment; ")
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert page["Content-Type"] == "application/pdf"


def test_a_bad_scan_is_refused_in_words_and_the_one_before_stays(c):
    draft, client = completed(c, c.partnership), browser(c.dana)
    before = everything()
    for given, words in (
        ({}, "Choose a file."),
        ({"scan": scan(content=b"MZ" + b"\0" * 300)}, "the file is something else"),
        ({"scan": scan("mou.pdf.exe")}, "Only PDF, PNG and JPEG"),
        ({"scan": scan(content=b"")}, "This file is empty."),
        ({"scan": scan(content=b"%PDF-" + b"\0" * (21 * 1024 * 1024))}, "larger than 20 MB"),
    ):
        refused(client.post(at("scan", draft), given), words)
    assert everything() == before


def test_mistakes_are_said_in_words_and_what_was_typed_stays(c):
    draft, client = drafted(c, c.partnership), browser(c.dana)
    for name, given, words in (
        ("facts", {"effective_on": "2026-07-01", "last_day": "2026-06-30"}, "The last day comes before the first."),
        ("facts", {"last_day": "9999-12-31"}, "9999 is too far off. Check the year"),
        ("facts", {"title": "MOU of [year]"}, "“[year]” is still a blank."),
        ("facts", {"title": "a\0b"}, "Null characters are not allowed."),
        ("terms", {"notice_ladder_days": "soon"}, "whole numbers from 0 to 365"),
        ("terms", {"grace_days": "366"}, "Enter a number of at most 365."),
        ("terms", {"grace_days": ""}, "Fill this in."),
    ):
        refused(write(client, name, draft, **given), words)
    first = draft.clauses.first()
    refused(write(client, "clause", first, key_words="Not There"), "do not stand in the text exactly like this")
    assert 'value="Not There"' in write(client, "clause", first, key_words="Not There").content.decode()
    assert MouDraft.objects.get().title == ""


def test_a_day_of_signing_to_come_is_refused_when_it_is_sent(c):
    draft = completed(c, c.partnership, signed_on=AT.date() + timedelta(days=3))
    client = browser(c.dana)
    answer = client.post(at("check", draft), opened(client, at("check", draft)))
    refused(answer, "The MOU cannot be signed on a day still to come.")
    assert not Version.objects.exists()


def test_a_version_sent_back_begins_the_next_draft_with_all_it_said_and_its_scan(c):
    version = send(completed(c, c.partnership), c.dana)
    versions.reject(by=c.abel, at=AT, version=version, reason="The last day is wrong.")
    assert "What is not right: The last day is wrong." in browser(c.dana).get(c.page).content.decode()
    begin(c, origin="last")
    draft, client = MouDraft.objects.get(), browser(c.dana)
    page = client.get(at("contents", draft)).content.decode()
    assert "The last day is wrong." in page
    assert "The draft is complete" in page
    write(client, "facts", draft, last_day="2027-05-31")
    second = send(draft, c.dana)
    assert str(second.expires_on) == "2027-06-01"
    assert Scan.objects.get(version=second).name == "Signed.pdf"
    assert list(second.clauses.values_list("key")) == list(version.clauses.values_list("key"))


def test_the_other_side_adds_its_own_scan_when_it_corrects(c):
    version = send(completed(c, c.partnership), c.dana)
    versions.reject(by=c.abel, at=AT, version=version, reason="The last day is wrong.")
    begin(c, by=c.abel, origin="last")
    assert not DraftScan.objects.exists()
    page = browser(c.abel).get(at("contents", MouDraft.objects.get())).content.decode()
    assert "The scan of the signed paper." in page


def test_a_new_version_begins_with_the_clauses_of_the_last_and_asks_for_its_days(c):
    version = in_force(c, c.partnership, title="Our very own MOU", terms={"grace_days": 11})
    draft = drafted(c, c.partnership, DraftOrigin.LAST)
    assert (draft.title, draft.last_day, draft.terms_seen) == ("Our very own MOU", None, False)
    assert draft.terms.get(key="grace_days").value == 11
    assert [one.key for one in draft.clauses.all()] == [one.key for one in version.clauses.all()]


def test_while_a_version_waits_none_is_begun_and_the_page_leads_to_it(c):
    version = entered(c, c.partnership)
    assert browser(c.abel).get(c.page)["Location"] == reverse("mou-version", args=[version.pk])
    refused(begin(c), "A version is waiting for the other side.")


def test_an_mou_of_many_years_is_asked_about_and_takes_a_second_yes(c):
    draft, client = drafted(c, c.partnership), browser(c.dana)
    given = typed_facts(last_day="2099-12-31")
    answer = write(client, "facts", draft, **given)
    refused(answer, "It would be in force for 73 years, from July 1, 2026 through December 31, 2099.")
    assert write(client, "facts", draft, **given, long="on").status_code == 302
    assert MouDraft.objects.get().last_day == date(2099, 12, 31)
    assert write(client, "facts", draft, title="Another", long="on").status_code == 302
    assert 'name="long"' in client.get(at("facts", draft)).content.decode()


def test_five_years_are_not_asked_about(c):
    draft, client = drafted(c, c.partnership), browser(c.dana)
    assert 'name="long"' not in client.get(at("facts", draft)).content.decode()
    assert write(client, "facts", draft, **typed_facts(last_day="2031-06-30")).status_code == 302


@pytest.mark.parametrize(
    "typed", [{"effective_on": "0026-07-01"}, {"last_day": "06/30/27"}, {"signed_on": "1926-06-20"}]
)
def test_a_mistyped_year_is_not_saved(c, typed):
    draft = drafted(c, c.partnership)
    assert write(browser(c.dana), "facts", draft, **typed).status_code == 422
    assert MouDraft.objects.get().effective_on is None


def test_a_clause_or_an_article_of_our_text_is_added_where_it_is_put(c):
    draft, client = completed(c, c.partnership), browser(c.dana)
    first = str(draft.clauses.get(number="1").pk)
    assert write(client, "add", draft, what="3.2", after=first).status_code == 302
    assert list(draft.clauses.values_list("number", flat=True)) == ["1", "3.2", "2"]
    assert "made between Marrow County Schools (the district)" not in draft.clauses.get(number="3.2").text
    write(client, "add", draft, what="1", after="first")
    article = [clause.number for clause in MODEL_CLAUSES if clause.article == "1"]
    assert list(draft.clauses.values_list("number", flat=True)) == [*article, "1", "3.2", "2"]
    named = draft.clauses.get(number="1.2").text
    assert "made between Marrow County Schools (the district) and Marrow County Sheriff (the agency)" in named
    own = write(client, "add", draft, what="own")
    assert own["Location"] == at("clause", draft.clauses.last())
    assert "New clause" in client.get(own["Location"]).content.decode()
    for nonsense in ("", "99", "3.2", "3" * 5000):
        assert write(client, "add", draft, what=nonsense).status_code == 422


def test_a_clause_of_our_text_says_it_is_a_draft_until_the_other_side_has_confirmed(c):
    version = entered(c, c.partnership)
    page = reverse("mou-version", args=[version.pk])
    assert "Draft for counsel" in browser(c.abel).get(page).content.decode()
    versions.confirm(by=c.abel, at=AT, version=version)
    assert "Draft for counsel" not in browser(c.abel).get(page).content.decode()


def test_a_discarded_draft_is_gone_with_all_it_held_and_another_can_be_begun(c):
    draft, client = completed(c, c.partnership), browser(c.dana)
    given = opened(client, at("discard", draft))
    DraftClause.objects.filter(number="2").update(text="Written on meanwhile.")
    refused(client.post(at("discard", draft), given), "Nothing was done: since you opened this page, it changed")
    client.post(at("discard", draft), opened(client, at("discard", draft)))
    assert not MouDraft.objects.exists()
    assert not DraftClause.objects.exists()
    assert client.get(at("contents", draft)).status_code == 404
    assert begin(c).status_code == 302


def test_the_page_of_the_mou_leads_to_the_draft_of_ones_own_side(c):
    drafted(c, c.partnership)
    page = reverse("mou-detail", args=[c.partnership.pk])
    assert "Go on with the draft" in browser(c.dana).get(page).content.decode()
    assert "Go on with the draft" not in browser(c.abel).get(page).content.decode()


def test_no_page_of_a_draft_says_anything_of_a_clause_twice_by_its_id(c):
    draft, client = completed(c, c.partnership), browser(c.dana)
    for name in ("contents", "facts", "terms", "scan", "add", "check", "discard"):
        ids = re.findall(r'\bid="([^"]+)"', client.get(at(name, draft)).content.decode())
        assert len(ids) == len(set(ids)), name


def test_an_action_on_a_draft_is_only_for_who_may_enter_for_its_side(c):
    draft = completed(c, c.partnership)
    before = everything()
    for who in (c.abel, c.principal, c.superintendent, c.stranger_school_side):
        with pytest.raises(AccessDenied):
            send(draft, who)
        with pytest.raises(AccessDenied):
            mou_drafts.discard(by=who, at=AT, draft=draft)
    assert everything() == before
