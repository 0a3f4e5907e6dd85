"""The first question: is anyone in danger? Whatever was answered last counts, and now means 911."""

import pytest

from incidents.actions import referrals
from incidents.errors import IncompleteReferral
from incidents.models import Referral
from tests.cast import NOW
from tests.incidents.views.desk import DETAILS, START, at, begin, page, send, version_of, walk_to_check


def test_danger_answered_anew_on_the_same_form_leads_to_the_emergency_page(principal):
    one = begin(principal, "none")
    response = principal.post(START, {"form_key": one.form_key, "danger": "now"})
    assert response.url.startswith("/referrals/emergency/")
    one.refresh_from_db()
    assert one.danger == "now"
    assert Referral.objects.count() == 1


def test_beginning_again_goes_on_with_what_was_left_at_the_first_question(principal):
    first, second = begin(principal, "none"), begin(principal, "over")
    assert first.pk == second.pk
    assert Referral.objects.get().danger == "over"
    principal.post(at(first, "crime/"), {"crime": "yes", "reason": "As seen."})
    assert begin(principal, "none").pk != first.pk


def test_the_danger_of_a_draft_can_be_answered_anew(principal):
    one = walk_to_check(principal)
    assert f'href="{at(one, "danger/")}"' in page(principal.get(at(one, "check/")))
    assert principal.post(at(one, "danger/"), {"danger": "now"}).url == f"/referrals/emergency/?draft={one.pk}"
    assert principal.post(at(one, "danger/"), {"danger": ""}).status_code == 422
    one.refresh_from_db()
    assert one.danger == "now"


def test_in_an_emergency_a_school_without_an_officer_is_given_the_agencys_number(cast, principal):
    cast.posting.delete()
    cast.agency.phone = "555-0100"
    cast.agency.save()
    shown = page(principal.get("/referrals/emergency/"))
    assert "radio the officer.</h1>" not in shown
    assert "No officer is posted at your school today." in shown
    assert 'href="tel:5550100"' in shown


def test_logged_once_it_is_over_a_call_says_that_danger_is_over(principal):
    """By the button of the 911 page, the list, the desk or the address: never "right now" of what is past."""
    one = begin(principal, "now")
    assert principal.get(at(one, "resume/")).url == at(one, "danger/")
    assert "checked" not in page(principal.get(at(one, "danger/")))
    assert principal.post(at(one, "danger/"), {"danger": "over"}).url == at(one, "resume/")
    principal.post(at(one, "crime/"), {"crime": "yes", "reason": "As seen."})
    principal.post(at(one, "details/"), DETAILS)
    send(principal, one, {"agency": ""})
    one.refresh_from_db()
    assert (one.state, one.danger) == ("submitted", "over")


def test_no_call_is_sent_that_says_danger_right_now(cast, principal):
    one = walk_to_check(principal)
    version = version_of(principal, one)
    principal.post(at(one, "danger/"), {"danger": "now"})
    for step in ("check/", "resume/"):
        assert principal.get(at(one, step)).url == at(one, "danger/")
    principal.post(at(one, "submit/"), {"agency": "", **version})
    one.refresh_from_db()
    assert one.state == "draft"
    with pytest.raises(IncompleteReferral) as refused:
        referrals.submit(by=cast.principal, at=NOW, referral=one)
    assert refused.value.fields == ("danger",)


def test_another_matter_does_not_take_the_place_of_what_was_begun_in_danger(principal):
    first = begin(principal, "now")
    assert begin(principal, "none").pk != first.pk
    first.refresh_from_db()
    assert first.danger == "now"


def test_what_was_begun_in_danger_stands_first_on_desk_and_list(principal):
    first = begin(principal, "now")
    later = begin(principal, "none")
    principal.post(at(later, "crime/"), {"crime": "yes", "reason": "As seen."})
    for address in ("/", "/referrals/", START):
        shown = page(principal.get(address))
        places = [shown.index(f'href="{at(one, "resume/")}"') for one in (first, later)]
        assert places == sorted(places), address
        assert "anger, not logged yet" in shown
