"""One message to one person: three templates, a link, no fact about a student (security.md MAIL-01, MAIL-03)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.utils import translation

PARTS = ("subject.txt", "body.txt", "body.html")


def templates_of(kind: str) -> tuple[str, str, str]:
    """The three template names of a kind, "incidents.referral_submitted". Raises ValueError for anything else."""
    app, dot, notice = kind.partition(".")
    if not dot or not app.isidentifier() or not notice.isidentifier():
        raise ValueError("A kind of mail is written app.notice.")
    subject, text, html = (f"mail/{app}/{notice}/{part}" for part in PARTS)
    return subject, text, html


def message_id(token: object) -> str:
    """The Message-ID for a token, at the portal's own host; the same token gives the same id, sent once or twice."""
    return f"<{token}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def compose(
    *, kind: str, to: str, context: Mapping[str, Any], message_id: str, language: str
) -> EmailMultiAlternatives:
    """The mail of one kind for one address in one language, not sent.

    The subject is folded to one line. Templates find the portal's address as `site_url`.
    Raises TemplateDoesNotExist when one of the three templates is missing.
    """
    _subject_name, text_name, html_name = templates_of(kind)
    values = {"site_url": settings.SITE_URL, **context}
    with translation.override(language):
        subject = subject_line(kind, context)
        text = _render(text_name, values, escape=False).strip() + "\n"
        html = _render(html_name, values, escape=True)
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[to],
        headers={
            "Message-ID": message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(html, "text/html")
    return message


def subject_line(kind: str, context: Mapping[str, Any]) -> str:
    """The subject of a kind of mail on one line, in the language in force. Raises TemplateDoesNotExist."""
    values = {"site_url": settings.SITE_URL, **context}
    return " ".join(_render(templates_of(kind)[0], values, escape=False).split())


def _render(name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    """The template with these values; plain text is not HTML and must not be escaped as if it were."""
    template = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(dict(values), autoescape=escape)))
