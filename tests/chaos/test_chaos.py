"""The experiments can be run, and an account that does not add up fails."""

import os
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tests.chaos.account import Finding, take_account
from tests.chaos.people import Answer, Call
from tests.config.compose import ROOT


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(300)
def test_what_answers_requests_is_killed_and_nothing_is_lost():
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos", "--database", "sqlite", "--only", "web-workers-killed"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "FENCELINE_MODE": "test"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "sqlite: 1 experiments, 0 failed; lost 0, false 0, repeated 0" in done.stdout


class Told:
    """A database that holds what the test says, by a word of the statement."""

    vendor = "postgres"

    def __init__(self, **rows):
        self.rows = {"incidents_referral": [(1,)], "ledger_event": [(1,)], "ledger_notice": [], **rows}

    def ask(self, statement, *_values):
        return next(rows for word, rows in self.rows.items() if word in statement)


def account(database, *, came=(), answers=()):
    """What is found of one call that was told to be submitted."""
    now = time.monotonic()
    call = Call(pk="1", told={"submitted": now})
    stream = SimpleNamespace(calls=[call], people=SimpleNamespace(answers=list(answers)))
    mails = [(["to"], {"Message-ID": message}) for message in came]
    portal = SimpleNamespace(database=database, mail=SimpleNamespace(taken=mails, came=[]))
    return take_account(portal, stream, (now, now), SimpleNamespace(skipped=0.0), settled=True)


def mail(*, sent=True, failed=None, trouble=""):
    return ("incidents.referral_submitted", "1", "somebody", None, "m1", sent or None, failed, trouble, None)


def test_a_call_that_was_told_to_be_saved_and_is_not_there_is_lost():
    found = account(Told(incidents_referral=[], ledger_notice=[mail()]), came=["m1"])
    assert found.lost == ["told submitted, and no row is there"]
    assert not found.passed


def test_a_mail_that_never_came_is_lost_or_falsely_marked_as_sent():
    assert account(Told(ledger_notice=[mail(sent=False)])).lost == ["a mail was not sent"]
    assert account(Told(ledger_notice=[mail()])).false == ["a mail is marked as sent that never came"]
    assert account(Told()).lost == ["submitted, and nobody is told"]


def test_what_came_twice_is_repeated_and_fails_beyond_what_was_promised():
    found = account(Told(ledger_notice=[mail()]), came=["m1", "m1"])
    found.wrong.clear()
    assert (found.repeated, found.passed) == (["a mail came again"], False)
    found.most_repeated = 1
    assert found.passed


def test_a_page_that_broke_is_false():
    broken = Answer("false", "/", time.monotonic(), 0.1, "POST /: 500")
    found = account(Told(ledger_notice=[mail()]), came=["m1"], answers=[broken])
    assert found.false == ["POST /: 500"]


def test_a_call_that_could_not_be_finished_fails():
    assert not account(Told(ledger_notice=[mail()]), came=["m1"]).passed
    assert Finding().passed
