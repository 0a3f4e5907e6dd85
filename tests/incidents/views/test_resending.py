"""A form sent twice is one act, whoever acted since; with other words, or from another's hand, it is refused."""

from uuid import uuid4

import pytest

from incidents.actions import questions
from incidents.events import EventName
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.cast import person as other
from tests.factories.incidents import accepted, submitted
from tests.factories.partnerships import PostingFactory
from tests.incidents.all_rows import everything
from tests.incidents.views.desk import REVIEW, asked_of, at, decide, page, version_of


def sent(cast):
    return submitted(cast.principal, cast.school, NOW)


def asked(cast):
    call = sent(cast)
    questions.ask(by=cast.sro, at=NOW, referral=call, question="Who saw it?", form_key=uuid4())
    return call


def taken(cast):
    return accepted(cast.principal, cast.school, cast.sro, NOW)


# By the form's address: who sends it, on which call, with which words, and other words than those.
FORMS = {
    "ask/": ("sro", sent, {"question": "Who was there?"}, {"question": "KEPT-WORDS"}),
    "reply/": ("principal", asked, {"reply": "Two teachers."}, {"reply": "KEPT-WORDS"}),
    "accept/": ("sro", sent, {"elements_present": "no", "note": "On my way."}, {"note": "KEPT-WORDS"}),
    "decline/": ("sro", sent, {"clause": "none", "reason": "A rule."}, {"reason": "KEPT-WORDS"}),
    "outcome/": ("sro", taken, {"kind": "advice", "note": "Ours."}, {"note": "KEPT-WORDS"}),
    "review/": ("supervisor", taken, {**REVIEW, "notes": "Ours."}, {"notes": "KEPT-WORDS"}),
    "addendum/": ("principal", sent, {"text": "A witness.", "crosses": "yes"}, {"text": "KEPT-WORDS"}),
}
everywhere = pytest.mark.parametrize("step", FORMS)


def send(person, call, step, given):
    """Send the form and look at the page it leads to."""
    response = inside(person).post(at(call, step), given, follow=True)
    return response, response.redirect_chain, [str(one) for one in response.context["messages"]]


def written():
    """Every row, without signing in and without who has opened what."""
    acts = Event.objects.filter(action__startswith="incidents.").exclude(action=EventName.REFERRAL_OPENED)
    return {**everything(), "Event": acts.count()}


@pytest.fixture
def first(cast, step):
    """A form that was sent once: by whom, about which call, with what in it, and where that led."""
    name, make, words, _others = FORMS[step]
    person, call = getattr(cast, name), make(cast)
    shown = {"review/": lambda: version_of(inside(person), call, step), "reply/": lambda: asked_of(call)}
    given = {**words, **shown.get(step, dict)(), "form_key": uuid4()}
    before = written()
    _response, *led_to = send(person, call, step, given)
    assert written() != before
    return person, call, given, led_to


@everywhere
def test_a_second_sending_ends_as_the_first_and_writes_nothing(first, step):
    person, call, given, led_to = first
    before = written()
    _response, *again = send(person, call, step, given)
    assert again == led_to
    assert led_to[0] == [(at(call), 302)]
    assert written() == before


@everywhere
def test_the_same_form_with_other_words_is_refused_and_the_words_are_kept(first, step):
    person, call, given, _led_to = first
    before = written()
    response, *_rest = send(person, call, step, {**given, **FORMS[step][3]})
    assert response.status_code == 409
    assert "KEPT-WORDS" in page(response)
    assert written() == before


@everywhere
def test_a_form_of_someone_else_is_refused(cast, first, step):
    person, call, given, _led_to = first
    colleagues = {cast.principal: cast.designee, cast.supervisor: cast.second_supervisor}
    if person == cast.sro:
        colleagues[person] = other("Vera Quist", "sro", cast.agency)
        PostingFactory(partnership=cast.partnership, school=cast.school, officer=colleagues[person])
    before = written()
    assert inside(colleagues[person]).post(at(call, step), given).status_code == 403
    assert written() == before


def test_an_answer_sent_again_after_the_review_is_still_the_one_that_was_given(cast, sro):
    call, given = sent(cast), {**FORMS["accept/"][2], "form_key": uuid4()}
    assert sro.post(at(call, "accept/"), given).url == at(call)
    decide(inside(cast.supervisor), call, REVIEW)
    assert sro.post(at(call, "accept/"), given).url == at(call)
    assert sro.post(at(call, "accept/"), {**given, "form_key": uuid4()}).status_code == 409


def test_a_reply_sent_again_after_a_second_question_does_not_answer_that_one(cast, principal):
    call = asked(cast)
    given = {"reply": "Two teachers.", "form_key": uuid4(), **asked_of(call)}
    principal.post(at(call, "reply/"), given)
    later = questions.ask(by=cast.sro, at=NOW, referral=call, question="And where?", form_key=uuid4())
    assert principal.post(at(call, "reply/"), given).url == at(call)
    later.refresh_from_db()
    assert later.replied_at is None
