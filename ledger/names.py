"""The names of events and notices: enums that each app keeps in its own events.py, known here by their labels."""

from django.db import models
from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}


class Name(models.TextChoices):
    """Base of an app's EventName and NoticeKind: `REFERRAL_SUBMITTED = "incidents.referral.submitted", _("…")`.

    An event's name has three parts (app.noun.verb), a notice's kind has two (app.notice).
    """


def register(*enums: type[Name]) -> None:
    """Make the labels of an app's enums known; called once, in AppConfig.ready.

    Raises ValueError when two enums claim one name.
    """
    for enum in enums:
        for name in enum:
            if str(_labels.setdefault(name.value, name.label)) != str(name.label):
                raise ValueError(f"{name.value} is claimed twice.")


def label_of(name: str) -> str:
    """The words of an event or notice; the last two parts of the name where a release no longer knows it."""
    if name in _labels:
        return str(_labels[name])
    noun, _dot, verb = name.rpartition(".")
    return f"{noun.rpartition('.')[2]} {verb}".replace("_", " ").capitalize()


def event_labels() -> dict[str, str | Promise]:
    """Every known event's name with its words."""
    return {name: label for name, label in _labels.items() if name.count(".") == 2}
