"""The context of a PDF: a referral as its reader may read it, an activity report."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents.activity_report import Report
from incidents.record import Record

REFERRAL = "documents/incidents/referral.html"
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


def activity_report_title(report: Report) -> str:
    """Whose report, of which days."""
    return _("Activity report: %(whose)s, %(period)s") % {"whose": report.whose, "period": report.period.label}


def activity_report(report: Report, *, at: datetime) -> dict[str, Any]:
    """The report with when it was printed."""
    printed = date_format(at.astimezone(report.agency.zone), "F j, Y, g:i A")
    return {"report": report, "printed": _("Printed %(when)s.") % {"when": printed}}
