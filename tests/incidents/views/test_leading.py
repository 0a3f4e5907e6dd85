"""Who leads, on the page of a call."""

from uuid import uuid4

import pytest

from incidents.models import LeadChange
from tests.cast import NOW
from tests.factories.incidents import submitted
from tests.incidents.views.desk import at, page


@pytest.fixture
def sent(cast):
    return submitted(cast.principal, cast.school, NOW)


def test_one_tap_says_it_and_the_other_side_reads_it(sent, principal, sro):
    assert "Nobody has said yet who leads." in page(principal.get(at(sent)))
    given = {"lead": "joint", "shown": "", "form_key": uuid4()}
    assert principal.post(at(sent, "lead/"), given).url == at(sent)
    shown = page(sro.get(at(sent)))
    assert "Both together" in shown
    assert 'value="joint"' not in shown, "what holds already has no button"


def test_a_page_opened_before_the_last_change_changes_nothing_and_says_so(sent, principal, sro):
    stale = {"lead": "school", "shown": "", "form_key": uuid4()}
    sro.post(at(sent, "lead/"), {"lead": "officer", "shown": "", "form_key": uuid4()})
    shown = page(principal.post(at(sent, "lead/"), stale, follow=True))
    assert "Somebody else said a moment ago who leads." in shown
    assert LeadChange.objects.get().lead == "officer"


def test_a_button_that_says_nothing_is_refused_in_words(sent, principal):
    for given in (
        {},
        {"lead": "everybody", "form_key": uuid4()},
        {"lead": "school", "shown": "x", "form_key": uuid4()},
    ):
        assert "Nothing was changed." in page(principal.post(at(sent, "lead/"), given, follow=True))
    assert not LeadChange.objects.exists()
