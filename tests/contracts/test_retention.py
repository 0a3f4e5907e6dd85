"""Every field of every installed model, ours or a library's, has an owner, a sensitivity and a life."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from ledger.retention import OWNERS, fields_of, lines_without_field, schedule, unlisted_fields

INSTALLED = sorted(config.label for config in apps.get_app_configs() if list(config.get_models()))


@pytest.mark.parametrize("app", INSTALLED)
def test_every_field_has_a_line(app):
    assert unlisted_fields([app]) == []


@pytest.mark.parametrize("app", INSTALLED)
def test_every_line_has_a_field(app):
    assert lines_without_field([app]) == []


def test_no_section_speaks_of_an_app_that_is_not_there():
    assert {label.partition(".")[0] for label in schedule()} == {*INSTALLED, "cache"}


@pytest.mark.django_db
def test_every_column_of_the_cache_table_has_a_line():
    with connection.cursor() as cursor:
        table = settings.CACHES["default"]["LOCATION"] if not settings.CACHE_URL else None
        columns = (
            {one.name for one in connection.introspection.get_table_description(cursor, table)} if table else set()
        )
    listed = {label.rpartition(".")[2] for label in schedule() if label.startswith("cache.Table.")}
    assert listed == {"cache_key", "value", "expires"}
    assert columns <= listed


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
