"""Bad input is answered, never a failure: forged headers, nasty strings, odd methods, bodies where none belong."""

import base64
import json
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger.models import Event
from tests.contracts.addresses import address, rows
from tests.contracts.crawl import BY_NAME, open_one
from tests.contracts.test_access_matrix import written
from tests.contracts.visit import client_of, undone, visit

pytestmark = pytest.mark.django_db

BLNS = json.loads((Path(__file__).parents[1] / "data" / "blns.json").read_text())
ROLES = ("principal", "district_administrator", "supervisor", "agency_administrator", "portal_administrator")
# Every parameter that a page reads from its address.
PARAMETERS = {
    "home": (),
    "referral-list": (
        *("show", "state", "school", "crime", "what_for", "started_by", "since", "until", "after", "before"),
    ),
    "referral-export": ("show", "state", "school", "crime", "since", "until"),
    "referral-queue": ("after", "before", "school", "show"),
    "review-list": ("after", "before"),
    "kept-in-school": ("after", "before"),
    "handed-on": ("school", "since", "until", "after", "before"),
    "kept-in-school-export": ("school", "since", "until"),
    "handed-on-export": ("school", "since", "until"),
    "disclosure-export": ("direction",),
    "disclosure-list": ("direction", "after", "before"),
    "referral-emergency": ("draft",),
    "record-request-list": ("show", "after", "before"),
    "record-request-new": ("ground",),
    "access-record": ("since", "until"),
    "access-record-pdf": ("since", "until"),
    "person-list": ("standing", "place", "role", "search", "after", "before"),
    "person-export": ("standing", "place", "role", "search"),
    "person-invite-all": ("at",),
    "roster-list": ("after", "before"),
    "roster-administrators": ("after", "before"),
    "person-designate": ("at",),
    "invitation-new": ("at",),
    "organization-list": ("kind", "name", "after", "before"),
    "school-list": ("name", "after", "before"),
    "activity": ("search", "action", "after", "before"),
    "inbox": ("show", "after", "before"),
    "undelivered": ("after", "before"),
    "closed-day-list": ("year",),
    "partnership-propose": ("side",),
    "posting-list": ("school", "now_after", "now_before", "after", "before"),
    "training-board": ("side", "topic", "course", "role", "place", "standing", "start"),
    "training-board-csv": ("course", "place"),
    "training-people": ("side", "topic", "course", "role", "place", "standing", "search", "after", "before"),
    "training-people-xlsx": ("search", "place"),
    "completion-new": ("course", "place", "person", "side"),
    "posting-create": ("school", "partnership"),
    "account_login": ("next",),
    "my-account": ("next",),
    "sign-on-again": ("next",),
}
RAW = (
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "%F0%9F%92",
    "a%0D%0ASet-Cookie:x=1",
    "%2e%2e%2f",
    "0" * 5000,
    "[]",
    "%7B%22a%22:1%7D",
    "%E2%80%AE",
    "-1",
    "9999-12-31",
)
CURSORS = (
    "bnVsbA",
    "W251bGwsbnVsbF0",
    "WyIyMDI2IiwieCJd",
    "WzFlOTk5LDFd",
    "////",
    "=",
    "W10",
    "e30",
    "WyJcdTAwMDAiLCJcdTAwMDAiXQ",
    # Moments that are in no year of UTC, and half a character, each beside an id.
    *(
        base64.urlsafe_b64encode(json.dumps([first, str(UUID(int=1))]).encode()).decode().rstrip("=")
        for first in ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "\ud800")
    ),
)


MATRIX = written()


def answered(response, what):
    assert response.status_code < 500, f"{what}: {response.status_code}"


def shut(name, relation, method, role):
    """Whether the matrix says that the person is turned away before anything they sent is read."""
    said = MATRIX.get((name, relation, method)) or MATRIX[name, relation, "GET"]
    return said[role] == "404" or (method == "POST" and (name, relation, "POST") in MATRIX and said[role] == "405")


