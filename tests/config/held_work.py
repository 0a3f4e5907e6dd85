"""manage.py work, whose children stop at a bad moment as held.py says: python -m tests.config.held_work."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402  commands need the setup above

from config.management.commands import work  # noqa: E402
from tests.config import held_sweep  # noqa: E402, F401  holds the sweep


def main() -> None:
    """The parts are started as this module again, so that they are held too."""
    if len(sys.argv) > 1:
        call_command("work", sys.argv[1])
        return
    start = work.subprocess.Popen
    work.subprocess.Popen = lambda command: start([sys.executable, "-m", "tests.config.held_work", command[-1]])
    call_command("work")


if __name__ == "__main__":
    main()
