"""Lists: what they are filtered by and how many, page by page, and the file they become."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.roles import Role
from incidents.actions import questions
from incidents.models import Referral
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory, SchoolFactory
from tests.factories.incidents import accepted, decided, submitted
from tests.factories.partnerships import PartnershipSchoolFactory, PostingFactory
from tests.incidents.views.desk import page

LIST = "/referrals/"


def numbers(shown):
    """The numbers of the calls listed, in order."""
    return re.findall(r"row-sub\">(\d\d-\d{4})", shown)


@pytest.fixture
def several(cast):
    """Three calls: an old one that is late, one reviewed, one of today that a question waits on."""
    late = submitted(cast.principal, cast.school, NOW - timedelta(days=9), crime="unsure")
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(days=5), started_by="parent")
    asked = submitted(cast.designee, cast.school, NOW - timedelta(hours=2), crime="no")
    questions.ask(by=cast.sro, at=NOW, referral=asked, question="What did staff try?", form_key=uuid4())
    return late, done, asked


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "done late asked"),
        ("show=mine", "done late"),
        ("show=late", "late"),
        ("show=school", "asked"),
        ("show=police", "late"),
        ("show=officer", "late"),
        ("show=review", ""),
        ("show=closed", "done"),
        ("state=decided", "done"),
        ("crime=unsure", "late"),
        ("started_by=parent", "done"),
        ("since=2026-10-09", "done asked"),
        ("until=2026-10-09", "done late"),
        ("since=2026-10-09&until=2026-10-09", "done"),
        ("crime=yes&show=late", ""),
    ],
)
def test_every_filter_shows_its_rows_and_says_what_it_does(several, principal, query, expected):
    named = dict(zip(("late", "done", "asked"), several, strict=True))
    shown = page(principal.get(f"{LIST}?{query}"))
    wanted = [named[name].number for name in reversed(expected.split())]
    assert numbers(shown) == wanted
    assert f"Showing {len(wanted)} of {len(wanted)}" in shown
    assert ("no filter" in shown) == (query == "")
    assert ("Clear the filter" in shown) == (query != "")
    rows = list(csv.reader(io.StringIO(body(principal.get(f"/referrals/export.csv?{query}")))))
    assert [row[0] for row in rows[1:-1]] == wanted
    assert rows[-1][0].startswith("Exported by Maren Okafor")


def body(response):
    """A file as text, without its byte order mark."""
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_a_filter_that_makes_no_sense_filters_nothing(several, principal):
    for query in (
        "state=draft",
        "crime=%00",
        "since=tomorrow",
        "school=x",
        "show=%F0%9F%92%A9",
        "until=9999-12-31",
        "since=0001-01-01",
    ):
        response = principal.get(f"{LIST}?{query}")
        assert response.status_code == 200
        assert len(numbers(page(response))) == 3, query


def test_the_filter_is_said_in_words(several, principal):
    shown = page(principal.get(f"{LIST}?crime=unsure&since=2026-10-01"))
    assert "filtered by crime “Unsure”, from Oct 1, 2026" in shown


def test_a_district_filters_by_school(cast, several, district):
    other = submitted(inside_second(cast), cast.second_school, NOW)
    shown = page(district.get(f"{LIST}?school={cast.second_school.pk}"))
    assert numbers(shown) == [other.number]
    assert len(numbers(page(district.get(LIST)))) == 4


def inside_second(cast):
    """Somebody who writes at the second school."""
    return person("Second Writer", "principal", cast.second_school)


def many(cast, number):
    """As many sent calls, an hour apart, oldest first: copies of one that went through the actions."""
    first = submitted(cast.principal, cast.school, NOW - timedelta(hours=number))
    copies = []
    for place in range(2, number + 1):
        copy = Referral.objects.get(pk=first.pk)
        copy.pk, copy.form_key, copy.sequence, copy.agency_sequence = uuid4(), uuid4(), place, place
        copy.submitted_at = first.submitted_at + timedelta(hours=place - 1)
        copies.append(copy)
    return [first, *Referral.objects.bulk_create(copies)]


def test_pages_go_both_ways_and_keep_the_filter(cast, principal):
    newest = [one.number for one in reversed(many(cast, 60))]
    first = page(principal.get(f"{LIST}?crime=yes"))
    assert numbers(first) == newest[:25]
    assert "Showing 25 of 60" in first
    second = page(principal.get(LIST + link(first, "Older")))
    assert numbers(second) == newest[25:50]
    assert "crime=yes" in link(second, "Older")
    third = page(principal.get(LIST + link(second, "Older")))
    assert numbers(third) == newest[50:]
    assert "Nothing older." in third
    assert numbers(page(principal.get(LIST + link(third, "Newer")))) == newest[25:50]


def link(shown, word):
    """Where the pager's link of that word leads."""
    return re.search(rf'href="([^"]*)"[^>]*>\s*{word}\s*</a>', shown).group(1).replace("&amp;", "&")


