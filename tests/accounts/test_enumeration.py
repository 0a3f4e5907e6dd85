"""Nobody learns at sign-in who has an account: same status, same words, about the same time."""

import re
import statistics
import time

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.roles import Role
from tests.accounts import door
from tests.accounts.people import mailed

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@example.org", "xnown@example.org"


def shown(answer):
    """What a stranger sees: status, address, page without tokens and without what they typed themselves."""
    page = answer.content.decode().replace(KNOWN, "typed").replace(UNKNOWN, "typed")
    page = re.sub(r'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]*"', "token", page)
    return answer.status_code, answer.headers.get("Location"), page


def both(name, field, follow=True, **more):
    """The answers for an address with an account and for one without."""
    answers = []
    for number, address in enumerate((KNOWN, UNKNOWN)):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        answers.append(shown(client.post(reverse(name), {field: address, **more}, follow=follow)))
    return answers


@pytest.mark.parametrize("role", [Role.STAFF, Role.PRINCIPAL, None])
def test_a_wrong_password_and_an_unknown_address_look_the_same(role):
    user = door.person(role, email=KNOWN)
    if role == Role.PRINCIPAL:
        door.enrol_app(user)
    known, unknown = both("account_login", "login", password="not the password")
    assert known == unknown
    assert known[0] == 200


def test_a_closed_account_looks_the_same_with_a_wrong_password():
    user = door.person(email=KNOWN)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    known, unknown = both("account_login", "login", password="not the password")
    assert known == unknown


def test_asking_for_a_new_password_looks_the_same_and_mails_both():
    door.person(email=KNOWN)
    known, unknown = both("account_reset_password", "email")
    assert known == unknown
    assert sorted(message.to[0] for message in mailed()) == [KNOWN, UNKNOWN]


def test_asking_for_a_code_looks_the_same_and_mails_both():
    door.person(email=KNOWN)
    known, unknown = both("account_request_login_code", "email")
    assert known == unknown
    assert {message.subject for message in mailed()} == {
        "Your code to sign in",
        "Somebody tried to sign in with your address",
    }


def test_a_wrong_code_looks_the_same():
    door.person(email=KNOWN)
    pages = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        client.post(reverse("account_request_login_code"), {"email": address})
        pages.append(shown(client.post(reverse("account_confirm_login_code"), {"code": "ZZZZZZ"})))
    assert pages[0] == pages[1]


def test_the_code_of_the_mail_signs_staff_in():
    user = door.person(email=KNOWN)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": KNOWN})
    code = re.search(r"Your code: (\S+)", mailed()[0].body)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/account/").wsgi_request.user == user


def test_a_mailed_code_is_no_second_factor():
    door.person(Role.PRINCIPAL, email=KNOWN)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": KNOWN})
    code = re.search(r"Your code: (\S+)", mailed()[0].body)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/account/")["Location"] == reverse("second-factor-setup")


@override_settings(SITE_URL="https://sro.example.org")
def test_the_link_to_a_new_password_works_once_at_the_portal_s_own_address():
    user = door.person(email=KNOWN)
    Client().post(reverse("account_reset_password"), {"email": KNOWN}, headers={"Host": "127.0.0.1"})
    link = re.search(r"https?://\S+", mailed()[0].body)[0]
    assert link.startswith("https://sro.example.org/password/reset/")
    client, new = Client(), "seven ferries under mossy granite"
    page = client.get(link.removeprefix("https://sro.example.org"), follow=True)
    assert "set-password" in page.redirect_chain[-1][0], "the key is gone from the address"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert door.login(Client(), user, new).status_code == 302
    again = Client().get(link.removeprefix("https://sro.example.org"), follow=True)
    assert "password1" not in again.content.decode()


def test_a_new_password_by_mail_leaves_the_second_factor():
    user = door.person(Role.PRINCIPAL, email=KNOWN)
    secret = door.enrol_app(user)
    other = door.signed_in(user, secret)
    Client().post(reverse("account_reset_password"), {"email": KNOWN})
    client, new = Client(), "seven ferries under mossy granite"
    link = re.search(r"https?://[^/]+(/\S+)", mailed()[0].body)[1]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert door.login(Client(), user, new)["Location"] == reverse("mfa_authenticate")
    assert other.get("/account/").status_code == 302, "a new password ends every session"


@pytest.mark.slow
@pytest.mark.once
def test_a_wrong_password_and_an_unknown_address_take_about_the_same_time(monkeypatch):
    # A hash that costs something, or the difference it hides could not be seen.
    monkeypatch.setattr("tests.hashers.QuickArgon2.memory_cost", 20_000)
    monkeypatch.setattr("tests.hashers.QuickArgon2.time_cost", 4)
    people = [door.person(email=f"known{number}@example.org").email for number in range(12)]
    times = {"known": [], "unknown": []}
    for number in range(48):
        for kind, address in (("known", people[number % 12]), ("unknown", f"unknown{number % 12}@example.org")):
            client = Client(REMOTE_ADDR=f"198.51.{number}.{1 if kind == 'known' else 2}")
            start = time.perf_counter()
            client.post("/sign-in/", {"login": address, "password": "not the password"})
            times[kind].append(time.perf_counter() - start)
    known, unknown = statistics.median(times["known"]), statistics.median(times["unknown"])
    assert abs(known - unknown) / max(known, unknown) < 0.3, (known, unknown)
