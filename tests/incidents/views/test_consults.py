"""Asking first on screen: the two ways, the question, its check, the answer, what follows."""

import pytest

from incidents.choices import Crime
from incidents.models import Consult, ConsultAnswer, Disclosure, Precedent, Referral
from incidents.states import ConsultState
from tests.cast import NOW
from tests.checking import versions_in
from tests.factories import consults as made
from tests.incidents.views.desk import at, begin

pytestmark = pytest.mark.django_db
GIVEN = {
    "behavior": "other_weapon",
    "place": "gym",
    "question": made.QUESTION,
    "form_key": "9e2d5c88-2f6a-4a38-8a59-1f4f8f0d0a11",
}
REPLY = {"kind": "school", "text": made.ADVICE, "clause": "none", "form_key": "9e2d5c88-2f6a-4a38-8a59-1f4f8f0d0a12"}


def version_of(page):
    """What the page shows, as its form sends it back."""
    return versions_in(page.content.decode())[0]


def unsure(client):
    """A draft as the screens make it, and where the second screen led."""
    draft = begin(client, "none")
    response = client.post(at(draft, "crime/"), {"crime": "unsure", "reason": made.REASON}, follow=True)
    return draft, response


def sent(client, draft, **more):
    """The question, checked and sent."""
    path = at(draft, "question/")
    given = {**GIVEN, **more}
    page = client.post(path, given)
    return client.post(path, {**given, "sure": "1", "version": version_of(page)}, follow=True)


def test_who_is_unsure_is_offered_two_ways(principal):
    draft, response = unsure(principal)
    assert response.redirect_chain[-1][0] == at(draft, "ask-first/")
    page = response.content.decode()
    assert at(draft, "question/") in page
    assert at(draft, "details/") in page


@pytest.mark.parametrize(("danger", "crime"), [("none", "yes"), ("over", "unsure"), ("over", "yes")])
def test_with_danger_or_a_crime_the_call_goes_on_as_before(principal, danger, crime):
    draft = begin(principal, danger)
    response = principal.post(at(draft, "crime/"), {"crime": crime, "reason": "Seen."}, follow=True)
    assert response.redirect_chain[-1][0] == at(draft, "details/")
    assert principal.get(at(draft, "question/")).status_code == 302


def test_without_an_agency_that_reads_it_the_call_goes_on(principal, cast):
    cast.version.expires_on = NOW.date().replace(year=2025)
    cast.version.save()
    draft, response = unsure(principal)
    assert response.redirect_chain[-1][0] == at(draft, "details/")


def test_the_check_shows_all_that_crosses_and_who_reads_it_before_anything_is_sent(principal, cast):
    draft, _response = unsure(principal)
    page = principal.post(at(draft, "question/"), GIVEN).content.decode()
    for words in (made.QUESTION, made.REASON, "Gym", cast.school.name, cast.supervisor.name):
        assert words in page
    assert not Consult.objects.exists()


def test_words_of_a_record_and_names_are_pointed_at(principal, cast):
    draft, _response = unsure(principal)
    words = f"His IEP says so, and {cast.sro.name} knows. Is it ours?"
    page = principal.post(at(draft, "question/"), {**GIVEN, "question": words}).content.decode()
    assert "It says: iep." in page
    assert f"It names {cast.sro.name}." in page


def test_sent_it_waits_for_the_supervisor_and_nobody_was_called(principal, cast):
    draft, _response = unsure(principal)
    response = sent(principal, draft)
    consult = Consult.objects.get()
    assert response.redirect_chain[-1][0] == f"/questions/{consult.pk}/"
    assert "Nobody was called" in response.content.decode()
    assert Referral.objects.submitted().count() == 0
    assert principal.get(at(draft, "resume/"), follow=True).redirect_chain[-1][0] == f"/questions/{consult.pk}/"


def test_sent_twice_it_is_one_question(principal):
    draft, _response = unsure(principal)
    sent(principal, draft)
    again = principal.post(at(draft, "question/"), {**GIVEN, "sure": "1"})
    assert again["Location"] == f"/questions/{Consult.objects.get().pk}/"


def test_what_changed_after_the_check_is_shown_again_and_not_sent(principal):
    draft, _response = unsure(principal)
    path = at(draft, "question/")
    version = version_of(principal.post(path, GIVEN))
    principal.post(at(draft, "crime/"), {"crime": "unsure", "reason": "Another reason."})
    response = principal.post(path, {**GIVEN, "sure": "1", "version": version})
    assert response.status_code == 422
    assert "Another reason." in response.content.decode()
    assert not Consult.objects.exists()


def test_twenty_thousand_characters_are_refused_and_kept(principal):
    draft, _response = unsure(principal)
    response = principal.post(at(draft, "question/"), {**GIVEN, "question": "q" * 20_001})
    assert response.status_code == 422
    assert "At most 5,000 characters; yours has 20,001." in response.content.decode()
    assert "q" * 20_001 in response.content.decode()
    assert not Consult.objects.exists()


def test_the_mou_that_lapsed_between_the_check_and_the_sending_keeps_the_words(principal, cast):
    draft, _response = unsure(principal)
    path = at(draft, "question/")
    version = version_of(principal.post(path, GIVEN))
    cast.version.expires_on = NOW.date().replace(year=2025)
    cast.version.save()
    response = principal.post(path, {**GIVEN, "sure": "1", "version": version})
    assert made.QUESTION in response.content.decode()
    again = principal.post(path, {**GIVEN, "sure": "1", "version": version_of(response)})
    assert again.status_code == 422
    assert made.QUESTION in again.content.decode()
    assert not Consult.objects.exists()
    assert not Disclosure.objects.exists()


