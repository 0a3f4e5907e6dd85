"""The log on screen: four taps, the same again, taken back; and the report as page, file and paper."""

import csv
import html
import io
import re
from uuid import uuid4

import pytest

from incidents.activity_report import time_words
from incidents.models import Activity
from ledger.models import Event
from tests.accounts.people import inside
from tests.checking import confirm_page
from tests.contracts.calls import log_work
from tests.factories.accounts import MembershipFactory
from tests.incidents.views.desk import page
from tests.paper import text_of

NEW = "/activity-log/new/"


def taps(cast, **more):
    given = {
        "form_key": uuid4(),
        "kind": "lesson",
        "minutes": "45",
        "audience": ["for_students"],
        "place": f"{cast.agency.pk}:{cast.school.pk}",
        "day": "2026-10-14",
        "leg": "",
    }
    return {**given, **more}


def test_today_and_the_posted_school_are_filled_in(cast, sro):
    shown = page(sro.get(NEW))
    assert 'value="2026-10-14"' in shown
    checked = next(one for one in re.findall(r"<input[^>]*>", shown) if 'name="place"' in one and "checked" in one)
    assert f"{cast.agency.pk}:{cast.school.pk}" in checked
    assert "No names, no story." in shown
    assert "<textarea" not in shown


def test_four_taps_log_a_lesson(cast, sro):
    response = sro.post(NEW, taps(cast), follow=True)
    assert "Logged: Classroom lesson, 45 min, October 14." in page(response)
    entry = Activity.objects.get()
    assert (entry.leg, entry.minutes, entry.school) == ("educator", 45, cast.school)
    assert "October 2026: one entry, 45 min." in page(response)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"audience": []}, "Choose for whom it was"),
        ({"kind": "meeting"}, "Choose the leg that it served"),
        ({"minutes": "other"}, "Enter the minutes."),
        ({"minutes": "other", "other_minutes": "721"}, "at most 720"),
        ({"day": "2026-10-15"}, "Choose a day of the last 60 days"),
        ({"day": "10/14/26"}, "four digits"),
        ({"place": "elsewhere"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_logged(cast, sro, more, words):
    response = sro.post(NEW, taps(cast, **more))
    assert response.status_code == 422
    assert words in page(response)
    assert not Activity.objects.exists()


def test_the_same_again_keeps_everything_but_the_day(cast, sro):
    entry = log_work(cast.sro, cast.agency, cast.school)
    shown = page(sro.get(f"{NEW}?like={entry.pk}"))
    chosen = [one for one in re.findall(r"<input[^>]*>", shown) if "checked" in one]
    assert any('value="drill"' in one for one in chosen)
    assert any('value="for_staff"' in one for one in chosen)
    assert 'value="2026-10-14"' in shown
    for strange in ("nonsense", log_work(cast.stranger_sro, cast.other_agency, cast.other_school).pk):
        assert not [
            one
            for one in re.findall(r"<input[^>]*>", page(sro.get(f"{NEW}?like={strange}")))
            if 'value="drill"' in one and "checked" in one
        ]


def test_an_entry_is_taken_back_once_confirmed(cast, sro):
    entry = log_work(cast.sro, cast.agency, cast.school)
    path = f"/activity-log/{entry.pk}/take-back/"
    assert "Drill" in page(sro.get(path))
    response = confirm_page(sro, path, follow=True)
    assert "Taken back: it counts no more." in page(response)
    assert sro.get(path).status_code == 404
    assert not Activity.objects.standing().exists()


def test_a_supervisor_reads_the_entries_and_changes_none(cast, supervisor):
    entry = log_work(cast.sro, cast.agency, cast.school)
    shown = page(supervisor.get("/activity-log/"))
    assert cast.sro.name in shown
    assert "Take back" not in shown
    assert supervisor.get(f"/activity-log/{entry.pk}/take-back/").status_code == 403
    assert supervisor.get(NEW).status_code == 404


def test_the_list_is_filtered_by_month_and_officer(cast, supervisor, sro):
    log_work(cast.sro, cast.agency, cast.school)
    assert "Drill" in page(supervisor.get(f"/activity-log/?month=2026-10&officer={cast.sro.pk}"))
    assert "Nothing matches this filter." in page(supervisor.get("/activity-log/?month=2026-09"))
    assert "Drill" in page(sro.get("/activity-log/?month=nonsense&officer=nobody"))


@pytest.mark.parametrize(
    "who", ["principal", "district_administrator", "records_custodian", "district_signatory", "staff"]
)
def test_the_schools_side_finds_neither_log_nor_report(cast, who):
    client = inside(getattr(cast, who))
    for path in (
        "/activity-log/",
        NEW,
        "/activity-log/export.csv",
        "/activity-report/",
        "/activity-report/report.csv",
        "/activity-report/report.pdf",
    ):
        assert client.get(path).status_code == 404, path
    assert "/activity-report/" not in page(client.get("/"))


def rows(response):
    assert response.status_code == 200
    found = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert found[-1][0].startswith("Exported by ")
    return found[1:-1]


def test_the_log_is_taken_away_as_filtered_and_the_agency_knows(cast, supervisor):
    log_work(cast.sro, cast.agency, cast.school)
    log_work(cast.sro, cast.agency, None, "court")
    log_work(cast.stranger_sro, cast.other_agency, cast.other_school)
    found = rows(supervisor.get("/activity-log/export.csv?month=2026-10"))
    assert [one[4] for one in found] == ["Court appearance", "Drill"] or [one[4] for one in found] == [
        "Drill",
        "Court appearance",
    ]
    event = Event.objects.get(action="incidents.activity.exported")
    assert event.organization_id == str(cast.agency.pk)
    assert event.details == {"count": 2, "filters": ["month:2026-10"]}


def read(response):
    """The page with its marks as they are read."""
    return html.unescape(page(response))


def squeezed(text):
    """The text without white space: on paper a cell breaks where it may."""
    return re.sub(r"\s+", "", text)


def shares(minutes):
    """What may stand between a definition and its number on the page: a leg's share of 90 minutes, or nothing."""
    return ["", f"{round(100 * int(minutes or 0) / 90)} %"]


@pytest.mark.parametrize("who", ["sro", "supervisor", "agency_administrator", "agency_signatory"])
def test_page_file_and_paper_say_the_same_numbers(cast, who):
    log_work(cast.sro, cast.agency, cast.school)
    log_work(cast.sro, cast.agency, None, "court")
    client = inside(getattr(cast, who))
    shown = squeezed(re.sub(r"<[^>]+>", " ", read(client.get("/activity-report/"))))
    words = squeezed(text_of(client.get("/activity-report/report.pdf").content))
    found = rows(client.get("/activity-report/report.csv"))
    assert next(one for one in found if one[1] == "Drill")[2:4] == ["1", "45"]
    for _part, label, number, minutes, definition in found:
        if definition:
            time = "" if not minutes else time_words(int(minutes)) if int(minutes) else "–"
            assert squeezed(f"{label} {definition} {number} {time}") in words
            assert squeezed(f"{label} {definition}") in shown
            assert any(squeezed(f"{label} {definition} {share} {number} {time}") in shown for share in shares(minutes))
    actions = set(Event.objects.values_list("action", flat=True))
    assert {"incidents.activity_report.exported", "incidents.activity_report.printed"} <= actions


def test_a_month_of_nothing_teaches_the_next_step(supervisor):
    shown = page(supervisor.get("/activity-report/?period=2026-09"))
    assert "No activity is logged and no call was answered." in shown


def test_the_desks_lead_there(cast, sro, supervisor):
    log_work(cast.sro, cast.agency, cast.school)
    desk = page(sro.get("/"))
    assert f'href="{NEW}"' in desk
    assert "October 2026: one entry, 45 min." in desk
    for client in (supervisor, inside(cast.agency_administrator), inside(cast.agency_signatory)):
        assert 'href="/activity-report/"' in page(client.get("/"))


def test_two_agencies_are_told_apart(cast, sro):
    MembershipFactory(user=cast.sro, organization=cast.other_agency, role="sro")
    shown = page(sro.get(NEW))
    assert f"No school, for {cast.agency.name}" in shown
    assert f"No school, for {cast.other_agency.name}" in shown
    sro.post(NEW, taps(cast, place=f"{cast.other_agency.pk}:"))
    assert Activity.objects.get().agency == cast.other_agency
