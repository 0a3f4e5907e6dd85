"""The screens of a request for a record, for both sides."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.roles import Role
from incidents.choices import About, Basis
from incidents.models import Disclosure, RecordAnswer, RecordLook, RecordRequest
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.checking import confirm_page
from tests.factories.incidents import SCHOOL_ONLY, submitted
from tests.incidents.asking import GIVEN, KEPT, WHAT, WHY, asked, granted, in_part, look, refused
from tests.incidents.views.desk import page

NEW = "/record-requests/new/"


@pytest.fixture
def custodian(cast):
    return inside(cast.records_custodian)


def at(request, step=""):
    """The address of a step of a request."""
    return f"/record-requests/{request.pk}/{step}"


def typed(cast, **more):
    """What the officer types into the form of a school official's request."""
    row = cast.partnership.covered.get(school=cast.school)
    return {"form_key": uuid4(), "place": row.pk, "what": WHAT, "why": WHY, **more}


def test_an_officer_asks_and_comes_to_the_request(cast, sro):
    grounds = page(sro.get(NEW))
    assert "Health or safety emergency (34 CFR 99.36)" in grounds
    assert "What staff saw or heard themselves (" not in grounds
    answer = sro.post(f"{NEW}?ground=school_official", typed(cast), follow=True)
    request = RecordRequest.objects.get()
    assert answer.redirect_chain[-1][0] == at(request)
    assert "R26-0001 was sent to the district’s records custodian." in page(answer)
    assert request.asked_by == cast.sro


@pytest.mark.parametrize(
    ("ground", "field"), [("emergency", "threat"), ("court_order", "order_number"), ("consent", "consent_by")]
)
def test_each_ground_asks_for_what_it_demands_and_keeps_what_was_typed(cast, sro, ground, field):
    shown = page(sro.get(f"{NEW}?ground={ground}"))
    assert f'name="{field}"' in shown
    answer = sro.post(f"{NEW}?ground={ground}", typed(cast))
    assert answer.status_code == 422
    assert WHAT in page(answer)
    assert not RecordRequest.objects.exists()


def test_the_page_of_an_emergency_says_what_one_is(sro):
    shown = page(sro.get(f"{NEW}?ground=emergency"))
    assert "articulable and significant threat" in shown
    assert "Call 911 first" in shown


def test_an_order_of_tomorrow_is_none(cast, sro):
    given = typed(cast, court="Juvenile court", dated="2026-10-15", order_number="7")
    answer = sro.post(f"{NEW}?ground=court_order", given)
    assert "This day is still to come." in page(answer)
    assert not RecordRequest.objects.exists()


@pytest.mark.parametrize("words", ["x" * 20_000, "a\0b", " \n\t "])
def test_what_cannot_be_kept_is_asked_back(cast, sro, words):
    answer = sro.post(f"{NEW}?ground=school_official", typed(cast, what=words))
    assert answer.status_code == 422
    assert not RecordRequest.objects.exists()


def test_control_characters_stand_in_no_line_and_do_no_harm_in_a_text(cast, sro):
    given = typed(cast, court="Court\x1b[31m\n2", dated="2026-10-01", order_number="7")
    assert sro.post(f"{NEW}?ground=court_order", given).status_code == 422
    answer = sro.post(f"{NEW}?ground=school_official", typed(cast, what="first\x07line\nsecond <b>"), follow=True)
    assert "second &lt;b&gt;" in page(answer)


def test_a_call_leads_to_a_request_about_it(cast, sro, custodian):
    call = submitted(cast.principal, cast.school, NOW)
    assert f"/referrals/{call.pk}/ask-for-a-record/" in page(sro.get(f"/referrals/{call.pk}/"))
    sro.post(f"/referrals/{call.pk}/ask-for-a-record/?ground=school_official", typed(cast))
    request = RecordRequest.objects.get()
    assert request.referral == call
    assert call.agency_number in page(sro.get(at(request)))
    assert f"It is about referral {call.number}" in page(custodian.get(at(request)))


