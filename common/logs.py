"""Log lines as JSON: UTC, with the request's id, without what people wrote, for logs are kept outside the database.

Nothing is taken from thread-locals: a record carries its request (as Django's own do) or the ids given as `extra`.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

LONGEST_MESSAGE = 2000

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_SENSITIVE = re.compile(
    rf"""
    (?P<kept>{_UUID}|\b\d{{4}}-\d\d-\d\d(?!\d)(?:[T ][\d:.]+)?)      # ids and times are what a log is for
    | (?P<secret>(?i:password|passwd|secret|token|api[_-]?key|authorization|cookie|session(?:id)?|csrf\w*)
        ["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&]+(?:\s+(?i:[A-Za-z0-9+/=._-]{{16,}}))?)
    | (?P<credentials>://)[^/\s:@]+:[^/\s@]+@                    # user:password in an address
    | (?P<query>\?)[^\s"'<>]+                                     # a query string
    | (?P<mail>[^\s<>"'(),;:]+@[^\s<>"'(),;]+)                    # an e-mail address
    | (?P<digits>(?<![\w.:-])\+?\(?\d(?:[\s().-]{{0,2}}\d){{6,}}(?!\w))   # a phone, student or social security number
    """,
    re.VERBOSE,
)
_MASKS = {
    "secret": r"{0}[secret]",
    "credentials": "://[secret]@",
    "query": "?[query]",
    "mail": "[address]",
    "digits": "[number]",
}


def redact(text: str) -> str:
    """The text without addresses, long numbers, secrets and query strings; ids stay."""

    def mask(found: re.Match[str]) -> str:
        kind = str(found.lastgroup)
        return found[0] if kind == "kept" else _MASKS[kind].format(found[kind])

    return _SENSITIVE.sub(mask, text)


class RequestIdFilter(logging.Filter):
    """Gives every record `request_id` and `actor_id`: from `extra`, else from the record's own request, else empty."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a record."""
        request = getattr(record, "request", None)
        origin = getattr(getattr(request, "user", None), "origin", None) if _user_known(request) else None
        person = getattr(request, "user", None) if _user_known(request) else None
        if not hasattr(record, "request_id"):
            record.request_id = str(
                getattr(request, "request_id", "") or getattr(request, "id", "") or getattr(origin, "request_id", "")
            )
        if not hasattr(record, "actor_id"):
            record.actor_id = str(getattr(person, "pk", None) or "")
        return True


def _user_known(request: object) -> bool:
    """Whether the person is known already; asking a lazy user here could query a database that is down."""
    return hasattr(request, "_cached_user")


class JsonFormatter(logging.Formatter):
    """One JSON object a line. ASCII only, so that no line break or terminal code of a value survives."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; of an exception the class and the frames, never its text, which may quote a row."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
            "request_id": _id(getattr(record, "request_id", "")),
            "actor_id": _id(getattr(record, "actor_id", "")),
        }
        status = getattr(record, "status_code", None)
        if isinstance(status, int):
            line["status"] = status
        took = getattr(record, "milliseconds", None)
        if isinstance(took, int):
            line["milliseconds"] = took
        if record.exc_info and record.exc_info[0] is not None:
            kind, _error, trace = record.exc_info
            line["error"] = f"{kind.__module__}.{kind.__qualname__}"
            line["frames"] = [
                f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
            ]
        return json.dumps(line, ensure_ascii=True)

    @staticmethod
    def _message(record: logging.LogRecord) -> str:
        try:
            text = str(record.msg) % _without_address(record) if record.args else str(record.msg)
        except (TypeError, ValueError, KeyError):
            text = str(record.msg)
        return redact(text[:LONGEST_MESSAGE])


def _without_address(record: logging.LogRecord) -> Any:
    """What the message is filled with; for the address of the request, in which anything may be typed, its page's name.

    Django's own lines ("Not Found: %s") end with that address, escaped against line breaks.
    """
    request = getattr(record, "request", None)
    address = getattr(request, "path", None)
    if not isinstance(record.args, tuple) or not isinstance(address, str):
        return record.args
    addresses = {address, address.encode("unicode_escape").decode("ascii")}
    page = page_of(request)
    return tuple(page if argument in addresses else argument for argument in record.args)


def page_of(request: Any) -> str:
    """The name of the page that was asked for; "nothing" where none answers to the address."""
    match = getattr(request, "resolver_match", None)
    return (match and match.view_name) or "nothing"


def _id(value: object) -> str:
    """An id as it may stand in a log: letters, digits and a few marks, at most 64."""
    return re.sub(r"[^A-Za-z0-9_.:-]", "", str(value))[:64]
