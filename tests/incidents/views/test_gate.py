"""The gate: danger, crime, and what stays in school."""

import re
from html.parser import HTMLParser
from uuid import uuid4

import pytest

from incidents.choices import TextKind
from incidents.models import KeptInSchool, Referral
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.accounts import MembershipFactory
from tests.factories.incidents import draft, submitted
from tests.incidents.views.desk import DAY, DETAILS, START, at, begin, counts, page, version_of


class Required(HTMLParser):
    """The names of the answers a form asks for and does not fill in itself."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("input", "select", "textarea") and "required" in given and given.get("type") != "hidden":
            self.names.add(given["name"])


def required(response):
    found = Required()
    found.feed(page(response))
    return found.names


def test_a_referral_asks_for_at_most_twelve_answers(principal):
    asked = required(principal.get(START))
    one = begin(principal, "none")
    asked |= required(principal.get(at(one, "crime/")))
    principal.post(at(one, "crime/"), {"crime": "no", "reason": "A rule."})
    gate = required(principal.get(at(one, "gate/")))
    # Of the three forms at the gate the one that calls is walked; another ends the walk, the third asks for help.
    asked |= gate - {"behavior", "route", "day"} - {"support", "ask_for"}
    principal.post(at(one, "gate/"), {"act": "call", "why_call": "The family asked."})
    asked |= required(principal.get(at(one, "details/")))
    principal.post(at(one, "details/"), DETAILS)
    asked |= required(principal.get(at(one, "check/")))
    assert asked == {
        "danger",
        "crime",
        "reason",
        "why_call",
        "started_by",
        "behavior",
        "place",
        "day",
        "time",
        "shared",
    }
    assert len(asked) <= 12


def test_every_step_says_that_it_summons_no_one(principal):
    one = begin(principal, "none")
    pages = [principal.get(START), principal.get(at(one, "crime/"))]
    principal.post(at(one, "crime/"), {"crime": "no", "reason": "A rule."})
    pages.append(principal.get(at(one, "gate/")))
    principal.post(at(one, "gate/"), {"act": "call", "why_call": "The family asked."})
    pages.append(principal.get(at(one, "details/")))
    principal.post(at(one, "details/"), DETAILS)
    pages.append(principal.get(at(one, "check/")))
    for shown in pages:
        assert shown.status_code == 200
        assert "This form does not summon the officer." in page(shown)


def test_danger_now_sends_people_to_the_phone_and_keeps_the_draft(principal):
    key = uuid4()
    response = principal.post(START, {"form_key": key, "danger": "now"})
    one = Referral.objects.get(form_key=key)
    assert response.url == f"/referrals/emergency/?draft={one.pk}"
    shown = page(principal.get(response.url))
    assert "Call 911 now" in shown
    assert 'href="tel:911"' in shown
    assert 'href="tel:555-0147"' in shown
    assert f'action="{at(one, "danger/")}"' in shown
    assert one.danger == "now"


def test_the_emergency_page_opens_without_any_draft(principal):
    for address in (
        "/referrals/emergency/",
        "/referrals/emergency/?draft=nonsense",
        f"/referrals/emergency/?draft={uuid4()}",
    ):
        response = principal.get(address)
        assert response.status_code == 200
        assert 'href="/referrals/new/"' in page(response)


def test_a_first_screen_sent_twice_is_one_draft(principal):
    key = uuid4()
    first, second = (principal.post(START, {"form_key": key, "danger": "over"}) for _time in range(2))
    assert first.url == second.url
    assert Referral.objects.count() == 1


def test_a_first_screen_without_an_answer_says_what_to_do(principal):
    response = principal.post(START, {"form_key": uuid4()})
    assert response.status_code == 422
    assert "Choose one. The next page depends on it." in page(response)
    assert not Referral.objects.exists()


def test_a_forged_key_is_a_sentence_and_no_failure(principal):
    for key in ("", "x", "\0", "0" * 500):
        response = principal.post(START, {"form_key": key, "danger": "over"})
        assert response.status_code == 422
        assert "nothing was saved" in page(response)
    assert not Referral.objects.exists()


def test_who_writes_for_two_schools_chooses_one(cast):
    MembershipFactory(user=cast.principal, organization=cast.second_school, role="designee")
    client = inside(cast.principal)
    assert "Which school?" in page(client.get(START))
    assert client.post(START, {"form_key": uuid4(), "danger": "over"}).status_code == 422
    begun = begin(client, school=cast.second_school.pk)
    assert begun.school == cast.second_school
    other = client.post(START, {"form_key": uuid4(), "danger": "over", "school": cast.other_school.pk})
    assert other.status_code == 422


def test_the_clause_on_discipline_stands_beside_the_crime_question(cast, principal):
    one = begin(principal)
    shown = page(principal.get(at(one, "crime/")))
    assert "clause 4.2" in shown
    assert cast.discipline.heading in shown


def test_without_an_mou_in_force_the_written_default_stands_there(cast, principal):
    cast.version.delete()
    one = begin(principal)
    shown = page(principal.get(at(one, "crime/")))
    assert "Written default" in shown
    assert "No MOU is in force for this school" in shown


def test_only_no_crime_and_no_danger_come_to_the_gate(principal):
    one = begin(principal, "none")
    steps = {"no": "gate/", "unsure": "ask-first/", "yes": "details/"}
    for crime, step in steps.items():
        principal.post(at(one, "crime/"), {"crime": crime, "reason": "As seen."})
        assert principal.get(at(one, "resume/")).url == at(one, step)
    dangerous = begin(principal, "over")
    principal.post(at(dangerous, "crime/"), {"crime": "no", "reason": "As seen."})
    assert principal.get(at(dangerous, "resume/")).url == at(dangerous, "details/")
    assert principal.get(at(dangerous, "gate/")).status_code == 302


def gate(principal):
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "no", "reason": "A rule."})
    return one


KEEP = {"act": "keep", "behavior": "phone", "route": "conversation", "day": DAY}


def test_keeping_it_in_school_is_counted_and_tells_no_one(principal):
    one = gate(principal)
    before = counts()
    response = principal.post(at(one, "gate/"), KEEP, follow=True)
    assert "Kept in school. No officer was called." in page(response)
    kept = KeptInSchool.objects.get()
    assert (kept.behavior, kept.route) == ("phone", "conversation")
    assert not Referral.objects.exists()
    assert counts()["Notice"] == before["Notice"]
    assert "Phone or device" in page(principal.get("/kept-in-school/"))


@pytest.mark.parametrize(
    ("query", "words", "there"),
    [
        (f"since={DAY}", "Showing 1 of 1 · filtered by from", True),
        (f"until={DAY}", "Showing 1 of 1 · filtered by to", True),
        ("until=2020-01-01", "Nothing matches this filter.", False),
        ("since=nonsense", "Showing 1 of 1 · no filter", True),
    ],
)
def test_what_was_kept_is_filtered_by_its_day(principal, query, words, there):
    principal.post(at(gate(principal), "gate/"), KEEP)
    shown = page(principal.get(f"/kept-in-school/?{query}"))
    assert words in shown
    assert ("Phone or device" in shown) == there


def test_keeping_it_twice_keeps_it_once(principal):
    one = gate(principal)
    first, second = (principal.post(at(one, "gate/"), KEEP) for _time in range(2))
    assert first.url == second.url
    assert KeptInSchool.objects.count() == 1


def test_keeping_it_needs_a_day_that_has_come(principal):
    one = gate(principal)
    for day in ("2026-10-15", "2025-06-30", "yesterday", "", "99999-01-01"):
        response = principal.post(at(one, "gate/"), {**KEEP, "day": day})
        assert response.status_code == 422, day
        assert 'value="conversation"' in page(response)
    assert not KeptInSchool.objects.exists()


def test_calling_all_the_same_needs_a_reason(principal):
    one = gate(principal)
    for reason in ("", "   \n "):
        response = principal.post(at(one, "gate/"), {"act": "call", "why_call": reason})
        assert response.status_code == 422
        assert "Without a reason it stays in school." in page(response)
    principal.post(at(one, "gate/"), {"act": "call", "why_call": "The family asked."})
    assert one.texts.get(kind=TextKind.WHY_CALL).text == "The family asked."


def test_a_reason_to_call_falls_when_the_crime_answer_changes(principal):
    one = gate(principal)
    principal.post(at(one, "gate/"), {"act": "call", "why_call": "The family asked."})
    principal.post(at(one, "crime/"), {"crime": "unsure", "reason": "On second thought."})
    assert not one.texts.filter(kind=TextKind.WHY_CALL).exists()


def test_after_sending_every_step_opens_the_record(cast, principal):
    sent = submitted(cast.principal, cast.school, NOW)
    before = counts()
    for step in ("crime/", "gate/", "details/", "check/", "resume/", "discard/"):
        response = principal.get(at(sent, step))
        assert response.status_code == 302, step
        final = principal.get(response.url) if response.url != at(sent) else response
        assert final.url == at(sent), step
    for step, given in (("crime/", {"crime": "no", "reason": "Changed."}), ("details/", DETAILS), ("discard/", {})):
        assert principal.post(at(sent, step), given).url == at(sent)
    assert counts() == before


def test_a_draft_is_resumed_from_the_list_and_discarded_after_asking(cast, principal):
    one = draft(cast.principal, cast.school, NOW)
    assert at(one, "resume/") in page(principal.get("/referrals/"))
    assert "Discard this draft?" in page(principal.get(at(one, "discard/")))
    assert Referral.objects.count() == 1
    assert principal.post(at(one, "discard/")).status_code == 422
    principal.post(at(one, "discard/"), version_of(principal, one, "discard/"))
    assert not Referral.objects.exists()
    assert principal.post(at(one, "discard/")).status_code == 404


def test_another_schools_draft_is_not_there(cast):
    one = draft(cast.principal, cast.school, NOW)
    for person in (cast.stranger_principal, cast.sro, cast.supervisor, cast.district_administrator):
        client = inside(person)
        for step in ("", "resume/", "crime/", "gate/", "details/", "check/", "discard/"):
            assert client.get(at(one, step)).status_code == 404, (person, step)


def test_the_first_screen_sent_again_after_keeping_it_in_school_opens_what_was_kept(principal):
    key = uuid4()
    one = begin(principal, "none", key)
    principal.post(at(one, "crime/"), {"crime": "no", "reason": "A rule of the house."})
    principal.post(at(one, "gate/"), {"behavior": "phone", "route": "family", "day": DAY})
    kept = KeptInSchool.objects.get()
    assert principal.post(START, {"form_key": key, "danger": "none"}).url == f"/kept-in-school/{kept.pk}/"
    assert not Referral.objects.exists()


def test_a_rule_of_the_school_that_is_called_a_crime_is_asked_about(principal):
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "yes", "reason": "As seen."})
    asks = "which is a rule of the school. Which is it?"
    for behavior in ("dress", "phone", "profanity"):
        response = principal.post(at(one, "details/"), {**DETAILS, "behavior": behavior})
        assert response.status_code == 200
        assert asks in page(response)
    assert "“Profanity or disrespect” is a rule of the school" in page(principal.get(at(one, "check/")))
    sure = {**DETAILS, "behavior": "dress", "sure": "dress"}
    assert principal.post(at(one, "details/"), sure).url == at(one, "resume/")
    # Meant of one matter, it is not meant of another.
    assert asks in page(principal.post(at(one, "details/"), {**sure, "behavior": "phone"}))
    assert principal.post(at(one, "details/"), DETAILS).url == at(one, "resume/")


def test_a_rule_matter_that_is_no_crime_is_not_asked_about(principal):
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "unsure", "reason": "As seen."})
    assert principal.post(at(one, "details/"), {**DETAILS, "behavior": "dress"}).url == at(one, "resume/")


def test_a_lesson_is_asked_for_and_nobody_is_called_anyway(principal):
    one = gate(principal)
    assert "Ask for a lesson, a mentor or advice" in page(principal.get(at(one, "gate/")))
    for given in (
        {"support": "", "ask_for": "A talk."},
        {"support": "phone", "ask_for": "A talk."},
        {"support": "lesson"},
    ):
        assert principal.post(at(one, "gate/"), {"act": "ask", **given}).status_code == 422
    asked = {"act": "ask", "support": "lesson", "ask_for": "A talk on traffic stops, in March."}
    assert principal.post(at(one, "gate/"), asked).url == at(one, "resume/")
    one.refresh_from_db()
    assert one.behavior == "lesson"
    principal.post(at(one, "details/"), {**DETAILS, "behavior": "lesson"})
    shown = page(principal.get(at(one, "check/")))
    assert "Why the officer is needed" in shown
    assert "A talk on traffic stops, in March." in shown
    for words in ("anyway", "although no crime"):
        assert words not in shown


def test_the_behavior_picked_at_the_gate_stays_whichever_button_is_pressed(principal):
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "no", "reason": "What staff saw."})
    refused = page(principal.post(at(one, "gate/"), {"act": "call", "behavior": "dress", "why_call": ""}))
    assert re.search(r'<option value="dress"\s+selected', refused)
    principal.post(at(one, "gate/"), {"act": "call", "behavior": "dress", "why_call": "The family asked."})
    assert re.search(r'<option value="dress"\s+selected', page(principal.get(at(one, "details/"))))
    one.refresh_from_db()
    assert one.behavior == "dress"
    principal.post(at(one, "gate/"), {"act": "call", "behavior": "no such thing", "why_call": "The family asked."})
    one.refresh_from_db()
    assert one.behavior == "dress"


def test_an_untouched_draft_is_listed_nowhere_and_drafts_that_read_alike_are_told_apart(principal):
    begin(principal, "none")
    assert "Discard" not in page(principal.get("/referrals/")) + page(principal.get("/"))
    for _twice in range(2):
        draft = begin(principal, "none")
        principal.post(at(draft, "crime/"), {"crime": "no", "reason": "What staff saw."})
    for path in ("/referrals/", "/"):
        listed = page(principal.get(path))
        assert "(2)" in listed, path
        assert "(3)" not in listed
