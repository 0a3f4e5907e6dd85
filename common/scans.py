"""Checks scans of paper: what may be kept, and in what form.

Extension, first bytes and structure must agree. A PDF is kept byte for byte up to its end, or refused when it could do
more than show pages; a picture is drawn anew, which leaves its metadata and anything hidden behind it outside. Where it
is not certain that the drawing shows what the eye saw, the picture as it was sent is kept beside it, also without
metadata. All are opened in a child process with limits (`common.child`).
"""

import hashlib
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.fields.files import FieldFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.child import Limits, NotOpened, opened
from common.refusals import Refused

LARGEST_FILE = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 150
KINDS = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
MAGIC = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
LIMITS = Limits()

# Marks that turn the direction of reading, so that a name shows another ending than it has.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

WORDS: dict[str, str | Promise] = {
    "busy": _("Several files are being opened at this moment. Wait half a minute and send it again."),
    "heavy": _(
        "This file grows far beyond its size when it is opened, so it was not opened. Scan the paper once more, "
        "at 200 or 300 dpi."
    ),
    "broken": _("This file cannot be read. Scan the paper once more, or print it to a new PDF."),
    "hidden": _("Another file is hidden behind this one. Scan the paper to a PDF and send that."),
    # Pictures
    "picture": _("This picture is damaged. Scan the paper once more, best to a PDF."),
    "pixels": _("This picture has more than 40 megapixels. Scan the paper at 200 or 300 dpi."),
    "frames": _("This picture moves and is too large for that. Scan the paper to a PDF and send that."),
    "original": _(
        "Parts of this picture may look different on white paper, and it is too large to be kept as it was sent, too. "
        "Scan the paper to a PDF and send that."
    ),
    # PDFs
    "damaged": _("This PDF is damaged. Print it to a new PDF and send that."),
    "unfinished": _("This PDF was changed, and the change was not written to its end. Print it to a new PDF."),
    "locked": _("This PDF is locked. Print it to a new PDF without a password."),
    "restricted": _("This PDF forbids copying or printing. Print it to a new PDF without a password or restrictions."),
    "complex": _("This PDF has more parts than a scan ever has. Print it to a new PDF and send that."),
    "empty": _("This PDF has no pages. Print it to a new PDF and send that."),
    "script": _("This PDF contains a script. Print it to a new PDF and send that."),
    "acts": _("This PDF does something when it is opened or printed. Print it to a new PDF and send that."),
    "launches": _("This PDF starts a program. Print it to a new PDF and send that."),
    "sends": _("This PDF sends or fetches what is filled in. Print it to a new PDF and send that."),
    "elsewhere": _("This PDF opens another document. Print it to a new PDF and send that."),
    "media": _("This PDF plays sound, video or a program. Print it to a new PDF and send that."),
    "carries": _("This PDF carries another file with it. Print it to a new PDF and send that."),
    "form": _("This PDF is a form that can change itself (XFA). Print it to a new PDF and send that."),
}


class PaperRefused(Refused):
    """The file is not one we keep; the words tell the person what to do."""


@dataclass(frozen=True)
class Paper:
    """A scan that passed: its bytes as they will be kept, and what is said about them.

    `original` is the picture as it was sent, where what is kept may look different; it is of the same kind.
    """

    content: bytes
    name: str
    media_type: str
    original: bytes | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def original_sha256(self) -> str:
        """Empty without one."""
        return hashlib.sha256(self.original).hexdigest() if self.original else ""

    @property
    def facts(self) -> dict[str, Any]:
        """What a row says about its files, by the names of its fields."""
        return {
            "media_type": self.media_type,
            "size": len(self.content),
            "sha256": self.sha256,
            "original_size": len(self.original) if self.original else None,
            "original_sha256": self.original_sha256,
        }

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
    if upload.read(len(MAGIC[media_type])) != MAGIC[media_type]:
        raise PaperRefused(
            _("The name says %(ending)s, but the file is something else. Scan the paper to a PDF and send that.")
            % {"ending": PurePath(given).suffix.lower()}
        )
    content, original = _as_kept(upload, media_type)
    return Paper(content=content, name=clean_name(given), media_type=media_type, original=original)


def write_files(paper: Paper, file: FieldFile, original: FieldFile) -> None:
    """Write what is kept of a paper into the two files of a row that is not saved yet, under random names.

    Both or neither: when the second cannot be written, the first is taken away.
    """
    try:
        file.save(paper.stored_name, ContentFile(paper.content), save=False)
        if paper.original:
            original.save(paper.stored_name, ContentFile(paper.original), save=False)
    except BaseException:
        delete_files(file, original)
        raise


def delete_files(*files: FieldFile) -> None:
    """Take away the files of a row that was not kept after all."""
    for one in files:
        if one:
            one.delete(save=False)


def _as_kept(upload: "UploadedFile[Any]", media_type: str) -> tuple[bytes, bytes | None]:
    """What the child makes of it, and the picture as it was sent where that is kept as well. Raises PaperRefused."""
    is_pdf = media_type == "application/pdf"
    module, given = ("common.opening.pdfs", {}) if is_pdf else ("common.opening.pictures", {"media_type": media_type})
    try:
        with opened(module, upload, limits=LIMITS, **given) as found:
            content, second = found.content.read(), found.facts.get("original", 0)
    except NotOpened as refusal:
        raise PaperRefused(WORDS.get(refusal.code, WORDS["broken"])) from refusal
    if not isinstance(second, int) or not 0 <= second < len(content):
        raise PaperRefused(WORDS["broken"])
    if second > LARGEST_FILE:
        raise PaperRefused(WORDS["original"])
    kept = len(content) - second
    return content[:kept], content[kept:] or None


def clean_name(given: str) -> str:
    """The name as text: composed (NFC), without control marks or folders, 150 characters with its ending."""
    text = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    text = "".join(mark for mark in text if unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
    name = PurePath(text.strip() or "scan")
    return name.stem[: LONGEST_NAME - len(name.suffix)] + name.suffix


def name_as_sent(name: str) -> str:
    """The name of the picture as it was sent, so that it does not replace the kept one where both are saved."""
    path = PurePath(name)
    return _("%(name)s as sent") % {"name": path.stem} + path.suffix
