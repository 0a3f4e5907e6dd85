"""Single sign-on: whose provider it is, whom it may let in, and how an invitation binds a subject to an account.

Identity is the issuer and the subject it names. A provider row is one issuer for ever, so the row and the
subject together are that pair. An address is never looked up, and a provider lets in nobody whose roles reach
beyond the organization it belongs to.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from accounts import notices, tokens
from accounts.access import require
from accounts.actions import invitations, sessions
from accounts.errors import AccountExists
from accounts.events import EventName
from accounts.models import Invitation, Organization, SignOnProvider, User
from accounts.outbound import is_outside_name
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.addresses import address_of
from common.crypto import seal, unseal
from common.folding import with_folded
from common.refusals import Refused
from ledger.actions.events import record

SECRET_PURPOSE = "sign-on secret"  # noqa: S105  a word, not a secret
INVITATION = "sign_on_invitation"
ASSERTED = "sign_on_asserted"

# RFC 8176: one that says "more than one factor", or a knowledge factor with one that is held or part of the body.
KNOWN = frozenset({"pwd", "pin", "kba"})
HELD = frozenset({"otp", "hwk", "swk", "pop", "sc", "fpt", "face", "iris", "retina", "vbm"})
# A key in hardware or a smart card (RFC 8176), and the word that providers use for a passkey. "swk" and "pop" are left
# out: large providers write them for a tap on a phone as well, which a false page can bring about.
RESISTANT_METHODS = frozenset({"hwk", "sc", "fido", "phr", "phrh"})
# OpenID Connect Extended Authentication Profile ACR Values 1.0: phishing-resistant, and that in hardware.
RESISTANT_CLASSES = frozenset({"phr", "phrh"})


class SignOnRefused(Refused):
    """The provider answered, and the person may not come in by it. `why` is a fixed word the page explains."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


# What allauth is given --------------------------------------------------------------------------------------------


def as_app(row: SignOnProvider) -> SocialApp:
    """The provider as allauth wants it, never saved."""
    return SocialApp(
        provider="openid_connect",
        provider_id=row.provider_id,
        name=row.name,
        client_id=row.client_id,
        secret=unseal(row.secret, purpose=SECRET_PURPOSE),
        settings={"server_url": row.server_url, "oauth_pkce_enabled": True, "fetch_userinfo": False},
    )


def provider_of(account: SocialAccount) -> SignOnProvider:
    """The provider that spoke of this account. Raises SignOnRefused when it is not in use any more."""
    row = SignOnProvider.objects.enabled().select_related("organization").filter(provider_id=account.provider).first()
    if row is None:
        raise SignOnRefused("not_in_use")
    return row


def keep_identity(account: SocialAccount) -> None:
    """Reduce the provider's answer to issuer and methods. Raises SignOnRefused for another issuer than the row's."""
    token: Mapping[str, Any] = account.extra_data.get("id_token") or {}
    issuer = str(token.get("iss", ""))
    if issuer.rstrip("/") != provider_of(account).server_url.rstrip("/") or str(token.get("sub", "")) != account.uid:
        raise SignOnRefused("issuer")
    methods = token.get("amr")
    account.extra_data = {
        "iss": issuer,
        "amr": [str(method)[:20] for method in methods[:10]] if isinstance(methods, list) else [],
        "acr": str(token.get("acr") or "")[:100],
    }


def asserts_two_factors(methods: object) -> bool:
    """Whether the provider's list of methods (the amr claim, RFC 8176) says that two factors were given."""
    named = frozenset(methods) if isinstance(methods, list) else frozenset()
    return "mfa" in named or bool(named & KNOWN and named & HELD)


