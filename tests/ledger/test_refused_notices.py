"""What no notice and no claim may be, and what the slower of two at once gets."""

from datetime import datetime
from unittest.mock import patch

import pytest
from django.db import transaction
from django.db.models import QuerySet

from ledger.actions.jobs import claim_run
from ledger.actions.notices import queue, queue_all
from ledger.models import JobRun, Notice
from tests.cast import NOW

NAIVE = datetime(2026, 10, 14, 14, 0)  # noqa: DTZ001  a time without its zone is what is refused
GIVEN = {"kind": "ledger.sample", "to": "one", "at": NOW, "about": ("ledger.sample", "1"), "key": "k"}


def tell(**changes):
    with transaction.atomic():
        return queue(**{**GIVEN, **changes})


def tell_many(**changes):
    given = {"kind": "ledger.sample", "at": NOW, "due": NOW, "about_type": "ledger.sample", "mandatory": False}
    with transaction.atomic():
        return queue_all(Notice.objects.none(), **{**given, **changes})


@pytest.mark.django_db
@pytest.mark.parametrize("telling", [tell, tell_many])
@pytest.mark.parametrize("changes", [{"kind": "sample"}, {"at": NAIVE}, {"due": NAIVE}])
def test_a_notice_of_no_kind_or_without_a_zone_is_refused_and_nothing_is_written(telling, changes):
    with pytest.raises(ValueError, match=r"kind|zone"):
        telling(**changes)
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_the_slower_of_two_who_tell_the_same_at_once_writes_nothing():
    tell()
    looked = iter([False, True])  # not there when it looked, there when it wrote
    with patch.object(QuerySet, "exists", lambda self: next(looked)):
        assert tell() is None
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_slower_of_two_who_claim_a_period_at_once_does_not_get_it():
    assert claim_run(job="sample", period="p", at=NOW)
    with patch.object(QuerySet, "exists", lambda self: False):
        assert claim_run(job="sample", period="p", at=NOW) is None
    assert JobRun.objects.count() == 1
