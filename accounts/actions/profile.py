"""What a person says of themselves."""

from datetime import datetime

from django.db import transaction

from accounts.actions.sessions import side_of
from accounts.events import EventName
from accounts.models import User
from ledger.actions.events import record


def describe(*, by: User, at: datetime, name: str, phone: str) -> bool:
    """Change one's own name and work phone; False when nothing was different. The ledger keeps which, not what."""
    changed = [field for field, value in (("name", name), ("phone", phone)) if getattr(by, field) != value]
    if not changed:
        return False
    with transaction.atomic():
        User.objects.filter(pk=by.pk).update(name=name, phone=phone)
        by.name, by.phone = name, phone
        record(
            action=EventName.PERSON_DESCRIBED,
            at=at,
            by=by,
            on=("accounts.user", str(by.pk)),
            organization=side_of(by, at),
            data={"changed": changed},
        )
    return True
