"""Roles with power over people or records ask for a factor that no false page can pass on (AUTHN-03)."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import sessions
from accounts.actions.setup import first_link
from accounts.middleware import TO_GIVE, TO_LEAVE, TO_STRENGTHEN
from accounts.roles import NEEDS_SECOND_FACTOR, NEEDS_STRONG_FACTOR, Role
from accounts.views.account import passkeys_work_at
from tests.accounts import door
from tests.accounts.people import inside
from tests.accounts.test_second_factor import addresses
from tests.accounts.test_setup import ANSWERS
from tests.accounts.test_sign_on import bind, come_by, issuer, provider  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

SETUP = reverse("second-factor-setup")
NAMED_HOST = {"Host": "localhost:8000"}  # where a browser lets a page use passkeys
NAMED = {
    Role.RECORDS_CUSTODIAN,
    Role.DISTRICT_ADMINISTRATOR,
    Role.AGENCY_ADMINISTRATOR,
    Role.PORTAL_ADMINISTRATOR,
    Role.SRO_SUPERVISOR,
}


def by_app(user):
    """A client that went through the door with a password and the app's code."""
    return door.signed_in(user, door.enrol_app(user))


def test_the_roles_are_those_with_power_and_each_asks_for_a_second_factor_at_all():
    assert NEEDS_STRONG_FACTOR == NAMED
    assert NEEDS_STRONG_FACTOR < NEEDS_SECOND_FACTOR


@pytest.mark.parametrize("role", sorted(NAMED))
def test_a_code_of_an_app_opens_no_page_of_such_a_role(role):
    client = by_app(door.person(role))
    answer = client.get(reverse("my-account"))
    assert (answer.status_code, answer["Location"]) == (302, SETUP)
    page = client.get(SETUP, headers=NAMED_HOST)
    assert "This role needs a passkey" in page.content.decode()
    assert reverse("mfa_add_webauthn") in page.content.decode()
    assert page.context["shell"]["signed_in"] is False
    assert client.get(reverse("session-list")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR - NAMED))
def test_the_other_roles_go_on_with_an_app(role):
    assert by_app(door.person(role)).get(reverse("my-account")).status_code == 200


def test_no_address_at_all_is_served_to_a_session_with_an_app_alone():
    client = by_app(door.person(Role.RECORDS_CUSTODIAN))
    beside = {reverse(name) for name in TO_STRENGTHEN}
    walked = [address for address, is_public in addresses() if not is_public and address not in beside]
    assert len(walked) > 40
    for address in walked:
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (302, SETUP), address
        for more in ({}, {"HX-Request": "true"}, {"Accept": "application/json"}):
            refused = client.post(address, headers=more)
            assert refused.status_code == 403, address
            assert b"passkey" in refused.content, address


def test_a_public_page_shows_them_what_a_stranger_sees():
    answer = by_app(door.person(Role.SRO_SUPERVISOR)).get(reverse("help"))
    assert answer.status_code == 200
    assert isinstance(answer.wsgi_request.user, AnonymousUser)


def test_a_passkey_in_the_session_opens_the_pages_and_so_does_the_demo():
    user = door.person(Role.RECORDS_CUSTODIAN)
    assert inside(user).get(reverse("my-account")).status_code == 200
    for how, answer in (("demo", 200), ("totp", 302), ("recovery_code", 302), ("sign_on", 302)):
        client = Client()
        client.force_login(user)
        session = client.session
        sessions.mark_second_factor(session, how=how, at=user.created_at)
        session.save()
        assert client.get(reverse("my-account")).status_code == answer, how


def test_the_strictest_of_a_persons_roles_counts():
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    client = door.signed_in(user, secret)
    assert client.get(reverse("my-account")).status_code == 200
    door.give(user, Role.RECORDS_CUSTODIAN, door.district())
    assert client.get(reverse("my-account"))["Location"] == SETUP


def test_a_session_that_gave_the_passkey_stays_so_when_a_code_shows_that_it_is_still_them():
    user = door.person(Role.DISTRICT_ADMINISTRATOR)
    secret = door.enrol_app(user)
    client = inside(user)
    client.post(reverse("mfa_reauthenticate"), {"code": door.code_of(secret)})
    assert client.session["second_factor"]["how"] == "totp"
    assert client.get(reverse("my-account")).status_code == 200


def test_who_has_no_factor_yet_is_offered_a_passkey_and_no_app():
    client = door.signed_in(door.person(Role.AGENCY_ADMINISTRATOR))
    page = client.get(SETUP).content.decode()
    assert "This role needs a passkey" in page
    assert reverse("mfa_activate_totp") not in page
    assert client.get(reverse("mfa_activate_totp"))["Location"] == SETUP
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_an_app_alone_leads_to_the_page_that_adds_a_passkey():
    client = by_app(door.person(Role.RECORDS_CUSTODIAN))
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_an_app_beside_a_passkey_adds_no_other_passkey():
    user = door.person(Role.RECORDS_CUSTODIAN)
    secret = door.enrol_app(user)
    door.enrol_key(user)
    client = door.signed_in(user, secret)
    for name in ("mfa_add_webauthn", "mfa_index", "mfa_view_recovery_codes", "mfa_list_webauthn"):
        assert client.get(reverse(name))["Location"] == SETUP, name
    page = client.get(SETUP).content.decode()
    assert reverse("mfa_reauthenticate_webauthn") in page
    assert "Use a recovery code" in page