def test_a_cursor_that_makes_no_sense_is_the_first_page(several, principal):
    for cursor in ("x", "%00", "W10", "e30", "a" * 2000):
        assert len(numbers(page(principal.get(f"{LIST}?after={cursor}")))) == 3


def test_rows_show_neither_texts_nor_names(several, principal, sro):
    for client in (principal, sro):
        shown = page(client.get(LIST))
        for secret in ("pushed each other", "NAME-TOKEN", "SCHOOL-ONLY-TOKEN", "NOTES-TOKEN"):
            assert secret not in shown


def test_opening_a_list_opens_no_record_and_taking_it_away_is_recorded(several, supervisor):
    supervisor.get(LIST)
    assert not Event.objects.filter(action__in=["incidents.referral.opened", "incidents.referral.exported"]).exists()
    body(supervisor.get("/referrals/export.csv?crime=yes"))
    event = Event.objects.get(action="incidents.referral.exported")
    assert event.details["count"] == 1
    assert event.details["filters"] == ["crime:yes"]


def test_who_may_read_but_not_take_away_is_refused(several, sro):
    assert "Export as CSV" not in page(sro.get(LIST))
    assert sro.get("/referrals/export.csv").status_code == 403


def test_a_right_to_export_elsewhere_takes_nothing_away_from_here(cast, several):
    MembershipFactory(user=cast.sro, organization=cast.other_agency, role=Role.SRO_SUPERVISOR)
    answer = inside(cast.sro).get("/referrals/export.csv")
    assert answer.status_code == 200
    assert len(list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))) == 1 + 1
    assert Event.objects.get(action="incidents.referral.exported").details["count"] == 0


def test_lists_are_not_there_for_desks_without_referrals(cast, several):
    for desk in cast.without_referrals():
        client = inside(desk)
        for address in (LIST, "/referrals/export.csv", "/kept-in-school/", "/queue/", "/reviews/"):
            assert client.get(address).status_code == 404, (desk, address)


def test_strangers_see_their_own_empty_lists(cast, several):
    for stranger in cast.strangers():
        shown = page(inside(stranger).get(LIST))
        assert "No calls yet." in shown
        assert numbers(shown) == []


def test_what_was_kept_in_school_is_for_the_school_side(cast, principal, district):
    assert "Nothing yet." in page(principal.get("/kept-in-school/"))
    assert district.get("/kept-in-school/").status_code == 200
    for reader in (cast.sro, cast.supervisor):
        client = inside(reader)
        assert client.get("/kept-in-school/").status_code == 404
        assert "kept-in-school" not in page(client.get(LIST))


def heading(shown):
    return re.search(r"<h1>\s*(.*?)\s*</h1>", shown)[1]


def test_the_heading_says_how_many_calls_are_open(cast, principal, several):
    late, _done, asked = several
    assert heading(page(principal.get(LIST))) == "2 calls are open."
    assert heading(page(principal.get(f"{LIST}?show=closed"))) == "One call matches."
    Referral.objects.filter(pk=asked.pk).update(state="withdrawn", closed_at=NOW)
    assert heading(page(principal.get(LIST))) == "One call is open."
    Referral.objects.filter(pk=late.pk).update(state="withdrawn", closed_at=NOW)
    assert heading(page(principal.get(LIST))) == "No call is open."


