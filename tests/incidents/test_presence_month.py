"""A month counted by hand: every minute owed is of one kind, and page, file and paper say the same."""

import csv
import io
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from incidents.models import Presence
from incidents.presence.choices import Doubt
from incidents.presence.figures import Figures, judged
from incidents.presence.hours import Hours, hours_words, span_of
from incidents.presence.month import Month, month_of
from partnerships.models import Posting
from tests.accounts.people import inside
from tests.cast import person
from tests.factories.accounts import ClosedDayFactory, SchoolFactory
from tests.factories.partnerships import PartnershipSchoolFactory, PostingFactory
from tests.incidents.presence_days import absent, here, hours, moment_of, recalled, with_hours
from tests.paper import text_of

pytestmark = pytest.mark.django_db

NOVEMBER = Month(date(2026, 11, 1))  # the clocks are put back on its first day
AFTER = datetime(2026, 12, 2, 15, tzinfo=UTC)
NOT_TRAINED = (Doubt.NOT_TRAINED.value,)


def november(cast):
    """Twenty-one weekdays, less Veterans Day and the three days of Thanksgiving: seventeen school days, sixteen said.

    Eight hours each. By hand: one day the officer is recalled for two hours, covered for half an hour of them; one day
    absent and covered whole; one absent and covered by nobody; one half day; one not said.
    """
    posting, run = with_hours(cast.posting), cast.supervisor
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 11, 11), last_day=date(2026, 11, 11))
    ClosedDayFactory(organization=cast.school, first_day=date(2026, 11, 25), last_day=date(2026, 11, 27))
    stand_in = person("Otto Reed", Role.SRO, cast.agency)
    days = [day for day in NOVEMBER.days_until(date(2026, 11, 30)) if day.weekday() < 5]
    days = [day for day in days if day.day not in (11, 25, 26, 27)]
    assert len(days) == 17
    for day in days:
        match day.day:
            case 3:
                row = here(cast.sro, posting, day)
                row = recalled(cast.sro, row, hours("10:00", "11:30"))
                recalled(run, row, hours("13:00", "13:30"), cover=stand_in, accepts=NOT_TRAINED)
            case 4:
                absent(run, posting, day, cover=stand_in, accepts=NOT_TRAINED)
            case 5:
                absent(cast.sro, posting, day)
            case 6:
                here(cast.sro, posting, day, owed=hours("7:30", "12:00"))
            case 9:
                pass
            case 10:
                here(cast.sro, posting, day, given=hours("8:00", "16:00"))
            case _:
                here(cast.sro, posting, day)
    return posting


# 17 days: the 3rd and 10th and 5th have uncovered time, the 4th a stand-in, the 9th nobody spoke of; 12 whole.
BY_HAND = Figures(
    days_owed=17,
    days_posted=12,
    days_stand_in=1,
    days_uncovered=3,
    days_unconfirmed=1,
    owed=16 * 480 + 270,
    posted=11 * 480 + 270 + 360 + 450,
    stand_in=480 + 30,
    stand_in_not_current=480 + 30,
    uncovered=90 + 480 + 30,
    unconfirmed=480,
)


def test_a_month_is_what_a_person_counts_by_hand(cast):
    november(cast)
    (month,) = month_of(Posting.objects.filter(school=cast.school), NOVEMBER, AFTER)
    assert month.figures == BY_HAND
    assert hours_words(month.figures.credited) == "10:00"
    assert len(month.lines) == 17


def test_every_minute_and_every_day_owed_is_of_one_kind(cast):
    november(cast)
    (month,) = month_of(Posting.objects.filter(school=cast.school), NOVEMBER, AFTER)
    for figures in [month.figures, *(line.figures for line in month.lines)]:
        assert figures.owed == figures.posted + figures.stand_in + figures.uncovered + figures.unconfirmed
        days = (figures.days_posted, figures.days_stand_in, figures.days_uncovered, figures.days_unconfirmed)
        assert figures.days_owed == sum(days)


