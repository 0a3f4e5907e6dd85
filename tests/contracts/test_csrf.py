"""A post that did not come from our own page changes nothing: every address, as every kind of person."""

import pytest

from ledger.models import Event
from tests.contracts.addresses import address, rows
from tests.contracts.visit import client_of, undone

pytestmark = pytest.mark.django_db

# Nothing to see, no such method, no token, or the door.
REFUSED = (403, 404, 405)
# A callback from elsewhere carries a state of its own instead of our token.
STATED = frozenset({"openid_connect_callback"})
EVERYDAY = ("anonymous", "principal", "supervisor")
IN_CI = ("district_administrator", "sro", "agency_administrator", "portal_administrator")


@pytest.mark.parametrize("role", [*EVERYDAY, *(pytest.param(role, marks=pytest.mark.slow) for role in IN_CI)])
def test_a_post_without_our_token_is_refused_everywhere(world, role):
    before = Event.objects.count()
    for name, relation in rows():
        if relation in ("away", "lapsed", "uncovered", "other"):
            continue
        client = client_of(world, role, enforce_csrf_checks=True)
        with undone():
            response = client.post(address(name, relation, world, role), {"act": "call"})
            assert response.status_code in REFUSED, f"{name} {relation}: {response.status_code}"
            assert name in STATED or Event.objects.count() == before, name


def test_a_token_of_another_browser_does_not_help(world):
    for name in ("my-account", "session-end-all", "inbox-read-all", "account_logout"):
        client = client_of(world, "principal", enforce_csrf_checks=True)
        client.cookies["csrf"] = "a" * 32
        with undone():
            response = client.post(address(name, "none", world, "principal"), {"csrfmiddlewaretoken": "b" * 32})
        assert response.status_code == 403, name


def test_a_post_from_another_site_is_refused_though_it_has_the_token(world):
    client = client_of(world, "principal", enforce_csrf_checks=True)
    client.cookies["csrf"] = "a" * 32
    with undone():
        response = client.post(
            "/account/",
            {"csrfmiddlewaretoken": "a" * 32, "name": "Taken"},
            headers={"Origin": "https://evil.example", "Referer": "https://evil.example/"},
        )
    assert response.status_code == 403
