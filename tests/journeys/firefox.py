"""Firefox, by its own remote protocol: Playwright drives a patched one alone, and what is asked is what people have."""

import json
import shutil
import socket
import subprocess
import time

PORT = 2899
PREFERENCES = {"marionette.port": PORT, "datareporting.policy.dataSubmissionEnabled": False}


class Firefox:
    """One window of a fresh profile; `close` ends it."""

    def __init__(self, folder):
        found = shutil.which("firefox-esr") or shutil.which("firefox")
        if found is None:
            raise RuntimeError("This journey needs Firefox: install Debian's package firefox-esr.")
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (folder / "user.js").write_text("\n".join(lines))
        command = [found, "--headless", "--marionette", "--profile", str(folder), "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.number, self.rest = 0, b""
        try:
            self.link = self._connect()
            self._read()
            self.ask("WebDriver:NewSession")
        except BaseException:
            self.close()
            raise

    def _connect(self):
        until = time.monotonic() + 60
        while True:
            try:
                return socket.create_connection(("127.0.0.1", PORT), timeout=60)
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _read(self):
        """The next message: its length, a colon, JSON."""
        while b":" not in self.rest:
            self.rest += self._more()
        length, _colon, self.rest = self.rest.partition(b":")
        while len(self.rest) < int(length):
            self.rest += self._more()
        message, self.rest = self.rest[: int(length)], self.rest[int(length) :]
        return json.loads(message)

    def _more(self):
        more = self.link.recv(65536)
        if not more:
            raise ConnectionError("Firefox hung up")
        return more

    def ask(self, command, **given):
        """One command of WebDriver; its answer."""
        self.number += 1
        message = json.dumps([0, self.number, command, given]).encode()
        self.link.sendall(f"{len(message)}:".encode() + message)
        _kind, _number, error, answer = self._read()
        if error:
            raise RuntimeError(f"{error['error']}: {error['message']}")
        return answer

    def open(self, address):
        self.ask("WebDriver:Navigate", url=address)

    def run(self, script, *given):
        """What a script in the page returns."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(given))["value"]

    def find(self, selector):
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        return next(iter(found.values()))

    def type(self, selector, text):
        self.ask("WebDriver:ElementSendKeys", id=self.find(selector), text=text)

    def press(self, selector):
        self.ask("WebDriver:ElementClick", id=self.find(selector))

    def text(self):
        return self.run("return document.body.innerText")

    def address(self):
        return self.ask("WebDriver:GetCurrentURL")["value"]

    def wait_for(self, words):
        """Until the page says so; fails after a while."""
        until = time.monotonic() + 20
        while words not in self.text():
            assert time.monotonic() < until, f"{self.address()} never said {words!r}: {self.text()[:300]}"
            time.sleep(0.1)

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if hasattr(self, "link"):
            self.link.close()
