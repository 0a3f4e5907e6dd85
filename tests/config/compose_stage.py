"""Puts the cast on stage in the database of a running portal: python -m tests.config.compose_stage."""

import json
import sys
from datetime import date, timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402  models need the setup above

from partnerships.models import Version  # noqa: E402
from tests.accounts.door import PASSWORD, enrol_app  # noqa: E402
from tests.cast import make_cast  # noqa: E402


def main() -> None:
    """The principal, the officer and the supervisor can sign in; what they need for it goes to standard output."""
    cast = make_cast()
    # The cast's MOU is written for a frozen clock; this portal lives in the present.
    Version.objects.update(expires_on=date.today() + timedelta(days=365))  # noqa: DTZ011
    told = {"school": str(cast.school.pk)}
    for name in ("principal", "sro", "supervisor"):
        user = getattr(cast, name)
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        told[name] = {"email": user.email, "password": PASSWORD, "totp": enrol_app(user)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
