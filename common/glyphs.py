"""Which characters the fonts of this machine can draw, so that a paper says what it leaves out."""

import ctypes
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
# Control, format and surrogate characters, and spaces: nothing is drawn for them.
NOT_DRAWN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
NUMBER_AT_END = re.compile("-[0-9A-F]{4,6}$")
SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def missing(text: str, *, own: Iterable[bytes] = ()) -> list[str]:
    """The characters of the text for which no font here has a picture, in their order; `own` fonts count too.

    Nothing where the machine cannot be asked: then nothing is said of what is not known.
    """
    library = _library()
    if text.isascii() or library is None:
        return []
    known = frozenset().union(*map(_characters_of, own))
    return [one for one in dict.fromkeys(text) if one not in known and not _is_drawn(library, one)]


def named(character: str) -> str:
    """What to call a character that cannot be shown: its number and its Unicode name."""
    name = NUMBER_AT_END.sub("", unicodedata.name(character, "")).lower().replace("cjk", "CJK")
    return f"U+{ord(character):04X} {name}".strip()


def _is_drawn(library: Any, character: str) -> bool:
    if character.isascii() or character in SELECTORS or unicodedata.category(character) in NOT_DRAWN:
        return True
    return bool(library.FcCharSetHasChar(_covered(), ord(character)))


@cache
def _characters_of(font: bytes) -> frozenset[str]:
    return frozenset(map(chr, TTFont(BytesIO(font), lazy=True).getBestCmap()))


@cache
def _library() -> Any:
    """Fontconfig, which Pango asks as well; None where there is none."""
    for name in LIBRARIES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
        library.FcConfigGetFonts.restype = ctypes.POINTER(_FontSet)
        library.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
        library.FcPatternGetCharSet.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.POINTER(ctypes.c_void_p),
        ]
        library.FcCharSetCreate.restype = ctypes.c_void_p
        library.FcCharSetMerge.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        library.FcCharSetHasChar.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        return library
    return None


class _FontSet(ctypes.Structure):
    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


@cache
def _covered() -> Any:
    """Every character that some font of the machine has; asked once in the life of a process."""
    library = _library()
    every = library.FcCharSetCreate()
    config = library.FcInitLoadConfigAndFonts()
    fonts = library.FcConfigGetFonts(config, 0)  # FcSetSystem
    for number in range(fonts.contents.nfont if fonts else 0):
        here = ctypes.c_void_p()
        if library.FcPatternGetCharSet(fonts.contents.fonts[number], b"charset", 0, ctypes.byref(here)) == 0:
            library.FcCharSetMerge(every, here, None)
    return every