def reader_of(name, which=0):
    """The first (or with -1 the last) of the roles that get the page itself, so that its parameters are read."""
    readers = [role for role in ROLES if MATRIX[name, "none", "GET"][role] == "200"]
    return readers[which] if readers else "anonymous"


def together(turn, boxes, lines_of):
    """What to put into all boxes of a page at once, a request each; of two cursors one at a time."""
    given = [lines_of(turn + place, box) for place, box in enumerate(boxes)]
    for number, lines in enumerate(zip(*given, strict=False)):
        left_out = ("after", "before")[number % 2]
        yield {box: line for box, line in zip(boxes, lines, strict=True) if box != left_out}


def test_a_nasty_line_in_every_parameter_at_once_is_answered(world):
    # A sixtieth of the lines by each parameter, another by the next; CI tries a twentieth, one parameter at a time.
    for turn, (name, boxes) in enumerate(PARAMETERS.items()):
        for query in together(turn, boxes, lambda turn, _box: BLNS[turn % 60 :: 60]):
            typed = urlencode({box: line.encode("utf-8", "surrogatepass") for box, line in query.items()})
            answered(visit(world, reader_of(name), f"{reverse(name)}?{typed}"), f"{name} {query!r}")


def test_bytes_and_cursors_nobody_made_are_answered_in_every_parameter_at_once(world):
    for turn, (name, boxes) in enumerate(PARAMETERS.items()):
        for query in together(turn, boxes, lambda _turn, box: CURSORS if box in ("after", "before") else RAW):
            typed = "&".join(f"{box}={raw}" for box, raw in query.items())
            answered(visit(world, reader_of(name), f"{reverse(name)}?{typed}"), f"{name} {typed[:200]}")


@pytest.mark.slow
@pytest.mark.timeout(400)  # some 1,800 requests
@pytest.mark.parametrize("which", [0, -1])
def test_every_nasty_line_in_every_parameter_is_answered(world, which):
    # One line in twenty by each parameter, another by the next: every line is tried, many of them more than once.
    for turn, (name, box) in enumerate((name, box) for name, boxes in PARAMETERS.items() for box in boxes):
        for line in BLNS[turn % 20 :: 20]:
            query = urlencode({box: line.encode("utf-8", "surrogatepass")})
            answered(visit(world, reader_of(name, which), f"{reverse(name)}?{query}"), f"{name} {box} {line!r}")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["district_administrator", "supervisor"])
def test_bytes_that_are_no_text_and_cursors_nobody_made_are_answered(world, role):
    for turn, (name, box) in enumerate((name, box) for name, boxes in PARAMETERS.items() for box in boxes):
        for raw in CURSORS if box in ("after", "before") else RAW[turn % 3 :: 3]:
            answered(visit(world, role, f"{reverse(name)}?{box}={raw}"), f"{name} {box} {raw[:40]}")


@pytest.mark.parametrize("name", BY_NAME)
def test_a_nasty_name_is_searched_for_and_answered(world, name):
    for line in BLNS[::12]:
        typed = line.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        seen = open_one(world, reader_of(name), reverse(name), "post", {"name": typed}, follow=True)
        assert seen.status == 200, line
        assert "search=" in seen.path or not typed.strip(), line
        assert "<script>alert" not in seen.body


