"""A PDF as it may be kept: a plain one that only shows its pages. Run by `common.child`; it knows no Django."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO, Any

import pikepdf

from common.child import Declined, serve

MOST_OBJECTS = 100_000
# What a page's own instructions, fonts and forms may hold when unpacked; pictures are not counted.
MOST_UNPACKED = 256 * 1024 * 1024
PIECE = 1024 * 1024
END = b"%%EOF"

# Keys that start something, carry another file, or hold a form that can; and what is said about them.
KEYS = {
    "/AA": "acts",
    "/JS": "script",
    "/EmbeddedFiles": "carries",
    "/EF": "carries",
    "/AF": "carries",
    "/XFA": "form",
    "/RichMediaContent": "media",
}
ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launches",
    "/SubmitForm": "sends",
    "/ImportData": "sends",
    "/GoToE": "elsewhere",
    "/GoToR": "elsewhere",
    "/Rendition": "media",
    "/RichMediaExecute": "media",
}
# What may happen when a document is opened: it shows a certain page.
SHOWS_A_PAGE = frozenset({"/GoTo"})


def answer(file: IO[bytes], out: IO[bytes]) -> dict[str, Any]:
    """Write the PDF as it is kept, without what lies behind its end. Raises Declined."""
    content = up_to_its_end(file.read())
    check(content)
    out.write(content)
    return {}


def up_to_its_end(content: bytes) -> bytes:
    """The document alone. Some programs leave a few bytes behind its end: they are not kept.

    Raises Declined where those bytes could be a newer state of the document, or another file.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Declined("hidden")
    at = content.rfind(END)
    if at < 0:
        raise Declined("damaged")
    stop = at + len(END)
    behind = content[stop:]
    if any(mark in behind for mark in (b" obj", b"startxref", b"%PDF-")):
        raise Declined("unfinished")
    if not behind.strip(b"\r\n\t \0"):
        return content
    return content[:stop] + b"\n"


def check(content: bytes) -> None:
    """Raises Declined for a PDF that is broken, locked, or could do anything but show its pages."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            if document.is_encrypted:
                raise Declined("restricted")
            if len(document.objects) > MOST_OBJECTS:
                raise Declined("complex")
            if not len(document.pages):
                raise Declined("empty")
            objects = list(document.objects)
            if code := what_it_does([document.Root, *objects]):
                raise Declined(code)
            require_all_read(document.get_warnings())
            if is_heavy(objects):
                raise Declined("heavy")
    except pikepdf.PasswordError as error:
        raise Declined("locked") from error
    except (pikepdf.PdfError, ValueError, IndexError) as error:
        raise Declined("damaged") from error


def require_all_read(warnings: list[Any]) -> None:
    """Raises Declined where an object was not read: the library goes on with nothing in its place, unseen by us.

    Also when memory ran out, which it treats like any other fault of the object.
    """
    said = " ".join(map(str, warnings))
    if "bad_alloc" in said or "MemoryError" in said:
        raise Declined("heavy")
    if "error reading object" in said:
        raise Declined("damaged")


def what_it_does(objects: Iterable[Any]) -> str:
    """The code of what an object, or what lies directly in it, starts or carries; "" for a plain document."""
    waiting = list(objects)
    most = len(waiting) + 20 * MOST_OBJECTS
    seen = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if seen > most:
            return "complex"
        if isinstance(node, pikepdf.Stream):
            node = node.stream_dict
        if isinstance(node, pikepdf.Dictionary):
            if code := _of_dictionary(node):
                return code
            children: list[Any] = list(node.values())
        elif isinstance(node, pikepdf.Array):
            children = list(node)
        else:
            continue
        # What is referred to is in the list of objects already; only what is written in place is new.
        waiting += [child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect]
    return ""


def _of_dictionary(node: pikepdf.Dictionary) -> str:
    if code := ACTIONS.get(str(node.get("/S", ""))):
        return code
    if str(node.get("/Type", "")) == "/EmbeddedFile":
        return "carries"
    for key, code in KEYS.items():
        if key in node and not _is_empty(node[key]):
            return code
    return _when_opened(node["/OpenAction"]) if "/OpenAction" in node else ""


def _is_empty(value: Any) -> bool:
    """Whether a list, or a tree of names, is there and holds nothing."""
    if isinstance(value, pikepdf.Array):
        return not len(value)
    if isinstance(value, pikepdf.Dictionary):
        names = [value.get(key) for key in ("/Names", "/Kids") if key in value]
        return set(value.keys()) <= {"/Names", "/Kids"} and all(_is_empty(one) for one in names)
    return False


def _when_opened(value: Any) -> str:
    """The code of what happens when the document is opened; "" when it shows one of its pages."""
    if isinstance(value, pikepdf.Dictionary):
        action = str(value.get("/S", ""))
        if "/Next" in value or action not in SHOWS_A_PAGE:
            return ACTIONS.get(action, "acts")
        return ""
    return "" if isinstance(value, pikepdf.Array | pikepdf.Name | pikepdf.String) else "acts"


def is_heavy(objects: list[Any]) -> bool:
    """Whether what is packed, other than pictures, grows beyond what pages need: a reader would open it too."""
    left = MOST_UNPACKED
    for one in objects:
        if not isinstance(one, pikepdf.Stream) or str(one.get("/Subtype", "")) == "/Image":
            continue
        filters = one.get("/Filter")
        first = filters[0] if isinstance(filters, pikepdf.Array) and len(filters) else filters
        if str(first) not in {"/FlateDecode", "/Fl"}:
            continue
        packed, unpacking = one.read_raw_bytes(), zlib.decompressobj()
        try:
            while packed and left > 0:
                left -= len(unpacking.decompress(packed, PIECE))
                packed = unpacking.unconsumed_tail
        except zlib.error:
            continue  # no reader unpacks it either
        if left <= 0:
            return True
    return False


if __name__ == "__main__":
    serve(answer)
