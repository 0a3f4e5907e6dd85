"""A file that is sent to the portal and must never lie on its disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


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
