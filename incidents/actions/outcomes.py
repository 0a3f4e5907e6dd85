"""What came of the officer's contact."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from incidents import notices
from incidents.actions.disclosures import tell_school
from incidents.actions.recording import record_act
from incidents.actions.standing import current, require_agency, require_frozen, who
from incidents.choices import About, OutcomeKind
from incidents.errors import NotAccepted, NotYours, SaidOtherwise, UnknownAnswer
from incidents.models import Outcome, Referral
from incidents.states import OUTCOME_MAY_BE_RECORDED


def record_outcome(*, by: User, at: datetime, referral: Referral, kind: str, note: str = "", form_key: UUID) -> Outcome:
    """Keep what came of the contact; the school is told only of the kinds that the MOU reports.

    Nothing on the referral itself moves, so a withheld outcome looks to the school as if none were recorded. The note
    stays with the agency. The same form twice gives the same row. Raises NotYours, NotAccepted, SaidOtherwise,
    UnknownAnswer.
    """
    with transaction.atomic():
        referral = current(referral.pk)
        cover = require_agency(by=by, at=at, referral=referral, permission=Permission.REFERRAL_ANSWER)
        before = Outcome.objects.filter(form_key=form_key).first()
        if before is not None:
            if (before.by_id, before.referral_id) != (by.pk, referral.pk):
                raise NotYours("the form belongs to someone else")
            if (before.kind, before.note) != (kind, note):
                raise SaidOtherwise(referral.number)
            return before
        require_frozen(referral)
        if referral.state not in OUTCOME_MAY_BE_RECORDED:
            raise NotAccepted(referral.number)
        if kind not in OutcomeKind.values:
            raise UnknownAnswer("kind")
        agency = cover.partnership.agency
        outcome = Outcome.objects.create(
            referral=referral, agency=agency, kind=kind, note=note, form_key=form_key, by=by, at=at
        )
        reported = kind in cover.terms.outcomes_reported
        if reported:
            tell_school(
                referral=referral,
                cover=cover,
                about=About.OUTCOME,
                subject_id=outcome.pk,
                projection={"kind": kind, "by": who(by, Permission.REFERRAL_ANSWER, agency, at), "at": at.isoformat()},
                by=by,
                at=at,
            )
            notices.outcome_recorded(referral, outcome.pk, at=at)
        record_act(
            "outcome.recorded",
            by=by,
            at=at,
            referral=referral,
            side=agency.pk,
            on=("outcome", outcome.pk),
            data={"kind": kind, "reported": reported},
        )
    return outcome
