"""The context of one PDF: a referral as its reader may read it, the certificate of a month."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents.presence.certificate import Certificate, Column
from incidents.record import Record

REFERRAL = "documents/incidents/referral.html"
PRESENCE = "documents/incidents/presence.html"


def referral_title(record: Record) -> str:
    """The document's title: the number, and no fact of the event."""
    return _("Referral %(number)s") % {"number": record.number}


def referral(record: Record, *, at: datetime) -> dict[str, Any]:
    """The record with what paper needs: whose copy it is, when it was printed, the line on redisclosure."""
    copies = {"school": _("School’s copy"), "agency": _("Agency’s copy")}
    printed = date_format(at.astimezone(record.zone), "F j, Y, g:i A")
    return {
        "record": record,
        "copy": copies[record.side],
        "printed": _("Printed %(when)s, times as at the school.") % {"when": printed},
        "notice": record.redisclosure,
    }


def presence(
    certificate: Certificate, *, days: Sequence[Column], hours: Sequence[Column], at: datetime, zone: tzinfo
) -> dict[str, Any]:
    """The certificate of a month with what paper needs: when it was printed, whose lines to sign on."""
    printed = date_format(at.astimezone(zone), "F j, Y, g:i A")
    return {
        "certificate": certificate,
        "days_head": days,
        "hours_head": hours,
        "printed": _("Printed %(when)s.") % {"when": printed},
        "signers": [_("For the agency: supervisor"), _("For the agency: chief or sheriff"), _("For the district")],
    }
