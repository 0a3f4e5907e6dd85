"""Words a stranger would try first, because they stand on the page."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.roles import Kind
from common.folding import fold

FIRST_GUESSES = ("fenceline", "school resource officer", "password", "passphrase", "welcome", "letmein", "qwerty")
SHORTEST_WORD = 4
LEFT_OVER = 8


class ContextWordValidator:
    """Refuses a password that is little more than the portal's, a district's or an agency's name, or one short piece
    over and over. The list of common passwords holds hardly any of fifteen characters; these are how people reach them.
    """

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002  Django's
        """Raise ValidationError when fewer than eight characters are left without those names and repeats."""
        if any(
            (password[:size] * len(password))[: len(password)] == password
            for size in range(1, min(LEFT_OVER, len(password)))
        ):
            raise ValidationError(
                _("This password is one short piece over and over. Add words of your own."),
                code="password_repeats",
            )
        left = _squeezed(password)
        length = len(left)
        for word in _words():
            left = left.replace(word, "")
        if len(left) < length and len(left) < LEFT_OVER:
            raise ValidationError(
                _("This password is mostly the name of the portal, a district or an agency. Add words of your own."),
                code="password_context_words",
            )

    def get_help_text(self) -> str:
        """What is asked, in words."""
        return _("Your password can’t be mostly the name of the portal, your district or your agency.")


def _words() -> list[str]:
    """The names, squeezed, whole ones before their parts; the longest first, so that none hides another."""
    names = Organization.objects.filter(kind__in=[Kind.DISTRICT, Kind.AGENCY]).values_list("name", flat=True)
    words: set[str] = set()
    for name in (*FIRST_GUESSES, *names):
        words.add(_squeezed(name))
        words.update(_squeezed(part) for part in name.split())
    return sorted((word for word in words if len(word) >= SHORTEST_WORD), key=lambda word: (-len(word), word))


def _squeezed(text: str) -> str:
    """Letters and digits alone, folded."""
    return re.sub(r"[\W_]+", "", fold(text))
