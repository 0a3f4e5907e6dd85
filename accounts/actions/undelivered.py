"""Sending again what could not be delivered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.access import AccessDenied
from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.undelivered import undelivered_to
from ledger.actions.again import send_again


def send_undelivered(*, by: User, at: datetime, delivery_id: UUID | None = None) -> int:
    """Send one message again, or all that the person sees; how many. Raises AccessDenied.

    What no longer holds meanwhile, or whose reader is gone, is dropped by the relay as ever.
    """
    reach = reach_of(by, at)
    if not (reach.may(Permission.PEOPLE_MANAGE) or reach.may(Permission.SETTINGS_VIEW)):
        raise AccessDenied("whose mail it was is no business of this person")
    found = undelivered_to(by, at)
    if delivery_id is not None:
        found = found.filter(pk=delivery_id)
    with transaction.atomic():
        return send_again(deliveries=found, by=by, at=at)
