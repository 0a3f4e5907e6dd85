"""A correction that a family asked for stands beside the record; it crosses on the family's consent alone."""

from uuid import uuid4

import pytest
import time_machine

from accounts.access import AccessDenied
from incidents.actions import addenda
from incidents.choices import About, Basis
from incidents.errors import AddendumUnreachable, IncompleteReferral, NotFrozen
from incidents.models import Addendum, Disclosure
from ledger.verify import verify
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import draft, submitted
from tests.incidents.test_record_requests import PAST_GRACE, nothing_changed
from tests.incidents.views.desk import page

CONSENT = {"by": "The mother", "on": "2026-10-12", "for": "that the agency reads it"}
TEXT = "CORRECTION-TOKEN: he was not in the gym."


@pytest.fixture
def call(cast):
    return submitted(cast.principal, cast.school, NOW)


def correct(cast, call, by=None, at=NOW, text=TEXT, consent=None, form_key=None):
    by = by or cast.records_custodian
    return addenda.correct(by=by, at=at, referral=call, text=text, consent=consent, form_key=form_key or uuid4())


def test_it_is_the_custodians_and_stays_at_the_school(cast, call):
    row = correct(cast, call)
    assert (row.kind, row.crosses, row.side) == ("correction", False, cast.district)
    assert not Disclosure.objects.filter(about=About.ADDENDUM).exists()
    for other in (cast.principal, cast.district_administrator, cast.sro, cast.supervisor, *cast.strangers()):
        nothing_changed(lambda other=other: correct(cast, call, by=other), AccessDenied)
    assert verify().intact


def test_it_crosses_on_the_familys_consent_with_who_when_and_for_what(cast, call):
    correct(cast, call, consent=CONSENT)
    told = Disclosure.objects.get(about=About.ADDENDUM)
    assert (told.basis, told.text.ground, told.by) == (Basis.CONSENT, CONSENT, cast.records_custodian)
    for name in CONSENT:
        given = {**CONSENT, name: " "}
        nothing_changed(lambda given=given: correct(cast, call, consent=given), IncompleteReferral)
    assert verify().intact


def test_a_draft_an_empty_text_and_a_closed_agency_take_none(cast, call):
    begun = draft(cast.principal, cast.school, NOW)
    nothing_changed(lambda: correct(cast, begun), NotFrozen)
    nothing_changed(lambda: correct(cast, call, text="\n"), IncompleteReferral)
    nothing_changed(lambda: correct(cast, call, consent=CONSENT, at=PAST_GRACE), AddendumUnreachable)


def test_the_same_form_twice_is_one(cast, call):
    key = uuid4()
    first = correct(cast, call, form_key=key)
    assert correct(cast, call, form_key=key) == first
    assert Addendum.objects.count() == 1


@time_machine.travel(NOW, tick=False)
def test_both_sides_read_what_it_is(cast, call):
    custodian, path = inside(cast.records_custodian), f"/referrals/{call.pk}/correction/"
    assert path in page(custodian.get(f"/referrals/{call.pk}/"))
    given = {"form_key": uuid4(), "text": TEXT, "crosses": "yes"}
    answer = custodian.post(path, given)
    assert answer.status_code == 422
    assert TEXT in page(answer)
    given |= {"consent_by": "The mother", "consent_on": "2026-10-12", "consent_for": "that the agency reads it"}
    custodian.post(path, given)
    for client in (inside(cast.sro), inside(cast.principal)):
        shown = page(client.get(f"/referrals/{call.pk}/"))
        assert "Correction asked for by the family." in shown
        assert TEXT in shown
        assert path not in shown
    assert inside(cast.principal).get(path).status_code == 404
