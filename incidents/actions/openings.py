"""Openings of a record, each an event: on a page, on paper, in a file."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from incidents.errors import NotYours
from incidents.models import Referral
from incidents.querysets import ReferralQuerySet
from incidents.sheets import Sheet, sheet_for
from ledger.actions.events import record

_FIXED_WORD = re.compile(r"[a-z0-9_.:-]{1,64}\Z")


def look(*, by: User, at: datetime, referral: Referral | UUID, how: Literal["page", "print", "pdf"]) -> Sheet:
    """Open a record: what this reader may read of it, and an event that it was opened, in one transaction.

    Starts from what the person may see, so an id is enough. Raises NotYours where it is not theirs to open, and for
    a draft, which nobody opens: it goes on.
    """
    pk = referral if isinstance(referral, UUID) else referral.pk
    with transaction.atomic():
        found = Referral.objects.visible_to(by, at).submitted().for_sheet().filter(pk=pk).first()
        if found is None:
            raise NotYours(str(pk))
        sheet = sheet_for(by, found, at)
        record(
            action="incidents.referral.opened",
            at=at,
            by=by,
            on=("incidents.referral", str(found.pk)),
            organization=sheet.side_id,
            data={"how": how, "side": sheet.side, "role": sheet.role},
        )
    return sheet


def export(*, by: User, at: datetime, rows: ReferralQuerySet, filters: Mapping[str, str]) -> None:
    """Record that a list left the portal as a file: how many rows, by which filters; free text is not repeated.

    Raises NotYours without an export right on either side.
    """
    reach = reach_of(by, at)
    rights = [right for right in (Permission.REFERRAL_EXPORT, Permission.DISCLOSED_EXPORT) if reach.may(right)]
    if not rights:
        raise NotYours("no right to export")
    own = [
        standing.organization.side_id
        for standing in reach.standings
        if standing.organization and rights[0] in standing.rule.rights
    ]
    with transaction.atomic():
        record(
            action="incidents.referral.exported",
            at=at,
            by=by,
            on=("incidents.referral", ""),
            organization=own[0],
            data={
                "count": rows.count(),
                "filters": [
                    f"{name}:{value if _FIXED_WORD.match(value) else 'given'}"
                    for name, value in sorted(filters.items())
                    if value
                ],
            },
        )
