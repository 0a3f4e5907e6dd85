"""The portal's settings on a machine whose clock is wrong by CHAOS_CLOCK seconds, and goes on from there."""

import os
from datetime import UTC, datetime, timedelta

import time_machine

from tests.config.quick_beat import *  # noqa: F403

time_machine.travel(datetime.now(UTC) + timedelta(seconds=int(os.environ["CHAOS_CLOCK"])), tick=True).start()
