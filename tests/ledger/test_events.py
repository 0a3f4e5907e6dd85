"""Events are written once, in the transaction of the change, with nothing that names a person."""

import dataclasses
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from ledger.actions.events import NotInTransaction, record
from ledger.chain import GENESIS
from ledger.models import Event
from ledger.payload import canonical, plain
from ledger.verify import verify

AT = datetime(2026, 3, 9, 14, 30, 0, 123456, tzinfo=UTC)


@dataclasses.dataclass
class Origin:
    ip: str = "2001:DB8::1"
    session: str = "a" * 64
    request_id: str = "req-1"


@dataclasses.dataclass
class Person:
    id: uuid.UUID
    origin: Origin | None = None


def test_an_event_says_who_what_where_and_when(db):
    person = Person(uuid.uuid4(), Origin())
    event = record(
        action="incidents.referral.submitted",
        at=AT,
        by=person,
        on=("incidents.referral", "17"),
        organization=uuid.UUID(int=5),
        data={"clause": "IV.3", "fields": ["place", "time"], "count": 2, "late": False, "basis": None},
    )
    event.refresh_from_db()
    assert (event.seq, event.at, event.actor_id) == (1, AT, str(person.id))
    assert (event.ip, event.session, event.request_id) == ("2001:db8::1", "a" * 64, "req-1")
    assert event.organization_id == str(uuid.UUID(int=5))
    assert event.details == {"clause": "IV.3", "fields": ["place", "time"], "count": 2, "late": False, "basis": None}
    assert event.prev_hash == GENESIS
    assert verify().intact


def test_an_event_may_have_no_person_and_no_request(db):
    assert record(action="ledger.job.finished", at=AT, by=None).actor_id == ""
    person = Person(uuid.uuid4())
    assert record(action="ledger.test.done", at=AT, by=person).ip == ""


def test_each_event_follows_from_the_one_before(db):
    events = [record(action="ledger.test.done", at=AT, by=None) for _ in range(3)]
    assert [event.seq for event in events] == [1, 2, 3]
    assert [event.prev_hash for event in events[1:]] == [event.hash for event in events[:-1]]


def test_the_same_instant_in_another_zone_is_the_same_event_time(db):
    east = AT.astimezone(timezone(timedelta(hours=9)))
    record(action="ledger.test.done", at=east, by=None)
    record(action="ledger.test.done", at=AT.replace(microsecond=0), by=None)
    assert Event.objects.get(seq=1).at == AT
    assert verify().intact


@pytest.mark.parametrize(
    "data",
    [
        {"note": "two words"},
        {"name": "Lindqvist"},
        {"name": "McKay"},
        {"mail": "someone@example.org"},
        {"text": "x" * 121},
        {"text": "line\nbreak"},
        {"text": "naïve"},
        {"price": 1.5},
        {"nested": {"a": 1}},
        {"list": [["deep"]]},
        {"Key": "x"},
        {"two words": "x"},
        {"many": ["x"] * 501},
        {"big": 2**64},
    ],
)
def test_data_that_could_be_a_name_or_a_sentence_is_refused(db, data):
    with pytest.raises(ValueError, match=r"must be|holds more"):
        record(action="ledger.test.done", at=AT, by=None, data=data)
    assert not Event.objects.exists()


@pytest.mark.parametrize("text", ["submitted", "SRO-2026-0123", "13B", "IV.3", "2026-03-09T14:30:00Z", "/referrals/9/"])
def test_ids_and_fixed_words_pass(text):
    assert plain({"value": text}) == {"value": text}


def test_a_naive_time_is_refused(db):
    with pytest.raises(ValueError, match="zone"):
        record(action="ledger.test.done", at=AT.replace(tzinfo=None), by=None)


@pytest.mark.parametrize("ip", ["/run/socket", "1.2.3.4, 5.6.7.8", "<script>"])
def test_what_is_no_address_is_left_out(db, ip):
    person = Person(uuid.uuid4(), Origin(ip=ip))
    assert record(action="ledger.test.done", at=AT, by=person).ip == "unreadable"


def test_a_rolled_back_change_takes_its_event_along_and_leaves_no_gap(db):
    record(action="ledger.test.done", at=AT, by=None)

    with transaction.atomic():
        record(action="ledger.test.done", at=AT, by=None)
        transaction.set_rollback(True)
    record(action="ledger.test.done", at=AT, by=None)
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert verify().intact


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransaction):
        record(action="ledger.test.done", at=AT, by=None)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_runner_can_empty_a_protected_table_between_tests():
    with transaction.atomic():
        record(action="ledger.test.done", at=AT, by=None)
    assert verify().checked == 1


def test_events_are_found_by_object_newest_first(db):
    for number in range(4):
        record(action="ledger.test.done", at=AT, by=None, on=("incidents.referral", str(number % 2)))
    assert [event.seq for event in Event.objects.on("incidents.referral", 1)] == [4, 2]


WORDS = st.from_regex(r"[a-z0-9_.:/+-]{0,40}", fullmatch=True)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | WORDS | st.uuids() | st.dates()
FACTS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), SCALARS | st.lists(SCALARS, max_size=5), max_size=6
)


@given(FACTS)
def test_canonical_json_comes_back_as_the_same_bytes(facts):
    checked = plain(facts)
    text = canonical(checked)
    assert Event(data=text).details == checked
    assert canonical(Event(data=text).details) == text
    assert canonical(dict(reversed(checked.items()))) == text
    assert text.isascii()
