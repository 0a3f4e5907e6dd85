"""A server between the portal and a real one, which can go away, freeze or be slow; the real one never notices."""

import socket
import threading
import time
from contextlib import suppress


class Proxy:
    """Listens on a free port. `mode`: through, frozen (accepts and never answers), slow (`delay` an answer), away."""

    def __init__(self, host="127.0.0.1", port=0, *, mode="through", delay=0.0):
        self.real, self.mode, self.delay = (host, port), mode, delay
        self.links, self.listening = [], None
        self.port = None
        self.begin()

    def begin(self):
        self.listening = socket.create_server(("127.0.0.1", self.port or 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listening,), daemon=True).start()

    def away(self):
        """Nobody listens, and every open link is cut."""
        self.mode = "away"
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for link in self.links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()
        self.links = []

    def back(self):
        self.mode = "through"
        self.begin()

    def _accept(self, listening):
        while True:
            try:
                near, _address = listening.accept()
            except OSError:
                return
            self.links.append(near)
            if self.mode != "frozen":
                try:
                    far = socket.create_connection(self.real)
                except OSError:
                    near.close()
                    continue
                self.links.append(far)
                for source, target, slow in ((near, far, False), (far, near, True)):
                    threading.Thread(target=self._pass_on, args=(source, target, slow), daemon=True).start()

    def _pass_on(self, source, target, slow):
        with suppress(OSError):
            while data := source.recv(65536):
                while self.mode == "frozen":
                    time.sleep(0.05)
                if slow and self.mode == "slow":
                    time.sleep(self.delay)
                target.sendall(data)
        for link in (source, target):
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
