"""Scans are kept in memory while testing."""

import pytest

from tests.ledger.conftest import empty_database  # noqa: F401  # a fixture


@pytest.fixture(autouse=True)
def _scans_in_memory(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
