"""The record: its page, its PDF, who has opened it, and what the other side never reads."""

import io
import re
from time import process_time
from uuid import uuid4

import pikepdf
import pytest
from django.db import connection
from django.test import Client

from incidents.actions import addenda, questions, referrals
from incidents.models import Referral
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import NAME, SCHOOL_ONLY, SHARED, decided, draft, submitted
from tests.incidents.views.desk import at, page
from tests.incidents.views.reading import paper_pages, paper_text, squashed

REDISCLOSURE = "34 CFR 99.33"
# A ledger that takes no more events, said to each database.
FULL_LEDGER = {
    "sqlite": "CREATE TRIGGER full_ledger BEFORE INSERT ON ledger_event BEGIN SELECT RAISE(ABORT, 'full'); END",
    "postgresql": "ALTER TABLE ledger_event ADD CONSTRAINT full_ledger CHECK (false) NOT VALID",
}


@pytest.fixture
def done(cast):
    """A call that has been through everything, the school's own later fact included."""
    made = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    addenda.add(
        by=cast.principal,
        at=NOW,
        referral=made,
        text="ADDENDUM-TOKEN-OWN",
        crosses=False,
        form_key="11111111-2222-4333-8444-555555555555",
    )
    return made


def test_the_page_says_what_happened_then_what_is_to_be_done_then_the_rest(done, principal):
    shown = page(principal.get(at(done)))
    places = [shown.index(words) for words in (SHARED, "Where it stands", "Four answers", "The event", "What was done")]
    assert places == sorted(places)
    for words in (SHARED, SCHOOL_ONLY, NAME, "13B · Simple Assault", "Called at the right time."):
        assert words in shown


@pytest.mark.parametrize(
    ("reader", "heading"),
    [
        ("sro", "Fight, gym: waits for your answer."),
        ("supervisor", "Fight, gym: waits for Officer Iris Lindqvist."),
        ("principal", "Fight, gym: waits for Officer Iris Lindqvist."),
    ],
)
def test_the_heading_names_the_event_and_who_is_waited_for(cast, reader, heading):
    sent = submitted(cast.principal, cast.school, NOW)
    shown = page(inside(getattr(cast, reader)).get(at(sent)))
    assert f"<h1>{heading}</h1>" in shown


def test_the_officer_reads_who_what_where_and_the_words_before_the_buttons(cast, sro):
    shown = page(sro.get(at(submitted(cast.principal, cast.school, NOW))))
    line = "Wed, Oct 14, 2026, 9:00 AM EDT · Gym · Aldmoor High · asked for by: school staff · danger: there was"
    said = (
        line,
        SHARED,
        "ninth grader, gray hoodie",
        f'href="{at(Referral.objects.get(), "accept/")}"',
        "Four answers",
    )
    places = [shown.index(words) for words in said]
    assert places == sorted(places)


def test_titles_and_addresses_carry_the_number_only(done, principal, sro):
    for client, number in ((principal, "26-0001"), (sro, "A26-0001")):
        title = re.search(r"<title>(.*?)</title>", page(client.get(at(done))), re.DOTALL).group(1)
        assert " ".join(title.split()) == f"Referral {number} · Fenceline"


def test_every_opening_is_an_event_and_the_school_reads_who_it_was(cast, done, principal):
    inside(cast.sro).get(at(done))
    inside(cast.supervisor).get(at(done, "referral.pdf"))
    assert Event.objects.filter(action="incidents.referral.opened").count() == 2
    shown = page(principal.get(at(done)))
    opened = shown.partition("Who has opened it")[2]
    assert "School resource officer" in opened
    assert "SRO supervisor" in opened
    assert "PDF" in opened
    assert "Who has opened it" not in page(inside(cast.sro).get(at(done)))


def test_what_is_the_schools_alone_is_in_no_page_paper_or_file_of_the_agency(cast, done):
    for reader in (cast.sro, cast.supervisor):
        client = inside(reader)
        seen = [page(client.get(at(done))), paper_text(client.get(at(done, "referral.pdf")).content)]
        seen += [page(client.get(address)) for address in ("/referrals/", "/reviews/", "/queue/") if reader != cast.sro]
        if reader != cast.sro:
            seen.append(b"".join(client.get("/referrals/export.csv").streaming_content).decode())
        for text in seen:
            for token in ("SCHOOL-ONLY-TOKEN", "NAME-TOKEN", "ADDENDUM-TOKEN-OWN", "S-9981"):
                assert token not in text, (reader, token)


