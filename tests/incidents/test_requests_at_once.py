"""Two people at a request for a record at the same moment, each on a connection of their own."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections

from accounts.roles import Role
from incidents.actions import record_requests
from incidents.errors import NothingToLookAt, RequestClosed
from incidents.models import Disclosure, RecordAnswer, RecordLook, RecordRequest
from ledger.models import Event
from ledger.verify import verify
from tests.cast import NOW, make_cast, person
from tests.incidents.asking import Basis, asked, granted, look, refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(*acts):
    """Run the acts side by side; the name of what each came to."""
    gate, came = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(10)
            act()
            came.append("done")
        except (RequestClosed, NothingToLookAt):
            came.append("too late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(came)


def test_of_two_custodians_and_who_withdraws_one_wins():
    assert connection.vendor == "postgresql"
    cast = make_cast()
    second = person("Second Keeper", Role.RECORDS_CUSTODIAN, cast.district)
    request = asked(cast)
    came = at_once(
        lambda: granted(cast, request),
        lambda: refused(cast, request, by=second),
        lambda: record_requests.withdraw(by=cast.sro, at=NOW, record_request=request),
    )
    assert came == {"done": 1, "too late": 2}
    answered = RecordRequest.objects.get().state != "withdrawn"
    assert RecordAnswer.objects.count() == Disclosure.objects.filter(about="record").count() == int(answered)
    closing = Event.objects.filter(action__startswith="incidents.record_request.")
    assert closing.exclude(action__endswith=".asked").count() == 1
    assert verify().intact


def test_of_two_who_look_again_one_is_on_record():
    cast = make_cast()
    second = person("Second Keeper", Role.RECORDS_CUSTODIAN, cast.district)
    request = asked(cast, basis=Basis.EMERGENCY)
    granted(cast, request)
    came = at_once(lambda: look(cast, request), lambda: look(cast, request, by=second))
    assert came == {"done": 1, "too late": 1}
    assert RecordLook.objects.count() == 1


def test_two_requests_at_one_moment_have_two_numbers():
    cast = make_cast()
    assert at_once(lambda: asked(cast), lambda: asked(cast, by=cast.supervisor)) == {"done": 2}
    assert sorted(one.number for one in RecordRequest.objects.all()) == ["R26-0001", "R26-0002"]
