"""Writing many rows by one statement: INSERT … SELECT, with the same meaning on SQLite and PostgreSQL.

Django's ORM has no such statement, and a loop over objects costs a hundred times as much. What the statement needs of
calendar days is here too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, DateField, Field, Func, IntegerField, Model, QuerySet, UUIDField


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


class TextUnder(Func):
    """The text that a JSON object, given as text, holds under a key; null where it has none.

    A `Case` of as many branches costs Django milliseconds a branch before the statement is sent.
    """

    output_field = CharField()
    arity = 2
    template = "((%(expressions)s))"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The object is read once, for it is a constant."""
        return self.as_sql(compiler, connection, arg_joiner="::jsonb) ->> (", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """A key in quotes, for one that begins with a digit is read as a place in a list."""
        template = "json_extract(%(expressions)s || '\"')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", '$.\"' || ", **extra)


class DaysBetween(Func):
    """The number of days from the second day to the first; negative when the first is earlier."""

    output_field = IntegerField()
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """A day less a day is a whole number."""
        template, joiner = "((%(expressions)s)::date)", ")::date - ("
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Both count from noon, so their difference is whole."""
        template = "CAST(julianday(%(expressions)s) AS integer)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)


class AddDays(Func):
    """A day so many days later."""

    output_field = DateField()
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """A day and a whole number is a day."""
        template, joiner = "((%(expressions)s)::integer)", ")::date + ("
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The number is a modifier, in words."""
        return self.as_sql(compiler, connection, template="date(%(expressions)s || ' days')", arg_joiner=", ", **extra)


class AddMonths(Func):
    """The same day so many months later, or that month's last day, as `common.dates.add_months` says."""

    output_field = DateField()
    arity = 2

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL stays within the month by itself."""
        template = "(((%(expressions)s)::integer))::date)"
        return self.as_sql(
            compiler, connection, template=template, arg_joiner=")::date + make_interval(months => (", **extra
        )

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # noqa: ARG002
        """SQLite runs over into the next month; the last day of the month meant is then the earlier of the two."""
        day, day_params = compiler.compile(self.source_expressions[0])
        months, months_params = compiler.compile(self.source_expressions[1])
        same = f"date({day}, ({months}) || ' months')"
        last = f"date({day}, 'start of month', ({months}) || ' months', '+1 month', '-1 day')"
        return f"min({same}, {last})", [*day_params, *months_params, *day_params, *months_params]


def insert_from(
    model: type[Model], source: QuerySet[Any], values: Mapping[str, Any], *, in_order_of: Sequence[str] = ()
) -> int:
    """Insert a row of the model for each row of the query, by one statement; how many were new.

    `values` maps the model's columns to expressions over the query; a row that a unique constraint refuses is left
    out. Fields that are not named must have a default in the database or allow null. `in_order_of` names the columns
    of that constraint: two statements at once then wait for one another instead of blocking each other for good.
    """
    names = [f"_{name}" for name in values]
    rows = source.annotate(**dict(zip(names, values.values(), strict=True))).values_list(*names).order_by()
    select, params = rows.query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(_column(model, name))) for name in values)
    places = ", ".join(str(list(values).index(name) + 1) for name in in_order_of)
    order = f"ORDER BY {places} " if places else ""
    # SQLite cannot tell ON CONFLICT from a join's ON unless the SELECT is wrapped and has a WHERE.
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) "  # noqa: S608  names of our own columns
        f"SELECT * FROM ({select}) AS given WHERE true {order}ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return int(cursor.rowcount)


def _column(model: type[Model], name: str) -> str | None:
    field = model._meta.get_field(name)
    return field.column if isinstance(field, Field) else None
