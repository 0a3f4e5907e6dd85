import io
import os
import shutil

import pytest
from django.core.management import call_command
from django.urls import resolve

from accounts.models import Invitation
from config.management.commands import prepare
from ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "page.css").write_text("p { color: red }")
    mask = os.umask(0o022)
    yield tmp_path
    os.umask(mask)


def run():
    out = io.StringIO()
    call_command("prepare", stdout=out)
    return out.getvalue()


def test_an_empty_installation_prints_a_link_for_its_first_administrator(settings):
    settings.SITE_URL = "http://localhost:8000"
    (line,) = [line for line in run().splitlines() if line.startswith("First portal administrator: ")]
    address = line.removeprefix("First portal administrator: ")
    assert resolve(address.removeprefix("http://localhost:8000")).url_name == "invitation-accept"


def test_the_second_run_prints_the_same_link_and_writes_nothing():
    first = run()
    written = (list(Invitation.objects.values()), Event.objects.count())
    second = run()
    assert first.splitlines()[-2:] == second.splitlines()[-2:]
    assert (list(Invitation.objects.values()), Event.objects.count()) == written


def test_the_second_run_collects_nothing_until_a_file_changes(own_folder):
    assert "Collecting static files." in run()
    assert (own_folder / "var" / "static" / "page.css").exists()
    assert "Collecting" not in run()
    (own_folder / "source" / "page.css").write_text("p { color: green }")
    assert "Collecting static files." in run()


def test_static_files_that_were_thrown_away_are_collected_again(own_folder):
    run()
    shutil.rmtree(own_folder / "var" / "static")
    run()
    assert (own_folder / "var" / "static" / "page.css").exists()


def test_what_it_writes_is_for_its_own_account_only(own_folder):
    run()
    assert (own_folder / "var").stat().st_mode & 0o077 == 0
    assert (own_folder / "var" / "static.stamp").stat().st_mode & 0o077 == 0


def test_reference_data_is_loaded_each_time(monkeypatch):
    loaded = []
    monkeypatch.setattr(prepare, "REFERENCE", (lambda *, at: loaded.append(at),))
    run()
    assert len(loaded) == 1
