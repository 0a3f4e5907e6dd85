"""What the components of templates/components need beyond plain template language."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.middleware.csrf import get_token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from common.dates import Clock
from common.writers import writer_field

register = template.Library()

MOST_TICKS = 20
TICK_STEP = 7
BAR_PIXELS = 117
# Stands for a name in a component that is drawn once; from the private use area, so no page holds it.
NAME = "\ue000"
# Seven digits or more, as people group them; and 911.
PHONE = re.compile(r"\+?\(?\d(?:[ ().-]{0,2}\d){6,14}|\b911\b")
BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")


@lru_cache(maxsize=2048)
def drawn(component: str, language: str | None, inputs: tuple[tuple[str, Any], ...], under: str = "") -> SafeString:
    """A component drawn once for the same inputs, which it takes one by one or all `under` one name.

    A list has a hundred of them: drawn anew, the page of 25 calls takes 1.1 to 1.3 times the processor time
    (`python -m bench --only referrals` prints it).
    Never hand it a person's name or a text: what it keeps outlives the request and its rights.
    """
    given = {under: dict(inputs)} if under else dict(inputs)
    with override(language):
        return render_to_string(f"components/{component}.html", given)


@register.simple_tag
def answer_mark(answer: str, word: object = "") -> SafeString:
    """components/answer_mark.html, for rows."""
    return drawn("answer_mark", get_language(), (("answer", str(answer)), ("word", str(word))))


@register.simple_tag
def small_clock(clock: Clock | Mapping[str, Any] | None) -> SafeString | str:
    """components/small_clock.html, for rows; nothing without a clock. Past due over a weekend is late as well."""
    if not clock:
        return ""
    if isinstance(clock, Clock):
        clock = asdict(clock) | {"late": clock.late or int(clock.overdue)}
    told = tuple((name, clock.get(name)) for name in ("total", "used", "late", "words", "soon"))
    return drawn("small_clock", get_language(), told, "clock")


@register.simple_tag
def whose_turn(turn: Mapping[str, Any]) -> SafeString:
    """components/whose_turn.html, for rows; the name is put in each time and kept nowhere."""
    told = tuple((name, turn[name]) for name in ("side", "yours", "since"))
    frame = drawn("whose_turn", get_language(), (*told, ("name", NAME)), "turn")
    return mark_safe(frame.replace(NAME, conditional_escape(turn["name"])))  # noqa: S308  both parts are escaped


@register.simple_tag
def side(name: str) -> SafeString:
    """components/side.html, for rows."""
    return drawn("side", get_language(), (("side", str(name)),))


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString | str:
    """The hidden CSRF field, also inside an include with `only`, where Django's own tag finds no token."""
    token = context.get("csrf_token")
    request = getattr(context, "request", None)
    if not token and request is not None:
        token = get_token(request)
    if not token or token == "NOTPROVIDED":  # noqa: S105  the word Django writes when it has no token
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}', token, writer_field(request))


@register.simple_block_tag(takes_context=True)
def section(
    context: Context,
    content: str,
    *,
    title: str,
    count: str = "",
    url: str = "",
    label: str = "",
    id: str = "",
) -> SafeString:
    """A section: ink rule, heading, count, link at the right, then the rows between the two tags."""
    head = context.template.engine.get_template("components/section_head.html")  # type: ignore[union-attr]
    row = head.render(Context({"title": title, "count": count, "url": url, "label": label, "id": id}))
    named = format_html(' aria-labelledby="{}"', id) if id else ""
    return format_html('<section class="section"{}>{}{}</section>', named, row, content)


@register.filter
def ticks(clock: Mapping[str, Any] | None) -> list[dict[str, object]]:
    """One tick per school day of a small clock: {"x": pixels as text, "kind": used, last, late or left}.

    Nothing when the clock counts no days or more than twenty: the words stand alone then.
    """
    total = int((clock or {}).get("total") or 0)
    if clock is None or not 0 < total <= MOST_TICKS:
        return []
    used, late, soon = int(clock.get("used") or 0), int(clock.get("late") or 0), bool(clock.get("soon"))

    def kind(index: int) -> str:
        if late:
            return "late"
        if index < used:
            return "used"
        return "last" if soon and index == total - 1 else "left"

    return [{"x": f"{index * TICK_STEP}.5", "kind": kind(index)} for index in range(total)]


@register.filter
def ticks_width(row: list[dict[str, object]]) -> int:
    """The width in pixels of a row of ticks."""
    return len(row) * TICK_STEP


