"""Break one thing after another under a portal that people use, and say what was lost.

Each line: name, database, PASS or FAIL, lost, false, repeated, seconds to recover, slowest answer, acts, mails.
Everything runs on this machine alone, on databases, servers and ports of its own; what did not start here is not
stopped. Exit code 1 where something failed.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

# What a browser needs of the authenticator app needs the setup above.
from tests.chaos import experiments as _the_list  # noqa: E402, F401  importing it makes the list
from tests.chaos.account import Finding  # noqa: E402
from tests.chaos.experiment import BOTH, EXPERIMENTS, Stage  # noqa: E402
from tests.chaos.people import People  # noqa: E402
from tests.chaos.portal import KEPT, Portal, collect_static  # noqa: E402
from tests.config.compose import ROOT  # noqa: E402

HEADING = (
    f"{'experiment':<24}{'database':<10}{'':<6}{'lost':>5}{'false':>7}{'repeated':>10}{'recovered':>11}{'slowest':>9}"
    f"{'acts':>6}{'mails':>7}"
)


def asked_for(given=None):
    """Which experiments on which database."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(EXPERIMENTS), help="this one alone; may be repeated")
    parser.add_argument("--since", choices=list(EXPERIMENTS), help="begin with this one, to go on after a run was cut")
    parser.add_argument("--database", choices=BOTH, help="on this one alone")
    parser.add_argument("--beside", action="store_true", help="set where another run has printed the heading")
    parser.add_argument("--list", action="store_true", help="say what there is")
    return parser.parse_args(given)


def chosen(options, database):
    """The experiments of that database, in order: those with Redis last, for the portal is arranged anew for them."""
    found = sorted(EXPERIMENTS.values(), key=lambda one: bool(one.redis))
    if options.since:
        found = found[[one.name for one in found].index(options.since) :]
    return [one for one in found if database in one.on and (not options.only or one.name in options.only)]


def line(name, database, found):
    """One experiment in one line."""
    word = "PASS" if found.passed else "FAIL"
    return (
        f"{name:<24}{database:<10}{word:<6}{len(found.lost):>5}{len(found.false):>7}{len(found.repeated):>10}"
        f"{found.recovered:>9.1f} s{found.slowest:>7.1f} s{found.acts:>6}{found.mails:>7}"
    )


def carry_out(experiment, portal, people):
    """One experiment; a harness that breaks is a failure too."""
    try:
        portal.arrange(redis=experiment.redis if experiment.redis is not None else portal.database.vendor == "postgres")
        return experiment.run(Stage(portal, people))
    except Exception:
        return Finding(wrong=[traceback.format_exc()])


def on(database, options):
    """Every experiment on that database, one after the other over one portal; how each ended."""
    ended, experiments = [], chosen(options, database)
    if not experiments:
        return ended
    folder = Path(tempfile.mkdtemp(prefix="fenceline-chaos-"))
    portal = Portal(database, folder)
    try:
        known = portal.stage()
        portal.arrange(redis=bool(experiments[0].redis) or database == "postgres")
        people = People(portal.port, known)
        for one in experiments:
            found = carry_out(one, portal, people)
            print(line(one.name, database, found), flush=True)
            for fault in dict.fromkeys(found.faults):
                print(f"    {fault} ({found.faults.count(fault)})" if found.faults.count(fault) > 1 else f"    {fault}")
            ended.append({"experiment": one.name, "database": database, "passed": found.passed, **vars(found)})
            keep(ended[-1], folder)
    finally:
        portal.end()
        shutil.rmtree(folder, ignore_errors=True)
    return ended


def keep(result, folder):
    """Add the result to what is kept of runs; of a failure the log of the portal too."""
    with (KEPT / "results.jsonl").open("a") as file:
        file.write(json.dumps(result) + "\n")
    if not result["passed"]:
        shutil.copy(folder / "log", KEPT / f"{result['experiment']}-{result['database']}.log")


def side_by_side(options):
    """Each database in a process of its own, for half the time is waiting; 1 where something failed."""
    asked = [f"--only={name}" for name in options.only or ()] + ([f"--since={options.since}"] if options.since else [])
    command = [sys.executable, "-m", "tests.chaos", "--beside", *asked]
    runs = [subprocess.Popen([*command, f"--database={database}"], cwd=ROOT) for database in BOTH]
    try:
        return max(run.wait() for run in runs)
    finally:
        for run in runs:
            run.terminate()
            run.wait()


def main(given=None):
    options, began = asked_for(given), time.monotonic()
    if options.list:
        for one in EXPERIMENTS.values():
            print(f"{one.name:<24}{', '.join(one.on):<18}{one.words}")
        return 0
    # Asked to end, it ends what it has started first.
    signal.signal(signal.SIGTERM, lambda *_asked: sys.exit(1))
    if not options.beside:
        collect_static()
        print(HEADING, flush=True)
    if options.database is None:
        return side_by_side(options)
    ended = on(options.database, options)
    failed = [one for one in ended if not one["passed"]]
    total = {name: sum(len(one[name]) for one in ended) for name in ("lost", "false", "repeated")}
    counts = ", ".join(f"{name} {count}" for name, count in total.items())
    took = time.monotonic() - began
    print(f"{options.database}: {len(ended)} experiments, {len(failed)} failed; {counts}; {took:.0f} s", flush=True)
    if failed:
        print(f"Logs of what failed are in {KEPT}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
