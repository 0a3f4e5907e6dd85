"""Questions to the supervisor at a stage, made by the actions themselves."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from accounts.models import Organization, User
from incidents.actions import consults, precedents, referrals
from incidents.choices import Advice, Crime, Danger, TextKind
from incidents.models import Consult, ConsultAnswer, Precedent, Referral

REASON = "It was found under a bench, and it could be a toy."
QUESTION = "An orange-tipped plastic gun was found. May we take it and phone home, or is it yours?"
ADVICE = "A toy with an orange tip is yours to settle. Keep it until a parent collects it."
SITUATION = "A plastic toy gun with an orange tip was found, and nobody was threatened with it."


def unsure(by: User, school: Organization, at: datetime, **answers: Any) -> Referral:
    """A draft at the gate: nobody in danger, unsure whether a crime is involved, and why."""
    begun = referrals.start(by=by, at=at, school=school, danger=Danger.NONE, form_key=uuid4())
    given = {"crime": Crime.UNSURE, **answers}
    return referrals.change(by=by, at=at, referral=begun, answers=given, texts={TextKind.CRIME_REASON: REASON})


def asked(by: User, school: Organization, at: datetime, **more: Any) -> Consult:
    """A question put to the supervisors."""
    given = {"behavior": "other_weapon", "place": "gym", "question": QUESTION, **more}
    draft = unsure(by, school, at)
    return consults.ask(by=by, at=at, referral=draft, asked=consults.Asked(**given), form_key=uuid4())


def answered(by: User, school: Organization, supervisor: User, at: datetime, **more: Any) -> Consult:
    """A question with its answer."""
    consult = asked(by, school, at, **more)
    answer(supervisor, consult, at)
    consult.refresh_from_db()
    return consult


def answer(by: User, consult: Consult, at: datetime, **more: Any) -> ConsultAnswer:
    """The supervisor's answer."""
    reply = consults.Reply(**{"kind": Advice.SCHOOL, "text": ADVICE, **more})
    return consults.answer(by=by, at=at, consult=consult, reply=reply, form_key=uuid4())


def kept(by: User, school: Organization, supervisor: User, at: datetime) -> Precedent:
    """An example kept of an answered question."""
    consult = answered(by, school, supervisor, at, may_be_kept=True)
    return keep(supervisor, consult, at)


def keep(by: User, consult: Consult, at: datetime, **more: str) -> Precedent:
    """The supervisor's rewording."""
    reworded = precedents.Reworded(**{"situation": SITUATION, "advice": ADVICE, **more})
    return precedents.keep(by=by, at=at, consult=consult, reworded=reworded, form_key=uuid4())
