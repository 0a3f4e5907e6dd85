"""make pin-images writes what the registry says, for every image at once or for none."""

import hashlib
import os
import shutil
import subprocess
import sys

import pytest

from tests.config.compose import ROOT

DOCKER = """#!/bin/sh
# Knows every image but one; a digest is made of the name, so that the test can tell.
for last; do :; done
case "$last" in *"$UNKNOWN"*) echo "not found: $last" >&2; exit 1;; esac
if [ "$1" = pull ]; then exit; fi
name=${last%:*}
sum=$(printf %s "$last" | sha256sum | cut -d' ' -f1)
printf '["elsewhere/%s@sha256:0","%s@sha256:%s"]\\n' "$name" "$name" "$sum"
"""


@pytest.fixture
def pin(tmp_path):
    build = tmp_path / "config" / "build"
    build.mkdir(parents=True)
    shutil.copy(ROOT / "config" / "build" / "pin_images.py", build)
    for name in ("Dockerfile", "docker-compose.yml"):
        shutil.copy(ROOT / name, tmp_path)
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text(DOCKER)
    docker.chmod(0o755)

    def run(unknown="none of them"):
        environment = {"PATH": f"{docker.parent}:{os.environ['PATH']}", "UNKNOWN": unknown}
        command = [sys.executable, str(build / "pin_images.py")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        texts = [(tmp_path / name).read_text() for name in ("Dockerfile", "docker-compose.yml")]
        return done.returncode, done.stdout + done.stderr, "".join(texts)

    return run


def pinned(image):
    return f"{image}@sha256:{hashlib.sha256(image.encode()).hexdigest()}"


def test_every_image_gets_its_digest_and_a_second_run_changes_nothing(pin):
    code, said, text = pin()
    assert code == 0, said
    for image in ("postgres:15.18-bookworm", "redis:7.2.8-bookworm", "python:3.11.14-slim-bookworm"):
        assert pinned(image) in text
        assert pinned(image) in said
    assert pinned("ghcr.io/astral-sh/uv:0.9.30") + " AS uv" in text
    assert "image: fenceline:0.1.0\n" in text
    assert text.count("@sha256:") == 6
    assert pin()[2] == text


def test_where_one_is_not_found_nothing_is_written(pin):
    code, said, text = pin(unknown="redis")
    assert code == 1
    assert "Nothing was pinned." in said
    assert "@sha256:" not in text
