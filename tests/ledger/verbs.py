"""What another process does to the ledger; run by worker.py."""

import os
import sys
import time
from datetime import datetime

from django.db import transaction

from ledger.actions import events, jobs, notices
from ledger.actions import relay as relaying
from tests.ledger.moment import AT


def record(count):
    for number in range(int(count)):
        with transaction.atomic():
            events.record(
                action="ledger.test.done", at=AT, by=None, on=("ledger.test", str(os.getpid())), data={"n": number}
            )
        time.sleep(0.002)  # SQLite lets one writer run on while the others sleep: give way


def queue(key):
    with transaction.atomic():
        notices.queue(kind="ledger.sample", to="u1", at=AT, about=("ledger.test", "1"), key=key, facts={"number": key})


def relay(text):
    report = relaying.relay(
        at=datetime.fromisoformat(text),
        recipient=lambda _id: relaying.Recipient("someone@example.org"),
        holds=lambda _f: True,
    )
    sys.stdout.write(str(report))


def claim(period):
    sys.stdout.write("claimed" if jobs.claim_run(job="sweep", period=period, at=AT) else "refused")
