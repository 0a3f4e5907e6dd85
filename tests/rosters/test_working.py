"""A roster is read and applied in short steps: it can be watched, stopped, and gone on from after a crash."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import OperationalError

from accounts.models import User
from config.due import carry_out_rosters
from ledger.models import Event
from rosters.actions.applying import Applying
from rosters.actions.holding import LEASE
from rosters.models import RosterPiece, WaitingStaff
from tests.accounts.people import inside
from tests.cast import NOW, make_cast
from tests.checking import confirm_page
from tests.factories.accounts import UserFactory
from tests.rosters.bundles import counts, roster_roles, take
from tests.rosters.crowd import crowd
from tests.rosters.test_pages import post, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_a_failure_on_the_way_says_how_far_it_came_and_the_same_roster_goes_on_from_there(cast, monkeypatch, caplog):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")

    def broken(**_given):
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(
            "rosters.actions.working.notices.roster_done",
            lambda **given: broken() if given["what"] == "applied" else None,
        )
        carry_out_rosters(NOW)
    page = client.get(path).content.decode()
    assert "The roster could not be applied completely." in page
    assert "10 of 10 lines were applied and stay so." in page
    assert WaitingStaff.objects.count() == 0
    assert take(cast).counts["staff"] == counts(unchanged=10)


def test_a_failure_before_the_first_step_changes_nothing(cast, monkeypatch, caplog):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    monkeypatch.setattr("rosters.actions.working.carry_out", lambda *_args, **_given: 1 / 0)
    before = User.objects.count()
    carry_out_rosters(NOW)
    assert User.objects.count() == before
    assert "could not be applied. Nothing was changed." in client.get(path).content.decode()


def test_while_it_is_read_the_page_says_how_far_it_is_and_cancels(cast):
    client = inside(cast.district_administrator)
    path = post(client)["Location"]
    page = client.get(path).content.decode()
    assert "The roster is being read." in page
    assert "0 of 13 lines are read and compared." in page
    assert f'action="{path}discard/"' in page
    confirm_page(client, f"{path}discard/")
    assert carry_out_rosters(NOW) == 0
    assert "discarded" in client.get(path).content.decode()
    assert WaitingStaff.objects.count() == RosterPiece.objects.count() == 0


def test_while_it_is_applied_it_can_be_stopped_and_what_is_done_stays(cast, monkeypatch):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    monkeypatch.setattr("rosters.actions.applying.STEP", 3)
    rows = Applying.rows

    def and_stop(self, given):
        rows(self, given)
        page = client.get(path).content.decode()
        assert f'action="{path}stop/"' in page
        assert client.get(f"{path}stop/").status_code == 405
        client.post(f"{path}stop/")

    monkeypatch.setattr(Applying, "rows", and_stop)
    assert carry_out_rosters(NOW) == 0
    monkeypatch.setattr(Applying, "rows", rows)
    assert len(roster_roles()) == 3
    page = client.get(path).content.decode()
    assert "The roster was stopped before it was finished." in page
    assert "3 of 10 lines were applied and stay so." in page
    assert Event.objects.get(action="accounts.roster.stopped").actor_id == str(cast.district_administrator.pk)
    assert RosterPiece.objects.count() == WaitingStaff.objects.count() == 0
    assert take(cast).counts["staff"] == counts(created=7, unchanged=3)


def test_a_worker_that_dies_on_the_way_is_gone_on_from(cast, monkeypatch):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    monkeypatch.setattr("rosters.actions.applying.STEP", 3)
    rows, came = Applying.rows, []

    def and_die(self, given):
        came.append(len(given))
        if len(came) == 2:
            raise OperationalError("killed")
        rows(self, given)

    monkeypatch.setattr(Applying, "rows", and_die)
    assert carry_out_rosters(NOW) == 0
    assert len(roster_roles()) == 3
    assert carry_out_rosters(NOW + timedelta(minutes=1)) == 0, "somebody may still be at it"
    assert carry_out_rosters(NOW + LEASE + timedelta(seconds=30)) == 1
    assert came == [3, 3, 3, 3, 1]
    assert len(roster_roles()) == 10
    assert User.objects.filter(email__endswith="@aldmoor.example").count() == 10


def test_a_pass_ends_in_time_and_the_next_goes_on_where_it_was(cast, monkeypatch):
    monkeypatch.setattr("rosters.actions.holding.PASS", timedelta(0))
    monkeypatch.setattr("rosters.actions.applying.STEP", 3)
    client = inside(cast.district_administrator)
    path = post(client)["Location"]
    passes = 0
    while WaitingStaff.objects.exclude(verdict="").count() < 10:
        carry_out_rosters(NOW)
        passes += 1
        assert passes < 5
    confirm_page(client, f"{path}apply/")
    came = []
    while not came or came[-1] < 10:
        carry_out_rosters(NOW)
        came.append(len(roster_roles()))
        assert len(came) < 9
    assert came[:3] == [3, 6, 9]


def test_a_line_that_means_something_else_by_now_is_left_and_the_others_are_done(cast, monkeypatch):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    monkeypatch.setattr("rosters.actions.applying.STEP", 5)
    rows, came = Applying.rows, []

    def and_meanwhile(self, given):
        rows(self, given)
        if not came:
            came.append(UserFactory(email="t9@aldmoor.example"))

    monkeypatch.setattr(Applying, "rows", and_meanwhile)
    assert carry_out_rosters(NOW) == 1
    assert len(roster_roles()) == 9
    assert not came[0].memberships.exists()
    assert "1 line was left as it was, because something here changed meanwhile" in client.get(path).content.decode()
    assert take(cast).counts["staff"] == counts(created=1, unchanged=9)


@pytest.mark.once
def test_nobody_else_waits_long_while_three_thousand_lines_are_read_and_applied(tmp_path):
    said = beside_a_writer(tmp_path, 3_000)
    assert_nobody_waited(said, 3_000)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(900)
def test_nobody_else_waits_long_while_fifty_thousand_lines_are_read_and_applied(tmp_path):
    assert_nobody_waited(beside_a_writer(tmp_path, 50_000), 50_000)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_long_for_the_ledger_of_postgresql(settings):
    assert_nobody_waited(crowd(make_cast(), 2_000), 2_000)


def beside_a_writer(folder, rows):
    """What the crowd of that many rows came to, on a SQLite of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.rosters.crowd", str(rows)],
        env={**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(ran.stdout.splitlines()[-1])


def assert_nobody_waited(said, rows):
    assert (said["state"], said["created"]) == ("applied", rows)
    for part in ("receive", "compare", "confirm", "apply", "discard"):
        assert said[part]["longest"] < 3, f"{part}: {said[part]}"
        assert said[part]["writes"] > 0
    assert said["apply"]["writes"] > 5, "others wrote while it was applied"