@time_machine.travel(AFTER, tick=False)
def test_page_file_and_paper_say_the_same_figures(cast):
    november(cast)
    client = inside(cast.supervisor, AFTER)
    wanted = ["17", "12", "1", "3", "1", "132:30", "106:00", "0:00", "8:30", "10:00", "8:00", "10:00"]
    address = f"/presence/schools/{cast.school.pk}/"
    page = client.get(f"{address}?month=2026-11").content.decode()
    told = page[page.index('id="figures"') :]
    for value in wanted:
        assert f"<strong>{value}</strong>" in told
        told = told[told.index(f"<strong>{value}</strong>") + 1 :]
    file = b"".join(client.get(f"{address}presence.csv?month=2026-11").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    assert next(row for row in rows if row[0] == "The month")[3:] == wanted
    assert len([row for row in rows if row[1:2] == ["Iris Lindqvist"]]) == 17
    paper = text_of(client.get(f"{address}presence.pdf?month=2026-11").content)
    assert "132:30" in paper
    assert "Signature" in paper
    whole = client.get("/presence/month/?month=2026-11").content.decode()
    assert whole.count("132:30") >= 2


def test_a_day_closed_after_it_was_said_counts_nothing(cast):
    posting = november(cast)
    ClosedDayFactory(organization=cast.school, first_day=date(2026, 11, 5), last_day=date(2026, 11, 5))
    (month,) = month_of(Posting.objects.filter(pk=posting.pk), NOVEMBER, AFTER)
    assert month.figures.uncovered == 120
    assert month.figures.days_owed == 16


def test_days_to_come_are_not_owed_yet(cast):
    posting = with_hours(cast.posting)
    (month,) = month_of(Posting.objects.filter(pk=posting.pk), NOVEMBER, moment_of(posting, date(2026, 11, 3)))
    assert [line.day.day for line in month.lines] == [2, 3]


def test_a_posting_that_ended_during_the_day_owes_what_was_given(cast):
    posting = with_hours(cast.posting)
    here(cast.sro, posting, date(2026, 11, 3), given=hours("7:30", "12:00"))
    posting.ends_on = date(2026, 11, 3)
    posting.save()
    (month,) = month_of(Posting.objects.filter(pk=posting.pk), NOVEMBER, AFTER)
    assert [line.day.day for line in month.lines] == [2, 3]
    assert month.lines[1].figures == Figures(days_owed=1, days_posted=1, owed=270, posted=270)


def test_a_posted_stand_in_covers_and_owes_nothing_of_their_own(cast):
    posting, second = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    stand_in = PostingFactory(
        partnership=cast.partnership,
        school=cast.school,
        officer=second,
        stands_in_for=posting,
        starts_on=date(2026, 11, 3),
        ends_on=date(2026, 11, 5),
    )
    here(second, with_hours(stand_in), date(2026, 11, 3), given=hours("7:30", "14:30"))
    (month,) = month_of(Posting.objects.filter(school=cast.school), NOVEMBER, moment_of(posting, date(2026, 11, 4)))
    assert [line.figures for line in month.lines] == [
        Figures(days_owed=1, days_unconfirmed=1, owed=480, unconfirmed=480),
        Figures(days_owed=1, days_uncovered=1, owed=480, stand_in=420, stand_in_not_current=420, uncovered=60),
        Figures(days_owed=1, days_unconfirmed=1, owed=480, unconfirmed=480),
    ]


def test_hours_are_as_long_as_they_last_when_the_clocks_change():
    night, new_york = Hours(time(0), time(8)), ZoneInfo("America/New_York")
    assert span_of(night, date(2026, 11, 1), new_york) == (0, 540)
    assert span_of(night, date(2026, 3, 8), new_york) == (0, 420)
    assert span_of(night, date(2026, 11, 2), new_york) == (0, 480)
    # Where the clocks change on a school day, at midnight.
    assert span_of(Hours(time(1), time(8)), date(2026, 4, 24), ZoneInfo("Africa/Cairo")) == (0, 420)


def test_cover_beside_the_posted_officer_counts_once():
    figures = judged((450, 930), [(450, 700)], [((600, 800), True), ((750, 930), False)])
    assert (figures.posted, figures.stand_in, figures.stand_in_not_current, figures.uncovered) == (250, 230, 130, 0)
    assert figures.days_stand_in == 1


def test_a_month_of_many_schools_costs_no_more_statements(cast):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            month_of(Posting.objects.filter(partnership=cast.partnership), NOVEMBER, AFTER)
        return len(captured)

    november(cast)
    few = cost()
    for turn in range(5):
        school = SchoolFactory(name=f"School {turn}", parent=cast.district)
        PartnershipSchoolFactory(partnership=cast.partnership, school=school)
        officer = person(f"Officer {turn}", Role.SRO, cast.agency)
        row = with_hours(PostingFactory(partnership=cast.partnership, school=school, officer=officer))
        for day in (2, 3):
            here(officer, row, date(2026, 11, day))
    assert cost() == few <= 4
    assert Presence.objects.count() > 20
