"""Signing in and out: what is written when a session begins, changes or ends.

A session is a row on the server, so that it can be ended there. allauth keeps a second row beside it that says whose
it is, on which device and since when; by those rows a person, or an administrator, ends sessions they cannot see.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import notices
from accounts.access import shared_side
from accounts.errors import OwnSessions
from accounts.events import EventName
from accounts.models import Origin, User
from accounts.reach import reach_of
from common.checkpoint import checkpoint_after_commit
from ledger.actions.events import record
from ledger.payload import Facts

BEGAN = "began_at"
SEEN = "seen_at"
SECOND_FACTOR = "second_factor"
# Something that the person typed is kept for them, to be shown at their next page.
KEPT_WAITS = "kept_waits"

# A session is stamped at most this often, so that reading pages does not write a row each time. Seconds.
STAMP_EVERY = 30
# For so long after a second factor was given, the factors may be changed without giving it again. Seconds.
FRESH = 300

REAL_FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)
# What a false page cannot pass on: a passkey answers the portal's own address alone. What is for show counts as given.
STRONG = frozenset({"passkey", "sign_on_strong", "demo", "bench"})
ENROLLED = {Authenticator.Type.WEBAUTHN: "passkey", Authenticator.Type.TOTP: "totp"}


@dataclass(frozen=True)
class Stranger:
    """Somebody at the door who is not known yet: the ledger keeps where they came from, and no name."""

    origin: Origin | None
    id: str = ""


# Reading --------------------------------------------------------------------------------------------------------


def session_hash(key: str | None) -> str:
    """What the ledger keeps of a session: enough to see which acts belong together, useless to a thief."""
    return hashlib.sha256(key.encode()).hexdigest() if key else ""


def has_factor(user: User) -> bool:
    """Whether the person has enrolled a passkey or an authenticator app; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=REAL_FACTORS).exists())


def second_factor_given(session: SessionBase, user: User) -> bool:
    """Whether this session of this person included a second factor."""
    return _mark(session).get("user") == str(user.pk)


def strong_factor_given(session: SessionBase, user: User) -> bool:
    """Whether this session of this person included a second factor that no false page can pass on."""
    return bool(STRONG & _given(session, user))


def recovered(session: SessionBase, user: User) -> bool:
    """Whether a recovery code was used up in this session: then whoever lost their passkey may enrol another."""
    return "recovery_code" in _given(session, user)


