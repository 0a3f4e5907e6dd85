"""Referrals at a stage, made by the actions themselves so that every row belongs together."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import Organization, User
from incidents.actions import referrals, responses, reviews
from incidents.actions.referrals import ParticipantDraft
from incidents.choices import Crime, Danger, Determination, TextKind
from incidents.models import Referral

SHARED = "Two students pushed each other near the gym doors."
REASON = "One of them was struck in the face."
SCHOOL_ONLY = "SCHOOL-ONLY-TOKEN-7Q4: calming plan from the counselor."
NAME = "NAME-TOKEN-3Z8 Example"


def draft(by: User, school: Organization, at: datetime, **answers: Any) -> Referral:
    """A complete draft: a fight, crime yes, danger over; one named participant and a school-only text."""
    given = {
        "crime": Crime.YES,
        "started_by": "staff",
        "what_for": "act",
        "tried": "talk,family",
        "behavior": "fight",
        "place": "gym",
        "occurred_at": at - timedelta(hours=1),
        **answers,
    }
    danger = given.pop("danger", Danger.OVER)
    begun = referrals.start(by=by, at=at, school=school, danger=danger, form_key=uuid4())
    texts = {TextKind.SHARED: SHARED, TextKind.CRIME_REASON: REASON, TextKind.SCHOOL_ONLY: SCHOOL_ONLY}
    if given["crime"] == Crime.NO and danger == Danger.NONE:
        texts[TextKind.WHY_CALL] = "The family asked for the officer."
    people = [ParticipantDraft("subject", "student", "ninth grader, gray hoodie", NAME, "S-9981")]
    return referrals.change(by=by, at=at, referral=begun, answers=given, texts=texts, participants=people)


def submitted(by: User, school: Organization, at: datetime, **answers: Any) -> Referral:
    """Sent to whoever receives it."""
    return referrals.submit(by=by, at=at, referral=draft(by, school, at, **answers))


def accepted(by: User, school: Organization, officer: User, at: datetime, **answers: Any) -> Referral:
    """Accepted by the officer an hour later."""
    sent = submitted(by, school, at, **answers)
    later = at + timedelta(hours=1)
    responses.accept(
        by=officer, at=later, referral=sent, elements=responses.Elements(Crime.YES, "13B"), form_key=uuid4()
    )
    sent.refresh_from_db()
    return sent


def decided(by: User, school: Organization, officer: User, supervisor: User, at: datetime, **answers: Any) -> Referral:
    """Reviewed two hours later."""
    taken = accepted(by, school, officer, at, **answers)
    reviews.decide(
        by=supervisor,
        at=at + timedelta(hours=2),
        referral=taken,
        decision=reviews.Decision(
            determination=Determination.POLICE_MATTER,
            crime_involved=Crime.YES,
            reason="A student was hurt.",
            feedback="Called at the right time.",
            notes="NOTES-TOKEN-5K1 for us only.",
        ),
        form_key=uuid4(),
    )
    taken.refresh_from_db()
    return taken