def asserts_resistance(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says, by `amr` or by `acr`, that no false page could have passed on what was given."""
    methods = claims.get("amr")
    named = frozenset(methods) if isinstance(methods, list) else frozenset()
    return bool(named & RESISTANT_METHODS) or claims.get("acr") in RESISTANT_CLASSES


def keep_assertion(*, session: SessionBase, provider: SignOnProvider, account: SocialAccount) -> None:
    """Note for the rest of this sign-in which second factor the provider asked for, where its word counts."""
    session.pop(ASSERTED, None)
    claims = account.extra_data
    if provider.asserts_second_factor and asserts_two_factors(claims.get("amr")):
        how = "sign_on_strong" if asserts_resistance(claims) else "sign_on"
        session[ASSERTED] = {"user": str(account.user_id), "how": how}


def factor_asserted(session: SessionBase, user: User | None) -> str:
    """How the provider vouched for this person's second factor in the sign-in under way, as the mark says it; or ""."""
    asserted = session.get(ASSERTED)
    if user is None or not isinstance(asserted, dict) or asserted.get("user") != str(user.pk):
        return ""
    return str(asserted["how"])


# Who may come in --------------------------------------------------------------------------------------------------


def check_may_enter(*, user: User, provider: SignOnProvider, at: datetime) -> None:
    """Raise SignOnRefused for a person with a role beyond the provider's side, or with none on it now."""
    if not stays_within(user=user, organization=provider.organization, at=at):
        raise SignOnRefused("other_side")


def stays_within(*, user: User, organization: Organization, at: datetime) -> bool:
    """Whether every role the person holds is on that organization's side, and there is one.

    Else the administrator of one side, who chooses the provider, could enter an account that reaches the other.
    """
    held = reach_of(user, at).held
    return bool(held) and all(one.side_id == organization.pk for one in held)


def providers_for(user: User, at: datetime) -> list[SignOnProvider]:
    """The providers the person may bind to their account."""
    rows = SignOnProvider.objects.enabled().filter(organization__in=reach_of(user, at).sides)
    return [
        row
        for row in rows.select_related("organization").order_by("name_folded")
        if stays_within(user=user, organization=row.organization, at=at)
    ]


# Invitations ------------------------------------------------------------------------------------------------------


def providers_for_invitation(invitation: Invitation) -> list[SignOnProvider]:
    """The providers an invitation may be accepted with: those of the inviting side."""
    if invitation.organization is None:
        return []
    return list(
        SignOnProvider.objects.enabled().filter(organization=invitation.organization.side_id).order_by("name_folded")
    )


def begin_with_invitation(session: SessionBase, invitation: Invitation) -> None:
    """Remember, until the provider answers, that this browser holds the link of that invitation.

    Then send the person to the provider's sign-in (`openid_connect_login`, by POST).
    """
    session[INVITATION] = {"id": str(invitation.pk), "round": invitation.token_hash}


def complete_invitation(
    *, session: SessionBase, provider: SignOnProvider, account: SocialAccount, by: sessions.Stranger, at: datetime
) -> User:
    """Make the account an open invitation is for and bind it to the issuer's subject.

    Raises SignOnRefused: without an invitation in hand ("unknown"), with one from another side ("other_side"), with
    one that was used or ran out ("invitation_closed"), and where the address has an account already ("has_account"):
    that person signs in as before and connects the provider on their own page.
    """
    held = session.pop(INVITATION, None)
    if not isinstance(held, dict):
        raise SignOnRefused("unknown")
    invitation = (
        Invitation.objects.open(at)
        .select_related("organization__parent", "invited_by")
        .filter(pk=held["id"], token_hash=held["round"])
        .first()
    )
    token = tokens.rebuild(invitation.pk, invitation.nonce, invitation.token_hash) if invitation else None
    if invitation is None or token is None or not invitation.email or not invitations.is_founded(invitation, at):
        raise SignOnRefused("invitation_closed")
    if invitation.organization is None or invitation.organization.side_id != provider.organization_id:
        raise SignOnRefused("other_side")
    address = address_of(invitation.email)
    with transaction.atomic():
        name = invitation.name or address.partition("@")[0]
        try:
            user = invitations.account_for(
                address=address, name=name, side_id=invitation.side_id, origin=by.origin, at=at
            )
        except AccountExists:
            raise SignOnRefused("has_account") from None
        account.user = user
        account.save(force_insert=True)
        invitations.accept_by_sign_on(by=user, at=at, token=token)
    return user


# Settings of an organization --------------------------------------------------------------------------------------


def require_issuer(server_url: str) -> None:
    """Raise SignOnRefused unless an issuer can have the address: https and a host named outside (or this machine's).

    What the name stands for is looked at each time it is reached (`accounts.outbound`).
    """
    parts = urlsplit(server_url)
    host = parts.hostname or ""
    on_this_machine = host in ("localhost", "127.0.0.1", "::1") and not settings.PRODUCTION
    if parts.username or parts.query or not (on_this_machine or is_outside_name(host)):
        raise SignOnRefused("issuer_address")
    if parts.scheme != "https" and settings.PRODUCTION:
        raise SignOnRefused("issuer_address")


def add(
    *,
    by: User,
    at: datetime,
    organization: Organization,
    name: str,
    provider_id: str,
    server_url: str,
    client_id: str,
    secret: str,
    asserts_second_factor: bool,
) -> SignOnProvider:
    """Set up single sign-on for an organization. Its issuer stays as it is: another issuer is another provider.

    Raises AccessDenied, or SignOnRefused for an address no issuer has.
    """
    require(by=by, permission=Permission.SIGN_ON_MANAGE, on=organization, at=at)
    require_issuer(server_url)
    with transaction.atomic():
        row = SignOnProvider.objects.create(
            organization=organization,
            name=name,
            provider_id=provider_id,
            server_url=server_url,
            client_id=client_id,
            secret=seal(secret, purpose=SECRET_PURPOSE),
            asserts_second_factor=asserts_second_factor,
            created_at=at,
        )
        _record(EventName.SIGN_ON_PROVIDER_ADDED, by=by, at=at, row=row)
    return row


def change(
    *,
    by: User,
    at: datetime,
    provider: SignOnProvider,
    name: str,
    client_id: str,
    secret: str,
    asserts_second_factor: bool,
    enabled: bool,
) -> SignOnProvider:
    """Change everything but the issuer and its short name; an empty secret keeps the one there is."""
    require(by=by, permission=Permission.SIGN_ON_MANAGE, on=provider.organization, at=at)
    with transaction.atomic():
        provider.name, provider.client_id = name, client_id
        provider.asserts_second_factor, provider.enabled = asserts_second_factor, enabled
        if secret:
            provider.secret = seal(secret, purpose=SECRET_PURPOSE)
        changed = ["name", "client_id", "secret", "asserts_second_factor", "enabled"]
        provider.save(update_fields=with_folded(SignOnProvider, changed))
        _record(EventName.SIGN_ON_PROVIDER_CHANGED, by=by, at=at, row=provider, enabled=enabled)
    return provider


def connect(*, by: User, at: datetime, account: SocialAccount) -> SocialAccount:
    """Bind a provider's subject to one's own account. Raises SignOnRefused for a provider of another side."""
    provider = provider_of(account)
    if not stays_within(user=by, organization=provider.organization, at=at):
        raise SignOnRefused("other_side")
    with transaction.atomic():
        account.user = by
        account.save(force_insert=True)
        _bound(EventName.SIGN_ON_BOUND, change="sign_on_bound", by=by, at=at, provider_id=provider.provider_id)
    return account


def disconnect(*, by: User, at: datetime, account: SocialAccount) -> None:
    """Unbind a provider's subject from one's own account. Raises SignOnRefused without another way to sign in."""
    if account.user_id != by.pk:
        raise SignOnRefused("unknown")
    if not by.has_usable_password() and not sessions.has_factor(by):
        raise SignOnRefused("only_way")
    with transaction.atomic():
        account.delete()
        _bound(EventName.SIGN_ON_UNBOUND, change="sign_on_unbound", by=by, at=at, provider_id=account.provider)


def _bound(action: EventName, *, change: str, by: User, at: datetime, provider_id: str) -> None:
    notices.sign_in_changed(user=by, change=change, at=at)
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.user", str(by.pk)),
        organization=sessions.side_of(by, at),
        data={"provider": provider_id},
    )


def _record(action: EventName, *, by: User, at: datetime, row: SignOnProvider, **data: bool) -> None:
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.sign_on_provider", str(row.pk)),
        organization=row.organization_id,
        data={"provider": row.provider_id, "asserts_second_factor": row.asserts_second_factor, **data},
    )
