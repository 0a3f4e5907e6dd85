"""What the tests of a whole portal share."""

import os
import uuid

import psycopg
import pytest
from django.conf import settings
from psycopg import sql


@pytest.fixture
def database():
    """The address of a PostgreSQL database of its own, dropped afterwards."""
    server, name = settings.DATABASES["default"], f"fence_compose_{uuid.uuid4().hex[:8]}"
    where = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    link = psycopg.connect(dbname="postgres", autocommit=True, **{key: value for key, value in where.items() if value})
    link.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    link.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    link.close()
