"""Where allauth asks the portal: who may come in, what is recorded, which providers there are.

Nobody signs up here. People come by invitation; a single sign-on enters the one account its issuer and subject
were bound to, and never finds an account by its e-mail address.
"""
# ruff: noqa: ARG002  the arguments are allauth's, and it passes some of them by name

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts import devices, limits
from accounts.actions import door, recovery, refusals, sessions, sign_on
from accounts.events import NoticeKind
from accounts.middleware import client_ip, origin_of
from accounts.models import KeptForm, SignOnProvider, User
from accounts.outbound import OutsideSession
from accounts.reach import reach_of
from common.addresses import address_of
from common.crypto import seal, unseal

logger = logging.getLogger(__name__)

TOTP_PURPOSE = "totp"

# allauth's name of a mail, and ours. What is told after a change goes through the ledger instead, as a notice.
MAILS = {
    "account/email/login_code": NoticeKind.SIGN_IN_CODE,
    "account/email/password_reset_key": NoticeKind.PASSWORD_RESET,
    "account/email/unknown_account": NoticeKind.UNKNOWN_ADDRESS,
}

HOW = {
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.TOTP: "totp",
    Authenticator.Type.RECOVERY_CODES: "recovery_code",
}


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, codes and sessions."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait a quarter of an hour, or sign in another way now: with a passkey, or with a "
            "code that we mail you."
        ),
        "too_many_mails": _("Too many mails were asked for from here. Wait a minute, then ask again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by invitation."""
        return False

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with our own for the second factor."""
        ours = f"{SecondFactorStage.__module__}.{SecondFactorStage.__qualname__}"
        return [
            ours if stage == "allauth.mfa.stages.AuthenticateStage" else stage for stage in super().get_login_stages()
        ]

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin a session under a new key, mark the second factor if one was given, and record it."""
        at = timezone.now()
        asserted = sign_on.factor_asserted(request.session, user)
        records = get_authentication_records(request, user)
        super().login(request, user)
        user.origin = origin_of(request)
        devices.remember(request, user.email)
        EmailAddress.objects.get_or_create(
            user=user, email=address_of(user.email), defaults={"verified": True, "primary": True}
        )
        factors = [HOW.get(entry.get("type"), "other") for entry in records if entry.get("method") == "mfa"]
        if factors:
            sessions.mark_second_factor(request.session, how=factors[-1], at=at)
        elif asserted:
            sessions.mark_second_factor(request.session, how=asserted, at=at)
        if KeptForm.objects.visible_to(user).waiting(at).exists():
            request.session[sessions.KEPT_WAITS] = True
        methods = {str(entry["method"]) for entry in records if entry.get("method") != "mfa"} | set(factors)
        sessions.began(by=user, session=request.session, at=at, how=methods)

    def logout(self, request: HttpRequest) -> None:
        """End the session: its row goes, and the ledger says so."""
        user: Any = request.user
        user.origin = origin_of(request)
        sessions.ended(by=user, session=request.session, at=timezone.now())
        super().logout(request)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn away a person whose account is closed; carry out a reset that is due before a factor is asked for."""
        recovery.complete_for(user=user, at=timezone.now())
        if user.waits:
            refusals.sign_in(by=stranger(request), at=timezone.now(), why="not_joined", user=user)
            answer: HttpResponse = self.respond_user_inactive(request, user)
            return answer
        if not user.is_active:
            refusals.sign_in(by=stranger(request), at=timezone.now(), why="closed_account", user=user)
        turned: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return turned

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """allauth's own, but by our limits, and that a closed account's right password is answered as a wrong one."""
        counted = limits.begin_try(request, step="password", email=str(credentials.get("email", "")))
        if counted is None:
            raise self.validation_error("too_many_login_attempts")
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user:
            counted.forgive()
        else:
            self.authentication_failed(request, **credentials)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a wrong password: where it came from and whose account it was tried on, never what was typed."""
        user = User.objects.filter(email__iexact=address_of(str(credentials.get("email", "")))).first()
        why = "closed_account" if user and not user.is_active else "password"
        refusals.sign_in(by=stranger(request), at=timezone.now(), why=why, user=user)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """After a password reset by mail, which allauth asks for by this name."""
        limits.forget(request, step="password", email=str(credentials.get("email", "")))

    def set_password(self, user: Any, password: str) -> None:
        """Save a new password, tell the person, and end every other session."""
        request = context.request
        own = request.user.is_authenticated and request.user.pk == user.pk
        with transaction.atomic():
            super().set_password(user, password)
            sessions.password_set(
                user=user,
                by=request.user if own else None,
                at=timezone.now(),
                keep=(request.session.session_key or "") if own else "",
            )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first factor, nor for five minutes after one was given; allauth would ask in a circle."""
        request = context.request
        if app == "allauth.mfa" and request.user.is_authenticated:
            if sessions.second_factor_fresh(request.session, request.user, timezone.now()):
                return False
            if not sessions.has_factor(request.user):
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail: at the portal's own address, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue one mail about signing in, by our own templates: no request waits for a mail server."""
        kind = MAILS.get(template_prefix)
        if kind is not None and User.objects.waiting().filter(email__iexact=address_of(email)).exists():
            # Who came with a roster has no account to get into yet: they read what a stranger reads, and no link.
            kind, context = MAILS["account/email/unknown_account"], {}
        if kind is None:
            raise LookupError(f"{template_prefix} is a mail the portal does not send.")
        words = {
            "code": context.get("code", ""),
            "link": context.get("password_reset_url", ""),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        language = translation.get_language() or settings.LANGUAGE_CODE
        door.mail(kind=kind, email=email, words=words, language=language, at=timezone.now())

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """To the sign-in page."""
        return reverse("account_login")


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor at sign-in, unless the person's provider said that it had."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """The response that asks, or None to go on; allauth's contract."""
        asserted = sign_on.factor_asserted(self.request.session, self.login.user)
        if asserted and (asserted in sessions.STRONG or not asks_for_passkey(self.login.user)):
            return None, True
        handled: tuple[HttpResponse | None, bool] = super().handle()
        return handled


def asks_for_passkey(user: Any) -> bool:
    """Whether a role of the person asks for a passkey, and they have one to give."""
    return reach_of(user).needs_strong_factor and sessions.has_passkey(user)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""

    def encrypt(self, text: str) -> str:
        """Authenticator secrets are sealed at rest."""
        return seal(text, purpose=TOTP_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed authenticator secret."""
        return unseal(encrypted_text, purpose=TOTP_PURPOSE)

    def get_totp_label(self, user: Any) -> str:
        """What the authenticator app shows."""
        return str(user.email)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name to begin with; the person may change it."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return translation.gettext("Passkey {number}").format(number=count + 1)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of a person whose role asks for one, and not the last passkey where it asks for that."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        reach = reach_of(authenticator.user)
        if reach.needs_strong_factor and authenticator.type == Authenticator.Type.WEBAUTHN:
            return bool(others.filter(type=Authenticator.Type.WEBAUTHN).exists())
        return others.filter(type__in=sessions.REAL_FACTORS).exists() or not reach.needs_second_factor


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: each row of SignOnProvider is one issuer, for the people of one organization."""

    def get_requests_session(self) -> OutsideSession:
        """What discovery, keys and tokens are fetched with."""
        return OutsideSession()

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers in use, as allauth wants them; nothing is read from allauth's own table or settings."""
        rows = SignOnProvider.objects.enabled().order_by("name_folded")
        if provider and provider != "openid_connect":
            rows = rows.filter(provider_id=provider)
        if client_id:
            rows = rows.filter(client_id=client_id)
        return [sign_on.as_app(row) for row in rows]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Check the issuer, and keep of the provider's answer only what identity and second factor need."""
        try:
            sign_on.keep_identity(sociallogin.account)
        except sign_on.SignOnRefused as refusal:
            raise turned_away(request, refusal.why) from None
        return super().populate_user(request, sociallogin, data)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Never. An address says nothing about who controls an account."""
        return

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in who is bound to the subject, bind who comes with an invitation, turn away everybody else."""
        known = sociallogin.user if sociallogin.is_existing else None
        at = timezone.now()
        try:
            provider = sign_on.provider_of(sociallogin.account)
            if sociallogin.state.get("process") == "connect":
                self._connect(request, sociallogin.account, known)
            elif known is not None:
                sign_on.check_may_enter(user=known, provider=provider, at=at)
            else:
                user = sign_on.complete_invitation(
                    session=request.session,
                    provider=provider,
                    account=sociallogin.account,
                    by=stranger(request),
                    at=at,
                )
                sociallogin.user, sociallogin.account.user = user, user
        except sign_on.SignOnRefused as refusal:
            raise turned_away(request, refusal.why, known) from None
        sign_on.keep_assertion(session=request.session, provider=provider, account=sociallogin.account)
        if known is not None and request.user.is_authenticated and request.user.pk == known.pk:
            self._again(request, known, str(sociallogin.state.get("next") or ""))

    @staticmethod
    def _again(request: HttpRequest, user: User, back: str) -> None:
        """Who is signed in came to show that it is still them: the session goes on, under a new key."""
        if asserted := sign_on.factor_asserted(request.session, user):
            sessions.mark_second_factor(request.session, how=asserted, at=timezone.now())
            key = str(request.session.session_key)
            request.session.cycle_key()
            sessions.moved(old=key, new=str(request.session.session_key))
        inside = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        raise ImmediateHttpResponse(redirect(back if inside else "home"))

    @staticmethod
    def _connect(request: HttpRequest, account: SocialAccount, known: User | None) -> None:
        """Bind the subject to the signed-in person, who proved a moment ago that it is them."""
        by: Any = request.user
        if not by.is_authenticated or is_reauthentication_required(request, app="allauth.socialaccount"):
            raise sign_on.SignOnRefused("again")
        if known is None:
            sign_on.connect(by=by, at=timezone.now(), account=account)
        elif known.pk != by.pk:
            raise sign_on.SignOnRefused("taken")
        messages.success(request, translation.gettext("Connected: you can sign in through your organization now."))
        raise ImmediateHttpResponse(redirect("my-account"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never; an invitation was taken before this is asked."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say in words that it did not work; the reason goes to the log, without what the provider sent."""
        logger.warning(
            "single sign-on failed: %s %s",
            error or "",
            type(exception).__name__ if exception else "",
            extra={"request": request},
        )
        raise turned_away(request, "sign_on_failed")


def turned_away(request: HttpRequest, why: str, user: User | None = None) -> ImmediateHttpResponse:
    """The refusal of a single sign-on, recorded, and the page that explains it in words."""
    refusals.sign_in(by=stranger(request), at=timezone.now(), why=why, user=user)
    return ImmediateHttpResponse(render(request, "accounts/sign_on_refused.html", {"why": why}, status=403))


def stranger(request: HttpRequest) -> sessions.Stranger:
    """Somebody who is not signed in, for the ledger."""
    return sessions.Stranger(origin=origin_of(request))


def enter(request: HttpRequest, user: User, *, second_factor: str = "") -> None:
    """Sign a person in without asking anything: for the demo's personas and an invitation just accepted.

    `second_factor` is how it counts as given ("demo"); empty when it was not, and then enrolment comes first.
    """
    AccountAdapter(request).login(request, user)
    at = timezone.now()
    if second_factor:
        sessions.mark_second_factor(request.session, how=second_factor, at=at)
    sessions.seen(
        key=str(request.session.session_key),
        user=user,
        ip=client_ip(request),
        user_agent=request.headers.get("User-Agent", ""),
        at=at,
    )
