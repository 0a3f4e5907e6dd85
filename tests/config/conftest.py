"""What the tests of a whole portal share."""

import os
import socket
import uuid

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.config.backed_up import place


@pytest.fixture
def port():
    """A port of this machine that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def database():
    """The address of a PostgreSQL database of its own, dropped afterwards."""
    server, name = settings.DATABASES["default"], f"fence_compose_{uuid.uuid4().hex[:8]}"
    where = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    link = psycopg.connect(dbname="postgres", autocommit=True, **{key: value for key, value in where.items() if value})
    link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    link.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(f"{name}_run")))
    link.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A portal with something in it, for tests of backups to copy."""
    with place(tmp_path_factory.mktemp("filled") / "var") as portal:
        portal.fill()
        yield portal


@pytest.fixture
def old(filled, tmp_path):
    """A copy of it that is a test's own."""
    with place(tmp_path / "old", like=filled) as portal:
        yield portal


@pytest.fixture
def new(tmp_path):
    """An empty place."""
    with place(tmp_path / "new") as portal:
        yield portal
