"""What a character is, for whoever reads or writes tables. No library but Python's own."""

import unicodedata


def is_invisible(character: str) -> bool:
    """True for control, format, surrogate and space characters of any script."""
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def composed(text: str) -> str:
    """The text with each letter and its accents as one character (NFC); macOS writes them apart."""
    return unicodedata.normalize("NFC", text)
