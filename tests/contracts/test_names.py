"""The names of events and notices are members of enums: searching for a name leads to the line that writes it."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from ledger.names import Name

ROOT = Path(__file__).resolve().parents[2]
APPS = ("ledger", "accounts", "rosters", "partnerships", "training", "incidents", "config")
# What stands in the ledger keeps the name it was written with.
SAID = {"rosters": "accounts"}
SHAPES = {"EventName": r"[a-z]+\.[a-z_]+\.[a-z_]+", "NoticeKind": r"[a-z]+\.[a-z_]+"}


def enums_of(app):
    module = import_module(f"{app}.events")
    return {name: getattr(module, name) for name in SHAPES if hasattr(module, name)}


def sources(app):
    """The files of an app, and of those that write some of the events of a lower one."""
    paths = [path for floor in (app, "accounts", "rosters", "config") for path in (ROOT / floor).rglob("*.py")]
    return {path for path in paths if path.name != "events.py" and "migrations" not in path.parts}


@pytest.mark.parametrize("app", APPS)
def test_every_name_is_of_its_app_and_somebody_writes_it(app):
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources(app) if path.name != "events.py")
    for kind, enum in enums_of(app).items():
        assert issubclass(enum, Name)
        for member in enum:
            assert re.fullmatch(SHAPES[kind], member.value), member.value
            assert member.value.startswith(f"{SAID.get(app, app)}."), member.value
            assert str(member.label)
            assert f"{kind}.{member.name}" in text, f"nothing writes {member.value}"


@pytest.mark.parametrize("app", APPS)
def test_no_name_is_built_from_pieces(app):
    built = []
    for path in sources(app):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("record", "queue", "queue_all"):
                given = [one.value for one in node.keywords if one.arg in ("action", "kind")]
                built += [f"{path.name}:{one.lineno}" for one in given if isinstance(one, ast.JoinedStr)]
    assert built == []
