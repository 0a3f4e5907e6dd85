"""Each line of `transitions.csv` about a request for a record is what its action does: by that one right alone."""

import csv
from dataclasses import replace

import pytest

from accounts.access import AccessDenied
from accounts.permissions import Permission
from accounts.roles import RULES
from incidents.actions import record_requests
from incidents.models import RecordRequest
from tests.cast import NOW
from tests.contracts.test_transitions import CSV
from tests.incidents.all_rows import everything
from tests.incidents.asking import asked, granted, in_part, refused

LINES = [
    (line["action"], line["to"], line["permission"])
    for line in csv.DictReader(CSV.read_text(encoding="utf-8").splitlines())
    if line["thing"] == "incidents.record_request"
]
ACTS = {
    "incidents.record_request.grant": ("records_custodian", granted),
    "incidents.record_request.grant_in_part": ("records_custodian", in_part),
    "incidents.record_request.refuse": ("records_custodian", refused),
    "incidents.record_request.withdraw": (
        "supervisor",
        lambda cast, request: record_requests.withdraw(by=cast.supervisor, at=NOW, record_request=request),
    ),
}


@pytest.mark.parametrize(("action", "end", "permission"), LINES)
def test_a_request_moves_by_the_right_of_its_line_and_by_no_other(cast, monkeypatch, action, end, permission):
    name, act = ACTS[action]
    request, role, right = asked(cast), getattr(cast, name).memberships.get().role, Permission(permission)
    before = everything()
    monkeypatch.setitem(RULES, role, replace(RULES[role], rights=frozenset(set(Permission) - {right})))
    with pytest.raises(AccessDenied):
        act(cast, request)
    assert everything() == before
    monkeypatch.setitem(RULES, role, replace(RULES[role], rights=frozenset({right})))
    act(cast, request)
    assert RecordRequest.objects.get().state == end


def test_every_move_of_a_request_is_acted_out():
    assert {action for action, *_rest in LINES} == set(ACTS)
