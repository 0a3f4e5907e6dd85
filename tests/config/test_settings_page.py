"""The portal administrator's page on the installation, and the test mail that says what the server answered."""

import socket

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.cache import cache
from django.db import transaction

from accounts.access import AccessDenied
from config.events import EventName
from config.installation import parts
from config.trial_mail import MOST, send_test_mail
from ledger.actions.events import record
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db

SECRETS = {
    "SECRET_KEY": "q8mX2vLr0pZ7sWkD4yTb6nHc1uJf9gAeR5xKoViNwQzMtYlPdS",
    "EMAIL_HOST_PASSWORD": "moss-under-granite",
    "EMAIL_HOST_USER": "relay-account",
    "CELERY_BROKER_URL": "redis://:hidden-word@redis.example.org:6379/0",
    "CACHE_URL": "redis://:hidden-word@redis.example.org:6379/1",
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


class Server:
    """Answers as it is told to; keeps what it took."""

    def __init__(self, mail_from="250 OK", rcpt="250 OK", data="250 OK"):
        self.says, self.taken = (mail_from, rcpt, data), []

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.says[0]

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.says[1]

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return self.says[2]


@pytest.fixture
def serve(settings):
    running = []

    def start(**says):
        server = Server(**says)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        running.append(Controller(server, hostname="127.0.0.1", port=port))
        running[-1].start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 5
        return server

    yield start
    for controller in running:
        controller.stop()


def press(user):
    """Press the button; the page that follows."""
    response = inside(user).post("/settings/test-mail/", follow=True)
    assert response.redirect_chain == [("/settings/", 302)]
    return response.content.decode()


def test_the_parts_are_said_in_words_and_no_secret_is_among_them(cast, settings, monkeypatch):
    # With Redis the broker of this test is a made-up one, which nobody could reach.
    monkeypatch.setattr("config.installation.broker_answers", lambda _at: True)
    for name, value in SECRETS.items():
        setattr(settings, name, value)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "mail.example.org"
    settings.EMAIL_PORT, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = 587, True, False
    with transaction.atomic():
        record(action=EventName.BACKUP_MADE, at=NOW, by=None)
    shown = inside(cast.portal_administrator).get("/settings/").content.decode()
    assert "This installation works as it should." in shown
    assert "mail.example.org, port 587, with TLS" in shown
    assert "SQLite 3." in shown or "PostgreSQL " in shown
    assert "0.1.0" in shown
    for secret in (*SECRETS.values(), "hidden-word", "redis.example.org"):
        assert secret not in shown


def test_what_is_not_well_is_counted_named_and_told_what_to_do(cast, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.VAR_DIR = tmp_path / "gone"
    shown = inside(cast.portal_administrator).get("/settings/").content.decode()
    assert "3 things here need you." in shown
    assert "Nobody gets mail. Set EMAIL_HOST." in shown


def test_a_broker_that_is_away_is_said_within_seconds(settings, monkeypatch):
    settings.BROKER = "server"

    def away(_at):
        raise ConnectionRefusedError

    monkeypatch.setattr("config.installation.broker_answers", away)
    (broker,) = [part for part in parts(NOW) if part.term == "Broker"]
    assert not broker.well
    assert "does not answer" in str(broker.why)


def test_a_catcher_is_never_called_well(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_CATCHER = "mail", 1025, True
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    (server,) = [part for part in parts(NOW) if part.term == "Mail server"]
    assert not server.well
    assert server.value == "mail, port 1025, without TLS"


def test_half_configured_production_shows_its_faults(cast, settings, monkeypatch):
    monkeypatch.setattr("config.views.installation.start_faults", lambda: ["DEMO must be off."])
    shown = inside(cast.portal_administrator).get("/settings/").content.decode()
    assert "Production would refuse to start" in shown
    assert "DEMO must be off." in shown


def test_a_test_mail_goes_to_the_one_who_asks_and_is_said_to_be_taken(cast, serve):
    server = serve()
    shown = press(cast.portal_administrator)
    assert f"The mail server took the mail to {cast.portal_administrator.email}." in shown
    ((to, text),) = server.taken
    assert to == [cast.portal_administrator.email]
    assert "Subject: Test mail from Fenceline" in text
    event = Event.objects.get(action="config.mail.tested")
    assert event.actor_id == str(cast.portal_administrator.pk)
    assert (event.outcome, event.details) == ("done", {"answer": "taken", "code": None})


@pytest.mark.parametrize(
    ("says", "error", "advice", "word"),
    [
        ({"rcpt": "550 no such user"}, "SMTPRecipientsRefused 550", "your address", "recipient_refused"),
        ({"mail_from": "553 not yours"}, "SMTPSenderRefused 553", "DEFAULT_FROM_EMAIL", "sender_refused"),
        ({"data": "554 refused"}, "SMTPDataError 554", "operator", "message_refused"),
    ],
)
def test_what_the_server_refuses_is_said_with_class_and_code_and_what_to_check(cast, serve, says, error, advice, word):
    serve(**says)
    shown = press(cast.portal_administrator)
    assert error in shown
    assert advice in shown
    assert "Not done." in shown
    event = Event.objects.get(action="config.mail.tested")
    assert (event.outcome, event.details["answer"]) == ("failed", word)
    assert event.details["code"] == int(error[-3:])


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"EMAIL_USE_TLS": True}, "no_tls"),
        ({"EMAIL_HOST_USER": "a", "EMAIL_HOST_PASSWORD": "b"}, "no_tls"),
        ({"EMAIL_PORT": 1}, "unreachable"),
    ],
)
def test_what_never_came_to_a_conversation_is_said_too(cast, serve, settings, changed, word):
    server = serve()
    for name, value in changed.items():
        setattr(settings, name, value)
    press(cast.portal_administrator)
    assert server.taken == []
    assert Event.objects.get(action="config.mail.tested").details == {"answer": word, "code": None}


def test_without_a_mail_server_nobody_is_told_that_mail_was_sent(cast):
    assert "Nobody gets it." in press(cast.portal_administrator)
    assert len(mail.outbox) == 1


def test_a_fourth_test_mail_within_ten_minutes_is_not_sent(cast):
    for _turn in range(MOST):
        press(cast.portal_administrator)
    assert "Wait a little" in press(cast.portal_administrator)
    assert len(mail.outbox) == MOST
    assert Event.objects.filter(action="config.mail.tested").count() == MOST
    # The count runs out by the cache's own clock, which on Redis nobody can put forward.
    assert cache.touch(f"test-mail:{cast.portal_administrator.pk}", 0)
    press(cast.portal_administrator)
    assert len(mail.outbox) == MOST + 1


def test_nobody_else_sends_one(cast):
    for person in (cast.district_administrator, cast.agency_administrator, cast.principal):
        assert inside(person).post("/settings/test-mail/").status_code == 404
        with pytest.raises(AccessDenied, match="config:settings:view"):
            send_test_mail(by=person, at=NOW, token="1")
    assert mail.outbox == []
    assert not Event.objects.filter(action="config.mail.tested").exists()
