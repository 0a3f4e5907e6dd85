"""What this installation runs on, and a test mail, for the portal administrator."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires
from accounts.permissions import Permission
from config.installation import parts, troubled
from config.production import start_faults
from config.trial_mail import WHAT_TO_CHECK, Answer, TooManyTestMails, send_test_mail


@requires(Permission.SETTINGS_VIEW)
@require_safe
def installation(request: HttpRequest) -> HttpResponse:
    """Each part in words, the faults of a production that is half-configured, and the button for a test mail."""
    found, faults = parts(timezone.now()), start_faults()
    bad = len(list(troubled(found))) + len(faults)
    lead = (
        ngettext("%(n)d thing here needs you.", "%(n)d things here need you.", bad) % {"n": bad}
        if bad
        else _("This installation works as it should.")
    )
    user: Any = request.user
    return render(request, "config/settings.html", {"lead": lead, "parts": found, "faults": faults, "to": user.email})


@requires(Permission.SETTINGS_VIEW)
@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    """Send one test mail to whoever asks, and say what the server answered."""
    user: Any = request.user
    try:
        answer = send_test_mail(by=user, at=timezone.now(), token=uuid.uuid4())
    except TooManyTestMails:
        messages.warning(request, _("You have sent three test mails within ten minutes. Wait a little for the next."))
    else:
        if answer.taken:
            messages.success(request, taken_words(user.email))
        else:
            messages.error(request, refused_words(answer))
    return redirect("settings")


def taken_words(address: str) -> str:
    """Whoever took it, and what that means."""
    if not settings.EMAIL_BACKEND.endswith(".smtp.EmailBackend"):
        return _("No mail server is set up, so the mail was written to a file. Nobody gets it.")
    if settings.EMAIL_CATCHER:
        return _("The catcher took the mail to %(address)s. It goes no further.") % {"address": address}
    return _("The mail server took the mail to %(address)s. If it does not arrive, look in the spam folder.") % {
        "address": address
    }


def refused_words(answer: Answer) -> str:
    """The error's class and code, and what to check."""
    name = f"{answer.error} {answer.code}" if answer.code else answer.error
    return _("The mail server did not take the mail (%(name)s). %(check)s") % {
        "name": name,
        "check": WHAT_TO_CHECK[answer.word],
    }