def has_passkey(user: User) -> bool:
    """Whether the person has enrolled a passkey."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists())


def second_factor_fresh(session: SessionBase, user: User, at: datetime) -> bool:
    """Whether it was given within the last five minutes, so that factors may be changed."""
    mark = _mark(session)
    given = mark.get("at")
    return mark.get("user") == str(user.pk) and isinstance(given, float) and 0 <= at.timestamp() - given < FRESH


def is_for_show(session: SessionBase, user: User) -> bool:
    """Whether nobody signed in here: a persona of the demo or of the bench, who has nothing to show."""
    mark = _mark(session)
    return mark.get("user") == str(user.pk) and mark.get("how") in ("demo", "bench")


def idle_limit(user: User) -> int:
    """After how many seconds without a request the session ends: less for those who see police records."""
    if any(held.organization and held.organization.is_agency for held in user.active_memberships()):
        return settings.SESSION_IDLE_SECONDS_AGENCY
    return settings.SESSION_IDLE_SECONDS


def overdue(session: SessionBase, user: User, at: datetime) -> str:
    """Why the session is over, "idle" or "absolute"; empty while it holds."""
    now = at.timestamp()
    if now - session.get(BEGAN, now) >= settings.SESSION_ABSOLUTE_SECONDS:
        return "absolute"
    quiet = now - session.get(SEEN, now)
    shortest = min(settings.SESSION_IDLE_SECONDS, settings.SESSION_IDLE_SECONDS_AGENCY)
    if quiet >= shortest and quiet >= idle_limit(user):
        return "idle"
    return ""


def _mark(session: SessionBase) -> dict[str, object]:
    mark = session.get(SECOND_FACTOR)
    return mark if isinstance(mark, dict) else {}


def _given(session: SessionBase, user: User) -> frozenset[str]:
    """Every kind of second factor that this session of this person included."""
    mark = _mark(session)
    given = mark.get("given")
    return frozenset(given) if mark.get("user") == str(user.pk) and isinstance(given, list) else frozenset()


# Marks in the session -------------------------------------------------------------------------------------------


def mark_second_factor(session: SessionBase, *, how: str, at: datetime) -> None:
    """Note that this session included a second factor; call it after the sign-in, never before, then save it.

    `how` is a fixed word: passkey, totp, recovery_code, sign_on (the provider asserted it), sign_on_strong (it asserted
    one that is phishing-resistant), demo, bench. What was given earlier in the session still counts.
    This is the only place where the mark is set; `accounts.middleware.SecondFactor` reads it.
    """
    mark = _mark(session)
    before = mark.get("given") if mark.get("user") == session[SESSION_KEY] else None
    given = sorted({how, *(before if isinstance(before, list) else ())})
    session[SECOND_FACTOR] = {"user": session[SESSION_KEY], "how": how, "at": at.timestamp(), "given": given}


def stamp(session: SessionBase, at: datetime) -> bool:
    """Note that the session is in use; True when the note was due, which is every half minute at most."""
    now = at.timestamp()
    if BEGAN not in session:
        session[BEGAN] = now
    if now - session.get(SEEN, 0) < STAMP_EVERY:
        return False
    session[SEEN] = now
    return True


# Beginning and ending -------------------------------------------------------------------------------------------


def began(*, by: User, session: SessionBase, at: datetime, how: Collection[str]) -> None:
    """Record a sign-in that succeeded. `how` names the methods used, such as password and totp."""
    session[BEGAN] = at.timestamp()
    session.pop(SEEN, None)  # so that the first request stamps it and writes the row beside it
    with transaction.atomic():
        _record(EventName.SESSION_BEGAN, by=by, at=at, data={"how": sorted(how)})


def ended(*, by: User, session: SessionBase, at: datetime, why: str = "signed_out") -> None:
    """Record that a person's session is over and drop its row; the caller flushes the session itself."""
    with transaction.atomic():
        UserSession.objects.filter(session_key=session.session_key).delete()
        _record(EventName.SESSION_ENDED, by=by, at=at, data={"why": why})


def end_one(*, by: User, pk: int, at: datetime) -> bool:
    """End one of the person's own sessions; False when there is no such one."""
    with transaction.atomic():
        found = UserSession.objects.filter(user=by, pk=pk).first()
        if found is None:
            return False
        _delete([found.session_key])
        data = {"why": "ended_elsewhere", "session": session_hash(found.session_key)}
        _record(EventName.SESSION_ENDED, by=by, at=at, data=data)
    return True


def end_everywhere(*, by: User, at: datetime, keep: str = "") -> int:
    """End all of the person's sessions, except the one named, and record it; says how many ended."""
    with transaction.atomic():
        count = end_all(by, keep=keep)
        _record(EventName.SESSION_ENDED_EVERYWHERE, by=by, at=at, data={"sessions": count, "this_one_too": not keep})
    return count


def end_for(*, by: User, at: datetime, person: User) -> int:
    """End every session of a person of one's own side, tell them, and say how many ended.

    Raises AccessDenied for a person of another side, OwnSessions for oneself.
    """
    side = shared_side(by=by, person=person, at=at)
    if by.pk == person.pk:
        raise OwnSessions
    with transaction.atomic():
        count = end_all(person)
        notices.sign_in_changed(user=person, change="signed_out", at=at)
        record(
            action=EventName.SESSION_ENDED_BY_ADMINISTRATOR,
            at=at,
            by=by,
            on=("accounts.user", str(person.pk)),
            organization=side.pk,
            data={"sessions": count},
        )
    return count


