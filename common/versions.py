"""The version of what a page asks to confirm; its form sends it back, so that what was checked is what is done."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.translation import gettext as _

Shown = Mapping[str, object]  # what is shown, by its label

LENGTH = 16  # hexadecimal digits, of a digest that guards against a mistake and not against a forger


def version_of(shown: Shown) -> str:
    """The version of what is shown: a digest of each part, so that the page can say which one changed."""
    return " ".join(f"{_digest(label)}:{_digest(value)}" for label, value in shown.items())


def changed_since(version: str, shown: Shown) -> list[str]:
    """The labels of what is not as it was in that version of the page; nothing where all of it is."""
    before = dict(pair.split(":", 1) for pair in version.split() if ":" in pair)
    changed = [label for label, value in shown.items() if before.get(_digest(label)) != _digest(value)]
    if before.keys() - {_digest(label) for label in shown}:
        changed.append(_("something that was taken out"))
    return changed


def _digest(value: object) -> str:
    return sha256(str(value).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
