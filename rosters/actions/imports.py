"""Receive a roster, confirm it, stop it, discard it; and all of it at once for the console."""

from datetime import datetime, timedelta
from typing import IO, Any

from django.db import IntegrityError, transaction

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.roles import Kind
from common.steps import short_step
from common.transitions import PORTAL, StaleState, move
from ledger.actions.notices import hint
from rosters.actions import working
from rosters.actions.bundles import lay_by, open_bundle
from rosters.actions.holding import Hold
from rosters.actions.noting import note
from rosters.actions.waiting_rows import remove_some
from rosters.errors import RosterEndsMany, RosterHasProblems, RosterMoved, RosterUnderWay
from rosters.events import EventName
from rosters.models import RosterImport
from rosters.states import CLAIM, CONFIRM, DISCARD, PREVIEW, STOP, UNDER_WAY, RosterState

WAITS = timedelta(days=7)  # what nobody applied by then is removed
COMES_IN = timedelta(hours=1)  # what was not received to its end by then never will be
REPLACED = (RosterState.RECEIVED, RosterState.PREVIEWED)


def receive(*, by: User, at: datetime, district: Organization, file: IO[bytes]) -> RosterImport:
    """Read a bundle and lay its rows by, to be compared by whoever runs due work; one that waits is discarded for it.

    Raises AccessDenied, RosterUnderWay, or Unreadable for a bundle of which nothing was kept.
    """
    right = require_importing(by=by, at=at, district=district)
    with open_bundle(file, day=district.today(at)) as bundle:
        for _piece in bundle.pieces():
            pass  # each of them is looked at before the first is kept
        with transaction.atomic():
            district = Organization.objects.select_for_update().get(pk=district.pk)
            _replace_earlier(by=by, at=at, right=right, district=district)
            received = RosterImport.objects.create(district=district, sent_by=by, created_at=at, **bundle.new_import())
            note(EventName.RECEIVED, by=by, at=at, roster_import=received)
        lay_by(received, bundle)
    hint()
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


def confirm(
    *, by: User, at: datetime, roster_import: RosterImport, endings: int = 0, set_aside: int = 0
) -> RosterImport:
    """Say that a preview is to be carried out; how many people may end and how many lines are left out, where asked.

    Raises AccessDenied, RosterHasProblems, RosterEndsMany, or RosterMoved when it is no longer a preview.
    """
    right = require(by=by, permission=Permission.ROSTER_IMPORT, on=roster_import.district, at=at)
    with transaction.atomic():
        _confirm(by=by, at=at, right=right, roster_import=roster_import, endings=endings, set_aside=set_aside)
        transaction.on_commit(hint, robust=True)
    return roster_import


def discard(*, by: User, at: datetime, roster_import: RosterImport) -> RosterImport:
    """Give a preview up: its rows are removed. Raises AccessDenied, or RosterMoved when it is being carried out."""
    right = require(by=by, permission=Permission.ROSTER_IMPORT, on=roster_import.district, at=at)
    with transaction.atomic():
        _drop(by=by, at=at, right=right, roster_import=roster_import, why="discarded")
        transaction.on_commit(hint, robust=True)
    return roster_import


def stop(*, by: User, at: datetime, roster_import: RosterImport) -> RosterImport:
    """Stop an import that is being applied after its next step: what is applied stays, the rest is not done.

    Raises AccessDenied, or RosterMoved when it is not being applied.
    """
    right = require(by=by, permission=Permission.ROSTER_IMPORT, on=roster_import.district, at=at)
    with transaction.atomic():
        try:
            move(RosterImport, roster_import.pk, STOP, at=at, right=right)
        except StaleState:
            raise RosterMoved from None
        roster_import.refresh_from_db()
        done, total = roster_import.work_done, roster_import.work_total or 0
        note(EventName.STOPPED, by=by, at=at, roster_import=roster_import, lines_done=done, lines=total)
        transaction.on_commit(hint, robust=True)
    return roster_import


