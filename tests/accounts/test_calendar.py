"""Days without school: entered and removed by the district alone; due days are counted again with them."""

from datetime import date, timedelta

import pytest

from accounts.access import AccessDenied
from accounts.actions import calendar
from accounts.errors import AlreadyClosed, ClosedTooLong, DaysOutOfOrder
from accounts.models import ClosedDay
from common.dates import add_school_days
from tests.accounts.people import NASTY, actions, everything, inside
from tests.cast import NOW
from tests.checking import confirm_page

pytestmark = pytest.mark.usefixtures("frozen")

FRIDAY = date(2026, 10, 16)
DAY = timedelta(days=1)


def close(cast, **given):
    wanted = {"organization": cast.district, "first_day": FRIDAY, "last_day": FRIDAY, "name": "Staff day"}
    return calendar.close(by=given.pop("by", cast.district_administrator), at=NOW, **{**wanted, **given})


def test_a_districts_day_counts_for_every_school_and_a_schools_for_itself(cast):
    close(cast)
    close(cast, organization=cast.school, first_day=FRIDAY + 3 * DAY, last_day=FRIDAY + 3 * DAY, name="Boiler")
    thursday = FRIDAY - DAY
    with_boiler = ClosedDay.objects.calendar_for(cast.school)
    without = ClosedDay.objects.calendar_for(cast.second_school)
    assert add_school_days(thursday, 1, with_boiler) == FRIDAY + 4 * DAY
    assert add_school_days(thursday, 1, without) == FRIDAY + 3 * DAY
    assert ClosedDay.objects.calendar_for(cast.other_school).merged == ()


@pytest.mark.parametrize(
    "by", ["principal", "staff", "agency_administrator", "records_custodian", "stranger_district_administrator"]
)
def test_only_the_districts_administrator_closes_and_opens(cast, by):
    closed = close(cast)
    before = everything()
    with pytest.raises(AccessDenied):
        close(cast, by=getattr(cast, by), name="Mine")
    with pytest.raises(AccessDenied):
        calendar.open_again(by=getattr(cast, by), at=NOW, closed=closed)
    client = inside(getattr(cast, by))
    for path in ("/closed-days/", f"/closed-days/{closed.pk}/remove/"):
        expected = 404 if by != "stranger_district_administrator" or "remove" in path else 200
        assert client.get(path).status_code == expected
    assert everything() == before


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"last_day": FRIDAY - DAY}, DaysOutOfOrder),
        ({"last_day": FRIDAY + 120 * DAY}, ClosedTooLong),
        ({}, AlreadyClosed),
        ({"name": "Another name"}, AlreadyClosed),
        ({"name": "Within", "first_day": FRIDAY, "last_day": FRIDAY}, AlreadyClosed),
    ],
)
def test_days_that_cannot_be_are_refused(cast, given, refusal):
    close(cast)
    before = everything()
    with pytest.raises(refusal):
        close(cast, **given)
    assert everything() == before


def test_opening_again_twice_leaves_one_event(cast):
    closed = close(cast)
    pk = closed.pk
    for _each in range(2):
        calendar.open_again(by=cast.district_administrator, at=NOW, closed=ClosedDay(pk=pk, organization=cast.district))
    assert actions() == ["accounts.calendar.closed", "accounts.calendar.opened_again"]


def test_the_page_lists_a_school_year_and_enters_one_day_or_many(cast):
    client = inside(cast.district_administrator)
    data = {"place": cast.district.pk, "name": "Winter break", "first_day": "2026-12-21", "last_day": "2027-01-01"}
    assert client.post("/closed-days/", data)["Location"] == "/closed-days/?year=2026"
    one = {"place": cast.school.pk, "name": "Boiler", "first_day": "2026-10-20", "last_day": ""}
    assert client.post("/closed-days/", one).status_code == 302
    page = client.get("/closed-days/").content.decode()
    assert "Mon, Dec 21, 2026" in page
    assert "Tue, Oct 20, 2026" in page
    assert "Boiler" not in client.get("/closed-days/?year=2025").content.decode()
    assert client.post("/closed-days/", data).status_code == 422
    foreign = {**one, "place": cast.other_school.pk}
    assert client.post("/closed-days/", foreign).status_code == 422


@pytest.mark.parametrize("year", ["", "1", "99999", "²⁰²⁶", "abcd", "-2026", "0000"])
def test_a_year_that_makes_no_sense_shows_this_one(cast, year):
    answer = inside(cast.district_administrator).get("/closed-days/", {"year": year})
    assert "Days without school, 2026–27." in answer.content.decode()


def test_removing_asks_first(cast):
    closed = close(cast)
    client = inside(cast.district_administrator)
    path = f"/closed-days/{closed.pk}/remove/"
    assert b"after all?" in client.get(path).content
    assert ClosedDay.objects.count() == 1
    assert confirm_page(client, path)["Location"] == "/closed-days/?year=2026"
    assert not ClosedDay.objects.exists()
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("text", NASTY[::60])
def test_nasty_names_of_days_are_kept_and_shown_escaped(cast, text):
    client = inside(cast.district_administrator)
    data = {"place": cast.district.pk, "name": text[:80], "first_day": "2026-10-20"}
    assert client.post("/closed-days/", data).status_code in (302, 422)
    page = client.get("/closed-days/")
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
