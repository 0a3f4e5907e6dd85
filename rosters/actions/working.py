"""What runs due work does with rosters: reads what came in, applies what was confirmed, clears what is over.

All of it in short steps, so that nobody who writes meanwhile waits for more than one of them; after every step it can
be stopped, and after a crash it goes on where it was. What has begun to be applied is carried to its end.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction

from common.checkpoint import checkpoint
from common.refusals import Refused
from common.steps import short_step
from common.transitions import StaleState, move
from rosters import notices
from rosters.actions.applying import carry_out
from rosters.actions.comparing import compare
from rosters.actions.comparing_schools import Finding
from rosters.actions.holding import Enough, Hold, Lost, free, take_received
from rosters.actions.noting import note
from rosters.actions.waiting_rows import remove_some, stage
from rosters.errors import RosterMoved
from rosters.events import EventName
from rosters.models import RosterImport, RosterPiece, RosterProblem, Verdict, WaitingSchool, WaitingStaff
from rosters.states import APPLY, CLAIM, FAIL, OVER, PREVIEW, RETURN, RosterState

logger = logging.getLogger(__name__)


def prepare_due(*, at: datetime) -> int:
    """Read and compare every import that came in and that nobody else has; how many there were."""
    waiting = RosterImport.objects.filter(free(at), state=RosterState.RECEIVED, trial=False, work_total__isnull=False)
    return sum(_prepare_one(one, at) for one in waiting.select_related("district", "sent_by").order_by("created_at"))


def apply_due(*, at: datetime) -> int:
    """Carry out every confirmed import that nobody else has; how many there were. Safe to run at once."""
    waiting = _claimable(at).order_by("confirmed_at").values_list("pk", flat=True)
    return sum(_apply_one(pk, at) for pk in list(waiting))


def clear_over() -> int:
    """Remove what waited of imports that are over, a few hundred rows a step; of how many imports."""
    models = (RosterPiece, WaitingSchool, WaitingStaff, RosterProblem)
    left = {
        pk
        for model in models
        for pk in model.objects.filter(roster_import__state__in=OVER).values_list("roster_import", flat=True)[:1]
    }
    for one in RosterImport.objects.filter(pk__in=left):
        clear(one)
    return len(left)


def clear(roster_import: RosterImport) -> None:
    """Remove everything that waited, in short steps; nothing of it stays in the database's log."""
    more = True
    while more:
        with short_step():
            more = remove_some(roster_import)
    checkpoint()


def prepare(roster_import: RosterImport, hold: Hold, *, at: datetime) -> Finding:
    """Make waiting rows of what was read, and compare them with what is here. Raises Lost or Unreadable."""
    stage(roster_import, hold)
    return compare(roster_import, at=at, hold=hold)


def apply(claimed: RosterImport, hold: Hold, *, at: datetime) -> None:
    """Carry a claimed import out. Raises Lost, or RosterMoved when the world is not that of the preview."""
    if claimed.applying_since is None and compare(claimed, at=at).seal.hexdigest() != claimed.fingerprint:
        raise RosterMoved
    if claimed.applying_since is None:
        acting = (Verdict.ENDED, Verdict.STAYS, Verdict.UPDATED, Verdict.CREATED)
        total = WaitingStaff.objects.filter(roster_import=claimed, verdict__in=acting).count()
        RosterImport.objects.filter(pk=claimed.pk).update(work_total=total, work_done=0)
    carry_out(claimed, hold, at=at)
    path = notices.page_of(claimed)
    with hold.step():
        moved = RosterProblem.objects.filter(roster_import=claimed, code="moved").count()
        changed: dict[str, Any] = {"counts": {**claimed.counts, "left": moved}} if moved else {}
        move(RosterImport, claimed.pk, APPLY, at=at, **changed)
        remove_some(claimed)
        claimed.refresh_from_db()
        notices.roster_done(roster_import=claimed, at=at, what="applied", path=path)
        note(EventName.APPLIED, by=claimed.confirmed_by, at=at, roster_import=claimed)
    clear(claimed)


def found(finding: Finding) -> dict[str, Any]:
    """What an import keeps of a comparison."""
    return {"counts": finding.counts, "fingerprint": finding.seal.hexdigest()}


def _prepare_one(received: RosterImport, at: datetime) -> int:
    if not take_received(received, at):
        return 0
    hold = Hold(received, at)
    try:
        finding = prepare(received, hold, at=at)
        with hold.step():
            move(RosterImport, received.pk, PREVIEW, at=at, claimed_at=None, **found(finding))
            received.refresh_from_db()
            note(EventName.PREVIEWED, by=received.sent_by, at=at, roster_import=received)
    except Lost:
        return 0
    except Enough:
        hold.release()
        return 0
    except OperationalError:
        logger.warning("a roster was not read to its end now; it is gone on with after its lease")
        return 0
    except Exception as fault:
        if not isinstance(fault, Refused):
            logger.exception("a roster could not be read")
        _fail(received, at)
    return 1


def _claimable(at: datetime) -> Any:
    left = RosterImport.objects.filter(free(at), state=RosterState.APPLYING)
    return RosterImport.objects.filter(state=RosterState.CONFIRMED) | left


def _apply_one(pk: Any, at: datetime) -> int:
    """Claim an import and carry it out; 0 when somebody else has it, stopped it, or the database was busy."""
    try:
        with transaction.atomic():
            move(_claimable(at), pk, CLAIM, at=at)
    except StaleState:
        return 0
    claimed = RosterImport.objects.select_related("district", "confirmed_by").get(pk=pk)
    hold = Hold(claimed, at)
    try:
        apply(claimed, hold, at=at)
    except (Lost, StaleState):
        return 0
    except Enough:
        hold.release()
        return 0
    except OperationalError:
        logger.warning("a roster import was not carried out now; it is tried again after its lease")
        return 0
    except RosterMoved:
        return _return(claimed, hold, at)
    except Exception:
        logger.exception("a roster import failed")
        _fail(claimed, at)
    return 1


def _return(claimed: RosterImport, hold: Hold, at: datetime) -> int:
    """Show a new preview, for what was here has changed since the one that was confirmed."""
    try:
        finding = compare(claimed, at=at, hold=hold)
        path = notices.page_of(claimed)
        with hold.step():
            move(RosterImport, claimed.pk, RETURN, at=at, returned=True, claimed_at=None, **found(finding))
            claimed.refresh_from_db()
            notices.roster_done(roster_import=claimed, at=at, what="returned", path=path)
            note(EventName.RETURNED, by=None, at=at, roster_import=claimed)
    except Lost:
        return 0
    return 1


def _fail(claimed: RosterImport, at: datetime) -> None:
    path = notices.page_of(claimed)
    with transaction.atomic():
        move(RosterImport, claimed.pk, FAIL, at=at)
        remove_some(claimed)
        claimed.refresh_from_db()
        notices.roster_done(roster_import=claimed, at=at, what="failed", path=path)
        note(EventName.FAILED, by=None, at=at, roster_import=claimed)
