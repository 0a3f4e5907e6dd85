"""Another process on the same database: python -m tests.ledger.worker DATABASE VERB [ARGUMENT...]."""

import importlib
import json
import os
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

ROOT = Path(__file__).resolve().parents[2]


class MailServer(BaseEmailBackend):
    """Takes a message, notes its id in a file, and dies before it can answer if that is asked."""

    def send_messages(self, messages):
        for message in messages:
            with Path(os.environ["MAIL_LOG"]).open("a") as log:
                log.write(message.extra_headers["Message-ID"] + "\n")
        if os.environ.get("DIE_AFTER_ACCEPTING"):
            os._exit(9)
        return len(messages)


def configure(database):
    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=["common", "ledger"],
        USE_TZ=True,
        SITE_URL="https://portal.example",
        LEDGER_WAKE="",
        EMAIL_BACKEND="tests.ledger.worker.MailServer",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOT / "templates", ROOT / "tests/ledger/templates"],
            }
        ],
    )
    django.setup()


def wait_for_the_others(meeting):
    """Say that this process is ready, then wait for the sign to begin."""
    (Path(meeting) / f"ready-{os.getpid()}").touch()
    while not (Path(meeting) / "go").exists():
        time.sleep(0.001)


if __name__ == "__main__":
    configure(json.loads(sys.argv[1]))
    if "MEETING" in os.environ:
        wait_for_the_others(os.environ["MEETING"])
    # Only now: the verbs import models, which need the settings above.
    getattr(importlib.import_module("tests.ledger.verbs"), sys.argv[2])(*sys.argv[3:])
