"""Who is told of what happens to people, where mail finds them, and whether a notice still holds."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account import app_settings as account_settings
from django.conf import settings
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, JSONObject, Substr
from django.urls import reverse

from accounts.events import NoticeKind
from accounts.models import AddressChange, FactorReset, Invitation, Membership, Organization, TakeOut, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.recipients import (
    CLOSED,
    DOOR,
    DOOR_PURPOSE,
    INVITED,
    NEW_ADDRESS,
    OLD_ADDRESS,
    at_door,
    invited,
    of_change,
    zone_of,
)
from accounts.roles import Role
from common.bulk_sql import UUIDText
from common.crypto import seal
from ledger.actions.mailing import NoticeFact, Recipient
from ledger.actions.notices import queue, queue_all
from ledger.heads import sign
from ledger.models import Notice

# Who is told of the ledger itself: its head every day, and that it was found damaged.
LEDGER_WATCHERS = (Role.RECORDS_CUSTODIAN, Role.AGENCY_ADMINISTRATOR, Role.PORTAL_ADMINISTRATOR)
# How long what is said at the door is of use.
OF_USE = {
    NoticeKind.SIGN_IN_CODE: timedelta(seconds=account_settings.LOGIN_BY_CODE_TIMEOUT),
    NoticeKind.PASSWORD_RESET: timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    NoticeKind.UNKNOWN_ADDRESS: timedelta(hours=1),
}


def recipient(to: str) -> Recipient | None:
    """Where mail to this person goes now, in which language and zone; None when it may go nowhere."""
    if to.startswith(INVITED):
        return invited(to.removeprefix(INVITED))
    if to.startswith(DOOR):
        return at_door(to)
    if to.startswith((NEW_ADDRESS, OLD_ADDRESS)):
        return of_change(to)
    if to.startswith(CLOSED):
        user = User.objects.filter(pk=to.removeprefix(CLOSED), is_active=False).first()
    else:
        # Who came with a roster and was not invited has nowhere to open anything.
        user = User.objects.joined().filter(pk=to, is_active=True).first()
    if user is None:
        return None
    return Recipient(address=user.email, zone=zone_of(user), context={"recipient_name": user.name})


def at_the_door(
    kind: NoticeKind, *, email: str, words: Mapping[str, object], language: str, at: datetime
) -> Notice | None:
    """To the address somebody typed at the door, whoever they are. It stands in nobody's inbox."""
    to = f"{DOOR}{uuid.uuid4()}"
    said = json.dumps({"email": email, "language": language, "words": dict(words)})
    return queue(
        kind=kind,
        to=to,
        at=at,
        about=("accounts.door", ""),
        key=f"{kind}:{to}",
        mandatory=True,
        sealed=seal(said, purpose=DOOR_PURPOSE),
        urgent=True,
    )


def holds(fact: NoticeFact) -> bool:
    """Whether a notice of this app is still true; one about what has happened always is."""
    if fact.kind == NoticeKind.INVITATION:
        still = Invitation.objects.open(fact.now).filter(
            pk=fact.about[1], nonce__startswith=str(fact.facts["link_round"])
        )
        return still.exists()
    if fact.kind in OF_USE:
        return fact.now < fact.at + OF_USE[NoticeKind(fact.kind)]
    if fact.kind in (NoticeKind.ADDRESS_LINK, NoticeKind.ADDRESS_ASKED):
        return AddressChange.objects.open(fact.now).filter(pk=fact.about[1]).exists()
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


def address_link(*, change: AddressChange, at: datetime) -> Notice | None:
    """To the new address: the link that shows it is theirs."""
    return _of_change(NoticeKind.ADDRESS_LINK, change=change, to=f"{NEW_ADDRESS}{change.pk}", at=at)


def address_asked(*, change: AddressChange, at: datetime) -> Notice | None:
    """To the person, at the address there is now: another one was asked for, by them or their administrator."""
    who = "self" if change.asked_by_id == change.user_id else "administrator"
    return _of_change(NoticeKind.ADDRESS_ASKED, change=change, to=change.user_id, at=at, change_by=who)


def address_changed(*, change: AddressChange, at: datetime) -> None:
    """To both addresses, the new one and the one before."""
    _of_change(NoticeKind.ADDRESS_CHANGED, change=change, to=change.user_id, at=at)
    _of_change(NoticeKind.ADDRESS_CHANGED, change=change, to=f"{OLD_ADDRESS}{change.pk}", at=at)


def _of_change(
    kind: NoticeKind, *, change: AddressChange, to: object, at: datetime, change_by: str = ""
) -> Notice | None:
    return queue(
        kind=kind,
        to=to if isinstance(to, str) else str(to),
        at=at,
        about=("accounts.address_change", str(change.pk)),
        key=f"{kind}:{change.pk}:{'before' if str(to).startswith(OLD_ADDRESS) else 'now'}",
        facts={"path": reverse("my-account"), **({"change": change_by} if change_by else {})},
        mandatory=True,
    )


