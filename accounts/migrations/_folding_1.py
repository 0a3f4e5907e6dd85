"""The folded form of names as `common.folding` had it when its columns were made. Frozen: another form is another file."""

import re
import unicodedata
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PIECE = 1000
SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʹʻʼʽˈ`´′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    }
)
LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k",
        "ŋ": "n", "ς": "σ",
    }
)  # fmt: skip
MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """What two spellings of a name have in common."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(SIGNS)).casefold())
    kept: list[str] = []
    base = ""
    for mark in apart.replace("\u0435\u0308", "\u0435"):
        if not unicodedata.combining(mark):
            base = mark
        elif MARKS.match(mark) and unicodedata.name(base or " ", "").startswith(("LATIN", "GREEK")):
            continue
        kept.append(mark)
    plain = unicodedata.normalize("NFC", "".join(kept).translate(LETTERS))
    seen = "".join(
        mark for mark in plain if unicodedata.category(mark) != "Cf" or unicodedata.bidirectional(mark) == "AN"
    )
    return " ".join(seen.split()) or " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def write(model: Any, name: str, length: int) -> None:
    """Fill the folded column beside a name, a piece of the table at a time."""
    column = f"{name}_folded"
    rows, last = model._default_manager.order_by("pk"), None
    while piece := list((rows.filter(pk__gt=last) if last is not None else rows)[:PIECE]):
        for row in piece:
            setattr(row, column, fold(getattr(row, name))[:length])
        # An upsert: `bulk_update` costs five times as much.
        model._default_manager.bulk_create(
            piece, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=[column]
        )
        last = piece[-1].pk


def order_by_character(schema_editor: BaseDatabaseSchemaEditor, model: Any, column: str, length: int) -> None:
    """Have PostgreSQL sort the column as SQLite does, whatever language the database was made for."""
    if schema_editor.connection.vendor == "postgresql":
        quote = schema_editor.quote_name
        table, name = quote(model._meta.db_table), quote(column)
        schema_editor.execute(f'ALTER TABLE {table} ALTER COLUMN {name} TYPE varchar({length}) COLLATE "C"')


def address_of(text: str) -> str:
    """An e-mail address in the one form it is looked up by."""
    box, at, domain = unicodedata.normalize("NFKC", text.strip().translate(SIGNS)).lower().rpartition("@")
    labels = []
    for label in domain.split("."):
        try:
            said = label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
        except UnicodeError:
            said = label
        same = unicodedata.normalize("NFKC", said).lower() == said and not said.isascii()
        seen = all(mark == "-" or unicodedata.category(mark)[0] in "LMN" for mark in said)
        labels.append(said if same and seen else label)
    return f"{box}{at}{'.'.join(labels)}"


def write_addresses(model: Any, *, once: bool) -> None:
    """Addresses of other scripts in that form; `once` where a table has each of them once, and then the first stays."""
    rows = model._default_manager
    for row in rows.only("pk", "email").iterator(PIECE):
        if row.email.isascii() and "xn--" not in row.email.lower():
            continue
        wanted = address_of(row.email)
        taken = once and rows.filter(email__iexact=wanted).exclude(pk=row.pk).exists()
        if wanted != row.email and not taken:
            rows.filter(pk=row.pk).update(email=wanted)
