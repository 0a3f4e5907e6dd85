"""/metrics: behind a word, by address, the same whichever process answers; no person, organization or address in it."""

import os
import signal
import urllib.request
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from prometheus_client.parser import text_string_to_metric_families

from accounts.models import Organization, User
from config import metrics, readiness
from config.schedule import JOBS
from ledger.actions.notices import queue
from ledger.models import JobRun
from tests.cast import NOW
from tests.config.test_serve import eventually, running, start, stop, words_until
from tests.factories.incidents import submitted

TOKEN = "Zr7kQ2mX9vLpT4sWd8yBnHc1uJf6gAeR"
# Statements of one scrape, beside what /readyz asks every five seconds at most. docs/how-to/monitor.md says the number.
MOST = 5


@pytest.fixture
def opened(settings):
    settings.METRICS_TOKEN = TOKEN
    return settings


def ask(client, word=TOKEN, **more):
    return client.get("/metrics", headers={"authorization": f"Bearer {word}", **more})


def figures(text):
    """Each sample: its name and the values of its labels, with its number."""
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def read(client):
    answer = ask(client)
    assert answer.status_code == 200
    return figures(answer.content.decode())


@pytest.mark.django_db
def test_without_a_word_in_the_settings_there_is_no_such_page(client, settings):
    assert settings.METRICS_TOKEN == ""
    nothing = client.get("/nothing-here").content
    for word in ("", TOKEN):
        answer = ask(client, word)
        assert (answer.status_code, answer.content) == (404, nothing)


