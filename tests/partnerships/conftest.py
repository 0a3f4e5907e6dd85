"""Scans are kept in memory while testing."""

import pytest


@pytest.fixture(autouse=True)
def _scans_in_memory(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
