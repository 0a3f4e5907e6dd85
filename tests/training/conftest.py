"""Certificates and sheets are kept in memory while testing."""

import pytest


@pytest.fixture(autouse=True)
def _evidence_in_memory(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
