"""An MOU entered on a phone from a pasted text, interrupted, gone on with, and sent to the other side."""

import pytest
from playwright.sync_api import expect

from partnerships.models import MouDraft, Version
from tests.journeys.conftest import axe, follow, sign_in
from tests.journeys.test_referral_walk import heading
from tests.partnerships.test_mou_entry import plain_pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """Memorandum of understanding
between the district and the agency

ARTICLE I
PURPOSE
The parties place officers in schools to keep
students safe.

ARTICLE II
DISCIPLINE
The officer does not decide school discipline.
"""


@pytest.mark.parametrize(("width", "dark"), [("phone", False), ("desk", True)])
def test_an_mou_is_entered_from_a_pasted_text_clause_by_clause(cast, open_page, width, dark):
    page = open_page(width, dark=dark)
    sign_in(page, cast.district_administrator)
    page.goto(f"/mou/{cast.partnership.pk}/")
    axe(page)
    follow(page.get_by_role("link", name="Enter a new version"))
    axe(page)
    page.get_by_label("The text of our agreement, pasted below").check()
    page.get_by_label("Text of your agreement (needed").fill(TEXT)
    follow(page.get_by_role("button", name="Begin the draft"))
    expect(heading(page)).to_have_text("The draft is not complete yet")
    axe(page)

    follow(page.get_by_role("link", name="Look at it"))
    axe(page)
    follow(page.get_by_role("button", name="Leave it out, and next"))
    expect(heading(page)).to_have_text("Is this clause cut as your paper has it?")
    expect(page.get_by_label("Heading (needed")).to_have_value("PURPOSE")
    axe(page)
    follow(page.get_by_role("button", name="Save and next"))
    page.get_by_label("In plain words").fill("Discipline is the school’s.")
    follow(page.get_by_role("button", name="Save and back to contents"))

    # The lid is closed here, and opened on another day.
    page.goto(f"/mou/{cast.partnership.pk}/")
    follow(page.get_by_role("link", name="Go on with the draft"))
    follow(page.get_by_role("link", name="General facts:"))
    axe(page)
    page.get_by_label("Title of the MOU").fill("MOU of the two")
    for label, day in (("Signed on", "2026-10-01"), ("First day", "2026-10-02"), ("Last day", "2027-06-30")):
        page.get_by_label(label).fill(day)
    page.get_by_label("Signed for the district by").fill("The superintendent")
    page.get_by_label("Signed for the agency by").fill("The chief")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="The terms:"))
    axe(page)
    follow(page.get_by_role("button", name="Save the terms"))
    follow(page.get_by_role("link", name="The scan of the signed paper."))
    axe(page)
    page.get_by_label("Scan of the signed paper").set_input_files(
        {"name": "signed.pdf", "mimeType": "application/pdf", "buffer": plain_pdf()}
    )
    follow(page.get_by_role("button", name="Save"))
    expect(heading(page)).to_contain_text("The draft is complete")
    axe(page)
    follow(page.get_by_role("link", name="Add a clause"))
    axe(page)
    page.go_back()
    follow(page.get_by_role("link", name="Check it and send it"))
    axe(page)
    follow(page.get_by_role("button", name="to confirm"))
    expect(heading(page)).to_contain_text("waits for")
    axe(page)
    version = Version.objects.get(title="MOU of the two")
    assert [(one.number, one.heading) for one in version.clauses.all()] == [("I", "PURPOSE"), ("II", "DISCIPLINE")]
    assert not MouDraft.objects.exists()
