"""What was checked is what is done: what changed since a page asked to confirm it is named, and asked again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Organization
from incidents.actions import addenda, questions, referrals, responses
from incidents.choices import TextKind
from incidents.errors import ChangedMeanwhile
from incidents.models import Disclosure, HandedOn, Question, Referral, Review
from tests.cast import NOW
from tests.checking import asked_again, version_shown
from tests.factories.incidents import accepted, draft, submitted
from tests.incidents.views.desk import DAY, DETAILS, REVIEW, at, counts, page, send, version_of, walk_to_check
from tests.incidents.views.test_gate import KEEP, gate
from tests.incidents.views.test_school_later import saved

ASKS = "Nothing was sent. It was changed after you opened it"


@pytest.mark.parametrize(
    ("step", "given", "label"),
    [
        ("details/", {**DETAILS, "shared": "OTHER-WORDS"}, "What was seen or heard"),
        ("details/", {**DETAILS, "place": "library"}, "Where"),
        ("details/", {**DETAILS, "time": "08:45"}, "When"),
        ("details/", {**DETAILS, "school_only": "OTHER-WORDS"}, "From school records"),
        ("details/", {**DETAILS, "person-0-role": "witness", "person-0-kind": "staff"}, "person 1"),
        ("crime/", {"crime": "unsure", "reason": "What staff saw."}, "Crime?"),
        ("crime/", {"crime": "yes", "reason": "OTHER-WORDS"}, "Why"),
        ("danger/", {"danger": "none"}, "Anyone in danger"),
    ],
)
def test_what_another_window_saved_is_not_sent_unread(principal, step, given, label):
    one = walk_to_check(principal)
    version, before = version_of(principal, one), counts()
    assert principal.post(at(one, step), given).status_code == 302
    response = principal.post(at(one, "submit/"), version)
    assert response.status_code == 422
    asked = page(response).partition(ASKS)[2].partition("</div>")[0]
    assert label in asked
    assert counts() | {"ReferralText": 0} == before | {"ReferralText": 0}
    assert Referral.objects.get().state == "draft"
    assert send(principal, one).status_code == 302
    assert Referral.objects.get().state == "submitted"


def test_a_person_taken_out_in_another_window_is_named(principal):
    one = walk_to_check(principal, **{"person-0-role": "witness", "person-0-kind": "staff"})
    version = version_of(principal, one)
    principal.post(at(one, "details/"), DETAILS)
    assert "something that was taken out" in page(principal.post(at(one, "submit/"), version))
    assert not Disclosure.objects.exists()


def test_what_is_saved_anew_without_a_change_is_sent(principal):
    one = walk_to_check(principal)
    version = version_of(principal, one)
    principal.post(at(one, "details/"), DETAILS)
    assert principal.post(at(one, "submit/"), version).status_code == 302
    assert Disclosure.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "a:b c:d", ":", "\x1f" * 99])
def test_without_the_version_that_was_shown_nothing_is_sent(principal, version):
    one = walk_to_check(principal)
    response = principal.post(at(one, "submit/"), {"version": version})
    assert response.status_code == 422
    assert ASKS in page(response)
    assert not Disclosure.objects.exists()


def test_what_is_saved_between_the_check_and_the_sending_is_refused_under_the_lock(cast, principal):
    one = walk_to_check(principal)
    seen = Referral.objects.get().changed_at
    later = NOW + timedelta(seconds=1)
    referrals.change(by=cast.principal, at=later, referral=one, texts={TextKind.SHARED: "OTHER-WORDS"})
    with pytest.raises(ChangedMeanwhile):
        referrals.submit(by=cast.principal, at=later, referral=one, seen=seen)
    assert not Disclosure.objects.exists()


def answer(cast, call):
    responses.accept(
        by=cast.sro, at=NOW, referral=call, elements=responses.Elements("yes", "13B"), form_key=uuid4(), note="NEW"
    )


def reply(cast, call):
    question = Question.objects.get()
    questions.reply(by=cast.principal, at=NOW, question=question, reply="NEW", form_key=uuid4())


def add(cast, call):
    addenda.add(by=cast.principal, at=NOW, referral=call, text="NEW", crosses=True, form_key=uuid4())


@pytest.mark.parametrize(
    ("deed", "label"),
    [
        (answer, "the officer’s answer"),
        (reply, "questions and their answers"),
        (add, "later facts"),
    ],
)
@pytest.mark.parametrize("last", ["", "1"])
def test_a_determination_is_asked_for_again_when_the_record_moved_on(cast, supervisor, deed, label, last):
    call = submitted(cast.principal, cast.school, NOW)
    if deed is reply:
        questions.ask(by=cast.sro, at=NOW, referral=call, question="Where?", form_key=uuid4())
    given = {**REVIEW, **version_of(supervisor, call, "review/"), "feedback": "KEPT-WORDS", "sure": last}
    if not last:
        del given["sure"]
    deed(cast, call)
    response = supervisor.post(at(call, "review/"), given)
    shown = page(response)
    assert response.status_code == 422
    assert label in shown.partition(ASKS)[2].partition("</div>")[0]
    assert "KEPT-WORDS" in shown
    assert "NEW" in shown
    assert not Review.objects.exists()
    again = {**given, "sure": "1", "version": shown.partition('name="version" value="')[2].partition('"')[0]}
    assert supervisor.post(at(call, "review/"), again).status_code == 302
    assert Review.objects.exists()


def test_a_draft_that_was_written_on_is_not_discarded_unread(cast, principal):
    one = walk_to_check(principal)
    version = version_of(principal, one, "discard/")
    later = NOW + timedelta(seconds=1)
    referrals.change(by=cast.principal, at=later, referral=one, texts={TextKind.SHARED: "OTHER-WORDS"})
    response = principal.post(at(one, "discard/"), version)
    assert response.status_code == 422
    assert "Changed: what was written in it." in page(response)
    assert Referral.objects.filter(pk=one.pk).exists()


def test_a_draft_written_on_at_the_same_moment_is_not_discarded(cast, principal, monkeypatch):
    one = draft(cast.principal, cast.school, NOW)
    version = version_of(principal, one, "discard/")
    stale = Referral.objects.select_related("school").get(pk=one.pk)
    referrals.change(by=cast.principal, at=NOW + timedelta(seconds=1), referral=one, answers={"place": "library"})
    # The page read its row just before; the action finds the change with the row held.
    monkeypatch.setattr("incidents.views.sending.reached", lambda _request, _pk: stale)
    response = principal.post(at(one, "discard/"), version)
    assert response.status_code == 422
    assert "changed in another window a moment ago" in page(response)
    assert Referral.objects.get(pk=one.pk).place == "library"


def test_what_was_told_of_one_matter_is_not_recorded_of_another(principal):
    one = gate(principal)
    principal.post(at(one, "gate/"), {**KEEP, "behavior": "missing_student"})
    read = version_shown(principal, at(one, "hand-on/"))
    handed = {**read, "act": "hand", "told": ["police"], "day": DAY, "time": "09:30"}
    principal.post(at(one, "details/"), {**DETAILS, "behavior": "abuse_disclosure"})
    response = principal.post(at(one, "hand-on/"), handed)
    asked_again(response, "what it is, what is owed for it")
    assert not HandedOn.objects.exists()


def test_a_reply_answers_the_question_it_was_written_to(cast, principal):
    call = accepted(cast.principal, cast.school, cast.sro, NOW)
    first = questions.ask(by=cast.sro, at=NOW, referral=call, question="Where?", form_key=uuid4())
    given = {"question": first.pk, "form_key": uuid4(), "reply": "KEPT-WORDS, in the gym."}
    questions.reply(by=cast.designee, at=NOW, question=first, reply="In the hall.", form_key=uuid4())
    second = questions.ask(by=cast.sro, at=NOW, referral=call, question="Who was there?", form_key=uuid4())
    response = principal.post(at(call, "reply/"), given)
    assert response.status_code == 409
    assert "KEPT-WORDS, in the gym." in page(response)
    second.refresh_from_db()
    assert second.replied_at is None


def test_a_saved_call_is_sent_by_hand_to_the_agency_and_in_the_words_that_were_read(cast, principal):
    kept = saved(cast)
    path = at(kept, "disclose/")
    read, before = version_shown(principal, path), counts()
    given = {"agency": str(cast.partnership.pk)}
    Organization.objects.filter(pk=cast.agency.pk).update(name="Aldmoor County Sheriff")
    again = asked_again(principal.post(path, {**read, **given}), "which agency receives it")
    assert counts() == before
    assert principal.post(path, {**again, **given}).url == at(kept)
    assert Disclosure.objects.get().recipient == cast.agency


def test_a_saved_call_sent_by_a_page_that_was_never_opened_is_not_sent(cast, principal):
    kept = saved(cast)
    asked_again(principal.post(at(kept, "disclose/"), {"agency": str(cast.partnership.pk)}), "What was seen or heard")
    assert not Disclosure.objects.exists()
