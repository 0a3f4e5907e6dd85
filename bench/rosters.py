"""A roster of many rows, imported as the console does: how long, and how much memory at its peak."""

import io
import json
import resource
import sys
import tempfile
import time
import tracemalloc
import zipfile
from pathlib import Path

from django.core.management import call_command

from accounts.models import Organization

ROWS = 50_000
FEW = 5_000
SCHOOLS = 40
MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\n"
ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
)


def write(path: Path, rows: int) -> None:
    """A bundle of that many staff members."""
    orgs = [f"school-{n},,,Roster School {n},school,,\n" for n in range(SCHOOLS)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.csv", MANIFEST)
        archive.writestr("orgs.csv", ORGS + "".join(orgs))
        with archive.open("users.csv", "w") as file:
            file.write(USERS.encode())
            for n in range(rows):
                line = (
                    f"staff-{n},,,true,school-{n % SCHOOLS},teacher,,,Given,Family {n},,,staff.{n}@bench.example,,,,,\n"
                )
                file.write(line.encode())


def measure(district: Organization) -> str:
    """Time and memory of each step, a line each: a few rows first, then many, then the many again."""
    lines = [f"{'roster import':<28}{'seconds':>10}{'peak of Python, MB':>20}{'peak of process, MB':>21}"]
    with tempfile.TemporaryDirectory(prefix="fenceline-roster-") as folder:
        few, many = Path(folder) / "few.zip", Path(folder) / "many.zip"
        write(few, FEW)
        write(many, ROWS)
        for words, path, more in (
            (f"{FEW:,} rows, new", few, ["--apply"]),
            (f"{ROWS:,} rows, preview", many, []),
            (f"{ROWS:,} rows, new", many, ["--apply"]),
            (f"{ROWS:,} rows, the same again", many, ["--apply"]),
        ):
            seconds, peak = timed(path, district, more)
            lines.append(f"{words:<28}{seconds:>10.1f}{peak:>20.1f}{process_peak():>21.0f}")
    return "\n".join(lines)


def timed(path: Path, district: Organization, more: list[str]) -> tuple[float, float]:
    """Seconds without tracing, and megabytes that Python held at most, from a traced preview of the same file."""
    tracemalloc.start()
    run(path, district, [])
    peak = tracemalloc.get_traced_memory()[1] / 1_000_000
    tracemalloc.stop()
    begun = time.perf_counter()
    run(path, district, more)
    return time.perf_counter() - begun, peak


def run(path: Path, district: Organization, more: list[str]) -> None:
    """One import. Raises RuntimeError when a row was rejected."""
    out = io.StringIO()
    call_command("import_roster", str(path), "--district", district.slug, "--json", *more, stdout=out)
    if json.loads(out.getvalue())["staff"]["rejected"]:
        raise RuntimeError("the bench's own roster was rejected")


def process_peak() -> float:
    """The most memory the process has held so far, in megabytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000)
