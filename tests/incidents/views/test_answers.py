"""The agency's screens: accept, decline, ask back, outcome; and the school's answer to a question."""

import re
from uuid import uuid4

import pytest

from incidents.actions import outcomes, questions, responses
from incidents.models import Outcome, Question, Response
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.incidents import accepted, decided, submitted
from tests.factories.partnerships import PostingFactory
from tests.incidents.views.desk import LATER, REVIEW, asked_of, at, counts, page


@pytest.fixture
def sent(cast):
    """A call that waits for the officer."""
    return submitted(cast.principal, cast.school, NOW)


ACCEPT = {"form_key": uuid4(), "elements_present": "yes", "nibrs_code": "13B", "note": "On my way."}


def test_the_officer_accepts_and_the_school_reads_it(sent, sro, principal):
    response = sro.post(at(sent, "accept/"), ACCEPT, follow=True)
    assert "26-0001 is accepted." in page(response)
    shown = page(principal.get(at(sent)))
    assert "13B · Simple Assault" in shown
    assert "On my way." in shown


def test_elements_and_offense_agree(sent, sro):
    without = sro.post(at(sent, "accept/"), {**ACCEPT, "nibrs_code": ""})
    assert "Choose the offense whose elements are present." in page(without)
    against = sro.post(at(sent, "accept/"), {**ACCEPT, "elements_present": "no"})
    assert "You said that no offense is present." in page(against)
    assert (without.status_code, against.status_code) == (422, 422)
    assert "On my way." in page(without)
    assert not Response.objects.exists()


def test_a_decline_cites_a_clause_of_the_mou(cast, sent, sro, principal):
    shown = page(sro.get(at(sent, "decline/")))
    assert cast.discipline.heading in shown
    assert sro.post(at(sent, "decline/"), {"form_key": uuid4(), "reason": "A rule."}).status_code == 422
    assert (
        sro.post(at(sent, "decline/"), {"form_key": uuid4(), "clause": str(uuid4()), "reason": "A rule."}).status_code
        == 422
    )
    assert (
        sro.post(
            at(sent, "decline/"), {"form_key": uuid4(), "clause": str(cast.discipline.pk), "reason": " "}
        ).status_code
        == 422
    )
    sro.post(
        at(sent, "decline/"),
        {"form_key": uuid4(), "clause": str(cast.discipline.pk), "reason": "A rule of the school."},
    )
    assert Response.objects.get().clause == cast.discipline
    told = page(principal.get(at(sent)))
    assert "A rule of the school." in told
    assert "Clause 4.2" in told


def test_without_a_clause_the_reason_alone_declines(sent, sro):
    sro.post(at(sent, "decline/"), {"form_key": uuid4(), "clause": "none", "reason": "Nothing for an officer."})
    assert Response.objects.get().clause is None


def test_of_two_officers_the_second_keeps_their_words(cast, sent, sro):
    second = person("Vera Quist", "sro", cast.agency)
    PostingFactory(partnership=cast.partnership, school=cast.school, officer=second)
    responses.accept(by=cast.sro, at=NOW, referral=sent, elements=responses.Elements("unsure"), form_key=uuid4())
    before = counts()
    response = inside(second).post(
        at(sent, "decline/"), {"form_key": uuid4(), "clause": "none", "reason": "KEPT-WORDS of the second."}
    )
    assert response.status_code == 409
    shown = page(response)
    assert "Somebody else acted first. Yours was not saved." in shown
    assert "KEPT-WORDS of the second." in shown
    assert "Iris Lindqvist" in shown
    assert counts() == before


def test_opening_an_answered_call_to_answer_leads_to_the_record(cast, sent, sro):
    responses.accept(by=cast.sro, at=NOW, referral=sent, elements=responses.Elements("unsure"), form_key=uuid4())
    for step in ("accept/", "decline/"):
        response = sro.get(at(sent, step), follow=True)
        assert response.redirect_chain[-1][0] == at(sent)
        assert "was answered or changed in the meantime" in page(response)


def test_who_may_see_but_not_answer_is_refused_and_nothing_changes(cast, sent):
    before = counts()
    posts = {
        "accept/": ACCEPT,
        "decline/": {"clause": "none", "reason": "x", "form_key": uuid4()},
        "outcome/": {"kind": "advice", "form_key": uuid4()},
        "ask/": {"question": "x", "form_key": uuid4()},
        "review/": REVIEW,
    }
    for reader in (cast.principal, cast.district_administrator, cast.records_custodian):
        client = inside(reader)
        for step, given in posts.items():
            assert client.get(at(sent, step)).status_code == 403, (reader, step)
            assert client.post(at(sent, step), given).status_code == 403, (reader, step)
    for step in ("accept/", "decline/", "outcome/"):
        assert inside(cast.supervisor).post(at(sent, step), posts[step]).status_code == 403, step
    assert inside(cast.sro).post(at(sent, "review/"), {}).status_code == 403
    assert counts() == before


