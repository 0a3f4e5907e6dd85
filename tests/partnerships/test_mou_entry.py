import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partnerships.actions import versions
from partnerships.models import Scan, Version
from partnerships.reference import MODEL_CLAUSES, ClauseText
from partnerships.terms import DEFAULT_TERMS, TermKey
from tests.partnerships.stage import AT, browser, county, entered, everything, in_force, partners

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


TWO = (
    ClauseText(
        "4.1", "When to call", "Ask whether a crime was involved before each call.", "whether a crime", "Ask first."
    ),
    ClauseText(
        "4.2", "Discipline", "School rules are the school's to settle.", "", "Rules are for the school.", "discipline"
    ),
)


def filled(clauses=TWO, **given):
    """What a person types who keeps two clauses."""
    typed = {
        "title": "MOU 2026",
        "signed_on": "2026-06-20",
        "signed_by_school": "Una Brandt",
        "signed_by_agency": "Chet Moss",
        "effective_on": "2026-07-01",
        "last_day": "2027-06-30",
        "clauses-TOTAL_FORMS": str(len(clauses)),
        "clauses-INITIAL_FORMS": "0",
    }
    for index, clause in enumerate(clauses):
        for name in ("number", "subject", "heading", "text", "key_words", "plain"):
            typed[f"clauses-{index}-{name}"] = getattr(clause, name)
    for key in TermKey:
        typed[key.value] = DEFAULT_TERMS[key]
    typed["notice_ladder_days"] = "120, 60 30;14,7,0"
    typed["ground_school_days_to_answer"] = "4.1"
    return {**typed, **given}


def send(c, by=None, **given):
    return browser(by or c.dana).post(c.page, filled(**given))


def refused(c, words, **given):
    before = everything()
    page = send(c, **given)
    assert page.status_code == 422
    assert words in page.content.decode(), page.content.decode()
    assert everything() == before


def test_the_page_begins_with_our_model_text_and_the_usual_terms(c):
    page = browser(c.dana).get(c.page).content.decode()
    assert "Draft for counsel" in page
    assert page.count("Take out clause") == sum(clause.core for clause in MODEL_CLAUSES)
    assert "Usual where the MOU says nothing: 120, 60, 30, 14, 7, 0." in page


def test_what_was_typed_is_entered_and_waits_for_the_other_side(c):
    sent = send(c, scan=scan())
    version = Version.objects.get()
    assert sent["Location"] == reverse("mou-version", args=[version.pk])
    assert (str(version.expires_on), version.entered_for) == ("2027-07-01", c.district)
    assert [clause.number for clause in version.clauses.all()] == ["4.1", "4.2"]
    assert version.terms.get(key="notice_ladder_days").value == [120, 60, 30, 14, 7, 0]
    assert version.terms.get(key="school_days_to_answer").clause.number == "4.1"


def test_a_second_click_enters_nothing_more_and_says_what_waits(c):
    send(c, scan=scan())
    before = everything()
    again = send(c, scan=scan())
    assert again["Location"] == reverse("mou-version", args=[Version.objects.get().pk])
    assert everything() == before


def test_an_agency_enters_for_its_own_side(c):
    send(c, by=c.abel, scan=scan())
    assert Version.objects.get().entered_for == c.agency


