"""Every file and every long list, over more rows than one statement, one page or one expression holds."""

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from bench import volumes
from bench.run import sign_in
from bench.seed import build
from ledger.models import Event

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

ROWS = 1_500  # beyond the thousand levels of SQLite's expressions


@pytest.fixture
def world():
    at = timezone.now()
    world = build(at)
    volumes.fill(world, at, ROWS)
    return world


@override_settings(ROOT_URLCONF="bench.urls")
def test_every_file_and_list_comes_whole(world):
    before = Event.objects.filter(action__contains="export").count()
    found = list(volumes.measure(world, sign_in))
    assert [one for one in found if not one.well] == []
    assert all(one.size for one in found)
    # The list of a roster's faulty lines names nobody, and is the one that is not recorded.
    recorded = Event.objects.filter(action__contains="export").count() - before
    assert recorded == len(volumes.files(world)) - 1
    assert not connection.in_atomic_block


@override_settings(ROOT_URLCONF="bench.urls")
def test_statements_do_not_grow_with_the_lists(world):
    lists = [one for one in volumes.measure(world, sign_in) if one.name in dict(volumes.LISTS)]
    assert {one.name: one.statements for one in lists if one.statements > 20} == {}
