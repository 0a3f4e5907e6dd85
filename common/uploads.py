"""Files that come and go: a view says itself whether it takes files and how large; what was kept is only downloaded."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.exceptions import SuspiciousMultipartForm
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

View = Callable[..., Any]

MEGABYTE = 1_000_000
LARGEST_BODY = 25 * MEGABYTE
# Somebody outside made the file. It is saved, never shown in place; should a browser show it all the same, it runs
# nothing, loads nothing and reads nothing of the portal's.
DOWNLOAD_POLICY = "sandbox; default-src 'none'"


def takes_files(largest: int = LARGEST_BODY, *, in_memory: bool = False) -> Callable[[View], View]:
    """A view whose form has files; `largest` is the most bytes its whole request may have. It stands under @requires.

    `in_memory`: what is sent must never lie on the disk of this machine. A view without this takes no file at all, and
    `config.middleware.BodyLimits` refuses one before it is written.
    """

    def declare(view: View) -> View:
        view.largest_body = largest  # type: ignore[attr-defined]
        view.in_memory = in_memory  # type: ignore[attr-defined]
        return view

    return declare


def download(file: FieldFile, *, name: str, media_type: str) -> FileResponse:
    """A file that was uploaded once, to be saved under its name. Raises Http404 when it is gone from the disk."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=media_type)
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class NoFiles(FileUploadHandler):
    """Refuses the first file, so that nothing of it is spooled."""

    def new_file(self, *_args: Any, **_kwargs: Any) -> None:
        """Raises SuspiciousMultipartForm, answered with 400."""
        raise SuspiciousMultipartForm("a file was sent to a page that takes none")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never reached: the file was refused."""

    def file_complete(self, file_size: int) -> None:
        """Never reached: the file was refused."""


class InMemory(FileUploadHandler):
    """Keeps what is uploaded in memory, up to a limit; of what is larger only the size is kept."""

    def __init__(self, request: Any = None, *, limit: int) -> None:
        super().__init__(request)
        self.limit, self.total = limit, 0
        self.content = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file of the same request; together they have the one limit."""
        super().new_file(*args, **kwargs)
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  Django's
        """Keep a piece, or nothing any more beyond the limit."""
        self.total += len(raw_data)
        if self.total <= self.limit:
            self.content.write(raw_data)
        else:
            self.content = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, with its true size."""
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content, self.field_name, str(self.file_name), self.content_type, file_size, self.charset
        )
