"""Makes what is not made yet of the nation, then asks its pages and runs its jobs."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import psycopg
from django.db import connection

from bench.nation import jobs, pages
from bench.nation.load import load


def main() -> None:
    """Read the command line and do what it asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.nation", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the whole nation, 0.01 a quick look")
    parser.add_argument("--only", choices=["make", "jobs", "pages"], default="")
    parser.add_argument("--page", default="", help="small, ordinary or largest; or a part of 'role page'")
    parser.add_argument("--rounds", type=int, default=pages.ROUNDS)
    parser.add_argument("--save", type=Path, help="keep the pages' figures there, to be compared")
    parser.add_argument("--beside", type=Path, help="say how the pages have grown since figures that were kept")
    asked = parser.parse_args()
    make_database()
    load(asked.scale, say)
    if asked.only in ("", "jobs"):
        jobs.measure(say)
    if asked.only in ("", "pages"):
        found = pages.measure(asked.scale, asked.rounds, asked.page)
        say(pages.table(found))
        if asked.save:
            asked.save.write_text(json.dumps([asdict(page) for page in found]), encoding="utf-8")
        if asked.beside:
            before = [pages.Page(**row) for row in json.loads(asked.beside.read_text(encoding="utf-8"))]
            say(pages.growth(before, found))


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def make_database() -> None:
    """Create the database where it is not there. Raises RuntimeError on anything but PostgreSQL."""
    if connection.vendor != "postgresql":
        raise RuntimeError("The nation is made on PostgreSQL.")
    name = connection.settings_dict["NAME"]
    given = connection.get_connection_params() | {"dbname": "postgres"}
    wanted = {word: given[word] for word in ("dbname", "host", "port", "user", "password") if given.get(word)}
    with psycopg.connect(**wanted, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f'CREATE DATABASE "{name}"'.encode())


if __name__ == "__main__":
    main()
