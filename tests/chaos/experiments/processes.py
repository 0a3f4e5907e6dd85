"""Processes that are killed at a bad moment, started twice, or dead for days."""

import time

from tests.chaos.experiment import experiment

ALARMS = "SELECT COUNT(*) FROM ledger_notice WHERE kind = 'accounts.work_stands_still'"
CLOCKS = "SELECT COUNT(*) FROM ledger_notice WHERE kind = 'accounts.clocks_differ'"


def nothing():
    """Nothing breaks."""


def several(times, pause, act):
    """Do it several times, with a pause after each."""

    def run():
        for _turn in range(times):
            act()
            time.sleep(pause)

    return run


@experiment("nothing breaks: what the others are measured against")
def calm(stage):
    found = stage.during(nothing, nothing, seconds=2)
    stage.people.calm = found.slowest
    return found


@experiment("the processes that answer requests are killed, again and again")
def web_workers_killed(stage):
    return stage.during(several(4, 1.0, stage.portal.kill_web_workers), nothing, seconds=0)


@experiment("the whole web server is killed and started again")
def web_killed(stage):
    return stage.during(lambda: stage.portal.kill("web"), nothing, seconds=1, killed=True, most_repeated=1)


@experiment("what runs jobs and sends mail is killed, again and again")
def workers_killed(stage):
    times = 3
    kill = several(times, 2.0, stage.portal.kill_due_work)
    return stage.during(kill, nothing, seconds=0, killed=True, most_repeated=times)


@experiment("a second scheduler runs beside the first")
def two_schedulers(stage):
    portal = stage.portal

    def start_second():
        if portal.redis:
            portal.begin("beat", "second beat")
        else:
            portal.begin_command("second work", "manage.py", "work")

    return stage.during(start_second, lambda: portal.end_part("second beat" if portal.redis else "second work"))


@experiment("what starts the jobs is dead, or hangs, and has for three days")
def scheduler_dead(stage):
    portal, said = stage.portal, []

    def end_it():
        portal.kill_scheduler()
        stage.three_days_pass()

    def who_tells():
        said.extend(stage.within(15, lambda: "jobs" in portal.ready().split(), "/readyz does not say that no job runs"))
        said.extend(stage.within(15, lambda: stage.count(ALARMS), "no portal administrator is told that no job runs"))
        return said

    def start_it():
        portal.start_scheduler()
        told = "/readyz still says jobs after the scheduler was started again"
        said.extend(stage.within(25, lambda: "jobs" not in portal.ready().split(), told))

    return stage.during(end_it, start_it, seconds=1, killed=True, most_repeated=1, meanwhile=who_tells)


@experiment("the clock of the workers’ machine is two hours ahead, then two hours behind", on=("postgres",))
def clock_wrong(stage):
    portal = stage.portal

    def shift(seconds):
        for name in ("worker", "mailer"):
            portal.hold(name)
            portal.begin(name, DJANGO_SETTINGS_MODULE="tests.chaos.skewed", CHAOS_CLOCK=str(seconds))

    def shift_both():
        shift(7200)
        time.sleep(7)
        shift(-7200)
        time.sleep(7)

    def right():
        for name in ("worker", "mailer"):
            portal.kill(name)
            portal.let_go(name)

    def told():
        return stage.within(10, lambda: stage.count(CLOCKS), "no portal administrator is told that the clocks differ")

    return stage.during(shift_both, right, seconds=0, killed=True, most_repeated=3, meanwhile=told)
