"""What the officer makes of what was asked: less with one tap, more with a line. The school's own words stay."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.resending import sent_before
from incidents import notices
from incidents.actions.disclosures import Matter, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About, WhatFor, is_more
from incidents.errors import IncompleteReferral, UnknownAnswer, WhatForChanged
from incidents.events import EventName
from incidents.models import Referral, WhatForChange
from incidents.rules import Act, require_at_agency, require_state
from ledger.seals import seal


def what_for_now(referral: Referral) -> str:
    """What the call is for as it stands: by the officer's last word, else the school's; "" if never asked."""
    last = WhatForChange.objects.filter(referral=referral.pk).order_by("at", "id").last()
    return last.after if last else referral.what_for


def change(
    *, by: User, at: datetime, referral: Referral, before: str, after: str, line: str = "", form_key: UUID
) -> WhatForChange:
    """Keep that the officer does less or more than `before`, and tell the school; more needs a line that says why.

    The same form twice gives the same row. Raises NotYours, UnknownAnswer, IncompleteReferral, SaidOtherwise,
    WhatForChanged where it is no longer `before`, and AlreadyDecided or AlreadyAnswered in a state that allows none.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.WHAT_FOR, by=by, at=at, referral=referral)
        said = {"before": before, "after": after, "line": line}
        earlier = sent_before(
            WhatForChange.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said=said,
        )
        if earlier is not None:
            return earlier
        require_state(Act.WHAT_FOR, referral)
        if after not in WhatFor.values or before not in WhatFor.values or after == before:
            raise UnknownAnswer("after")
        if what_for_now(referral) != before:
            raise WhatForChanged
        if is_more(after, before) and not line.strip():
            raise IncompleteReferral(["line"])
        agency = held.cover.partnership.agency
        row = WhatForChange.objects.create(referral=referral, agency=agency, form_key=form_key, by=by, at=at, **said)
        told = {**said, "by": who(by, held.right, agency, at), "at": at.isoformat()}
        matter = Matter(About.WHAT_FOR, row.pk, told)
        disclosure = tell_school(matter, referral=referral, cover=held.cover, by=by, at=at)
        notices.what_for_changed(referral, row.pk, at=at)
        seals = [seal(row, "written"), seal(disclosure, "sent")]
        entry = Entry(EventName.WHAT_FOR_CHANGED, {"before": before, "after": after}, on=row, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=agency.pk)
    return row
