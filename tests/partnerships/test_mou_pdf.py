"""The MOU on paper: who may have it, what stands on it, and what a screen reader finds in it."""

from itertools import pairwise

import pikepdf
import pytest
from django.urls import reverse

from partnerships.reference import MODEL_CLAUSES, ClauseText
from tests.paper import open_pdf, page_text, text_of
from tests.partnerships.stage import AT, SIGNED_CLAUSES, browser, county, entered, everything, in_force, partners

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine, settings):
    time_machine.move_to(AT, tick=False)
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": memory}


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def pdf_of(user, version):
    return browser(user).get(reverse("mou-pdf", args=[version.pk]))


def draft_of(c, by=None, **given):
    page = reverse("mou-draft", args=[c.partnership.pk])
    chosen = {
        "articles": ["1", "3"],
        "review_interval_months": "6",
        "notice_ladder_days": "30, 0",
        "days_to_acknowledge": "14",
        "school_days_to_answer": "1",
        "school_days_to_review": "3",
        "identity_sharing": "never",
        "outcomes_reported": ["none"],
        "grace_days": "17",
        "hours_to_tell_guardian": "24",
        **given,
    }
    return browser(by or c.dana).post(page, chosen)


def tags(data):
    """Every structure element in reading order: its type, and how many header cells a cell names."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S).lstrip("/"), len(node.get("/A", {}).get("/Headers", []))))
            if "/K" in node:
                walk(node.K)

    with open_pdf(data) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def joined(text):
    """Words without the places where lines break."""
    return "".join(text.split())


def test_the_paper_names_its_language_and_title_and_says_nothing_of_the_machine(c):
    sent = pdf_of(c.principal, in_force(c, c.partnership))
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Disposition"] == 'attachment; filename="mou-version-1.pdf"'
    with open_pdf(sent.content) as document:
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "MOU 2026, version 1"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert set(document.docinfo.keys()) == {"/Title", "/Producer"}


def test_headings_follow_each_other_and_the_terms_are_a_table_with_headers(c):
    found = tags(pdf_of(c.dana, in_force(c, c.partnership)).content)
    levels = [int(tag[1]) for tag, _headers in found if tag in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(3) == len(MODEL_CLAUSES) + 2
    assert [tag for tag, _headers in found].count("TH") == 3 + 9
    # The printer names each cell's header cells instead of a scope.
    assert all(headers for tag, headers in found if tag == "TD")
    assert "Caption" in {tag for tag, _headers in found}


@pytest.mark.parametrize("number", [3, len(MODEL_CLAUSES)])
def test_every_clause_is_there_in_its_order_and_every_page_has_its_number(c, number):
    version = in_force(c, c.partnership, clauses=SIGNED_CLAUSES[:number], grounds={})
    data = pdf_of(c.dana, version).content
    words, at = joined(text_of(data)), -1
    for clause in SIGNED_CLAUSES[:number]:
        at = words.index(joined(f"{clause.number} {clause.heading}"), at + 1)
        assert joined(clause.plain) in words
    with open_pdf(data) as document:
        count = len(document.pages)
        for turn, page in enumerate(document.pages, start=1):
            assert f"Page {turn} of {count}" in page_text(page)


def test_long_and_foreign_names_are_printed_as_they_were_written(c):
    for side, name in ((c.district, "Łódź-Żółć " * 14), (c.agency, "X" * 140)):
        side.name = name.strip()
        side.save()
    clause = ClauseText("1.1", "Größe und Ćwierć", "Æther " * 700, "", "Señor Núñez")
    data = pdf_of(c.dana, in_force(c, c.partnership, clauses=[clause], grounds={})).content
    words = joined(text_of(data))
    assert joined("Łódź-Żółć " * 14) in words
    assert "GrößeundĆwierć" in words
    assert "SeñorNúñez" in words


def test_both_sides_read_a_confirmed_one_and_a_stranger_finds_nothing(c):
    version = in_force(c, c.partnership)
    for reader in (c.principal, c.staff, c.officer, c.chief):
        assert pdf_of(reader, version).status_code == 200
    for stranger in (c.stranger_school_side, c.stranger_agency_side):
        assert pdf_of(stranger, version).status_code == 404
        assert draft_of(c, by=stranger).status_code == 404


def test_one_that_waits_says_so_on_every_page_and_only_those_who_decide_have_it(c):
    version = entered(c, c.partnership)
    assert pdf_of(c.principal, version).status_code == 404
    data = pdf_of(c.abel, version).content
    assert "Draft for counsel" in text_of(data)
    with open_pdf(data) as document:
        for page in document.pages:
            assert "Not confirmed." in page_text(page)


def test_the_draft_has_the_chosen_articles_and_terms_and_is_marked_on_every_page(c):
    before = everything()
    sent = draft_of(c)
    assert sent["Content-Disposition"] == 'attachment; filename="mou-draft.pdf"'
    words = joined(text_of(sent.content))
    for clause in MODEL_CLAUSES:
        assert (joined(f"{clause.number} {clause.heading}") in words) is (clause.article in ("1", "3"))
    assert "Marrow County Sheriff".replace(" ", "") in words
    assert "17" in words
    assert words.count("Signature") >= 2
    with open_pdf(sent.content) as document:
        for page in document.pages:
            assert "Draft for counsel. Not signed; it binds nobody." in page_text(page)
    assert everything() == before


def test_the_form_begins_with_every_article_and_says_what_is_missing(c):
    page = browser(c.dana).get(reverse("mou-draft", args=[c.partnership.pk])).content.decode()
    assert page.count("checked") >= page.count('name="articles"') > 3
    sent = draft_of(c, articles=[])
    assert sent.status_code == 422
    assert "Choose at least one article." in sent.content.decode()
    assert draft_of(c, articles=["99"]).status_code == 422
