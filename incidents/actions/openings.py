"""Openings of a record, each an event: on a page, on paper, as somebody else's draft, in a file."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.take_outs import require_measure
from incidents.actions.recording import REFERRAL, Entry, record_act
from incidents.actions.registers import Chosen
from incidents.errors import NotYours
from incidents.events import EventName
from incidents.models import Referral
from incidents.querysets import ReferralQuerySet
from incidents.record import NothingDisclosed, Record, record_for
from incidents.rules import Act, require_at_school, rights_of
from incidents.viewer import Viewer
from ledger.actions.events import record as append


def read(*, by: User, at: datetime, referral: UUID) -> Record:
    """What this reader may read of a record; whoever shows it notes the opening.

    Raises NotYours where it is not theirs to open, and for a draft, which nobody opens: it goes on. Raises TakeOutLimit
    where the person has opened more within the hour than passes without a reason.
    """
    found = Referral.objects.visible_to(by, at).submitted().for_record().filter(pk=referral).first()
    if found is None:
        raise NotYours(str(referral))
    require_measure(by=by, at=at, opening=True, concerned=lambda: sides_of(found))
    try:
        return record_for(by, found, at)
    except NothingDisclosed as nothing:
        raise NotYours(str(referral)) from nothing


def sides_of(referral: Referral) -> list[UUID | None]:
    """The district and the agency whose record it is."""
    return [referral.district_id, referral.partnership.agency_id if referral.partnership else None]


def look(*, by: User, at: datetime, referral: UUID) -> Record:
    """Open a record on a page: read it, and note that it was opened, in one transaction. Raises NotYours as `read`."""
    with transaction.atomic():
        record = read(by=by, at=at, referral=referral)
        _note(EventName.REFERRAL_OPENED, record, by=by, at=at, data={"how": "page"})
    return record


def note_printed(*, by: User, at: datetime, record: Record) -> None:
    """Note that a record was opened on paper, once there is a paper to take."""
    with transaction.atomic():
        _note(EventName.REFERRAL_OPENED, record, by=by, at=at, data={"how": "pdf"})


def note_blocked(*, by: User, at: datetime, record: Record) -> None:
    """Note that a paper was refused: what was typed into the record asked for more than our own files."""
    with transaction.atomic():
        _note(EventName.DOCUMENT_BLOCKED, record, by=by, at=at, data={}, outcome="refused")


def _note(
    action: EventName, record: Record, *, by: User, at: datetime, data: dict[str, str], outcome: str = "done"
) -> None:
    told = {"school": record.school_id, "side": record.side, "role": record.role, **data}
    append(
        action=action,
        at=at,
        by=by,
        on=(REFERRAL, str(record.referral_id)),
        organization=record.side_id,
        outcome=outcome,
        data=told,
    )


def look_at_draft(*, by: User, at: datetime, referral: Referral) -> None:
    """Record that a draft was shown to somebody other than its writer. Raises NotYours where they do not write."""
    if referral.written_by_id == by.pk:
        return
    require_at_school(Act.WRITE, by=by, at=at, school=referral.school)
    role = Viewer.of(by, at, at).role_on("school", referral)
    entry = Entry(EventName.REFERRAL_OPENED, {"how": "draft", "side": "school", "role": role})
    with transaction.atomic():
        record_act(entry, by=by, at=at, referral=referral, side=referral.district_id)


def choose_rows(*, by: User, at: datetime, rows: ReferralQuerySet[Referral]) -> Chosen:
    """Which referrals the person takes away as a file: those and no others are to be in it.

    Raises NotYours without such a right, or for a row it does not reach; TakeOutLimit as `read`.
    """
    reach = reach_of(by, at)
    own = reach.of(Permission.REFERRAL_EXPORT)
    taken: dict[UUID, list[UUID]] = {
        held.side_id: [] for held in reach.held if held.side_id and rights_of(Act.EXPORT) & held.rule.rights
    }
    if not taken:
        raise NotYours("no right to export")
    listed: list[UUID] = []
    concerned: set[UUID | None] = set()
    for pk, school, district, agency in rows.values_list("pk", "school", "district", "partnership__agency"):
        side = district if school in own.here or district in own.districts else agency
        if side not in taken:
            raise NotYours(str(pk))
        listed.append(pk)
        concerned |= {district, agency}
        taken[side].append(school)
    require_measure(by=by, at=at, lines=len(listed), concerned=lambda: concerned)
    return Chosen(EventName.REFERRAL_EXPORTED, REFERRAL, listed, taken, frozenset(filter(None, concerned)))