def ledger_damaged(*, at: datetime) -> int:
    """To those who watch over the ledger, once a day: it was found altered or unprotected."""
    watchers = _watchers(NoticeKind.LEDGER_DAMAGED, at).annotate(
        notice_facts=JSONObject(path=Value(reverse("home"), CharField()))
    )
    return queue_all(watchers, kind=NoticeKind.LEDGER_DAMAGED, at=at, due=at, about_type="ledger.event", mandatory=True)


def take_out(row: TakeOut, *, at: datetime) -> None:
    """To the records custodians of the districts concerned and the administrators of the agencies, but for the person.

    A district without another custodian has its administrators told.
    """
    told = set()
    for side in row.concerned.all():
        roles = (Role.AGENCY_ADMINISTRATOR,) if side.is_agency else (Role.RECORDS_CUSTODIAN,)
        found = _holders(side, roles, row, at)
        if not found and not side.is_agency:
            found = _holders(side, (Role.DISTRICT_ADMINISTRATOR,), row, at)
        told |= found
    for person in sorted(told):
        queue(
            kind=NoticeKind.TAKE_OUT,
            to=person,
            at=at,
            about=("accounts.takeout", str(row.pk)),
            key=f"{NoticeKind.TAKE_OUT}:{row.pk}:{person}",
            facts={"path": reverse("take-out-detail", args=[row.pk])},
            mandatory=True,
        )


def _holders(side: Organization, roles: Iterable[Role], row: TakeOut, at: datetime) -> set[UUID]:
    held = Membership.objects.on_day(side.today(at)).filter(organization=side, role__in=roles, user__is_active=True)
    return set(held.exclude(user=row.user_id).values_list("user", flat=True))


def ledger_head(*, seq: int, digest: str, at: datetime) -> int:
    """To those who watch over the ledger, once a day: how far it was found whole, signed."""
    watchers = _watchers(NoticeKind.LEDGER_HEAD, at).annotate(
        notice_facts=JSONObject(
            path=Value(reverse("home"), CharField()),
            head=Value(f"{seq}:{digest}", CharField()),
            signature=Value(sign(seq, digest), CharField()),
            number=Value(seq, IntegerField()),
        )
    )
    return queue_all(watchers, kind=NoticeKind.LEDGER_HEAD, at=at, due=at, about_type="ledger.event", mandatory=True)


def mail_turned_away(*, at: datetime) -> int:
    """To portal administrators, once a day: the mail server has something against the portal itself.

    They find it in the inbox at once; whether mail reaches them is up to that server.
    """
    watchers = _watchers(NoticeKind.MAIL_TURNED_AWAY, at, roles=(Role.PORTAL_ADMINISTRATOR,)).annotate(
        notice_facts=JSONObject(path=Value(reverse("home"), CharField()))
    )
    return queue_all(
        watchers, kind=NoticeKind.MAIL_TURNED_AWAY, at=at, due=at, about_type="ledger.notice", mandatory=True
    )


def work_stands_still(*, at: datetime) -> None:
    """To portal administrators, once a day, before all other mail: a job has not ended well for twice its time."""
    _alarm(NoticeKind.WORK_STANDS_STILL, at)


def mail_stands_still(*, at: datetime) -> None:
    """To portal administrators, once a day, before all other mail: mail has waited for over an hour."""
    _alarm(NoticeKind.MAIL_STANDS_STILL, at)


def clocks_differ(*, at: datetime) -> None:
    """To portal administrators, once a day: a machine's clock and the database's are over two seconds apart."""
    _alarm(NoticeKind.CLOCKS_DIFFER, at)


def _alarm(kind: NoticeKind, at: datetime) -> None:
    for key, to in _watchers(kind, at, roles=(Role.PORTAL_ADMINISTRATOR,)).values_list("notice_key", "pk"):
        queue(
            kind=kind,
            to=to,
            at=at,
            about=("ledger.jobrun", ""),
            key=key,
            facts={"path": reverse("home")},
            mandatory=True,
            urgent=True,
        )


def _watchers(kind: NoticeKind, at: datetime, roles: Sequence[Role] = LEDGER_WATCHERS) -> QuerySet[Any]:
    """Who holds one of the roles, once each, as `queue_all` wants them; told once a day of each kind."""
    held = Membership.objects.around(at).filter(role__in=roles, user=OuterRef("pk"))
    people: QuerySet[Any] = User.objects.filter(Exists(held), is_active=True, joined_at__isnull=False)
    told: QuerySet[Any] = people.annotate(
        notice_to=UUIDText("pk"),
        notice_about=Value("", CharField()),
        notice_key=Concat(Value(f"{kind}:{at:%Y-%m-%d}:"), UUIDText("pk"), output_field=CharField()),
    )
    return told


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