def test_an_id_that_is_none_leads_nowhere(world):
    for path in (
        "referrals",
        "people",
        "partnerships",
        "mou",
        "roles",
        "inbox",
        "organizations",
        "sign-on",
        "postings",
        "training/people",
        "training/courses",
        "training/completions",
        "training/evidence",
    ):
        for word in (
            "1",
            "null",
            "%00",
            quote("<script>"),
            "..%2f..%2fetc",
            "0" * 300,
            "00000000-0000-0000-0000-000000000000",
        ):
            response = visit(world, "district_administrator", f"/{path}/{word}/")
            assert response.status_code in (404, 405), f"{path} {word}"


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "a b", "[::1"]
)
def test_a_forged_host_is_refused(world, host):
    for path in ("/", "/sign-in/", "/help/", "/referrals/"):
        assert visit(world, "principal", path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("forged", ["8.8.8.8", "<script>", "1.1.1.1, 2.2.2.2", "x" * 4000, "::1", "'; drop table x"])
def test_a_forged_forwarding_header_is_not_believed(world, forged):
    client = client_of(world, "principal")
    with undone():
        headers = {
            "X-Forwarded-For": forged,
            "X-Real-IP": forged,
            "X-Forwarded-Host": "evil.example",
            "Forwarded": forged,
        }
        response = client.get(f"/referrals/{world.open.pk}/", headers=headers)
        assert response.status_code == 200
        assert "evil.example" not in response.content.decode()
        assert Event.objects.order_by("-seq").first().ip == "127.0.0.1"


ODD = [pytest.param(method, marks=pytest.mark.slow) for method in ("PATCH", "DELETE", "TRACE", "PROPFIND")]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", *ODD])
def test_no_method_fails_anywhere(world, method):
    for role in ("principal", "agency_administrator"):
        for name, relation in rows():
            if relation in ("none", "own", "own_agency", "draft") and not shut(name, relation, "GET", role):
                before = Event.objects.count()
                client = client_of(world, role)
                with undone():
                    response = client.generic(method, address(name, relation, world, role))
                    answered(response, f"{method} {name} {relation}")
                    if method not in ("HEAD",):
                        refused = response.status_code in (302, 403, 404, 405)
                        assert refused or Event.objects.count() == before, f"{method} {name}"


@pytest.mark.parametrize(
    "role",
    [
        "principal",
        *(pytest.param(role, marks=pytest.mark.slow) for role in ("sro", "supervisor", "district_administrator")),
        pytest.param("agency_administrator", marks=pytest.mark.slow),
    ],
)
def test_a_body_that_is_none_and_a_file_where_none_belongs_are_answered(world, role):
    for name, relation in rows():
        tried = relation in ("none", "own", "own_agency", "own_district", "draft", "for_district")
        # Who has no such page is turned away before a body is read.
        if tried and not shut(name, relation, "POST", role):
            path = address(name, relation, world, role)
            file = SimpleUploadedFile("x.exe", b"MZ\x00" * 100, content_type="application/x-msdownload")
            answered(visit(world, role, path, data={"name": file, "text": file, "scan": file}), f"file to {name}")
            for kind, body in (
                ("application/json", b'{"name": [1, null]}'),
                ("application/x-www-form-urlencoded", b"\xff\xfe=%00&name=%ED%A0%80&role=\x00"),
                ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
                ("text/plain; charset=no-such", b"a=b"),
            ):
                client = client_of(world, role)
                with undone():
                    answered(client.generic("POST", path, body, content_type=kind), f"{kind} to {name}")


def test_a_body_that_is_too_large_is_refused(world):
    for path in ("/account/", "/referrals/new/", "/sign-in/"):
        client = client_of(world, "principal" if path != "/sign-in/" else "anonymous")
        with undone():
            large = client.generic(
                "POST", path, b"name=" + b"a" * 3_000_000, content_type="application/x-www-form-urlencoded"
            )
            many = client.generic("POST", path, b"a=1&" * 2000, content_type="application/x-www-form-urlencoded")
        assert (large.status_code, many.status_code) == (400, 400), path


def test_an_address_to_go_back_to_is_ours_or_nothing(world):
    for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil"):
        for path in ("/sign-in/", "/account/", "/sign-in/again/", "/sign-out/"):
            response = visit(world, "principal", f"{path}?{urlencode({'next': target})}")
            assert "evil.example" not in response.get("Location", "")
            answered(response, path)
