"""A file that cannot be made: nothing of it leaves, nothing says that it left, and the person reads why."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import decided

pytestmark = pytest.mark.django_db

FILES = [
    ("/referrals/export.csv", "district_administrator"),
    ("/disclosures/export.csv", "records_custodian"),
    ("/reviews/export.csv", "supervisor"),
    ("/people/export.csv", "district_administrator"),
    ("/training/board/export.csv", "district_administrator"),
    ("/training/board/people/export.csv", "district_administrator"),
    ("/training/board/people/export.xlsx", "district_administrator"),
]


class Breaks:
    """The database goes away at one statement of a request; the session, and what only frames others, apart."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        if "session" in sql or "SAVEPOINT" in sql:
            return execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            raise DatabaseError("gone")
        return execute(sql, params, many, context)


@pytest.mark.parametrize(("path", "reader"), FILES)
def test_wherever_it_breaks_no_half_a_file_leaves_and_none_is_recorded(cast, path, reader):
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    whole = inside(getattr(cast, reader)).get(path)
    assert whole.status_code == 200
    whole.getvalue()
    before = Event.objects.filter(action__contains="export").count()
    assert before == 1
    broken = 0
    for number in range(1, 40):
        client: Client = inside(getattr(cast, reader))
        client.raise_request_exception = False
        breaks = Breaks(number)
        with connection.execute_wrapper(breaks):
            answer = client.get(path)
        if breaks.left > 0:
            break
        broken += 1
        assert answer.status_code in (500, 503), number
        assert "attachment" not in answer.get("Content-Disposition", "")
        assert Event.objects.filter(action__contains="export").count() == before, number
    assert broken >= 5
