"""Mail by SMTP, which says whether a connection was lost before or after the message itself was given."""

import smtplib
import socket
import threading
from contextlib import suppress
from typing import Any

from django.core.mail.backends import smtp

# From the connection to its end. The timeout of each read alone would let a server that drips bytes go on for hours.
LONGEST = 60.0


class Unanswered(smtplib.SMTPServerDisconnected):
    """The message was given, and the connection lost before the answer: the server may have taken it, or not."""


class _TellsWhen:
    """Mixed into a client of smtplib, which raises the same for both, and knows no end of a whole conversation."""

    sock: socket.socket | None
    _end: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        self._end = threading.Timer(LONGEST, self._hang_up)
        self._end.daemon = True
        self._end.start()
        return opened

    def _hang_up(self) -> None:
        """From here on, reading from the server raises an error that says the connection is gone."""
        if (open_now := self.sock) is not None:
            with suppress(OSError):
                socket.socket.shutdown(open_now, socket.SHUT_RDWR)

    def close(self) -> None:
        if self._end is not None:
            self._end.cancel()
        super().close()  # type: ignore[misc]

    def data(self, msg: Any) -> Any:
        """Give the message. Raises Unanswered when the connection is lost from here on."""
        try:
            return super().data(msg)  # type: ignore[misc]
        except smtplib.SMTPServerDisconnected as error:
            raise Unanswered(*error.args) from None


class Client(_TellsWhen, smtplib.SMTP):
    """TLS by STARTTLS, or none."""


class ClientWithTLS(_TellsWhen, smtplib.SMTP_SSL):
    """TLS from the first byte."""


class EmailBackend(smtp.EmailBackend):
    """Django's own, with these clients."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return ClientWithTLS if self.use_ssl else Client
