"""Guessing is slow, five tries an account in a quarter of an hour, and locks out nobody but the person who guesses."""

import datetime
import math
import re

import pytest
import time_machine
from django.core import signing
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from accounts import limits
from accounts.adapters import enter
from config.settings import CACHES, base
from ledger.models import Event
from tests.accounts import door
from tests.accounts.people import mailed

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 10, 6, 16, 0, tzinfo=datetime.UTC)
WORDS = "Too many"


def wrong(user, n, **extra):
    """n wrong passwords, each from a client of its own at an address of its own."""
    return [
        door.login(Client(), user, f"wrong password {i}", **{"REMOTE_ADDR": f"192.0.2.{i + 1}", **extra})
        for i in range(n)
    ]


def test_the_sixth_try_is_not_looked_at_even_with_the_right_password():
    user = door.person()
    assert all(WORDS not in answer.content.decode() for answer in wrong(user, 5))
    answer = door.login(Client(), user, REMOTE_ADDR="192.0.2.99")
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()
    assert Event.objects.filter(action="accounts.session.refused").count() == 5


def test_after_a_quarter_of_an_hour_the_right_password_works():
    user = door.person()
    with time_machine.travel(NOON, tick=False) as clock:
        wrong(user, 5)
        clock.shift(datetime.timedelta(minutes=14, seconds=59))
        assert door.login(Client(), user).status_code == 200
        clock.shift(datetime.timedelta(seconds=2))
        assert door.login(Client(), user).status_code == 302


def test_the_address_is_counted_in_any_spelling_and_under_any_host():
    user = door.person(email="noor@example.org")
    client = Client()
    for i, (login, host) in enumerate(
        [("noor@example.org", "localhost"), ("NOOR@example.org", "127.0.0.1"), ("Noor@Example.org", "[::1]")] * 2
    ):
        answer = client.post(
            "/sign-in/", {"login": login, "password": "wrong"}, headers={"Host": host}, REMOTE_ADDR=f"192.0.2.{i + 1}"
        )
    assert WORDS in answer.content.decode()
    assert door.login(Client(), user, REMOTE_ADDR="192.0.2.50").status_code == 200


def fill(address, n=300):
    """As if n tries had failed from an address, each on another account."""
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    for i in range(n):
        assert limits.begin_try(request, step="password", email=f"guess{i}@example.org")


def test_a_schools_one_address_has_room_for_everybody_there():
    people = [door.person() for _each in range(40)]
    with time_machine.travel(NOON, tick=False):
        for user in people:
            assert WORDS not in door.login(Client(), user, "wrong", REMOTE_ADDR="192.0.2.200").content.decode()
        assert door.login(Client(), people[0], REMOTE_ADDR="192.0.2.200").status_code == 302


def test_one_address_trying_far_more_accounts_than_a_school_has_is_slowed():
    user = door.person()
    with time_machine.travel(NOON, tick=False) as clock:
        fill("192.0.2.200", 299)
        assert WORDS not in door.login(Client(), user, "wrong", REMOTE_ADDR="192.0.2.200").content.decode()
        assert WORDS in door.login(Client(), user, REMOTE_ADDR="192.0.2.200").content.decode()
        assert door.login(Client(), user, REMOTE_ADDR="192.0.2.7").status_code == 302
        clock.shift(datetime.timedelta(minutes=15, seconds=1))
        assert door.login(Client(), user, REMOTE_ADDR="192.0.2.200").status_code == 302


def test_a_forged_forwarded_address_buys_no_tries():
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        fill("192.0.2.201")
        headers = {"X-Forwarded-For": "203.0.113.9"}
        answer = door.login(Client(), user, "wrong", REMOTE_ADDR="192.0.2.201", headers=headers)
    assert WORDS in answer.content.decode()


# Nobody is kept out by a stranger ----------------------------------------------------------------------------------


def out(client):
    client.post("/sign-out/")
    return client


@pytest.mark.parametrize("stranger", ["192.0.2.5", "127.0.0.1"])
def test_a_browser_that_signed_in_before_is_not_shut_out_by_a_strangers_failures(stranger):
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        own = out(door.signed_in(user))
        wrong(user, 6, REMOTE_ADDR=stranger)
        fill("127.0.0.1", 300 - 5 * (stranger == "127.0.0.1"))
        for new in ("127.0.0.1", "192.0.2.99"):
            assert WORDS in door.login(Client(), user, REMOTE_ADDR=new).content.decode()
        assert door.login(own, user).status_code == 302


def test_a_known_browser_has_five_tries_of_its_own():
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        own = out(door.signed_in(user))
        answers = [door.login(own, user, "wrong").content.decode() for _each in range(6)]
        assert [WORDS in answer for answer in answers] == [False] * 5 + [True]
        assert WORDS in door.login(own, user).content.decode()
        assert door.login(Client(), user).status_code == 302, "what fails there does not count elsewhere"


def test_a_browser_is_known_for_who_signed_in_by_it_alone():
    user, other = door.person(), door.person()
    with time_machine.travel(NOON, tick=False):
        others = out(door.signed_in(other))
        wrong(user, 5)
        assert WORDS in door.login(others, user).content.decode()


