"""Someone must be told; someone has read it."""

import re
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import BooleanField, DateTimeField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.utils.module_loading import import_string

from common.bulk_sql import NewUUID, insert_from
from common.mail import message_id
from ledger.actions.events import require_transaction
from ledger.models import Delivery, Notice
from ledger.names import Name
from ledger.payload import Facts, plain, word

_KIND = re.compile(r"[a-z_]+\.[a-z0-9_]+\Z")


def queue(
    *,
    kind: Name,
    to: object,
    at: datetime,
    about: tuple[str, str],
    key: str,
    due: datetime | None = None,
    facts: Facts | None = None,
    mandatory: bool = False,
    fold: str = "",
    sealed: str = "",
    urgent: bool = False,
) -> Notice | None:
    """Write a notice in the caller's transaction; the relay sends it when due and only if it still holds.

    `to` is a user's id. A key names this notice to this person for ever: the second queue with the same key
    returns None and writes nothing. `mandatory` reaches those who chose the inbox only. Notices to one person with
    the same `fold` travel in one message. `sealed` is what the mail alone may say, sealed by the caller; `urgent` is
    for who waits before a page, and goes out before all others. Facts are ids and fixed words; `path` among them
    becomes the link.
    Raises NotInTransaction, and ValueError for a bad kind, key or fact.
    """
    require_transaction()
    if not _KIND.match(kind):
        raise ValueError("A kind of notice is written app.notice.")
    if at.tzinfo is None or (due is not None and due.tzinfo is None):
        raise ValueError("A notice's times must say their zone.")
    recipient = word(to, name="to", longest=64)
    if not recipient or not key:
        raise ValueError("A notice needs a person and a key.")
    notice = Notice(
        kind=str(kind),
        to=recipient,
        at=at,
        due=due or at,
        about_type=word(about[0], name="about", longest=64),
        about_id=word(about[1], name="about", longest=64),
        key=word(key, name="key", longest=200),
        facts=plain(facts),
        mandatory=mandatory,
        fold=word(fold, name="fold", longest=40),
        sealed=sealed,
    )
    if Notice.objects.filter(key=key).exists():
        return None
    try:
        with transaction.atomic():
            if urgent:
                notice.delivery = message_for(notice.to, at=at, due=notice.due, urgent=True)
            notice.save(force_insert=True)
    except IntegrityError:
        # Another transaction wrote the same key since we looked; anything else is a fault of ours.
        if Notice.objects.filter(key=key).exists():
            return None
        raise
    transaction.on_commit(hint, robust=True)  # a lost hint must not fail the request that committed
    return notice


def message_for(to: str, *, at: datetime, due: datetime, urgent: bool = False) -> Delivery:
    """A message to one person, which carries no notice yet."""
    token = uuid.uuid4()
    return Delivery.objects.create(
        id=token, to=to, message_id=message_id(token), created_at=at, try_after=due, urgent=urgent
    )


def queue_all(
    source: QuerySet[Any],
    *,
    kind: Name,
    at: datetime,
    due: datetime,
    about_type: str,
    fold: str = "",
    mandatory: bool = False,
) -> int:
    """Write a notice for each row of a query in one statement, in the caller's transaction; how many were new.

    The rows must have the annotations `notice_to` (a user's id), `notice_about`, `notice_key` (all text) and
    `notice_facts` (a JSON object of ids and fixed words). A key that was queued before writes nothing, so the same
    sweep may run as often as one likes, by any number of processes. Raises NotInTransaction,
    and ValueError for a bad kind or a time without its zone.
    """
    require_transaction()
    if not _KIND.match(kind):
        raise ValueError("A kind of notice is written app.notice.")
    if at.tzinfo is None or due.tzinfo is None:
        raise ValueError("A notice's times must say their zone.")
    texts = {
        "kind": str(kind),
        "about_type": word(about_type, name="about", longest=64),
        "fold": word(fold, name="fold", longest=40),
        "dropped_reason": "",
        "sealed": "",
    }
    values: dict[str, Any] = {
        "id": NewUUID(),
        "at": Value(at, DateTimeField()),
        "due": Value(due, DateTimeField()),
        "mandatory": Value(mandatory, BooleanField()),
        **{name: Value(text, TextField()) for name, text in texts.items()},
        "to": F("notice_to"),
        "about_id": F("notice_about"),
        "key": F("notice_key"),
        "facts": F("notice_facts"),
    }
    told = Notice.objects.filter(key=OuterRef("notice_key"))
    written = insert_from(Notice, source.filter(~Exists(told)), values, in_order_of=["key"])
    if written:
        transaction.on_commit(hint, robust=True)
    return written


def hint() -> None:
    """Say to whoever relays that something was committed; `LEDGER_WAKE` names the function, empty means nobody."""
    if settings.LEDGER_WAKE:
        import_string(settings.LEDGER_WAKE)()


def mark_read(*, notice_id: object, by_id: object, at: datetime) -> bool:
    """Note that a person opened a notice of theirs; False when it is not theirs or was read before."""
    mine = Notice.objects.filter(pk=str(notice_id), to=str(by_id))
    return mine.unread().update(read_at=at) == 1


def mark_all_read(*, by_id: object, at: datetime) -> int:
    """Note that a person has seen all that is in their inbox now; says how many were new."""
    return Notice.objects.inbox(by_id, at).unread().order_by().select_related(None).update(read_at=at)
