"""The house rules that no linter of ours knows: no signals, no catch-all modules, small files, words translated."""

import ast
import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("config", "common", "ledger", "accounts", "rosters", "partnerships", "training", "incidents")
SOURCES = sorted(
    path
    for floor in FLOORS
    for path in (ROOT / floor).rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
PAGES = sorted((ROOT / "templates").rglob("*.html"))
TEXTS = sorted((ROOT / "templates").rglob("*.txt"))
SCRIPTS = sorted((ROOT / "static").glob("js/*.js")) + sorted((ROOT / "static").glob("css/*.css"))
LONGEST_FILE = 400
LONGEST_VIEW = 40
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|coming soon|lorem ipsum|not yet implemented", re.IGNORECASE)


def named(path):
    """The file as it is named in a failure."""
    return str(path.relative_to(ROOT))


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_there_are_no_signals_and_no_receivers():
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("django.dispatch", "celery.signals")
            ):
                pytest.fail(f"{named(path)} imports {node.module}")
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called.split(".")[-1] not in ("Signal", "receiver"), named(path)
                assert not re.search(
                    r"(pre|post)_(save|delete|init|migrate)\.connect|user_logged_\w+\.connect", called
                ), named(path)


def test_no_module_is_for_just_anything():
    assert [named(path) for path in SOURCES if re.fullmatch(r"_?(utils?|helpers?|misc|tools?|stuff)", path.stem)] == []


def test_nothing_is_kept_by_thread_or_imported_inside_a_function():
    for path, tree in TREES.items():
        assert "threading.local" not in path.read_text(), named(path)
        for function in functions(tree):
            inner = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            assert not inner, f"{named(path)}: {function.name}"


def test_no_model_overrides_save_or_delete():
    for path, tree in TREES.items():
        if "models" in path.parts:
            names = {function.name for function in functions(tree)}
            assert not names & {"save", "delete", "bulk_create", "full_clean"}, named(path)


