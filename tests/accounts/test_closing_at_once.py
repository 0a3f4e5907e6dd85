"""Two administrators close each other's account at the same moment: one stays."""

import threading
from collections import Counter

import pytest
from django.db import connections

from accounts.access import AccessDenied
from accounts.actions import memberships, people
from accounts.errors import LastAdministrator
from accounts.models import User
from accounts.roles import Role
from tests.cast import NOW, make_cast, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(*acts):
    """Run the acts side by side; the name of what each came to."""
    gate, came = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(10)
            act()
            came.append("done")
        except (AccessDenied, LastAdministrator):
            came.append("denied")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(came)


@pytest.mark.parametrize("role", [Role.DISTRICT_ADMINISTRATOR, Role.PORTAL_ADMINISTRATOR])
def test_of_two_who_close_each_other_one_stays(role):
    cast = make_cast()
    place = cast.district if role == Role.DISTRICT_ADMINISTRATOR else None
    one, other = person("Una Elder", role, place), person("Otto Elder", role, place)

    def close(by, who):
        return lambda: people.close(by=by, at=NOW, person=who)

    assert at_once(close(one, other), close(other, one)) == {"done": 1, "denied": 1}
    assert User.objects.filter(pk__in=[one.pk, other.pk], is_active=True).count() == 1


def test_of_one_who_closes_and_one_who_ends_the_others_role_one_stays():
    cast = make_cast()
    other = person("Otto Elder", Role.DISTRICT_ADMINISTRATOR, cast.district)
    held = cast.district_administrator.memberships.get()
    came = at_once(
        lambda: people.close(by=cast.district_administrator, at=NOW, person=other),
        lambda: memberships.end(by=other, at=NOW, membership=held),
    )
    assert came == {"done": 1, "denied": 1}
