"""What hangs on a posting in apps above this one: they name a module that lists it, and acts when the posting ends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from partnerships.models import Posting


@dataclass(frozen=True)
class OpenMatter:
    """One thing that waits for the officer, in words that whoever runs postings may read: a number, what is awaited."""

    number: str
    words: str


class Dependent(Protocol):
    """The module of an app: what waits for the officer of a posting, and what is done once the posting has ended."""

    waiting: "Callable[[Posting], list[OpenMatter]]"
    ended: "Callable[[Posting, datetime], None]"


_modules: list[str] = []


def register(module: str) -> None:
    """Name the module, in AppConfig.ready; it is imported when it is first asked, for no model can be before."""
    if module not in _modules:
        _modules.append(module)


def _dependents() -> list[Dependent]:
    return [cast("Dependent", import_module(name)) for name in _modules]


def waiting_for(posting: "Posting") -> list[OpenMatter]:
    """Everything that waits for the officer at that school."""
    return [matter for one in _dependents() for matter in one.waiting(posting)]


def posting_has_ended(posting: "Posting", at: datetime) -> None:
    """Tell every app, in the transaction in which it ended."""
    for one in _dependents():
        one.ended(posting, at)
