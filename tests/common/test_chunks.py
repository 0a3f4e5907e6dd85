from datetime import timedelta

import pytest
from django.db.models import Q

from accounts.activity import events_seen
from accounts.models import Membership, User
from common.chunks import any_of
from tests.cast import NOW
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 100, 101, 3_000, 12_000])
def test_an_or_of_any_length_finds_what_fulfils_one_of_its_conditions(count):
    wanted = UserFactory(name="Zoe")
    UserFactory(name="Yan")
    conditions = [Q(name=f"nobody {number}") for number in range(count - 1)] + [Q(name="Zoe")]
    assert list(User.objects.filter(any_of(conditions))) == [wanted]


def test_an_or_of_nothing_finds_nobody():
    UserFactory()
    assert not User.objects.filter(any_of([])).exists()


def test_the_activity_of_a_school_is_read_however_many_have_worked_there(cast):
    people = User.objects.bulk_create(
        User(email=f"former{n}@example.org", name=f"Former {n}", created_at=NOW) for n in range(1_200)
    )
    Membership.objects.bulk_create(
        Membership(
            user=person,
            organization=cast.school,
            role="staff",
            starts_on=NOW.date() - timedelta(days=3_000 - number),
            ends_on=NOW.date() - timedelta(days=number // 2),
            created_at=NOW,
        )
        for number, person in enumerate(people)
    )
    assert list(events_seen(cast.principal)[:5]) == []
