"""What came of the officer's contact."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.resending import sent_before
from incidents import notices
from incidents.actions.disclosures import Matter, tell_school
from incidents.actions.recording import Entry, record_act, who
from incidents.choices import About, OutcomeKind
from incidents.errors import UnknownAnswer
from incidents.events import EventName
from incidents.models import Outcome, Referral
from incidents.rules import Act, require_at_agency, require_state
from ledger.seals import seal


def record_outcome(*, by: User, at: datetime, referral: Referral, kind: str, note: str = "", form_key: UUID) -> Outcome:
    """Keep what came of the contact; the school is told only of the kinds that the MOU reports.

    Nothing on the referral itself moves, so a withheld outcome looks to the school as if none were recorded. The note
    stays with the agency. The same form twice gives the same row. Raises NotYours, NotAccepted, SaidOtherwise,
    UnknownAnswer.
    """
    with transaction.atomic():
        referral = Referral.objects.locked(referral.pk)
        held = require_at_agency(Act.OUTCOME, by=by, at=at, referral=referral)
        before = sent_before(
            Outcome.objects.filter(form_key=form_key),
            whose={"by_id": by.pk, "referral_id": referral.pk},
            said={"kind": kind, "note": note},
        )
        if before is not None:
            return before
        require_state(Act.OUTCOME, referral)
        if kind not in OutcomeKind.values:
            raise UnknownAnswer("kind")
        agency = held.cover.partnership.agency
        outcome = Outcome.objects.create(
            referral=referral, agency=agency, kind=kind, note=note, form_key=form_key, by=by, at=at
        )
        reported = kind in held.cover.terms.outcomes_reported
        seals = [seal(outcome, "written")]
        if reported:
            said = {"kind": kind, "by": who(by, held.right, agency, at), "at": at.isoformat()}
            matter = Matter(About.OUTCOME, outcome.pk, said)
            seals.append(seal(tell_school(matter, referral=referral, cover=held.cover, by=by, at=at), "sent"))
            notices.outcome_recorded(referral, outcome.pk, at=at)
        entry = Entry(EventName.OUTCOME_RECORDED, {"kind": kind, "reported": reported}, on=outcome, seals=seals)
        record_act(entry, by=by, at=at, referral=referral, side=agency.pk)
    return outcome