def test_what_is_the_agencys_alone_is_in_no_page_paper_or_file_of_the_school(cast, done):
    for reader in (cast.principal, cast.district_administrator):
        client = inside(reader)
        seen = [page(client.get(at(done))), paper_text(client.get(at(done, "referral.pdf")).content)]
        seen.append(b"".join(client.get("/referrals/export.csv").streaming_content).decode())
        for text in seen:
            assert "NOTES-TOKEN" not in text, reader


def test_the_agencys_paper_carries_the_line_on_redisclosure_on_every_page(cast, principal):
    long = submitted(cast.principal, cast.school, NOW)
    for number in range(4):
        asked = questions.ask(
            by=cast.sro, at=NOW, referral=long, question=f"Question {number}? " * 20, form_key=uuid4()
        )
        questions.reply(by=cast.principal, at=NOW, question=asked, reply="An answer. " * 400, form_key=uuid4())
    pages = paper_pages(inside(cast.supervisor).get(at(long, "referral.pdf")).content)
    assert len(pages) > 2
    for one in pages:
        assert squashed(REDISCLOSURE) in one
        assert squashed("Referral A26-0001") in one
    assert squashed(REDISCLOSURE) not in paper_text(principal.get(at(long, "referral.pdf")).content)


def test_the_paper_is_tagged_named_and_never_kept(done, principal):
    response = principal.get(at(done, "referral.pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="referral-26-0001.pdf"'
    assert response["Cache-Control"] == "no-store"
    with pikepdf.open(io.BytesIO(response.content)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang) == "en"
        assert str(paper.docinfo["/Title"]) == "Referral 26-0001"


def test_typed_markup_is_shown_as_typed(cast, principal):
    sent = submitted(cast.principal, cast.school, NOW)
    text = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7|add:7 }}"
    addenda.add(
        by=cast.principal,
        at=NOW,
        referral=sent,
        text=text,
        crosses=True,
        form_key="11111111-2222-4333-8444-555555555555",
    )
    shown = page(principal.get(at(sent)))
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "{{ 7|add:7 }}" in shown
    assert "<script>alert(1)</script>" in paper_text(principal.get(at(sent, "referral.pdf")).content)


def test_a_draft_opens_where_it_goes_on_and_has_no_paper(cast, principal):
    one = draft(cast.principal, cast.school, NOW)
    assert principal.get(at(one)).url == at(one, "resume/")
    assert principal.get(at(one, "referral.pdf")).status_code == 404


def test_an_id_that_is_none_is_not_there(principal):
    for address in (
        "/referrals/00000000-0000-4000-8000-000000000000/",
        "/referrals/26-0001/",
        "/referrals/1/",
        "/kept-in-school/00000000-0000-4000-8000-000000000000/",
    ):
        assert principal.get(address).status_code == 404


def test_uploads_where_none_belong_are_refused(cast, principal):
    sent = submitted(cast.principal, cast.school, NOW)
    given = {"reason": io.BytesIO(b"%PDF-1.7"), "file": io.BytesIO(b"MZ")}
    response = principal.post(at(sent, "withdraw/"), given)
    assert response.status_code == 400
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_a_post_without_its_token_is_refused(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    client = inside(cast.principal)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(at(sent, "withdraw/"), {"reason": "x"}).status_code == 403
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_page_and_paper_show_the_same_record(cast, done):
    on_page = referrals.look(by=cast.sro, at=NOW, referral=done.pk)
    assert referrals.read(by=cast.sro, at=NOW, referral=done.pk) == on_page


def test_the_paper_of_a_long_text_takes_no_more_than_seconds(cast, principal):
    sent = submitted(cast.principal, cast.school, NOW)
    sent.texts.filter(kind="shared").update(text="Ordinary words that people write down. " * 125)
    begun = process_time()
    assert principal.get(at(sent, "referral.pdf")).status_code == 200
    assert process_time() - begun < 10


@pytest.mark.parametrize("path", ["", "referral.pdf"])
def test_a_look_that_cannot_be_recorded_is_no_look(cast, path):
    sent = submitted(cast.principal, cast.school, NOW)
    client = inside(cast.supervisor)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute(FULL_LEDGER[connection.vendor])
    answer = client.get(f"/referrals/{sent.pk}/{path}")
    assert answer.status_code == 503
    assert b"gym" not in answer.content
    assert sent.agency_number.encode() not in answer.content
