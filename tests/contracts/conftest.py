"""One world a module: made once, and every request inside a savepoint that is rolled back."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings

from config import readiness
from tests.cast import NOW
from tests.contracts.world import make_world

IN_MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody and everything, at ten in the morning; gone when the module ends."""
    with (
        django_db_blocker.unblock(),
        override_settings(STORAGES=IN_MEMORY),
        # The world's mail is never sent, and /readyz would say so; tests/config/test_probes.py asks it that.
        patch.object(readiness, "LONGEST_WAIT", timedelta(days=3650)),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        yield make_world()
        transaction.set_rollback(True)
