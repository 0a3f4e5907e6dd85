"""Words of a record and of its rows: moments at the school, whose turn, the clock, the four answers, the acts."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.dates import Strip
from common.templatetags.fenceline import whose_turn
from incidents.choices import Answer, Crime, Lead
from incidents.record import Record, Row
from incidents.record.turn import Turn
from incidents.reference.behaviors import is_support
from incidents.rules import Act
from incidents.viewer import Side

register = template.Library()

SIDES = {"school": "school", "agency": "police"}


@register.filter
def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment at the school: "Thu, Nov 19, 2:15 PM"."""
    return date_format(at.astimezone(zone), "D, M j, g:i A") if at else ""


@register.filter
def long_moment(value: str | datetime | None, zone: ZoneInfo) -> str:
    """A moment at the school with year and zone; words as they are."""
    if not isinstance(value, datetime):
        return value or ""
    local = value.astimezone(zone)
    return f"{date_format(local, 'D, M j, Y, g:i A')} {local.tzname()}"


@register.filter
def day(at: datetime | None, zone: ZoneInfo) -> str:
    """A day at the school: "Thu, Nov 19"."""
    return date_format(at.astimezone(zone), "D, M j") if at else ""


@register.filter
def side_name(side: Side) -> str:
    """A side as components/side.html takes it."""
    return SIDES.get(side, "portal")


@register.simple_tag
def turn_of(turn: Turn, zone: ZoneInfo) -> SafeString:
    """Whose act is awaited, and since when at the school."""
    shown = {"side": turn.side, "yours": turn.yours, "name": turn.name or turn.words, "since": day(turn.since, zone)}
    return whose_turn(shown)


@register.filter
def bars(strip: Strip | None) -> list[dict[str, str]]:
    """The bars of the school-day strip, and the gaps between them, as components/school_day_strip.html takes them."""
    days: list[dict[str, str]] = []
    for bar in strip.bars if strip else ():
        if bar.gap:
            days.append({"kind": "gap"})
        label = _("Today") if bar.state == "today" else date_format(bar.day, "D j")
        days.append({"kind": bar.state, "label": label, "word": bar.words})
    return days


@register.filter
def fact_lines(record: Record) -> list[dict[str, str]]:
    """The facts as components/facts.html takes them."""
    return [{"term": term, "value": long_moment(value, record.zone)} for term, value in record.facts]


@register.filter
def event_line(record: Record) -> str:
    """When and where it was, who asked, and whether anyone was in danger, in a line."""
    event = record.event
    said = [
        long_moment(event.occurred_at, record.zone),
        event.words("place"),
        record.school,
        _("asked for by: %(who)s") % {"who": event.words("started_by").lower()},
        _("danger: %(danger)s") % {"danger": event.words("danger").lower()},
    ]
    return " · ".join(words for words in said if words)


@register.filter
def answers_readers(record: Record) -> str:
    """Who reads the four answers, in a few words."""
    if record.side == "school" and not record.crossings:
        return _("The agency reads none of this unless you send it")
    return _("The school sees the outcome only where the MOU allows")


def withdraw_words(row: Row) -> str:
    """The button that takes a call back; that it stays in school is said only of what nobody calls a crime."""
    others = row.owed or is_support(row.event.answers["behavior"])
    stays = row.crime == Crime.NO and row.ending.answer not in (Answer.ACCEPT, Answer.SEEN) and not others
    return _("Withdraw: keep it in school") if stays else _("Withdraw")


@register.filter
def may_lead(record: Record) -> bool:
    """Whether the reader can say who leads."""
    return Act.LEAD in record.may


@register.filter
def leads_to_say(record: Record) -> list[tuple[str, str]]:
    """Who else than now could lead, a button each."""
    words = ((Lead.SCHOOL, _("The school leads")), (Lead.OFFICER, _("The officer leads")))
    buttons = [*words, (Lead.JOINT, _("Both lead together"))]
    return [(value.value, label) for value, label in buttons if not record.lead or value != record.lead.lead]


@register.filter
def acts(record: Record) -> list[tuple[str, str]]:
    """What the reader can do now, the most pressing first: one filled button, the others outlined."""
    words = (
        (Act.REPLY, "referral-reply", _("Answer the question")),
        (Act.ANSWER, "referral-accept", _("Accept")),
        (Act.ANSWER, "referral-decline", _("Decline with a clause")),
        (Act.SEE, "referral-decline", _("Decline with a clause")),
        (Act.REVIEW, "referral-review", _("Review")),
        (Act.DISCLOSE, "referral-disclose", _("Send to the agency")),
        (Act.OUTCOME, "referral-outcome", _("Record the outcome")),
        (Act.ASK, "referral-ask", _("Ask the school")),
        (Act.ADDENDUM, "referral-addendum", _("Add a later fact")),
        (Act.CORRECTION, "referral-correction", _("Add a family’s correction")),
        (Act.ASK_RECORD, "record-request-about", _("Ask for a record")),
        (Act.GUARDIAN, "referral-guardian", _("Guardian told, or why not")),
        (Act.PLAN, "referral-plan", _("Tell the agency of the plan")),
        (Act.WITHDRAW, "referral-withdraw", withdraw_words(record)),
    )
    # A call that asks the officer to be aware is answered with the one button “Seen”, beside these.
    may = record.may - {Act.ANSWER} if Act.SEE in record.may else record.may
    return [(label, reverse(name, args=[record.referral_id])) for act, name, label in words if act in may]
