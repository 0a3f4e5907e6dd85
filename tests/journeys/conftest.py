"""A real browser at the portal's own address: pages that watch themselves, axe, and ways to sign in.

Chromium comes from CHROMIUM_PATH or from PATH. A page's policy violations, script errors and failed requests are
gathered while the story runs, and the story fails on any of them in the end.
"""

import os
import shutil
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright

from accounts.actions.sessions import KEPT_WAITS, mark_second_factor

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
LISTEN = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def chromium():
    """The browser's path; a plain sentence when there is none."""
    for name in (os.environ.get("CHROMIUM_PATH"), "chromium", "chromium-browser", "google-chrome"):
        found = name and shutil.which(name)
        if found:
            return found
    raise RuntimeError("Journeys need Chromium: install Debian's package chromium, or name it in CHROMIUM_PATH.")


def is_fault(said):
    """Whether the browser's console tells of a fault; that a session is over is an answer and none."""
    return said.type == "error" and "status of 401" not in said.text


@pytest.fixture(scope="package")
def browser():
    """One browser for the stories of this folder; its event loop runs in our thread, so Django must allow that."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()
    patch.undo()


@dataclass
class Watch:
    """What went wrong on the pages of a story; `tolerate` names what the story provokes on purpose."""

    found: list[str] = field(default_factory=list)
    tolerated: list[str] = field(default_factory=list)

    def tolerate(self, text):
        """Do not fail on what contains this text, such as "status of 404"."""
        self.tolerated.append(text)

    def left(self):
        return [line for line in self.found if not any(text in line for text in self.tolerated)]


@pytest.fixture
def watch():
    """The story's own watch; it fails the story in the end."""
    seen = Watch()
    yield seen
    assert seen.left() == []


@pytest.fixture
def open_page(browser, live_server, watch):
    """A function that opens a page in a fresh browser context: `open_page("phone", dark=True)`."""
    contexts = []

    def open_one(width="desk", dark=False):
        wide, high = WIDTHS[width]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": wide, "height": high},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.on("console", lambda said: watch.found.append(said.text) if is_fault(said) else None)
        page.on("pageerror", lambda error: watch.found.append(f"script: {error}"))
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    """A desk-sized page."""
    return open_page("desk")


@pytest.fixture
def phone(open_page):
    """A phone-sized page."""
    return open_page("phone")


def sign_in(page, user, second_factor="demo", *, kept=False):
    """Sign a person in by copying a session's cookie; `second_factor` "" leaves it ungiven.

    `kept`: something that they typed waits for them, as the door says to a session.
    """
    client = Client()
    client.force_login(user)
    session = client.session
    if second_factor:
        mark_second_factor(session, how=second_factor, at=timezone.now())
    if kept:
        session[KEPT_WAITS] = True
    session.save()
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.session.session_key,
                "domain": "localhost",  # where passkeys work without TLS, and where the live server is
                "path": "/",
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )


def follow(link):
    """Click what leads to another page, and wait until that page has arrived."""
    with link.page.expect_navigation():
        link.click()


def axe(page):
    """Fail, rule by rule, on what axe finds on the page as it stands; also where it scrolls sideways."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    faults = [
        f"{rule['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
        for rule in results.response["violations"]
        for node in rule["nodes"]
    ]
    assert faults == [], f"{page.url}\n" + "\n".join(faults)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} pixels"
