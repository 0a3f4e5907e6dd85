"""Guessing is slow: five tries an account in a quarter of an hour, ten an address in a minute."""

import datetime

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse

from accounts.adapters import enter
from config.settings import CACHES
from ledger.models import Event
from tests.accounts import door

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


def test_one_address_trying_many_accounts_is_slowed_too():
    people = [door.person() for _each in range(11)]
    with time_machine.travel(NOON, tick=False):
        answers = [door.login(Client(), user, "wrong", REMOTE_ADDR="192.0.2.200") for user in people]
    assert [WORDS in answer.content.decode() for answer in answers] == [False] * 10 + [True]


def test_a_forged_forwarded_address_buys_no_tries():
    people = [door.person() for _each in range(11)]
    with time_machine.travel(NOON, tick=False):
        answers = [
            door.login(
                Client(), user, "wrong", REMOTE_ADDR="192.0.2.201", headers={"X-Forwarded-For": f"203.0.113.{i}"}
            )
            for i, user in enumerate(people)
        ]
    assert WORDS in answers[-1].content.decode()


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
        "django.core.cache.backends.redis.RedisCache",
    )


@override_settings(ALLOWED_HOSTS=["*"])
def test_the_count_does_not_depend_on_the_host_at_all():
    user = door.person()
    for i in range(5):
        door.login(Client(), user, "wrong", headers={"Host": f"h{i}.example"}, REMOTE_ADDR=f"192.0.2.{i + 1}")
    assert WORDS in door.login(Client(), user, REMOTE_ADDR="192.0.2.77").content.decode()
