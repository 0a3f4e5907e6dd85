"""The tables of moves are what `transitions.csv` says; a change there is a change of the house's rules."""

import csv
import importlib
from pathlib import Path

from django.apps import apps

from common.transitions import table_rows

CSV = Path(__file__).with_name("transitions.csv")
HEADER = ["thing", "action", "from", "to", "permission"]
# Each table by the thing it moves.
THINGS = {"rosters": "accounts.roster", "partnerships": "partnerships.version", "incidents": "incidents.referral"}


def tables():
    """The moves of every app that has a table of them."""
    found = {}
    for app in ("ledger", "accounts", "rosters", "partnerships", "training", "incidents"):
        name = f"{app}.states"
        if apps.is_installed(app) and importlib.util.find_spec(name):
            module = importlib.import_module(name)
            found[THINGS.get(app, app)] = module.MOVES
            if app == "incidents":
                found["incidents.record_request"] = module.REQUEST_MOVES
                found["incidents.consult"] = module.CONSULT_MOVES
    return found


def test_the_moves_are_those_of_the_table():
    written = list(csv.reader(CSV.read_text(encoding="utf-8").splitlines()))
    assert written[0] == HEADER
    assert [tuple(row) for row in written[1:]] == table_rows(tables())


def test_every_state_can_be_reached_and_left_or_is_an_end():
    for thing, moves in tables().items():
        starts = {str(state) for move in moves for state in move.from_states}
        ends = {str(move.to_state) for move in moves}
        first = starts - ends
        assert len(first) == 1, f"{thing} begins in {first}"
