"""Every kind of notice has its template, says nothing about a student, and is known to its app's `holds`."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.template import engines

from accounts.adapters import MAILS
from accounts.notice_words import subject_of
from common.mail import compose, template_of
from config.due import HOLDS, still_holds
from config.events import NoticeKind
from ledger.actions.mailing import FOLDED, NoticeFact
from ledger.models import Notice
from ledger.names import Name
from tests.cast import NOW
from tests.contracts.world import user_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "templates" / "mail"
# Functions of notices.py whose first argument is the notice's own name.
NAMING = ("_tell", "_of_partnership", "_of_posting", "_of_version")
DIRECT = frozenset({*MAILS.values(), NoticeKind.TEST_MAIL})
# What a mail may hold, by app: a number and a link for calls; roles, days and names of grown-ups elsewhere.
WORDS = {
    "ledger": {"count", "number", "lines", "line", "link"},
    "config": {"link"},
    "incidents": {"number", "link"},
    "partnerships": {"number", "link", "version", "cycle", "day", "posting", "words"},
    "training": {"topic", "due_on", "day", "link"},
    "accounts": {
        "link", "role", "before", "last_day", "day", "organization", "inviter", "invited_name", "expires_at",
        "change", "minutes", "code", "recipient_name", "number", "head", "signature",
    },
}  # fmt: skip
# Whose last role has ended can open nothing any more.
WITHOUT_LINK = frozenset({"accounts.role_ended", "accounts.account_closed"})
LEARNED = {"topic": "mentor", "due_on": "2028-02-29", "rung": 7}
PERSONAL = re.compile(
    r"\b(student|participants?|pupil|texts?|shared|school_only|behavior|place|crime|outcome|determination|reason"
    r"|feedback|notes?|description|occurred_at|identity)\b"
)
SAID = re.compile(r"\{\{\s*(\w+)|\{%\s*(?:if|elif)\s+(\w+)|\bwith\s+\w+=(\w+)")


class NoName(Name):
    """For an app that tells nobody anything."""


def constants(call):
    """The words given as the first argument, or None when it is computed."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def kinds_of(app):
    """Every kind the app queues, read from its notices and from who calls them."""
    found = set()
    if (ROOT / app / "events.py").exists():
        found.update(getattr(import_module(f"{app}.events"), "NoticeKind", NoName).values)
    for node in ast.walk(ast.parse((ROOT / app / "notices.py").read_text())):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called in NAMING and constants(node):
            found.add(f"{app}.{constants(node)}")
        for keyword in node.keywords:
            if called in ("queue", "queue_all") and keyword.arg == "kind" and isinstance(keyword.value, ast.Constant):
                found.add(keyword.value.value)
    return found


KINDS = sorted(kind for app in (*HOLDS, "rosters") for kind in kinds_of(app))
NOUNS = (
    "referral", "question", "partnership", "posting", "version", "invitation", "factor_reset", "assignment",
    "completion",
)  # fmt: skip
MAILS_THERE_ARE = sorted(f"{path.parent.name}.{path.stem}" for path in FOLDER.glob("*/*.txt"))


def test_the_kinds_in_the_code_are_the_mails_there_are():
    assert len(KINDS) > 20
    assert sorted({*KINDS, *DIRECT, FOLDED}) == MAILS_THERE_ARE


def test_a_notice_that_waits_in_an_older_database_still_finds_its_mail():
    ever = (Path(__file__).parent / "notice_kinds.txt").read_text().split()
    assert set(ever) <= set(MAILS_THERE_ARE), "keep the mail of a kind that was queued once"
    assert set(KINDS) <= set(ever), "add the new kind to notice_kinds.txt"


def test_only_the_apps_own_notices_queue():
    for floor in ("config", "accounts", "rosters", "partnerships", "training", "incidents"):
        for path in (ROOT / floor).rglob("*.py"):
            if path.name != "notices.py" and "__pycache__" not in path.parts:
                assert "ledger.actions.notices import queue" not in path.read_text(), path


def test_every_notice_of_the_world_is_of_a_known_kind(world):
    assert set(Notice.objects.values_list("kind", flat=True)) <= set(KINDS)


@pytest.mark.parametrize("kind", MAILS_THERE_ARE)
def test_a_mail_has_one_template_and_holds_nothing_but_what_it_may(kind):
    app = kind.partition(".")[0]
    name = template_of(kind)
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    engines["django"].get_template(name)
    used = {word for words in SAID.findall(source) for word in words if word}
    assert used <= WORDS[app], f"{name}: {used - WORDS[app]}"
    assert "notice" not in used
    assert "request" not in used


@pytest.mark.parametrize("kind", MAILS_THERE_ARE)
def test_a_mail_has_one_line_of_subject_and_a_link_that_is_ours(kind, settings):
    facts = {
        "number": "26-0147", "link": f"{settings.SITE_URL}/inbox/", "role": "principal", "before": "staff",
        "version": 2, "cycle": "2027-06-30", **LEARNED, "last_day": "2026-12-01",
        "organization": "Aldmoor\nHigh", "inviter": "Maren",
        "change": "passkey_added", "count": 2, "lines": [{"words": "One", "link": f"{settings.SITE_URL}/inbox/"}],
        "minutes": 5, "code": "123456", "expires_at": NOW,
    }  # fmt: skip
    message = compose(kind=kind, to="one@example.org", context=facts, message_id="<1@localhost>", language="en")
    assert message.subject
    assert "\n" not in message.subject
    assert len(message.subject) < 100
    html = message.alternatives[0].content
    for text in (message.body, html):
        links = re.findall(r"https?://[^\s\"'<>]+", text)
        assert kind in {*DIRECT, *WITHOUT_LINK} or links, "a notice leads somewhere"
        assert all(link.startswith(settings.SITE_URL) for link in links), links
    assert "<script" not in html
    assert " style=" not in html
    assert "<img" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_notice_is_about_may_be_gone_and_its_reader_too(world, kind):
    for to in (str(user_of(world, "staff").pk), str(world.decided.pk)):
        for noun in NOUNS:
            about = (f"{kind.partition('.')[0]}.{noun}", str(world.cast.other_district.pk))
            fact = NoticeFact(
                id=to,
                kind=kind,
                to=to,
                about=about,
                key="k",
                at=NOW,
                due=NOW,
                facts={"link_round": "x"},
                mandatory=True,
                now=NOW,
            )
            held = still_holds(fact)
            assert isinstance(held, bool)
            assert not held or kind.startswith("accounts."), "nothing that is gone can still be so"


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_has_words_in_the_inbox(kind):
    notice = Notice(kind=kind, facts={"number": "26-0147", "role": "principal", "change": "password", **LEARNED})
    assert len(subject_of(notice, {})) > 8


def test_a_call_is_told_of_by_its_number_and_its_address_alone(world):
    told = Notice.objects.filter(kind__startswith="incidents.")
    assert set(told.filter(kind="incidents.officer_left").values_list("facts__path", flat=True)) <= {"/queue/"}
    for facts in told.exclude(kind="incidents.officer_left").values_list("facts", flat=True):
        assert set(facts) == {"number", "path"}
        assert re.fullmatch(r"[AQR]?\d\d-\d{4}", facts["number"])
        assert re.fullmatch(r"/(referrals|questions|record-requests)/[0-9a-f-]{36}/", facts["path"])


def test_no_mail_about_a_call_speaks_of_the_event():
    for path in (FOLDER / "incidents").rglob("*"):
        if path.is_file():
            said = {word for words in SAID.findall(path.read_text()) for word in words if word}
            assert not [word for word in said if PERSONAL.search(word)], path
