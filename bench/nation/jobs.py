"""Runs every job of the schedule once and again, each in a process of its own, and says seconds and memory."""

import resource
import time
from collections.abc import Callable
from multiprocessing import get_context
from typing import NamedTuple

from django.db import connection, transaction
from django.urls import get_resolver
from django.utils import timezone

from config.schedule import JOBS, Job

# Written by a sweep and written again by the bare statement of the same rows.
WRITTEN = ("training_courseassignment", "ledger_notice")


class Done(NamedTuple):
    """What one run of a job cost; the megabytes are the most its process held, what it began with included."""

    rows: int
    seconds: float
    megabytes: float


def measure(say: Callable[[str], object]) -> None:
    """Every job, then every job again, a line each as it ends."""
    get_resolver().url_patterns  # noqa: B018  imported once here, not by each job that writes a link
    say(f"{'job':<24} {'pass':<6} {'rows':>10} {'seconds':>9} {'MB':>6}")
    for turn in ("first", "again"):
        total = 0.0
        for job in JOBS:
            done = _apart(job)
            total += done.seconds
            say(f"{job.name:<24} {turn:<6} {done.rows:>10,} {done.seconds:>9.2f} {done.megabytes:>6.0f}")
        say(f"{'all':<24} {turn:<6} {'':>10} {total:>9.2f}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as the server does by itself some minutes after
    for table in WRITTEN:
        rows, seconds = bare_insert(table)
        say(f"bare INSERT … SELECT into {table}: {rows:,} rows in {seconds:.2f} s")


def _apart(job: Job) -> Done:
    """One job in a process of its own, forked from this one, so that its memory is its own."""
    connection.close()
    with get_context("fork").Pool(1) as pool:
        return pool.apply(_run, [job.name])


def _run(name: str) -> Done:
    job = next(job for job in JOBS if job.name == name)
    begun = time.perf_counter()
    rows = job.run(at=timezone.now())
    seconds = time.perf_counter() - begun
    return Done(rows, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000)


def bare_insert(table: str) -> tuple[int, float]:
    """Empty the table and insert its rows anew from a copy, keys checked, then take all of it back."""
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns "
            "WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        columns = cursor.fetchone()[0]
        cursor.execute(f"CREATE TEMP TABLE same ON COMMIT DROP AS SELECT {columns} FROM {table}")  # noqa: S608  our own
        cursor.execute(f"TRUNCATE {table}")
        begun = time.perf_counter()
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM same")  # noqa: S608  our own
        rows = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        seconds = time.perf_counter() - begun
        transaction.set_rollback(True)
    return rows, seconds