@pytest.mark.parametrize("when", ["at the door", "afterwards"])
def test_a_recovery_code_lets_in_only_to_add_another_passkey(when):
    user = door.person(Role.RECORDS_CUSTODIAN)
    secret = door.enrol_app(user)
    door.enrol_key(user)
    client = Client()
    door.login(client, user)
    if when == "at the door":
        client.post(reverse("mfa_authenticate"), {"code": door.recovery_code(user)})
    else:
        client.post(reverse("mfa_authenticate"), {"code": door.code_of(secret)})
        client.post(reverse("mfa_reauthenticate"), {"code": door.recovery_code(user)})
    assert client.get(reverse("my-account"))["Location"] == SETUP
    assert "used up" in client.get(SETUP).content.decode()
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    assert client.get(reverse("mfa_index"))["Location"] == SETUP


def test_the_last_passkey_stays_though_there_is_an_app():
    user = door.person(Role.DISTRICT_ADMINISTRATOR)
    door.enrol_app(user)
    key = door.enrol_key(user)
    client = inside(user)
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_first_portal_administrator_is_led_to_a_passkey_at_setup():
    client = Client()
    client.post(first_link(at=timezone.now()), ANSWERS)
    assert client.get("/")["Location"] == SETUP
    assert "Portal administrator" in client.get(SETUP).content.decode()


def test_where_somebody_was_is_where_they_go_on():
    user = door.person(Role.RECORDS_CUSTODIAN)
    client = by_app(user)
    client.get(reverse("activity"))
    client.get("/")
    assert client.session["was_at"] == reverse("activity")
    session = client.session
    sessions.mark_second_factor(session, how="passkey", at=user.created_at)
    session.save()
    door.enrol_key(user)
    assert client.get(reverse("activity")).status_code == 200
    assert "was_at" not in client.session


RESISTANT = [
    ({"amr": ["mfa", "hwk"]}, True),
    ({"amr": ["fido", "mfa"]}, True),
    ({"amr": ["pin", "sc"]}, True),
    ({"amr": ["mfa"], "acr": "phr"}, True),
    ({"amr": ["mfa"], "acr": "phrh"}, True),
    ({"amr": ["mfa"]}, False),
    ({"amr": ["pwd", "otp"]}, False),
    ({"amr": ["mfa", "swk", "pop"]}, False),
    ({"amr": ["mfa"], "acr": "urn:phr"}, False),
    ({"amr": ["mfa"], "acr": ["phr"]}, False),
    ({"acr": "phr"}, False),
    ({}, False),
]


@pytest.mark.parametrize(("claims", "opens"), RESISTANT)
def test_the_providers_own_strong_claim_opens_and_a_missing_one_does_not(issuer, claims, opens):  # noqa: F811
    row = provider(issuer, door.district(), asserts=True)
    user = door.person(Role.RECORDS_CUSTODIAN)
    bind(user, row, "sub-1")
    client = Client()
    come_by(client, row, {"sub": "sub-1", **claims}, issuer)
    assert client.get(reverse("my-account")).status_code == (200 if opens else 302)


def test_a_strong_claim_of_a_provider_whose_word_does_not_count_opens_nothing(issuer):  # noqa: F811
    row = provider(issuer, door.district(), asserts=False)
    user = door.person(Role.RECORDS_CUSTODIAN)
    bind(user, row, "sub-1")
    client = Client()
    come_by(client, row, {"sub": "sub-1", "amr": ["mfa", "hwk"]}, issuer)
    assert client.get(reverse("my-account")).status_code == 302


def test_with_a_weak_claim_the_persons_own_passkey_is_asked(issuer):  # noqa: F811
    row = provider(issuer, door.district(), asserts=True)
    user = door.person(Role.RECORDS_CUSTODIAN)
    door.enrol_key(user)
    bind(user, row, "sub-1")
    back = come_by(Client(), row, {"sub": "sub-1", "amr": ["mfa"]}, issuer)
    assert back["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(
    ("address", "works"),
    [
        ("https://portal.example.org/", True),
        ("http://localhost:8000/", True),
        ("http://portal.localhost/", True),
        ("http://portal.example.org/", False),
        ("http://127.0.0.1:8000/", False),
        ("https://192.0.2.7/", False),
        ("https://[2001:db8::1]/", False),
    ],
)
def test_where_passkeys_work_is_known(address, works):
    assert passkeys_work_at(address) is works


def test_an_address_without_passkeys_is_said_in_words(settings):
    settings.ALLOWED_HOSTS = ["portal.example.org", "localhost", "testserver"]
    client = by_app(door.person(Role.RECORDS_CUSTODIAN))
    assert "do not work at the address" in client.get(SETUP, headers={"Host": "portal.example.org"}).content.decode()
    assert "do not work" not in client.get(SETUP, headers={"Host": "localhost:8000"}).content.decode()


def test_the_pages_open_beside_the_gate_are_few():
    assert len(TO_STRENGTHEN - TO_GIVE) == 2
    assert not TO_STRENGTHEN & TO_LEAVE
