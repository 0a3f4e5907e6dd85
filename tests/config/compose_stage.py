"""Writes the cast into the database of a running portal: python -m tests.config.compose_stage."""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402  models need the setup above
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from ledger.actions.events import record  # noqa: E402
from ledger.events import EventName  # noqa: E402
from ledger.seals import rows_with, seal, sealed_models  # noqa: E402
from partnerships.models import Version  # noqa: E402
from tests.accounts.door import PASSWORD, enrol_app  # noqa: E402
from tests.accounts.people import inside  # noqa: E402
from tests.cast import make_cast  # noqa: E402


def main() -> None:
    """The principal and the officer can sign in, the supervisor has; what they need for it goes to standard output."""
    cast = make_cast()
    # The cast's MOU is written for a frozen clock; this portal lives in the present.
    Version.objects.update(expires_on=date.today() + timedelta(days=365))  # noqa: DTZ011
    # Put there past the actions, its rows would be found without an event by who verifies the ledger.
    rows = [(row, part) for model in sealed_models() for part in model.sealed_parts for row in rows_with(model, part)]
    with transaction.atomic():
        record(action=EventName.ROWS_SEALED, at=timezone.now(), by=None, seals=[seal(*one) for one in rows])
    # The supervisor's role needs a passkey, and no device is here: their session has it.
    told = {"session": inside(cast.supervisor).session.session_key, "school": str(cast.school.pk)}
    for name in ("principal", "sro"):
        user = getattr(cast, name)
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        told[name] = {"email": user.email, "password": PASSWORD, "totp": enrol_app(user)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
