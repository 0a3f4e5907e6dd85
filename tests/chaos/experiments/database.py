"""The database: gone, frozen, restarted, without a free connection, locked, or refusing to write."""

import sqlite3
import threading
import time

from tests.chaos.experiment import experiment
from tests.chaos.experiments.redis import mode

AT_ONCE = 2.0  # seconds within which somebody is told that the database is away, beyond what a page takes by itself
REFUSE = {
    "postgres": """
        CREATE FUNCTION chaos_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{code}'; END $$;
        CREATE TRIGGER chaos_refuse BEFORE INSERT ON ledger_event EXECUTE FUNCTION chaos_refuse();
    """,
    "sqlite": """
        CREATE TRIGGER chaos_refuse BEFORE INSERT ON ledger_event BEGIN SELECT RAISE(ABORT, 'refused'); END;
    """,
}
ALLOW = {
    "postgres": "DROP TRIGGER chaos_refuse ON ledger_event; DROP FUNCTION chaos_refuse",
    "sqlite": "DROP TRIGGER chaos_refuse",
}


@experiment("the database is not there", on=("postgres",))
def database_away(stage):
    proxy = stage.database.proxy
    return stage.quick(stage.during(proxy.away, proxy.back, killed=True), AT_ONCE)


@experiment("the database takes the connection and never answers", on=("postgres",))
def database_frozen(stage):
    proxy = stage.database.proxy

    def thaw():
        proxy.away()
        proxy.back()

    return stage.during(mode(proxy, "frozen"), thaw, killed=True, most_repeated=1)


@experiment("the database takes 0.05 seconds longer over each answer", on=("postgres",))
def database_slow(stage):
    proxy = stage.database.proxy
    return stage.during(mode(proxy, "slow", 0.05), mode(proxy, "through"))


@experiment("the database ends every connection, again and again", on=("postgres",))
def database_restarted(stage):
    stop = threading.Event()

    def cut():
        while not stop.wait(0.7):
            stage.database.cut()

    cutting = threading.Thread(target=cut)

    def mend():
        stop.set()
        cutting.join()

    return stage.during(cutting.start, mend, killed=True, most_repeated=6)


@experiment("the database has no connection to spare", on=("postgres",))
def database_full_of_others(stage):
    def take_all():
        stage.database.limit(0)
        stage.database.cut()

    return stage.quick(stage.during(take_all, lambda: stage.database.limit(-1), killed=True, most_repeated=1), AT_ONCE)


@experiment("another program holds the database for writing", on=("sqlite",))
def database_locked(stage):
    held = []

    def lock():
        held.append(sqlite3.connect(stage.database.path, timeout=20, isolation_level=None, check_same_thread=False))
        held[0].execute("BEGIN IMMEDIATE")

    def let_go():
        held[0].execute("ROLLBACK")
        held[0].close()

    return stage.during(lock, let_go)


@experiment("backups are made while people work")
def backup_while_working(stage):
    said = []

    def back_up():
        folder = stage.portal.folder / f"backup-{time.monotonic_ns()}"
        stage.portal.run("manage.py", "backup", str(folder))
        if not any(path.stat().st_size for path in folder.rglob("*") if path.is_file()):
            said.append("a backup is empty")

    def several():
        for _turn in range(2):
            back_up()
        return said

    return stage.during(lambda: None, lambda: None, seconds=0, meanwhile=several)


@experiment("the ledger takes no event: then nothing is done")
def ledger_refuses(stage):
    return refusing(stage, "55000")


@experiment("the database’s disk is full")
def disk_full(stage):
    if stage.vendor == "postgres":
        return refusing(stage, "53100")
    full = stage.no_room()
    return stage.during(full.__enter__, lambda: full.__exit__(None, None, None), killed=True, most_repeated=3)


def refusing(stage, code):
    """Every event is refused with that code; no act may leave anything then, and none may be told to be saved."""

    def begin():
        stage.database.script(REFUSE[stage.vendor].replace("{code}", code))

    def end():
        stage.database.script(ALLOW[stage.vendor])

    # SQLite's word for it is one that the portal rightly takes for a fault of its own: a page, but not 503.
    usual = (500,) if stage.vendor == "sqlite" else ()
    return stage.during(begin, end, seconds=3, killed=True, most_repeated=3, in_words=usual)
