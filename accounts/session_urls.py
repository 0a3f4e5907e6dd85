"""One's own account and sessions, resets of a lost second factor, single sign-on of an organization."""

from django.urls import path

from accounts.views import account, addresses, recovery, sessions, sign_on

urlpatterns = [
    path("account/", account.my_account, name="my-account"),
    path("account/address/", addresses.my_address, name="my-address"),
    path("account/address/<str:token>/", addresses.my_address_confirm, name="my-address-confirm"),
    path("account/second-factor/set-up/", account.second_factor_setup, name="second-factor-setup"),
    path("sign-in/again/organization/", account.sign_on_again, name="sign-on-again"),
    path("account/sign-on/<int:pk>/remove/", account.sign_on_disconnect, name="sign-on-disconnect"),
    path("account/sessions/", sessions.session_list, name="session-list"),
    path("account/sessions/<int:pk>/end/", sessions.session_end, name="session-end"),
    path("account/sessions/end-all/", sessions.session_end_all, name="session-end-all"),
    path("account/sessions/ping/", sessions.session_ping, name="session-ping"),
    path("factor-resets/", recovery.factor_reset_list, name="factor-reset-list"),
    path("factor-resets/find/", recovery.factor_reset_find, name="factor-reset-find"),
    path("factor-resets/ask/<uuid:person>/", recovery.factor_reset_ask, name="factor-reset-ask"),
    path("factor-resets/<uuid:pk>/agree/", recovery.factor_reset_agree, name="factor-reset-agree"),
    path("factor-resets/<uuid:pk>/stop/", recovery.factor_reset_stop, name="factor-reset-stop"),
    path("sign-on/", sign_on.sign_on_list, name="sign-on-list"),
    path("sign-on/add/<uuid:organization>/", sign_on.sign_on_add, name="sign-on-add"),
    path("sign-on/<uuid:pk>/", sign_on.sign_on_change, name="sign-on-change"),
]
