"""What tests of rosters share."""

import pytest
import time_machine

from tests.cast import NOW


@pytest.fixture
def frozen():
    """The clock stands at the cast's Wednesday morning; `shift` moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
