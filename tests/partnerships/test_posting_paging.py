"""Postings that ended are many after some years; their list goes on page by page."""

import re
from datetime import timedelta

import pytest
import time_machine

from tests.accounts.people import inside
from tests.cast import NOW, person
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
