"""The tags behind the components."""

import pytest
from django import forms
from django.middleware.csrf import get_token
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils.translation import get_language

from common.forms import ConfirmForm, FencelineForm
from common.templatetags.fenceline import (
    NAME,
    bar_heights,
    chart_rows,
    drawn,
    leads_to,
    places_left,
    plain_control,
    tabs,
    ticks,
    ticks_width,
)

CHART = {
    "panels": [
        {"label": "Crime", "bars": [{"label": "Aug", "value": 4}, {"label": "Sep", "value": 0, "open": True}]},
        {"label": "No crime", "bars": [{"label": "Aug", "value": 8}, {"label": "Sep", "value": 2}]},
    ]
}


def kinds(clock):
    return [tick["kind"] for tick in ticks(clock)]


def test_used_days_are_filled_and_the_rest_are_hollow():
    assert kinds({"total": 3, "used": 1}) == ["used", "left", "left"]


def test_the_last_day_is_marked_when_it_is_soon():
    assert kinds({"total": 3, "used": 2, "soon": True}) == ["used", "used", "last"]


def test_a_late_clock_is_late_in_every_tick():
    assert kinds({"total": 2, "used": 2, "late": 1, "soon": True}) == ["late", "late"]


@pytest.mark.parametrize("clock", [None, {}, {"total": 0}, {"total": 21, "used": 3}, {"words": "Report filed"}])
def test_a_clock_that_counts_nothing_or_too_much_shows_words_alone(clock):
    assert ticks(clock) == []


def test_a_row_of_ticks_is_as_wide_as_its_ticks():
    assert ticks_width(ticks({"total": 5, "used": 1})) == 35


def test_bars_of_all_panels_share_one_scale():
    crime, none = bar_heights(CHART)

    assert [bar["height"] for bar in none["bars"]] == [117, 29]
    assert [bar["height"] for bar in crime["bars"]] == [58, 0]


def test_bars_of_nothing_have_no_height():
    empty = {"panels": [{"label": "", "bars": [{"label": "Aug", "value": 0}]}]}

    assert bar_heights(empty)[0]["bars"][0]["height"] == 0
    assert bar_heights({}) == []


def test_the_table_of_a_chart_carries_the_same_figures():
    assert chart_rows(CHART) == [
        {"label": "Aug", "open": False, "values": [4, 8]},
        {"label": "Sep", "open": True, "values": [0, 2]},
    ]


def test_the_main_action_stands_in_the_middle_of_the_tabs():
    nav = [{"label": name, "url": f"/{name}", "icon": "home"} for name in ("a", "b", "c", "d")]
    shell = {"nav": nav, "primary": {"label": "Log a call", "url": "/new"}}

    assert [tab["url"] for tab in tabs(shell)] == ["/a", "/b", "/new", "/c"]
    assert [place["url"] for place in places_left(shell)] == ["/d"]


def test_without_an_action_four_places_are_tabs():
    nav = [{"label": name, "url": f"/{name}", "icon": "home"} for name in "abcde"]

    assert [tab["url"] for tab in tabs({"nav": nav})] == ["/a", "/b", "/c", "/d"]
    assert tabs(None) == places_left(None) == []


def test_a_question_leads_to_its_error_without_a_colon():
    assert leads_to("Was a crime involved?", "Choose an answer.") == ("Was a crime involved? Choose an answer.")
    assert leads_to("Day", "Fill this in.") == "Day: Fill this in."


def test_the_csrf_field_is_there_inside_an_include_with_only():
    request = RequestFactory().get("/")
    page = Template('{% include "components/confirm.html" with form=form submit="Send" only %}')

    html = page.render(RequestContext(request, {"form": ConfirmForm(shown={"Who": "Ana"})}))

    assert 'name="csrfmiddlewaretoken"' in html
    assert get_token(request)


def test_without_a_request_the_csrf_field_is_empty():
    assert Template("{% load fenceline %}[{% csrf_field %}]").render(Context()) == "[]"


