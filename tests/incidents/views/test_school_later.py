"""What the school does after sending: withdraw, and, as both sides may, add a later fact."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from incidents.actions import questions, reviews
from incidents.models import Addendum, Disclosure, Question
from ledger.models import Notice
from partnerships.models import Posting
from partnerships.terms import TermKey
from tests.accounts.people import inside
from tests.cast import NOW, bind, person
from tests.checking import confirm_page
from tests.factories.accounts import OrganizationFactory
from tests.factories.incidents import draft, submitted
from tests.factories.partnerships import PostingFactory, TermFactory
from tests.incidents.views.desk import asked_of, at, counts, page, send


@pytest.fixture
def sent(cast):
    """A call that waits for the officer."""
    return submitted(cast.principal, cast.school, NOW)


def test_withdrawing_needs_a_reason_and_tells_the_agency_why(sent, principal, sro):
    assert principal.post(at(sent, "withdraw/"), {"reason": " "}).status_code == 422
    for _time in range(2):
        assert principal.post(at(sent, "withdraw/"), {"reason": "We settled it ourselves."}).url == at(sent)
    shown = page(sro.get(at(sent)))
    assert "Withdrawn by the school" in shown
    assert "We settled it ourselves." in shown
    assert Notice.objects.filter(kind="incidents.referral_withdrawn").count() == 3


def test_withdrawing_what_was_reviewed_meanwhile_keeps_the_words(cast, sent, principal):
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        decision=reviews.Decision(determination="police_matter", crime_involved="yes", reason="The first reason."),
        form_key=uuid4(),
    )
    before = counts()
    response = principal.post(at(sent, "withdraw/"), {"reason": "KEPT-WORDS"})
    assert response.status_code == 409
    assert "KEPT-WORDS" in page(response)
    assert counts() == before
    assert principal.get(at(sent, "withdraw/")).url == at(sent)


def test_a_district_administrator_reads_and_never_writes(cast, sent, district):
    before = counts()
    for step, given in (
        ("withdraw/", {"reason": "x"}),
        ("reply/", {"reply": "x"}),
        ("addendum/", {"text": "x", "crosses": "no", "form_key": uuid4()}),
        ("disclose/", {}),
    ):
        assert district.get(at(sent, step)).status_code == 403, step
        assert district.post(at(sent, step), given).status_code == 403, step
    shown = page(district.get(at(sent)))
    for step in ("withdraw/", "reply/", "addendum/", "accept/", "review/"):
        assert f'href="{at(sent, step)}"' not in shown
    assert district.get("/referrals/new/").status_code == 404
    assert counts() == before


def add(client, referral, text, crosses, key=None):
    return client.post(at(referral, "addendum/"), {"text": text, "crosses": crosses, "form_key": key or uuid4()})


def test_a_later_fact_is_read_by_those_it_was_meant_for(sent, principal, sro):
    add(principal, sent, "SCHOOLS-OWN-FACT", "no")
    add(principal, sent, "SCHOOLS-SHARED-FACT", "yes")
    add(sro, sent, "AGENCYS-OWN-FACT", "no")
    add(sro, sent, "AGENCYS-SHARED-FACT", "yes")
    school, agency = page(principal.get(at(sent))), page(sro.get(at(sent)))
    for shared in ("SCHOOLS-SHARED-FACT", "AGENCYS-SHARED-FACT"):
        assert shared in school
        assert shared in agency
    assert "SCHOOLS-OWN-FACT" in school
    assert "SCHOOLS-OWN-FACT" not in agency
    assert "AGENCYS-OWN-FACT" in agency
    assert "AGENCYS-OWN-FACT" not in school


def test_a_later_fact_cannot_cross_where_no_one_was_told(cast, principal):
    cast.posting.delete()
    kept = submitted(cast.principal, cast.school, NOW)
    response = add(principal, kept, "KEPT-WORDS", "yes")
    assert response.status_code == 422
    assert "The agency cannot be told now" in page(response)
    assert "KEPT-WORDS" in page(response)
    assert not Addendum.objects.exists()
    assert add(principal, kept, "Ours.", "no").status_code == 302


@pytest.fixture
def second_agency(cast):
    """Another agency's partnership that receives calls of the school; by its name it stands before the first."""
    police = OrganizationFactory(name="Aldmoor Police", slug="aldmoor-police")
    partnership, _version, _posting = bind(cast.district, police, [cast.school], person("Otto Hall", "sro", police))
    return partnership


