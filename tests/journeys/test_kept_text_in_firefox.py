"""In Firefox, which shows an empty form on going back, what a principal typed comes back by the portal."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.actions.sessions import KEPT_WAITS, mark_second_factor
from accounts.models import KeptForm
from incidents.models import ReferralText
from tests.cast import make_cast
from tests.factories.incidents import draft
from tests.journeys.firefox import Firefox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Two students argued at the lockers, and a third one joined them."


@pytest.fixture
def firefox(tmp_path):
    running = Firefox(tmp_path)
    yield running
    running.close()


def sign_in(firefox, user, *, kept=False):
    """The cookie of a session, in the browser."""
    client = Client()
    client.force_login(user)
    session = client.session
    mark_second_factor(session, how="demo", at=timezone.now())
    if kept:
        session[KEPT_WAITS] = True
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "path": "/", "httpOnly": True}
    firefox.ask("WebDriver:AddCookie", cookie=cookie)


def type_anew(firefox, text):
    firefox.run("document.querySelector('textarea[name=shared]').value = ''")
    firefox.type("textarea[name=shared]", text)


def test_text_is_kept_over_an_ended_session_and_a_token_that_is_out_of_date(firefox, live_server):
    cast = make_cast()
    one = draft(cast.principal, cast.school, cast.principal.created_at)
    form = f"{live_server.url}/referrals/{one.pk}/details/"
    firefox.open(f"{live_server.url}/help/")
    sign_in(firefox, cast.principal)
    firefox.open(form)
    type_anew(firefox, WORDS)
    Session.objects.all().delete()
    firefox.press(".form-actions .btn-primary")
    firefox.wait_for("You were signed out. What you typed is kept.")

    firefox.ask("WebDriver:Back")
    firefox.wait_for("Sign in")
    assert WORDS not in firefox.text()
    sign_in(firefox, cast.principal, kept=True)
    firefox.open(f"{live_server.url}/")
    firefox.wait_for(WORDS)
    firefox.press("button[value=send]")
    firefox.wait_for("Check what")
    assert ReferralText.objects.get(referral=one, kind="shared").text == WORDS

    firefox.open(form)
    type_anew(firefox, f"{WORDS} And went home.")
    firefox.run(
        "for (const one of document.querySelectorAll('input[name=csrfmiddlewaretoken]')) one.value = 'b'.repeat(64)"
    )
    firefox.press(".form-actions .btn-primary")
    firefox.wait_for("This page was out of date. What you typed is kept.")
    firefox.press("a[href^='/kept/']")
    firefox.wait_for("And went home.")
    firefox.press("button[value=send]")
    firefox.wait_for("Check what")
    assert ReferralText.objects.get(referral=one, kind="shared").text == f"{WORDS} And went home."
    assert not KeptForm.objects.exists()
