"""Two sweeps at the same moment, each on a connection of its own, write nothing twice and never block for good."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from accounts.roles import Role
from ledger.models import Event, Notice
from ledger.verify import verify
from tests.cast import NOW, make_cast, person
from tests.factories.training import RequirementFactory
from training.actions.assignments import assign
from training.actions.reminders import remind
from training.models import CourseAssignment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
PEOPLE = 60


def at_once(act, times=3):
    """Run it side by side; what each came to."""
    gate, came = threading.Barrier(times), []

    def run():
        try:
            gate.wait(10)
            came.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def test_sweeps_at_once_assign_and_tell_everyone_once():
    assert connection.vendor == "postgresql"
    cast = make_cast()
    for number in range(PEOPLE):
        person(f"Teacher {number}", Role.STAFF, (cast.school, cast.second_school)[number % 2])
    for _course in range(3):
        RequirementFactory(course__organization=cast.district, roles=[Role.STAFF])
    everyone = 3 * (PEOPLE + 1)

    assigned = at_once(lambda: assign(at=NOW))
    assert len(assigned) == 3, "none gave up"
    assert sum(assigned) == CourseAssignment.objects.count() == everyone

    told = at_once(lambda: remind(at=NOW))
    assert len(told) == 3, "none gave up"
    assert sum(told) == Notice.objects.count() == everyone

    made = [made for made in assigned + told if made]
    swept = Counter(Event.objects.filter(action__startswith="training.").values_list("action", flat=True))
    assert swept.total() == len(made)
    assert verify().intact
