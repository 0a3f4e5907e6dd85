"""Headers of every answer: policy, no-store, and a forged Host."""

import logging

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from accounts.access import AccessDenied, requires
from accounts.roles import Role
from config import urls as portal
from tests.accounts import door

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


@requires()
def download(request):
    return HttpResponse("a,b", content_type="text/csv", headers={"Cache-Control": "max-age=600"})


@requires()
def broken(request):
    raise RuntimeError("broken")


@requires()
def denied(request):
    raise AccessDenied("no")


class WithProbes:
    urlpatterns = [path("download/", download), path("broken/", broken), path("denied/", denied), *portal.urlpatterns]
    handler400, handler403 = portal.handler400, portal.handler403
    handler404, handler500 = portal.handler404, portal.handler500


def check(answer):
    policy = answer["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";") if part.strip()} == POLICY
    for name, value in FIXED.items():
        assert answer[name] == value, name
    features = dict(part.split("=", 1) for part in answer["Permissions-Policy"].split(", "))
    allowed = {name for name, who in features.items() if who != "()"}
    assert allowed == {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
    assert all(features[name] == "(self)" for name in allowed)


@override_settings(ROOT_URLCONF=WithProbes)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/account/", 200),
        ("/account/sessions/", 200),
        ("/download/", 200),
        ("/no-such-page/", 404),
        ("/denied/", 403),
        ("/broken/", 500),
    ],
)
def test_every_answer_to_a_person_carries_them(address, status, caplog):
    client = door.signed_in(door.person(Role.STAFF), raise_request_exception=False)
    with caplog.at_level(logging.CRITICAL):
        answer = client.get(address)
    assert answer.status_code == status
    check(answer)


@pytest.mark.parametrize("name", ["account_login", "account_request_login_code", "account_reset_password", "help"])
def test_every_answer_to_a_stranger_carries_them(name):
    check(Client().get(reverse(name)))


def test_a_redirect_to_sign_in_carries_them():
    check(Client().get("/account/"))


def test_pages_hold_no_inline_script_style_or_handler():
    client = door.signed_in(door.person(Role.PRINCIPAL))
    for name in ("second-factor-setup", "mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "session-list"):
        page = client.get(reverse(name)).content.decode()
        assert "<style" not in page, name
        assert " style=" not in page, name
        assert " onclick=" not in page, name


def test_a_forged_host_is_refused():
    for host in ("evil.example", "localhost.evil.example", "localhost:80@evil.example"):
        assert Client().get("/sign-in/", headers={"Host": host}).status_code == 400


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites():
    client = door.signed_in(door.person())
    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    client.get("/account/")
    csrf = client.cookies["csrf"]
    assert (csrf["httponly"], csrf["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_logout", "account_reset_password", "account_request_login_code", "mfa_login_webauthn"],
)
def test_a_post_without_a_token_is_refused(name):
    assert Client(enforce_csrf_checks=True).post(reverse(name)).status_code == 403


def test_a_post_of_a_person_without_a_token_is_refused():
    user = door.person()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    for name in ("my-account", "session-end-all", "session-ping", "account_change_password"):
        assert client.post(reverse(name)).status_code == 403, name


def test_the_address_of_a_search_or_a_mail_is_in_no_header():
    answer = Client().post("/sign-in/", {"login": "someone@example.org", "password": "x"})
    assert "someone" not in str(answer.headers)
