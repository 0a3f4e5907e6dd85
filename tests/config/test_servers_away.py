"""Redis or the database away, frozen or slow: no page hangs, and none breaks over Redis."""

import json
import os
import statistics
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from psycopg_pool import ConnectionPool, PoolTimeout

from common import cache as common_cache
from common.postgres import Connection
from config import celery_app, readiness, waking
from tests.accounts import door
from tests.cast import NOW
from tests.config.proxy import Proxy
from tests.config.test_serve import PROJECT

ASK = """
import json, os, time, django
from concurrent.futures import ThreadPoolExecutor
django.setup()
from django.test import Client
client, found = Client(raise_request_exception=False, SERVER_NAME="localhost"), []
client.get("/livez")
for turn in range(12):
    began = time.monotonic()
    path = "/sign-in/" if turn % 2 else "/inbox/"
    status = client.get(path, HTTP_COOKIE="session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").status_code
    found.append([status, time.monotonic() - began])
time.sleep(1.1)
began = time.monotonic()

def one(_turn):
    visitor = Client(raise_request_exception=False, SERVER_NAME="localhost")
    visitor.cookies["session"] = "a" * 32
    return [visitor.get("/inbox/").status_code, time.monotonic() - began]

with ThreadPoolExecutor(4) as threads:
    found += threads.map(one, range(12))
print(json.dumps(found), flush=True)
os._exit(0)
"""


@pytest.fixture(params=["frozen", "away"])
def redis_away(request, settings):
    """The cache is a Redis that is not to be had, and a table for that case."""
    proxy = Proxy(mode=request.param)
    if request.param == "away":
        proxy.away()
    before = {name: dict(entry) for name, entry in settings.CACHES.items()}
    settings.CACHES = {
        "default": {
            "BACKEND": "common.cache.RedisOrTable",
            "LOCATION": f"redis://127.0.0.1:{proxy.port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.25},
        },
        "fallback": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    }
    common_cache.resting.until = float("-inf")
    yield proxy
    settings.CACHES = before
    common_cache.resting.until = float("-inf")
    if proxy.mode != "away":
        proxy.away()


@pytest.mark.django_db
def test_the_door_opens_within_a_second_and_its_limits_hold(redis_away):
    user = door.person()
    common_cache.resting.begin("is tried")  # what a process does at its first request alone is not measured here
    door.login(Client(), door.person(), "not the password")
    common_cache.resting.until = float("-inf")
    times, answers = [], []
    for _turn in range(6):
        began = time.monotonic()
        answers.append(door.login(Client(), user, "not the password"))
        times.append(time.monotonic() - began)
    assert {answer.status_code for answer in answers} == {200}
    assert statistics.median(times) < 1, times
    assert "Too many wrong tries" in answers[-1].content.decode(), "the table counts on"
    for path in ("/sign-in/code/", "/password/reset/"):
        began = time.monotonic()
        assert Client().post(path, {"email": user.email}).status_code == 302
        assert time.monotonic() - began < 3


@pytest.mark.django_db
def test_a_redis_that_is_away_is_told_all_the_same(redis_away):
    assert "cache" in readiness.failing(NOW)
    assert "cache" in readiness.failing(NOW), "also while it is not asked"


@pytest.mark.django_db
def test_what_was_in_redis_a_moment_ago_is_counted_on_from_nothing(redis_away):
    common_cache.resting.begin("is tried")
    assert caches["default"].incr("a-count") == 1
    assert caches["default"].incr("a-count") == 2


@pytest.mark.redis
@pytest.mark.django_db
def test_a_slow_redis_is_left_alone_for_a_while_and_asked_again():
    proxy = Proxy("127.0.0.1", 6379, mode="slow", delay=0.15)
    cache = common_cache.RedisOrTable(f"redis://127.0.0.1:{proxy.port}/5", {"OPTIONS": {"socket_timeout": 1}})
    caches.settings.setdefault(
        "fallback", {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    )
    common_cache.resting.until = float("-inf")
    cache.set("key", "one", 30)
    assert cache.at_hand, "once may be chance"
    for _turn in range(2):
        cache.get("key")
    assert not cache.at_hand
    times = []
    for _turn in range(5):
        began = time.monotonic()
        cache.get("key")
        times.append(time.monotonic() - began)
    assert min(times) < 0.1, times
    proxy.mode = "through"
    common_cache.resting.until = float("-inf")
    cache.set("key", "two", 30)
    assert (cache.get("key"), cache.at_hand) == ("two", True)
    proxy.away()


def test_a_frozen_broker_holds_up_no_request(settings, monkeypatch):
    proxy = Proxy(mode="frozen")
    settings.BROKER = "server"
    celery_app.conf.setdefault("broker_url", None)
    monkeypatch.setitem(celery_app.conf, "broker_url", f"redis://127.0.0.1:{proxy.port}/0")
    monkeypatch.setattr(celery_app, "_pool", None)
    monkeypatch.setitem(celery_app.amqp.__dict__, "_producer_pool", None)
    began = time.monotonic()
    for _turn in range(20):
        waking.wake()
    assert time.monotonic() - began < 5
    proxy.away()  # lets go of the thread
    with waking._telling:
        pass


def asked(port):
    """Twelve requests one after the other, and twelve at once for four threads, with the database on that port: how
    each ended, and after how long."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FENCELINE_MODE": "test",
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{port}/fenceline",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.stdout, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("mode", ["frozen", "away"])
def test_without_a_database_each_of_twelve_requests_is_told_so_within_two_seconds(mode):
    proxy = Proxy(mode=mode)
    if mode == "away":
        proxy.away()
    found = asked(proxy.port)
    assert len(found) == 24
    assert {status for status, _seconds in found} == {503}
    assert max(seconds for _status, seconds in found) < 2, found
    if mode == "frozen":
        proxy.away()


@pytest.mark.postgres
def test_a_connection_that_froze_is_let_go_of_within_a_second_and_works_once_it_thaws():
    server = settings.DATABASES["default"]
    proxy = Proxy(server["HOST"] or "127.0.0.1", int(server["PORT"] or 5432))
    link = {"host": "127.0.0.1", "port": proxy.port, "dbname": "postgres", "connect_timeout": 2}
    link |= {"user": server["USER"]} if server["USER"] else {}
    asks = {"connection_class": Connection, "check": ConnectionPool.check_connection}
    with ConnectionPool(kwargs=link, **asks, min_size=1, max_size=2, timeout=0.9) as pool:
        with pool.connection() as one:
            assert one.execute("SELECT 1").fetchone() == (1,)
        proxy.mode = "frozen"
        began = time.monotonic()
        with pytest.raises(PoolTimeout), pool.connection():
            pass
        assert time.monotonic() - began < 5
        proxy.mode = "through"
        with pool.connection(timeout=10) as one:
            assert one.execute("SELECT 1").fetchone() == (1,)
    proxy.away()
