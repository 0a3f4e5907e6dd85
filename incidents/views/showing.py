"""What templates are handed: rows and sheets as plain words, times in the school's own zone."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.dates import Clock, Strip
from incidents import sheets
from incidents.choices import TextKind
from incidents.models import KeptInSchool, Question, Referral
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES
from incidents.sheets import Sheet, Turn
from incidents.views.four_answers import answers_readers, four_answers
from incidents.views.moments import day, moment

SIDES = {"school": "school", "agency": "police"}


def turn_shown(turn: Turn, zone: ZoneInfo) -> dict[str, Any]:
    """Whose turn, as components/whose_turn.html takes it."""
    return {
        "side": SIDES.get(turn.side, turn.side),
        "yours": turn.yours,
        "name": turn.name or turn.words,
        "since": day(turn.since, zone),
    }


def clock_shown(clock: Clock | None) -> dict[str, Any] | None:
    """A clock as components/small_clock.html takes it; past due over a weekend is late as well."""
    if clock is None:
        return None
    return asdict(clock) | {"late": clock.late or int(clock.overdue)}


def strip_shown(strip: Strip | None) -> dict[str, Any] | None:
    """The school-day strip as components/school_day_strip.html takes it."""
    if strip is None:
        return None
    days: list[dict[str, str]] = []
    for bar in strip.bars:
        if bar.gap:
            days.append({"kind": "gap"})
        days.append({"kind": bar.state, "label": bar_label(bar.day, bar.state), "word": bar.words})
    return {"days": days, "note": strip.not_counted}


def bar_label(of: date, state: str) -> str:
    """The word under a bar: "Today" or the day."""
    return _("Today") if state == "today" else date_format(of, "D j")


def rows_shown(user: Any, referrals: Iterable[Referral], *, many: bool = True) -> list[dict[str, Any]]:
    """The rows of a ledger; the school is named where there are `many`.

    It opens none of them: a row carries no text and no name from a record.
    """
    shown = []
    for row in sheets.rows_for(user, list(referrals)):
        zone = ZoneInfo(row.zone_name)
        shown.append(
            {
                "url": reverse("referral-detail", args=[row.referral_id]),
                "what": row_title(row),
                "sub": " · ".join([row.number, day(row.occurred_at, zone), *([row.school_name] if many else [])]),
                "crime": row.crime,
                "state": row.state_words,
                "turn": turn_shown(row.turn, zone),
                "clock": clock_shown(row.clock),
            }
        )
    return shown


def row_title(row: Any) -> str:
    """What and where: "Fight, cafeteria"."""
    if not row.place:
        return str(row.behavior)
    return _("%(what)s, %(where)s") % {"what": row.behavior, "where": row.place[:1].lower() + row.place[1:]}


def row_words(row: Any) -> list[object]:
    """A row of the export, in the order of its header."""
    zone = ZoneInfo(row.zone_name)
    return [
        row.number,
        row.school_name,
        row.behavior,
        row.place,
        row.occurred_at.astimezone(zone).date().isoformat() if row.occurred_at else "",
        row.crime_words,
        row.state_words,
        row.turn.words,
        row.clock.words if row.clock else "",
    ]


def question_words(referral: Referral, question: Question) -> dict[str, str]:
    """An open question as the school reads it."""
    return {"text": question.question, "when": moment(question.asked_at, referral.school.zone)}


def sheet_shown(sheet: Sheet) -> dict[str, Any]:
    """Everything the detail page, the print and the PDF show; nothing that the sheet does not hold."""
    zone = ZoneInfo(sheet.zone_name)
    return {
        "own": sheet,
        "heading": heading(sheet),
        "turn": turn_shown(sheet.turn, zone),
        "clock": clock_shown(sheet.clock),
        "strip": strip_shown(sheet.strip),
        # The caller's reason stands with the four answers.
        "texts": [one for one in sheet.texts if one.kind != TextKind.CRIME_REASON],
        "facts": [{"term": term, "value": value} for term, value in sheet.facts],
        "answers": four_answers(sheet, zone),
        "answers_readers": answers_readers(sheet),
        "questions": [question_shown(one, zone) for one in sheet.questions],
        "addenda": [addendum_shown(one, zone) for one in sheet.addenda],
        "timeline": [step_shown(one, zone) for one in sheet.timeline],
        "disclosures": [{"row": one, "when": moment(one.at, zone)} for one in sheet.disclosures],
        "opened": [{"row": one, "when": moment(one.at, zone)} for one in sheet.opened_by],
        "acts": acts(sheet),
        "refusal": own_record(sheet),
    }


def question_shown(one: Any, zone: ZoneInfo) -> dict[str, str]:
    """A question asked back, with its answer once there is one."""
    replied = ""
    if one.replied_at:
        replied = _("%(who)s, %(when)s") % {"who": one.replied_by, "when": moment(one.replied_at, zone)}
    return {
        "who": str(one.by),
        "when": moment(one.at, zone),
        "text": one.question,
        "reply": one.reply,
        "replied": replied,
    }


def addendum_shown(one: Any, zone: ZoneInfo) -> dict[str, str]:
    """A later fact, and who reads it."""
    own = "school_only" if one.side == "school" else "agency_only"
    return {
        "who": str(one.by),
        "when": moment(one.at, zone),
        "side": SIDES[one.side],
        "text": one.text,
        "audience": "shared" if one.crosses else own,
    }


def step_shown(one: Any, zone: ZoneInfo) -> dict[str, str]:
    """A step of the timeline."""
    return {
        "when": moment(one.at, zone),
        "iso": one.at.isoformat(),
        "who": one.who,
        "side": SIDES.get(one.side, "portal"),
        "what": one.what[:1].upper() + one.what[1:],
    }


def heading(sheet: Sheet) -> str:
    """The state of things in a sentence, from where the reader stands."""
    asked = sheet.open_question
    if asked and "reply" in sheet.may:
        return _("%(who)s asks you a question.") % {"who": f"{asked.by.title} {asked.by.name}".strip()}
    if not asked and "answer" in sheet.may:
        return _("This call waits for your answer.")
    if sheet.turn.yours and "review" in sheet.may:
        return _("This call waits for your review.")
    if sheet.review:
        return _("Reviewed: %(determination)s.") % {"determination": sheet.review.words.lower()}
    return f"{sheet.standing}."


def acts(sheet: Sheet) -> list[dict[str, Any]]:
    """What the reader can do now, the most pressing first: one filled button, the others outlined."""
    words = {
        "reply": _("Answer the question"),
        "answer": _("Accept"),
        "decline": _("Decline with a clause"),
        "review": _("Review"),
        "disclose": _("Send to the agency"),
        "outcome": _("Record the outcome"),
        "ask": _("Ask the school"),
        "addendum": _("Add a later fact"),
        "withdraw": _("Withdraw: keep it in school"),
    }
    names = {"answer": "referral-accept"}
    may = set(sheet.may) | ({"decline"} if "answer" in sheet.may else set())
    return [
        {"label": label, "url": reverse(names.get(verb, f"referral-{verb}"), args=[sheet.referral_id])}
        for verb, label in words.items()
        if verb in may
    ]


def own_record(sheet: Sheet) -> str:
    """Why a supervisor finds no button to review: nobody reviews their own record."""
    if not sheet.own:
        return ""
    return _("You took part in this call, so another supervisor reviews it.")


def kept_row(kept: KeptInSchool) -> dict[str, str]:
    """A matter kept in school, in words."""
    return {
        "behavior": BEHAVIORS.label(kept.behavior),
        "route": SCHOOL_ROUTES.label(kept.route),
        "school": kept.school.name,
        "day": date_format(kept.occurred_on, "D, M j, Y"),
        "by": kept.by.name,
    }
