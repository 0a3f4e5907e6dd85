"""Whose postings a person reads the presence of, by the posting itself: a day nobody spoke of has no row."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from common.periods import not_over_on
from incidents.presence.querysets import reached
from partnerships.models import PartnershipSchool, Posting
from partnerships.querysets import PostingQuerySet

COLUMNS = {"school": "school", "district": "partnership__district", "agency": "partnership__agency"}


def postings_read(user: User, at: datetime | None = None) -> PostingQuerySet[Posting]:
    """Postings whose days the person reads: their schools', district's or agency's; of an officer their own."""
    found = reached(user, Permission.PRESENCE_READ, at, **COLUMNS)
    if served := reach_of(user, at).with_span(Permission.PRESENCE_READ, Span.POSTED):
        found |= Q(partnership__agency__in=served, officer=user.pk)
    return Posting.objects.filter(found)


def postings_certified(user: User, at: datetime | None = None) -> "QuerySet[Posting]":
    """Postings whose certificate the person reads."""
    return Posting.objects.filter(reached(user, Permission.PRESENCE_CERTIFICATE, at, **COLUMNS))


def unposted_schools(user: User, first: date, last: date, posted: Collection[UUID]) -> list[str]:
    """Covered schools of those days whose certificate the person reads and where no officer is posted, by name."""
    covered = PartnershipSchool.objects.filter(
        reached(user, Permission.PRESENCE_CERTIFICATE, None, **COLUMNS),
        not_over_on(first),
        starts_on__lte=last,
        partnership__accepted_at__isnull=False,
    ).exclude(school__in=posted)
    return list(covered.order_by("school__name_folded").values_list("school__name", flat=True).distinct())
