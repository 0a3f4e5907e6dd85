"""Every address of allauth the portal serves, by name; what is not in this list answers 404.

allauth's own names are kept, since its views and templates look pages up by them. The names in CLOSED exist for that
reason alone: nobody signs up, changes an address or binds a provider by allauth's pages.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path, re_path

from accounts.access import public, requires
from accounts.views.sign_in import (
    answering,
    closed,
    going_on,
    keeping_one,
    leaving,
    noting,
    renewing,
    signing_out,
    watching,
)

mine = requires()

CLOSED = {
    "account_signup": "sign-up/",
    "account_email": "account/email/",
    "account_email_verification_sent": "sign-in/address/",
    "mfa_download_recovery_codes": "account/second-factor/recovery-codes/download/",
    "socialaccount_signup": "sign-in/with/sign-up/",
    "socialaccount_connections": "account/sign-on/",
    "socialaccount_login_cancelled": "sign-in/with/cancelled/",
    "socialaccount_login_error": "sign-in/with/error/",
    "usersessions_list": "account/all-sessions/",
}

urlpatterns = [
    # The door
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/code/", public(account.request_login_code), name="account_request_login_code"),
    path("sign-in/code/confirm/", public(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-factor/", public(noting(mfa.authenticate)), name="mfa_authenticate"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("sign-out/", public(signing_out(account.logout)), name="account_logout"),
    path(
        "sign-in/with/<slug:provider_id>/",
        public(leaving(answering(openid_connect.login))),
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        public(answering(openid_connect.callback)),
        name="openid_connect_callback",
    ),
    # A forgotten password
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path("password/reset/sent/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # It is still you
    path("sign-in/again/", mine(renewing(account.reauthenticate)), name="account_reauthenticate"),
    path("sign-in/again/code/", mine(renewing(mfa.reauthenticate)), name="mfa_reauthenticate"),
    path(
        "sign-in/again/passkey/", mine(renewing(webauthn.reauthenticate_webauthn)), name="mfa_reauthenticate_webauthn"
    ),
    # One's own password and factors
    path("account/password/", mine(account.password_change), name="account_change_password"),
    path("account/password/first/", mine(account.password_set), name="account_set_password"),
    path("account/second-factor/", mine(mfa.index), name="mfa_index"),
    path("account/second-factor/app/", mine(watching(totp.activate_totp)), name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", mine(watching(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("account/second-factor/passkeys/", mine(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path(
        "account/second-factor/passkeys/add/", mine(going_on(watching(webauthn.add_webauthn))), name="mfa_add_webauthn"
    ),
    path("account/second-factor/passkeys/<int:pk>/name/", mine(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "account/second-factor/passkeys/<int:pk>/remove/",
        mine(keeping_one(watching(webauthn.remove_webauthn))),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/second-factor/recovery-codes/",
        mine(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-factor/recovery-codes/new/",
        mine(watching(recovery_codes.generate_recovery_codes)),
        name="mfa_generate_recovery_codes",
    ),
    *(path(address, public(closed), name=name) for name, address in CLOSED.items()),
]
