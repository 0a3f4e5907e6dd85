"""An example that is kept of a question and its answer, reworded; and taken out again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from accounts.resending import sent_before
from incidents.actions.consult_ends import record_consult
from incidents.actions.disclosures import Matter, tell_school
from incidents.actions.recording import who
from incidents.choices import About
from incidents.consult_rules import removing_side, require_supervisor
from incidents.errors import IncompleteReferral, NotToKeep, NotYours, PrecedentGone, StillTelling
from incidents.events import EventName
from incidents.identifying import telling_words
from incidents.models import Consult, ConsultAnswer, Precedent
from incidents.projection import clause_projection
from ledger.actions.events import record
from ledger.seals import seal

PRECEDENT = "incidents.precedent"


@dataclass(frozen=True)
class Reworded:
    """The question and its answer in words that tell nobody who, where or when."""

    situation: str
    advice: str


def keep(*, by: User, at: datetime, consult: Consult, reworded: Reworded, form_key: UUID) -> Precedent:
    """Keep an answered question as an example for this partnership; it crosses to the school like any word.

    The same form twice gives the same row, a second form the row of the first. Raises NotYours, NotToKeep where the
    asker did not agree or nothing was answered, IncompleteReferral, StillTelling with what still tells who, where or
    when.
    """
    with transaction.atomic():
        consult = Consult.objects.locked(consult.pk)
        cover = require_supervisor(by=by, at=at, consult=consult)
        said = {"situation": reworded.situation, "advice": reworded.advice}
        rows = Precedent.objects.filter(form_key=form_key)
        before = sent_before(rows, whose={"by_id": by.pk, "consult_id": consult.pk}, said=said)
        before = before or Precedent.objects.filter(consult=consult).first()
        if before is not None:
            return before
        answer = ConsultAnswer.objects.select_related("clause__version").filter(consult=consult).first()
        if answer is None or not consult.may_be_kept:
            raise NotToKeep
        missing = [name for name, text in said.items() if not text.strip()]
        if missing:
            raise IncompleteReferral(missing)
        if found := telling_words("\n".join(said.values()), consult.partnership, at):
            raise StillTelling(found)
        kept = Precedent.objects.create(
            consult=consult,
            partnership=consult.partnership,
            behavior=consult.behavior,
            situation=reworded.situation,
            kind=answer.kind,
            advice=reworded.advice,
            clause=answer.clause,
            form_key=form_key,
            by=by,
            at=at,
        )
        agency = cover.partnership.agency
        crosses = {
            "behavior": kept.behavior,
            "situation": kept.situation,
            "advice": kept.kind,
            "reply": kept.advice,
            "clause": clause_projection(answer.clause),
            "by": who(by, Permission.REFERRAL_REVIEW, agency, at),
            "at": at.isoformat(),
        }
        told = tell_school(Matter(About.PRECEDENT, kept.pk, crosses), consult=consult, cover=cover, by=by, at=at)
        seals = (seal(kept, "kept"),)
        event = EventName.PRECEDENT_KEPT
        record_consult(event, consult, by=by, at=at, side=agency.pk, disclosure=told, seals=seals)
    return kept


def remove(*, by: User, at: datetime, precedent: Precedent, reason: str) -> Precedent:
    """Take an example out for both sides, with a reason. Raises NotYours, PrecedentGone, IncompleteReferral."""
    with transaction.atomic():
        rows = Precedent.objects.select_related("partnership__agency", "partnership__district")
        held = rows.select_for_update(of=("self",), no_key=True).get(pk=precedent.pk)
        side = removing_side(by, held, at)
        if side is None:
            raise NotYours("no right to take it out")
        if held.removed_at is not None:
            raise PrecedentGone
        if not reason.strip():
            raise IncompleteReferral(["reason"])
        Precedent.objects.filter(pk=held.pk).update(
            removed_by=by, removed_side=side, removed_at=at, removed_reason=reason
        )
        on = PRECEDENT, str(held.pk)
        record(action=EventName.PRECEDENT_REMOVED, at=at, by=by, on=on, organization=side.pk)
        held.refresh_from_db()
    return held
