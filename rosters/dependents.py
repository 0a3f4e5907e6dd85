"""What ends with a school that closes, in apps above this one: they name a module that says it before, and does it."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from accounts.models import Organization, User


class Dependent(Protocol):
    """The module of an app: `ending` says in sentences what would end, `closed` ends it in the caller's transaction."""

    ending: "Callable[[Organization, datetime], list[str]]"

    def closed(self, school: "Organization", *, by: "User", at: datetime) -> None:
        """End it."""


_modules: list[str] = []


def register(module: str) -> None:
    """Name the module, in AppConfig.ready; it is imported when it is first asked, for no model can be before."""
    if module not in _modules:
        _modules.append(module)


def _dependents() -> list[Dependent]:
    return [cast("Dependent", import_module(name)) for name in _modules]


def ending_with(school: "Organization", at: datetime) -> list[str]:
    """Everything that would end with the school, a sentence each."""
    return [words for one in _dependents() for words in one.ending(school, at)]


def school_has_closed(school: "Organization", *, by: "User", at: datetime) -> None:
    """Tell every app, in the transaction in which it closes."""
    for one in _dependents():
        one.closed(school, by=by, at=at)
