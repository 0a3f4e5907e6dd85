"""Reads the process environment into typed values; the only module that touches os.environ."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable as text, stripped."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no. Raises ValueError for a word that is neither: a slip must not switch off a guard."""
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ValueError(f"{name} must be on or off, not {value!r}.")
    return value in TRUE


def choice(name: str, options: Sequence[str], default: str) -> str:
    """The variable as one of the words, exactly. Raises ValueError for any other, the empty one included."""
    value = os.environ.get(name, default)
    if value not in options:
        raise ValueError(f"{name} must be {', '.join(options[:-1])} or {options[-1]}, not {value!r}.")
    return value


def number(name: str, default: int) -> int:
    """The variable as a whole number. Raises ValueError with the name when it is not one."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a whole number, not {value!r}.") from error


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, split at commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def kept_secret(path: Path) -> str:
    """The secret in the file, made on first use with mode 0600. For one machine only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
