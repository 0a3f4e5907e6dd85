"""Receive a roster, confirm it, carry it out, discard it. All of a bundle or nothing of it."""

import logging
from datetime import datetime, timedelta
from typing import IO, Any

from django.db import OperationalError, transaction
from django.db.models import Q

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.roles import Kind
from common.transitions import PORTAL, StaleState, move
from ledger.actions.events import record
from ledger.actions.notices import hint
from rosters import notices
from rosters.actions.applying import carry_out
from rosters.actions.comparing import compare
from rosters.actions.comparing_schools import Finding
from rosters.actions.waiting_rows import remove, stage
from rosters.errors import RosterEndsMany, RosterHasProblems, RosterMoved, RosterUnderWay
from rosters.events import EventName
from rosters.models import RosterImport, WaitingSchool, WaitingStaff
from rosters.oneroster import reading
from rosters.states import APPLY, CLAIM, CONFIRM, DISCARD, FAIL, PREVIEW, RETURN, UNDER_WAY, RosterState

logger = logging.getLogger(__name__)

WAITS = timedelta(days=7)  # what nobody applied by then is removed
LEASE = timedelta(minutes=15)  # a claim older than this was left by a process that died


def receive(*, by: User, at: datetime, district: Organization, file: IO[bytes]) -> RosterImport:
    """Read a bundle and keep its preview; one that waits already is discarded for it.

    Raises AccessDenied, RosterUnderWay, or Unreadable for a bundle of which nothing was kept.
    """
    right = require_importing(by=by, at=at, district=district)
    roster = reading.read(file)
    with transaction.atomic():
        district = Organization.objects.select_for_update().get(pk=district.pk)
        for earlier in RosterImport.objects.filter(district=district, state=RosterState.PREVIEWED):
            _drop(by=by, at=at, right=right, roster_import=earlier, why="replaced")
        received = _preview(by=by, at=at, right=right, district=district, roster=roster)
        _note(EventName.PREVIEWED, by=by, at=at, roster_import=received)
    return received


def require_importing(*, by: User | None, at: datetime, district: Organization) -> object:
    """The right by which a roster is sent; `by` None is the portal's own console.

    Raises AccessDenied for who may not, or for what is no district; RosterUnderWay while one is carried out.
    """
    right: object = PORTAL
    if by is not None:
        right = require(by=by, permission=Permission.ROSTER_IMPORT, on=district, at=at)
    if district.kind != Kind.DISTRICT:
        raise AccessDenied("only a district has a roster")
    if RosterImport.objects.filter(district=district, state__in=UNDER_WAY).exists():
        raise RosterUnderWay
    return right


def confirm(*, by: User, at: datetime, roster_import: RosterImport, endings: int = 0) -> RosterImport:
    """Say that a preview is to be carried out; `endings` is how many people may end, where that must be said.

    Raises AccessDenied, RosterHasProblems, RosterEndsMany, or RosterMoved when it is no longer a preview.
    """
    right = require(by=by, permission=Permission.ROSTER_IMPORT, on=roster_import.district, at=at)
    with transaction.atomic():
        _confirm(by=by, at=at, right=right, roster_import=roster_import, endings=endings)
        _note(EventName.CONFIRMED, by=by, at=at, roster_import=roster_import, allowed=endings)
        transaction.on_commit(hint, robust=True)
    return roster_import


def discard(*, by: User, at: datetime, roster_import: RosterImport) -> RosterImport:
    """Give a preview up: its rows are removed. Raises AccessDenied, or RosterMoved when it is being carried out."""
    right = require(by=by, permission=Permission.ROSTER_IMPORT, on=roster_import.district, at=at)
    with transaction.atomic():
        _drop(by=by, at=at, right=right, roster_import=roster_import, why="discarded")
    return roster_import


def sweep(*, at: datetime) -> int:
    """Remove what nobody decided on for a week; how many previews that were."""
    count = 0
    for old in RosterImport.objects.filter(state=RosterState.PREVIEWED, created_at__lt=at - WAITS):
        try:
            with transaction.atomic():
                _drop(by=None, at=at, right=PORTAL, roster_import=old, why="too_old")
        except RosterMoved:
            continue  # somebody decided at this very moment
        count += 1
    return count


def apply_due(*, at: datetime) -> int:
    """Carry out every confirmed import that nobody else has claimed; how many there were. Safe to run at once."""
    waiting = _claimable(at).order_by("confirmed_at").values_list("pk", flat=True)
    return sum(_apply_one(pk, at) for pk in list(waiting))


def import_now(
    *,
    by: User | None,
    at: datetime,
    district: Organization,
    file: IO[bytes],
    endings: int = 0,
    keep: bool,
) -> RosterImport:
    """Preview, confirm and carry out in one go, for the console; without `keep` nothing of it stays.

    Answers the import with its numbers; where it has problems or ends too many, nothing is changed and the caller
    reads so from it. Raises AccessDenied, RosterUnderWay or Unreadable.
    """
    right = require_importing(by=by, at=at, district=district)
    roster = reading.read(file)
    with transaction.atomic():
        district = Organization.objects.select_for_update().get(pk=district.pk)
        for earlier in RosterImport.objects.filter(district=district, state=RosterState.PREVIEWED):
            _drop(by=by, at=at, right=right, roster_import=earlier, why="replaced")
        received = _preview(by=by, at=at, right=right, district=district, roster=roster)
        received.kept_problems = list(received.problems.order_by("file", "line", "pk")[:200])
        if not keep or received.rejected or (received.asks_first and endings < received.ending["people"]):
            transaction.set_rollback(True)
            return received
        _confirm(by=by, at=at, right=right, roster_import=received, endings=endings)
        move(RosterImport, received.pk, CLAIM, at=at)
        received.refresh_from_db()
        _finish(received, at, compared=True)  # in this very transaction
    return received


