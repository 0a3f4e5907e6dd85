"""A call from start to end: logged on a phone, declined with a clause, reviewed, and read again by who logged it."""

import re

import pytest
import time_machine
from playwright.sync_api import expect

from incidents.models import Referral
from tests.cast import NOW
from tests.journeys.conftest import axe, follow, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_WORD = "unbroken" * 40


@pytest.fixture(autouse=True)
def _term():
    """A Wednesday morning in term, going on as real time does."""
    with time_machine.travel(NOW, tick=True):
        yield


class Hand:
    """Answers questions and counts the answers."""

    def __init__(self, page):
        self.page, self.answers = page, 0

    def tap(self, label):
        self.page.get_by_role("radio", name=label, exact=True).check()
        self.answers += 1

    def choose(self, label, option):
        self.page.get_by_label(label).select_option(label=option)
        self.answers += 1

    def write(self, label, text):
        self.page.get_by_label(label).fill(text)
        self.answers += 1

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()


def heading(page):
    return page.get_by_role("heading", level=1)


def log_a_call(page):
    """The principal's minute: every screen, every answer that is asked for. How many those were."""
    hand = Hand(page)
    page.goto("/referrals/")
    axe(page)
    page.goto("/referrals/new/")
    expect(page.get_by_text("This form does not summon the officer.")).to_be_visible()
    axe(page)
    hand.press("No")
    hand.answers += 1

    expect(page.get_by_text("clause 4.2")).to_be_visible()
    axe(page)
    hand.press(re.compile("^No ?A school rule"))
    hand.answers += 1

    expect(heading(page)).to_contain_text("the school settles this")
    axe(page)
    page.get_by_text("Call the officer anyway").click()
    axe(page)
    hand.write("Why is the officer needed?", "The family asked for him to be there.")
    hand.press("Go on to call the officer")

    expect(heading(page)).to_contain_text("Say what happened")
    axe(page)
    hand.tap(re.compile("^Stand by"))
    hand.tap("School staff")
    hand.choose("What happened?", "Dress code or hat")
    hand.choose("Where?", "Hallway")
    hand.answers += 1  # the day, which is today by itself
    hand.write("Time", "09:15")
    hand.write("What was seen or heard", f"A student would not take off a hat. {LONG_WORD}")
    page.get_by_role("checkbox", name="Talked with the student").check()
    hand.answers += 1
    page.get_by_label("From school records").fill("SCHOOL-ONLY-TOKEN: a plan exists.")
    hand.press("Save and check")

    expect(heading(page)).to_contain_text("Check what Aldmoor Sheriff will read.")
    axe(page)
    hand.press("Send to Aldmoor Sheriff")
    expect(page.get_by_text("Sent to Aldmoor Sheriff as 26-0001.")).to_be_visible()
    axe(page)
    return hand.answers


def test_a_call_is_logged_declined_reviewed_and_read_again(cast, open_page, watch):
    watch.tolerate("status of 422")  # the officer first declines without a reason
    phone = open_page("phone")
    sign_in(phone, cast.principal)
    assert log_a_call(phone) <= 12
    record = f"/referrals/{Referral.objects.get().pk}/"

    phone.go_back()
    expect(phone).to_have_url(re.compile(record))

    officer = open_page("phone", dark=True)
    sign_in(officer, cast.sro)
    officer.goto("/referrals/")
    axe(officer)
    officer.get_by_role("link", name="Dress code or hat, hallway").click()
    expect(heading(officer)).to_contain_text(": asks you to stand by.")
    assert "SCHOOL-ONLY-TOKEN" not in officer.content()
    axe(officer)
    follow(officer.get_by_role("link", name="Decline with a clause"))
    axe(officer)
    officer.get_by_role("button", name="Decline").click()
    expect(officer.get_by_role("alert")).to_contain_text("Say why in a sentence.")
    axe(officer)
    officer.get_by_role("radio", name=re.compile("^4.2")).check()
    officer.get_by_label("Why is it not a police matter?").fill("A rule of the school, and nobody in danger.")
    officer.get_by_role("button", name="Decline").click()
    expect(officer.get_by_text("26-0001 is declined.")).to_be_visible()
    axe(officer)

    desk = open_page("desk")
    sign_in(desk, cast.supervisor)
    desk.goto("/queue/")
    expect(heading(desk)).to_have_text("1 call waits for a review.")
    axe(desk)
    follow(desk.get_by_role("link", name="Dress code or hat, hallway"))
    axe(desk)
    follow(desk.get_by_role("link", name="Review", exact=True))
    axe(desk)
    desk.get_by_role("radio", name=re.compile("^Returned to school")).check()
    desk.get_by_role("radio", name="No crime", exact=True).check()
    desk.get_by_label("Which clause is it based on?").select_option(index=1)
    desk.get_by_label("Reason").fill("Discipline belongs to the school.")
    desk.get_by_label("Feedback to the school").fill("Settle hats in the office.")
    desk.get_by_label("Notes").fill("NOTES-TOKEN for us.")
    desk.get_by_role("button", name="Review before sending").click()
    desk.get_by_role("button", name="Send the determination to the school").click()
    expect(desk.get_by_text("26-0001 is reviewed.")).to_be_visible()
    axe(desk)
    desk.goto("/reviews/")
    expect(desk.get_by_text("NOTES-TOKEN for us.")).to_be_visible()
    axe(desk)

    for width, dark in (("phone", False), ("desk", True)):
        again = open_page(width, dark=dark)
        sign_in(again, cast.principal)
        again.goto(record)
        expect(heading(again)).to_contain_text(": reviewed, returned to school.")
        expect(again.get_by_text("Settle hats in the office.")).to_be_visible()
        assert "NOTES-TOKEN" not in again.content()
        axe(again)


def test_a_rule_matter_is_kept_in_school_with_the_keyboard_alone(cast, page):
    sign_in(page, cast.principal)
    page.goto("/referrals/new/")
    page.get_by_role("button", name="No", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("clause 4.2")).to_be_visible()
    page.get_by_role("button", name=re.compile("^No ?A school rule")).focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_contain_text("the school settles this")
    page.get_by_role("radio", name="Phone or device").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Private talk with the student").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Kept in school. No officer was called.")
    axe(page)
    page.get_by_role("link", name="All that was kept in school").click()
    expect(page.get_by_text("Phone or device")).to_be_visible()
    axe(page)
    assert not Referral.objects.exists()


def test_danger_now_is_one_tap_from_the_phone(cast, phone):
    sign_in(phone, cast.principal)
    phone.goto("/referrals/new/")
    phone.get_by_role("button", name="Yes, right now").click()
    expect(heading(phone)).to_have_text("Call 911 now. Then radio the officer.")
    expect(phone.get_by_role("link", name="Call 911")).to_be_visible()
    axe(phone)
    phone.get_by_role("button", name="Log it now that it is over").click()
    expect(phone.get_by_text("clause 4.2")).to_be_visible()
