"""Nobody with a role that asks for a second factor gets a page without having given one."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.actions import sessions
from accounts.adapters import enter
from accounts.middleware import TO_ENROL, TO_LEAVE
from accounts.models import Membership
from accounts.roles import NEEDS_SECOND_FACTOR, Role
from ledger.models import Event, Notice
from tests.accounts import door

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 10, 6, 16, 0, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR))
def test_a_role_that_asks_for_a_second_factor_gets_only_enrolment(role):
    client = door.signed_in(door.person(role))
    for method in (client.get, client.post):
        answer = method("/account/sign-on/1/remove/")
        assert (answer.status_code, answer["Location"]) == (302, reverse("second-factor-setup"))
    assert client.get(reverse("second-factor-setup")).status_code == 200
    assert client.get(reverse("session-list")).status_code == 200


SAMPLES = {"uuid": "0b0e7a3e-5f4b-4f0e-9b0e-3f5c8f0e9b0e", "int": "1", "slug": "some", "str": "some", "path": "some"}


def addresses(patterns=None, before=""):
    """Every address of the portal with made-up ids, and whether it says that it is public."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        elif pattern.name not in TO_ENROL | TO_LEAVE and "(?P" not in route:
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], route)
            yield f"/{filled}", pattern.callback.access.public


def test_no_address_at_all_is_served_before_the_second_factor():
    client = door.signed_in(door.person(Role.DISTRICT_ADMINISTRATOR))
    walked = [address for address, is_public in addresses() if not is_public]
    assert len(walked) > 40
    for address in walked:
        for method in (client.get, client.post):
            answer = method(address)
            assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("second-factor-setup")), (
                address
            )
        assert client.post(address, headers={"HX-Request": "true"}).status_code == 403, address


def test_staff_need_none():
    client = door.signed_in(door.person(Role.STAFF))
    assert client.get(reverse("my-account")).status_code == 200


def test_a_person_who_is_staff_here_and_principal_there_needs_one():
    user = door.person(Role.STAFF)
    door.give(user, Role.PRINCIPAL, door.district())
    assert door.signed_in(user).get(reverse("my-account")).status_code == 302


def test_a_role_that_is_over_asks_for_nothing():
    user = door.person(Role.DISTRICT_ADMINISTRATOR)
    Membership.objects.filter(user=user).update(ends_on=timezone.now().date() - timezone.timedelta(days=1))
    assert door.signed_in(user).get(reverse("my-account")).status_code == 200


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_fragment_or_json_is_refused_instead_of_redirected(headers):
    client = door.signed_in(door.person(Role.PRINCIPAL))
    answer = client.get(reverse("my-account"), headers=headers)
    assert answer.status_code == 403
    assert b"Noor" not in answer.content


def test_a_public_page_shows_them_what_a_stranger_sees():
    client = door.signed_in(door.person(Role.PRINCIPAL))
    answer = client.get(reverse("help"))
    assert answer.status_code == 200
    assert answer.wsgi_request.user.is_anonymous


def test_the_first_factor_is_enrolled_without_being_asked_for_the_password_again():
    user = door.person(Role.PRINCIPAL)
    client = door.signed_in(user)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": door.code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.status_code == 200
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("my-account")).status_code == 200
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert set(again.context["unused_codes"]) == {"****"}, "recovery codes are shown once"


def test_the_code_that_enrolled_an_app_opens_no_door_afterwards():
    user = door.person(Role.PRINCIPAL)
    with time_machine.travel(NOON, tick=False) as clock:
        client = door.signed_in(user)
        client.get(reverse("mfa_activate_totp"))
        secret = client.session["mfa.totp.secret"]
        code = door.code_of(secret)
        assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
        again = Client()
        door.login(again, user)
        again.post(reverse("mfa_authenticate"), {"code": code})
        assert again.get(reverse("my-account"))["Location"].startswith(reverse("account_login"))
        clock.shift(datetime.timedelta(seconds=31))
        again.post(reverse("mfa_authenticate"), {"code": door.code_of(secret)})
        assert again.get(reverse("my-account")).status_code == 200


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_a_code_is_used_up_at_sign_in_and_when_it_is_given_again(kind):
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    with time_machine.travel(NOON, tick=False):
        row = Authenticator.objects.get(user=user, type="recovery_codes")
        code = door.code_of(secret) if kind == "app" else row.wrap().get_unused_codes()[0]
        client, second = Client(), Client()
        door.login(client, user)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.get(reverse("my-account")).status_code == 200
        door.login(second, user)
        second.post(reverse("mfa_authenticate"), {"code": code})
        assert second.get(reverse("my-account"))["Location"].startswith(reverse("account_login"))
        assert client.post(reverse("mfa_reauthenticate"), {"code": code}).status_code == 200


