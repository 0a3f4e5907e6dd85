"""python -m bench.backups: how long a backup, a drill and a restore take, and the most memory each held.

On SQLite, or with DATABASE_URL on a server on which it may make databases of its own; all of it is removed afterwards.
"""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

EVENTS = 50_000
FILES, EACH = 500, 1024 * 1024
MANAGE = str(Path(__file__).resolve().parents[1] / "manage.py")
HOW = {"SECRET_KEY": "only-for-the-bench-" * 3, "BACKUP_PASSPHRASE": "only for the bench, and for nothing else"}
# The ledger is what grows most, and what a drill reads row by row.
FILL = f"""
from django.db import transaction
from django.utils import timezone
from ledger.actions.events import record
from ledger.events import EventName
for _thousand in range({EVENTS} // 1000):
    with transaction.atomic():
        for number in range(1000):
            record(action=EventName.JOB_FINISHED, at=timezone.now(), by=None, data={{"number": number}})
"""


@contextmanager
def place(folder: Path) -> Iterator[dict[str, str]]:
    """What a portal of its own is started with: a folder, and a database."""
    environment = {**os.environ, **HOW, "VAR_DIR": str(folder)}
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield environment | {"DATABASE_URL": ""}
        return
    name = f"fenceline_bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(urlsplit(address)._replace(path="/postgres").geturl(), autocommit=True) as link:
        link.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield environment | {"DATABASE_URL": urlsplit(address)._replace(path=f"/{name}").geturl()}
        finally:
            link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def manage(environment: dict[str, str], *command: str) -> None:
    """Run a command to its end, and print seconds and the most memory of it and of what it started, in MB."""
    began = time.monotonic()
    child = subprocess.Popen([sys.executable, MANAGE, *command], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command[0]} ended with {child.returncode}")
    name = command[0] if "--drill" not in command else "drill"
    sys.stdout.write(f"{name:<10}{time.monotonic() - began:>8.1f} s{used.ru_maxrss / 1024:>8.0f} MB at most\n")
    sys.stdout.flush()


def main() -> None:
    """Fill a portal, back it up, try the archive out, restore it elsewhere."""
    with tempfile.TemporaryDirectory(prefix="fenceline-backups-") as name:
        folder = Path(name)
        with place(folder / "old") as old, place(folder / "new") as new:
            manage(old, "prepare")
            manage(old, "shell", "--no-imports", "-c", FILL)
            files = folder / "old" / "files"
            files.mkdir()
            for number in range(FILES):
                (files / f"{number}.pdf").write_bytes(os.urandom(EACH))
            sys.stdout.write(f"{EVENTS:,} events, {FILES} files of {EACH:,} bytes\n")
            manage(old, "backup", str(folder / "archives"))
            (archive,) = (folder / "archives").iterdir()
            sys.stdout.write(f"the archive has {archive.stat().st_size:,} bytes\n")
            manage(old, "restore", str(archive), "--drill")
            manage(new, "restore", str(archive))


if __name__ == "__main__":
    main()
