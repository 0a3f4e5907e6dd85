"""Beyond the measure of an hour a person says why before they go on, and those concerned hear of it at once."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts import take_outs
from accounts.actions.take_outs import say_why
from accounts.models import TakeOut
from accounts.take_outs import require_measure
from incidents.models import Referral, Review
from ledger.models import Event, Notice
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import accepted, submitted

WHY = reverse("take-out-why")
REASON = "The yearly report to the board."


@pytest.fixture(autouse=True)
def _small_measure(monkeypatch):
    monkeypatch.setattr(take_outs, "OPENINGS_AN_HOUR", 4)
    monkeypatch.setattr(take_outs, "LINES_AN_HOUR", 8)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def calls(cast):
    return [submitted(cast.principal, cast.school, NOW) for _each in range(6)]


def address(call):
    return reverse("referral-detail", args=[call.pk])


def opened(user):
    return Event.objects.filter(action="incidents.referral.opened", actor_id=str(user.pk)).count()


def told():
    return set(Notice.objects.filter(kind="accounts.take_out").values_list("to", flat=True))


def open_some(client, calls, number):
    for call in calls[:number]:
        assert client.get(address(call)).status_code == 200


def test_an_ordinary_hour_asks_nothing(cast, calls):
    open_some(inside(cast.records_custodian), calls, 4)
    assert opened(cast.records_custodian) == 4
    assert told() == set()


@pytest.mark.parametrize("page", ["referral-detail", "referral-pdf"])
def test_beyond_it_nothing_opens_before_a_reason(cast, calls, page):
    client = inside(cast.records_custodian)
    open_some(client, calls, 4)
    wanted = reverse(page, args=[calls[4].pk])
    assert client.get(wanted).headers["Location"] == WHY
    assert opened(cast.records_custodian) == 4
    asked = client.get(WHY)
    assert "opened 4 records" in asked.content.decode()
    assert client.post(WHY, {"reason": "work"}).status_code == 422
    assert client.get(wanted).headers["Location"] == WHY
    done = client.post(WHY, {"reason": REASON})
    assert done.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200
    assert opened(cast.records_custodian) == 5


def test_those_concerned_are_told_at_once_and_read_why(cast, calls):
    client = inside(cast.records_custodian)
    open_some(client, calls, 4)
    client.get(address(calls[4]))
    client.post(WHY, {"reason": REASON})
    # The only custodian of the district is the one who goes on, so its administrators are told.
    assert told() == {str(cast.district_administrator.pk), str(cast.agency_administrator.pk)}
    row = TakeOut.objects.get()
    for reader in (cast.district_administrator, cast.agency_administrator, cast.records_custodian):
        shown = inside(reader).get(reverse("take-out-detail", args=[row.pk]))
        assert REASON in shown.content.decode()
    for stranger in (cast.principal, cast.sro, cast.stranger_district_administrator, cast.portal_administrator):
        assert inside(stranger).get(reverse("take-out-detail", args=[row.pk])).status_code == 404
    event = Event.objects.get(action="accounts.take_out.explained")
    assert (event.details["openings"], event.actor_id) == (4, str(cast.records_custodian.pk))
    assert REASON not in event.data


def test_an_officer_who_opens_much_is_told_of_to_both_sides(cast, calls):
    client = inside(cast.supervisor)
    open_some(client, calls, 4)
    client.get(address(calls[4]))
    client.post(WHY, {"reason": REASON})
    assert told() == {str(cast.records_custodian.pk), str(cast.agency_administrator.pk)}


def test_a_reason_holds_for_an_hour_and_is_asked_again_after(cast, calls):
    client = inside(cast.records_custodian)
    open_some(client, calls, 4)
    client.get(address(calls[4]))
    client.post(WHY, {"reason": REASON})
    open_some(client, calls, 6)
    with time_machine.travel(NOW + timedelta(hours=1, minutes=25), tick=False):
        open_some(client, calls, 6)
    with time_machine.travel(NOW + timedelta(hours=2, minutes=1), tick=False):
        client = inside(cast.records_custodian)
        assert client.get(address(calls[0])).headers["Location"] == WHY


def test_two_browsers_have_one_measure(cast, calls):
    open_some(inside(cast.records_custodian), calls, 3)
    other = inside(cast.records_custodian)
    open_some(other, calls, 1)
    assert other.get(address(calls[1])).headers["Location"] == WHY


def test_turning_pages_of_ones_own_does_not_push_openings_out_of_the_count(cast, calls, monkeypatch):
    monkeypatch.setattr(take_outs, "LATEST", 3)
    client = inside(cast.records_custodian)
    open_some(client, calls, 4)
    for _each in range(7):
        client.get(reverse("activity"))
    assert client.get(address(calls[4])).headers["Location"] == WHY
    assert opened(cast.records_custodian) == 4


def test_empty_lists_do_not_push_longer_ones_out_of_the_count(cast, calls, monkeypatch):
    monkeypatch.setattr(take_outs, "LATEST", 3)
    client, export = inside(cast.principal), reverse("referral-export")
    assert client.get(export).status_code == 200
    for _each in range(4):
        assert client.get(f"{export}?show=late").status_code == 200
    assert client.get(export).headers["Location"] == WHY


def test_a_reason_holds_only_for_the_sides_that_were_told_of_it(cast, calls):
    open_some(inside(cast.supervisor), calls, 4)
    here, there = cast.district.pk, cast.other_district.pk
    say_why(by=cast.supervisor, at=timezone.now(), reason=REASON, concerned=[here])
    require_measure(by=cast.supervisor, at=timezone.now(), opening=True, concerned=lambda: [here])
    with pytest.raises(take_outs.TakeOutLimit) as limit:
        require_measure(by=cast.supervisor, at=timezone.now(), opening=True, concerned=lambda: [here, there])
    assert there in limit.value.concerned
    say_why(by=cast.supervisor, at=timezone.now(), reason=REASON, concerned=limit.value.concerned)
    require_measure(by=cast.supervisor, at=timezone.now(), opening=True, concerned=lambda: [here, there])


def test_lists_are_measured_by_their_lines(cast, calls):
    client = inside(cast.principal)
    export = reverse("referral-export")
    taken = b"".join(client.get(export).streaming_content).decode()
    assert taken.count("A26-") == 6
    last = taken.strip().splitlines()[-1]
    assert "Exported by Maren Okafor on October 14, 2026" in last
    assert "no filter" in last
    assert "6 lines" in last
    assert client.get(export).headers["Location"] == WHY
    client.post(WHY, {"reason": REASON})
    assert client.get(export).status_code == 200


def test_the_filter_stands_in_the_last_line(cast, calls):
    Referral.objects.filter(pk=calls[0].pk).update(crime="no")
    answer = inside(cast.principal).get(f"{reverse('referral-export')}?crime=no")
    last = b"".join(answer.streaming_content).decode().strip().splitlines()[-1]
    assert "1 line" in last
    assert "crime" in last


def test_a_list_of_people_ends_so_too(cast):
    answer = inside(cast.district_administrator).get(reverse("person-export"))
    if answer.status_code == 302:  # more people than the small measure of these tests
        client = inside(cast.district_administrator)
        client.get(reverse("person-export"))
        client.post(WHY, {"reason": REASON})
        answer = client.get(reverse("person-export"))
    last = b"".join(answer.streaming_content).decode().strip().splitlines()[-1]
    assert "Exported by Petra Salgado" in last


def test_a_list_of_people_says_by_which_filter_it_was_made(cast, monkeypatch):
    monkeypatch.setattr(take_outs, "LINES_AN_HOUR", 500)
    export, where = reverse("person-export"), cast.school.pk
    answer = inside(cast.district_administrator).get(f"{export}?role=principal&place={where}")
    last = b"".join(answer.streaming_content).decode().strip().splitlines()[-1]
    for words in ("here now", f"at {cast.school.name}", "Principal", "1 line"):
        assert words in last
    assert inside(cast.district_administrator).get(f"{export}?standing=invited").status_code == 404


def test_nobody_is_led_elsewhere_by_the_page_that_asks(cast):
    assert inside(cast.principal).get(WHY).headers["Location"] == "/"


def test_a_review_that_was_typed_when_the_measure_was_reached_is_kept_and_sent_on(cast, calls):
    accepted(cast.principal, cast.school, cast.sro, NOW)
    call = Referral.objects.order_by("submitted_at", "sequence").last()
    client, review = inside(cast.supervisor), reverse("referral-review", args=[call.pk])
    open_some(client, calls, 3)
    page = client.get(review).content.decode()
    version = re.search(r'name="version" value="([^"]+)"', page)[1]
    words = "The officer was rightly called, for two students fought."
    form = {"determination": "police_matter", "crime_involved": "no", "clause": "none", "reason": words}
    sent = client.post(review, {**form, "form_key": str(uuid.uuid4()), "version": version, "sure": "yes"})
    assert sent.headers["Location"] == WHY
    kept = client.post(WHY, {"reason": REASON}).headers["Location"]
    assert words in client.get(kept).content.decode()
    back = client.post(kept, {"act": "send"}).headers["Location"]
    assert client.get(back).headers["Location"] == address(call)
    assert Review.objects.get().reason == words
