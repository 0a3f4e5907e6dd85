"""What pages cost over many referrals, training over many people, and files and lists over many rows of each kind.

Makes a database of its own for each, and removes it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from accounts.actions.sessions import mark_second_factor
from accounts.models import User
from bench import rosters, shortcuts, training, volumes
from bench.measure import Measurer, pages, table
from bench.seed import build, fill
from bench.training import STAFF
from config import environment as env

FEW = 2_000
MARK = "FENCELINE_BENCH_DATABASE"


def asked_for() -> argparse.Namespace:
    """How many rows, how many rounds."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--staff", type=int, default=STAFF)
    parser.add_argument("--only", choices=["referrals", "training", "volumes"], default="")
    parser.add_argument("--volume", type=int, default=volumes.ROWS, help="rows of each kind for files and long lists")
    return parser.parse_args()


def main() -> None:
    """The outer run makes an empty database and starts the inner one on it; the inner one measures."""
    options = asked_for()
    if env.flag(MARK):
        with override_settings(ROOT_URLCONF="bench.urls"):
            if options.only == "training":
                measure_training(options.staff, options.rounds)
            elif options.only == "volumes":
                measure_volumes(options.volume)
            else:
                measure(options.rows, options.rounds)
        return
    for part in [options.only] if options.only else ["referrals", "training", "volumes"]:
        apart(
            [f"--{name}={getattr(options, name)}" for name in ("rows", "rounds", "staff", "volume")]
            + [f"--only={part}"]
        )


def apart(arguments: list[str]) -> None:
    """Run one part on an empty database."""
    if connection.vendor == "postgresql":
        on_postgresql(arguments)
    else:
        with tempfile.TemporaryDirectory(prefix="fenceline-bench-") as folder:
            again(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", folder, arguments)


def on_postgresql(arguments: list[str]) -> None:
    """A new database beside ours, dropped at the end."""
    name = f"fenceline_bench_{uuid.uuid4().hex[:12]}"
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {quoted}")
    address = env.text("DATABASE_URL").rpartition("/")[0] + f"/{name}"
    try:
        with tempfile.TemporaryDirectory(prefix="fenceline-bench-") as folder:
            again(address, folder, arguments)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted}")


def again(address: str, folder: str, arguments: list[str]) -> None:
    """Run this command on the new database."""
    environment = os.environ | {
        "DATABASE_URL": address,
        MARK: "1",
        "FENCELINE_MODE": "test",
        "VAR_DIR": folder,
        "CACHE_URL": "",
        "BROKER_URL": "none",
    }
    finished = subprocess.run(  # noqa: S603  our own command, our own arguments
        [sys.executable, "-m", "bench", *arguments], env=environment, cwd=settings.BASE_DIR, check=False
    )
    if finished.returncode:
        sys.exit(finished.returncode)


def measure(rows: int, rounds: int) -> None:
    """Seed a few, count statements; seed the rest, count again and time."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    at = timezone.now()
    world = build(at)
    fill(world, min(FEW, rows), at)
    asked = pages()
    measurer = Measurer(world, sign_in)
    measurer.count_queries(asked)
    sys.stderr.write(f"Seeding {rows:,} referrals.\n")
    fill(world, rows, at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    measurer.count_queries(asked)
    measurer.time(asked, rounds)
    print(table(asked, world, at))
    print(shortcuts.measure(world, sign_in, rounds))
    print(rosters.measure(world.district))


def measure_training(staff: int, rounds: int) -> None:
    """Seed everybody, sweep, sweep again, then ask the pages."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    at = timezone.now()
    world = build(at)
    sys.stderr.write(f"Seeding {staff:,} staff.\n")
    training.fill(world, at, staff)
    measured = training.sweeps(world, at)
    asked = training.pages()
    measurer = Measurer(world, sign_in)
    measurer.count_queries(asked)
    measurer.time(asked, rounds)
    print(training.table(measured, staff))
    print(table(asked, world, at, over=f"{staff:,} staff"))


def measure_volumes(rows: int) -> None:
    """Files and long lists; ends with an error where one did not come whole."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    at = timezone.now()
    world = build(at)
    sys.stderr.write(f"Seeding {rows:,} rows of each kind.\n")
    volumes.fill(world, at, rows)
    found = list(volumes.measure(world, sign_in))
    print(volumes.table(found, rows))
    if not all(one.well for one in found):
        sys.exit(1)


def sign_in(client: Client, person: object) -> None:
    """A session as a finished sign-in leaves it."""
    assert isinstance(person, User)  # noqa: S101
    client.force_login(person)
    session = client.session
    mark_second_factor(session, how="bench", at=timezone.now())
    session.save()


if __name__ == "__main__":
    main()
