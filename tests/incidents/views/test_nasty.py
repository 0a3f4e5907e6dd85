"""What people type, however strange, is stored as typed and shown as text; only what no database holds is refused."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import escape

from incidents.forms.fields import Prose
from incidents.models import Addendum, Outcome, ParticipantIdentity, Question, Referral, ReferralText, Response, Review
from tests.cast import NOW
from tests.factories.incidents import accepted, submitted
from tests.incidents.views.desk import DETAILS, REVIEW, asked_of, at, begin, counts, decide, page, send

NASTY = json.loads((Path(__file__).parents[2] / "data" / "blns.json").read_text())
UNSTORABLE = "contains a character that cannot be stored"
LONGEST = 1900


def chunks():
    """All the strings, one a line, in pieces that any of our texts can hold."""
    found, piece = [], ""
    for text in NASTY:
        line = typed(text)
        if len(piece) + len(line) + 1 > LONGEST:
            found.append(piece)
            piece = ""
        piece += f"{line}\n"
    return [*found, piece]


def typed(text):
    """A string as a browser's form sends it and we keep it: plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_each_of_them_is_kept_as_typed():
    for text in NASTY:
        kept = Prose(required=False).clean(text)
        assert kept == (typed(text) if text.strip() else "")
    assert len(NASTY) > 150


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_no_database_stores_is_refused_in_words(character):
    with pytest.raises(ValidationError, match=UNSTORABLE):
        Prose().clean(f"before{character}after")


class Supply:
    """Hands out the pieces in turn and remembers where each went."""

    def __init__(self):
        self.pieces, self.place = chunks(), 0

    def next(self):
        self.place += 1
        return self.pieces[self.place % len(self.pieces)]


def test_they_pass_through_every_text_of_a_call_and_come_back_escaped(cast, principal, sro, supervisor):
    supply = Supply()
    said = {name: supply.next() for name in ("reason", "why_call", "shared", "school_only")}
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "no", "reason": said["reason"]})
    principal.post(at(one, "gate/"), {"act": "call", "why_call": said["why_call"]})
    people = {
        "person-0-role": "subject",
        "person-0-kind": "student",
        "person-0-description": "<script>alert('description')</script>",
        "person-0-name": "Robert'); DROP TABLE students;--",
        "person-0-student_number": "-1/**/OR 1=1",
    }
    given = {**DETAILS, "shared": said["shared"], "school_only": said["school_only"], **people}
    assert principal.post(at(one, "details/"), given).status_code == 302
    texts = dict(ReferralText.objects.values_list("kind", "text"))
    assert texts == {
        "crime_reason": said["reason"],
        "why_call": said["why_call"],
        "shared": said["shared"],
        "school_only": said["school_only"],
    }
    assert ParticipantIdentity.objects.get().name == people["person-0-name"]
    for step in ("crime/", "gate/", "details/", "check/"):
        assert principal.get(at(one, step)).status_code == 200, step
    assert send(principal, one).status_code == 302

    later = {
        name: supply.next() for name in ("question", "reply", "note", "outcome", "review", "feedback", "notes", "own")
    }
    sro.post(at(one, "ask/"), {"form_key": uuid4(), "question": later["question"]})
    principal.post(at(one, "reply/"), {**asked_of(one), "form_key": uuid4(), "reply": later["reply"]})
    sro.post(
        at(one, "accept/"), {"form_key": uuid4(), "elements_present": "no", "nibrs_code": "", "note": later["note"]}
    )
    sro.post(at(one, "outcome/"), {"kind": "advice", "note": later["outcome"], "form_key": uuid4()})
    decided = {"reason": later["review"], "feedback": later["feedback"], "notes": later["notes"]}
    decide(supervisor, one, {**REVIEW, **decided})
    principal.post(at(one, "addendum/"), {"text": later["own"], "crosses": "yes", "form_key": uuid4()})
    question, review = Question.objects.get(), Review.objects.get()
    assert (question.question, question.reply) == (later["question"], later["reply"])
    assert (Response.objects.get().reason, Outcome.objects.get().note) == (later["note"], later["outcome"])
    assert (review.reason, review.feedback, review.notes) == tuple(decided.values())
    assert Addendum.objects.get().text == later["own"]

    school, agency = page(principal.get(at(one))), page(supervisor.get(at(one)))
    both = [said["reason"], said["why_call"], said["shared"], *(later[name] for name in ("question", "reply", "note"))]
    for text in (*both, later["review"], later["feedback"], later["own"]):
        assert escape(text) in school
        assert escape(text) in agency
    assert escape(said["school_only"]) in school
    assert escape(later["notes"]) in agency
    for shown in (school, agency):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown.lower()
    for client in (principal, supervisor):
        assert client.get(at(one, "referral.pdf")).content.startswith(b"%PDF")
    assert principal.get("/referrals/").status_code == 200


def test_a_nul_is_refused_by_every_text_and_nothing_is_written(cast, principal, sro, supervisor):
    sent = submitted(cast.principal, cast.school, NOW)
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    one = begin(principal, "none")
    principal.post(at(one, "crime/"), {"crime": "no", "reason": "A rule."})
    before = counts()
    bad = "before\0after"
    key = {"form_key": uuid4()}
    tries = [
        (principal, at(one, "crime/"), {"crime": "no", "reason": bad}),
        (principal, at(one, "gate/"), {"act": "call", "why_call": bad}),
        (principal, at(one, "details/"), {"shared": bad}),
        (principal, at(one, "details/"), {"school_only": bad}),
        (principal, at(one, "details/"), {"person-0-role": "subject", "person-0-name": bad}),
        (sro, at(sent, "accept/"), {"form_key": uuid4(), "elements_present": "no", "note": bad}),
        (sro, at(sent, "decline/"), {"form_key": uuid4(), "clause": "none", "reason": bad}),
        (sro, at(sent, "ask/"), {"form_key": uuid4(), "question": bad}),
        (sro, at(taken, "outcome/"), {"kind": "advice", "note": bad, **key}),
        (supervisor, at(sent, "review/"), {**REVIEW, "notes": bad}),
        (principal, at(sent, "withdraw/"), {"reason": bad}),
        (principal, at(sent, "addendum/"), {"text": bad, "crosses": "no", **key}),
    ]
    for client, address, given in tries:
        response = client.post(address, given)
        assert response.status_code == 422, address
        assert UNSTORABLE in page(response), address
    assert counts() == before


def test_choices_that_were_never_offered_are_refused(cast, principal, sro):
    sent = submitted(cast.principal, cast.school, NOW)
    one = begin(principal, "over")
    principal.post(at(one, "crime/"), {"crime": "yes", "reason": "As seen."})
    before = counts()
    for name, value in (("behavior", "murder"), ("place", "\0"), ("started_by", "' OR 1=1"), ("day", "\0")):
        assert principal.post(at(one, "details/"), {name: value}).status_code == 422, name
    assert principal.post(at(one, "crime/"), {"crime": "maybe", "reason": "x"}).status_code == 422
    assert (
        sro.post(at(sent, "accept/"), {"form_key": uuid4(), "elements_present": "yes", "nibrs_code": "99Z"}).status_code
        == 422
    )
    assert sro.post(at(sent, "outcome/"), {"kind": "execution", "form_key": uuid4()}).status_code == 422
    assert counts() == before
    assert Referral.objects.get(pk=one.pk).behavior == ""
