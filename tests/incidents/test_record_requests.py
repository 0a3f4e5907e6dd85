"""Asking for a record, granting it in whole or part, refusing it, taking it back: who may, what crosses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.roles import Role
from common.refusals import SaidOtherwise
from incidents.actions import record_requests
from incidents.choices import REQUEST_BASES, About, Basis, Direction
from incidents.errors import (
    AskingClosed,
    IncompleteReferral,
    NotYours,
    RecordUnreachable,
    RequestClosed,
    UnknownAnswer,
)
from incidents.models import Disclosure, DisclosureText, RecordAnswer, RecordRequest, RecordRequestText
from ledger.models import Event, Notice
from ledger.verify import verify
from tests.cast import NOW, bind, person
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.incidents import SCHOOL_ONLY, submitted
from tests.incidents.all_rows import everything
from tests.incidents.asking import GIVEN, KEPT, NEEDS, WHAT, WHY, asked, granted, in_part, refused

IN_GRACE = NOW.replace(year=2027, month=7, day=10)
PAST_GRACE = NOW.replace(year=2027, month=8, day=10)


def nothing_changed(act, refusal):
    before = everything()
    with pytest.raises(refusal):
        act()
    assert everything() == before


@pytest.mark.parametrize("basis", REQUEST_BASES)
def test_what_is_asked_for_crosses_to_the_district_as_a_disclosure(cast, basis):
    request = asked(cast, basis=basis)
    told = Disclosure.objects.get(record_request=request)
    assert (told.about, told.direction, told.basis) == (About.REQUEST, Direction.TO_SCHOOL, Basis.AGENCY_RECORD)
    assert (told.source, told.recipient, told.district) == (cast.agency, cast.district, cast.district.pk)
    assert told.text.projection["ground"] == NEEDS.get(basis, {})
    assert told.text.projection["by"] == {"name": cast.sro.name, "title": "Dep."}
    assert request.number == "R26-0001"
    assert verify().intact


def test_only_a_ground_of_the_law_is_one_and_it_is_written_down(cast):
    for basis in (Basis.OBSERVATION, Basis.AGENCY_RECORD, Basis.NO_RECORD, "because"):
        nothing_changed(lambda basis=basis: asked(cast, basis=basis), UnknownAnswer)
    for basis, needs in NEEDS.items():
        for name in needs:
            given = {"basis": basis, "ground": {**needs, name: " "}}
            nothing_changed(lambda given=given: asked(cast, **given), IncompleteReferral)
    nothing_changed(lambda: asked(cast, what=" "), IncompleteReferral)
    nothing_changed(lambda: asked(cast, why=""), IncompleteReferral)


def test_an_officer_asks_where_they_are_posted_and_a_supervisor_at_every_covered_school(cast):
    nothing_changed(lambda: asked(cast, school=cast.second_school), NotYours)
    asked(cast, by=cast.supervisor, school=cast.second_school)
    bare = SchoolFactory(name="Heath", slug="heath", parent=cast.district)
    nothing_changed(lambda: asked(cast, by=cast.supervisor, school=bare), NotYours)
    nothing_changed(lambda: asked(cast, by=cast.supervisor, school=cast.other_school), NotYours)
    for stranger in (*cast.strangers(), cast.principal, cast.agency_administrator, cast.records_custodian):
        nothing_changed(lambda stranger=stranger: asked(cast, by=stranger), NotYours)


def test_an_officer_whose_posting_has_ended_asks_no_more_and_reads_no_more(cast):
    request = asked(cast)
    later = NOW + timedelta(days=2)
    type(cast.posting).objects.filter(pk=cast.posting.pk).update(ends_on=NOW.date())
    nothing_changed(lambda: asked(cast, at=later), NotYours)
    assert not RecordRequest.objects.visible_to(cast.sro, later).exists()
    nothing_changed(lambda: record_requests.withdraw(by=cast.sro, at=later, record_request=request), NotYours)
    assert list(RecordRequest.objects.visible_to(cast.supervisor, later)) == [request]


def test_nothing_is_asked_in_the_days_of_grace_or_after(cast):
    for at in (IN_GRACE, PAST_GRACE):
        nothing_changed(lambda at=at: asked(cast, at=at), AskingClosed)


def test_a_request_may_be_about_a_call_that_the_agency_reads_and_about_no_other(cast):
    call = submitted(cast.principal, cast.school, NOW)
    assert asked(cast, referral=call).referral == call
    far = submitted(cast.stranger_principal, cast.other_school, NOW)
    nothing_changed(lambda: asked(cast, referral=far), NotYours)
    unsent = submitted(person("Brook Head", Role.PRINCIPAL, cast.second_school), cast.second_school, NOW)
    nothing_changed(lambda: asked(cast, by=cast.supervisor, school=cast.second_school, referral=unsent), NotYours)


def test_the_numbers_of_one_agency_tell_nothing_of_another(cast):
    asked(cast)
    officer = person("Nell Other", Role.SRO, cast.other_agency)
    partnership, _version, _posting = bind(cast.district, cast.other_agency, [cast.school], officer)
    assert asked(cast, by=officer, partnership=partnership).number == "R26-0001"
    assert asked(cast).number == "R26-0002"


def test_the_custodian_is_told_with_a_number_and_a_link_and_no_fact(cast):
    asked(cast)
    urgent = asked(cast, basis=Basis.EMERGENCY)
    told = list(Notice.objects.filter(to=str(cast.records_custodian.pk)).order_by("at", "kind"))
    assert {one.kind for one in told} == {"incidents.record_asked", "incidents.record_asked_in_emergency"}
    assert all(set(one.facts) == {"number", "path"} for one in told)
    assert Notice.objects.get(kind="incidents.record_asked_in_emergency").facts["number"] == urgent.number
    everything_kept = str([*Event.objects.values(), *Notice.objects.values()])
    assert "TOKEN" not in everything_kept
    assert not Notice.objects.exclude(to=str(cast.records_custodian.pk)).filter(kind__contains="record_").exists()


def test_what_is_granted_crosses_on_the_ground_of_the_request_and_stays_as_it_was_given(cast):
    request = asked(cast, basis=Basis.COURT_ORDER)
    row = granted(cast, request)
    told = Disclosure.objects.get(about=About.RECORD)
    assert (told.direction, told.basis, told.recipient, told.by) == (
        Direction.TO_AGENCY,
        Basis.COURT_ORDER,
        cast.agency,
        cast.records_custodian,
    )
    assert told.clause == cast.information
    assert told.text.ground == {**NEEDS[Basis.COURT_ORDER], "interest": WHY}
    assert (told.text.projection["given"], told.text.projection["decision"]) == (GIVEN, "granted")
    request.refresh_from_db()
    assert (request.state, request.closed_at, row.by) == ("granted", NOW, cast.records_custodian)
    assert [one.to for one in Notice.objects.filter(kind="incidents.record_answered")] == [str(cast.sro.pk)]
    assert verify().intact


def test_a_part_says_what_the_rest_is(cast):
    request = asked(cast)
    nothing_changed(lambda: in_part(cast, request, words=" "), IncompleteReferral)
    nothing_changed(lambda: in_part(cast, request, given=""), IncompleteReferral)
    in_part(cast, request)
    told = DisclosureText.objects.get(disclosure__about=About.RECORD).projection
    assert (told["decision"], told["given"], told["not_given"]) == ("in_part", GIVEN, KEPT)


def test_the_calls_text_from_school_records_is_given_as_it_stands(cast):
    call = submitted(cast.principal, cast.school, NOW)
    without = asked(cast)
    nothing_changed(lambda: granted(cast, without, given="", school_text=True), IncompleteReferral)
    request = asked(cast, referral=call)
    granted(cast, request, given="", school_text=True)
    told = Disclosure.objects.get(about=About.RECORD, record_request=request)
    assert told.text.projection["school_only"] == SCHOOL_ONLY
    assert "school_only" in told.fields


def test_a_refusal_says_why_and_gives_nothing_of_a_record(cast):
    request = asked(cast, basis=Basis.EMERGENCY)
    nothing_changed(lambda: refused(cast, request, words="\n "), IncompleteReferral)
    refused(cast, request)
    told = Disclosure.objects.get(about=About.RECORD)
    assert (told.basis, told.text.ground) == (Basis.NO_RECORD, {})
    assert told.text.projection["not_given"] == "Ask again with the order."
    assert (told.text.projection["given"], told.text.projection["school_only"]) == ("", "")


def test_only_the_districts_custodian_answers(cast):
    request = asked(cast)
    far = person("Far Keeper", Role.RECORDS_CUSTODIAN, cast.other_district)
    for other in (cast.district_administrator, cast.principal, cast.supervisor, cast.sro, far, *cast.strangers()):
        nothing_changed(lambda other=other: granted(cast, request, by=other), AccessDenied)
        nothing_changed(lambda other=other: refused(cast, request, by=other), AccessDenied)


def test_who_answers_second_changes_nothing(cast):
    request = asked(cast)
    second = person("Second Keeper", Role.RECORDS_CUSTODIAN, cast.district)
    granted(cast, request)
    nothing_changed(lambda: refused(cast, request, by=second), RequestClosed)
    nothing_changed(lambda: in_part(cast, request), RequestClosed)
    nothing_changed(lambda: record_requests.withdraw(by=cast.sro, at=NOW, record_request=request), RequestClosed)


def test_a_request_withdrawn_meanwhile_is_answered_no_more(cast):
    request = asked(cast)
    nothing_changed(
        lambda: record_requests.withdraw(by=cast.records_custodian, at=NOW, record_request=request), NotYours
    )
    colleague = person("Ola Colleague", Role.SRO, cast.agency)
    nothing_changed(lambda: record_requests.withdraw(by=colleague, at=NOW, record_request=request), NotYours)
    record_requests.withdraw(by=cast.supervisor, at=NOW, record_request=request)
    assert RecordRequest.objects.get().state == "withdrawn"
    nothing_changed(lambda: granted(cast, request), RequestClosed)
    nothing_changed(lambda: refused(cast, request), RequestClosed)


def test_the_same_form_twice_is_one_and_other_words_are_refused(cast):
    key = uuid4()
    request = asked(cast, form_key=key)
    assert asked(cast, form_key=key) == request
    nothing_changed(lambda: asked(cast, form_key=key, what="Something else."), SaidOtherwise)
    nothing_changed(lambda: asked(cast, form_key=key, by=cast.supervisor), AccessDenied)
    answer_key = uuid4()
    row = granted(cast, request, form_key=answer_key)
    assert granted(cast, request, form_key=answer_key) == row
    nothing_changed(lambda: granted(cast, request, form_key=answer_key, given="More."), SaidOtherwise)
    assert (RecordRequest.objects.count(), RecordAnswer.objects.count(), Disclosure.objects.count()) == (1, 1, 2)


def test_after_grace_the_agency_keeps_its_own_words_and_opens_nothing_that_was_given(cast):
    request = asked(cast)
    granted(cast, request)
    texts = DisclosureText.objects
    assert texts.visible_to(cast.supervisor, NOW).count() == texts.visible_to(cast.sro, NOW).count() == 2
    assert texts.visible_to(cast.supervisor, IN_GRACE).count() == 2
    assert not texts.visible_to(cast.supervisor, PAST_GRACE).exists()
    assert RecordRequestText.objects.visible_to(cast.supervisor, PAST_GRACE).get().what == WHAT
    assert not RecordAnswer.objects.visible_to(cast.supervisor, NOW).exists()


def test_nothing_is_given_to_an_agency_that_could_not_open_it_and_a_refusal_is_still_recorded(cast):
    request, other = asked(cast), asked(cast)
    nothing_changed(lambda: granted(cast, request, at=PAST_GRACE), RecordUnreachable)
    refused(cast, request, at=PAST_GRACE)
    granted(cast, other, at=IN_GRACE)


def test_a_colleague_of_the_officer_and_the_agencys_administrator_read_nothing(cast):
    granted(cast, asked(cast))
    colleague = person("Ola Colleague", Role.SRO, cast.agency)
    for other in (colleague, cast.agency_administrator, cast.principal, cast.staff, cast.district_administrator):
        assert not RecordRequest.objects.visible_to(other, NOW).exists(), other
        assert not DisclosureText.objects.visible_to(other, NOW).exists(), other


def test_a_custodian_of_two_districts_reads_each_by_its_own_role(cast):
    asked(cast)
    far = person("Far Keeper", Role.RECORDS_CUSTODIAN, cast.other_district)
    assert not RecordRequest.objects.visible_to(far, NOW).exists()
    MembershipFactory(user=far, organization=cast.district, role=Role.RECORDS_CUSTODIAN)
    assert RecordRequest.objects.visible_to(far, NOW).count() == 1
