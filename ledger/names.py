"""The names of events and notices: enums that each app keeps in its own events.py, known here by their labels."""

from typing import Any

from django.db import models

_labels: dict[str, Any] = {}


class Name(models.TextChoices):
    """Base of an app's EventName and NoticeKind: `REFERRAL_SUBMITTED = "incidents.referral.submitted", _("…")`."""


def register(*enums: type[Name]) -> None:
    """Make the labels of an app's enums known; called once, in AppConfig.ready.

    Raises ValueError when two enums claim one name.
    """
    for enum in enums:
        for name in enum:
            if _labels.setdefault(name.value, name.label) is not name.label and str(_labels[name.value]) != str(
                name.label
            ):
                raise ValueError(f"{name.value} is claimed twice.")


def label_of(name: str) -> str:
    """The words of an event or notice; the last two parts of the name where a release no longer knows it."""
    if name in _labels:
        return str(_labels[name])
    noun, _dot, verb = name.rpartition(".")
    return f"{noun.rpartition('.')[2]} {verb}".replace("_", " ").capitalize()
