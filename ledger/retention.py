"""Reads ledger/retention.yaml: for every field its owner, its sensitivity and its life."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps

FILE = Path(__file__).with_name("retention.yaml")
OWNERS = ("district", "agency", "shared", "portal")
CLASSES = ("C0", "C1", "C2", "C3", "C4", "J", "K")


@dataclass(frozen=True)
class Line:
    """One field: whose it is, its sensitivity, and how long it lives, in words."""

    owner: str
    sensitivity: str
    life: str


@cache
def schedule() -> dict[str, Line]:
    """Every line by "app.Model.field". Raises ValueError for a line that cannot be read or uses an unknown word."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    lines: dict[str, Line] = {}
    for app, section in content.items():
        lives = section["lives"]
        for model, fields in section["models"].items():
            for field, words in fields.items():
                label = f"{app}.{model}.{field}"
                if len(words) != 3 or words[0] not in OWNERS or words[1] not in CLASSES or words[2] not in lives:
                    raise ValueError(f"{FILE.name}: {label} must be [owner, class, life], each a known word.")
                lines[label] = Line(words[0], words[1], lives[words[2]])
    return lines


def fields_of(labels: Sequence[str]) -> set[str]:
    """Every stored field of every model of these apps, as "app.Model.field"."""
    return {
        f"{label}.{model.__name__}.{field.name}"
        for label in labels
        for model in apps.get_app_config(label).get_models()
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many, *model._meta.private_fields]
    }


def unlisted_fields(labels: Sequence[str]) -> list[str]:
    """The fields of these apps that have no line, sorted."""
    return sorted(fields_of(labels) - set(schedule()))


def lines_without_field(labels: Sequence[str]) -> list[str]:
    """The lines of these apps that name no field any more, sorted."""
    ours = {line for line in schedule() if line.partition(".")[0] in labels}
    return sorted(ours - fields_of(labels))
