"""Postings that ended are many after some years; their list goes on page by page."""

import re
from datetime import timedelta

import pytest
import time_machine

from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.accounts import SchoolFactory
from tests.factories.partnerships import PostingFactory

pytestmark = pytest.mark.django_db


@time_machine.travel(NOW, tick=False)
def test_the_older_postings_open_on_pages_of_their_own(cast):
    for turn in range(30):
        officer = person(f"Officer {turn}", "sro", cast.agency)
        day = NOW.date() - timedelta(days=40 + turn % 7)
        PostingFactory(
            partnership=cast.partnership,
            school=cast.school,
            officer=officer,
            starts_on=day - timedelta(days=9),
            ends_on=day,
        )
    client = inside(cast.agency_administrator)
    first = client.get("/postings/").content.decode()
    link = re.search(r'href="(\?after=[^"]+)"', first)[1]
    second = client.get(f"/postings/{link}")
    assert second.status_code == 200
    shown = [set(re.findall(r"Officer \d+", page)) for page in (first, second.content.decode())]
    assert len(shown[0] & shown[1]) == 0
    assert len(shown[0] | shown[1]) == 30


@time_machine.travel(NOW, tick=False)
def test_postings_of_many_schools_stand_on_pages_by_the_schools_name_and_one_is_found_by_it(cast):
    names = [f"Numbered {turn:02}" for turn in range(40)]
    for name in names:
        school = SchoolFactory(name=name, parent=cast.district)
        cast.partnership.covered.create(school=school, starts_on=NOW.date() - timedelta(days=9))
        PostingFactory(partnership=cast.partnership, school=school, officer=cast.sro)
    client = inside(cast.agency_administrator)
    shown, page = [], client.get("/postings/").content.decode()
    assert "41 postings now and to come" in page
    while True:
        found = re.findall(r"Numbered \d\d</th>", page)
        assert len(found) <= 25
        shown += found
        link = re.search(r'href="(\?now_after=[^"]+)"', page)
        if not link:
            break
        page = client.get(f"/postings/{link[1]}").content.decode()
    assert shown == [f"{name}</th>" for name in names]
    one = client.get("/postings/?school=numbered+17").content.decode()
    assert re.findall(r"Numbered \d\d</th>", one) == ["Numbered 17</th>"]
    assert "at Numbered 17" in one
