"""Paper says which characters it could not print: exactly those for which the layout found no glyph."""

import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from common import glyphs, pdf
from tests.paper import text_of

BODY = '{% extends "documents/base.html" %}{% block main %}<section><p>{{ said }}</p></section>{% endblock %}'
NAMES = {
    "Latin": "Ibáñez Nguyễn Łukasz",
    "Chinese": "王伟 𠮷野",
    "Korean": "김민준",
    "Japanese": "さくら カタカナ",
    "Thai": "สมชาย",
    "Hindi": "कमला देवी",
    "Amharic": "አበበ በቀለ",
    "Arabic": "محمد",
    "emoji": "😀 👍🏽 ❤️ 👩‍🚒",
    "no script": "\ue000 \u0378",
}
NOBODYS = "\U00012000"  # a cuneiform sign
ALONE = """
import sys
from common import glyphs
print(*map(ord, glyphs.missing(sys.argv[1])))
"""


def printed(said):
    words = {"document_language": "en", "document_title": "Names", "said": said}
    return pdf.print_markup(pdf.with_what_is_missing(engines["django"].from_string(BODY).render(words)))


@pytest.mark.parametrize("script", NAMES)
def test_the_paper_names_what_the_layout_could_not_draw_and_nothing_else(script, caplog):
    caplog.set_level(logging.WARNING, logger="weasyprint")
    content = printed(NAMES[script])
    undrawn = {record.args[0] for record in caplog.records if ".notdef" in record.msg}
    expected = set(glyphs.missing(NAMES[script], own=pdf.fonts().values()))
    assert undrawn == expected
    said = " ".join(text_of(content).split())
    assert ("could not be printed here" in said) == bool(undrawn)
    for one in undrawn:
        assert f"U+{ord(one):04X}" in said


def test_a_machine_without_fonts_prints_its_own_letters_and_names_every_other(tmp_path):
    none = tmp_path / "fonts.conf"
    none.write_text(f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    found = subprocess.run(
        [sys.executable, "-c", ALONE, "Ana 王 é\ufe0f\u200d 😀"],
        env={**os.environ, "FONTCONFIG_FILE": str(none)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert [chr(int(one)) for one in found.stdout.split()] == ["王", "é", "😀"]


def test_the_letters_of_our_own_fonts_need_none_of_the_machine(monkeypatch):
    monkeypatch.setattr(glyphs, "_is_drawn", lambda _library, one: one.isascii())
    assert glyphs.missing("Ana Ibáñez 王", own=pdf.fonts().values()) == ["王"]


def test_a_long_list_is_cut_and_counted(monkeypatch):
    monkeypatch.setattr(glyphs, "missing", lambda _text, own: [chr(0x4E00 + n) for n in range(pdf.MOST_NAMED + 3)])
    with translation.override("en"):
        said = pdf.with_what_is_missing("<main></main>")
    assert "U+4E00 CJK unified ideograph, " in said
    assert "U+4E13 CJK unified ideograph, and 3 others." in said


def test_nothing_is_said_where_the_machine_cannot_be_asked(monkeypatch):
    monkeypatch.setattr(glyphs, "_library", lambda: None)
    assert glyphs.missing(f"Ana {NOBODYS}") == []


def test_the_image_has_fonts_for_every_script():
    recipe = (settings.BASE_DIR / "Dockerfile").read_text()
    guide = (settings.BASE_DIR / "docs" / "how-to" / "go-to-production.md").read_text()
    for package in ("fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"):
        assert package in recipe
        assert package in guide
