"""Mail to a server that speaks TLS from the first byte (port 465), and to one that begins it after a word (587)."""

import datetime
import json
import os
import socket
import ssl
import subprocess
import sys
from ipaddress import ip_address

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.mail import EmailMessage, get_connection

from tests.config.compose import ROOT


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1, its own authority, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example.org")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Keeper:
    """Keeps each message, and whether it came over TLS."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        over_tls = server.transport.get_extra_info("ssl_object") is not None
        self.taken.append((envelope.rcpt_tos, over_tls))
        return "250 OK"


@pytest.fixture
def serve(certificate, port):
    """Starts a server that speaks TLS from the first byte, or begins it after STARTTLS and refuses mail before that."""
    started = []

    def begin(*, at_once):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        how = {"ssl_context": context} if at_once else {"tls_context": context, "require_starttls": True}
        controller = Controller(Keeper(), hostname="127.0.0.1", port=port, **how)
        controller.start()
        started.append(controller)
        return controller.handler

    # The controller asks its own server whether it is up, and does not know the authority.
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SSL_CERT_FILE", str(certificate))
        yield begin
    for controller in started:
        controller.stop()


def send(port, *, at_once):
    connection = get_connection(
        "common.smtp.EmailBackend", host="127.0.0.1", port=port, use_ssl=at_once, use_tls=not at_once, timeout=5
    )
    return connection.send_messages([EmailMessage("Waiting for you", "A call.", "f@example.org", ["sro@example.org"])])


@pytest.mark.parametrize("at_once", [True, False], ids=["465", "587"])
def test_mail_goes_over_tls_either_way(serve, port, at_once):
    handler = serve(at_once=at_once)
    assert send(port, at_once=at_once) == 1
    assert handler.taken == [(["sro@example.org"], True)]


@pytest.mark.parametrize("at_once", [True, False], ids=["465", "587"])
def test_a_server_whose_certificate_nobody_knows_gets_no_mail(serve, port, at_once, monkeypatch, tmp_path):
    handler = serve(at_once=at_once)
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with pytest.raises(ssl.SSLCertVerificationError):
        send(port, at_once=at_once)
    assert handler.taken == []


SHOWN = """
import json
from django.conf import settings
from config.production import mail_faults
print(json.dumps([settings.EMAIL_PORT, settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, mail_faults()]))
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, [587, False, True]),
        ({"EMAIL_PORT": "587"}, [587, False, True]),
        ({"EMAIL_PORT": "465"}, [465, True, False]),
        ({"EMAIL_PORT": "465", "EMAIL_USE_TLS": "", "EMAIL_USE_SSL": ""}, [465, True, False]),
        ({"EMAIL_PORT": "2465", "EMAIL_USE_SSL": "on"}, [2465, True, False]),
        ({"EMAIL_PORT": "465", "EMAIL_USE_SSL": "off"}, [465, False, True]),
    ],
)
def test_the_port_decides_how_tls_begins_unless_it_is_said(given, told):
    assert shown(given) == [*told, []]


def test_both_ways_at_once_are_refused_with_what_to_do():
    *_how, faults = shown({"EMAIL_PORT": "465", "EMAIL_USE_TLS": "on"})
    assert faults == [
        "EMAIL_USE_TLS and EMAIL_USE_SSL are two ways to the same end; one of them must be off. At port 465 leave"
        " EMAIL_USE_TLS empty."
    ]


def shown(given):
    """The settings of an installation with these names in its environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FENCELINE_MODE": "production",
        "SECRET_KEY": "q8mX2vLr0pZ7sWkD4yTb6nHc1uJf9gAeR5xKoViNwQzMtYlPdS",
        "EMAIL_HOST": "mail.example.org",
        "DEFAULT_FROM_EMAIL": "Fenceline <fenceline@example.org>",
        **given,
    }
    done = subprocess.run(
        [sys.executable, "-c", SHOWN], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(done.stdout)