def test_without_an_mou_in_force_the_page_says_whom_to_phone(cast, sro):
    cast.version.expires_on = (NOW - timedelta(days=3)).date()
    cast.version.save()
    shown = page(sro.get(NEW))
    assert "only while an MOU with the district is in force" in shown
    assert "ground=emergency" not in shown


def test_the_custodian_reads_and_gives_and_the_officer_reads_it(cast, sro, custodian):
    call = submitted(cast.principal, cast.school, NOW)
    request = asked(cast, referral=call)
    shown = page(custodian.get(at(request)))
    assert WHAT in shown
    assert WHY in shown
    form = page(custodian.get(at(request, "give/")))
    assert SCHOOL_ONLY in form
    given = {"form_key": uuid4(), "given": GIVEN, "how_much": "part", "words": KEPT, "school_text": "on"}
    custodian.post(at(request, "give/"), given)
    shown = page(sro.get(at(request)))
    for words in (GIVEN, KEPT, SCHOOL_ONLY, "granted in part", "34 CFR 99.33"):
        assert words in shown, words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"given": "", "how_much": "whole"}, "Write what you give."),
        ({"given": GIVEN, "how_much": "part"}, "Say what you do not give, and why."),
        ({"given": GIVEN, "how_much": "whole", "words": KEPT}, "Choose “a part of it”, or delete that."),
        ({"given": "x" * 20_000, "how_much": "whole"}, "At most 10,000 characters; yours has 20,000."),
    ],
)
def test_half_an_answer_gives_nothing(cast, custodian, given, said):
    request = asked(cast)
    answer = custodian.post(at(request, "give/"), {"form_key": uuid4(), **given})
    assert answer.status_code == 422
    assert said in page(answer)
    assert not RecordAnswer.objects.exists()


def test_a_refusal_is_one_tap_with_a_courteous_reason_that_can_be_changed(cast, sro, custodian):
    request = asked(cast)
    shown = custodian.get(at(request))
    words = str(shown.context["refuse"]["words"].value())
    assert words.startswith("Thank you")
    other = custodian.get(at(request, "refuse/") + "?reason=too_wide").context["form"]["words"].value()
    assert "the part that you need" in str(other)
    custodian.post(at(request, "refuse/"), {"form_key": uuid4(), "words": words})
    assert words in page(sro.get(at(request)))
    assert Disclosure.objects.get(about=About.RECORD).basis == Basis.NO_RECORD


def test_who_answers_second_keeps_the_text_and_reads_the_first(cast, custodian):
    request = asked(cast)
    second = inside(person("Second Keeper", Role.RECORDS_CUSTODIAN, cast.district))
    refused(cast, request, words="The first was quicker.")
    answer = second.post(at(request, "give/"), {"form_key": uuid4(), "given": GIVEN, "how_much": "whole"})
    assert answer.status_code == 409
    shown = page(answer)
    assert GIVEN in shown
    assert "The first was quicker." in shown
    assert RecordAnswer.objects.get().by == cast.records_custodian


def test_a_request_withdrawn_while_the_answer_was_written(cast, sro, custodian):
    request = asked(cast)
    assert "Withdraw" in page(sro.get(at(request)))
    confirm_page(sro, at(request, "withdraw/"))
    answer = custodian.post(at(request, "refuse/"), {"form_key": uuid4(), "words": "We hold no such record."})
    assert answer.status_code == 409
    assert "We hold no such record." in page(answer)
    assert "How the request stands now: Withdrawn." in page(answer)


def test_past_grace_the_custodian_keeps_the_words_and_reads_why_nothing_was_sent(cast, custodian):
    request = asked(cast)
    cast.version.expires_on = (NOW - timedelta(days=60)).date()
    cast.version.save()
    answer = custodian.post(at(request, "give/"), {"form_key": uuid4(), "given": GIVEN, "how_much": "whole"})
    assert answer.status_code == 422
    assert GIVEN in page(answer)
    assert "no MOU with the agency is in force" in page(answer)
    assert RecordRequest.objects.get().state == "asked"


