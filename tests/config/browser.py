"""A browser without a picture, behind a proxy that speaks TLS: cookies, forms, and nothing more."""

import http.client
import re
import time
from urllib.parse import urlencode, urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """One person at one portal, reached by its port and called by its host."""

    def __init__(self, port, host, address="203.0.113.7"):
        self.port, self.host, self.address, self.cookies = port, host, address, {}

    def request(self, method, path, form=None):
        """One request, as the proxy passes it on: status, headers and page."""
        headers = {
            "Host": self.host,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Referer": f"https://{self.host}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            page = response.read().decode()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.split(";")[0].partition("=")
            if "Max-Age=0" in cookie:
                self.cookies.pop(name, None)
                continue
            assert "Secure" in cookie, cookie
            self.cookies[name] = value
        return response.status, response.headers, page

    def follow(self, path):
        """Where the path leads in the end, and the page there; it must be there."""
        for _step in range(5):
            status, headers, page = self.request("GET", path)
            if status != 302:
                break
            path = urlsplit(headers["Location"]).path
        assert status == 200, f"{path}: {status}"
        return path, page

    def get(self, path):
        """The page."""
        return self.follow(path)[1]

    def send(self, path, form, on=None):
        """Fill in the form of a page and send it, to the page itself unless it is on another one; where it leads."""
        shown, page = self.follow(on or path)
        token = TOKEN.search(page)[1]
        target = path if on else shown
        status, headers, page = self.request("POST", target, {"csrfmiddlewaretoken": token, **form})
        assert status == 302, f"{target}: {status}\n{page}"
        return self.follow(urlsplit(headers["Location"]).path)[0]

    def sign_in(self, person):
        """By password, then the code of the authenticator app."""
        after = self.send("/sign-in/", {"login": person["email"], "password": person["password"]})
        code = format_hotp_value(hotp_value(person["totp"], int(time.time()) // 30))
        assert self.send(after, {"code": code}) == "/"
