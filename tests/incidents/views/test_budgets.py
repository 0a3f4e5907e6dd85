"""How many statements a page may cost, and that the cost does not grow with the rows."""

import pytest

from tests.cast import NOW
from tests.factories.incidents import decided, draft, submitted
from tests.incidents.views.desk import at
from tests.incidents.views.test_lists import many

# Four of each are the session, the person, their memberships and the unread notices of the frame.
SCHOOL_LIST, AGENCY_LIST, DETAIL, REVIEW, FORM = 10, 13, 19, 22, 12


@pytest.fixture
def rows(cast):
    """A page full of rows for every list, and more beyond."""
    made = many(cast, 30)
    draft(cast.principal, cast.school, NOW)
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    return made


def test_lists_stay_within_their_budget(rows, principal, sro, supervisor, district, django_assert_max_num_queries):
    for client, address in (
        (principal, "/referrals/"),
        (district, "/referrals/"),
        (sro, "/referrals/"),
        (supervisor, "/referrals/?crime=yes"),
        (supervisor, "/queue/"),
        (supervisor, "/reviews/"),
        (principal, "/kept-in-school/"),
    ):
        client.get(address)
        budget = SCHOOL_LIST if client in (principal, district) else AGENCY_LIST
        with django_assert_max_num_queries(budget, info=address):
            assert client.get(address).status_code == 200


def test_records_stay_within_their_budget(cast, principal, sro, supervisor, district, django_assert_max_num_queries):
    sent = submitted(cast.principal, cast.school, NOW)
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    for client in (principal, sro, supervisor, district):
        for referral in (sent, done):
            client.get(at(referral))
            with django_assert_max_num_queries(DETAIL, info=str(referral.state)):
                assert client.get(at(referral)).status_code == 200


def test_forms_stay_within_their_budget(cast, principal, sro, supervisor, django_assert_max_num_queries):
    sent = submitted(cast.principal, cast.school, NOW)
    rule = draft(cast.principal, cast.school, NOW, crime="no", danger="none")
    steps = [(principal, "/referrals/new/")]
    steps += [(principal, at(rule, step)) for step in ("crime/", "gate/", "details/", "check/", "discard/")]
    steps += [(sro, at(sent, step)) for step in ("accept/", "decline/", "ask/", "addendum/")]
    steps += [(principal, at(sent, "withdraw/")), (supervisor, at(sent, "review/"))]
    for client, address in steps:
        client.get(address)
        # The form of a review shows the record beside it, and records that it was opened.
        with django_assert_max_num_queries(REVIEW if address.endswith("review/") else FORM, info=address):
            assert client.get(address).status_code == 200, address
