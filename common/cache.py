"""Redis as the cache, and a table of the database while Redis is away, frozen or slow."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

FALLBACK = "fallback"
SLOW = 0.1  # seconds one answer may take: a page asks several times
TIMES = 3  # so many slow answers in a row; a single one may be this machine's own
REST = 10.0  # seconds in which it is not asked again

logger = logging.getLogger(__name__)


@dataclass
class Resting:
    """Until when this process leaves Redis alone, on the clock of `time.monotonic`."""

    until: float = float("-inf")
    slow: int = 0  # answers in a row

    @property
    def now(self) -> bool:
        return time.monotonic() < self.until

    def begin(self, why: str) -> None:
        logger.warning("the cache %s; a table of the database stands in for %d s", why, REST)
        self.until, self.slow = time.monotonic() + REST, 0

    def took(self, seconds: float) -> None:
        """Note how long an answer took."""
        self.slow = self.slow + 1 if seconds > SLOW else 0
        if self.slow >= TIMES:
            self.begin("is slow")


resting = Resting()


class RedisOrTable(RedisCache):
    """What Redis does not answer in time, the cache named `fallback` does; limits are counted anew there."""

    @property
    def at_hand(self) -> bool:
        """Whether Redis itself answered the last time it was asked."""
        return not resting.now

    def _ask(self, name: str, *given: Any, **named: Any) -> Any:
        if not resting.now:
            began = time.monotonic()
            try:
                answer = getattr(super(), name)(*given, **named)
            except (RedisError, OSError) as error:
                resting.begin(f"does not answer ({type(error).__name__})")
            else:
                resting.took(time.monotonic() - began)
                return answer
        table: BaseCache = caches[FALLBACK]
        if name == "incr":
            # The key may have been written to Redis a moment ago.
            table.add(given[0], 0)
        return getattr(table, name)(*given, **named)


def _asking(name: str) -> Callable[..., Any]:
    def ask(self: RedisOrTable, *given: Any, **named: Any) -> Any:
        return self._ask(name, *given, **named)

    ask.__name__ = name
    return ask


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(RedisOrTable, _name, _asking(_name))
