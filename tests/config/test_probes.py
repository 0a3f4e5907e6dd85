"""/livez and /readyz: machines ask by address, over plain HTTP, as nobody; nothing is told but a word."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from accounts.actions.sessions import BEGAN, SEEN
from config import readiness
from config.readiness import failing
from ledger.actions.notices import queue
from ledger.models import Delivery, Notice, Trouble
from ledger.triggers import remove
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def behind_tls(settings):
    """As production: one host, everything else over TLS."""
    settings.ALLOWED_HOSTS = ["sro.example.org"]
    settings.SECURE_SSL_REDIRECT = True


def told(person="1"):
    return queue(kind="accounts.role_given", to=person, at=NOW, about=("accounts.user", person), key=f"told:{person}")


def test_both_say_ok_to_anyone_and_nothing_else(client):
    for path in ("/livez", "/readyz"):
        response = client.get(path)
        assert (response.status_code, response.content) == (200, b"ok"), path
        assert response["Content-Type"] == "text/plain"
        assert client.head(path).status_code == 200
        assert client.post(path).status_code == 405


def test_a_probe_by_address_and_without_tls_is_answered(client, behind_tls):
    for path in ("/livez", "/readyz"):
        assert client.get(path, headers={"host": "10.0.3.7:8000"}).content == b"ok"


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/help/", "/livez/", "/readyz/", "/livez/more", "//livez"])
def test_no_other_page_answers_to_a_forged_host_or_without_tls(client, behind_tls, path):
    forged = client.get(path, headers={"host": "forged.example.net"}, secure=True)
    assert forged.status_code == 400
    plain = client.get(path, headers={"host": "sro.example.org"})
    assert plain.status_code == 301
    assert plain["Location"].startswith("https://sro.example.org/")


def test_livez_asks_no_database_even_of_a_signed_in_browser(cast, django_assert_num_queries):
    with time_machine.travel(NOW, tick=False):
        client = inside(cast.principal, NOW)
        session = client.session
        session[BEGAN] = session[SEEN] = NOW.timestamp()
        session.save()
        assert client.session[BEGAN]
        with django_assert_num_queries(0):
            assert client.get("/livez").content == b"ok"


def test_a_database_that_is_away_is_one_word(client, monkeypatch):
    def away(_at):
        raise DatabaseError("host db.example.org refused the connection for role fenceline")

    monkeypatch.setitem(readiness.CHECKS, "database", away)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database")


def test_a_migration_that_is_not_applied_is_told():
    MigrationRecorder(connection).record_unapplied("ledger", "0001_ledger")
    assert ("ledger", "0001_ledger") in readiness.known_migrations()
    assert failing(NOW) == ["migrations"]


def test_a_ledger_without_its_triggers_is_told():
    remove(connection, "ledger_event")
    assert failing(NOW) == ["ledger"]


def test_a_notice_that_waits_for_a_quarter_of_an_hour_is_told():
    told()
    assert failing(NOW + timedelta(minutes=14)) == []
    assert failing(NOW + timedelta(minutes=15)) == ["mail"]


@pytest.mark.parametrize(
    ("error", "found"),
    [("ConnectionRefusedError", ["mail"]), ("SMTPDataError 451", []), ("SMTPRecipientsRefused 450", [])],
)
def test_a_mail_server_that_is_away_is_told_and_one_that_turns_a_single_mail_away_is_not(error, found):
    notice = told()
    delivery = Delivery.objects.create(to="1", message_id="<1@x>", created_at=NOW, try_after=NOW, last_error=error)
    Notice.objects.filter(pk=notice.pk).update(delivery=delivery)
    assert failing(NOW + timedelta(minutes=59)) == found
    assert failing(NOW + timedelta(hours=1)) == ["mail"], "whatever the reason"
    delivery.trouble = Trouble.OURS
    delivery.save()
    assert failing(NOW + timedelta(minutes=15)) == ["mail"], "the portal itself is turned away"


def test_a_cache_that_is_away_is_told(monkeypatch):
    def away(_key):
        raise ConnectionError

    monkeypatch.setattr(cache, "get", away, raising=False)
    assert failing(NOW) == ["cache"]


def test_a_folder_that_cannot_be_written_is_told(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "gone"
    assert failing(NOW) == ["files"]


def test_what_was_found_is_said_again_for_some_seconds_and_not_looked_for(client, settings, monkeypatch):
    settings.READYZ_SECONDS = 5
    asked = []
    monkeypatch.setattr("config.views.probes.failing", lambda at: asked.append(at) or ["mail"])
    assert [client.get("/readyz").status_code for _turn in range(3)] == [503, 503, 503]
    assert len(asked) == 1
