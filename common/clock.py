"""A clock for long work: the moment the work was given, and the time gone by since."""

import time
from datetime import datetime, timedelta


class Clock:
    """Starts at a moment; what takes long still notes when each part of it truly began and ended."""

    def __init__(self, at: datetime) -> None:
        self.at, self.start = at, time.monotonic()

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.start)

    def second(self) -> datetime:
        """Now, less what is gone of a second."""
        return self.at + timedelta(seconds=int(time.monotonic() - self.start))
