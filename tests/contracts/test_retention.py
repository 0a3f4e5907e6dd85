"""Every field of every model of ours has an owner, a sensitivity and a life."""

import pytest
from django.apps import apps

from ledger.retention import OWNERS, fields_of, lines_without_field, schedule, unlisted_fields

OURS = [label for label in ("ledger", "accounts", "partnerships", "training", "incidents") if apps.is_installed(label)]


@pytest.mark.parametrize("app", OURS)
def test_every_field_has_a_line(app):
    assert unlisted_fields([app]) == []


@pytest.mark.parametrize("app", OURS)
def test_every_line_has_a_field(app):
    assert lines_without_field([app]) == []


def test_every_line_uses_known_words_and_says_a_life_in_a_sentence():
    lines = schedule()
    assert {line.owner for line in lines.values()} <= set(OWNERS)
    assert all(line.life.endswith(".") for line in lines.values())


def test_a_field_without_a_line_would_be_named(monkeypatch):
    lines = dict(schedule())
    missing = lines.pop("ledger.Event.ip")
    monkeypatch.setattr("ledger.retention.schedule", lambda: {**lines, "ledger.Event.gone": missing})
    assert unlisted_fields(["ledger"]) == ["ledger.Event.ip"]
    assert lines_without_field(["ledger"]) == ["ledger.Event.gone"]
    assert "ledger.Notice.delivery" in fields_of(["ledger"])