def test_strangers_and_desks_without_referrals_find_nothing(cast, sent):
    steps = (
        "",
        "referral.pdf",
        "accept/",
        "decline/",
        "outcome/",
        "ask/",
        "review/",
        "reply/",
        "withdraw/",
        "addendum/",
        "disclose/",
    )
    before = counts()
    for stranger in (*cast.strangers(), *cast.without_referrals()):
        client = inside(stranger)
        for step in steps:
            assert client.get(at(sent, step)).status_code == 404, (stranger, step)
            if step not in ("", "referral.pdf"):
                assert client.post(at(sent, step), {}).status_code == 404, (stranger, step)
    assert counts() == before


def test_other_methods_are_not_allowed(sent, principal, sro):
    for client, step in ((principal, ""), (principal, "referral.pdf"), (sro, "accept/"), (principal, "reply/")):
        for method in (client.put, client.delete, client.patch):
            assert method(at(sent, step)).status_code == 405, step
    assert principal.post(at(sent)).status_code == 405


def test_a_question_goes_to_the_school_and_its_answer_comes_back(sent, sro, principal):
    sro.post(at(sent, "ask/"), {"form_key": uuid4(), "question": "What did staff try first?"})
    asked = page(principal.get(at(sent)))
    assert "Fight, gym: Dep. Iris Lindqvist asks you a question." in asked
    assert "What did staff try first?" in page(principal.get(at(sent, "reply/")))
    assert principal.post(at(sent, "reply/"), {**asked_of(sent), "form_key": uuid4(), "reply": " "}).status_code == 422
    principal.post(at(sent, "reply/"), {**asked_of(sent), "form_key": uuid4(), "reply": "They talked to both."})
    assert "They talked to both." in page(sro.get(at(sent)))


def test_of_two_answers_to_a_question_the_second_is_kept_on_its_page(cast, sent, principal):
    asked = questions.ask(by=cast.sro, at=NOW, referral=sent, question="What did staff try first?", form_key=uuid4())
    questions.reply(by=cast.designee, at=NOW, question=asked, reply="The first answer.", form_key=uuid4())
    response = principal.post(
        at(sent, "reply/"), {**asked_of(sent), "form_key": uuid4(), "reply": "KEPT-WORDS of the second."}
    )
    assert response.status_code == 409
    assert "KEPT-WORDS of the second." in page(response)
    assert Question.objects.get().reply == "The first answer."


def test_a_second_question_while_one_waits_is_kept_on_its_page(cast, sent, supervisor):
    questions.ask(by=cast.sro, at=NOW, referral=sent, question="What did staff try first?", form_key=uuid4())
    response = supervisor.post(at(sent, "ask/"), {"form_key": uuid4(), "question": "KEPT-WORDS"})
    assert response.status_code == 409
    assert "KEPT-WORDS" in page(response)
    assert Question.objects.count() == 1


def test_an_outcome_is_recorded_once_and_corrected_by_a_later_one(cast, sro, principal):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    given = {"kind": "advice", "note": "AGENCY-ONLY-NOTE", "form_key": uuid4()}
    for _time in range(2):
        assert sro.post(at(taken, "outcome/"), given).url == at(taken)
    assert Outcome.objects.count() == 1
    shown = page(principal.get(at(taken)))
    assert "Advice" in shown
    assert "AGENCY-ONLY-NOTE" not in shown
    sro.post(at(taken, "outcome/"), {"kind": "mentoring", "form_key": uuid4()})
    assert Outcome.objects.count() == 2


ASK = "Outcomes the MOU allows appear here; for others ask Desk sergeant, 555-0199."


def test_a_withheld_outcome_looks_like_none(cast, principal, sro):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    # The first look makes the list of who has opened it; both pages compared stand before it.
    principal.get(at(taken))
    before = page(principal.get(at(taken))).partition("Who has opened it")[0]
    sro.post(at(taken, "outcome/"), {"kind": "arrest", "form_key": uuid4()})
    after = page(principal.get(at(taken))).partition("Who has opened it")[0]
    assert "Arrest" not in after
    assert ASK in after
    assert "None recorded yet" not in after
    assert strip_token(before) == strip_token(after)
    assert "Not reported to the school, under the MOU" in page(sro.get(at(taken)))


CHANGES = re.compile("csrf|unread|form_key")


def strip_token(shown):
    """The page without what changes from request to request."""
    lines = (line for line in shown.splitlines() if not CHANGES.search(line))
    return "\n".join(lines)


def test_an_outcome_needs_a_call_that_was_accepted_or_reviewed(cast, sent, sro):
    assert sro.get(at(sent, "outcome/")).url == at(sent)
    response = sro.post(at(sent, "outcome/"), {"kind": "advice", "note": "KEPT-WORDS", "form_key": uuid4()})
    assert response.status_code == 409
    assert not Outcome.objects.exists()


def test_after_the_review_an_outcome_may_still_be_recorded(cast, sro):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    assert sro.post(at(done, "outcome/"), {"kind": "lesson", "form_key": uuid4()}).status_code == 302
    outcomes.record_outcome(by=cast.sro, at=LATER, referral=done, kind="advice", form_key=uuid4())
    assert Outcome.objects.count() == 2
