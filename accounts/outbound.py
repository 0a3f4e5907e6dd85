"""The portal's one way out to a host that an administrator named: an issuer's discovery, keys and tokens.

Whoever sets up single sign-on chooses the host, and its answers choose more of them. So nothing inside is reached by
it: the address a name stands for is looked at as the connection is made (a name may stand for another a moment later),
redirects are not followed, and answers are short.
"""

import ipaddress
import re
import socket
import time
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

LARGEST = 1_000_000  # bytes of an answer
LONGEST = 15  # seconds for the whole of it

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Names that are looked up inside a network only (RFC 6761, 6762, 8375, 9476, and what clouds use).
INSIDE = ("local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa")


class InsideRefused(requests.ConnectionError):
    """The host, or what it leads to, is not out on the internet."""


def is_outside_name(host: str) -> bool:
    """Whether a host is written as a name on the internet: no address in any spelling, no name of an inner network."""
    name = host.rstrip(".").lower()
    last = name.rpartition(".")[2]
    # A last label of figures makes the whole an address to the resolver: 127.1, 0x7f.1, 0177.0.0.1.
    return bool(
        "." in name
        and re.fullmatch(r"[a-z0-9_.-]+", name)
        and re.fullmatch(r"[a-z]([a-z0-9-]*[a-z0-9])?", last)
        and not any(name == inner or name.endswith(f".{inner}") for inner in INSIDE)
    )


def is_outside(address: str) -> bool:
    """Whether an address is out on the internet; this machine counts as outside where nothing is in production."""
    found = _meant(ipaddress.ip_address(address.partition("%")[0]))
    if found.is_loopback and not settings.PRODUCTION:
        return True
    return found.is_global and not found.is_multicast


def _meant(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    carried = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if carried is None and address in NAT64:
        carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return carried or address


class _Checked:
    """A connection to what was checked: looked up once, and every address of the answer must be outside."""

    def _new_conn(self) -> socket.socket:
        here: Any = self
        host = here._dns_host
        try:
            found = socket.getaddrinfo(host, here.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InsideRefused("the name stands for no address") from error
        if not all(is_outside(str(one[4][0])) for one in found):
            raise InsideRefused("the host is not outside")
        refused: OSError | None = None
        for family, kind, protocol, _name, where in found:
            made = socket.socket(family, kind, protocol)
            made.settimeout(settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
            try:
                made.connect(where)
            except OSError as error:
                made.close()
                refused = error
            else:
                return made
        raise requests.ConnectionError("the host does not answer") from refused


class _PlainConnection(_Checked, HTTPConnection):
    pass


class _SafeConnection(_Checked, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _SafePool(HTTPSConnectionPool):
    ConnectionCls = _SafeConnection


class _OutsideAdapter(HTTPAdapter):
    """requests' adapter, whose connections are checked."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SafePool}


class OutsideSession(requests.Session):
    """A session that reaches hosts outside alone, past any proxy of the machine, which would look names up itself."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.mount("https://", _OutsideAdapter(max_retries=0))
        self.mount("http://", _OutsideAdapter(max_retries=0))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """One request, without redirects. Raises RequestException for whatever is not a short answer from outside."""
        kwargs["allow_redirects"] = False
        kwargs["stream"] = True
        kwargs.setdefault("timeout", settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
        began = time.monotonic()
        answer = super().request(*args, **kwargs)
        with answer:
            if answer.is_redirect:
                raise requests.TooManyRedirects("an issuer that sends elsewhere is not followed", response=answer)
            body = b""
            for piece in answer.iter_content(16_384):
                body += piece
                if len(body) > LARGEST or time.monotonic() - began > LONGEST:
                    raise requests.ConnectionError("the answer is too long", response=answer)
        answer._content = body
        return answer

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """requests' own, once the scheme is one that may be used."""
        if settings.PRODUCTION and not str(request.url).startswith("https://"):
            raise InsideRefused("only https is used")
        return super().send(request, **kwargs)
