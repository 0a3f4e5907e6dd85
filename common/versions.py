"""The version of what a page asks to confirm; its form sends it back, so that what was checked is what is done.

The form compares, and names what changed. Where two people can answer at one moment the view gives the version to its
action too (`seen`), which compares again with the rows held.
"""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Refused

Shown = Mapping[str, object]  # what is shown, by its label

LENGTH = 16  # hexadecimal digits, of a digest that guards against a mistake and not against a forger


class ChangedSince(Refused):
    """What a page showed is not what stands there now; `changed` names what differs. Nothing was saved."""

    words = gettext_lazy(
        "Nothing was saved: this was changed a moment ago, in another window or by somebody else. Open the page again "
        "to see how it stands now."
    )

    def __init__(self, changed: list[str]) -> None:
        self.changed = changed
        super().__init__()


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


def check_seen(seen: str | None, shown: Shown) -> None:
    """Raise ChangedSince where what a page showed is not what stands there now; None where no page showed anything."""
    changed = [] if seen is None else changed_since(seen, shown)
    if changed:
        raise ChangedSince(changed)


def _digest(value: object) -> str:
    return sha256(str(value).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
