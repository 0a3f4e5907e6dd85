"""People who use the portal without a pause: a call is logged, answered and reviewed; a stranger tries to sign in.

Each keeps the key of every form they send, and sends it again as people do until they are told that it is saved.
"""

import http.client
import queue
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from tests.config.browser import TOKEN, Browser
from tests.config.test_compose import HOST

STEPS = ("submitted", "answered", "reviewed")
WHY = "asked why"
AGAIN = 0.25  # seconds before somebody tries again
VERSION = re.compile(r'name="version" value="([^"]*)"')
IN_WORDS = {403, 409, 413, 422, 429, 503}


@dataclass
class Call:
    """One call by the keys of its forms, and when each step was told to be saved, on time.monotonic."""

    key: str = field(default_factory=lambda: str(uuid.uuid4()))
    answer_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    review_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    pk: str = ""
    begun: float = field(default_factory=time.monotonic)
    told: dict[str, float] = field(default_factory=dict)


@dataclass
class Answer:
    """How one request ended: saved or shown, told in words, cut off, or false."""

    how: str
    path: str
    at: float
    seconds: float
    words: str = ""


class GivenUp(Exception):
    """The experiment is over; nobody waits for an answer any more."""


class Person:
    """Somebody with a browser who does not give up. `answers` is shared by all."""

    def __init__(self, browser, answers):
        self.browser, self.answers, self.over = browser, answers, threading.Event()
        self.token, self.last, self.twice = "", None, False
        self.in_words, self.signed_out = IN_WORDS, False

    def ask(self, method, path, form=None, expect=None):
        """One request, noted; `expect` is the status that is right. Where it leads or what it shows, and None else."""
        if method == "POST" and self.twice:
            other = threading.Thread(target=self._beside, args=(path, form, expect))
            other.start()
            said = self._ask(method, path, form, expect)
            other.join()
            return said
        return self._ask(method, path, form, expect)

    def _beside(self, path, form, expect):
        """The same form a second time at the same moment."""
        beside = Person(Browser(self.browser.port, HOST), self.answers)
        beside.browser.cookies = dict(self.browser.cookies)
        beside.in_words = self.in_words
        beside.ask("POST", path, form, expect)

    def _ask(self, method, path, form, expect):
        began, how, words, headers, page = time.monotonic(), "cut", "", {}, ""
        try:
            status, headers, page = self.browser.request(method, path, form)
        except (OSError, http.client.HTTPException):
            status = 0
        door = headers.get("Location", "").startswith("/sign-in/")
        if headers.get("Location") == "/why/":
            how, words = "told", WHY
        elif status == expect and not door:
            how = "right"
        elif (status in self.in_words and "<h1" in page) or (door and self.signed_out):
            how = "told"
        elif status:
            how, words = "false", f"{method} {plain(path)}: {status} {headers.get('Location', '')}".strip()
        self.last = Answer(how, path, began, time.monotonic() - began, words)
        self.answers.append(self.last)
        return (headers.get("Location") or page) if how == "right" else None

    def insist(self, method, path, form=None, expect=302):
        """Send it until it is right. Raises GivenUp when the experiment is over before that."""
        given = None if form is None else {"csrfmiddlewaretoken": self.token, **form}
        while (said := self.ask(method, path, given, expect)) is None:
            if self.last.words == WHY:
                self.say_why()
            elif self.over.wait(AGAIN):
                raise GivenUp
        return said

    def say_why(self):
        """Beyond forty records in an hour somebody is asked why they go on."""
        self.ask("POST", "/why/", {"csrfmiddlewaretoken": self.token, "reason": "Many calls came in today."}, 302)

    def version(self, path):
        """The version that a page names."""
        return VERSION.search(self.insist("GET", path, expect=200))[1]

    def take_token(self, path):
        """The token of forms, good for as long as they are signed in."""
        self.token = TOKEN.search(self.browser.get(path))[1]


def plain(path):
    """The path without ids."""
    return re.sub(r"[0-9a-f-]{36}", "…", path)