@register.filter
def bar_heights(chart: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The panels of a chart with each bar's height in pixels, all panels on one scale."""
    panels = chart.get("panels") or []
    highest = max((bar["value"] for panel in panels for bar in panel["bars"]), default=0)
    scale = BAR_PIXELS / highest if highest else 0
    return [
        {**panel, "bars": [{**bar, "height": round(bar["value"] * scale)} for bar in panel["bars"]]} for panel in panels
    ]


@register.filter
def chart_rows(chart: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A chart's figures as table rows, one per bar label: {"label", "open", "values"}, in the order of the panels."""
    panels = chart.get("panels") or []
    if not panels:
        return []
    return [
        {
            "label": bar["label"],
            "open": bool(bar.get("open")),
            "values": [panel["bars"][index]["value"] for panel in panels],
        }
        for index, bar in enumerate(panels[0]["bars"])
    ]


@register.filter
def tabs(shell: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The first four tabs of a phone: two places, the main action, one more place; without an action four places."""
    if not shell:
        return []
    places = [dict(item) for item in shell.get("nav") or []]
    primary = shell.get("primary")
    if not primary:
        return places[:4]
    act = {"label": primary["label"], "url": primary["url"], "icon": "plus", "act": True}
    return [*places[:2], act, *places[2:3]]


@register.filter
def places_left(shell: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """The places of the navigation that have no tab of their own; the last tab opens them."""
    shown = {tab["url"] for tab in tabs(shell)}
    return [dict(item) for item in (shell or {}).get("nav") or [] if item["url"] not in shown]


def wants_more(field: BoundField) -> bool:
    """Whether a field is more than a label and a control: it has an error, help, an audience, or several controls."""
    more = field.errors or field.help_text or field.use_fieldset or field.is_hidden
    several = isinstance(field.field.widget, CheckboxInput | FileInput)
    return bool(more or getattr(field.field, "audience", "") or several)


@register.filter
def plain_control(field: BoundField) -> SafeString | str:
    """The control of a field that is a label and a control and nothing more; nothing for any other field.

    A filter bar stands on every list, and the widgets' own templates open two files an option: by them a list of calls
    takes up to 1.14 times the processor time (`python -m bench --only referrals` prints it).
    """
    if wants_more(field):
        return ""
    widget = field.field.widget
    word = type(widget).__name__.lower()
    if isinstance(widget, Input):
        return field.as_widget(attrs={"class": f"{word} form-control"})
    if type(widget) is not Select or any(isinstance(label, list | tuple) for _value, label in widget.choices):
        return ""
    given = field.build_widget_attrs({"id": field.auto_id, "class": f"{word} form-select"}, widget)
    chosen = {str(value) for value in widget.format_value(field.value())}
    options = "\n".join(
        f'<option value="{escape(value)}"{" selected" if str(value) in chosen else ""}>{escape(label)}</option>'
        for value, label in widget.choices
    )
    attrs = flatatt(widget.build_attrs(widget.attrs, given))
    return format_html('<select name="{}"{}>{}</select>', field.html_name, attrs, mark_safe(options))  # noqa: S308  escaped above


@register.filter
def error_target(field: BoundField) -> str:
    """The id an error summary links to: the field itself, or the first choice of a group."""
    if isinstance(field.field.widget, (RadioSelect, CheckboxSelectMultiple)):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def leads_to(label: object, error: object) -> str:
    """A line of the error summary: the label, then its error, with a colon unless the label is a question."""
    words = str(label).rstrip(":. ")
    return f"{words} {error}" if words.endswith("?") else f"{words}: {error}"


@register.simple_tag
def phone_links(text: object) -> SafeString:
    """A sentence in which every phone number can be tapped."""
    pieces: list[str] = []
    end, words = 0, str(text)
    for found in PHONE.finditer(words):
        dialled = "".join(mark for mark in found.group() if mark.isdigit() or mark == "+")
        pieces += [escape(words[end : found.start()]), format_html('<a href="tel:{}">{}</a>', dialled, found.group())]
        end = found.end()
    return mark_safe("".join([*pieces, escape(words[end:])]))  # noqa: S308  every piece is escaped


@register.filter
def audience_words(audience: str) -> str:
    """Who reads a text: "shared", "if_sent", "school_only" or "agency_only" in words; nothing for anything else."""
    if audience == "shared":
        return _("Both sides read this")
    if audience == "if_sent":
        return _("The agency reads this if you send it")
    if audience == "school_only":
        return _("School only")
    if audience == "agency_only":
        return _("Agency only")
    return ""


@register.filter
def paragraphs(text: str) -> SafeString:
    """What a template has written, as HTML paragraphs: each ends at a blank line."""
    parts = BLANK_LINES.split(conditional_escape(text).strip())
    return mark_safe("\n".join(f"<p>{part}</p>" for part in parts if part))  # noqa: S308  escaped above
