"""Before an idle session ends the page says so, by keyboard too, and keeps what was typed."""

import pytest
from playwright.sync_api import expect

from accounts.actions import sessions
from accounts.roles import Role
from tests.accounts import door
from tests.journeys.conftest import axe, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEARLY = (30 * 60 - sessions.STAMP_EVERY - 100) * 1000


def test_the_warning_keeps_the_session_and_the_words_and_says_when_it_is_over(page):
    user = door.person(Role.STAFF)
    sign_in(page, user, second_factor="")
    page.clock.install()
    page.goto("/account/")
    page.get_by_role("textbox", name="Name").fill("Typed and not yet saved")
    page.clock.fast_forward(NEARLY)
    stay = page.get_by_role("button", name="Stay signed in")
    expect(stay).to_be_focused()
    axe(page)
    with page.expect_response("**/account/sessions/ping/") as ping:
        page.keyboard.press("Enter")
    assert ping.value.status == 204
    expect(page.get_by_role("dialog")).to_be_hidden()

    sessions.end_all(user)
    page.clock.fast_forward(NEARLY)
    expect(stay).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("You have been signed out")
    axe(page)
    page.get_by_role("button", name="Back to the page").click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Typed and not yet saved")