def test_the_administrator_looks_again_at_an_emergency_and_opens_nothing_else(cast, district, custodian):
    ordinary, urgent = asked(cast), asked(cast, basis=Basis.EMERGENCY)
    granted(cast, ordinary)
    assert district.get(at(urgent)).status_code == 404
    granted(cast, urgent)
    assert district.get(at(ordinary)).status_code == 404
    for step in ("give/", "refuse/", "entry.pdf"):
        assert district.get(at(urgent, step)).status_code == 404
    assert "Nobody has yet." in page(district.get(at(urgent)))
    assert "look/" not in page(custodian.get(at(urgent)))
    answer = district.post(at(urgent, "look/"), {"form_key": uuid4(), "agreed": "no", "words": ""})
    assert "Say what was not right, and what follows from it." in page(answer)
    district.post(at(urgent, "look/"), {"form_key": uuid4(), "agreed": "no", "words": "The number would have done."})
    assert RecordLook.objects.get().words == "The number would have done."
    assert "did not agree with the answer" in page(custodian.get(at(urgent)))


def test_the_agency_does_not_read_what_was_said_of_it_afterwards(cast, sro, supervisor):
    urgent = asked(cast, basis=Basis.EMERGENCY)
    granted(cast, urgent)
    look(cast, urgent, agreed=False, words="LOOK-TOKEN")
    for client in (sro, supervisor):
        assert "LOOK-TOKEN" not in page(client.get(at(urgent)))
        assert "did not agree" not in page(client.get(at(urgent)))


def test_every_opening_is_an_event_without_a_word_of_it(cast, sro, custodian):
    request = asked(cast)
    sro.get(at(request))
    custodian.get(at(request))
    opened = Event.objects.filter(action="incidents.record_request.opened", object_id=str(request.pk))
    assert [one.details["side"] for one in opened.order_by("seq")] == ["agency", "school"]
    assert not any("TOKEN" in str(one.data) for one in opened)


def test_the_register_tells_the_principal_that_it_was_answered_and_not_what(cast, principal, custodian):
    in_part(cast, asked(cast, basis=Basis.CONSENT))
    shown = page(principal.get("/disclosures/"))
    assert "The answer to a request for a record" in shown
    assert "Consent of the parent or eligible student" in shown
    assert "/record-requests/" not in shown
    assert "TOKEN" not in shown
    assert f"/record-requests/{RecordRequest.objects.get().pk}/" in page(custodian.get("/disclosures/"))
    file = b"".join(principal.get("/disclosures/export.csv").streaming_content).decode()
    assert "R26-0001" in file
    assert "TOKEN" not in file


def test_a_school_elsewhere_in_the_district_reads_nothing_of_it(cast):
    granted(cast, asked(cast))
    brook = inside(person("Brook Head", Role.PRINCIPAL, cast.second_school))
    assert "R26-0001" not in page(brook.get("/disclosures/"))


def test_the_desks_show_what_waits_emergencies_first_and_how_it_stands(cast, sro, district, custodian):
    asked(cast)
    urgent = asked(cast, basis=Basis.EMERGENCY)
    shown = page(custodian.get("/"))
    assert shown.index("Answer now: Iris Lindqvist asks for a record") < shown.index(
        "Iris Lindqvist asks for a record</a>"
    )
    assert "due today" in shown
    assert "TOKEN" not in shown
    granted(cast, urgent)
    assert "Look again at what Hollis Grant answered" in page(district.get("/"))
    assert "Look again" not in page(custodian.get("/"))
    assert "Granted · Aldmoor High" in page(sro.get("/"))


def test_the_list_is_each_persons_own(cast, sro, supervisor, custodian, principal):
    asked(cast)
    asked(cast, by=cast.supervisor)
    assert page(sro.get("/record-requests/")).count("row-title") == 1
    assert page(supervisor.get("/record-requests/")).count("row-title") == 2
    assert "2 requests for a record wait for their answer." in page(custodian.get("/record-requests/"))
    assert principal.get("/record-requests/").status_code == 404
