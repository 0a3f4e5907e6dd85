"""The context of one PDF: a referral as its reader may read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents.sheets import Sheet

REFERRAL = "documents/incidents/referral.html"


def referral_title(sheet: Sheet) -> str:
    """The document's title: the number, and no fact of the event."""
    return _("Referral %(number)s") % {"number": sheet.number}


def referral(shown: Mapping[str, Any], *, sheet: Sheet, at: datetime) -> dict[str, Any]:
    """The sheet with what paper needs: whose copy it is, when it was printed, the line on redisclosure."""
    zone = ZoneInfo(sheet.zone_name)
    copies = {"school": _("School’s copy"), "agency": _("Agency’s copy")}
    printed = date_format(at.astimezone(zone), "F j, Y, g:i A")
    return {
        "sheet": shown,
        "copy": copies[sheet.side],
        "printed": _("Printed %(when)s, times as at the school.") % {"when": printed},
        # 34 CFR 99.33(a)(2), on every page of what the agency holds.
        "notice": sheet.redisclosure if sheet.side == "agency" else "",
    }
