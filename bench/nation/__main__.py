"""python -m bench.nation: a portal of its own on a database of its own, in which `bench.nation.run` then runs."""

import os
import runpy
import tempfile
from pathlib import Path

import django

DATABASE = "postgres://localhost/fenceline_nation"


def main() -> None:
    """Settle the environment before anything of the portal is imported, then run."""
    folder = Path(tempfile.gettempdir()) / "fenceline-nation"
    folder.mkdir(exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": os.environ.get("NATION_DATABASE_URL", DATABASE),
        "FENCELINE_MODE": "test",
        "VAR_DIR": str(folder),
        "CACHE_URL": "",
        "BROKER_URL": "",
    }
    django.setup()
    runpy.run_module("bench.nation.run", run_name="__main__")


if __name__ == "__main__":
    main()
