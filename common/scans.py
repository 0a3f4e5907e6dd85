"""The drawer for scans of paper: what may be kept, and in what shape.

Extension, first bytes and structure must agree. A PDF is kept byte for byte, or refused when it could do more than
show pages; a picture is drawn anew, which leaves its metadata and anything hidden behind it outside.
"""

import hashlib
import io
import unicodedata
import uuid
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import pikepdf
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from common.refusals import Refused

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000
MOST_PDF_OBJECTS = 100_000
LONGEST_NAME = 150
KINDS = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
MAGIC = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG"}

# Marks that turn the direction of reading, so that a name shows another ending than it has.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Keys of a PDF's dictionaries that start something, carry another file, or hold a form that can.
ACTIVE_KEYS = frozenset({"/OpenAction", "/AA", "/JS", "/EmbeddedFiles", "/EF", "/XFA", "/AF", "/RichMediaContent"})
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute"}
)


class PaperRefused(Refused):
    """The file is not one we keep; the words tell the person what to do."""


@dataclass(frozen=True)
class Paper:
    """A scan that passed: its bytes as they will be kept, and what is said about them."""

    content: bytes
    name: str
    media_type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def stored_name(self) -> str:
        """A name nobody can guess, with the ending of its kind."""
        return uuid.uuid4().hex + next(ending for ending, kind in KINDS.items() if kind == self.media_type)


def examine(upload: "UploadedFile[Any]") -> Paper:
    """The scan as it may be kept. Raises PaperRefused with words on what to do; the client's type is not asked."""
    given = upload.name or ""
    if any(mark in TURNING for mark in given):
        raise PaperRefused(_("The name of this file holds hidden marks that disguise it. Rename the file."))
    media_type = KINDS.get(PurePath(given).suffix.lower())
    if media_type is None:
        raise PaperRefused(_("Only PDF, PNG and JPEG files can be kept. Scan the paper to a PDF and send that."))
    if not upload.size:
        raise PaperRefused(_("This file is empty. Choose it again, or scan the paper once more."))
    if upload.size > LARGEST_FILE:
        raise PaperRefused(_("This file is larger than 20 MB. Scan the paper in black and white, or at 200 dpi."))
    upload.seek(0)
    content = upload.read()
    if not content.startswith(MAGIC[media_type]):
        raise PaperRefused(
            _("The name says %(ending)s, but the file is something else. Scan the paper to a PDF and send that.")
            % {"ending": PurePath(given).suffix.lower()}
        )
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise PaperRefused(_("Another file is hidden behind this one. Scan the paper to a PDF and send that."))
    if media_type == "application/pdf":
        _check_pdf(content)
    else:
        content = _drawn_anew(content, media_type)
    return Paper(content=content, name=clean_name(given), media_type=media_type)


def clean_name(given: str) -> str:
    """The name as text: composed (NFC), without control marks or folders, 150 characters with its ending."""
    text = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(mark for mark in text if unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    name = PurePath(text.strip() or "scan")
    return name.stem[: LONGEST_NAME - len(name.suffix)] + name.suffix


def _check_pdf(content: bytes) -> None:
    """Raise PaperRefused for a PDF that is broken, locked, or could do anything but show its pages."""
    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else content
    if tail.strip(b"\r\n\t \0"):
        raise PaperRefused(_("This PDF is damaged or has something behind its end. Print it to a new PDF."))
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            if document.is_encrypted:
                raise PaperRefused(_("This PDF is locked. Print it to a new PDF without a password."))
            if len(document.objects) > MOST_PDF_OBJECTS or not len(document.pages):
                raise PaperRefused(_("This PDF has no pages or is too complex. Print it to a new PDF."))
            if _is_active([document.Root, *document.objects]):
                raise PaperRefused(
                    _("This PDF contains a script, an action or another file. Print it to a new PDF and send that.")
                )
    except pikepdf.PasswordError as error:
        raise PaperRefused(_("This PDF is locked. Print it to a new PDF without a password.")) from error
    except (pikepdf.PdfError, RecursionError, ValueError) as error:
        raise PaperRefused(_("This PDF is damaged. Print it to a new PDF and send that.")) from error


def _is_active(objects: Iterable[Any]) -> bool:
    """Whether any object, or what lies directly in it, starts something or carries a file."""
    waiting = list(objects)
    top = len(waiting)
    seen = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if isinstance(node, pikepdf.Stream):
            node = node.stream_dict
        if isinstance(node, pikepdf.Dictionary):
            if ACTIVE_KEYS & set(node.keys()):
                return True
            if str(node.get("/S", "")) in ACTIVE_ACTIONS or str(node.get("/Type", "")) == "/EmbeddedFile":
                return True
            children: list[Any] = list(node.values())
        elif isinstance(node, pikepdf.Array):
            children = list(node)
        else:
            continue
        # What is referred to is in the list of objects already; only what is written in place is new.
        waiting += [child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect]
        if seen > top + 20 * MOST_PDF_OBJECTS:
            return True
    return False


def _is_whole(content: bytes, media_type: str) -> bool:
    """Whether the picture has its end. The library that makes our PDFs tells Pillow to draw half pictures as well."""
    if media_type == "image/png":
        return b"IEND\xaeB`\x82" in content
    return content.rfind(b"\xff\xd9") > content.rfind(b"\xff\xda") > 0


def _drawn_anew(content: bytes, media_type: str) -> bytes:
    """The picture alone, upright, without metadata. Raises PaperRefused when it is none, or too large."""
    if b"%PDF-" in content:
        raise PaperRefused(_("Another file is hidden behind this one. Scan the paper to a PDF and send that."))
    damaged = PaperRefused(_("This picture is damaged. Scan the paper once more, best to a PDF."))
    if not _is_whole(content, media_type):
        raise damaged
    too_many = PaperRefused(_("This picture has more than 40 megapixels. Scan the paper at 200 or 300 dpi."))
    try:
        with Image.open(io.BytesIO(content), formats=[PICTURES[media_type]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise too_many
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError) as error:
        raise damaged from error
    mode = upright.mode if upright.mode in {"1", "L", "RGB"} else "RGB"
    clean = Image.new(mode, upright.size, "white")
    if upright.mode in {"RGBA", "LA"}:
        clean.paste(upright.convert("RGBA"), mask=upright.convert("RGBA"))
    else:
        clean.paste(upright.convert(mode))
    drawn = io.BytesIO()
    clean.save(drawn, PICTURES[media_type], **({"quality": 90} if media_type == "image/jpeg" else {"optimize": False}))
    return drawn.getvalue()
