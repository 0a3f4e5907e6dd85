"""A log line is one JSON object that says which request, and nothing anybody wrote."""

import json
import logging
import sys
import types
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.logs import JsonFormatter, RequestIdFilter, redact

BLNS = json.loads((Path(__file__).parents[1] / "data" / "blns.json").read_text())


def line(message, *args, exc_info=None, **extra):
    record = logging.LogRecord("portal", logging.WARNING, __file__, 1, message, args, exc_info)
    record.__dict__.update(extra)
    RequestIdFilter().filter(record)
    return JsonFormatter().format(record)


def test_a_line_is_json_with_utc_time_and_ids():
    found = json.loads(line("job %s failed", "lapse", request_id="r-1", actor_id="u-1"))
    assert found["message"] == "job lapse failed"
    assert (found["request_id"], found["actor_id"], found["level"]) == ("r-1", "u-1", "WARNING")
    assert found["time"].endswith("+00:00")


def test_a_record_that_carries_its_request_says_which_and_whose():
    person = types.SimpleNamespace(pk=uuid.UUID(int=7), origin=None)
    request = types.SimpleNamespace(request_id="r-9", user=person, _cached_user=person)
    found = json.loads(line("Not Found: %s", "/referrals/1/", request=request, status_code=404))
    assert (found["request_id"], found["actor_id"], found["status"]) == ("r-9", str(person.pk), 404)


@pytest.mark.parametrize(("view", "page"), [("referral-detail", "referral-detail"), (None, "nothing")])
def test_of_a_request_the_name_of_its_page_is_written_and_not_its_address(view, page):
    match = view and types.SimpleNamespace(view_name=view)
    request = types.SimpleNamespace(path="/referrals/Wanda Birch\n/", resolver_match=match)
    for written in (request.path, r"/referrals/Wanda Birch\n/"):  # as it is, and as Django escapes it
        assert json.loads(line("Forbidden (%s): %s", "why", written, request=request))["message"] == (
            f"Forbidden (why): {page}"
        )


def test_a_person_not_yet_known_is_not_asked_for():
    class Request:
        request_id = "r-1"

        @property
        def user(self):
            raise AssertionError("a log line must not query the database")

    assert json.loads(line("x", request=Request()))["actor_id"] == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail to someone@example.org failed", "mail to [address] failed"),
        ("GET /search/?name=doe&x=1 done", "GET /search/?[query] done"),
        ("call (555) 123-4567 now", "call [number] now"),
        ("ssn 123-45-6789", "ssn [number]"),
        ("password=hunter2 next", "password=[secret] next"),
        ("Authorization: Bearer abcdefghijklmnopqrst", "Authorization: [secret]"),
        ("postgres://root:pw@db/x", "postgres://[secret]@db/x"),
        ("delivery 3f0c1a2b-0000-4000-8000-123456789012 kept", "delivery 3f0c1a2b-0000-4000-8000-123456789012 kept"),
        ("due 2026-03-09 14:30:00.123456 passed", "due 2026-03-09 14:30:00.123456 passed"),
        ("student 123456789, row 55", "student [number], row 55"),
        ("took 1234 ms on 8000", "took 1234 ms on 8000"),
    ],
)
def test_what_names_a_person_or_opens_a_door_is_masked_and_ids_stay(text, kept):
    assert redact(text) == kept


def test_an_exception_gives_its_class_and_place_never_its_words():
    try:
        raise ValueError("Key (email)=(someone) already exists; the narrative was canary-1234")
    except ValueError:
        text = line("failed", exc_info=sys.exc_info())
    found = json.loads(text)
    assert found["error"] == "builtins.ValueError"
    assert found["frames"][0].startswith("test_logs.py:")
    assert "canary" not in text


def test_arguments_that_do_not_fit_are_no_crash():
    assert json.loads(line("%s %s", "one"))["message"] == "%s %s"


def test_every_naughty_string_stays_on_its_line():
    assert len(BLNS) > 400
    for text in BLNS:
        written = line("%s", text, request_id=text)
        assert written.isascii(), text
        assert written.isprintable(), text
        json.loads(written)


@given(st.text())
def test_any_text_stays_on_its_line(text):
    written = line("%s", text)
    assert "\n" not in written
    assert "\x1b" not in written
    json.loads(written)
