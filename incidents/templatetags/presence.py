"""What pages of presence say and draw."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as lazy

from common.templatetags.fenceline import answer_mark

register = template.Library()

# How a day stands: the shape of the answer marks, and its word.
MARKS = {
    "here": ("no", lazy("Confirmed")),
    "covered": ("unsure", lazy("Away, covered")),
    "uncovered": ("yes", lazy("Uncovered")),
    "unsaid": ("", lazy("Not confirmed")),
}


@register.simple_tag
def presence_mark(name: str) -> SafeString:
    """How a day stands, as a mark with its word."""
    shape, words = MARKS[name]
    return answer_mark(shape, words)


@register.filter
def beside(head: Iterable[Any], values: Sequence[str]) -> list[tuple[Any, str]]:
    """Each column with its value, for a table that names its columns again on a phone."""
    return list(zip(head, values, strict=True))
