import resource
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.template import engines
from django.utils.html import escape
from pikepdf import Dictionary, Name

from common import pdf
from tests.paper import open_pdf, structure_tags, text_of

BODY = """
{% extends "documents/base.html" %}
{% block running_notice %}Copy for the agency.{% endblock %}
{% block main %}
<section><h2>What was seen</h2><p class="said">{{ said }}</p></section>
<table><thead><tr><th scope="col">When</th></tr></thead><tbody><tr><td>Nov 19</td></tr></tbody></table>
{% endblock %}
"""


class Canary(BaseHTTPRequestHandler):
    """Writes down who asked; a document must never be among them."""

    def do_GET(self):
        self.server.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture(scope="module")
def canary():
    server = HTTPServer(("127.0.0.1", 0), Canary)
    server.hits = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def canary_file(tmp_path):
    path = tmp_path / "canary.txt"
    path.write_text("canary-in-a-file-7f3a")
    return path


def document(**context):
    words = {"document_language": "en", "document_title": "Referral 26-0147", **context}
    return engines["django"].from_string(BODY.strip()).render(words)


ASKING = [
    '<img src="{url}" alt="">',
    '<link rel="stylesheet" href="{url}">',
    "<style>@import url({url});</style>",
    "<style>p {{ background: url({url}) }}</style>",
    '<p style="background-image: url({url})">x</p>',
    "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style>",
    '<style>p::before {{ content: url("{url}") }}</style>',
    '<object data="{url}" type="image/png"></object>',
    '<embed src="{url}" type="image/svg+xml">',
    '<svg width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<ul style="list-style-image: url({url})"><li>x</li></ul>',
]


@pytest.mark.parametrize("asking", ASKING)
def test_a_document_asks_no_server(asking, canary):
    url = f"http://127.0.0.1:{canary.server_port}/x.css"
    with pytest.raises(pdf.BlockedFetch) as blocked:
        pdf.print_markup(document() + asking.format(url=url))
    assert blocked.value.url.startswith(url)
    assert canary.hits == []


@pytest.mark.parametrize("asking", ASKING)
def test_a_document_opens_no_file(asking, canary_file):
    with pytest.raises(pdf.BlockedFetch):
        pdf.print_markup(document() + asking.format(url=canary_file.as_uri()))


def test_a_shape_of_another_document_is_not_followed(canary):
    url = f"http://127.0.0.1:{canary.server_port}/x.svg"
    pdf.print_markup(document() + f'<svg width="9" height="9"><use href="{url}#a"/></svg>')
    assert canary.hits == []


def test_a_base_address_does_not_open_a_way_out(canary):
    markup = document().replace("<head>", f'<head><base href="http://127.0.0.1:{canary.server_port}/">')
    with pytest.raises(pdf.BlockedFetch):
        pdf.print_markup(markup + '<img src="x.png" alt="">')
    assert canary.hits == []


def test_a_relative_path_reads_nothing_from_the_disk(canary_file, monkeypatch):
    monkeypatch.chdir(canary_file.parent)
    made = pdf.print_markup(document() + '<a rel="attachment" href="#x">x</a><img src="canary.txt" alt="">')
    assert b"canary-in-a-file" not in made


def test_what_was_blocked_is_not_in_the_message():
    with pytest.raises(pdf.BlockedFetch) as blocked:
        pdf.print_markup(document() + '<img src="http://example.invalid/a-name" alt="">')
    assert "a-name" not in str(blocked.value)


def test_typed_markup_is_printed_and_not_obeyed(canary):
    typed = "".join(ASKING).format(url=f"http://127.0.0.1:{canary.server_port}/")
    assert escape(typed) in document(said=typed)
    assert "@import" in text_of(pdf.print_markup(document(said=typed)))
    assert canary.hits == []


