"""Makes the demo county, once."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from django.db import transaction

from accounts.models import Organization
from accounts.notices import recipient
from config.due import still_holds
from demo.county import build
from demo.people import DISTRICT
from demo.presence import tell_presence
from demo.questions import tell_questions
from demo.records import tell_requests
from demo.story import tell
from demo.training import tell_training
from demo.work import tell_work
from ledger.actions.mailing import Recipient
from ledger.actions.notices import mark_all_read
from ledger.actions.relay import relay
from ledger.models import Notice
from partnerships.actions import review_notices

SPAN = timedelta(days=400)
READ_UNTIL = timedelta(days=4)  # what came before, everyone has read


class NotEmpty(Exception):
    """The installation holds something that is not the demo."""


def seed(now: datetime) -> bool:
    """Make the county as of `now`; False when it is there already. Raises NotEmpty beside anything else.

    All or nothing: a demo that failed half-way leaves no trace.
    """
    if Organization.objects.filter(name=DISTRICT).exists():
        return False
    if Organization.objects.exists():
        raise NotEmpty("There are organizations here already; the demo wants an empty installation.")
    with transaction.atomic():
        county = build(now - SPAN, now.date())
        tell(county, now)
        tell_requests(county, now)
        tell_questions(county, now)
        tell_training(county, now)
        tell_presence(county, now)
        tell_work(county, now)
        review_notices.tell_of_due_reviews(at=now)
        for person in county.people.values():
            mark_all_read(by_id=person.pk, at=now - READ_UNTIL)
    keep_old_mail_in_the_inbox(now - READ_UNTIL)
    # The mail of the last days goes out as soon as the portal runs, and nothing has held it up.
    Notice.objects.filter(pk__in=Notice.objects.waiting(now).values("pk")).update(due=now)
    return True


def keep_old_mail_in_the_inbox(until: datetime) -> None:
    """Settle the notices of the year told: whoever read them then is not mailed them now."""
    every_kind = frozenset(Notice.objects.order_by().values_list("kind", flat=True).distinct())

    @cache
    def reader(user_id: str) -> Recipient | None:
        found = recipient(user_id)
        return replace(found, inbox_only=every_kind) if found else None

    while relay(at=until, recipient=reader, holds=still_holds).planned:
        continue
