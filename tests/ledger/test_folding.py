"""Several facts of one morning travel in one message; each keeps its own standing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, JSONObject

from accounts.models import User
from common.bulk_sql import UUIDText
from ledger.actions.mailing import Recipient
from ledger.actions.notices import queue, queue_all
from ledger.actions.relay import relay
from ledger.models import Delivery, Event, Notice
from tests.factories.accounts import UserFactory

AT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_mail")]


def queued(key, to="u1", fold="2026-03-09", **changes):
    facts = {"number": f"SRO-{key}", "path": f"/items/{key}/"}
    return queue(
        kind="ledger.sample", at=AT, key=key, to=to, about=("ledger.test", key), facts=facts, fold=fold, **changes
    )


def run(at=AT, holds=lambda _fact: True, **recipient):
    return relay(at=at, recipient=lambda to: Recipient(f"{to}@example.org", **recipient), holds=holds)


def standings():
    return {notice.key: notice.status.key for notice in Notice.objects.select_related("delivery")}


def test_what_falls_on_one_day_is_one_message_with_a_line_for_each():
    for key in ("1", "2", "3"):
        queued(key)
    queued("4", to="u2")
    queued("5", fold="")
    report = run()
    assert (report.planned, report.sent) == (3, 3)
    folded = next(message for message in mail.outbox if "3 things" in message.subject)
    assert folded.to == ["u1@example.org"]
    for key in ("1", "2", "3"):
        assert f"Item SRO-{key} needs you" in folded.body
        assert f"https://portal.example/items/{key}/" in folded.body
        assert f'href="https://portal.example/items/{key}/"' in folded.alternatives[0].content
    assert "SRO-4" not in folded.body
    assert set(standings().values()) == {"sent"}
    assert Event.objects.filter(action="ledger.notice.sent").count() == 5


def test_one_alone_has_its_own_mail():
    queued("1")
    run()
    assert [message.subject for message in mail.outbox] == ["Item SRO-1 needs you"]


def test_another_day_is_another_message():
    queued("1")
    queued("2", fold="2026-03-10", due=AT + timedelta(days=1))
    run()
    run(AT + timedelta(days=1))
    assert [message.subject for message in mail.outbox] == ["Item SRO-1 needs you", "Item SRO-2 needs you"]


def test_what_no_longer_holds_is_left_out_and_says_so():
    for key in ("1", "2", "3"):
        queued(key)
    report = run(holds=lambda fact: fact.key != "2")
    assert (report.sent, report.dropped, report.lost) == (1, 1, 0)
    (message,) = mail.outbox
    assert "SRO-2" not in message.body
    assert standings() == {"1": "sent", "2": "not_needed", "3": "sent"}
    assert not Delivery.objects.ready(AT + timedelta(days=1)).exists()


def test_nothing_is_sent_when_none_of_them_holds():
    for key in ("1", "2"):
        queued(key)
    report = run(holds=lambda _fact: False)
    assert (report.sent, report.dropped) == (0, 2)
    assert mail.outbox == []
    assert run(AT + timedelta(days=1)).planned == 0


def sweep(**changes):
    people = User.objects.annotate(
        notice_to=UUIDText("pk"),
        notice_about=UUIDText("pk"),
        notice_key=Concat(Value("swept:"), UUIDText("pk")),
        notice_facts=JSONObject(path=Value("/items/"), person=UUIDText(F("pk"))),
    )
    given = {"kind": "ledger.sample", "at": AT, "due": AT, "about_type": "accounts.user", "fold": "2026-03-09"}
    with transaction.atomic():
        return queue_all(people, **{**given, **changes})


def test_a_sweep_writes_what_queue_writes_and_only_once():
    people = UserFactory.create_batch(3)
    with transaction.atomic():
        queue(
            kind="ledger.sample",
            to=people[0].pk,
            at=AT,
            about=("accounts.user", str(people[0].pk)),
            key=f"swept:{people[0].pk}",
            facts={"path": "/items/", "person": people[0].pk},
            fold="2026-03-09",
        )
    assert sweep() == 2
    assert sweep() == 0
    singly = Notice.objects.get(to=str(people[0].pk))
    for person in people[1:]:
        swept = Notice.objects.get(to=str(person.pk))
        assert swept.pk.version == 4
        assert swept.facts == {"path": "/items/", "person": str(person.pk)}
        for name in ("kind", "at", "due", "about_type", "mandatory", "fold", "delivery", "read_at", "dropped_reason"):
            assert getattr(swept, name) == getattr(singly, name), name
    assert run().sent == 3


def test_a_sweep_is_one_statement_however_many_people(django_assert_num_queries):
    UserFactory.create_batch(20)
    with transaction.atomic(), django_assert_num_queries(3):  # savepoint, statement, release
        assert sweep() == 20
    assert connection.vendor in ("sqlite", "postgresql")
