"""The page that says who must be told, and the school's list of what was handed on."""

import pytest

from incidents.models import HandedOn, KeptInSchool, Referral
from tests.accounts.people import inside
from tests.checking import confirm_page
from tests.incidents.views.desk import DAY, DETAILS, at, begin, counts, page, walk_to_check
from tests.incidents.views.test_gate import KEEP, gate

HANDED = {"act": "hand", "told": ["child_protection"], "day": DAY, "time": "09:30"}


def hand(client, **given):
    one = gate(client)
    client.post(at(one, "gate/"), {**KEEP, "behavior": "abuse_disclosure"})
    return one, confirm_page(client, at(one, "hand-on/"), {**HANDED, **given})


@pytest.mark.parametrize(
    ("behavior", "words"),
    [
        ("abuse_disclosure", ("your own report to child protection", "not that report", "Do not interview", "accused")),
        ("suicide_crisis", ("988", "counselor", "no officer is called")),
        ("missing_student", ("Call 911 now",)),
        ("firearm", ("Call 911 or radio the officer now",)),
    ],
)
def test_what_must_be_told_cannot_be_handled_by_the_teacher(principal, behavior, words):
    one = gate(principal)
    response = principal.post(at(one, "gate/"), {**KEEP, "behavior": behavior, "route": "teacher"})
    assert response.url == at(one, "hand-on/")
    assert not KeptInSchool.objects.exists()
    shown = page(principal.get(response.url))
    for word in words:
        assert word in shown
    assert "Settled" not in page(principal.get("/kept-in-school/"))


def test_a_pocket_knife_stays_the_schools_to_settle(principal):
    one = gate(principal)
    principal.post(at(one, "gate/"), {**KEEP, "behavior": "knife", "route": "family"})
    assert KeptInSchool.objects.get().behavior == "knife"


def test_handing_on_is_listed_for_the_school_and_counted_nowhere_else(principal, district, sro, supervisor):
    before = counts()
    one, response = hand(principal)
    assert response.url == f"/handed-on/{one.pk}/"
    assert "Handed on. Those who must know were told." in page(principal.get(response.url))
    assert counts() == before
    for client in (principal, district):
        assert "Suspected abuse or neglect" in page(client.get("/handed-on/"))
        assert "What was handed on to those who must know." in page(client.get("/handed-on/"))
        assert "Suspected abuse" not in page(client.get("/kept-in-school/"))
    for client in (sro, supervisor):
        assert client.get("/handed-on/").status_code == 404
        assert client.get(response.url).status_code == 404
        assert "handed-on" not in page(client.get("/"))
    assert principal.get(at(one, "hand-on/")).url == response.url
    assert principal.post(at(one, "hand-on/"), HANDED).url == response.url
    assert HandedOn.objects.count() == 1


def test_a_colleague_at_the_school_is_told_of_no_report_of_abuse(cast, principal):
    one, _response = hand(principal)
    colleague = inside(cast.designee)
    assert colleague.get(f"/handed-on/{one.pk}/").status_code == 404
    assert "Suspected abuse or neglect" not in page(colleague.get("/handed-on/"))


@pytest.mark.parametrize(
    "given", [{"told": []}, {"told": ["counselor"]}, {"told": ["guardian"]}, {"day": "2026-10-15"}, {"time": "23:00"}]
)
def test_it_asks_who_was_told_and_when(principal, given):
    one, response = hand(principal, **given)
    assert response.status_code == 422
    assert Referral.objects.filter(pk=one.pk).exists()
    assert not HandedOn.objects.exists()


def test_a_risk_of_suicide_comes_to_its_page_from_the_details_too(principal):
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "unsure", "reason": "A friend was worried."})
    principal.post(at(one, "details/"), {**DETAILS, "behavior": "suicide_crisis"})
    assert principal.get(at(one, "resume/")).url == at(one, "hand-on/")
    assert principal.get(at(one, "check/")).url == at(one, "hand-on/")
    assert principal.post(at(one, "hand-on/"), {"act": "call", "why_call": " "}).status_code == 422
    principal.post(at(one, "hand-on/"), {"act": "call", "why_call": "He may run."})
    assert principal.get(at(one, "resume/")).url == at(one, "check/")


def test_a_reason_given_before_the_matter_was_named_does_not_call_the_officer_on_a_risk_of_suicide(principal):
    one = gate(principal)
    principal.post(at(one, "gate/"), {"act": "call", "why_call": "The family asked."})
    principal.post(at(one, "details/"), {**DETAILS, "behavior": "suicide_crisis"})
    assert principal.get(at(one, "resume/")).url == at(one, "hand-on/")


@pytest.mark.parametrize("crime", ["yes", "unsure"])
def test_before_a_call_is_sent_the_check_page_says_that_it_is_no_report(principal, crime):
    one = walk_to_check(principal, "over", crime, behavior="abuse_disclosure")
    shown = page(principal.get(at(one, "check/")))
    assert "This portal is not that report" in shown
    assert f'href="{at(one, "hand-on/")}"' in shown
    assert "This portal is not that report" not in page(principal.get(at(walk_to_check(principal), "check/")))


def test_the_list_is_filtered_by_the_day_they_were_told(principal):
    hand(principal)
    assert "Showing 1 of 1 · filtered by from" in page(principal.get(f"/handed-on/?since={DAY}"))
    assert "Nothing matches this filter." in page(principal.get("/handed-on/?until=2020-01-01"))
