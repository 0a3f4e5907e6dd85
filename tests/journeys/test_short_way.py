"""What keeping a rule matter in school costs on a phone, from the desk: taps and words to read. No key is pressed."""

import re

import pytest
import time_machine
from playwright.sync_api import expect

from incidents.models import KeptInSchool, Referral
from tests.cast import NOW
from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TAPS, MOST_WORDS = 5, 650
# Every word that stands on the screen: what is folded away, and what only a screen reader says, is not read.
VISIBLE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    const hidden = holder.closest("script, style, option, .visually-hidden, .skip-link");
    const box = holder.getBoundingClientRect();
    if (hidden || box.width < 2 || box.height < 2 || !holder.checkVisibility({ visibilityProperty: true })) continue;
    words.push(...walker.currentNode.textContent.split(/\\s+/).filter(Boolean));
  }
  return words.length;
}"""


@pytest.fixture(autouse=True)
def _term():
    with time_machine.travel(NOW, tick=True):
        yield


def test_a_rule_matter_is_kept_in_school_with_five_taps_no_typing_and_few_words(cast, phone):
    sign_in(phone, cast.principal)
    phone.goto("/")
    words, taps = [], 0

    def tap(what):
        nonlocal taps
        taps += 1
        what.click()

    tap(phone.get_by_role("link", name="Start a referral", exact=True).last)
    expect(phone.get_by_text("Step 1 of 4")).to_be_visible()
    words.append(phone.evaluate(VISIBLE))
    tap(phone.get_by_role("button", name="No", exact=True))
    expect(phone.get_by_text("Step 2 of 4")).to_be_visible()
    words.append(phone.evaluate(VISIBLE))
    tap(phone.get_by_role("button", name=re.compile("^No ?A school rule")))
    expect(phone.get_by_text("Step 3 of 3")).to_be_visible()
    words.append(phone.evaluate(VISIBLE))
    tap(phone.get_by_role("radio", name="Phone or device"))
    tap(phone.get_by_role("button", name="Private talk with the student"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Kept in school. No officer was called.")

    kept = KeptInSchool.objects.get()
    assert (kept.behavior, kept.route) == ("phone", "conversation")
    assert not Referral.objects.exists()
    assert taps <= MOST_TAPS
    assert sum(words) <= MOST_WORDS, words
