"""A notice as its person reads it here: the subject of its mail, and where that mail stands."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.mail import subject_line
from ledger.models import Notice


def subject_of(notice: Notice, known: Mapping[str, Any]) -> str:
    """The subject line of the notice's mail, in the words of today; `known` is what mail knows of the person."""
    try:
        return subject_line(notice.kind, {**known, **notice.facts, "notice": notice})
    except TemplateDoesNotExist:
        # Written by an older version whose words are gone; the notice itself must still be shown.
        return notice.kind.rpartition(".")[2].replace("_", " ").capitalize()


def status_words(notice: Notice) -> str:
    """Where the notice's mail stands, with the time in the person's own zone."""
    status = notice.status
    when = date_format(timezone.localtime(status.at), "M j, g:i A") if status.at else ""
    if status.key == "sent":
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            return _("Written to the mail folder %(when)s") % {"when": when}
        return _("Mailed %(when)s") % {"when": when}
    if status.key == "retrying":
        return _("Not mailed yet; next try %(when)s") % {"when": when}
    if status.key == "waiting":
        return _("Not mailed yet")
    if status.key == "not_needed":
        return _("Not mailed: it was no longer needed")
    if status.key == "turned_away":
        return _(
            "Not mailed yet: the mail server refuses the portal’s mail, and a portal administrator is told. "
            "Next try %(when)s"
        ) % {"when": when}
    if status.key == "failed":
        return _("Could not be delivered by mail")
    if status.key == "unsure":
        return _("Perhaps mailed %(when)s: the mail server closed the connection before it confirmed") % {"when": when}
    return str(status.words)
