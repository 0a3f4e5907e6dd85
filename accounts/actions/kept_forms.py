"""What somebody typed is kept for them while they show who they are, and given back to them and nobody else."""

import zlib
from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from django.db import transaction

from accounts.actions.sessions import Stranger, side_of
from accounts.events import EventName
from accounts.models import KeptForm, User
from accounts.models.kept_forms import LONGEST_PATH
from common.checkpoint import checkpoint_after_commit
from common.crypto import Unreadable, seal, unseal
from ledger.actions.events import record

LIFE = timedelta(days=1)
MOST = 5  # forms of one person; the oldest goes
LARGEST = 1_000_000  # characters of a form


def keep(*, by: User | Stranger, at: datetime, writer: User, path: str, body: str, with_file: bool) -> KeptForm | None:
    """Keep what was sent for its writer, sealed; None for what is too long.

    `by` is a stranger where the session had ended.
    """
    if len(body) > LARGEST or len(path) > LONGEST_PATH:
        return None
    packed = b64encode(zlib.compress(body.encode())).decode()
    with transaction.atomic():
        row = KeptForm.objects.create(
            user=writer, at=at, path=path, sealed=seal(packed, purpose=_purpose(writer)), with_file=with_file
        )
        newest = KeptForm.objects.filter(user=writer).order_by("-at", "-pk").values_list("pk", flat=True)[:MOST]
        if KeptForm.objects.filter(user=writer).exclude(pk__in=list(newest)).delete()[0]:
            checkpoint_after_commit()
        _record(EventName.FORM_KEPT, by=by, at=at, row=row)
    return row


def text_of(row: KeptForm) -> str:
    """What was sent, as it was; empty where no key of ours opens it any more."""
    try:
        return zlib.decompress(b64decode(unseal(row.sealed, purpose=_purpose(row.user)))).decode()
    except Unreadable:
        return ""


def drop(*, by: User, at: datetime, row: KeptForm) -> None:
    """It was given back, or its writer does not want it: it is deleted."""
    with transaction.atomic():
        if KeptForm.objects.filter(pk=row.pk, user=by).delete()[0]:
            _record(EventName.FORM_GIVEN_BACK, by=by, at=at, row=row)
            checkpoint_after_commit()


def remove_old(*, at: datetime) -> int:
    """Delete what nobody came back for within a day; how many."""
    with transaction.atomic():
        removed, _by_model = KeptForm.objects.filter(at__lt=at - LIFE).delete()
        if removed:
            record(action=EventName.FORM_REMOVED, at=at, by=None, data={"rows": removed})
            checkpoint_after_commit()
    return int(removed)


def _purpose(writer: User) -> str:
    return f"kept form {writer.pk}"


def _record(action: EventName, *, by: User | Stranger, at: datetime, row: KeptForm) -> None:
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.user", str(row.user_id)),
        organization=side_of(row.user, at),
        data={"with_file": row.with_file},
    )
