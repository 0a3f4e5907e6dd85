"""One message to one person, as text and as HTML, from one template.

A mail holds a link and no fact about a student, for it lies on machines that are not ours.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.utils import translation

from common.lines import one_line

SUBJECT, TEXT, HTML = "mail/subject.txt", "mail/layout.txt", "mail/layout.html"


def template_of(kind: str) -> str:
    """The template's name of a kind, "incidents.referral_submitted". Raises ValueError for anything else."""
    app, dot, notice = kind.partition(".")
    if not dot or not app.isidentifier() or not notice.isidentifier():
        raise ValueError("A kind of mail is written app.notice.")
    return f"mail/{app}/{notice}.txt"


def message_id(token: object) -> str:
    """The Message-ID for a token, at the portal's own host; the same token gives the same id, sent once or twice."""
    return f"<{token}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"


def compose(
    *, kind: str, to: str, context: Mapping[str, Any], message_id: str, language: str
) -> EmailMultiAlternatives:
    """The mail of one kind for one address in one language, not sent.

    Templates find the portal's address as `site_url`. Raises TemplateDoesNotExist when there is none for the kind.
    """
    with translation.override(language):
        subject = subject_line(kind, context)
        text = re.sub(r"\s*\n\s*\n\s*", "\n\n", _render(kind, TEXT, context)).strip() + "\n"
        html = _render(kind, HTML, context)
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
    return " ".join(_render(kind, SUBJECT, context).split())


def _render(kind: str, layout: str, context: Mapping[str, Any]) -> str:
    """The kind's template in this layout; plain text is not HTML and must not be escaped as if it were."""
    template = engines["django"].get_template(template_of(kind)).template  # type: ignore[attr-defined]
    # No mail holds free text: what a context brings are names and words, each on its line, whoever wrote them once.
    words = {key: one_line(value) if isinstance(value, str) else value for key, value in context.items()}
    values = {"site_url": settings.SITE_URL, **words, "layout": layout}
    return str(template.render(Context(values, autoescape=layout == HTML)))
