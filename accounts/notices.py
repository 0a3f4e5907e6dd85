"""Who is told of what happens to people, where mail finds them, and whether a notice still holds."""

from datetime import datetime

from django.conf import settings
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat, JSONObject, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import tokens
from accounts.events import NoticeKind
from accounts.models import FactorReset, Invitation, Membership, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.bulk_sql import UUIDText
from ledger.actions.mailing import NoticeFact, Recipient
from ledger.actions.notices import queue, queue_all
from ledger.models import Notice

# An invited person has no account yet: their mail is addressed to the invitation itself.
INVITED = "invitation:"
# No mail goes to a closed account, but for the one that says that it was closed.
CLOSED = "closed:"


def recipient(to: str) -> Recipient | None:
    """Where mail to this person goes now, in which language and zone; None when it may go nowhere."""
    if to.startswith(INVITED):
        return invited(to.removeprefix(INVITED))
    if to.startswith(CLOSED):
        user = User.objects.filter(pk=to.removeprefix(CLOSED), is_active=False).first()
    else:
        # Who came with a roster and was not invited has nowhere to open anything.
        user = User.objects.joined().filter(pk=to, is_active=True).first()
    if user is None:
        return None
    return Recipient(address=user.email, zone=zone_of(user), context={"recipient_name": user.name})


def zone_of(user: User) -> str:
    """The zone of the person's first organization; UTC for who has none."""
    found = user.memberships.filter(organization__isnull=False).order_by("starts_on", "created_at", "pk")
    return found.values_list("organization__time_zone", flat=True).first() or "UTC"