def end_all(user: User, *, keep: str = "") -> int:
    """Delete every session of the person, except the one named: they are signed out at their next request.

    Call it inside the transaction of whatever ended their right to be here, and record that; says how many ended.
    """
    keys = list(UserSession.objects.filter(user=user).exclude(session_key=keep).values_list("session_key", flat=True))
    _delete(keys)
    return len(keys)


def remove_ended(*, at: datetime) -> int:
    """Remove sessions that have run out, and the rows that say who was signed in where; how many rows went.

    Safe to run as often as one likes. Writes one event for all.
    """
    with transaction.atomic():
        removed, _by_model = Session.objects.filter(expire_date__lt=at).delete()
        alive = Session.objects.filter(session_key=OuterRef("session_key"))
        removed += UserSession.objects.filter(~Exists(alive)).delete()[0]
        if removed:
            checkpoint_after_commit()
            record(action=EventName.SESSION_REMOVED, at=at, by=None, data={"rows": removed})
    return int(removed)


def moved(*, old: str, new: str) -> None:
    """The session goes on under a new key."""
    UserSession.objects.filter(session_key=old).update(session_key=new)


def seen(*, key: str, user: User, ip: str, user_agent: str, at: datetime) -> None:
    """Keep the row beside the session: who is signed in, where and when they were last here."""
    longest = UserSession._meta.get_field("user_agent").max_length
    UserSession.objects.update_or_create(
        session_key=key,
        defaults={"user": user, "last_seen_at": at},
        create_defaults={
            "user": user,
            "ip": ip or "0.0.0.0",  # noqa: S104  not an address to listen on: the column takes no empty one
            "user_agent": user_agent[:longest],
            "created_at": at,
            "last_seen_at": at,
        },
    )


def _delete(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


# What a person changes about their own sign-in -------------------------------------------------------------------


def password_set(*, user: User, by: User | None, at: datetime, keep: str = "") -> None:
    """Record a new password, tell the person, and end every other session, for whoever knew the old one.

    `by` is the person where they were signed in, None after a reset by mail. Call it in the transaction that saved
    the password.
    """
    end_all(user, keep=keep)
    notices.sign_in_changed(user=user, change="password", at=at)
    record(
        action=EventName.PASSWORD_SET,
        at=at,
        by=by,
        on=("accounts.user", str(user.pk)),
        organization=side_of(user, at),
        data={"how": "signed_in" if by else "reset_by_mail"},
    )


def factors_changed(
    *, by: User, session: SessionBase, at: datetime, added: Collection[str], removed: Collection[str]
) -> None:
    """Record factors added and removed, tell the person, end every other session, and mark or unmark this one.

    Call it in the transaction that changed them.
    """
    end_all(by, keep=session.session_key or "")
    enrolled = [how for kind, how in ENROLLED.items() if kind in added]
    if enrolled:
        mark_second_factor(session, how=enrolled[0], at=at)
    elif not has_factor(by):
        session.pop(SECOND_FACTOR, None)
    for change, types, action in (
        ("added", added, EventName.FACTOR_ADDED),
        ("removed", removed, EventName.FACTOR_REMOVED),
    ):
        # Recovery codes come and go with a factor; by themselves they are told, with one they are not.
        told = set(types) & set(REAL_FACTORS) or (set(types) if not {*added, *removed} & set(REAL_FACTORS) else set())
        for kind in sorted(told):
            notices.sign_in_changed(user=by, change=f"{kind}_{change}", at=at)
        for kind in sorted(types):
            record(
                action=action,
                at=at,
                by=by,
                on=("accounts.user", str(by.pk)),
                organization=side_of(by, at),
                data={"type": kind},
            )


def side_of(user: User, at: datetime) -> str:
    """The id of the side of the person's first role; empty without one. For the ledger's column."""
    return next((str(held.side_id) for held in reach_of(user, at).held if held.side_id), "")


def _record(action: EventName, *, by: User, at: datetime, data: Facts) -> None:
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.user", str(by.pk)),
        organization=side_of(by, at),
        data=data,
    )
