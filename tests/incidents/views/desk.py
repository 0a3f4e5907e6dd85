"""Walking the screens as a person does, and what the tests of screens ask of the database."""

from datetime import timedelta
from uuid import uuid4

from incidents.models import (
    Addendum,
    Disclosure,
    KeptInSchool,
    Outcome,
    Question,
    Referral,
    ReferralText,
    Response,
    Review,
)
from ledger.models import Notice
from tests.cast import NOW
from tests.checking import version_shown

DAY = "2026-10-14"
START = "/referrals/new/"
DETAILS = {
    "started_by": "staff",
    "what_for": "act",
    "tried": ["talk", "family"],
    "behavior": "fight",
    "place": "gym",
    "day": DAY,
    "time": "09:15",
    "shared": "Two students pushed each other near the gym doors.",
    "school_only": "",
}
REVIEW = {
    "form_key": uuid4(),
    "determination": "returned_to_school",
    "crime_involved": "no",
    "clause": "none",
    "reason": "A matter of the school's rules.",
    "feedback": "",
    "notes": "",
    "sure": "1",
}
LATER = NOW + timedelta(hours=3)


def at(referral, step=""):
    """The address of a step of a referral."""
    return f"/referrals/{referral.pk}/{step}"


def begin(client, danger="over", key=None, **more):
    """Answer the first screen; the draft it made."""
    key = key or uuid4()
    response = client.post(START, {"form_key": key, "danger": danger, **more})
    assert response.status_code == 302, response.content.decode()
    return Referral.objects.get(form_key=key)


def walk_to_check(client, danger="over", crime="yes", **details):
    """A draft with every answer, made through the screens."""
    draft = begin(client, danger)
    assert client.post(at(draft, "crime/"), {"crime": crime, "reason": "What staff saw."}).status_code == 302
    if crime == "no" and danger == "none":
        client.post(at(draft, "gate/"), {"act": "call", "why_call": "The family asked for the officer."})
    response = client.post(at(draft, "details/"), {**DETAILS, **details})
    assert response.status_code == 302, response.content.decode()
    return draft


def counts():
    """How many rows of each kind there are, to see that nothing changed."""
    models = (
        Referral,
        ReferralText,
        Disclosure,
        KeptInSchool,
        Response,
        Review,
        Question,
        Outcome,
        Addendum,
        Notice,
    )
    return {model.__name__: model.objects.count() for model in models}


def page(response):
    """The page's text."""
    return response.content.decode()


def version_of(client, referral, step="check/"):
    """The version that a page shows of what it asks to confirm, as its form sends it back."""
    return version_shown(client, at(referral, step))


def send(client, referral, given=None, **more):
    """Send a draft as its check page stands now."""
    version = version_of(client, referral)
    return client.post(at(referral, "submit/"), {**version, **(given or {})}, **more)


def decide(client, referral, given):
    """Review a call as its page stands now."""
    return client.post(at(referral, "review/"), {**version_of(client, referral, "review/"), **given})


def asked_of(referral):
    """The question that waits on a call, as the form of its reply names it."""
    return {"question": Question.objects.filter(referral=referral).last().pk}
