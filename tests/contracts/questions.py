"""Questions to the supervisor for the world of the contracts: waiting, answered, kept as an example, past grace."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from accounts.models import User
from incidents.actions import consults, precedents, referrals
from incidents.choices import Advice, Crime, Danger, TextKind
from incidents.models import Consult, Precedent, Referral
from tests.cast import NOW
from tests.contracts.calls import DAY, HOUR, LONG_AGO
from tests.contracts.tokens import token

ASKED = {"behavior": "other_weapon", "place": "cafeteria"}


def make_questions(w: SimpleNamespace) -> None:
    """One that waits, one answered, one kept as an example and one taken out; the same elsewhere."""
    c, at = w.cast, NOW - DAY
    w.unsure = unsure(c.principal, c.school, NOW - HOUR, token("draftreason"))
    w.consult = ask(c.principal, c.school, at, token("consultquestion"), token("consultreason"))
    w.keepable = ask(c.designee, c.school, at, token("consultquestion"), token("consultreason"))
    answer(c.supervisor, w.keepable, at + HOUR, token("consultanswer"))
    w.precedent = kept(w, at, token("situation"), token("precedentadvice"))
    w.answered = w.precedent.consult
    removed = kept(w, at, token("removedsituation"), token("removedsituation"))
    w.removed_precedent = precedents.remove(
        by=c.district_administrator, at=NOW, precedent=removed, reason=token("removedreason")
    )
    w.far_unsure = unsure(c.stranger_principal, c.other_school, NOW - HOUR, "It may be a toy.")
    w.far_consult = ask(c.stranger_principal, c.other_school, at, token("farquestion"), "It may be a toy.")
    answer(c.stranger_supervisor, w.far_consult, at + HOUR, "Yours.")
    w.far_precedent = keep(c.stranger_supervisor, w.far_consult, at + HOUR, "A toy.", "Yours.")
    lapsed = w.lapsed.written_by, w.lapsed.school
    w.lapsed_consult = ask(*lapsed, LONG_AGO, token("lapsedquestion"), token("lapsedquestion"))


def unsure(by: User, school: Any, at: Any, reason: str) -> Referral:
    """A draft at the gate of somebody who is unsure."""
    one = referrals.start(by=by, at=at, school=school, danger=Danger.NONE, form_key=uuid4())
    return referrals.change(
        by=by, at=at, referral=one, answers={"crime": Crime.UNSURE}, texts={TextKind.CRIME_REASON: reason}
    )


def ask(by: User, school: Any, at: Any, question: str, reason: str) -> Consult:
    """A question from such a draft."""
    one = unsure(by, school, at, reason)
    asked = consults.Asked(**ASKED, question=question, may_be_kept=True)
    return consults.ask(by=by, at=at, referral=one, asked=asked, form_key=uuid4())


def answer(by: User, consult: Consult, at: Any, text: str) -> None:
    """The supervisor's answer."""
    reply = consults.Reply(Advice.SCHOOL, text)
    consults.answer(by=by, at=at, consult=consult, reply=reply, form_key=uuid4())
    consult.refresh_from_db()


def keep(by: User, consult: Consult, at: Any, situation: str, advice: str) -> Precedent:
    """An example of it."""
    reworded = precedents.Reworded(situation, advice)
    return precedents.keep(by=by, at=at, consult=consult, reworded=reworded, form_key=uuid4())


def kept(w: SimpleNamespace, at: Any, situation: str, advice: str) -> Precedent:
    """An example of an answered question of the cast."""
    c = w.cast
    consult = ask(c.principal, c.school, at, token("consultquestion"), token("consultreason"))
    answer(c.supervisor, consult, at + HOUR, token("consultanswer"))
    return keep(c.supervisor, consult, at + 2 * HOUR, situation, advice)