def invited(invitation_id: str) -> Recipient | None:
    """The invited address, with the link rebuilt for this one mail."""
    invitation = Invitation.objects.select_related("organization", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or not invitation.email:
        return None
    token = tokens.rebuild(invitation.pk, invitation.nonce, invitation.token_hash)
    if token is None:
        return None
    place = invitation.organization
    return Recipient(
        address=invitation.email,
        zone=place.time_zone if place else "UTC",
        context={
            "link": settings.SITE_URL + reverse("invitation-accept", args=[token]),
            "organization": place.name if place else str(_("the portal itself")),
            "inviter": invitation.invited_by.name if invitation.invited_by else "",
            "invited_name": invitation.name,
            "role": invitation.role,
            "expires_at": invitation.expires_at,
        },
    )


def holds(fact: NoticeFact) -> bool:
    """Whether a notice of this app is still true; one about what has happened always is."""
    if fact.kind == NoticeKind.INVITATION:
        still = Invitation.objects.open(fact.now).filter(
            pk=fact.about[1], nonce__startswith=str(fact.facts["link_round"])
        )
        return still.exists()
    if fact.kind == NoticeKind.FACTOR_RESET_WAITS:
        return FactorReset.objects.pending().filter(pk=fact.about[1], agreed_at__isnull=True).exists()
    if fact.kind in (NoticeKind.FACTOR_RESET_ASKED, NoticeKind.FACTOR_RESET_AGREED):
        return FactorReset.objects.pending().filter(pk=fact.about[1]).exists()
    return True


def invitation(*, invitation: Invitation, at: datetime) -> Notice | None:
    """To the invited address: the link. A link sent again is another notice, and the older one no longer holds."""
    link_round = invitation.nonce[:8]
    return queue(
        kind=NoticeKind.INVITATION,
        to=f"{INVITED}{invitation.pk}",
        at=at,
        about=("accounts.invitation", str(invitation.pk)),
        key=f"{NoticeKind.INVITATION}:{invitation.pk}:{link_round}",
        facts={"link_round": link_round},
        mandatory=True,
    )


def invitation_accepted(*, invitation: Invitation, membership: Membership, at: datetime) -> Notice | None:
    """To who sent the invitation."""
    if invitation.invited_by_id is None:
        return None
    may_see = reach_of(invitation.invited_by, at).may(Permission.PEOPLE_VIEW, invitation.organization)
    place = "organization-detail" if invitation.organization_id else "organization-list"
    seen = reverse(place, args=[invitation.organization_id] if invitation.organization_id else [])
    return queue(
        kind=NoticeKind.INVITATION_ACCEPTED,
        to=invitation.invited_by_id,
        at=at,
        about=("accounts.invitation", str(invitation.pk)),
        key=f"{NoticeKind.INVITATION_ACCEPTED}:{invitation.pk}",
        facts={
            "role": invitation.role,
            "path": reverse("person-detail", args=[membership.user_id]) if may_see else seen,
        },
    )


def role_given(*, membership: Membership, at: datetime) -> Notice | None:
    """To the person: they have a role without having been invited to it."""
    return to_holder(NoticeKind.ROLE_GIVEN, membership=membership, at=at)


def role_changed(*, membership: Membership, before: str, at: datetime) -> Notice | None:
    """To the person: they have another role."""
    return to_holder(NoticeKind.ROLE_CHANGED, membership=membership, at=at, before=before)


def role_ends(*, membership: Membership, at: datetime) -> Notice | None:
    """To the person: the day on which a role ends was set, changed or taken away."""
    last_day = membership.last_day
    said = last_day.isoformat() if last_day else ""
    return to_holder(NoticeKind.ROLE_ENDS, membership=membership, at=at, last_day=said)


def role_ended(*, membership: Membership, at: datetime) -> Notice | None:
    """To the person: a role has ended today. They are told even when it was their last."""
    return to_holder(NoticeKind.ROLE_ENDED, membership=membership, at=at)


def to_holder(kind: NoticeKind, *, membership: Membership, at: datetime, **facts: str) -> Notice | None:
    """A notice about a membership to the person who holds it."""
    return queue(
        kind=kind,
        to=membership.user_id,
        at=at,
        about=("accounts.membership", str(membership.pk)),
        key=f"{kind}:{membership.pk}:{at:%Y%m%dT%H%M%S}",
        facts={"role": membership.role, "path": reverse("home"), **facts},
        mandatory=True,
    )


def roles_given(*, memberships: "QuerySet[Membership]", at: datetime) -> int:
    """To everyone who has joined, of many roles at once: what `role_given` says."""
    return _to_holders(NoticeKind.ROLE_GIVEN, memberships=memberships, at=at)


def roles_ended(*, memberships: "QuerySet[Membership]", at: datetime) -> int:
    """To everyone who has joined, of many roles at once: what `role_ended` says."""
    return _to_holders(NoticeKind.ROLE_ENDED, memberships=memberships, at=at)


def _to_holders(kind: NoticeKind, *, memberships: "QuerySet[Membership]", at: datetime) -> int:
    told = memberships.filter(user__joined_at__isnull=False).annotate(
        notice_to=UUIDText("user_id"),
        notice_about=UUIDText("pk"),
        notice_key=Concat(Value(f"{kind}:"), UUIDText("pk"), Value(f":{at:%Y%m%dT%H%M%S}")),
        notice_facts=JSONObject(role=F("role"), path=Value(reverse("home"), CharField())),
    )
    return queue_all(told, kind=kind, at=at, due=at, about_type="accounts.membership", mandatory=True)


def invitations_sent(*, invitations: "QuerySet[Invitation]", at: datetime) -> int:
    """To every invited address, of many invitations at once: what `invitation` says."""
    sent = invitations.annotate(
        notice_to=Concat(Value(INVITED), UUIDText("pk")),
        notice_about=UUIDText("pk"),
        notice_key=Concat(Value(f"{NoticeKind.INVITATION}:"), UUIDText("pk"), Value(":"), Substr("nonce", 1, 8)),
        notice_facts=JSONObject(link_round=Substr("nonce", 1, 8)),
    )
    return queue_all(sent, kind=NoticeKind.INVITATION, at=at, due=at, about_type="accounts.invitation", mandatory=True)


def factor_reset(kind: NoticeKind, *, reset: FactorReset, at: datetime) -> Notice | None:
    """To the person whose second factor is being reset: it was asked, agreed, stopped or done."""
    return queue(
        kind=kind,
        to=reset.user_id,
        at=at,
        about=("accounts.factor_reset", str(reset.pk)),
        key=f"{kind}:{reset.pk}",
        facts={"path": reverse("my-account")},
        mandatory=True,
    )


def factor_reset_waits(*, reset: FactorReset, to: User, at: datetime) -> Notice | None:
    """To somebody who could be the second to agree: a reset waits for one."""
    return queue(
        kind=NoticeKind.FACTOR_RESET_WAITS,
        to=to.pk,
        at=at,
        about=("accounts.factor_reset", str(reset.pk)),
        key=f"{NoticeKind.FACTOR_RESET_WAITS}:{reset.pk}:{to.pk}",
        facts={"path": reverse("factor-reset-agree", args=[reset.pk])},
        mandatory=True,
    )


def account_closed(*, person: User, at: datetime) -> Notice | None:
    """To the person whose account was closed, though they can open nothing any more."""
    return queue(
        kind=NoticeKind.ACCOUNT_CLOSED,
        to=f"{CLOSED}{person.pk}",
        at=at,
        about=("accounts.user", str(person.pk)),
        key=f"{NoticeKind.ACCOUNT_CLOSED}:{person.pk}:{at.timestamp():.6f}",
        mandatory=True,
    )


def account_opened(*, person: User, at: datetime) -> Notice | None:
    """To the person whose account was opened again."""
    return queue(
        kind=NoticeKind.ACCOUNT_OPENED,
        to=person.pk,
        at=at,
        about=("accounts.user", str(person.pk)),
        key=f"{NoticeKind.ACCOUNT_OPENED}:{person.pk}:{at.timestamp():.6f}",
        facts={"path": reverse("home")},
        mandatory=True,
    )


def ledger_damaged(*, to: User, at: datetime) -> Notice | None:
    """To a portal administrator, once a day: the nightly look found the ledger altered or unprotected."""
    return queue(
        kind=NoticeKind.LEDGER_DAMAGED,
        to=to.pk,
        at=at,
        about=("ledger.event", ""),
        key=f"{NoticeKind.LEDGER_DAMAGED}:{at:%Y-%m-%d}:{to.pk}",
        facts={"path": reverse("home")},
        mandatory=True,
    )


def sign_in_changed(*, user: User, change: str, at: datetime) -> Notice | None:
    """To the person: somebody, we hope they themselves, changed how they sign in. `change` is a fixed word."""
    return queue(
        kind=NoticeKind.SIGN_IN_CHANGED,
        to=user.pk,
        at=at,
        about=("accounts.user", str(user.pk)),
        key=f"{NoticeKind.SIGN_IN_CHANGED}:{user.pk}:{change}:{at.timestamp():.6f}",
        facts={"change": change, "path": reverse("my-account")},
        mandatory=True,
    )
