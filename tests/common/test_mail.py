"""One message, one person, one template."""

import pytest
from django.template import TemplateDoesNotExist

from common.mail import compose, message_id, template_of

SAMPLE = """{% extends layout %}
{% load i18n %}
{% block subject %}{% translate 'Yes' %}
  {{ number }} & {{ mark }}{% endblock %}
{% block text %}
Item {{ number }} {{ mark }}

{% if more %}{{ more }}{% endif %}

{{ site_url }}/items/1/
{% endblock %}
{% block after_link %}That is all.{% endblock %}
{% block foot %}{% endblock %}
"""


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    folder = tmp_path / "mail" / "common"
    folder.mkdir(parents=True)
    (folder / "sample.txt").write_text(SAMPLE)
    engine = {**settings.TEMPLATES[0]}
    engine["DIRS"] = [*engine["DIRS"], tmp_path]
    settings.TEMPLATES = [engine]
    settings.SITE_URL = "https://portal.example:8443"


def sample(**changes):
    values = {
        "kind": "common.sample",
        "to": "someone@example.org",
        "context": {"number": "SRO-1", "mark": "<b>'x'</b>", "link": "https://portal.example/i/1/"},
        "message_id": "<a@portal.example>",
        "language": "en",
    }
    return compose(**{**values, **changes})


def test_the_subject_is_one_line_and_plain_text_is_not_escaped():
    message = sample()
    assert message.subject == "Yes SRO-1 & <b>'x'</b>"
    assert message.body == (
        "Item SRO-1 <b>'x'</b>\n\n"
        "https://portal.example:8443/items/1/\n\n"
        "Open it in Fenceline:\nhttps://portal.example/i/1/\n\n"
        "That is all.\n"
    )


def test_the_html_part_is_escaped_and_carries_no_style_script_or_picture():
    ((html, kind),) = sample().alternatives
    assert kind == "text/html"
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert 'href="https://portal.example/i/1/"' in html
    for forbidden in ("style", "<script", "<img", "src="):
        assert forbidden not in html


def test_the_headers_say_it_is_automatic_and_which_message_it_is():
    message = sample().message()
    assert message["Message-ID"] == "<a@portal.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["To"] == "someone@example.org"
    assert message["Cc"] is None


def test_the_language_is_the_recipients():
    assert sample(language="de").subject.startswith("Ja ")
    assert sample(language="en").subject.startswith("Yes ")


def test_the_same_token_gives_the_same_message_id_at_our_own_host():
    assert message_id("t") == message_id("t") == "<t@portal.example>"


def test_a_missing_template_is_an_error_not_an_empty_mail():
    with pytest.raises(TemplateDoesNotExist):
        sample(kind="common.nowhere")


@pytest.mark.parametrize("kind", ["sample", "common.", "../x.y", "a.b.c", "common.sample/../x"])
def test_a_kind_is_an_app_and_a_notice_and_nothing_else(kind):
    with pytest.raises(ValueError, match="kind"):
        template_of(kind)
