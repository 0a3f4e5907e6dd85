"""A principal types a long text; the session ends meanwhile; nothing of it is lost."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from accounts.models import KeptForm
from incidents.models import ReferralText
from tests.cast import make_cast
from tests.factories.incidents import draft
from tests.journeys.conftest import axe, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Two students argued at the lockers. " * 40


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_text_sent_after_the_session_ended_comes_back_after_signing_in(open_page, watch, width):
    cast = make_cast()
    one = draft(cast.principal, cast.school, cast.principal.created_at)
    page = open_page(width)
    sign_in(page, cast.principal)
    page.goto(f"/referrals/{one.pk}/details/")
    page.locator("textarea[name=shared]").fill(WORDS)
    Session.objects.all().delete()
    page.locator("button.btn-primary", has_text="Save and check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You were signed out. What you typed is kept.")
    axe(page)
    assert KeptForm.objects.get().user == cast.principal

    page.go_back()
    expect(page).to_have_url(re.compile("/sign-in/"))
    sign_in(page, cast.principal, kept=True)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What you typed is here")
    expect(page.get_by_text("Two students argued at the lockers.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Send it now").click()
    expect(page).to_have_url(re.compile(rf"/referrals/{one.pk}/"))
    assert WORDS.strip() in ReferralText.objects.get(referral=one, kind="shared").text
    assert not KeptForm.objects.exists()


def test_text_sent_with_a_token_that_is_out_of_date_is_looked_over_and_sent(open_page, watch):
    cast = make_cast()
    one = draft(cast.principal, cast.school, cast.principal.created_at)
    page = open_page("desk")
    watch.tolerate("status of 403")
    sign_in(page, cast.principal)
    page.goto(f"/referrals/{one.pk}/details/")
    page.locator("textarea[name=shared]").fill(WORDS)
    page.context.clear_cookies(name="csrf")
    other = page.context.new_page()
    other.goto("/account/")
    page.locator("button.btn-primary", has_text="Save and check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page was out of date. What you typed is kept.")
    axe(page)
    page.get_by_role("link", name="See what you typed").click()
    page.get_by_role("button", name="Send it now").click()
    expect(page).to_have_url(re.compile(rf"/referrals/{one.pk}/"))
    assert WORDS.strip() in ReferralText.objects.get(referral=one, kind="shared").text
