"""Turns one of our templates into a tagged PDF, and fetches nothing but our own fonts and style."""

import hashlib
import threading
from collections.abc import Mapping
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final

import weasyprint
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from common import glyphs

# Name on the shelf: file under static/. WeasyPrint rejects a range of weights, so each weight is a file.
SHELVED: Final = {
    "shelf:public-sans-400.ttf": "vendor/public-sans/public-sans-400.ttf",
    "shelf:public-sans-600.ttf": "vendor/public-sans/public-sans-600.ttf",
    "shelf:public-sans-700.ttf": "vendor/public-sans/public-sans-700.ttf",
}
STYLE: Final = "css/document.css"
MOST_NAMED: Final = 20  # characters that are named where no font has them
# Raised whenever what this module does to a page changes, so that no kept paper is an old one.
REVISION: Final = "3"
PRINTING = threading.Lock()


class BlockedFetch(Exception):
    """A document asked for something outside the shelf. `url` may come from a person's text: do not log it."""

    def __init__(self, url: str) -> None:
        super().__init__("A document asked for something outside its shelf; no PDF was made.")
        self.url = url


class Shelf(URLFetcher):
    """A fetcher that knows only our own bytes; it opens no socket and no file."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.contents = contents
        self.refused: str | None = None

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The bytes of that name. Raises FatalURLFetchingError, which stops the rendering, for any other."""
        if url not in self.contents:
            self.refused = url
            raise FatalURLFetchingError("Not on the shelf.")
        return URLFetcherResponse(url, self.contents[url], {"Content-Type": "font/ttf"})


def render(template: str, context: Mapping[str, Any], *, language: str, title: str) -> bytes:
    """The template as a PDF/UA-1 file in that language; the same input gives the same bytes.

    The template extends documents/base.html. Raises BlockedFetch when anything outside the shelf is asked for.
    """
    return print_markup(_markup(template, context, language, title))


def _markup(template: str, context: Mapping[str, Any], language: str, title: str) -> str:
    with translation.override(language):
        words = {**context, "document_language": language, "document_title": title}
        return with_what_is_missing(render_to_string(template, words))


def with_what_is_missing(markup: str) -> str:
    """The finished HTML, with a last line that names the characters no font here can print."""
    lost = glyphs.missing(unescape(markup), own=fonts().values())
    if not lost:
        return markup
    names = [glyphs.named(one) for one in lost[:MOST_NAMED]]
    more = len(lost) - len(names)
    listed = ", ".join(names)
    if more:
        listed = ngettext("%(names)s, and %(count)d other", "%(names)s, and %(count)d others", more) % {
            "names": listed,
            "count": more,
        }
    said = _("These characters could not be printed here: %(names)s.") % {"names": listed}
    before, end, after = markup.rpartition("</main>")
    return f'{before}<p class="unprinted">{escape(said)}</p>{end}{after}' if end else markup


def render_once(template: str, context: Mapping[str, Any], *, language: str, title: str, folder: str) -> bytes:
    """The same, kept in the storage for who asks again: for a long document whose words no longer change.

    It is found by the hash of its markup, the style, the printer and our REVISION: other words never get an old page.
    Raises BlockedFetch, and then keeps nothing.
    """
    markup = _markup(template, context, language, title)
    key = hashlib.sha256("\0".join([markup, style_sheet(), weasyprint.__version__, REVISION]).encode()).hexdigest()
    name = f"{folder}/{key}.pdf"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            content: bytes = kept.read()
        if content.rstrip().endswith(b"%%EOF"):
            return content
        default_storage.delete(name)  # a crash left half of it
    content = print_markup(markup)
    default_storage.save(name, ContentFile(content))
    return content


def print_markup(markup: str) -> bytes:
    """The finished HTML as a PDF/UA-1 file. Raises BlockedFetch."""
    shelf = Shelf(fonts())
    try:
        # Pango is not made for two threads at one font configuration.
        with PRINTING:
            style, fonts_in_use = style_and_fonts()
            pdf: bytes = HTML(string=markup, url_fetcher=shelf).write_pdf(
                stylesheets=[style], font_config=fonts_in_use, pdf_variant="pdf/ua-1", finisher=say_scopes
            )
    except FatalURLFetchingError as error:
        raise BlockedFetch(shelf.refused or "") from error
    if shelf.refused is not None:
        # WeasyPrint's SVG painter swallows even a fatal error and leaves the picture out.
        raise BlockedFetch(shelf.refused)
    return pdf


def say_scopes(_document: Any, pdf: Any) -> None:
    """Say of each header cell whether it heads its row or its column (ISO 14289-1, 7.5).

    WeasyPrint links cells to their headers and leaves this out, which some readers and checkers go by. A header in a
    row with other cells heads the row.
    """
    structure: list[Any] = [one for one in pdf.objects if isinstance(one, dict) and "S" in one]
    marks = {f"{one.number} 0 R".encode(): one for one in structure}
    for row in marks.values():
        if row["S"] != "/TR":
            continue
        cells = [marks[kid] for kid in row["K"] if kid in marks]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope


@cache
def style_and_fonts() -> tuple[CSS, FontConfiguration]:
    """The style with its fonts, read once in the life of a process: each configuration more keeps 0.4 MB for good.

    Raises BlockedFetch where the style asks for a font that is none of ours.
    """
    shelf, fonts_in_use = Shelf(fonts()), FontConfiguration()
    style = CSS(string=style_sheet(), url_fetcher=shelf, font_config=fonts_in_use)
    if shelf.refused is not None:
        raise BlockedFetch(shelf.refused)
    return style, fonts_in_use


@cache
def fonts() -> dict[str, bytes]:
    """The fonts, read once in the life of a process."""
    return {name: static_path(path).read_bytes() for name, path in SHELVED.items()}


@cache
def style_sheet() -> str:
    """The style of all our documents."""
    return static_path(STYLE).read_text()


def static_path(name: str) -> Path:
    """A file of ours under static/, as committed: the collected copies have other names."""
    return Path(settings.BASE_DIR) / "static" / name