def test_of_more_open_calls_than_a_page_holds_the_heading_says_at_least(cast, principal):
    for number in range(26):
        submitted(cast.principal, cast.school, NOW - timedelta(minutes=number))
    shown = page(principal.get(LIST))
    assert heading(shown) == "At least 25 calls are open."
    after = re.search(r"\?after=([^\"&]+)", shown)[1]
    assert heading(page(principal.get(LIST, {"after": after}))) == "Earlier calls."
    assert heading(page(principal.get(LIST, {"before": after}))) == "At least 24 calls are open."


def test_an_empty_list_teaches_the_next_step(principal, supervisor):
    assert 'href="/referrals/new/"' in page(principal.get(LIST))
    assert "No calls have reached you yet." in page(supervisor.get(LIST))
    assert "Nothing matches this filter." in page(principal.get(f"{LIST}?crime=yes"))


def test_past_the_grace_the_agencys_list_is_empty_and_the_schools_is_not(cast, several):
    with time_machine.travel("2027-08-15T14:00:00Z", tick=False):
        assert numbers(page(inside(cast.supervisor).get(LIST))) == []
        assert len(numbers(page(inside(cast.principal).get(LIST)))) == 3


@pytest.mark.parametrize("agency_in_the_east", [True, False])
def test_what_is_late_is_judged_by_the_day_of_the_school_it_happened_at(cast, agency_in_the_east):
    """At half past midnight in New York the evening in Honolulu is not over."""
    hawaii = SchoolFactory(name="Harbor School", slug="harbor", parent=cast.district, time_zone="Pacific/Honolulu")
    PartnershipSchoolFactory(partnership=cast.partnership, school=hawaii)
    PostingFactory(partnership=cast.partnership, school=hawaii, officer=cast.sro)
    MembershipFactory(user=cast.principal, organization=hawaii, role=Role.PRINCIPAL)
    here = submitted(cast.principal, cast.school, NOW)
    there = submitted(cast.principal, hawaii, NOW)
    due = NOW.date() + timedelta(days=1)
    type(here).objects.update(answer_due_on=due, review_due_on=due)
    if not agency_in_the_east:
        cast.agency.time_zone = "Pacific/Honolulu"
        cast.agency.save()
    with time_machine.travel(datetime(2026, 10, 16, 4, 30, tzinfo=UTC), tick=False):
        client = inside(cast.supervisor)
        shown = page(client.get(f"{LIST}?show=late"))
        assert here.number in shown
        assert there.number not in shown
        assert "0 calls wait for a review; 2 wait for the officer, 1 late." in page(client.get("/queue/"))


def test_open_calls_stand_before_closed_ones_on_every_page(cast, principal):
    for hours in range(30):
        decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW - timedelta(hours=hours + 3))
    opened = [submitted(cast.principal, cast.school, NOW - timedelta(days=9, hours=hours)) for hours in range(2)]
    closed = list(Referral.objects.closed().order_by("-submitted_at"))
    first = page(principal.get(LIST))
    assert numbers(first) == [one.number for one in [*opened, *closed][:25]]
    second = page(principal.get(LIST + link(first, "Older")))
    assert numbers(second) == [one.number for one in [*opened, *closed][25:]]
    assert numbers(page(principal.get(LIST + link(second, "Newer")))) == numbers(first)


def test_the_queue_says_what_waits_for_whom_by_the_clock_of_who_must_act(cast, several, supervisor):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(days=1))
    shown = page(supervisor.get("/queue/"))
    assert "<h1>1 call waits for a review; 1 waits for the officer, 1 late; 1 waits for the school.</h1>" in shown
    late, _done, asked = several
    ways = {"mine": taken, "officer": late, "school": asked}
    for way, one in ways.items():
        found = page(supervisor.get(f"/queue/?show={way}"))
        assert re.findall(r"A\d\d-\d{4}", found) == [one.agency_number], way
        assert "Showing 1 of 1" in found
    assert len(re.findall(r"row-sub\">A\d\d-\d{4}", page(supervisor.get("/queue/?show=%00")))) == 3


def test_a_supervisor_reads_that_the_officer_is_late(cast, supervisor):
    """Sent on Monday, due on Tuesday, read on Wednesday: the review has days left, the answer has none."""
    sent = submitted(cast.principal, cast.school, NOW - timedelta(days=2))
    for address in ("/queue/", LIST, f"/referrals/{sent.pk}/"):
        shown = page(supervisor.get(address))
        assert "1 school day late" in shown
        assert "days left" not in shown