def test_a_section_escapes_its_title_and_keeps_its_rows():
    page = Template('{% load fenceline %}{% section title=title id="s" %}<p>row</p>{% endsection %}')

    html = page.render(Context({"title": "<b>Open</b>"}))

    assert "<p>row</p>" in html
    assert "&lt;b&gt;Open" in html
    assert 'aria-labelledby="s"' in html


@pytest.mark.parametrize("code", [400, 403, 404, 500, 503])
def test_an_error_page_needs_nothing_but_itself(code):
    html = render_to_string(f"{code}.html")

    assert f"Error {code}" in html
    assert "Call 911 first" in html


def test_the_frame_renders_without_a_shell():
    html = render_to_string("base.html")

    assert "<main" in html
    assert 'class="tabbar"' not in html


@pytest.mark.parametrize(
    ("answer", "word"),
    [("yes", "Crime"), ("no", "No crime"), ("unsure", "Unsure"), ("", "Not answered")],
)
def test_an_answer_is_a_shape_and_a_word(answer, word):
    html = render_to_string("components/answer_mark.html", {"answer": answer})

    assert f"{word}</span>" in html.replace("\n", "").replace("    ", "")
    assert ("<svg" in html) == bool(answer)


def test_whose_turn_names_the_reader_as_you():
    turn = {"side": "police", "yours": True, "name": "Sgt. Lindqvist", "since": "Tue"}

    html = render_to_string("components/whose_turn.html", {"turn": turn})

    assert "Police" in html
    assert "You" in html
    assert "Lindqvist" not in html


def row(text, **given):
    return Template("{% load fenceline %}" + text).render(Context(given))


def test_a_rows_mark_clock_and_side_are_their_components():
    clock = {"total": 3, "used": 1, "late": 0, "words": "2 school days left", "soon": False}
    for tag, component, given in (
        ("{% answer_mark answer %}", "answer_mark", {"answer": "unsure"}),
        ("{% small_clock clock %}", "small_clock", {"clock": clock}),
        ("{% side side %}", "side", {"side": "police"}),
    ):
        assert row(tag, **given) == render_to_string(f"components/{component}.html", given)
    assert row("{% small_clock clock %}", clock=None) == ""


def test_a_rows_turn_names_each_one_by_their_own_name():
    turn = {"side": "police", "yours": False, "since": "Mon, Oct 5"}
    for name in ("Riverton Police", "O'Neil & <Sons>"):
        shown = row("{% whose_turn turn %}", turn=turn | {"name": name})
        assert shown == render_to_string("components/whose_turn.html", {"turn": turn | {"name": name}})
    drawn.cache_clear()
    row("{% whose_turn turn %}", turn=turn | {"name": "Riverton Police"})
    kept = drawn("whose_turn", get_language(), (*turn_told(turn), ("name", NAME)), "turn")
    assert drawn.cache_info().hits == 1
    assert "Riverton" not in kept


def turn_told(turn):
    return tuple((name, turn[name]) for name in ("side", "yours", "since"))


class Filtering(FencelineForm):
    show = forms.ChoiceField(label="Show", choices=[("", "All"), ("a&b", "<A>"), ("c", "C")], required=False)
    grouped = forms.ChoiceField(label="G", choices=[("", "All"), ("East", [("e", "Elm")])], required=False)
    since = forms.DateField(label="From", required=False)
    sure = forms.BooleanField(label="Sure", required=False)


def test_a_plain_select_is_written_as_its_widget_writes_it():
    form = Filtering({"show": "a&b"})
    assert_html(plain_control(form["show"]), form["show"].as_widget(attrs={"class": "select form-select"}))
    assert_html(plain_control(form["since"]), form["since"].as_widget(attrs={"class": "dateinput form-control"}))


def test_what_is_more_than_a_control_is_left_to_the_form_helper():
    form = Filtering({"since": "nonsense"})
    assert [plain_control(form[name]) for name in ("grouped", "since", "sure")] == ["", "", ""]


def assert_html(found, wanted):
    assert parse_html(found) == parse_html(wanted)