def test_a_cookie_of_ones_own_making_is_none():
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        client = Client()
        client.cookies["device"] = "eyJuYW1lIjoieCIsIm1hcmtzIjpbXX0:1abcde:forged"
        wrong(user, 5)
        assert WORDS in door.login(client, user).content.decode()


def test_the_cookie_is_out_of_reach_of_scripts_and_names_nobody():
    user = door.person(email="noor@example.org")
    cookie = door.signed_in(user).cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "noor" not in signing.loads(cookie.value, salt="accounts.devices")["marks"][0]
    assert str(user.pk) not in str(signing.loads(cookie.value, salt="accounts.devices"))


def test_who_has_no_known_browser_comes_in_by_a_mailed_code():
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        fill("127.0.0.1")
        wrong(user, 6)
        client = Client()
        page = door.login(client, user).content.decode()
        assert "a code that we mail you" in " ".join(page.split())
        client.post("/sign-in/code/", {"email": user.email})
        code = re.search(r"Your code: (\S+)", mailed()[-1].body)[1]
        client.post("/sign-in/code/confirm/", {"code": code})
        assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(("path", "field"), [("/sign-in/code/", "email"), ("/password/reset/", "email")])
def test_a_stranger_who_keeps_asking_for_mail_keeps_nobody_from_theirs(path, field):
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        answers = [Client().post(path, {field: user.email}, REMOTE_ADDR="192.0.2.66") for _each in range(4)]
        assert "Too many mails" in answers[-1].content.decode()
        assert len(mailed()) == 3
        assert Client().post(path, {field: user.email}, REMOTE_ADDR="192.0.2.67").status_code == 302
        assert len(mailed()) == 1


def test_asking_for_mail_to_an_address_nobody_has_is_counted_alike():
    with time_machine.travel(NOON, tick=False):
        answers = [Client().post("/sign-in/code/", {"email": "nobody@example.org"}) for _each in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert "Too many mails" in answers[-1].content.decode()


def test_the_second_step_of_a_known_browser_is_counted_apart():
    user = door.person("principal")
    secret = door.enrol_app(user)
    with time_machine.travel(NOON, tick=False) as clock:
        own = out(door.signed_in(user, secret))
        clock.shift(datetime.timedelta(seconds=31))
        thief = Client()
        door.login(thief, user)
        for _each in range(6):
            thief.post("/sign-in/second-factor/", {"code": "000000"}, REMOTE_ADDR="192.0.2.5")
        thief.post("/sign-in/second-factor/", {"code": door.code_of(secret)}, REMOTE_ADDR="192.0.2.5")
        assert thief.get("/account/").status_code == 302
        door.login(own, user)
        own.post("/sign-in/second-factor/", {"code": door.code_of(secret)})
        assert own.get("/account/").status_code == 200


def test_a_new_password_gives_the_tries_back():
    user = door.person()
    with time_machine.travel(NOON, tick=False):
        wrong(user, 6)
        client = Client()
        client.post("/password/reset/", {"email": user.email})
        link = re.search(r"https?://\S+(/password/reset/\S+)", mailed()[-1].body)[1]
        page = client.get(link, follow=True)
        new = "seven ferries under mossy granite"
        client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
        assert door.login(Client(), user, new).status_code == 302


def test_the_second_step_is_counted_as_well():
    user = door.person("principal")
    secret = door.enrol_app(user)
    client = Client()
    with time_machine.travel(NOON, tick=False) as clock:
        door.login(client, user)
        for i in range(5):
            client.post("/sign-in/second-factor/", {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{i + 1}")
        clock.shift(datetime.timedelta(seconds=31))
        client.post("/sign-in/second-factor/", {"code": door.code_of(secret)}, REMOTE_ADDR="192.0.2.9")
        assert client.get("/account/")["Location"].startswith("/sign-in/")


def test_a_locked_person_still_comes_in_by_passkey_and_keeps_their_sessions(rf):
    user = door.person()
    client = door.signed_in(user)
    wrong(user, 6)
    assert client.get("/account/").status_code == 200
    options = Client().get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert options.status_code == 200
    assert "challenge" in str(options.json())
    fresh = Client()
    request = rf.get("/")
    request.session = fresh.session
    enter(request, user)  # what the passkey view ends with: no password is asked, so no count stops it
    assert request.session["_auth_user_id"] == str(user.pk)


def test_the_counts_live_where_every_process_sees_them():
    backend = CACHES["default"]["BACKEND"]
    assert backend in (
        "django.core.cache.backends.db.DatabaseCache",
        "common.cache.RedisOrTable",
    )


def test_the_table_of_counts_is_not_washed_away_by_trying_many_addresses():
    cache = base.CACHES["default"]
    room = cache.get("OPTIONS", {}).get("MAX_ENTRIES", 300) if "DatabaseCache" in cache["BACKEND"] else math.inf
    assert room >= 100_000


@override_settings(ALLOWED_HOSTS=["*"])
def test_the_count_does_not_depend_on_the_host_at_all():
    user = door.person()
    for i in range(5):
        door.login(Client(), user, "wrong", headers={"Host": f"h{i}.example"}, REMOTE_ADDR=f"192.0.2.{i + 1}")
    assert WORDS in door.login(Client(), user, REMOTE_ADDR="192.0.2.77").content.decode()
