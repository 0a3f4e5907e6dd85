"""What was answered in an emergency is looked at again, by somebody else of the district, and shown open until then."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.models import ClosedDay
from accounts.roles import Role
from incidents.choices import Basis
from incidents.errors import IncompleteReferral, NothingToLookAt, OwnAnswer
from incidents.models import DisclosureText, RecordLook, RecordRequest
from incidents.record_request_page import due_day, page_for
from ledger.models import Notice
from ledger.verify import verify
from tests.cast import NOW, person
from tests.factories.accounts import ClosedDayFactory
from tests.incidents.asking import asked, granted, look, refused
from tests.incidents.test_record_requests import nothing_changed


@pytest.fixture
def answered(cast):
    """An emergency that was granted."""
    request = asked(cast, basis=Basis.EMERGENCY)
    granted(cast, request)
    return request


def test_another_custodian_or_the_administrator_looks_and_whoever_answered_does_not(cast, answered):
    second = person("Second Keeper", Role.RECORDS_CUSTODIAN, cast.district)
    nothing_changed(lambda: look(cast, answered, by=cast.records_custodian), OwnAnswer)
    for other in (cast.principal, cast.sro, cast.supervisor, *cast.strangers()):
        nothing_changed(lambda other=other: look(cast, answered, by=other), AccessDenied)
    look(cast, answered, by=second)
    assert RecordLook.objects.get().by == second
    nothing_changed(lambda: look(cast, answered), NothingToLookAt)
    assert verify().intact


def test_who_does_not_agree_says_why(cast, answered):
    nothing_changed(lambda: look(cast, answered, agreed=False, words=" "), IncompleteReferral)
    look(cast, answered, agreed=False, words="The phone number alone would have done.")
    assert not RecordLook.objects.get().agreed


def test_a_refusal_in_an_emergency_is_looked_at_too_and_what_was_none_is_not(cast):
    request = asked(cast, basis=Basis.EMERGENCY)
    nothing_changed(lambda: look(cast, request), NothingToLookAt)
    refused(cast, request)
    look(cast, request)
    ordinary = asked(cast)
    granted(cast, ordinary)
    nothing_changed(lambda: look(cast, ordinary), NothingToLookAt)


def test_who_may_look_is_told_and_who_answered_is_not(cast, answered):
    second = person("Second Keeper", Role.RECORDS_CUSTODIAN, cast.district)
    request = asked(cast, basis=Basis.EMERGENCY)
    granted(cast, request)
    told = Notice.objects.filter(kind="incidents.record_to_look_at", about_id=str(request.pk))
    assert {one.to for one in told} == {str(second.pk), str(cast.district_administrator.pk)}


def test_the_administrator_reads_an_emergency_once_it_is_answered_and_no_other_request(cast):
    administrator = cast.district_administrator
    request = asked(cast, basis=Basis.EMERGENCY)
    granted(cast, asked(cast))
    assert not RecordRequest.objects.visible_to(administrator, NOW).exists()
    granted(cast, request)
    assert list(RecordRequest.objects.visible_to(administrator, NOW)) == [request]
    assert DisclosureText.objects.visible_to(administrator, NOW).count() == 2
    look(cast, request)
    assert list(RecordRequest.objects.visible_to(administrator, NOW)) == [request]


def test_the_days_are_school_days_of_the_district_and_an_emergency_is_due_on_its_own(cast, answered):
    def due(request):
        row = RecordRequest.objects.for_rows().get(pk=request.pk)
        return due_day(row, ClosedDay.objects.calendar_for(cast.district))

    assert due(answered) == date(2026, 10, 21)
    assert due(asked(cast)) == date(2026, 10, 28)
    assert due(asked(cast, basis=Basis.EMERGENCY)) == date(2026, 10, 14)
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 16), last_day=date(2026, 10, 16))
    assert due(answered) == date(2026, 10, 22)
    look(cast, answered)
    assert due(answered) is None


def test_the_same_look_twice_is_one(cast, answered):
    key = uuid4()
    first = look(cast, answered, form_key=key)
    assert look(cast, answered, form_key=key) == first


def test_an_unanswered_emergency_of_yesterday_is_late(cast):
    request = asked(cast, basis=Basis.EMERGENCY)
    row = RecordRequest.objects.for_rows().select_related("text").get(pk=request.pk)
    assert not page_for(cast.records_custodian, row, NOW).late
    assert page_for(cast.records_custodian, row, NOW + timedelta(days=1)).late
