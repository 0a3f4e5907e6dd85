"""Each line of `transitions.csv` about a call is what its action does: by who holds that one right, by nobody else.

The table of moves alone could be right while the action asks for another right. So every line is acted out, with roles
cut to the line: somebody in the right place with every right of the portal but that one, then with that one alone.
"""

import csv
from dataclasses import replace
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.permissions import Permission
from accounts.roles import RULES
from incidents.actions import referrals, responses, reviews
from incidents.models import Referral
from tests.cast import NOW
from tests.contracts.test_transitions import CSV
from tests.factories.incidents import accepted, draft, submitted
from tests.incidents.all_rows import everything

LINES = [
    (line["action"], line["from"], line["to"], line["permission"])
    for line in csv.DictReader(CSV.read_text(encoding="utf-8").splitlines())
    if line["thing"] == "incidents.referral"
]


def declined(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    responses.decline(by=cast.sro, at=NOW, referral=sent, clause=cast.discipline, reason="", form_key=uuid4())
    return sent


# A call in each state that a move starts from.
CALLS = {
    "draft": lambda cast: draft(cast.principal, cast.school, NOW),
    "submitted": lambda cast: submitted(cast.principal, cast.school, NOW),
    "accepted": lambda cast: accepted(cast.principal, cast.school, cast.sro, NOW),
    "declined": declined,
}
# Who stands where the move is made, and the action itself.
DECISION = reviews.Decision(determination="emergency", crime_involved="yes", reason="Hurt.")
ACTS = {
    "incidents.referral.submit": ("designee", lambda **who: referrals.submit(**who)),
    "incidents.referral.withdraw": ("designee", lambda **who: referrals.withdraw(**who, reason="Settled.")),
    "incidents.response.accept": (
        "sro",
        lambda **who: responses.accept(**who, elements=responses.Elements("yes"), form_key=uuid4()),
    ),
    "incidents.response.decline": (
        "sro",
        lambda **who: responses.decline(**who, clause=None, reason="A rule.", form_key=uuid4()),
    ),
    "incidents.review.decide": ("supervisor", lambda **who: reviews.decide(**who, decision=DECISION, form_key=uuid4())),
}


@pytest.fixture
def give(monkeypatch):
    """Let the person's role hold these rights and no others; where it reaches stays."""

    def to(person, rights):
        role = person.memberships.get().role
        monkeypatch.setitem(RULES, role, replace(RULES[role], rights=frozenset(rights)))

    return to


@pytest.mark.parametrize(("action", "start", "end", "permission"), LINES)
def test_a_call_moves_by_the_right_of_its_line_and_by_no_other(cast, give, action, start, end, permission):
    name, act = ACTS[action]
    person, call, right = getattr(cast, name), CALLS[start](cast), Permission(permission)
    assert Referral.objects.get().state == start
    before = everything()

    give(person, set(Permission) - {right})
    with pytest.raises(AccessDenied):
        act(by=person, at=NOW, referral=call)
    assert everything() == before

    give(person, {right})
    act(by=person, at=NOW, referral=call)
    assert Referral.objects.get().state == end


def test_every_move_of_a_call_is_acted_out_and_none_is_the_portals_own():
    assert {action for action, *_rest in LINES} == set(ACTS)
    assert all(permission for *_rest, permission in LINES), "a person moves a call, never a sweep or the console"
