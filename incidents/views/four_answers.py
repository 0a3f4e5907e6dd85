"""Was it a crime? Asked four times of four people; each answer is kept beside the others."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from incidents.choices import TextKind
from incidents.sheets import Sheet
from incidents.states import ReferralState
from incidents.views.moments import moment


def answers_readers(sheet: Sheet) -> str:
    """Who reads the four answers, in a few words."""
    if sheet.side == "school" and not sheet.disclosures:
        return _("The agency reads none of this unless you send it")
    return _("Both sides read the first three; of the outcome the school reads what the MOU lets the agency report")


def four_answers(sheet: Sheet, zone: ZoneInfo) -> list[dict[str, Any]]:
    """The caller's, the officer's, the supervisor's, and what came of it."""
    return [callers(sheet), officers(sheet, zone), supervisors(sheet, zone), outcome(sheet, zone)]


def callers(sheet: Sheet) -> dict[str, Any]:
    """What the caller said, with the reason."""
    texts = {one.kind: one.text for one in sheet.texts}
    return {"who": _("Caller"), "mark": sheet.crime, "why": texts.get(TextKind.CRIME_REASON, "")}


def officers(sheet: Sheet, zone: ZoneInfo) -> dict[str, Any]:
    """Whether the elements of an offense were present, by the officer."""
    answer = sheet.answer
    if answer is None:
        return {"who": _("Officer"), "words": _("Not answered") if sheet.closed else _("Not answered yet")}
    return {
        "who": _("Officer"),
        "mark": answer.elements_present,
        "words": answer.words,
        "detail": answer.nibrs,
        "clause": str(answer.clause or ""),
        "why": answer.reason,
        "by": _("%(who)s, %(when)s") % {"who": answer.by, "when": moment(answer.at, zone)},
    }


def supervisors(sheet: Sheet, zone: ZoneInfo) -> dict[str, Any]:
    """The determination, and whether a crime was involved."""
    review = sheet.review
    if review is None:
        return {"who": _("Supervisor"), "words": _("Not reviewed") if sheet.closed else _("Not reviewed yet")}
    return {
        "who": _("Supervisor"),
        "mark": review.crime_involved,
        "words": review.words,
        "detail": _("Agrees with the caller") if review.agrees else _("Sees the crime question differently"),
        "clause": str(review.clause or ""),
        "why": review.reason,
        "by": _("%(who)s, %(when)s") % {"who": review.by, "when": moment(review.at, zone)},
    }


def outcome(sheet: Sheet, zone: ZoneInfo) -> dict[str, Any]:
    """What came of it. The MOU may keep it from the school: what was not heard is not said to be absent."""
    came = sheet.outcome
    if came is None and sheet.state == ReferralState.WITHDRAWN:
        return {"who": _("Outcome"), "words": _("None: the call was withdrawn")}
    if came is None:
        none = _("None reported to the school yet") if sheet.side == "school" else _("None recorded yet")
        return {"who": _("Outcome"), "words": none}
    return {
        "who": _("Outcome"),
        "words": came.words,
        "why": came.note,
        "audience": "agency_only",
        "detail": "" if came.reported else _("Not reported to the school, by the MOU"),
        "by": _("%(who)s, %(when)s") % {"who": came.by, "when": moment(came.at, zone)},
    }
