"""What breaks, by what it is that breaks; importing this makes the list."""

from tests.chaos.experiments import processes, mail, redis, database, apart  # noqa: F401, I001  the order of the run