# Parts --------------------------------------------------------------------------------------------------------------


def _preview(
    *, by: User | None, at: datetime, right: object, district: Organization, roster: reading.Roster
) -> RosterImport:
    named = roster.district
    received = RosterImport.objects.create(
        district=district,
        sent_by=by,
        created_at=at,
        orgs_mode=roster.orgs_mode,
        users_mode=roster.users_mode,
        district_roster_id=named.roster_id if named else "",
        district_name=named.name if named else "",
    )
    stage(received, roster)
    finding = compare(received, at=at, write=True)
    move(RosterImport, received.pk, PREVIEW, at=at, right=right, **_found(finding))
    received.refresh_from_db()
    return received


def _found(finding: Finding) -> dict[str, Any]:
    return {"counts": finding.counts, "fingerprint": finding.seal.hexdigest()}


def _confirm(*, by: User | None, at: datetime, right: object, roster_import: RosterImport, endings: int) -> None:
    roster_import.refresh_from_db()
    if roster_import.rejected:
        raise RosterHasProblems
    if roster_import.asks_first and endings < roster_import.ending["people"]:
        raise RosterEndsMany
    try:
        move(RosterImport, roster_import.pk, CONFIRM, at=at, right=right, confirmed_by=by, allowed_endings=endings)
    except StaleState:
        raise RosterMoved from None
    roster_import.refresh_from_db()


def _drop(*, by: User | None, at: datetime, right: object, roster_import: RosterImport, why: str) -> None:
    try:
        move(RosterImport, roster_import.pk, DISCARD, at=at, right=right)
    except StaleState:
        raise RosterMoved from None
    remove(roster_import)
    roster_import.refresh_from_db()
    _note(EventName.DISCARDED, by=by, at=at, roster_import=roster_import, why=why)


def _claimable(at: datetime) -> Any:
    left = Q(state=RosterState.APPLYING, claimed_at__lte=at - LEASE)
    return RosterImport.objects.filter(Q(state=RosterState.CONFIRMED) | left)


def _apply_one(pk: Any, at: datetime) -> int:
    """Claim an import and carry it out; 0 when somebody else has it or the database was busy."""
    try:
        with transaction.atomic():
            move(_claimable(at), pk, CLAIM, at=at)
    except StaleState:
        return 0
    claimed = RosterImport.objects.select_related("district", "confirmed_by").get(pk=pk)
    try:
        with transaction.atomic():
            Organization.objects.select_for_update().get(pk=claimed.district_id)
            _finish(claimed, at)
    except (StaleState, OperationalError):
        logger.warning("a roster import was not carried out now; it is tried again after its lease")
        return 0
    except RosterMoved:
        _return(claimed, at)
    except Exception:
        logger.exception("a roster import failed")
        _fail(claimed, at)
    return 1


def _finish(claimed: RosterImport, at: datetime, *, compared: bool = False) -> None:
    """All of it, or by an exception nothing. Raises RosterMoved when the world is not that of the preview."""
    # First of all, so that whoever was given up for dead cannot do it a second time.
    mine = RosterImport.objects.filter(claimed_at=claimed.claimed_at)
    move(mine, claimed.pk, APPLY, at=at)
    if not compared and compare(claimed, at=at, write=False).seal.hexdigest() != claimed.fingerprint:
        raise RosterMoved
    carry_out(claimed, at=at)
    remove(claimed)
    claimed.refresh_from_db()
    notices.roster_done(roster_import=claimed, at=at, what="applied")
    _note(EventName.APPLIED, by=claimed.confirmed_by, at=at, roster_import=claimed)


def _return(claimed: RosterImport, at: datetime) -> None:
    """Show a new preview, for what was here has changed since the one that was confirmed."""
    with transaction.atomic():
        for model in (WaitingSchool, WaitingStaff):
            model.objects.filter(roster_import=claimed, line=0).delete()
        finding = compare(claimed, at=at, write=True)
        move(RosterImport, claimed.pk, RETURN, at=at, returned=True, **_found(finding))
        claimed.refresh_from_db()
        notices.roster_done(roster_import=claimed, at=at, what="returned")
        _note(EventName.RETURNED, by=None, at=at, roster_import=claimed)


def _fail(claimed: RosterImport, at: datetime) -> None:
    with transaction.atomic():
        move(RosterImport, claimed.pk, FAIL, at=at)
        remove(claimed)
        claimed.refresh_from_db()
        notices.roster_done(roster_import=claimed, at=at, what="failed")
        _note(EventName.FAILED, by=None, at=at, roster_import=claimed)


def _note(what: EventName, *, by: User | None, at: datetime, roster_import: RosterImport, **data: Any) -> None:
    """Record what became of an import, in numbers."""
    numbers = {
        f"{kind}_{verdict}": count
        for kind in ("schools", "staff")
        for verdict, count in roster_import.counts.get(kind, {}).items()
        if count
    }
    record(
        action=what,
        at=at,
        by=by,
        on=("accounts.rosterimport", str(roster_import.pk)),
        organization=roster_import.district_id,
        outcome="failed" if what == EventName.FAILED else "done",
        data={**numbers, **data},
    )
