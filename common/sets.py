"""Writing many rows by one statement: INSERT … SELECT, with the same meaning on SQLite and PostgreSQL.

Django's ORM has no such statement, and a loop over objects costs a hundred times as much.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import CharField, Field, Func, Model, QuerySet, UUIDField


class NewUUID(Func):
    """A new random UUID for every row, as the database keeps it."""

    output_field = UUIDField()
    arity = 0
    template = "gen_random_uuid()"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps a UUID as 32 hexadecimal digits; the version is written into it (RFC 9562, version 4)."""
        template = (
            "(lower(hex(randomblob(6))) || '4' || substr(lower(hex(randomblob(2))), 2) || "
            "substr('89ab', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(8))), 2))"
        )
        return self.as_sql(compiler, connection, template=template, **extra)


class UUIDText(Func):
    """A UUID column as text with its dashes, as `str()` writes it."""

    output_field = CharField()
    arity = 1
    template = "(%(expressions)s)::text"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # noqa: ARG002
        """SQLite keeps a UUID as 32 hexadecimal digits."""
        sql, params = compiler.compile(self.source_expressions[0])
        pieces = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        text = " || '-' || ".join(f"substr({sql}, {start}, {length})" for start, length in pieces)
        return f"({text})", list(params) * len(pieces)


def insert_from(model: type[Model], source: QuerySet[Any], values: Mapping[str, Any]) -> int:
    """Insert a row of the model for each row of the query, by one statement; how many were new.

    `values` maps the model's columns to expressions over the query; a row that a unique constraint refuses is left
    out. Fields that are not named must have a default in the database or allow null.
    """
    names = [f"_{name}" for name in values]
    rows = source.annotate(**dict(zip(names, values.values(), strict=True))).values_list(*names).order_by()
    select, params = rows.query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(_column(model, name))) for name in values)
    # SQLite cannot tell ON CONFLICT from a join's ON unless the SELECT is wrapped and has a WHERE.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) "  # noqa: S608  names of our own columns
        f"SELECT * FROM ({select}) AS given WHERE true ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def _column(model: type[Model], name: str) -> str | None:
    field = model._meta.get_field(name)
    return field.column if isinstance(field, Field) else None