def test_a_source_file_is_at_most_400_lines():
    long = {named(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: count for name, count in long.items() if count > LONGEST_FILE} == {}


def test_a_view_is_a_plain_function_of_at_most_40_lines():
    for path, tree in TREES.items():
        if "views" not in path.parts:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                assert not any("View" in ast.unparse(base) for base in node.bases), f"{named(path)}: {node.name}"
        for function in functions(tree):
            lines = function.end_lineno - function.lineno + 1
            assert lines <= LONGEST_VIEW, f"{named(path)}: {function.name} has {lines} lines"


def test_a_module_says_in_its_docstring_what_is_inside():
    silent = [named(path) for path, tree in TREES.items() if not ast.get_docstring(tree)]
    assert [name for name in silent if not name.endswith("__init__.py") and "/management/" not in name] == []


def raised(function):
    """The names of the exceptions a function raises itself; one raised again, or kept in a variable, has no name."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = ast.unparse(called).split(".")[-1]
            found |= {name} if re.fullmatch(r"[A-Z]\w+", name) else set()
    return found


def test_a_function_that_raises_says_what():
    """Views answer instead of raising, and a form's or field's ValidationError is Django's own way to say no."""
    unsaid = []
    for path, tree in TREES.items():
        if {"views", "management"} & set(path.parts):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                said = ast.get_docstring(node) or ""
                unsaid += [f"{named(path)}: {node.name} {name}" for name in sorted(raised(node)) if name not in said]
    assert unsaid == []


CLOCKS = ("datetime.now", "date.today", "timezone.now", "timezone.localdate", "timezone.localtime", "time.time")


def test_actions_and_notices_take_the_moment_and_never_read_the_clock():
    read = []
    for path, tree in TREES.items():
        if "actions" not in path.parts and path.name != "notices.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS:
                read.append(f"{named(path)}:{node.lineno}")
    assert read == []


def test_no_failure_is_swallowed():
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and (node.type is None or ast.unparse(node.type) == "Exception"):
                assert not all(isinstance(line, ast.Pass | ast.Continue) for line in node.body), named(path)


@pytest.mark.parametrize("files", [SOURCES, PAGES, TEXTS, SCRIPTS], ids=["source", "pages", "texts", "static"])
def test_nothing_is_left_unfinished(files):
    assert files
    assert [named(path) for path in files if UNFINISHED.search(path.read_text(encoding="utf-8"))] == []


# Templates --------------------------------------------------------------------------------------------------------

MAIL = ROOT / "templates" / "mail"
PAPER = ROOT / "templates" / "documents"
INLINE = re.compile(
    r"<(script(?![^>]*\b(?:src=|type=\"application/json\"))|style)\b"
    r"|\s(style|on[a-z]+|hx-on[:\w-]*|hx-vars)\s*=|javascript:",
    re.IGNORECASE,
)
SPOKEN = re.compile(r"[^\W\d_]{2,}")
ATTRIBUTES = re.compile(
    r"""\b(?:alt|title|placeholder|aria-label|aria-description)=["']([^"'{]*[^\W\d_]{2}[^"'{]*)["']"""
)
MARKS = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
TRANSLATING = ("blocktranslate", "blocktrans", "comment", "verbatim")
# Words that are the same in every language.
UNTRANSLATED = frozenset({"Fenceline"})
# Holds the names of classes and nothing a person reads.
CLASSES_ONLY = ROOT / "templates" / "allauth" / "elements" / "button_look.html"


def shown(source):
    """What of a template a person reads without translation: text outside tags, and words in attributes."""
    inside, pieces = None, []
    for piece in Lexer(source).tokenize():
        if piece.token_type == TokenType.BLOCK:
            word = piece.contents.split()[0]
            if inside is None and word in TRANSLATING:
                inside = word
            elif inside and word == f"end{inside}":
                inside = None
            pieces.append("")
        elif piece.token_type == TokenType.TEXT and inside is None:
            pieces.append(piece.contents)
        elif piece.token_type == TokenType.VAR:
            pieces.append("\N{NO-BREAK SPACE}")
    return "".join(pieces)


def untranslated(source):
    """The words in it that no translator will see."""
    text = shown(source)
    spoken = SPOKEN.findall(re.sub(r"&\w+;", " ", MARKS.sub(" ", text)))
    return [word for word in [*spoken, *ATTRIBUTES.findall(text)] if word not in UNTRANSLATED]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_template_holds_no_inline_script_style_or_handler(page):
    if MAIL in page.parents or PAPER in page.parents:
        return
    found = INLINE.search(shown(page.read_text(encoding="utf-8")))
    assert found is None, found


@pytest.mark.parametrize("page", [page for page in [*PAGES, *TEXTS] if page != CLASSES_ONLY], ids=named)
def test_every_word_of_a_template_is_translated(page):
    assert untranslated(page.read_text(encoding="utf-8")) == []


def test_the_check_for_translation_sees_what_is_not():
    assert untranslated("<p>Hello {{ name }}</p>") == ["Hello"]
    assert untranslated('<img alt="A bell">{% translate "Hello" %}') == ["A bell"]
    assert untranslated("{% blocktranslate %}Hello{% endblocktranslate %} · 12") == []


GETTEXT = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"})


def test_what_is_translated_is_given_in_words_that_a_translator_finds():
    hidden = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in GETTEXT:
                words = node.args[:2]  # one and many, or context and words
                if not all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words):
                    hidden.append(f"{named(path)}:{node.lineno}")
    assert hidden == []


def test_no_template_translates_a_variable():
    for page in [*PAGES, *TEXTS]:
        found = re.findall(r"\{%\s*trans(?:late)?\s+[^\"'].*?%\}", page.read_text(encoding="utf-8"))
        assert found == [], named(page)


def test_no_template_asks_the_database():
    for page in PAGES:
        words = re.findall(r"\{[{%][^}]*\.(?:all|filter|count|exists|first|last)\b[^}]*[}%]\}", page.read_text())
        assert [word for word in words if "forloop.first" not in word and "forloop.last" not in word] == [], named(page)
