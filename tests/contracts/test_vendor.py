"""What we vendor is what VENDOR.json says: every file listed, every checksum right, every licence present."""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
LIST = json.loads((VENDOR / "VENDOR.json").read_text())


@pytest.mark.parametrize("entry", LIST, ids=[entry["file"] for entry in LIST])
def test_a_vendored_file_is_the_one_that_was_listed(entry):
    digest = hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest()

    assert digest == entry["sha256"]
    assert (VENDOR / entry["licence_file"]).is_file()
    assert all(entry[key] for key in ("name", "version", "licence", "source", "made"))


def test_no_file_is_vendored_without_a_line():
    listed = {entry["file"] for entry in LIST}
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}

    assert present - {"VENDOR.json"} == listed