def sweep(*, at: datetime) -> int:
    """Remove what nobody decided on for a week, and what never came in to its end; how many that were."""
    kept = RosterImport.objects.filter(trial=False)
    old = kept.filter(state=RosterState.PREVIEWED, created_at__lt=at - WAITS)
    half = kept.filter(state=RosterState.RECEIVED, work_total__isnull=True, created_at__lt=at - COMES_IN)
    count = 0
    for one in old | half:
        try:
            with transaction.atomic():
                _drop(by=None, at=at, right=PORTAL, roster_import=one, why="too_old")
        except RosterMoved:
            continue  # somebody decided at this very moment
        working.clear(one)
        count += 1
    for trial in RosterImport.objects.filter(trial=True, created_at__lt=at - WAITS):
        _forget(trial)
    return count


def import_now(
    *,
    by: User | None,
    at: datetime,
    district: Organization,
    file: IO[bytes],
    endings: int = 0,
    set_aside: int = 0,
    keep: bool,
) -> RosterImport:
    """Read, compare, confirm and carry out in one go, for the console; without `keep` nothing of it stays.

    Answers the import with its numbers; where it has problems or ends too many, nothing is changed and the caller
    reads so from it. Raises AccessDenied, RosterUnderWay or Unreadable.
    """
    right = require_importing(by=by, at=at, district=district)
    with open_bundle(file, day=district.today(at)) as bundle:
        with transaction.atomic():
            district = Organization.objects.get(pk=district.pk)  # as it is now, not as it was when somebody read it
            # Beside the one that may wait on the page: a trial is nobody's preview.
            trial = RosterImport.objects.create(
                district=district,
                sent_by=by,
                created_at=at,
                claimed_at=at,
                trial=True,
                **bundle.new_import(),
            )
        lay_by(trial, bundle)
    finding = working.prepare(trial, Hold(trial, at, in_time=False), at=at)
    move(RosterImport, trial.pk, PREVIEW, at=at, **working.found(finding))
    trial.refresh_from_db()
    trial.kept_problems = list(trial.problems.order_by("file", "line", "pk")[:200])
    held_back = trial.rejected > set_aside or (trial.asks_first and endings < trial.ending["people"])
    if not keep or held_back:
        _forget(trial)
        return trial
    try:
        with transaction.atomic():
            _replace_earlier(by=by, at=at, right=right, district=district)
            _confirm(by=by, at=at, right=right, roster_import=trial, endings=endings, set_aside=set_aside)
            move(RosterImport, trial.pk, CLAIM, at=at)
    except IntegrityError:
        _forget(trial)
        raise RosterUnderWay from None
    trial.refresh_from_db()
    working.apply(trial, Hold(trial, at, in_time=False), at=at)
    return trial


# Parts --------------------------------------------------------------------------------------------------------------


def _replace_earlier(*, by: User | None, at: datetime, right: object, district: Organization) -> None:
    """Discard what waits of an earlier roster of the district."""
    for earlier in RosterImport.objects.filter(district=district, state__in=REPLACED, trial=False):
        _drop(by=by, at=at, right=right, roster_import=earlier, why="replaced")


def _forget(trial: RosterImport) -> None:
    """Take a trial away as if it had never been; its numbers stay with the caller."""
    working.clear(trial)
    with short_step():
        RosterImport.objects.filter(pk=trial.pk).delete()


def _confirm(
    *,
    by: User | None,
    at: datetime,
    right: object,
    roster_import: RosterImport,
    endings: int,
    set_aside: int,
) -> None:
    roster_import.refresh_from_db()
    if roster_import.rejected > set_aside:
        raise RosterHasProblems
    if roster_import.asks_first and endings < roster_import.ending["people"]:
        raise RosterEndsMany
    said: dict[str, Any] = {
        "confirmed_by": by,
        "allowed_endings": endings,
        "set_aside": roster_import.rejected,
        "trial": False,
    }
    try:
        move(RosterImport, roster_import.pk, CONFIRM, at=at, right=right, claimed_at=None, **said)
    except StaleState:
        raise RosterMoved from None
    roster_import.refresh_from_db()
    left_out = {"set_aside": roster_import.set_aside} if roster_import.set_aside else {}
    note(EventName.CONFIRMED, by=by, at=at, roster_import=roster_import, allowed=endings, **left_out)


def _drop(*, by: User | None, at: datetime, right: object, roster_import: RosterImport, why: str) -> None:
    try:
        move(RosterImport, roster_import.pk, DISCARD, at=at, right=right)
    except StaleState:
        raise RosterMoved from None
    remove_some(roster_import)
    roster_import.refresh_from_db()
    note(EventName.DISCARDED, by=by, at=at, roster_import=roster_import, why=why)
