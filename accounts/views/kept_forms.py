"""What was typed is not lost: a form sent too late is kept for its writer, and sent on when they say so.

A session that is over, a form token that is out of date, a factor that is asked for: what was sent lies sealed beside
the account (`KeptForm`), for a day. Who only had to show that it is still them comes back to the form and it is taken
as it was (`accounts.middleware.KeptForms`). Everybody else sees first what they had typed, for a stale token could as
well be somebody else's page, and an open screen somebody else's hand.
"""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.actions import kept_forms
from accounts.actions.sessions import Stranger
from accounts.models import KeptForm, User
from common.writers import FIELD, writer_of

TOKENS = ("csrfmiddlewaretoken", FIELD)
# Put there by the page, and of no use to a reader.
OF_THE_PAGE = frozenset({*TOKENS, "version"})
# What only its owner may know is never laid aside, nor shown.
SECRETS = frozenset(
    {"password", "password1", "password2", "password_again", "oldpassword", "secret", "code", "credential"}
)
AN_HOUR = 60  # forms that are kept for one person in an hour
# In the session: the form that the person is on the way back to.
HELD = "held_form"


def typed(post: QueryDict) -> list[tuple[str, str]]:
    """What a person typed into the form: words, rather than what was chosen or put there by the page."""
    return [
        (name, value)
        for name, values in post.lists()
        if name not in OF_THE_PAGE and name not in SECRETS
        for value in values
        if len(value.split()) > 1 or not value.isascii() or len(value) > 100
    ]


def lay_aside(request: HttpRequest, *, by: User | Stranger) -> KeptForm | None:
    """Keep what was sent for whoever's form it was, by its own signed word; None where there is nothing to keep."""
    view = request.resolver_match.func if request.resolver_match else None
    writer_id = writer_of(request.POST.get(FIELD, "")) if request.method == "POST" else None
    worth = bool(typed(request.POST)) and SECRETS.isdisjoint(request.POST) and not getattr(view, "keeps_nothing", False)
    if writer_id is None or not worth or getattr(request, "htmx", False) or not _within_measure(writer_id):
        return None
    writer = User.objects.joined().filter(pk=writer_id, is_active=True).first()
    return None if writer is None else _keep(request, by=by, writer=writer)


def hold(request: HttpRequest, *, by: User) -> KeptForm | None:
    """Keep what the person sent from this session, whatever it is; None for what is too long."""
    return _keep(request, by=by, writer=by)


def _keep(request: HttpRequest, *, by: User | Stranger, writer: User) -> KeptForm | None:
    answers = request.POST.copy()
    for name in TOKENS:
        answers.pop(name, None)
    return kept_forms.keep(
        by=by,
        at=timezone.now(),
        writer=writer,
        path=request.get_full_path(),
        body=answers.urlencode(),
        with_file=bool(request.FILES),
    )


def _within_measure(writer_id: UUID) -> bool:
    """Whether no more was kept for the person within the hour than they could have typed."""
    key = f"kept-forms-{writer_id}"
    cache.add(key, 0, 3600)
    return int(cache.incr(key)) <= AN_HOUR


def waiting_for(user: User, at: datetime) -> KeptForm | None:
    """The newest of the person's kept forms in which they had typed something."""
    rows = KeptForm.objects.visible_to(user).waiting(at).select_related("user")
    return next((row for row in rows if typed(QueryDict(kept_forms.text_of(row)))), None)


# Giving back ------------------------------------------------------------------------------------------------------


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def kept_form(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What one had typed: to look over, and to send on or throw away."""
    at = timezone.now()
    waiting = KeptForm.objects.visible_to(request.user).waiting(at).select_related("user")
    row = get_object_or_404(waiting, pk=pk)
    act = request.POST.get("act", "")
    if act == "send" and not row.with_file:
        request.session[HELD] = {"id": str(row.pk), "path": row.path, "at": at.timestamp(), "shown": True}
        return redirect(row.path)
    if act == "drop":
        kept_forms.drop(by=request.user, at=at, row=row)
        other = waiting_for(request.user, at)
        messages.success(request, _("Discarded."))
        return redirect("kept-form", other.pk) if other else redirect("home")
    answers = typed(QueryDict(kept_forms.text_of(row)))
    context = {"row": row, "answers": [(name.replace("_", " ").replace("-", " "), words) for name, words in answers]}
    return render(request, "accounts/kept_form.html", context)