@pytest.mark.django_db
def test_a_wrong_word_finds_nothing(client, opened):
    for header in (
        "",
        "Bearer",
        "Bearer ",
        TOKEN,
        f"Basic {TOKEN}",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        "Bearer ü",
    ):
        assert client.get("/metrics", headers={"authorization": header}).status_code == 404, header
    assert client.get(f"/metrics?token={TOKEN}").status_code == 404
    assert client.post("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 404
    assert ask(client).status_code == 200


@pytest.mark.django_db
def test_a_scraper_is_answered_by_address_and_without_tls(client, opened):
    opened.ALLOWED_HOSTS = ["sro.example.org"]
    opened.SECURE_SSL_REDIRECT = True
    answer = ask(client, host="10.0.3.7:8000")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert not answer.cookies


@pytest.mark.django_db
def test_a_scraper_that_asks_for_openmetrics_gets_it(client, opened):
    answer = ask(client, accept="application/openmetrics-text;version=1.0.0")
    assert answer["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
    assert answer.content.endswith(b"# EOF\n")


@pytest.mark.django_db
def test_pages_are_counted_by_name_and_class_of_status_and_never_by_address(client, opened):
    before = read(client)
    for path in ("/sign-in/", "/sign-in/", "/inbox/", "/livez", "/Maria-Alvarez/?student=Alvarez"):
        client.get(path)
    after = read(client)

    def grown(*sample):
        return after.get(sample, 0) - before.get(sample, 0)

    assert grown("fenceline_requests_total", "account_login", "2xx") == 2
    assert grown("fenceline_request_seconds_count", "account_login") == 2
    assert grown("fenceline_requests_total", "inbox", "3xx") == 1
    assert grown("fenceline_requests_total", "nothing", "4xx") == 1
    pages = {sample[1] for sample in after if sample[0] == "fenceline_requests_total"}
    assert not pages & {"livez", "readyz", "metrics"}
    assert "Alvarez" not in ask(client).content.decode()


@pytest.mark.django_db
def test_each_job_says_how_its_passes_ended_and_how_long_ago_it_was_well(client, opened, time_machine):
    time_machine.move_to(NOW, tick=False)
    job, other = JOBS[0].name, JOBS[1].name

    def run(name, ago, failed=False):
        ended = NOW - ago
        JobRun.objects.create(job=name, period=str(ago), claimed_at=ended, finished_at=ended, failed=failed)

    run(job, timedelta(minutes=7), failed=True)
    run(job, timedelta(minutes=22))
    run(job, timedelta(hours=23))
    run(job, timedelta(hours=25))
    JobRun.objects.create(job=other, period="now", claimed_at=NOW)
    found = read(client)
    assert found["fenceline_job_last_good_age_seconds", job] == 22 * 60
    assert ("fenceline_job_last_good_age_seconds", other) not in found, "it never ended well"
    assert found["fenceline_job_passes", job, "good"] == 2
    assert found["fenceline_job_passes", job, "failed"] == 1
    assert found["fenceline_job_passes", other, "good"] == 0
    assert {sample[1] for sample in found if sample[0] == "fenceline_job_passes"} == {one.name for one in JOBS}


@pytest.mark.django_db
def test_what_waits_to_be_mailed_and_each_check_are_told(client, opened, time_machine):
    time_machine.move_to(NOW, tick=False)
    queue(
        kind="accounts.role_given",
        to="1",
        at=NOW - timedelta(minutes=20),
        about=("accounts.user", "1"),
        key="waits",
    )
    found = read(client)
    assert found["fenceline_outbox_notices",] == 1
    assert found["fenceline_outbox_oldest_seconds",] == 20 * 60
    assert found["fenceline_outbox_given_up",] == 0
    assert found["fenceline_rosters_waiting",] == 0
    assert found["fenceline_database_up",] == 1
    checks = {sample[1]: value for sample, value in found.items() if sample[0] == "fenceline_ready"}
    assert checks == dict.fromkeys(readiness.CHECKS, 1) | {"mail": 0}
    (build,) = [sample for sample in found if sample[0] == "fenceline_build_info"]
    assert connection.vendor in build
    assert opened.VERSION in build


@pytest.mark.django_db
def test_a_database_that_is_away_is_a_figure_and_no_failure(client, opened, monkeypatch):
    def away(_at):
        raise DatabaseError("refused")

    monkeypatch.setitem(readiness.CHECKS, "database", away)
    with CaptureQueriesContext(connection) as asked:
        found = read(client)
    # A table stands in for the cache here; that check is asked all the same.
    assert [one["sql"] for one in asked if '"cache"' not in one["sql"]] == []
    assert found["fenceline_database_up",] == 0
    assert {sample[1] for sample in found if sample[0] == "fenceline_ready"} == {"database", "cache", "files"}
    assert ("fenceline_outbox_notices",) not in found


@pytest.mark.django_db
def test_a_scrape_costs_no_more_with_more_rows_and_tells_nobody(client, opened, cast):
    opened.READYZ_SECONDS = 60
    read(client)
    with CaptureQueriesContext(connection) as few:
        read(client)
    for number in range(30):
        JobRun.objects.create(job=JOBS[0].name, period=str(number), claimed_at=NOW, finished_at=NOW)
    sent = submitted(cast.principal, cast.school, NOW)
    client.get(f"/referrals/{sent.pk}/")
    with CaptureQueriesContext(connection) as many:
        said = ask(client).content.decode()
    assert len(many) == len(few) == MOST, [one["sql"] for one in few]
    for model, fields in ((User, ("name", "email", "pk")), (Organization, ("name", "slug", "pk"))):
        words = {str(word) for row in model.objects.values_list(*fields) for word in row}
        assert [word for word in words if len(word) > 3 and word in said] == []
    assert str(sent.pk) not in said
    assert sent.number not in said


@pytest.mark.django_db
@pytest.mark.redis
def test_what_waits_in_the_broker_is_told(client, opened, monkeypatch):
    opened.BROKER = "server"
    found = read(client)
    assert {sample[1] for sample in found if sample[0] == "fenceline_queue_tasks"} == set(metrics.QUEUES)
    monkeypatch.setattr(metrics.celery_app.conf, "broker_url", "redis://127.0.0.1:9/0")
    away = read(client)
    assert not [sample for sample in away if sample[0] == "fenceline_queue_tasks"]
    assert away["fenceline_database_up",] == 1


def test_a_queue_nobody_has_used_has_nothing_in_it():
    def declare(**_named):
        raise LookupError

    assert metrics.tasks_in(declare, "mail", (LookupError,)) == 0


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(200)
def test_every_process_says_the_same_and_a_renewed_one_goes_on(port, tmp_path):
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    portal = start(port, tmp_path, DEMO="0", METRICS_TOKEN=TOKEN, TMPDIR=str(temporary))
    address = f"http://127.0.0.1:{port}"

    def scrape():
        request = urllib.request.Request(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return figures(answer.read().decode()).get(("fenceline_requests_total", "account_login", "2xx"), 0)

    def visit(times):
        for _turn in range(times):
            urllib.request.urlopen(f"{address}/sign-in/", timeout=20).close()

    try:
        words_until(portal, "Stop with Ctrl-C")
        visit(25)
        assert {scrape() for _turn in range(20)} == {25}, "whichever of the two answers"
        workers = [number for number, parent in running(portal.pid).items() if parent == portal.pid]
        files = sorted(path.name for path in temporary.glob("fenceline-metrics-*/*"))
        for number in workers:
            os.kill(number, signal.SIGTERM)
        eventually(lambda: not set(workers) & set(running(portal.pid)))
        visit(15)
        assert {scrape() for _turn in range(20)} == {40}
        assert sorted(path.name for path in temporary.glob("fenceline-metrics-*/*")) == files
    finally:
        stop(portal)
    assert list(temporary.glob("fenceline-metrics-*")) == []
