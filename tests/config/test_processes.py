"""How the keeper of the portal's parts deals with one that ends."""

import pytest

from config.processes import FIRST_PAUSE, LIVED_LONG, LONGEST_PAUSE, Part


@pytest.fixture
def part():
    return Part("worker", lambda: None, pid=7)


def test_a_part_that_keeps_ending_is_started_again_after_longer_and_longer_pauses(part, caplog):
    pauses = [part.ended(256, now=1000.0) for _end in range(9) if not setattr(part, "began", 999.0)]
    assert pauses[:4] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE, 8 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
    assert part.again_at == 1000.0 + LONGEST_PAUSE
    assert "the worker ended with 1; it is started again in 1 seconds" in caplog.text


def test_a_part_that_lived_long_is_started_again_soon(part):
    part.ends, part.began = 6, 1000.0
    assert part.ended(9, now=1000.0 + LIVED_LONG) == FIRST_PAUSE