def test_the_paper_is_tagged_and_names_its_language_and_title():
    made = pdf.render("documents/base.html", {}, language="en", title="Referral 26-0147")
    with open_pdf(made) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == "Referral 26-0147"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert 'pdfuaid:part="1"' in str(document.open_metadata())


def test_headings_and_tables_keep_their_structure():
    assert {"H1", "H2", "P", "Table", "TH", "TD"} <= structure_tags(pdf.print_markup(document(said="Shouting")))


def test_a_header_says_whether_it_heads_its_row_or_its_column():
    table = """<table><thead><tr><th scope="col">Term</th><th scope="col">Agreed</th></tr></thead>
    <tbody><tr><th scope="row">Days of grace</th><td>30</td></tr></tbody></table>"""
    with open_pdf(pdf.print_markup(document(said="").replace("</main>", f"{table}</main>"))) as paper:
        cells = [one for one in paper.objects if isinstance(one, Dictionary) and one.get("/S") in (Name.TH, Name.TD)]
        scopes = [str(one.A.get("/Scope", "")) for one in cells]
    assert sorted(scopes) == ["", "", "/Column", "/Column", "/Column", "/Row"]


def test_what_was_written_is_what_is_read():
    said = "José Łukasz said “no” — twice, 1/2 & <b>loudly</b>."
    assert said in text_of(pdf.print_markup(document(said=said)))


def test_the_line_about_the_copy_and_the_page_number_stand_on_every_page():
    made = pdf.print_markup(document(said="\n".join(f"line {number}" for number in range(90))))
    with open_pdf(made) as opened:
        pages = len(opened.pages)
    assert pages > 1
    assert text_of(made).count("Copy for the agency.") == pages
    assert f"Page {pages} of {pages}" in text_of(made)


def test_the_same_words_make_the_same_bytes():
    assert pdf.print_markup(document(said="x")) == pdf.print_markup(document(said="x"))


def test_the_paper_says_nothing_about_the_machine():
    with open_pdf(pdf.print_markup(document())) as opened:
        assert set(opened.docinfo.keys()) == {"/Title", "/Producer"}


def test_our_own_fonts_are_in_the_paper():
    with open_pdf(pdf.print_markup(document())) as opened:
        names = {str(font.BaseFont) for page in opened.pages for font in page.Resources.Font.values()}
    assert names
    assert all("Public-Sans" in name or "PublicSans" in name for name in names), names


@pytest.fixture
def _memory(settings):
    kept = {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    settings.STORAGES = {**settings.STORAGES, **kept}


def once(title="Kept"):
    return pdf.render_once("documents/base.html", {}, language="en", title=title, folder="papers")


@pytest.mark.usefixtures("_memory")
def test_a_kept_document_is_printed_once_and_again_only_for_other_words(monkeypatch):
    printed = []
    original = pdf.print_markup
    monkeypatch.setattr(pdf, "print_markup", lambda markup: printed.append(markup) or original(markup))
    first = once()
    assert once() == first
    assert len(printed) == 1
    assert once(title="Other words") != first
    assert len(printed) == 2
    monkeypatch.setattr(pdf, "REVISION", "the next")
    once()
    assert len(printed) == 3, "a printer that was changed prints anew"


@pytest.mark.usefixtures("_memory")
def test_half_a_document_left_by_a_crash_is_printed_anew():
    whole = once()
    (name,) = pdf.default_storage.listdir("papers")[1]
    pdf.default_storage.delete(f"papers/{name}")
    pdf.default_storage.save(f"papers/{name}", pdf.ContentFile(whole[:900]))
    assert once() == whole
    assert once() == whole


def test_printing_again_and_again_keeps_no_memory():
    """A configuration of fonts for each document kept 0.3 MB of every one."""

    def resident():
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    for _first in range(5):
        pdf.print_markup(document())
    before = resident()
    for _again in range(40):
        pdf.print_markup(document())
    assert resident() - before < 7_000_000, "twelve, when it was kept"
