"""A teacher signs in through the district's own provider, and back, under the strict policy."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions import sign_on
from accounts.roles import Role
from tests.accounts import door
from tests.accounts.oidc import Issuer
from tests.journeys.conftest import axe, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def issuer():
    running = Issuer()
    yield running
    running.stop()


@pytest.fixture
def provider(issuer, live_server):
    return sign_on.add(
        by=door.person(Role.DISTRICT_ADMINISTRATOR),
        at=timezone.now(),
        organization=door.district(),
        name="Alder accounts",
        provider_id="alder",
        server_url=issuer.url,
        client_id="fenceline",
        secret="a client secret",
        asserts_second_factor=False,
    )


def test_the_button_leads_to_the_provider_and_back_inside(phone, issuer, provider):
    user = door.person(Role.STAFF, name="Wren Novak")
    SocialAccount.objects.create(user=user, provider=provider.provider_id, uid="sub-1")
    issuer.claims = {"sub": "sub-1", "email": "anything@example.org"}
    phone.goto("/sign-in/")
    axe(phone)
    follow(phone.get_by_text("Alder accounts"))
    axe(phone)
    phone.get_by_role("button").last.click()
    expect(phone).to_have_url(re.compile(r"/$"))
    phone.goto("/account/")
    expect(phone.get_by_text("Connected: Alder accounts.")).to_be_visible()
    axe(phone)


def test_who_was_not_invited_reads_whom_to_ask(page, watch, issuer, provider):
    watch.tolerate("status of 403")
    issuer.claims = {"sub": "nobody", "email": "nobody@example.org"}
    page.goto("/sign-in/")
    page.get_by_text("Alder accounts").click()
    page.get_by_role("button").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask your administrator for an invitation.")
    axe(page)
