"""A desk counts all that waits, shows the most urgent first, and says where the rest stands."""

import re
from datetime import timedelta
from uuid import uuid4

import time_machine
from django.urls import reverse

from incidents.actions import questions
from incidents.choices import Crime, Danger
from incidents.models import Referral
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.accounts import ClosedDayFactory
from tests.factories.incidents import accepted, decided, submitted


def desk(user):
    """The words of somebody's desk, its title and its things in order."""
    answer = inside(user).get("/")
    assert answer.status_code == 200
    html = answer.content.decode()
    title = " ".join(re.search(r"<h1>(.*?)</h1>", html, re.S)[1].split())
    needs = re.findall(r'class="need-title">\s*(?:<a[^>]*>)?(.*?)(?:</a>)?</h3>', html, re.S)
    return html, title, needs


def calls(cast, number, **answers):
    return [submitted(cast.principal, cast.school, NOW - timedelta(hours=place), **answers) for place in range(number)]


def test_everything_that_waits_is_counted_and_the_rest_is_one_link_away(cast):
    calls(cast, 13)
    html, title, needs = desk(cast.sro)
    assert title == "13 things need you."
    assert len(needs) == 5
    assert "All 13 calls to answer" in html
    link = re.search(r'href="([^"]*show=answer)"', html)[1]
    listed = inside(cast.sro).get(link).content.decode()
    assert listed.count('class="row-title" href="/referrals/') == 13


def test_two_kinds_of_things_are_counted_together(cast):
    calls(cast, 6)
    for place in range(7):
        accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(days=1, hours=place))
    html, title, _needs = desk(cast.sro)
    assert title == "13 things need you."
    assert "All 6 calls to answer" in html
    assert "All 7 calls without an outcome" in html
    listed = inside(cast.sro).get(f"{reverse('referral-list')}?show=outcome").content.decode()
    assert listed.count('class="row-title" href="/referrals/') == 7


def test_a_few_are_shown_without_a_link_to_more(cast):
    calls(cast, 5)
    html, title, needs = desk(cast.sro)
    assert (title, len(needs)) == ("Five things need you.", 5)
    assert "show=answer" not in html


def test_danger_comes_first_then_crime_then_what_is_late_then_the_oldest(cast):
    oldest, newer = (
        submitted(cast.principal, cast.school, NOW - timedelta(hours=age), crime="no", danger="none", place=where)
        for age, where in ((2, "hallway"), (1, "cafeteria"))
    )
    crime = submitted(cast.principal, cast.school, NOW, crime=Crime.YES, danger=Danger.NONE, place="classroom")
    danger = submitted(cast.principal, cast.school, NOW, crime=Crime.NO, danger=Danger.OVER, place="gym")
    late = submitted(cast.principal, cast.school, NOW, crime=Crime.NO, danger=Danger.NONE, place="restroom")
    Referral.objects.filter(pk=late.pk).update(answer_due_on=NOW.date() - timedelta(days=3))
    places = [re.search(r", (\w+)", title)[1] for title in desk(cast.sro)[2]]
    assert places == ["gym", "classroom", "restroom", "hallway", "cafeteria"]
    assert len({oldest.pk, newer.pk, crime.pk, danger.pk, late.pk}) == 5


def test_an_emergency_is_not_pushed_off_by_newer_calls(cast):
    danger = submitted(cast.principal, cast.school, NOW - timedelta(days=2), danger=Danger.OVER)
    calls(cast, 12, danger=Danger.NONE, crime=Crime.NO)
    for who in (cast.district_administrator, cast.principal, cast.sro, cast.supervisor):
        html = desk(who)[0]
        assert f"/referrals/{danger.pk}/" in html, who
        assert "All 13 open calls" in html


def test_a_supervisor_counts_reviews_and_their_own_courses_alike(cast):
    for place in range(7):
        accepted(cast.principal, cast.school, cast.sro, NOW - timedelta(hours=place + 2))
    html, title, needs = desk(cast.supervisor)
    assert title == "7 calls wait for your review."
    assert len(needs) == 5
    assert "All 7 calls to review" in html


def test_what_is_open_stands_before_what_is_closed(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    waiting = submitted(cast.principal, cast.school, NOW - timedelta(days=5))
    html = desk(cast.district_administrator)[0]
    assert html.index(f"/referrals/{waiting.pk}/") < html.index(f"/referrals/{done.pk}/")


def test_questions_are_counted_too(cast):
    for call in calls(cast, 6):
        questions.ask(by=cast.sro, at=NOW, referral=call, question="Who?", form_key=uuid4())
    html, title, _needs = desk(cast.principal)
    assert title == "Six things need you."
    assert "All 6 questions" in html


def test_a_district_without_a_calendar_is_told_no_number_of_its_school_year(cast):
    with time_machine.travel(NOW, tick=False):
        assert "school day" not in desk(cast.principal)[0].partition("<h1>")[0].split('class="day-line"')[1]
        ClosedDayFactory(organization=cast.district)
        assert re.search(r"school day \d+ of \d+", desk(cast.principal)[0])
