"""Each act refused for each role that may not do it, with nothing changed."""

from uuid import uuid4

import pytest

from incidents.actions import addenda, outcomes, questions, referrals, registers, responses, reviews
from incidents.errors import NotYours
from incidents.models import Question
from tests.cast import NOW
from tests.factories.incidents import accepted, draft, submitted
from tests.incidents.all_rows import everything

WRITERS = {"principal", "designee"}
OFFICERS = {"sro"}
SUPERVISORS = {"supervisor", "second_supervisor"}
SCHOOL_READERS = WRITERS | {"district_administrator", "records_custodian"}
PEOPLE = [
    "principal",
    "designee",
    "staff",
    "district_administrator",
    "records_custodian",
    "sro",
    "supervisor",
    "agency_administrator",
    "district_signatory",
    "agency_signatory",
    "portal_administrator",
    "stranger_principal",
    "stranger_district_administrator",
    "stranger_sro",
    "stranger_supervisor",
]


def start(cast, by, _stage):
    referrals.start(by=by, at=NOW, school=cast.school, danger="none", form_key=uuid4())


def change(cast, by, stage):
    referrals.change(by=by, at=NOW, referral=stage["draft"], answers={"place": "gym"})


def discard(cast, by, stage):
    referrals.discard(by=by, at=NOW, referral=stage["draft"])


def keep(cast, by, stage):
    referrals.keep_in_school(
        by=by, at=NOW, referral=stage["draft"], route="conversation", occurred_on=NOW.date(), behavior="phone"
    )


def submit(cast, by, stage):
    referrals.submit(by=by, at=NOW, referral=stage["draft"])


def disclose(cast, by, stage):
    referrals.disclose(by=by, at=NOW, referral=stage["sent"])


def withdraw(cast, by, stage):
    referrals.withdraw(by=by, at=NOW, referral=stage["sent"], reason="x")


def look(cast, by, stage):
    referrals.look(by=by, at=NOW, referral=stage["sent"].pk)


def accept(cast, by, stage):
    responses.accept(by=by, at=NOW, referral=stage["sent"], elements=responses.Elements("yes"), form_key=uuid4())


def decline(cast, by, stage):
    responses.decline(by=by, at=NOW, referral=stage["sent"], clause=cast.discipline, reason="", form_key=uuid4())


def record_outcome(cast, by, stage):
    outcomes.record_outcome(by=by, at=NOW, referral=stage["accepted"], kind="warning", form_key=uuid4())


def ask(cast, by, stage):
    questions.ask(by=by, at=NOW, referral=stage["sent"], question="Who?", form_key=uuid4())


def reply(cast, by, stage):
    questions.reply(by=by, at=NOW, question=Question.objects.get(), reply="A teacher.", form_key=uuid4())


def decide(cast, by, stage):
    reviews.decide(
        by=by,
        at=NOW,
        referral=stage["sent"],
        decision=reviews.Decision(determination="emergency", crime_involved="yes", reason="Hurt."),
        form_key=uuid4(),
    )


def add(cast, by, stage):
    addenda.add(by=by, at=NOW, referral=stage["sent"], text="More.", crosses=True, form_key=uuid4())


def export(cast, by, stage):
    chosen = referrals.choose_rows(by=by, at=NOW, rows=type(stage["sent"]).objects.visible_to(by, NOW))
    registers.record_export(chosen, by=by, at=NOW, filters={"state": "sent"})


ALLOWED = [
    (start, WRITERS),
    (change, WRITERS),
    (discard, WRITERS),
    (keep, WRITERS),
    (submit, WRITERS),
    (disclose, WRITERS),
    (withdraw, WRITERS),
    (reply, WRITERS),
    (look, SCHOOL_READERS | OFFICERS | SUPERVISORS),
    (accept, OFFICERS),
    (decline, OFFICERS),
    (record_outcome, OFFICERS),
    (ask, OFFICERS | SUPERVISORS),
    (decide, SUPERVISORS),
    (add, WRITERS | OFFICERS | SUPERVISORS),
    (
        export,
        SCHOOL_READERS | SUPERVISORS | {"stranger_principal", "stranger_district_administrator", "stranger_supervisor"},
    ),
]


@pytest.fixture
def stage(cast):
    """A draft, one sent, one accepted with an open question."""
    rows = {
        "draft": draft(cast.principal, cast.school, NOW, crime="no", danger="none"),
        "sent": submitted(cast.principal, cast.school, NOW),
        "accepted": accepted(cast.principal, cast.school, cast.sro, NOW),
    }
    questions.ask(by=cast.sro, at=NOW, referral=rows["accepted"], question="Where?", form_key=uuid4())
    return rows


@pytest.mark.parametrize(("act", "allowed"), ALLOWED, ids=lambda value: getattr(value, "__name__", ""))
def test_only_those_who_may_act_and_a_refusal_changes_nothing(cast, stage, act, allowed):
    before = everything()
    for name in PEOPLE:
        if name not in allowed:
            with pytest.raises(NotYours):
                act(cast, getattr(cast, name), stage)
            assert everything() == before, f"{name} changed something"
    act(cast, getattr(cast, sorted(allowed)[0]), stage)
