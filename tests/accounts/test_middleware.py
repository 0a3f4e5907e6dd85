"""Request ids, where a request came from, and the person's own clock."""

import re
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from accounts.access import public, requires
from accounts.actions.sessions import session_hash
from accounts.roles import Role
from config import urls as portal
from ledger.models import Event
from tests.accounts import door

pytestmark = pytest.mark.django_db


@requires()
def who(request):
    origin = request.user.origin
    zone = timezone.get_current_timezone_name()
    return HttpResponse(f"{origin.ip} {origin.session} {origin.request_id} {zone} {request.user.remembers_reach}")


@public
def zone_of_a_stranger(request):
    return HttpResponse(timezone.get_current_timezone_name())


class Probes:
    urlpatterns = [path("who/", who), path("zone/", zone_of_a_stranger), *portal.urlpatterns]


WITH_PROBES = override_settings(ROOT_URLCONF=Probes)


def test_each_request_has_an_id_of_its_own():
    ids = {Client().get(reverse("help"))["X-Request-ID"] for _each in range(3)}
    assert len(ids) == 3
    assert all(uuid.UUID(each) for each in ids)


def test_an_id_sent_by_the_client_is_not_believed():
    forged = str(uuid.uuid4())
    assert Client().get(reverse("help"), headers={"X-Request-ID": forged})["X-Request-ID"] != forged


@WITH_PROBES
def test_the_person_carries_where_the_request_came_from_and_their_own_zone():
    client = door.signed_in(door.person(Role.STAFF), REMOTE_ADDR="192.0.2.9")
    answer = client.get("/who/")
    ip, session, request_id, zone, remembers = answer.content.decode().split()
    assert (ip, zone, remembers) == ("192.0.2.9", "America/New_York", "True")
    assert session == session_hash(client.session.session_key)
    assert re.fullmatch(r"[0-9a-f]{64}", session)
    assert request_id == answer["X-Request-ID"]
    assert Client().get("/zone/").content == b"UTC", "the zone ends with the request"


def test_the_session_key_is_not_what_the_ledger_keeps():
    client = door.signed_in(door.person())
    assert client.session.session_key not in str(list(Event.objects.values_list("session", "data")))


@WITH_PROBES
def test_a_forged_forwarded_address_changes_nothing_without_a_proxy():
    client = door.signed_in(door.person(), REMOTE_ADDR="192.0.2.9")
    answer = client.get("/who/", headers={"X-Forwarded-For": "203.0.113.5"})
    assert answer.content.startswith(b"192.0.2.9 ")


@WITH_PROBES
@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_with_one_proxy_the_address_it_adds_counts_and_no_earlier_one():
    client = door.signed_in(door.person(), REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "192.0.2.1"})
    answer = client.get("/who/", headers={"X-Forwarded-For": "203.0.113.5, 198.51.100.7"})
    assert answer.content.startswith(b"198.51.100.7 ")


def test_everything_of_allauth_that_is_not_listed_is_absent():
    for name in ("account_signup", "account_email", "socialaccount_connections", "mfa_download_recovery_codes"):
        assert Client().get(reverse(name)).status_code == 404
    for address in ("/accounts/login/", "/accounts/signup/", "/sign-up/", "/admin/"):
        assert Client().get(address).status_code == 404


def test_nobody_signs_up():
    form = {"email": "stranger@example.org", "password1": door.PASSWORD, "password2": door.PASSWORD}
    assert Client().post("/sign-up/", form).status_code == 404
