"""The context of each PDF: a referral as its reader may read it; the record of requests and disclosures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization
from incidents.access_entries import Entry
from incidents.record import Record

REFERRAL = "documents/incidents/referral.html"
ACCESS_RECORD = "documents/incidents/access_record.html"


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


def access_record(entries: Sequence[Entry], *, district: Organization, at: datetime, period: str) -> dict[str, Any]:
    """Entries of the record that 34 CFR 99.32 asks for, whose it is and which days it covers."""
    printed = date_format(at.astimezone(district.zone), "F j, Y, g:i A")
    return {
        "entries": entries,
        "district": district.name,
        "period": period,
        "printed": _("Printed %(when)s, times as at the district.") % {"when": printed},
    }
