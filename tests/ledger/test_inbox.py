"""What a person finds in the portal's own inbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from ledger.actions.mailing import Recipient
from ledger.actions.notices import mark_all_read, mark_read, queue
from ledger.actions.relay import relay
from ledger.models import Notice

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def queued(key, to="u1", **changes):
    return queue(kind="ledger.sample", to=to, at=AT, about=("ledger.test", "1"), key=key, **changes)


def test_an_inbox_holds_ones_own_due_notices_newest_first():
    early, late = queued("k1", due=AT - timedelta(hours=1)), queued("k2")
    queued("k3", due=AT + timedelta(hours=1))
    queued("k4", to="u2")
    assert list(Notice.objects.inbox("u1", AT)) == [late, early]
    assert Notice.objects.for_person("u1").count() == 3


def test_reading_a_notice_counts_once_and_only_for_its_person():
    notice = queued("k1")
    assert not mark_read(notice_id=notice.pk, by_id="u2", at=AT)
    assert Notice.objects.for_person("u1").unread().count() == 1
    assert mark_read(notice_id=notice.pk, by_id="u1", at=AT)
    assert not mark_read(notice_id=notice.pk, by_id="u1", at=AT + timedelta(hours=1))
    assert Notice.objects.get().read_at == AT


def test_all_that_is_due_can_be_marked_read_at_once():
    queued("k1")
    queued("k2")
    queued("k3", due=AT + timedelta(hours=1))
    assert mark_all_read(by_id="u1", at=AT) == 2
    assert Notice.objects.unread().count() == 1


def test_what_no_longer_holds_leaves_the_inbox():
    queued("k1")
    relay(at=AT, recipient=lambda _id: Recipient("a@example.org"), holds=lambda _fact: False)
    assert not Notice.objects.inbox("u1", AT).exists()


def test_the_oldest_waiting_notice_shows_the_lag_of_the_relay():
    queued("k1", due=AT - timedelta(hours=3))
    queued("k2")
    assert Notice.objects.waiting(AT).first().due == AT - timedelta(hours=3)
    relay(at=AT, recipient=lambda _id: None, holds=lambda _fact: True)
    assert not Notice.objects.waiting(AT).exists()


def test_an_id_that_is_none_is_refused_by_django_as_everywhere():
    with pytest.raises(ValidationError):
        mark_read(notice_id="not-an-id", by_id="u1", at=AT)
