"""Openings of a record, each an event: on a page, on paper, as somebody else's draft, in a file."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.pdf import BlockedFetch
from incidents.actions.recording import REFERRAL, record_act
from incidents.actions.standing import require_school
from incidents.errors import NotYours
from incidents.models import Referral
from incidents.querysets import ReferralQuerySet
from incidents.sheets import Reader, Sheet, sheet_for
from ledger.actions.events import record

_FIXED_WORD = re.compile(r"[a-z0-9_.:-]{1,64}\Z")
_EXPORTS = frozenset({Permission.REFERRAL_EXPORT, Permission.DISCLOSED_EXPORT})


def look(*, by: User, at: datetime, referral: Referral | UUID) -> Sheet:
    """Open a record: what this reader may read of it, and an event that it was opened, in one transaction.

    Starts from what the person may see, so an id is enough. Raises NotYours where it is not theirs to open, and for
    a draft, which nobody opens: it goes on.
    """
    with transaction.atomic():
        found, sheet = _read(by, at, referral)
        _note_opening(found, sheet, by=by, at=at, how="page")
    return sheet


def print_out(
    *, by: User, at: datetime, referral: Referral | UUID, printing: Callable[[Sheet], bytes]
) -> tuple[Sheet, bytes]:
    """Open a record on paper: the sheet, and what `printing` makes of it. Recorded once there is a paper to take.

    Nothing is held while it is printed. Raises NotYours as `look` does; BlockedFetch, recorded, where the document
    asked for anything but our own files: what is typed into a record must not make the server fetch an address.
    """
    found, sheet = _read(by, at, referral)
    try:
        paper = printing(sheet)
    except BlockedFetch:
        with transaction.atomic():
            data = {"side": sheet.side, "role": sheet.role}
            record_act(
                "document.blocked", by=by, at=at, referral=found, side=sheet.side_id, data=data, outcome="refused"
            )
        raise
    with transaction.atomic():
        _note_opening(found, sheet, by=by, at=at, how="pdf")
    return sheet, paper


def look_at_draft(*, by: User, at: datetime, referral: Referral) -> None:
    """Record that a draft was shown to somebody other than its writer. Raises NotYours where they do not write."""
    if referral.written_by_id == by.pk:
        return
    require_school(by=by, at=at, school=referral.school, permission=Permission.REFERRAL_WRITE)
    role = Reader.of(by, at, at).role_on("school", referral)
    data = {"how": "draft", "side": "school", "role": role}
    with transaction.atomic():
        record_act("referral.opened", by=by, at=at, referral=referral, side=referral.district_id, data=data)


def _read(by: User, at: datetime, referral: Referral | UUID) -> tuple[Referral, Sheet]:
    pk = referral if isinstance(referral, UUID) else referral.pk
    found = Referral.objects.visible_to(by, at).submitted().for_sheet().filter(pk=pk).first()
    if found is None:
        raise NotYours(str(pk))
    return found, sheet_for(by, found, at)


def _note_opening(found: Referral, sheet: Sheet, *, by: User, at: datetime, how: Literal["page", "pdf"]) -> None:
    data = {"how": how, "side": sheet.side, "role": sheet.role}
    record_act("referral.opened", by=by, at=at, referral=found, side=sheet.side_id, data=data)


def export(*, by: User, at: datetime, rows: ReferralQuerySet, filters: Mapping[str, str]) -> list[UUID]:
    """Record that a list left the portal as a file, and say which rows: those and no others are to be in it.

    One event for each side on which the person may take lists away: how many of its rows, by which filters; free text
    is not repeated. Raises NotYours without such a right, or for a row it does not reach.
    """
    reach = reach_of(by, at)
    own = reach.of(Permission.REFERRAL_EXPORT)
    taken: dict[UUID, list[UUID]] = {
        held.side_id: [] for held in reach.held if held.side_id and _EXPORTS & held.rule.rights
    }
    if not taken:
        raise NotYours("no right to export")
    listed: list[UUID] = []
    for pk, school, district, agency in rows.values_list("pk", "school", "district", "partnership__agency"):
        side = district if school in own.here or district in own.districts else agency
        if side not in taken:
            raise NotYours(str(pk))
        listed.append(pk)
        taken[side].append(school)
    given = [
        f"{name}:{value if _FIXED_WORD.match(value) else 'given'}" for name, value in sorted(filters.items()) if value
    ]
    with transaction.atomic():
        for side, schools in taken.items():
            data: dict[str, Any] = {"count": len(schools), "filters": given}
            if len(set(schools)) == 1:
                data["school"] = schools[0]
            record(action="incidents.referral.exported", at=at, by=by, on=(REFERRAL, ""), organization=side, data=data)
    return listed
