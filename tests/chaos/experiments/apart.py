"""A long queue, forms sent twice, a wrong key, a migration that is cut off; and the ledger after all of it."""

import signal
import subprocess
import time

from tests.chaos.account import Finding
from tests.chaos.experiment import experiment
from tests.chaos.surroundings import DATABASES
from tests.config.compose import ROOT, command_here
from tests.config.test_serve import eventually

MANY = 200
QUEUE = f"""
from django.db import transaction
from django.utils import timezone
from accounts.models import User
from ledger.actions.notices import queue
now, user = timezone.now(), User.objects.get(email="wanda.birch@example.org")
with transaction.atomic():
    for number in range({MANY}):
        queue(kind="accounts.sign_in_changed", to=user.pk, at=now, about=("accounts.user", str(user.pk)),
              key=f"backlog:{{now.timestamp()}}:{{number}}", facts={{"change": "password"}}, mandatory=True)
"""
URGENT = "SELECT message_id FROM ledger_delivery WHERE urgent AND sent_at IS NOT NULL"
WAITING = "SELECT COUNT(*) FROM ledger_delivery WHERE sent_at IS NULL AND failed_at IS NULL"
WHO_WAITS = 15.0  # seconds within which a code to sign in has come, whatever else waits
OTHER_KEY = "another key of fifty letters and more, of which this database knows nothing"


@experiment(f"{MANY} mails are due at once; somebody waits for a code to sign in")
def long_queue(stage):
    def queue_many():
        stage.portal.run("manage.py", "shell", "--no-imports", "-c", QUEUE)

    def ask_for_code():
        before, began = len(stage.database.ask(URGENT)), time.monotonic()
        stage.people.ask_for_code()
        while time.monotonic() - began < WHO_WAITS:
            if len(stage.database.ask(URGENT)) > before:
                return []
            time.sleep(0.2)
        return [f"a code to sign in did not come within {WHO_WAITS:.0f} s while {stage.count(WAITING)} mails waited"]

    return stage.during(queue_many, lambda: None, seconds=0, meanwhile=ask_for_code, patience=50)


@experiment("every form is sent twice at once")
def forms_sent_twice(stage):
    def twice(on):
        for person in stage.people.persons:
            person.twice = on

    return stage.during(lambda: twice(True), lambda: twice(False))


@experiment("the portal is started with another SECRET_KEY, and then with the right one")
def wrong_key(stage):
    portal, said = stage.portal, []

    def start_wrong():
        words = portal.run("manage.py", "prepare", expect=2, SECRET_KEY=OTHER_KEY)
        if "is not the key" not in words:
            said.append("prepare does not say that the key is wrong")
        portal.hold("web")
        portal.begin("web", "web with another key", SECRET_KEY=OTHER_KEY)
        said.extend(stage.within(20, lambda: "key" in portal.ready().split(), "/readyz does not name the key"))

    def start_right():
        portal.kill("web with another key")
        portal.let_go("web")
        eventually(portal.answers, seconds=30)

    # With another key nobody is signed in: being led to the door is right then.
    return stage.during(
        start_wrong, start_right, seconds=2, killed=True, most_repeated=1, signed_out=True, meanwhile=lambda: said
    )


@experiment("prepare is killed again and again while it makes a database; then two are started at once")
def prepare_killed(stage):
    found, folder = Finding(), stage.portal.folder / "second"
    (folder / "var").mkdir(parents=True)
    second = DATABASES[stage.vendor](folder)
    surroundings = stage.portal.environment(
        DATABASE_URL=second.owner, VAR_DIR=str(folder / "var"), **({"RUNNING_ROLE": second.role} if second.role else {})
    )

    def prepare():
        command = command_here(["python", "manage.py", "prepare"])
        return subprocess.Popen(
            command, env=surroundings, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    try:
        for seconds in (1.5, 2.5, 3.5):
            one = prepare()
            time.sleep(seconds)
            one.send_signal(signal.SIGKILL)
            one.communicate()
        began = time.monotonic()
        for one in [prepare(), prepare()]:
            words = one.communicate(timeout=90)[0]
            if one.returncode:
                found.wrong.append(f"prepare could not go on: {words[-600:]}")
        found.recovered = time.monotonic() - began
        stage.portal.run("manage.py", "audit_verify", **surroundings)
        stage.portal.run("manage.py", "migrate", "--check", **surroundings)
    finally:
        second.end()
    return found


@experiment("after all that: the ledger is whole, and no job ran twice for one period")
def ledger_afterwards(stage):
    found = Finding()
    words = stage.portal.run("manage.py", "audit_verify", expect=None)
    if "not as it should be" in words:
        found.wrong.append(words)
    ended = "SELECT data FROM ledger_event WHERE action = 'ledger.job.finished' AND seq > %s"
    seen = [data for (data,) in stage.database.ask(ended, stage.portal.jobs_since)]
    found.repeated = [f"a job ended well twice: {data}" for data in set(seen) if seen.count(data) > 1]
    return found
