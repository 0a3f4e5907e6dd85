"""The broker that needs no server: messages are files in a folder under var/ (docs/adr/0007)."""

import os
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Kombu's folder, but a message appears in it whole: a worker never reads half of one."""

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:  # type: ignore[override]
        """Write the message beside the queue, then move it in under the name by which Kombu finds it."""
        folder = Path(self.data_folder_out)
        unseen = folder / f"{uuid4()}.new"
        try:
            unseen.write_bytes(str_to_bytes(dumps(payload)))
            os.replace(unseen, folder / f"{time.monotonic_ns() // 1_000_000:012}_{uuid4()}.{queue}.msg")
        except OSError as error:
            raise ChannelError(f"the broker's folder does not take a message: {error.strerror}") from error


class Folder(filesystem.Transport):
    """The transport that Celery is given where BROKER_URL is not set."""

    Channel = Channel


def listened() -> bool:
    """Whether the portal was ever served from here, so that somebody takes what is laid into the folder."""
    return bool((settings.BROKER_FOLDER / "queue").is_dir())


def make_folders() -> None:
    """Make the broker's folders, for the account that runs the portal and nobody else."""
    for folder in (settings.BROKER_FOLDER, settings.BROKER_FOLDER / "queue", settings.BROKER_FOLDER / "control"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