def saved(cast):
    """A call that reached nobody, and the officer who has come since."""
    here = Posting.objects.filter(pk=cast.posting.pk)
    here.update(school=cast.second_school)
    kept = submitted(cast.principal, cast.school, NOW)
    here.update(school=cast.school)
    return kept


def test_where_two_agencies_receive_a_saved_call_goes_to_the_one_that_is_chosen(cast, principal, request):
    kept = saved(cast)
    second = request.getfixturevalue("second_agency")
    shown = page(principal.get(at(kept, "disclose/")))
    assert "Which agency is called?" in shown
    assert shown.index("Aldmoor Police") < shown.index("Aldmoor Sheriff")
    for forged in ("", "x", str(cast.other_partnership.pk)):
        assert confirm_page(principal, at(kept, "disclose/"), {"agency": forged}).status_code == 422
    assert not Disclosure.objects.exists()
    assert confirm_page(principal, at(kept, "disclose/"), {"agency": str(second.pk)}).url == at(kept)
    assert Disclosure.objects.get().recipient == second.agency


@pytest.mark.parametrize("step", ["disclose/", "submit/"])
def test_a_call_goes_to_the_agency_that_was_shown_or_nowhere(cast, principal, request, step):
    one = saved(cast) if step == "disclose/" else draft(cast.principal, cast.school, NOW)
    shown = page(principal.get(at(one, "disclose/" if step == "disclose/" else "check/")))
    assert f'value="{cast.partnership.pk}"' in shown
    request.getfixturevalue("second_agency")
    cast.posting.delete()
    response = principal.post(at(one, step), {"agency": str(cast.partnership.pk)})
    assert response.status_code == 422
    assert "changed a moment ago" in page(response)
    assert not Disclosure.objects.exists()


def test_what_was_said_to_reach_nobody_is_not_sent_to_an_officer_posted_meanwhile(cast, principal):
    place = {"partnership": cast.partnership, "school": cast.school, "officer": cast.sro}
    cast.posting.delete()
    one = draft(cast.principal, cast.school, NOW)
    assert 'value="none"' in page(principal.get(at(one, "check/")))
    PostingFactory(**place)
    assert send(principal, one, {"agency": "none"}).status_code == 422
    assert not Disclosure.objects.exists()


def test_an_open_screen_sends_no_saved_call_on_before_its_person_has_shown_themselves(cast):
    kept = saved(cast)
    left_open = inside(cast.principal, at=timezone.now() - timedelta(minutes=6))
    assert left_open.get(at(kept, "disclose/")).status_code == 200
    response = left_open.post(at(kept, "disclose/"), {"agency": str(cast.partnership.pk)})
    assert (response.status_code, response.url != at(kept)) == (302, True)
    assert not Disclosure.objects.exists()
    just_in = inside(cast.principal)
    assert confirm_page(just_in, at(kept, "disclose/"), {"agency": str(cast.partnership.pk)}).url == at(kept)
    assert Disclosure.objects.count() == 1


def test_a_withdrawn_call_is_sent_on_to_nobody(cast, principal):
    kept = saved(cast)
    principal.post(at(kept, "withdraw/"), {"reason": "We settled it ourselves."})
    assert principal.get(at(kept, "disclose/")).status_code == 404
    assert principal.post(at(kept, "disclose/")).status_code == 404


def test_an_answer_that_no_agency_can_read_is_refused_in_words_and_kept(cast, sent, principal):
    questions.ask(by=cast.sro, at=NOW, referral=sent, question="Who was there?", form_key=uuid4())
    assert f"/referrals/{sent.pk}/reply/" in page(principal.get("/"))
    cast.version.expires_on = NOW.date()
    cast.version.save()
    TermFactory(version=cast.version, key=TermKey.GRACE_DAYS, value=0)
    response = principal.post(at(sent, "reply/"), {**asked_of(sent), "form_key": uuid4(), "reply": "KEPT-WORDS"})
    assert response.status_code == 422
    assert "cannot be reached through the portal" in page(response)
    assert "KEPT-WORDS" in page(response)
    assert Question.objects.get().replied_at is None
    assert f"/referrals/{sent.pk}/reply/" not in page(principal.get("/"))


def test_an_outcome_before_the_answer_says_to_answer_first(cast, sro):
    sent = submitted(cast.principal, cast.school, NOW)
    assert "Answer the call first" in page(sro.get(at(sent, "outcome/"), follow=True))
