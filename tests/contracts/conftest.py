"""One world for all contracts: made once, and every request inside a savepoint that is rolled back."""

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
import time_machine
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from accounts import take_outs
from config import readiness
from ledger.models import JobRun
from tests.cast import NOW
from tests.contracts.world import make_world

HERE = Path(__file__).parent
IN_MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def pytest_collection_modifyitems(items):
    """What needs the world runs together and last, so that it is made once a worker and in nobody's way.

    The walks as every further role ask the same of other pages than the everyday ones, and are walked `once`.
    """
    places = [place for place, item in enumerate(items) if item.path.is_relative_to(HERE)]
    ours = sorted((items[place] for place in places), key=lambda item: ("world" in item.fixturenames, role_of(item)))
    for place, item in zip(places, ours, strict=True):
        items[place] = item
        if item.get_closest_marker("slow"):
            item.add_marker("once")


def role_of(item):
    """The role as which a walk is made: walks of one role stand together, so that they share it (crawl.walked)."""
    return (getattr(item, "callspec", None) and str(item.callspec.params.get("role", ""))) or ""


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Everybody and everything, at ten in the morning; gone when the package ends."""
    with (
        django_db_blocker.unblock(),
        override_settings(STORAGES=IN_MEMORY),
        # The world's mail is never sent, and /readyz would say so; tests/config/test_probes.py asks it that.
        patch.object(readiness, "LONGEST_WAIT", timedelta(days=3650)),
        # A walk opens everything there is within one hour; tests/incidents/views/test_take_outs.py asks the measure.
        patch.multiple(take_outs, OPENINGS_AN_HOUR=10**9, LINES_AN_HOUR=10**9),
        patch.object(readiness, "LONGEST_WAIT_OF_ALL", timedelta(days=3650)),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        # No job is late for when the database was made, nor for what a test with processes of its own has left there.
        MigrationRecorder.Migration.objects.update(applied=NOW)
        JobRun.objects.all().delete()
        yield make_world()
        transaction.set_rollback(True)
