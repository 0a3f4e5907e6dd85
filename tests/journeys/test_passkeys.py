"""A principal enrols a passkey, leaves, and comes back with it and nothing else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import Role
from ledger.models import Event
from tests.accounts import door
from tests.journeys.conftest import axe, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def authenticator(page):
    """A device that asks for a finger and gets one, in the browser itself."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return cdp, made["authenticatorId"]


def type_password(page, user):
    page.goto("/sign-in/")
    page.get_by_label("Email").fill(user.email)
    page.locator("input[name=password]").fill(door.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_a_passkey_is_enrolled_and_opens_the_door(open_page, width):
    user = door.person(Role.PRINCIPAL, name="Noor Whitfield")
    page = open_page(width)
    cdp, device = authenticator(page)
    page.goto("/sign-in/")
    axe(page)
    type_password(page, user)
    expect(page.get_by_role("heading", level=1)).to_contain_text("a second factor")
    axe(page)

    follow(page.get_by_role("link", name="Add a passkey"))
    axe(page)
    page.get_by_role("button", name="Add this device or key").click()
    expect(page).to_have_url(re.compile(r"/recovery-codes/$"))
    axe(page)
    assert len(cdp.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    expect(page.get_by_text("1 passkey")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Sign out here and everywhere").click()
    expect(page).to_have_url(re.compile(r"/sign-in/"))

    page.get_by_role("button", name="Use a passkey").click()
    expect(page).not_to_have_url(re.compile(r"/sign-in/"))
    page.goto("/account/sessions/")
    expect(page.get_by_text("This session")).to_be_visible()
    axe(page)
    assert Event.objects.filter(action="accounts.session.began").order_by("-seq").first().details["how"] == ["passkey"]


def test_after_the_password_the_passkey_is_the_second_step(page):
    user = door.person(Role.PRINCIPAL)
    authenticator(page)
    type_password(page, user)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add this device or key").click()
    expect(page).to_have_url(re.compile(r"/recovery-codes/$"))
    page.context.clear_cookies()
    type_password(page, user)
    expect(page).to_have_url(re.compile(r"/sign-in/second-factor/"))
    axe(page)
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page).not_to_have_url(re.compile(r"/sign-in/"))
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_locked_account_opens_by_passkey(page):
    user = door.person(Role.PRINCIPAL)
    authenticator(page)
    type_password(page, user)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add this device or key").click()
    expect(page).to_have_url(re.compile(r"/recovery-codes/$"))
    page.context.clear_cookies()
    for number in range(5):
        door.login(Client(), user, "wrong", REMOTE_ADDR=f"192.0.2.{number + 1}")
    type_password(page, user)
    expect(page.get_by_text("Too many").first).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).not_to_have_url(re.compile(r"/sign-in/"))
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_device_that_says_no_leaves_words_on_the_page(page):
    user = door.person(Role.PRINCIPAL)
    cdp, device = authenticator(page)
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    type_password(page, user)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add this device or key").click()
    expect(page.get_by_text("Your device did not confirm it")).to_be_visible()
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_a_custodian_with_an_app_alone_adds_a_passkey_and_goes_on_where_they_were(open_page, width):
    user = door.person(Role.RECORDS_CUSTODIAN, name="Ruth Castellan")
    secret = door.enrol_app(user)
    page = open_page(width)
    authenticator(page)
    page.goto("/activity/")
    type_password(page, user)
    page.get_by_label("Code").fill(door.code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This role needs a passkey.")
    axe(page)
    page.goto("/activity/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This role needs a passkey.")
    follow(page.get_by_role("link", name="Add a passkey"))
    page.get_by_role("button", name="Add this device or key").click()
    expect(page).to_have_url(re.compile(r"/activity/$"))

    page.context.clear_cookies()
    type_password(page, user)
    page.get_by_label("Code").fill(door.recovery_code(user))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("is used up. It lets you add")).to_be_visible()
    axe(page)

    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).not_to_have_url(re.compile(r"/sign-in/"))
    page.goto("/activity/")
    expect(page).to_have_url(re.compile(r"/activity/$"))