def test_enrolling_is_recorded_and_told_and_ends_other_sessions():
    user = door.person(Role.PRINCIPAL)
    other, client = door.signed_in(user), door.signed_in(user)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": door.code_of(secret)})
    types = {event.details["type"] for event in Event.objects.filter(action="accounts.factor.added")}
    assert types == {"totp", "recovery_codes"}
    assert Notice.objects.filter(kind="accounts.sign_in_changed", to=str(user.pk)).count() == 1
    assert other.get(reverse("session-list"))["Location"].startswith(reverse("account_login"))
    assert client.get(reverse("session-list")).status_code == 200


def test_the_secret_of_the_app_is_not_readable_in_the_database():
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    assert secret not in str(Authenticator.objects.get(user=user, type="totp").data)


def test_with_a_factor_the_password_alone_opens_nothing():
    user = door.person(Role.PRINCIPAL)
    door.enrol_app(user)
    client = Client()
    assert door.login(client, user)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("my-account"))["Location"].startswith(reverse("account_login"))


def test_a_session_without_the_factor_cannot_add_another_one():
    user = door.person(Role.PRINCIPAL)
    door.enrol_app(user)
    client = Client()
    client.force_login(user)
    setup = reverse("second-factor-setup")
    for name in ("mfa_add_webauthn", "mfa_activate_totp", "mfa_index", "my-account", "mfa_view_recovery_codes"):
        assert client.get(reverse(name))["Location"] == setup
    assert client.get(reverse("mfa_reauthenticate")).status_code == 200


def test_giving_the_factor_later_opens_the_pages():
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    client = Client()
    client.force_login(user)
    key = client.session.session_key
    client.post(reverse("mfa_reauthenticate"), {"code": door.code_of(secret)})
    assert client.get(reverse("my-account")).status_code == 200
    assert client.session.session_key != key, "a new key after proving it again"


def test_a_code_of_the_app_works_once():
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    with time_machine.travel(NOON, tick=False):
        door.signed_in(user, secret)
        client = Client()
        door.login(client, user)
        answer = client.post(reverse("mfa_authenticate"), {"code": door.code_of(secret)})
    assert answer.status_code == 200, "the form again, not the door"
    refused = Event.objects.filter(action="accounts.session.refused").last()
    assert refused.details["why"] == "second_factor"


def test_the_second_step_waits_five_minutes_at_most():
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    client = Client()
    with time_machine.travel(NOON, tick=False) as clock:
        door.login(client, user)
        clock.shift(datetime.timedelta(minutes=5, seconds=1))
        answer = client.post(reverse("mfa_authenticate"), {"code": door.code_of(secret)})
        assert answer["Location"] == reverse("account_login")
        assert client.get(reverse("my-account")).status_code == 302


def test_a_recovery_code_counts_and_works_once():
    user = door.person(Role.PRINCIPAL)
    door.enrol_app(user)
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
    client = Client()
    door.login(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("my-account")).status_code == 200
    other = Client()
    door.login(other, user)
    assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_the_last_factor_of_such_a_role_cannot_be_removed():
    user = door.person(Role.PRINCIPAL)
    client = door.signed_in(user, door.enrol_app(user))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_a_passkey_that_is_the_last_factor_cannot_be_removed_either(rf):
    user = door.person(Role.PRINCIPAL)
    client = door.signed_in(user, door.enrol_app(user))
    key = door.enrol_key(user)
    Authenticator.objects.filter(user=user, type="totp").delete()
    answer = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert answer["Location"] == reverse("mfa_index")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_mark_belongs_to_one_person_only(client):
    user, other = door.person(Role.PRINCIPAL), door.person(Role.SRO)
    client.force_login(user)
    session = client.session
    sessions.mark_second_factor(session, how="demo", at=timezone.now())
    assert sessions.second_factor_given(session, user)
    assert not sessions.second_factor_given(session, other)


def test_the_demo_enters_with_the_second_factor_counted_as_given(rf):
    user = door.person(Role.PRINCIPAL)
    client = Client()
    request = rf.get("/")
    request.session = client.session
    request._messages = None
    enter(request, user, second_factor="demo")
    request.session.save()
    client.cookies["session"] = request.session.session_key
    assert client.get(reverse("my-account")).status_code == 200
