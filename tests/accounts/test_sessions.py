"""How long a session lasts, how it ends, and that an ended one stays ended."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import sessions
from accounts.models import User
from accounts.roles import Role
from ledger.models import Event, Notice
from tests.accounts import door

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 10, 6, 16, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
SIGN_IN = "/sign-in/"
PAGE = "/account/sessions/"


def is_in(client):
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize(("role", "minutes"), [(Role.STAFF, 30), (Role.PRINCIPAL, 30), (Role.SRO, 15)])
def test_a_session_ends_without_a_request_for_its_time(role, minutes):
    with time_machine.travel(NOON, tick=False) as clock:
        client = door.signed_in(door.person(role))
        clock.shift(minutes * MINUTE - datetime.timedelta(seconds=1))
        assert is_in(client)
        clock.shift(minutes * MINUTE)
        answer = client.get(PAGE)
        assert answer["Location"] == f"{SIGN_IN}?next={PAGE}"
        assert "nothing had happened" in client.get(SIGN_IN).content.decode()
    assert Event.objects.filter(action="accounts.session.ended").last().details["why"] == "idle"


def test_pings_keep_it_alive_for_twelve_hours_and_no_longer():
    user = door.person()
    with time_machine.travel(NOON, tick=False) as clock:
        client = door.signed_in(user)
        for _each in range(35):
            clock.shift(20 * MINUTE)
            assert client.post(reverse("session-ping")).status_code == 204
        assert is_in(client)
        clock.shift(20 * MINUTE)
        assert client.post(reverse("session-ping")).status_code == 401
    assert Event.objects.filter(action="accounts.session.ended").last().details["why"] == "absolute"


def test_the_warning_counts_from_a_little_less_than_the_server_allows():
    page = door.signed_in(door.person(Role.STAFF)).get(PAGE).content.decode()
    assert f'data-idle="{30 * 60 - sessions.STAMP_EVERY}"' in page
    assert 'data-warn="120"' in page


def test_reading_on_writes_the_session_twice_a_minute_at_most():
    user = door.person()
    with time_machine.travel(NOON, tick=False) as clock:
        client = door.signed_in(user)
        client.post(reverse("session-ping"))
        seen = UserSession.objects.get(user=user).last_seen_at
        clock.shift(datetime.timedelta(seconds=20))
        client.post(reverse("session-ping"))
        assert UserSession.objects.get(user=user).last_seen_at == seen
        clock.shift(datetime.timedelta(seconds=20))
        client.post(reverse("session-ping"))
        assert UserSession.objects.get(user=user).last_seen_at > seen


def test_a_fragment_on_an_ended_session_sends_the_browser_to_sign_in():
    user = door.person()
    client = door.signed_in(user)
    sessions.end_all(user)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    answer = client.get(PAGE, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{SIGN_IN}?next=%2Faccount%2F")


def test_a_fragment_is_never_sent_back_to_another_site():
    client = Client()
    headers = {"HX-Request": "true", "HX-Current-URL": "https://elsewhere.example/account/"}
    assert client.get(PAGE, headers=headers)["HX-Redirect"] == f"{SIGN_IN}?next=%2F"


def test_signing_in_gives_a_new_key():
    user, client = door.person(), Client()
    client.get(reverse("account_request_login_code"))
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies["session"] = planted
    door.login(client, user)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_signing_out_deletes_the_row_and_empties_the_browser():
    user = door.person()
    client = door.signed_in(user)
    key = client.session.session_key
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(session_key=key).exists()
    assert not UserSession.objects.filter(session_key=key).exists()
    assert Event.objects.filter(action="accounts.session.ended", actor_id=str(user.pk)).count() == 1
    replay = Client()
    replay.cookies["session"] = key
    assert replay.get(PAGE)["Location"].startswith(SIGN_IN)


def test_opening_the_sign_out_address_signs_nobody_out():
    client = door.signed_in(door.person())
    client.get(reverse("account_logout"))
    assert is_in(client)


def test_a_shared_phone_signs_out_here_and_everywhere():
    user = door.person()
    phone, desk = door.signed_in(user), door.signed_in(user)
    answer = phone.post(reverse("session-end-all"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(phone)
    assert not is_in(desk)
    assert not UserSession.objects.filter(user=user).exists()
    assert Event.objects.get(action="accounts.session.ended_everywhere").details["sessions"] == 2


def test_a_person_sees_their_sessions_and_ends_one():
    user, stranger = door.person(), door.person()
    here, there, theirs = door.signed_in(user), door.signed_in(user), door.signed_in(stranger)
    rows = here.get(PAGE).context["rows"]
    assert [row["current"] for row in rows] == [True, False]
    foreign = UserSession.objects.get(user=stranger)
    assert here.post(reverse("session-end", args=[foreign.pk])).status_code == 404
    assert is_in(theirs)
    here.post(reverse("session-end", args=[rows[1]["session"].pk]))
    assert is_in(here)
    assert not is_in(there)


def test_disabling_a_person_ends_every_session_at_once():
    user = door.person()
    clients = [door.signed_in(user) for _each in range(3)]
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not any(is_in(client) for client in clients)


def test_a_session_made_by_other_code_is_found_and_ended_too():
    user, client = door.person(), Client()
    client.force_login(user)
    assert is_in(client)
    assert sessions.end_all(user) == 1
    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions_and_is_told():
    user = door.person()
    here, there = door.signed_in(user), door.signed_in(user)
    new = "seven ferries under mossy granite"
    here.post(reverse("account_change_password"), {"oldpassword": door.PASSWORD, "password1": new, "password2": new})
    assert is_in(here)
    assert not is_in(there)
    assert Notice.objects.get(kind="accounts.sign_in_changed").facts["change"] == "password"
    assert Event.objects.get(action="accounts.password.set").actor_id == str(user.pk)


def test_an_ended_session_is_not_brought_back_by_a_request_under_way():
    user = door.person()
    client = door.signed_in(user)
    under_way = client.session
    assert under_way["began_at"], "read before it ended"
    sessions.end_all(user)
    under_way["seen_at"] = timezone.now().timestamp()
    with pytest.raises(UpdateError):
        under_way.save()
    assert not is_in(client)


def test_a_sign_in_is_recorded_with_where_it_came_from():
    user = door.person()
    client = door.signed_in(user, REMOTE_ADDR="192.0.2.7")
    event = Event.objects.get(action="accounts.session.began")
    assert (event.actor_id, event.ip) == (str(user.pk), "192.0.2.7")
    assert event.session == sessions.session_hash(client.session.session_key)
    assert event.details["how"] == ["password"]


def test_what_has_ended_is_removed_with_where_it_was_from_and_what_lasts_stays():
    user = door.person()
    here, over = door.signed_in(user), door.signed_in(user)
    for client in (here, over):
        client.get("/account/")
    now = timezone.now()
    Session.objects.filter(session_key=over.session.session_key).update(expire_date=now - MINUTE)
    UserSession.objects.create(user=user, session_key="gone-long-ago", ip="192.0.2.7", user_agent="Old phone")
    assert sessions.remove_ended(at=now) == 3
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [here.session.session_key]
    assert is_in(here)
    event = Event.objects.get(action="accounts.session.removed")
    assert (event.actor_id, event.details) == ("", {"rows": 3})
    assert sessions.remove_ended(at=now) == 0
    assert Event.objects.filter(action="accounts.session.removed").count() == 1