def test_the_scan_is_read_by_both_sides_as_an_attachment_that_runs_nothing(c):
    send(c, scan=scan('Sig"ned\u00e9.pdf'))
    version = Version.objects.get()
    versions.confirm(by=c.abel, at=AT, version=version)
    for who in (c.dana, c.principal, c.officer, c.staff):
        page = browser(who).get(reverse("mou-scan", args=[version.pk]))
        assert b"".join(page.streaming_content) == plain_pdf()
        assert page["Content-Disposition"].startswith("attachment; ")
        assert page["X-Content-Type-Options"] == "nosniff"
        assert page["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert page["Content-Type"] == "application/pdf"


def test_without_a_scan_or_with_a_bad_one_nothing_is_entered_and_the_text_is_kept(c):
    refused(c, "Please choose a file.")
    refused(c, "the file is something else", scan=scan(content=b"MZ" + b"\0" * 300))
    refused(c, "Only PDF, PNG and JPEG", scan=scan("mou.pdf.exe"))
    refused(c, "This file is empty.", scan=scan(content=b""))
    refused(c, "larger than 20 MB", scan=scan(content=b"%PDF-" + b"\0" * (21 * 1024 * 1024)))
    assert 'value="Una Brandt"' in send(c).content.decode()


def test_mistakes_are_said_in_words_and_nothing_is_entered(c):
    refused(c, "The last day comes before the first.", scan=scan(), last_day="2026-06-30")
    refused(c, "further ahead than the calendar goes", scan=scan(), last_day="9999-12-31")
    refused(c, "Enter at least one clause.", scan=scan(), clauses=[], ground_school_days_to_answer="")
    refused(c, "Clause 4.1, Number: Another clause has this number.", scan=scan(), **{"clauses-1-number": "4.1"})
    refused(c, "Clause in place 2, Number: Please fill this in.", scan=scan(), **{"clauses-1-number": ""})
    refused(c, "The MOU cannot be signed on a day still to come.", scan=scan(), signed_on="2030-01-01")
    refused(c, "do not stand in the text exactly like this", scan=scan(), **{"clauses-0-key_words": "Whether A crime"})
    refused(c, "There is no clause 9.9 above.", scan=scan(), ground_grace_days="9.9")
    refused(c, "whole numbers from 0 to 365", scan=scan(), notice_ladder_days="soon")
    refused(c, "Enter a number of at most 365.", scan=scan(), grace_days="366")
    refused(c, "Please fill this in.", scan=scan(), title="  ")
    refused(c, "Null characters are not allowed.", scan=scan(), title="a\0b")


def test_a_clause_is_added_and_taken_out_without_javascript_and_nothing_typed_is_lost(c):
    client = browser(c.dana)
    before = everything()
    more = client.post(c.page, filled(act="add", title="Half typed", last_day="not a day"))
    assert more.status_code == 200
    page = more.content.decode()
    assert 'name="clauses-TOTAL_FORMS" value="3"' in page
    assert 'value="Half typed"' in page
    assert "Please look at this again" not in page
    fewer = client.post(c.page, filled(act="remove-0")).content.decode()
    assert 'name="clauses-TOTAL_FORMS" value="1"' in fewer
    assert 'value="4.2"' in fewer
    assert 'value="4.1" class' not in fewer.split("Take out clause")[0]
    for nonsense in ("remove-99", "remove-x", "remove-"):
        assert client.post(c.page, filled(act=nonsense)).status_code == 200
    assert everything() == before


@pytest.mark.parametrize("total", ["", "x", "-1", "999999999", "9" * 5000, "2\0"])
def test_a_forged_count_of_clauses_breaks_nothing(c, total):
    for act in ("add", ""):
        page = browser(c.dana).post(c.page, {**filled(scan=scan()), "clauses-TOTAL_FORMS": total, "act": act})
        assert page.status_code in (200, 422)
    assert not Version.objects.exists()


def test_a_version_sent_back_is_entered_again_from_what_was_typed_with_its_scan(c):
    send(c, scan=scan())
    versions.reject(by=c.abel, at=AT, version=Version.objects.get(), reason="The last day is wrong.")
    page = browser(c.dana).get(c.page).content.decode()
    assert "What is not right: The last day is wrong." in page
    assert 'value="2027-06-30"' in page
    assert "Leave empty to keep “Signed.pdf”." in page
    assert send(c, last_day="2027-05-31").status_code == 302
    second = Version.objects.get(number=2)
    assert str(second.expires_on) == "2027-06-01"
    assert Scan.objects.get(version=second).name == "Signed.pdf"


def test_the_other_side_enters_its_own_scan_when_it_corrects(c):
    send(c, scan=scan())
    versions.reject(by=c.abel, at=AT, version=Version.objects.get(), reason="The last day is wrong.")
    refused(c, "Please choose a file.", by=c.abel)


def test_a_new_version_begins_with_the_clauses_of_the_last_and_asks_for_its_days(c):
    in_force(c, c.partnership, title="Our very own MOU", terms={"grace_days": 11})
    page = browser(c.dana).get(c.page).content.decode()
    assert "Our very own MOU" in page
    assert 'value="11"' in page
    assert 'value="2027-06-30"' not in page
    assert "Draft for counsel" not in page


def test_while_a_version_waits_the_page_leads_to_it(c):
    version = entered(c, c.partnership)
    assert browser(c.abel).get(c.page)["Location"] == reverse("mou-version", args=[version.pk])


def test_a_clause_or_an_article_of_the_model_text_is_put_in_where_its_number_belongs(c):
    page = browser(c.dana).post(c.page, filled(act="model", model="3.2")).content.decode()
    assert page.index("Take out clause 3.2") < page.index("Take out clause 4.1")
    assert '<option value="3.2">' not in page
    whole = browser(c.dana).post(c.page, filled(act="model", model="3")).content.decode()
    assert whole.count("Take out clause") == 2 + sum(clause.article == "3" for clause in MODEL_CLAUSES)
    for nonsense in ("", "99", "4.1", "3" * 5000):
        assert browser(c.dana).post(c.page, filled(act="model", model=nonsense)).content.decode().count("Take out") >= 2


def test_with_all_of_the_model_text_the_page_stays_below_what_one_request_may_carry(c, settings):
    page = browser(c.dana).post(c.page, filled(clauses=MODEL_CLAUSES, act="add")).content.decode()
    assert page.count("Take out clause") == len(MODEL_CLAUSES) + 1
    assert "Add from the model text" not in page
    fields = 6 * 100 + len(filled(clauses=())) + len(TermKey) + 20
    assert fields < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_a_clause_of_the_model_text_says_it_is_a_draft_until_the_other_side_has_confirmed(c):
    version = entered(c, c.partnership)
    page = reverse("mou-version", args=[version.pk])
    assert "Draft for counsel" in browser(c.abel).get(page).content.decode()
    versions.confirm(by=c.abel, at=AT, version=version)
    assert "Draft for counsel" not in browser(c.abel).get(page).content.decode()
