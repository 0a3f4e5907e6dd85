"""One normal form of e-mail addresses, as typed on any keyboard, sent by any browser or given by any roster."""

import unicodedata
from typing import Any

from django import forms

from common.folding import SIGNS

PUNY = "xn--"


def address_of(text: str) -> str:
    """The address in small letters, each letter and its accents as one, with the domain in its own script.

    Unlike `fold` it keeps accents: josé@ and jose@ are two mailboxes.
    """
    text = text.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(SIGNS))
    box, at, domain = text.lower().rpartition("@")
    # Browsers send a domain of other letters in its transport form (RFC 5891, A-label).
    return f"{box}{at}{'.'.join(map(_readable, domain.split('.')))}"


def _readable(label: str) -> str:
    if not label.startswith(PUNY):
        return label
    try:
        said = label[len(PUNY) :].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    # What would not come back as it is stays as it was sent.
    same = unicodedata.normalize("NFKC", said).lower() == said and not said.isascii()
    return said if same and all(mark == "-" or unicodedata.category(mark)[0] in "LMN" for mark in said) else label


class AddressField(forms.EmailField):
    """An e-mail address, taken in its normal form."""

    def to_python(self, value: Any) -> Any:
        """What was typed, in its normal form, before it is looked at."""
        given = super().to_python(value)
        return address_of(given) if isinstance(given, str) else given
