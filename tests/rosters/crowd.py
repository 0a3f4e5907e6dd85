"""Somebody else writes while a roster is read and applied: python -m tests.rosters.crowd ROWS prints the waits.

On SQLite it needs a process and a file of its own: the suite's database lies in memory and has one connection.
"""

import io
import json
import sys
import threading
import time
from contextlib import contextmanager

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connections, transaction

from config.due import carry_out_rosters
from ledger.actions.events import record
from rosters.actions import imports
from rosters.events import EventName
from rosters.models import RosterImport
from tests.cast import NOW, make_cast
from tests.rosters.bundles import bundle, user


def many(count):
    """A bundle of that many staff at twenty schools."""
    schools = [f"s{n},,,School {n},school,," for n in range(20)]
    return bundle(schools=schools, staff=[user(f"t{n}", f"s{n % 20}") for n in range(count)])


@contextmanager
def another_writer(waits):
    """Somebody who appends to the ledger every few hundredths of a second; how long each time took is noted."""
    over = threading.Event()

    def write():
        try:
            while not over.is_set():
                began = time.perf_counter()
                with transaction.atomic():
                    record(action=EventName.RECEIVED, at=NOW, by=None)
                waits.append(time.perf_counter() - began)
                time.sleep(0.02)
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(30)


def crowd(cast, rows):
    """Send, compare, confirm, apply; the longest wait of the other writer in each part, and the seconds it took."""
    content, by = many(rows), cast.district_administrator
    said = {}

    def part(name, act):
        waits, began = [], time.perf_counter()
        with another_writer(waits):
            act()
        said[name] = {"seconds": time.perf_counter() - began, "longest": max(waits), "writes": len(waits)}

    part("receive", lambda: imports.receive(by=by, at=NOW, district=cast.district, file=io.BytesIO(content)))
    part("compare", lambda: carry_out_rosters(NOW))
    found = RosterImport.objects.get(district=cast.district)
    part("confirm", lambda: imports.confirm(by=by, at=NOW, roster_import=found))
    part("apply", lambda: carry_out_rosters(NOW))
    part("discard", lambda: discard(cast, content))
    found.refresh_from_db()
    return {**said, "state": found.state, "created": found.counts["staff"]["created"]}


def discard(cast, content):
    """The same again, discarded: what waited of it is removed in steps too."""
    by = cast.district_administrator
    received = imports.receive(by=by, at=NOW, district=cast.district, file=io.BytesIO(content))
    carry_out_rosters(NOW)
    imports.discard(by=by, at=NOW, roster_import=received)
    carry_out_rosters(NOW)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(crowd(make_cast(), int(sys.argv[1]))))
