"""Makes the nation, step by step; a step that was done is not done again, so a run that was cut is taken up again."""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from string import Template

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

SOURCE = Path(__file__).with_name("nation.sql")
# What is loaded in bulk: these lose their indexes and keys first and get them back at the end.
LOADED = ("accounts_", "partnerships_", "training_", "incidents_", "ledger_")


@dataclass(frozen=True)
class Numbers:
    """How many of each there are. There are as many agencies as districts."""

    districts: int
    schools: int
    staff: int
    referrals: int
    largest_schools: int
    largest_officers: int
    largest_referrals: int

    @classmethod
    def at(cls, scale: float) -> "Numbers":
        """Those of the United States, times the scale; at least a handful."""
        districts, schools = max(4, round(13_000 * scale)), max(30, round(98_000 * scale))
        largest = max(5, round(1_600 * scale))
        people = round(1_100_000 * scale)
        return cls(
            districts=districts,
            schools=schools,
            staff=max(100, people - schools - 6 * districts),
            referrals=max(1_000, round(2_300_000 * scale)),
            largest_schools=largest,
            largest_officers=max(2, largest // 4),
            largest_referrals=max(50, round(96_000 * scale)),
        )


def load(scale: float, say: Callable[[str], object]) -> None:
    """Bring the database to a whole nation of that scale. Raises ValueError where it holds one of another scale."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS nation_steps (name text PRIMARY KEY, at timestamptz, seconds real)")
        cursor.execute("CREATE TABLE IF NOT EXISTS nation_made (scale real, at timestamptz)")
        cursor.execute("CREATE TABLE IF NOT EXISTS nation_rebuild (id serial, rank int, statement text)")
        cursor.execute("SELECT scale, at FROM nation_made")
        made = cursor.fetchone()
        if made is None:
            made = (scale, timezone.now())
            cursor.execute("INSERT INTO nation_made VALUES (%s, %s)", made)
        if abs(made[0] - scale) > scale / 1000:
            raise ValueError(f"This database holds a nation of scale {made[0]:g}: drop it, or name another.")
    for name, run in _steps(scale, made[1]):
        _once(name, run, say)
    _migrate()  # what came since it was made


def _steps(scale: float, at: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "migrations", _migrate
    yield "keys and indexes dropped", _strip
    words = {**asdict(Numbers.at(scale)), "at": at.isoformat()}
    for section in SOURCE.read_text(encoding="utf-8").split("-- step: ")[1:]:
        name, _line, text = section.partition("\n")
        yield name, partial(_execute, Template(text).substitute(words))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, statement FROM nation_rebuild ORDER BY rank, id")
        rebuilt = cursor.fetchall()
    for pk, statement in rebuilt:
        yield f"rebuild {pk}", partial(_execute, statement)
    yield "statistics", partial(_execute, "VACUUM ANALYZE")


def _once(name: str, run: Callable[[], None], say: Callable[[str], object]) -> None:
    """Do the step and note it, in one transaction where it can be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM nation_steps WHERE name = %s", [name])
        if cursor.fetchone():
            return
    begun = time.perf_counter()
    if name in ("migrations", "statistics"):
        run()
        _note(name, begun)
    else:
        with transaction.atomic():
            run()
            _note(name, begun)
    if not name.startswith("rebuild"):
        say(f"{name}: {time.perf_counter() - begun:.1f} s")


def _note(name: str, begun: float) -> None:
    _execute("INSERT INTO nation_steps VALUES (%s, now(), %s)", [name, time.perf_counter() - begun])


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _strip() -> None:
    """Drop foreign keys, then other keys, then indexes, keeping how each is made again; no log of what is loaded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, c.conname, c.contype, pg_get_constraintdef(c.oid) FROM pg_constraint c "
            "JOIN pg_class t ON t.oid = c.conrelid WHERE c.connamespace = 'public'::regnamespace "
            "AND c.contype IN ('f', 'p', 'u') AND t.relname !~ '^nation_' ORDER BY c.contype, c.oid"
        )
        constraints = [row for row in cursor.fetchall() if row[2] == "f" or row[0].startswith(LOADED)]
        for rank, (table, name, kind, words) in enumerate(constraints):
            # A key over many rows is not proved again; what is written from now on is.
            late = " NOT VALID" if kind == "f" else ""
            again = f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {words}{late}'
            cursor.execute(
                "INSERT INTO nation_rebuild (rank, statement) VALUES (%s, %s)",
                [(3_000 if kind == "f" else 1_000) + rank, again],
            )
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute("SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
        for table, name, words in cursor.fetchall():
            if table.startswith(LOADED):
                cursor.execute("INSERT INTO nation_rebuild (rank, statement) VALUES (2000, %s)", [words])
                cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" SET UNLOGGED')


def _execute(statement: str, values: list[str | float] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute(statement, values)
