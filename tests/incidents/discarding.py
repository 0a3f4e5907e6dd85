"""A draft is written and discarded in a database of its own: python -m tests.incidents.discarding."""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  models need the setup above
from django.core.management import call_command  # noqa: E402

from common.checkpoint import checkpoint  # noqa: E402
from incidents.actions import referrals  # noqa: E402
from incidents.choices import TextKind  # noqa: E402
from tests.cast import NOW, make_cast  # noqa: E402
from tests.factories.incidents import draft  # noqa: E402

WORDS = "tangerine-weathervane-81 was said in the corridor"


def found() -> dict[str, bool]:
    """In which of the database's files the words stand."""
    file = Path(settings.DATABASES["default"]["NAME"])
    return {path.suffix or path.name: WORDS.encode() in path.read_bytes() for path in file.parent.glob(f"{file.name}*")}


def main() -> None:
    """Print in which files the words stood before and after; the draft goes as `sys.argv[1]` says."""
    call_command("migrate", verbosity=0)
    cast = make_cast()
    one = draft(cast.principal, cast.school, NOW)
    referrals.change(by=cast.principal, at=NOW, referral=one, texts={TextKind.SCHOOL_ONLY: WORDS})
    if sys.argv[1] == "settled long after":
        checkpoint()  # the words are in the main file as well
    before = found()
    referrals.discard(by=cast.principal, at=NOW, referral=one)
    print(json.dumps({"before": before, "after": found()}))


if __name__ == "__main__":
    main()
