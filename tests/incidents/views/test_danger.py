"""The first question: is anyone in danger? Whatever was answered last counts, and now means 911."""

from incidents.models import Referral
from tests.incidents.views.desk import START, at, begin, page, walk_to_check


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
