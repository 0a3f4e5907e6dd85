"""How much a request may bring: a view says itself whether it takes files, and how large."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousMultipartForm
from django.core.files.uploadhandler import FileUploadHandler

View = Callable[..., Any]

MEGABYTE = 1_000_000
LARGEST_BODY = 25 * MEGABYTE


def takes_files(largest: int = LARGEST_BODY) -> Callable[[View], View]:
    """A view whose form has files; `largest` is the most bytes its whole request may have. It stands under @requires.

    A view without this takes no file at all, and `config.middleware.BodyLimits` refuses one before it is written.
    """

    def declare(view: View) -> View:
        view.largest_body = largest  # type: ignore[attr-defined]
        return view

    return declare


class NoFiles(FileUploadHandler):
    """Refuses the first file, so that nothing of it is spooled."""

    def new_file(self, *_args: Any, **_kwargs: Any) -> None:
        """Raises SuspiciousMultipartForm, answered with 400."""
        raise SuspiciousMultipartForm("a file was sent to a page that takes none")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never reached: the file was refused."""

    def file_complete(self, file_size: int) -> None:
        """Never reached: the file was refused."""