def log_call(person, call):
    """The principal's minute, as tests.config.test_compose.log_a_call goes through it."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    draft = person.insist("POST", "/referrals/new/", {"form_key": call.key, "danger": "over"})
    call.pk = urlsplit(draft).path.split("/")[2]
    here = f"/referrals/{call.pk}/"
    person.insist("POST", f"{here}crime/", {"crime": "yes", "reason": "A student was struck in the face."})
    details = {
        "started_by": "staff",
        "what_for": "act",
        "tried": "talk",
        "behavior": "fight",
        "place": "gym",
        "day": yesterday,
        "time": "09:15",
    }
    person.insist(
        "POST", f"{here}details/", {**details, "shared": "Two students pushed each other.", "school_only": ""}
    )
    # Once it is sent the check page leads to the record: what was cut off was saved.
    while "submitted" not in call.told:
        page = person.ask("GET", f"{here}check/", expect=200)
        form = {"csrfmiddlewaretoken": person.token, "version": VERSION.search(page)[1] if page else call.pk}
        if (page or submitted(person, here)) and person.ask("POST", f"{here}submit/", form, 302):
            call.told["submitted"] = time.monotonic()
        elif person.over.wait(AGAIN):
            raise GivenUp


def submitted(person, here):
    """Whether the check page has just led to the record."""
    led = person.last.how == "false" and person.last.words.endswith(f"302 {here}")
    if led:
        person.last.how = "right"
    return led


def answer_call(person, call):
    """The officer takes it on."""
    form = {"form_key": call.answer_key, "elements_present": "unsure", "nibrs_code": "", "note": "On my way."}
    person.insist("POST", f"/referrals/{call.pk}/accept/", form)
    call.told["answered"] = time.monotonic()


def review_call(person, call):
    """The supervisor decides, and is sure."""
    path = f"/referrals/{call.pk}/review/"
    form = {"determination": "police_matter", "crime_involved": "unsure", "clause": "none", "reason": "Rightly called."}
    version = person.version(path)
    person.insist("POST", path, {**form, "form_key": call.review_key, "version": version, "sure": "yes"})
    call.told["reviewed"] = time.monotonic()


class People:
    """The principal, the officer and the supervisor, signed in once; they work while a stream runs."""

    def __init__(self, port, known):
        self.port, self.known, self.answers = port, known, []
        self.calm = 1.0  # the slowest answer while nothing was broken, in seconds
        self.persons = [Person(Browser(port, HOST), self.answers) for _role in STEPS]
        for person, role in zip(self.persons, ("principal", "sro", ""), strict=True):
            if role:
                person.browser.sign_in(known[role])
            else:
                person.browser.cookies["__Host-session"] = known["session"]
            person.take_token("/inbox/")

    def stream(self, *, in_words=(), signed_out=False):
        for person in self.persons:
            person.in_words = IN_WORDS | set(in_words) | ({401} if signed_out else set())
            person.signed_out = signed_out
        return Stream(self)

    def ask_for_code(self):
        """The principal asks for a code to sign in from a browser of another day; it comes by mail."""
        browser = Browser(self.port, HOST, "192.0.2.7")
        browser.send("/sign-in/code/", {"email": self.known["principal"]["email"]})


class Stream:
    """Calls one after the other, each handed from person to person; `calls` holds what they were told of it."""

    def __init__(self, people):
        self.people, self.calls, self.no_more = people, [], threading.Event()
        self.people.answers.clear()
        ready, answered = queue.Queue(), queue.Queue()
        self.waiting = (ready, answered)
        principal, officer, supervisor = people.persons
        for person in people.persons:
            person.over = threading.Event()
        self.stranger = threading.Thread(target=self._try_the_door)
        self.threads = [
            threading.Thread(target=self._log, args=(principal, ready)),
            threading.Thread(target=self._pass_on, args=(officer, answer_call, ready, answered)),
            threading.Thread(target=self._pass_on, args=(supervisor, review_call, answered, None)),
        ]
        for thread in (*self.threads, self.stranger):
            thread.start()

    def _log(self, person, onward):
        while not self.no_more.is_set():
            self.calls.append(Call())
            try:
                log_call(person, self.calls[-1])
            except GivenUp:
                return
            onward.put(self.calls[-1])
        onward.put(None)

    def _pass_on(self, person, act, waiting, onward):
        while (call := waiting.get()) is not None:
            try:
                act(person, call)
            except GivenUp:
                break
            if onward is not None:
                onward.put(call)
        if onward is not None:
            onward.put(None)

    def _try_the_door(self):
        """Somebody whom nobody knows, from another address each time; the door answers all the same."""
        turn = 0
        while not self.no_more.wait(0.5):
            turn += 1
            stranger = Person(Browser(self.people.port, HOST, f"198.51.100.{turn % 250 + 1}"), self.people.answers)
            page = stranger.ask("GET", "/sign-in/", expect=200)
            if page:
                form = {"login": f"nobody{turn}@example.org", "password": "not the password at all"}
                token = TOKEN.search(page)[1]
                stranger.ask("POST", "/sign-in/", {"csrfmiddlewaretoken": token, **form}, 200)

    def saved(self):
        """How many steps were told to be saved so far."""
        return sum(len(call.told) for call in self.calls)

    def wait_for(self, count, seconds=40):
        """Until so many steps more were told to be saved; whether they were."""
        until, goal = time.monotonic() + seconds, self.saved() + count
        while self.saved() < goal and time.monotonic() < until:
            time.sleep(0.05)
        return self.saved() >= goal

    def finish(self, seconds=30):
        """No new call; what is under way is finished, or given up after so many seconds."""
        self.no_more.set()
        until = time.monotonic() + seconds
        for thread in (*self.threads, self.stranger):
            thread.join(max(0.1, until - time.monotonic()))
        for person in self.people.persons:
            person.over.set()
        for waiting in self.waiting:
            waiting.put(None)
        for thread in (*self.threads, self.stranger):
            thread.join(35)
