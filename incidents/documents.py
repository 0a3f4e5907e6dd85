"""The context of each PDF: a referral, the record of requests, the certificate of a month, the activity report."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization
from incidents.access_entries import Entry
from incidents.activity_report import Report
from incidents.presence.certificate import Certificate, Column
from incidents.record import Record

REFERRAL = "documents/incidents/referral.html"
ACCESS_RECORD = "documents/incidents/access_record.html"
PRESENCE = "documents/incidents/presence.html"
ACTIVITY_REPORT = "documents/incidents/activity_report.html"


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


def activity_report_title(report: Report) -> str:
    """Whose report, of which days."""
    return _("Activity report: %(whose)s, %(period)s") % {"whose": report.whose, "period": report.period.label}


def activity_report(report: Report, *, at: datetime) -> dict[str, Any]:
    """The report with when it was printed."""
    printed = date_format(at.astimezone(report.agency.zone), "F j, Y, g:i A")
    return {"report": report, "printed": _("Printed %(when)s.") % {"when": printed}}
