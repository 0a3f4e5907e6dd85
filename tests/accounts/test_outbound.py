"""An issuer that an administrator enters reaches nothing inside, by no spelling, redirect or change of address."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests
from allauth.socialaccount.adapter import get_adapter

from accounts import outbound
from accounts.actions.sign_on import SignOnRefused, require_issuer
from accounts.outbound import InsideRefused, is_outside, is_outside_name
from accounts.sign_in_forms import SignOnForm

NOT = "not outside"
OUT = "93.184.216.34"
SPELLINGS = [
    "127.1",
    "0x7f.1",
    "0x7f.0.0.0x1",
    "0177.0.0.1",
    "2130706433",
    "0x7f000001",
    "127.0.0.1",
    "10.0.0.5",
    "169.254.169.254",
    "[::1]",
    "[::ffff:10.0.0.1]",
    "localhost",
    "localhost.",
    "portal.localhost",
    "intranet",
    "db.internal",
    "metadata.google.internal",
    "printer.local",
    "router.lan",
    "nas.home.arpa",
    "exa mple.org",
    "127.0.0.1.",
]
INNER = [
    "127.0.0.1",
    "127.8.8.8",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::a00:1",
    "2002:a00:1::1",
    "ff02::1",
]


@pytest.fixture(autouse=True)
def production(settings):
    settings.PRODUCTION = True


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_inner_host_is_an_issuer(host):
    with pytest.raises(SignOnRefused):
        require_issuer(f"https://{host}/realm")


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["0x7f.1", "127.1", "2130706433"])
def test_the_form_says_so_in_words(host):
    form = SignOnForm({"name": "X", "server_url": f"https://{host}", "client_id": "x", "secret": "x"})
    assert "server_url" in form.errors


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1"])
def test_an_address_in_disguise_is_none_on_a_machine_of_a_developer_either(host, settings):
    settings.PRODUCTION = False
    with pytest.raises(SignOnRefused):
        require_issuer(f"https://{host}")


def test_real_issuers_are_issuers():
    for host in ("accounts.google.com", "login.microsoftonline.com", "sso.k12.oh.us", "idp.xn--bcher-kva.example"):
        require_issuer(f"https://{host}/v2.0")
        assert is_outside_name(host)


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_inner_however_they_are_wrapped(address):
    assert not is_outside(address)


@pytest.mark.parametrize("address", [OUT, "2606:2800:220:1:248:1893:25c8:1946", f"::ffff:{OUT}"])
def test_addresses_outside_are_outside(address):
    assert is_outside(address)


class Inner:
    """A server inside that must never be asked; at /away it sends whoever asks to another address."""

    def __init__(self):
        self.asked = []
        inner = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                inner.asked.append(self.path)
                self.send_response(302 if self.path == "/away" else 200)
                if self.path == "/away":
                    self.send_header("Location", f"{inner.url}/secret")
                body = b"x" * (2_000_000 if self.path == "/endless" else 2)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def inner():
    server = Inner()
    yield server
    server.stop()


def stands_for(monkeypatch, *answers):
    """The resolver gives these addresses, one answer after another, the last for ever."""
    said = list(answers)

    def getaddrinfo(_host, port, *_args, **_kwargs):
        found = said.pop(0) if len(said) > 1 else said[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_name_that_stands_for_an_inner_address_is_not_connected_to(monkeypatch, inner, method):
    stands_for(monkeypatch, ["127.0.0.1"])
    with get_adapter().get_requests_session() as session, pytest.raises(requests.ConnectionError, match=NOT):
        getattr(session, method)(f"https://sso.example.org:{inner.port}/.well-known/openid-configuration")
    assert inner.asked == []


def test_one_inner_address_among_outer_ones_is_enough_to_refuse(monkeypatch, inner):
    stands_for(monkeypatch, [OUT, "10.0.0.1"])
    with get_adapter().get_requests_session() as session, pytest.raises(requests.ConnectionError, match=NOT):
        session.get(f"https://sso.example.org:{inner.port}/")


def test_a_name_that_changes_its_mind_is_connected_to_where_it_was_checked(monkeypatch):
    stands_for(monkeypatch, [OUT], ["127.0.0.1"])
    reached = []

    class Socket(socket.socket):
        def connect(self, where):
            reached.append(where[0])
            raise ConnectionRefusedError

    monkeypatch.setattr(outbound.socket, "socket", Socket)
    with get_adapter().get_requests_session() as session, pytest.raises(requests.ConnectionError):
        session.get("https://sso.example.org/")
    assert reached == [OUT]


def test_without_tls_nothing_is_fetched_in_production(inner):
    with get_adapter().get_requests_session() as session, pytest.raises(InsideRefused):
        session.get(inner.url)
    assert inner.asked == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_redirect_is_not_followed_anywhere(settings, inner, method):
    settings.PRODUCTION = False
    with get_adapter().get_requests_session() as session, pytest.raises(requests.TooManyRedirects):
        getattr(session, method)(f"{inner.url}/away")
    assert inner.asked == ["/away"]


def test_an_answer_without_an_end_is_not_read_to_it(settings, inner):
    settings.PRODUCTION = False
    with get_adapter().get_requests_session() as session, pytest.raises(requests.ConnectionError):
        session.get(f"{inner.url}/endless")


def test_a_proxy_of_the_machine_is_not_asked(settings, monkeypatch, inner):
    settings.PRODUCTION = False
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with get_adapter().get_requests_session() as session:
        assert session.get(f"{inner.url}/").text == "xx"
