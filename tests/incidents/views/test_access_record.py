"""The record of requests and disclosures of 34 CFR 99.32: of one request, and of a period."""

from uuid import uuid4

import pytest

from accounts import take_outs
from incidents.actions import referrals
from incidents.actions.disclosures import IdentityBasis
from incidents.choices import Basis
from incidents.models import Disclosure
from ledger.models import Event
from partnerships.models import Term
from partnerships.terms import IdentitySharing, TermKey
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import NAME, SHARED, draft, submitted
from tests.incidents.asking import GIVEN, KEPT, NEEDS, WHAT, WHY, asked, granted, in_part, look, refused
from tests.incidents.views.desk import page
from tests.paper import text_of

PERIOD = "/access-record/"
PAPER = f"{PERIOD}access-record.pdf"


@pytest.fixture
def custodian(cast):
    return inside(cast.records_custodian)


def printed(answer):
    """The words of a PDF, in one line."""
    assert answer.headers["Content-Type"] == "application/pdf"
    return " ".join(text_of(answer.content).split())


def test_the_entry_says_who_asked_what_for_which_threat_and_what_was_given(cast, custodian):
    request = asked(cast, basis=Basis.EMERGENCY)
    in_part(cast, request)
    look(cast, request, words="Rightly so.")
    paper = printed(custodian.get(f"/record-requests/{request.pk}/entry.pdf"))
    for words in (
        *("R26-0001", "Granted in part", "Dep. Iris Lindqvist, Aldmoor Sheriff", WHY, WHAT, GIVEN, KEPT),
        *(NEEDS[Basis.EMERGENCY]["threat"], "The family.", "Hollis Grant", "Petra Salgado agreed. Rightly so."),
        "Health or safety emergency (34 CFR 99.36)",
    ):
        assert words in paper, words
    event = Event.objects.filter(action="incidents.record_request.opened").latest("seq")
    assert event.details["how"] == "pdf"


def test_the_period_holds_each_request_the_refused_and_withdrawn_too_and_names_that_crossed(cast, custodian):
    granted(cast, asked(cast))
    refused(cast, asked(cast), words="REFUSAL-TOKEN")
    asked(cast, what="WAITING-TOKEN")
    Term.objects.create(version=cast.version, key=TermKey.IDENTITY_SHARING, value=IdentitySharing.ALWAYS)
    identity = IdentityBasis(Basis.EMERGENCY, {"threat": "THREAT-TOKEN", "told": "TOLD-TOKEN"})
    referrals.submit(by=cast.principal, at=NOW, referral=draft(cast.principal, cast.school, NOW), identity=identity)
    submitted(cast.principal, cast.school, NOW)
    paper = printed(custodian.get(PAPER))
    for words in (WHAT, GIVEN, "REFUSAL-TOKEN", "WAITING-TOKEN", "THREAT-TOKEN", "TOLD-TOKEN", "26-0001"):
        assert words in paper, words
    assert "26-0002 " not in paper.replace("R26-0002", ""), "what staff saw themselves is no education record"
    assert NAME not in paper
    assert SHARED not in paper
    event = Event.objects.get(action="incidents.access_record.printed")
    assert (event.details["count"], event.organization_id) == (4, str(cast.district.pk))


def test_a_call_that_named_someone_has_an_entry_of_its_own_and_another_has_none(cast, custodian, principal):
    Term.objects.create(version=cast.version, key=TermKey.IDENTITY_SHARING, value=IdentitySharing.ALWAYS)
    identity = IdentityBasis(Basis.EMERGENCY, {"threat": "THREAT-TOKEN", "told": "TOLD-TOKEN"})
    referrals.submit(by=cast.principal, at=NOW, referral=draft(cast.principal, cast.school, NOW), identity=identity)
    submitted(cast.principal, cast.school, NOW)
    named, plain = Disclosure.objects.order_by("referral__sequence")
    path = f"/disclosures/{named.pk}/entry.pdf"
    shown = page(custodian.get(PERIOD))
    assert path in shown
    assert str(plain.pk) not in shown
    assert "TOKEN" not in shown
    paper = printed(custodian.get(path))
    assert "THREAT-TOKEN" in paper
    assert NAME not in paper
    assert custodian.get(f"/disclosures/{plain.pk}/entry.pdf").status_code == 404
    assert principal.get(path).status_code == 404


def test_days_bound_the_period_and_nonsense_bounds_nothing(cast, custodian):
    asked(cast)
    shown = page(custodian.get(f"{PERIOD}?since=2026-10-14&until=2026-10-14"))
    assert "October 14, 2026 to October 14, 2026" in shown
    assert "TOKEN" not in shown
    before = printed(custodian.get(f"{PAPER}?since=2026-10-01&until=2026-10-13"))
    assert "No request and no disclosure" in before
    assert "R26-0001" in printed(custodian.get(f"{PAPER}?since=whenever&until=0001-01-01x"))


def test_who_keeps_no_records_prints_none(cast, principal, district, supervisor):
    request = asked(cast)
    for client in (principal, district, supervisor):
        assert client.get(PERIOD).status_code == 404
        assert client.get(PAPER).status_code == 404
        assert client.get(f"/record-requests/{request.pk}/entry.pdf").status_code == 404
    assert not Event.objects.filter(action="incidents.access_record.printed").exists()


def test_a_whole_register_is_taken_only_with_a_reason(cast, custodian, monkeypatch):
    monkeypatch.setattr(take_outs, "LINES_AN_HOUR", 1)
    for _time in range(2):
        asked(cast, form_key=uuid4())
    answer = custodian.get(PAPER)
    assert answer.headers["Content-Type"] != "application/pdf"
    assert not Event.objects.filter(action="incidents.access_record.printed").exists()


def test_what_was_typed_fetches_nothing(cast, custodian):
    request = asked(cast, what='<img src="http://127.0.0.1:9/x.png"> <script>alert(1)</script>')
    paper = printed(custodian.get(f"/record-requests/{request.pk}/entry.pdf"))
    assert "<script>" in paper