def test_what_must_be_handed_on_is_not_asked_about(principal):
    draft, _response = unsure(principal)
    response = principal.post(at(draft, "question/"), {**GIVEN, "behavior": "firearm"})
    assert response["Location"] == at(draft, "hand-on/")
    assert not Consult.objects.exists()


def test_the_supervisor_answers_on_a_page_that_is_checked(supervisor, cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    path = f"/questions/{consult.pk}/answer/"
    shown = supervisor.get(path)
    assert made.QUESTION in shown.content.decode()
    given = {**REPLY, "version": version_of(shown)}
    check = supervisor.post(path, given)
    assert "It is final once sent." in check.content.decode()
    assert not ConsultAnswer.objects.exists()
    response = supervisor.post(path, {**given, "sure": "1"})
    assert response["Location"] == f"/questions/{consult.pk}/"
    assert ConsultAnswer.objects.get().text == made.ADVICE


def test_who_answers_second_keeps_the_words_and_reads_the_first_answer(supervisor, cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    path = f"/questions/{consult.pk}/answer/"
    version = version_of(supervisor.get(path))
    made.answer(cast.second_supervisor, consult, NOW, text="Ours, at once.")
    response = supervisor.post(path, {**REPLY, "version": version, "sure": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert made.ADVICE in page
    assert "Ours, at once." in page
    assert ConsultAnswer.objects.count() == 1


def test_a_question_withdrawn_meanwhile_keeps_the_answer_that_was_typed(supervisor, principal, cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    path = f"/questions/{consult.pk}/answer/"
    version = version_of(supervisor.get(path))
    end = f"/questions/{consult.pk}/end/"
    principal.post(end, {"version": version_of(principal.get(end))})
    response = supervisor.post(path, {**REPLY, "version": version})
    assert response.status_code == 409
    assert made.ADVICE in response.content.decode()
    assert "needs no answer any more" in response.content.decode()
    assert not ConsultAnswer.objects.exists()


def test_the_officer_finds_no_question(sro, cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    for path in ("/questions/", f"/questions/{consult.pk}/", f"/questions/{consult.pk}/answer/"):
        assert sro.get(path).status_code == 404


def test_made_a_call_the_page_is_filled_with_what_was_typed(principal, cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    response = principal.post(f"/questions/{consult.pk}/call/", follow=True)
    draft = Referral.objects.get()
    assert response.redirect_chain[-1][0] == at(draft, "details/")
    assert made.QUESTION in response.content.decode()


def test_kept_in_school_it_goes_through_the_gate_and_closes(principal, cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    response = principal.post(f"/questions/{consult.pk}/keep-in-school/", follow=True)
    draft = Referral.objects.get()
    assert response.redirect_chain[-1][0] == at(draft, "gate/")
    assert draft.crime == Crime.NO
    kept = {"act": "keep", "behavior": "other_weapon", "route": "family", "day": NOW.date().isoformat()}
    principal.post(at(draft, "gate/"), kept)
    consult.refresh_from_db()
    assert consult.state == ConsultState.CLOSED


def test_an_example_is_refused_with_the_words_that_tell(supervisor, cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW, may_be_kept=True)
    path = f"/questions/{consult.pk}/example/"
    given = {"situation": "On Tuesday in the gym.", "advice": made.ADVICE, "form_key": GIVEN["form_key"]}
    given["version"] = version_of(supervisor.get(path))
    response = supervisor.post(path, given)
    assert response.status_code == 422
    assert "Still says who, where or when: gym, Tuesday." in response.content.decode()
    assert not Precedent.objects.exists()
    supervisor.post(path, {**given, "situation": made.SITUATION})
    assert Precedent.objects.exists()


def test_examples_are_found_from_the_gate_and_name_no_school(principal, cast):
    made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    _draft, response = unsure(principal)
    assert made.SITUATION in response.content.decode()
    precedent = Precedent.objects.get()
    page = principal.get(f"/examples/{precedent.pk}/").content.decode()
    assert made.SITUATION in page
    assert "Gym" not in page


def test_one_that_was_taken_out_shows_nothing_any_more(principal, supervisor, cast):
    precedent = made.kept(cast.principal, cast.school, cast.supervisor, NOW)
    path = f"/examples/{precedent.pk}/take-out/"
    given = {"reason": "Everyone knows whose it was.", "version": version_of(principal.get(path))}
    principal.post(path, given)
    for client, reads in ((principal, True), (supervisor, False)):
        page = client.get(f"/examples/{precedent.pk}/").content.decode()
        assert made.SITUATION not in page
        assert ("Everyone knows" in page) is reads
        assert made.SITUATION not in client.get("/examples/").content.decode()


def test_the_register_names_the_question_for_the_side_that_must_account(principal, cast):
    made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    page = principal.get("/disclosures/").content.decode()
    assert "A question before a call" in page
    assert "Q26-0001" in page
    assert made.QUESTION not in page
    file = b"".join(principal.get("/disclosures/export.csv").streaming_content).decode()
    assert file.count("Q26-0001") == 2


def test_a_draft_that_is_discarded_says_that_its_question_stays(principal, cast):
    draft, _response = unsure(principal)
    sent(principal, draft)
    page = principal.get(at(draft, "discard/"))
    assert "Question Q26-0001 to the supervisor stays." in page.content.decode()
    assert "nobody else was told" not in page.content.decode()
    done = principal.post(at(draft, "discard/"), {"version": version_of(page)}, follow=True)
    assert "Question Q26-0001 to the supervisor stays." in done.content.decode()
    assert Consult.objects.get().state == ConsultState.ASKED
