"""The one form helper."""

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from accounts.models import Organization
from common.forms import FencelineForm


class CallForm(FencelineForm):
    audiences = {"told": "shared", "private": "school_only"}
    radios = ("crime", "lead")

    crime = forms.ChoiceField(
        label="Was a crime involved?", choices=[("", "-----"), ("yes", "Yes"), ("no", "No")], help_text="Your view."
    )
    lead = forms.ChoiceField(label="Lead", choices=[("", "-----"), ("school", "School")], required=False)
    day = forms.DateField(label="Day")
    time = forms.TimeField(label="Time", required=False)
    told = forms.CharField(label="What you saw", widget=forms.Textarea)
    private = forms.CharField(label="From school records", widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="I have read this")


def page(form, **inputs):
    template = Template('{% include "components/form.html" with form=form submit="Send it" cancel_url="/back" only %}')
    return template.render(RequestContext(RequestFactory().get("/"), {"form": form, **inputs}))


def test_radios_are_stacked_in_a_fieldset_with_a_legend():
    html = page(CallForm())

    assert html.count("<fieldset") == 2
    assert "<legend" in html
    assert html.count('type="radio"') == 4


def test_a_required_choice_has_no_empty_radio_and_an_optional_one_says_not_stated():
    form = CallForm()

    assert [value for value, _ in form.fields["crime"].choices] == ["yes", "no"]
    assert [str(label) for _, label in form.fields["lead"].choices] == ["Not stated", "School"]


def test_dates_and_times_use_the_native_pickers_with_iso_values():
    html = page(CallForm(initial={"day": "2026-11-23", "time": "12:40"}))

    assert 'type="date"' in html
    assert 'type="time"' in html
    assert 'value="2026-11-23"' in html


def test_the_label_says_who_will_read_a_field():
    html = page(CallForm())

    assert html.count("Both sides read this") == 1
    assert html.count("School only") == 1


def test_an_unknown_audience_is_refused():
    class Wrong(FencelineForm):
        audiences = {"told": "everyone"}
        told = forms.CharField()

    with pytest.raises(ValueError, match="everyone"):
        Wrong()


def test_errors_are_summed_up_with_links_and_tied_to_their_fields():
    html = page(CallForm({"told": "A tray was thrown."}))

    assert "data-error-summary" in html
    assert 'href="#id_crime_0"' in html
    assert 'href="#id_day"' in html
    assert 'aria-describedby="id_crime_helptext id_crime_error"' in html
    assert 'id="id_crime_error"' in html
    assert 'aria-invalid="true"' in html
    assert "Was a crime involved? Choose an answer." in html


def test_what_was_typed_is_kept_and_escaped():
    html = page(CallForm({"told": "<script>tray</script>"}))

    assert "&lt;script&gt;tray" in html
    assert "<script>" not in html


def test_an_empty_answer_is_asked_for_in_words():
    errors = CallForm({}).errors

    assert errors["sure"] == ["Check this box to go on."]
    assert errors["told"] == ["Fill this in."]


def test_a_form_keeps_words_of_its_own():
    class Own(FencelineForm):
        name = forms.CharField(error_messages={"required": "Whom shall we call?"})

    assert Own({}).errors["name"] == ["Whom shall we call?"]


def test_a_page_shows_one_form_with_button_way_out_and_token():
    html = page(CallForm())

    assert html.count("<form") == 1
    assert html.count("csrfmiddlewaretoken") == 1
    assert "Send it" in html
    assert 'href="/back"' in html


def test_a_form_with_a_file_sends_it_as_such():
    class Scan(FencelineForm):
        scan = forms.FileField(label="Scan")

    assert 'enctype="multipart/form-data"' in page(Scan())
    assert Scan({}, MultiValueDict()).errors["scan"] == ["Choose a file."]


def test_one_form_leaves_the_next_untouched():
    CallForm()

    assert isinstance(CallForm.base_fields["crime"].widget, forms.Select)
    assert CallForm.base_fields["day"].widget.input_type == "text"


def test_no_inline_style_or_handler_is_written():
    html = page(CallForm({}))

    assert " style=" not in html
    assert " onclick" not in html


class LimitedForm(FencelineForm):
    phone = forms.CharField(max_length=5)
    days = forms.IntegerField(min_value=1, max_value=9)
    whose = forms.ModelChoiceField(Organization.objects.none())


def test_limits_and_empty_choices_are_said_in_words():
    form = LimitedForm({"phone": "555-0142", "days": "0"})
    assert form.errors["phone"] == ["Shorten this to 5 characters; it has 8."]
    assert form.errors["days"] == ["Enter a number of at least 1."]
    assert LimitedForm({"days": "10"}).errors["days"] == ["Enter a number of at most 9."]
    assert str(form.fields["whose"].empty_label) == "Choose…"
