"""The suite's settings: the portal's own, in test mode, with a folder of its own and cheap password hashes."""

import os
from pathlib import Path

os.environ.setdefault("FENCELINE_MODE", "test")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parents[1] / "var" / "test"))
os.environ["DEMO"] = "0"  # a test that needs the demo asks for it

from config.settings import *  # noqa: F403
from config.settings import CACHES, STATIC_ROOT

# Real Argon2id, with the least work it accepts: a login costs 1 ms instead of 50.
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]

# Workers side by side share one Redis; each keeps to its own keys.
CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")

# WhiteNoise warns of a folder that is not there, and warnings are errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
